//! Whether all data of a JPEG are there. Decoders paint what is missing, for so they were asked: a download that broke
//! off, or a card with a hole, becomes a picture that is grey in part. Here the codes of all scans are read without
//! making pixels of them, and whoever runs out of data before the blocks are full is found out.

use super::bits::{Bits, Table};
use super::frame::{Component, Frame};
use super::segments::{Segment, Segments};
use crate::error::{Error, Result};
use crate::picture::broken;

/// Bytes that may lie between the last block and the next marker; writers leave some.
const SPARE_BYTES: usize = 64;

/// Where the picture's data end: at the end marker, or behind the last scan of a file that has none.
///
/// # Errors
/// [`Error::ImageCut`] where data are missing; [`Error::ImageBroken`] for headers that make no sense.
pub(super) fn end_of_data(bytes: &[u8], frame: &Frame) -> Result<usize> {
    let mut walk = Walk {
        bytes,
        frame,
        dc: [const { None }; 4],
        ac: [const { None }; 4],
        restart_interval: 0,
        colours: frame.components.iter().map(|_| Colour::default()).collect(),
    };
    let mut segments = Segments::new(bytes);
    let mut end = None;
    while let Some(segment) = segments.next() {
        match segment.marker {
            0xc4 => walk.read_tables(segment.body).ok_or_else(|| senseless("its tables of codes"))?,
            0xdd => {
                walk.restart_interval = segment.body.first_chunk::<2>().map_or(0, |it| u16::from_be_bytes(*it)).into()
            }
            0xda => {
                let at = walk.scan(segment, segments.at())?;
                segments.go_on_at(at);
                end = Some(at);
            }
            0xd9 => {
                // The end is there: what no scan has brought was never meant to be.
                let is_whole = walk.colours.iter().all(|it| it.is_begun());
                return if is_whole { Ok(segments.at() - 2) } else { Err(cut("it ends before all colours are there")) };
            }
            _ => {}
        }
    }
    match end {
        Some(end) if walk.colours.iter().all(|it| it.is_done()) => Ok(end),
        Some(_) => Err(cut("it breaks off between two scans")),
        None => Err(cut("it breaks off before its first scan")),
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    frame: &'a Frame,
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    restart_interval: u32,
    colours: Vec<Colour>,
}

/// What the scans have brought of one colour.
#[derive(Default)]
struct Colour {
    /// Of each coefficient, whether it has come at all, and whether to its last bit.
    begun: u64,
    done: u64,
    /// Of each block, which coefficients are not zero; a scan that refines them reads a bit for each.
    nonzero: Vec<u64>,
}

impl Colour {
    fn is_begun(&self) -> bool {
        self.begun & 1 == 1
    }

    fn is_done(&self) -> bool {
        self.done == u64::MAX
    }
}

/// What a scan's header says.
#[derive(Clone, Copy)]
struct Part {
    /// The first and the last coefficient.
    first: u32,
    last: u32,
    /// Whether it refines what has come.
    refines: bool,
}

impl Walk<'_> {
    fn read_tables(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((&kind, rest)) = body.split_first() {
            let counts = rest.get(..16)?;
            let n_symbols: usize = counts.iter().map(|it| usize::from(*it)).sum();
            let symbols = rest.get(16..16 + n_symbols)?;
            let tables = if kind >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(kind & 15))? = Some(Table::new(counts, symbols)?);
            body = &rest[16 + n_symbols..];
        }
        Some(())
    }

    /// Reads a scan whose data begin `at`; gives where they end.
    fn scan(&mut self, header: Segment<'_>, at: usize) -> Result<usize> {
        let senseless = || senseless("the header of a scan");
        let (&n_members, rest) = header.body.split_first().ok_or_else(senseless)?;
        let n_members = usize::from(n_members);
        let (members, rest) = rest.split_at_checked(2 * n_members).ok_or_else(senseless)?;
        let &[first, last, bits] = rest.first_chunk::<3>().ok_or_else(senseless)?;
        let mut chosen = Vec::new();
        for pair in members.chunks_exact(2) {
            let place = self.frame.components.iter().position(|it| it.id == pair[0]).ok_or_else(senseless)?;
            chosen.push((place, usize::from(pair[1] >> 4 & 3), usize::from(pair[1] & 3)));
        }
        let part = match self.frame.is_progressive {
            true => Part { first: first.into(), last: last.into(), refines: bits >> 4 != 0 },
            false => Part { first: 0, last: 63, refines: false },
        };
        let is_possible = part.first <= part.last && part.last < 64 && !chosen.is_empty();
        // Of several colours at once a progressive scan brings the mean of each block only.
        if !is_possible
            || (self.frame.is_progressive && (part.first == 0) != (part.last == 0))
            || (chosen.len() > 1 && self.frame.is_progressive && part.last > 0)
        {
            return Err(senseless());
        }
        let end = self.blocks(&chosen, part, at)?;
        let coefficients = u64::MAX >> (63 - part.last) & u64::MAX << part.first;
        let is_last = !self.frame.is_progressive || bits & 15 == 0;
        for (place, ..) in chosen {
            self.colours[place].begun |= coefficients;
            self.colours[place].done |= if is_last { coefficients } else { 0 };
        }
        Ok(end)
    }

    /// Reads the blocks of a scan: of each chosen colour its place and the numbers of its tables.
    fn blocks(&mut self, chosen: &[(usize, usize, usize)], part: Part, at: usize) -> Result<usize> {
        let no_codes = || broken("JPEG", "a scan has no table of its codes".into());
        let is_mixed = chosen.len() > 1;
        let (columns, rows) = self.units(chosen);
        let mut bits = Bits::new(self.bytes, at);
        let mut until_restart = self.restart_interval;
        // Blocks that have nothing more to come.
        let mut n_idle = 0_u32;
        for row in 0..rows {
            for column in 0..columns {
                if self.restart_interval > 0 && until_restart == 0 {
                    if bits.is_over() || !matches!(bits.pass_marker(), Some(0xd0..=0xd7)) {
                        return Err(missing(row, rows));
                    }
                    (until_restart, n_idle) = (self.restart_interval, 0);
                }
                until_restart = until_restart.wrapping_sub(1);
                for &(place, dc, ac) in chosen {
                    let Component { across, down, .. } = self.frame.components[place];
                    let (dc, ac) = (self.dc[dc].as_ref(), self.ac[ac].as_ref());
                    for _ in 0..if is_mixed { across * down } else { 1 } {
                        let read = if !self.frame.is_progressive {
                            whole(&mut bits, dc.ok_or_else(no_codes)?, ac.ok_or_else(no_codes)?)
                        } else if part.first == 0 && part.refines {
                            bits.number(1);
                            Some(())
                        } else if part.first == 0 {
                            bits.symbol(dc.ok_or_else(no_codes)?, true).map(|_| ())
                        } else {
                            let nonzero = &mut self.colours[place].nonzero;
                            nonzero.resize((columns * rows) as usize, 0);
                            let block = &mut nonzero[(row * columns + column) as usize];
                            let ac = ac.ok_or_else(no_codes)?;
                            let read = if part.refines { refined } else { begun };
                            read(&mut bits, ac, part, &mut n_idle, block)
                        };
                        if read.is_none() {
                            return Err(missing(row, rows));
                        }
                    }
                }
            }
            if bits.is_over() {
                return Err(missing(row, rows));
            }
        }
        let end = bits.end();
        if bits.n_spare > SPARE_BYTES {
            return Err(cut(&format!("{} bytes are left when its blocks are full", bits.n_spare)));
        }
        Ok(end)
    }

    /// How many units a scan has side by side and one below the other: blocks, or where colours are mixed as many of
    /// each as it takes to cover the same square.
    fn units(&self, chosen: &[(usize, usize, usize)]) -> (u32, u32) {
        let most = |of: fn(&Component) -> u32| self.frame.components.iter().map(of).max().unwrap_or(1);
        let (across, down) = (most(|it| it.across), most(|it| it.down));
        let Frame { width, height, .. } = *self.frame;
        match *chosen {
            [(place, ..)] => {
                let own = self.frame.components[place];
                let blocks = |side: u32, own: u32, most: u32| (side * own).div_ceil(most).div_ceil(8);
                (blocks(width, own.across, across), blocks(height, own.down, down))
            }
            _ => (width.div_ceil(8 * across), height.div_ceil(8 * down)),
        }
    }
}

