//! The drawings, made by the project's own tool.

use crate::shell::{self, Result, command};

const BUILT: &[&str] =
    &["cargo", "run", "--quiet", "--release", "--no-default-features", "--features", "draw", "--bin", "draw"];

/// Draws a data set into a folder: pictures, captions, a table of attributes.
pub(crate) fn run(flags: &[&str]) -> Result<()> {
    let (folder, flags) = match flags {
        [folder, rest @ ..] if !folder.starts_with("--") => (*folder, rest),
        all => ("target/drawings", all),
    };
    tool(&[&[folder, "--png"], flags].concat())?;
    println!("{folder}/ holds the pictures, captions.jsonl and attributes.csv");
    Ok(())
}

/// Writes `docs/creatures.png` and `docs/creatures.md`.
pub(crate) fn sheet() -> Result<()> {
    tool(&["docs", "--sheet", "--size", "120"])
}

fn tool(words: &[&str]) -> Result<()> {
    shell::run(&mut command(&[BUILT, &["--"], words].concat()))
}
