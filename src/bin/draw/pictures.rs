//! A data set for people: PNG files, their captions, and their attributes as a table.

use std::fs;
use std::io::{BufWriter, Write};

use ikesu::creatures::{CATALOG, Holdout};
use ikesu::error::{Error, Result};
use serde_json::json;

use super::files;
use super::job::Job;
use super::made::{self, Made};

const COLUMNS: &str =
    "file,species,english,scientific,seed,background,direction,size,cast,light,style,pose,count,camera";

/// Writes the pictures, captions.jsonl and attributes.csv.
pub(crate) fn write(job: &Job) -> Result<()> {
    let create = |name: &str| fs::File::create(job.out.join(name)).map(BufWriter::new).map_err(Error::compute);
    let (mut captions, mut table) = (create("captions.jsonl")?, create("attributes.csv")?);
    writeln!(table, "{COLUMNS}").map_err(Error::compute)?;
    let holdout = Holdout::read()?;
    for index in 0..job.count {
        let made = made::make(job, &holdout, index)?;
        let name = made.species.map_or(made.captions.0.as_str(), |it| CATALOG[it].name);
        let file = format!("{index:05}-{name}.png");
        let caption = json!({ "file": file, "ja": made.captions.0, "en": made.captions.1 });
        let told = writeln!(captions, "{caption}").and_then(|()| writeln!(table, "{}", row(&file, &made)));
        told.map_err(Error::compute)?;
        files::png(&job.out.join(file), made.rgba, job.size, job.size)?;
    }
    captions.flush().and_then(|()| table.flush()).map_err(Error::compute)
}

/// A line of the table; no cell holds a comma.
fn row(file: &str, made: &Made) -> String {
    let (japanese, english, scientific) = match made.species {
        Some(species) => (CATALOG[species].name, &*made::label(species).en, &*made::label(species).scientific),
        None => (&*made.captions.0, &*made.captions.1, ""),
    };
    let (seed, count, camera) = (made.seed.to_string(), made.attributes.count.to_string(), made.camera.to_string());
    let words = made.attributes.words().map(|(_, word)| word);
    [&[file, japanese, english, scientific, &seed], &words[..], &[&count, &camera]].concat().join(",")
}