fn missing(row: u32, rows: u32) -> Error {
    cut(&format!("its data end, or make no sense, after {row} of {rows} rows of blocks"))
}

fn cut(reason: &str) -> Error {
    Error::ImageCut { format: "JPEG", source: reason.into() }
}

fn senseless(what: &str) -> Error {
    broken("JPEG", format!("{what} make no sense"))
}

/// All of a block: F.2.2.
fn whole(bits: &mut Bits<'_>, dc: &Table, ac: &Table) -> Option<()> {
    bits.symbol(dc, true)?;
    let mut at = 1;
    while at < 64 {
        let symbol = bits.symbol(ac, true)?;
        if symbol & 15 == 0 && symbol != 0xf0 {
            break;
        }
        at += u32::from(symbol >> 4) + 1;
    }
    (at <= 64).then_some(())
}

/// The first bits of some coefficients of a block: G.1.2.2.
fn begun(bits: &mut Bits<'_>, ac: &Table, part: Part, n_idle: &mut u32, nonzero: &mut u64) -> Option<()> {
    if *n_idle > 0 {
        *n_idle -= 1;
        return Some(());
    }
    let mut at = part.first;
    while at <= part.last {
        let symbol = bits.symbol(ac, false)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 && run < 15 {
            *n_idle = (1 << run) - 1 + bits.number(run);
            return Some(());
        }
        at += run;
        if size > 0 {
            bits.number(size);
            if at > 63 {
                return None;
            }
            *nonzero |= 1 << at;
        }
        at += 1;
    }
    Some(())
}

/// One more bit of some coefficients of a block: G.1.2.3.
fn refined(bits: &mut Bits<'_>, ac: &Table, part: Part, n_idle: &mut u32, nonzero: &mut u64) -> Option<()> {
    let mut at = part.first;
    while *n_idle == 0 && at <= part.last {
        let symbol = bits.symbol(ac, false)?;
        let (mut run, size) = (u32::from(symbol >> 4), symbol & 15);
        if size == 0 && run < 15 {
            *n_idle = (1 << run) + bits.number(run);
            break;
        }
        if size > 0 {
            bits.number(1);
        }
        while at <= part.last {
            if *nonzero >> at & 1 == 1 {
                bits.number(1);
            } else if run == 0 {
                break;
            } else {
                run -= 1;
            }
            at += 1;
        }
        if size > 0 {
            if at > part.last {
                return None;
            }
            *nonzero |= 1 << at;
        }
        at += 1;
    }
    if *n_idle > 0 {
        while at <= part.last {
            if *nonzero >> at & 1 == 1 {
                bits.number(1);
            }
            at += 1;
        }
        *n_idle -= 1;
    }
    Some(())
}
