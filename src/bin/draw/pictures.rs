//! A data set for people: PNG files, their captions, and their attributes as a table.

use std::fs;
use std::io::{BufWriter, Write};

use ikesu::creatures::{CATALOG, Holdout};
use ikesu::error::Result;

use super::files;
use super::job::Job;
use super::made::{self, Made};

const COLUMNS: &str =
    "file,species,english,scientific,seed,background,direction,size,cast,light,style,pose,count,camera";

/// Writes the pictures, captions.jsonl and attributes.csv.
pub(crate) fn write(job: &Job) -> Result<()> {
    let create = |name: &str| fs::File::create(job.out.join(name)).map(BufWriter::new).map_err(files::error);
    let (mut captions, mut table) = (create("captions.jsonl")?, create("attributes.csv")?);
    writeln!(table, "{COLUMNS}").map_err(files::error)?;
    let holdout = Holdout::read()?;
    for index in 0..job.count {
        let made = made::make(job, &holdout, index)?;
        let name = made.species.map_or(made.captions.0.as_str(), |it| CATALOG[it].name);
        let file = format!("{index:05}-{name}.png");
        let row = row(&file, &made)?;
        let told = writeln!(captions, "{}", caption(&file, &made)).and_then(|()| writeln!(table, "{}", row));
        told.map_err(files::error)?;
        files::png(&job.out.join(file), made.rgba, job.size, job.size)?;
    }
    captions.flush().and_then(|()| table.flush()).map_err(files::error)
}

/// A line of JSON; no name or caption holds a character that JSON would escape.
fn caption(file: &str, made: &Made) -> String {
    format!("{{\"file\":\"{file}\",\"ja\":\"{}\",\"en\":\"{}\"}}", made.captions.0, made.captions.1)
}

/// A line of the table; no cell holds a comma.
fn row(file: &str, made: &Made) -> Result<String> {
    let it = &made.attributes;
    let (japanese, (english, scientific)) = match made.species {
        Some(species) => (CATALOG[species].name, made::names(CATALOG[species].name)?),
        None => (made.captions.0.as_str(), (made.captions.1.as_str(), "")),
    };
    let (seed, count, camera) = (made.seed.to_string(), it.count.to_string(), made.camera.to_string());
    let cells = [
        file,
        japanese,
        english,
        scientific,
        &seed,
        it.background.word(),
        it.direction.word(),
        it.size.word(),
        it.cast.word(),
        it.light.word(),
        it.style.word(),
        it.pose.word(),
        &count,
        &camera,
    ];
    Ok(cells.join(","))
}
