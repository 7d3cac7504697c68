//! The bits of a scan and the codes in them: ITU-T T.81, annexes C and F.2.2.

/// Bits of a code that a table tells at one look.
const LOOK: u32 = 9;

/// A Huffman table.
pub(super) struct Table {
    /// For each beginning of [`LOOK`] bits: length of its code in the upper byte, symbol in the lower; 0 for longer codes.
    short: Vec<u16>,
    /// For each length the first number that is no code of that length any more, aligned to 16 bits.
    ends: [u32; 17],
    /// For each length what leads from a code to the place of its symbol.
    offsets: [i32; 17],
    symbols: Vec<u8>,
}

impl Table {
    /// Of the 16 numbers of codes of each length and the symbols; `None` if that is no table.
    pub(super) fn new(counts: &[u8], symbols: &[u8]) -> Option<Self> {
        let mut table = Self { short: vec![0; 1 << LOOK], ends: [0; 17], offsets: [0; 17], symbols: symbols.to_vec() };
        let (mut code, mut at) = (0_u32, 0_usize);
        for (length, &count) in (1_u32..).zip(counts.get(..16)?) {
            table.offsets[length as usize] = at as i32 - code as i32;
            for _ in 0..count {
                let symbol = *symbols.get(at)?;
                if length <= LOOK {
                    let first = (code << (LOOK - length)) as usize;
                    let places = table.short.get_mut(first..first + (1 << (LOOK - length)))?;
                    places.fill((length << 8) as u16 | u16::from(symbol));
                }
                (code, at) = (code + 1, at + 1);
            }
            if code > 1 << length {
                return None;
            }
            table.ends[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some(table)
    }
}

/// Reads the bits of one scan; where its data end it goes on with zeros, and says so.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// The byte that is read next.
    at: usize,
    buffer: u64,
    /// Bits in the buffer.
    n_bits: u32,
    /// Those of them, and of what was taken, that are not in the file.
    n_invented: u32,
    /// Bytes that no code asked for.
    pub(super) n_spare: usize,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, buffer: 0, n_bits: 0, n_invented: 0, n_spare: 0 }
    }

    /// Whether more was taken than there is.
    pub(super) fn is_over(&self) -> bool {
        self.n_invented > self.n_bits
    }

    /// The next symbol; the bits behind it that its lower half counts are taken along if `takes_size`. `None` where no
    /// code begins.
    pub(super) fn symbol(&mut self, table: &Table, takes_size: bool) -> Option<u8> {
        if self.n_bits < 32 {
            self.fill();
        }
        let entry = table.short[(self.buffer >> (64 - LOOK)) as usize];
        let (length, symbol) = if entry == 0 { self.long(table)? } else { (u32::from(entry >> 8), entry as u8) };
        self.take(length + if takes_size { u32::from(symbol & 15) } else { 0 });
        Some(symbol)
    }

    /// The number that the next `count` bits are, 15 at most.
    pub(super) fn number(&mut self, count: u32) -> u32 {
        if count == 0 {
            return 0;
        }
        if self.n_bits < 32 {
            self.fill();
        }
        let number = (self.buffer >> (64 - count)) as u32;
        self.take(count);
        number
    }

    /// Goes on behind the next marker; gives that.
    pub(super) fn pass_marker(&mut self) -> Option<u8> {
        self.end();
        let marker = *self.bytes.get(self.at + 1)?;
        self.at += 2;
        Some(marker)
    }

    /// Where the next marker is, or the end of the file; what lies before it is left out.
    pub(super) fn end(&mut self) -> usize {
        let n_unread = self.n_bits.saturating_sub(self.n_invented);
        // Behind the bits that fill up the last byte.
        let behind = self.buffer & u64::MAX.checked_shl(64 - self.n_bits).unwrap_or(0);
        let is_zero = behind.checked_shl(n_unread % 8).unwrap_or(0) == 0;
        let unread = if is_zero { 0 } else { (n_unread / 8) as usize };
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        let is_marker = |it: &[u8]| it[0] == 0xff && !matches!(it[1], 0 | 0xff);
        let length = rest.windows(2).position(is_marker).unwrap_or(rest.len());
        let skipped = &rest[..length];
        // Zeros and ones are what writers fill up with.
        let is_padding = |it: &[u8]| it.iter().all(|it| *it == 0) || it.iter().all(|it| *it == 0xff);
        self.n_spare += unread + if is_padding(skipped) { 0 } else { length };
        self.at += length;
        (self.buffer, self.n_bits, self.n_invented) = (0, 0, 0);
        self.at
    }

    fn long(&self, table: &Table) -> Option<(u32, u8)> {
        let code = (self.buffer >> 48) as u32;
        let length = (LOOK as usize + 1..=16).find(|&length| code < table.ends[length])?;
        let at = (code >> (16 - length)) as i32 + table.offsets[length];
        Some((length as u32, *table.symbols.get(usize::try_from(at).ok()?)?))
    }

    fn take(&mut self, count: u32) {
        self.buffer <<= count;
        self.n_bits -= count;
    }

    fn fill(&mut self) {
        // Eight bytes at once where none may be a marker (the fourth variant of F. Giesen's "Reading bits", 2018).
        if let Some(word) = self.bytes.get(self.at..).and_then(|it| it.first_chunk::<8>()) {
            let word = u64::from_be_bytes(*word);
            if !has_ones(word) {
                self.buffer |= word >> self.n_bits;
                self.at += ((63 - self.n_bits) >> 3) as usize;
                self.n_bits |= 56;
                return;
            }
        }
        // What the line above left beyond the bits that count would be added twice otherwise.
        self.buffer = if self.n_bits == 0 { 0 } else { self.buffer & (u64::MAX << (64 - self.n_bits)) };
        while self.n_bits <= 56 {
            let byte = match (self.bytes.get(self.at), self.bytes.get(self.at + 1)) {
                (Some(0xff), Some(0)) => {
                    self.at += 2;
                    0xff
                }
                (Some(0xff), _) | (None, _) => {
                    self.n_invented += 8;
                    0
                }
                (Some(&byte), _) => {
                    self.at += 1;
                    byte
                }
            };
            self.buffer |= u64::from(byte) << (56 - self.n_bits);
            self.n_bits += 8;
        }
    }
}

