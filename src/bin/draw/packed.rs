//! Pictures without a format of their own, for programs that learn from them.

use std::fs;
use std::io::{BufWriter, Write};

use ikesu::creatures::{CATALOG, Holdout, Kind, Species};
use ikesu::error::Result;

use super::files;
use super::job::Job;
use super::made::{self, Made};

/// Writes pictures, a line about each and, if asked for, their masks.
pub(crate) fn write(job: &Job) -> Result<()> {
    let create = |name: &str| fs::File::create(job.out.join(name)).map(BufWriter::new).map_err(files::error);
    let (mut pixels, mut lines) = (create("pictures.rgb")?, create("pictures.jsonl")?);
    let mut masks = if job.mask { Some(create("pictures.mask")?) } else { None };
    let holdout = Holdout::read()?;
    for index in 0..job.count {
        let made = made::make(job, &holdout, index)?;
        let rgb: Vec<u8> = made.rgba.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]).collect();
        let told = pixels.write_all(&rgb).and_then(|()| writeln!(lines, "{}", describe(&made)));
        told.map_err(files::error)?;
        if let Some((file, mask)) = masks.as_mut().zip(made.mask) {
            file.write_all(&mask).map_err(files::error)?;
        }
    }
    pixels.flush().and_then(|()| lines.flush()).map_err(files::error)?;
    masks.map_or(Ok(()), |mut it| it.flush()).map_err(files::error)
}

/// One line of JSON; no name or caption holds a character that JSON would escape.
fn describe(made: &Made) -> String {
    let it = &made.attributes;
    let species = made.species.map_or("null".to_owned(), |it| it.to_string());
    let word = |it: Option<&str>| it.map_or_else(|| "null".to_owned(), |it| format!("{it:?}"));
    let entry = made.species.map(|it| &CATALOG[it]);
    let (kind, looks) = (word(entry.and_then(Species::kind).map(Kind::word)), entry.map(Species::looks));
    format!(
        concat!(
            "{{\"species\":{},\"seed\":{},\"ja\":\"{}\",\"en\":\"{}\",\"background\":\"{}\",\"direction\":\"{}\",",
            "\"size\":\"{}\",\"cast\":\"{}\",\"light\":\"{}\",\"style\":\"{}\",\"pose\":\"{}\",\"count\":{},",
            "\"camera\":{},\"kind\":{},\"build\":{},\"shape\":{},\"colour\":{},\"pattern\":{}}}"
        ),
        species,
        made.seed,
        made.captions.0,
        made.captions.1,
        it.background.word(),
        it.direction.word(),
        it.size.word(),
        it.cast.word(),
        it.light.word(),
        it.style.word(),
        it.pose.word(),
        it.count,
        made.camera,
        kind,
        word(entry.and_then(Species::build)),
        word(looks.map(|it| it.shape.word())),
        word(looks.map(|it| it.colour.word())),
        word(looks.map(|it| it.pattern.word())),
    )
}
