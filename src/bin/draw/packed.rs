//! Pictures without a format of their own, for programs that learn from them.

use std::fs;
use std::io::{BufWriter, Write};

use ikesu::creatures::{CATALOG, Holdout, Kind, Species};
use ikesu::error::{Error, Result};
use serde_json::{Value, json};

use super::job::Job;
use super::made::{self, Made};

/// Writes pictures, a line about each and, if asked for, their masks.
pub(crate) fn write(job: &Job) -> Result<()> {
    let create = |name: &str| fs::File::create(job.out.join(name)).map(BufWriter::new).map_err(Error::compute);
    let (mut pixels, mut lines) = (create("pictures.rgb")?, create("pictures.jsonl")?);
    let mut masks = if job.mask { Some(create("pictures.mask")?) } else { None };
    let holdout = Holdout::read()?;
    for index in 0..job.count {
        let made = made::make(job, &holdout, index)?;
        let rgb: Vec<u8> = made.rgba.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]).collect();
        let told = pixels.write_all(&rgb).and_then(|()| writeln!(lines, "{}", describe(&made)));
        told.map_err(Error::compute)?;
        if let Some((file, mask)) = masks.as_mut().zip(made.mask) {
            file.write_all(&mask).map_err(Error::compute)?;
        }
    }
    pixels.flush().and_then(|()| lines.flush()).map_err(Error::compute)?;
    masks.map_or(Ok(()), |mut it| it.flush()).map_err(Error::compute)
}

/// What is said of a picture.
fn describe(made: &Made) -> Value {
    let entry = made.species.map(|it| &CATALOG[it]);
    let looks = entry.map(Species::looks);
    let mut row = json!({
        "species": made.species,
        "seed": made.seed,
        "ja": made.captions.0,
        "en": made.captions.1,
        "count": made.attributes.count,
        "camera": made.camera,
        "kind": entry.and_then(Species::kind).map(Kind::word),
        "build": entry.and_then(Species::build),
        "shape": looks.map(|it| it.shape.word()),
        "colour": looks.map(|it| it.colour.word()),
        "pattern": looks.map(|it| it.pattern.word()),
    });
    for (name, word) in made.attributes.words() {
        row[name] = word.into();
    }
    row
}
