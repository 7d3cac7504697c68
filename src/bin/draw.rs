//! Draws creatures into a folder: a contact sheet, a set of pictures, or a packed training set.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ikesu::creatures::{self, CATALOG, Picture, caption, odd};
use ikesu::error::{Error, Result, Source, flatten};
use ikesu::rng::Rng;

const USAGE: &str = "usage: draw <out dir> [--sheet] [--png | --odd] [--count N] [--seed S] [--size PX]
  --sheet  contact.png: every entry once, plainly
  --png    N pictures as PNG files, entry by entry
  --odd    N pictures of things that are not in the catalog, packed
  (else)   N pictures packed: pictures.rgb (u8, N x PX x PX x 3) and pictures.jsonl (a line each)";

/// The catalog's text, for the captions.
const NAMES: &str = include_str!("../../models/names.txt");

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Packed,
    Odd,
    Png,
    Sheet,
}

struct Job {
    out: PathBuf,
    kind: Kind,
    count: u32,
    seed: u32,
    size: u32,
}

fn main() -> ExitCode {
    let mut err = io::stderr().lock();
    let Some(job) = parse(std::env::args().skip(1)) else {
        return if writeln!(err, "{USAGE}").is_ok() { ExitCode::from(2) } else { ExitCode::FAILURE };
    };
    match run(&job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let told = writeln!(err, "{}", flatten(&error));
            if told.is_ok() { ExitCode::FAILURE } else { ExitCode::from(3) }
        }
    }
}

fn parse(mut words: impl Iterator<Item = String>) -> Option<Job> {
    let out = words.next().filter(|it| !it.starts_with("--"))?;
    let mut job = Job { out: out.into(), kind: Kind::Packed, count: 93, seed: 1, size: 192 };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--sheet" => job.kind = Kind::Sheet,
            "--png" => job.kind = Kind::Png,
            "--odd" => job.kind = Kind::Odd,
            "--count" => job.count = words.next()?.parse().ok()?,
            "--seed" => job.seed = words.next()?.parse().ok()?,
            "--size" => job.size = words.next()?.parse().ok()?,
            _ => return None,
        }
    }
    Some(job)
}

fn run(job: &Job) -> Result<()> {
    fs::create_dir_all(&job.out).map_err(file_error)?;
    match job.kind {
        Kind::Sheet => sheet(job),
        Kind::Png => pngs(job),
        Kind::Packed | Kind::Odd => packed(job),
    }
}

/// Every entry once, twelve in a row.
fn sheet(job: &Job) -> Result<()> {
    const COLUMNS: usize = 12;
    let (cell, rows) = (job.size as usize, CATALOG.len().div_ceil(COLUMNS));
    let width = COLUMNS * cell;
    let mut rgba = vec![255_u8; width * rows * cell * 4];
    for species in 0..CATALOG.len() {
        let picture = creatures::portrait(species, job.seed.wrapping_add(species as u32), job.size)?;
        let (left, top) = (species % COLUMNS * cell, species / COLUMNS * cell);
        for (row, line) in picture.rgba.chunks_exact(cell * 4).enumerate() {
            let at = ((top + row) * width + left) * 4;
            rgba[at..at + cell * 4].copy_from_slice(line);
        }
    }
    png(&job.out.join("contact.png"), rgba, width, rows * cell)
}

fn pngs(job: &Job) -> Result<()> {
    for index in 0..job.count {
        let species = index as usize % CATALOG.len();
        let Picture { rgba, size, .. } = creatures::draw(species, job.seed.wrapping_add(index), job.size)?;
        let path = job.out.join(format!("{index:05}-{}.png", CATALOG[species].name));
        png(&path, rgba, size as usize, size as usize)?;
    }
    Ok(())
}

fn packed(job: &Job) -> Result<()> {
    let create = |name: &str| fs::File::create(job.out.join(name)).map(BufWriter::new).map_err(file_error);
    let (mut pixels, mut lines) = (create("pictures.rgb")?, create("pictures.jsonl")?);
    for index in 0..job.count {
        let seed = job.seed.wrapping_add(index);
        let (picture, line) = if job.kind == Kind::Odd {
            let kind = odd::Odd::ALL[index as usize % odd::Odd::ALL.len()];
            let (ja, en) = kind.names();
            (odd::draw(kind, seed, job.size)?, format!("{{\"ja\":\"{ja}\",\"en\":\"{en}\"}}"))
        } else {
            let species = index as usize % CATALOG.len();
            let picture = creatures::draw(species, seed, job.size)?;
            let line = describe(species, seed, &picture);
            (picture, line)
        };
        let rgb: Vec<u8> = picture.rgba.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]).collect();
        pixels.write_all(&rgb).and_then(|()| writeln!(lines, "{line}")).map_err(file_error)?;
    }
    pixels.flush().and_then(|()| lines.flush()).map_err(file_error)
}

/// One line of JSON; no name or caption holds a character that JSON would escape.
fn describe(species: usize, seed: u32, picture: &Picture) -> String {
    let name = CATALOG[species].name;
    let english = NAMES
        .lines()
        .filter(|it| !it.starts_with('#'))
        .map(|it| it.split('|').map(str::trim))
        .find_map(|mut parts| if parts.next() == Some(name) { parts.next() } else { None })
        .unwrap_or(name);
    let mut rng = Rng::new(seed ^ 0xCA97_1035);
    let mut mention = || [(); 4].map(|()| rng.below(3) == 0);
    let it = &picture.attributes;
    format!(
        concat!(
            "{{\"species\":{},\"seed\":{},\"ja\":\"{}\",\"en\":\"{}\",\"background\":\"{}\",\"direction\":\"{}\",",
            "\"size\":\"{}\",\"cast\":\"{}\",\"light\":\"{}\",\"style\":\"{}\",\"pose\":\"{}\",\"count\":{}}}"
        ),
        species,
        seed,
        caption::japanese(name, it, mention()),
        caption::english(english, it, mention()),
        it.background.word(),
        it.direction.word(),
        it.size.word(),
        it.cast.word(),
        it.light.word(),
        it.style.word(),
        it.pose.word(),
        it.count,
    )
}

fn png(path: &Path, rgba: Vec<u8>, width: usize, height: usize) -> Result<()> {
    let size = u32::try_from(width).ok().zip(u32::try_from(height).ok());
    let size = size.and_then(|(width, height)| tiny_skia::IntSize::from_wh(width, height));
    let pixmap = size.and_then(|it| tiny_skia::Pixmap::from_vec(rgba, it)).ok_or_else(|| Error::Parameter {
        parameter: "size",
        bounds: "what a picture can have".to_owned(),
        found: format!("{width} x {height}"),
    })?;
    pixmap.save_png(path).map_err(|source| Error::Compute { source: Source::from(source) })
}

fn file_error(source: io::Error) -> Error {
    Error::Compute { source: Source::from(source) }
}
