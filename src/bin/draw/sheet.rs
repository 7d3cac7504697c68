//! The contact sheet: every entry once and plainly, and a table of their names.

use ikesu::app::Label;
use ikesu::creatures::{self, CATALOG, Scene};
use ikesu::error::Result;

use super::files;
use super::job::Job;
use super::made;

const COLUMNS: usize = 10;

/// Writes creatures.png and creatures.md.
pub(crate) fn write(job: &Job) -> Result<()> {
    // Nothing lies in the upper and the lower tenth of a portrait.
    let (wide, skipped) = (job.size as usize, job.size as usize / 10);
    let (high, rows) = (wide - 2 * skipped, CATALOG.len().div_ceil(COLUMNS));
    let width = COLUMNS * wide;
    let mut rgba = vec![255_u8; width * rows * high * 4];
    for species in 0..CATALOG.len() {
        let cell = cut_out(species, job)?;
        let (left, top) = (species % COLUMNS * wide, species / COLUMNS * high);
        for (row, line) in cell.chunks_exact(wide * 4).skip(skipped).take(high).enumerate() {
            let at = ((top + row) * width + left) * 4;
            rgba[at..at + wide * 4].copy_from_slice(line);
        }
    }
    files::png(&job.out.join("creatures.png"), rgba, width as u32, (rows * high) as u32)?;
    files::text(&job.out.join("creatures.md"), &names())
}

/// A portrait on pure white, in 32 steps of each colour: so small a picture shows no difference, but its file is a
/// fifth of what it would be.
fn cut_out(species: usize, job: &Job) -> Result<Vec<u8>> {
    let scene = Scene::plain(job.seed.wrapping_add(species as u32));
    let mut rgba = creatures::paint(species, &scene, job.size)?.rgba;
    let mask = creatures::mask(species, &scene, job.size)?;
    for (pixel, seen) in rgba.chunks_exact_mut(4).zip(mask) {
        for value in &mut pixel[..3] {
            let mixed = u16::from(*value) * u16::from(seen) + 255 * (255 - u16::from(seen));
            let mixed = (mixed / 255) as u8;
            *value = (mixed & 0xF8) | (mixed >> 5);
        }
    }
    Ok(rgba)
}

fn names() -> String {
    let mut text = String::from(
        "# The creatures\n\n\
         Every entry of `models/names.txt` as the project draws it (`src/creatures/`), in the order of the table below,\n\
         ten in a row. This page and its picture are made by `cargo xtask sheet`.\n\n\
         ![Ninety-three drawings, ten in a row](creatures.png)\n\n\
         | | Japanese | English | scientific |\n|---|---|---|---|\n",
    );
    for (index, entry) in CATALOG.iter().enumerate() {
        let Label { en: english, scientific, .. } = made::label(index);
        let scientific = if scientific.is_empty() { String::new() } else { format!("*{scientific}*") };
        let (row, column) = (index / COLUMNS + 1, index % COLUMNS + 1);
        text += &format!("| {row}.{column} | {} | {english} | {scientific} |\n", entry.name);
    }
    text
}