/// Whether one of the eight bytes is 255.
fn has_ones(word: u64) -> bool {
    let low = u64::MAX / 255;
    // As with a zero among the bytes of the complement.
    (!word).wrapping_sub(low) & word & (low << 7) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes 0, 10, 110, and 1110 with six ones more.
    fn table() -> Table {
        let mut counts = [0; 16];
        (counts[0], counts[1], counts[2], counts[9]) = (1, 1, 1, 1);
        Table::new(&counts, &[0, 1, 2, 3]).unwrap()
    }

    #[test]
    fn codes_are_read_up_to_the_end_and_not_beyond() {
        // 0, 10 and its bit 1, 110 and its bits 00, 1110000000 and its bits 101, then ones.
        let bytes = [0b0101_1100, 0b0111_0000, 0b0001_0111, 0xff, 0xd9];
        let (table, mut bits) = (table(), Bits::new(&bytes, 0));
        let found: Vec<_> = (0..4).map(|_| bits.symbol(&table, true)).collect();
        assert_eq!(found, [Some(0), Some(1), Some(2), Some(3)]);
        assert!(!bits.is_over());
        assert_eq!(bits.number(2), 0b11);
        assert!(!bits.is_over());
        assert_eq!(bits.number(1), 0);
        assert!(bits.is_over());
        assert_eq!((bits.end(), bits.n_spare), (3, 0));
        assert_eq!(bits.pass_marker(), Some(0xd9));
    }

    #[test]
    fn long_runs_are_read_as_byte_by_byte() {
        let bytes: Vec<u8> = (0..4_000_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let stuffed: Vec<u8> =
            bytes.iter().flat_map(|it| if *it == 0xff { vec![0xff, 0] } else { vec![*it] }).collect();
        let mut bits = Bits::new(&stuffed, 0);
        let (mut at, mut step) = (0, 1);
        while at + step <= 8 * bytes.len() {
            let bit = |at: usize| u32::from(bytes[at / 8] >> (7 - at % 8)) & 1;
            let expected = (at..at + step).fold(0, |sum, at| sum << 1 | bit(at));
            assert_eq!(bits.number(step as u32), expected, "{at}");
            (at, step) = (at + step, step % 15 + 1);
        }
        assert!(!bits.is_over());
    }

    #[test]
    fn tables_that_are_none_are_refused() {
        assert!(Table::new(&[3; 16], &[0; 48]).is_none());
        assert!(Table::new(&[1; 16], &[0; 3]).is_none());
        assert!(Table::new(&[0; 15], &[]).is_none());
    }
}
