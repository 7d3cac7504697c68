//! The demo model's card: every figure measured anew, in a browser, by the code that the page runs.

use std::fs;

use crate::setup;
use crate::shell::{Result, command, describe, root};
use crate::test::WASM;

const METRICS: &str = "models/demo/metrics.json";
/// What the last rows are measured on; it is no part of the project.
const PHOTOS: &str = "../shared/material/photos/seafood";
const CARD: &str = "models/demo/README.md";
/// What the table in the card stands between.
const MARKS: [&str; 2] = ["<!-- figures: cargo xtask card -->\n", "<!-- /figures -->\n"];

/// Measures, and writes `metrics.json` and the table in the card.
pub(crate) fn run() -> Result<()> {
    // Before the minutes that the rest takes: a card without the rows of the photos would pass for a whole one.
    if !root().join(PHOTOS).is_dir() {
        return Err(format!("{PHOTOS} is not there, so that the card could not have all of its rows"));
    }
    setup::page()?;
    let browser = setup::browser()?;
    let base = ["cargo", "test", "--features", "draw"];
    let line = [&base[..], &["--target", WASM, "--test", "card", "--", "--nocapture"]].concat();
    let mut measure = command(&line);
    measure.env("CHROMEDRIVER", &browser.driver).env("WASM_BINDGEN_USE_BROWSER", "1");
    measure.env("WASM_BINDGEN_TEST_TIMEOUT", "3600");
    let mut rows = read(&mut measure)?;
    // The photos are not in the project, and only a native program can read them where they lie.
    let line = [&base[..], &["--test", "demo_model", "--", "--nocapture", "photos_are"]].concat();
    rows.extend(read(&mut command(&line))?);
    let lines: Vec<String> = rows.iter().map(|it| format!("  {it}")).collect();
    let metrics = format!("[\n{}\n]\n", lines.join(",\n"));

    let card = fs::read_to_string(root().join(CARD)).map_err(|err| format!("{CARD}: {err}"))?;
    let parts = card.split_once(MARKS[0]).and_then(|(head, rest)| Some((head, rest.split_once(MARKS[1])?.1)));
    let (head, tail) = parts.ok_or_else(|| format!("{CARD} has no place for its figures"))?;
    let table: String = rows.iter().map(|it| cells(it)).collect();
    let table = format!("| figure | goal | measured | met |\n|---|---|---|---|\n{table}");
    let card = [head, MARKS[0], &table, MARKS[1], tail].concat();
    // Both or neither.
    write(METRICS, &metrics)?;
    write(CARD, &card)
}

/// Runs a test that is to tell what it measures and gives the rows; one that tells none was skipped, or tells them in
/// another form.
fn read(command: &mut std::process::Command) -> Result<Vec<String>> {
    let line = describe(command);
    println!("$ {line}");
    let output = command.env("IKESU_CARD", "1").output().map_err(|err| format!("{line}: {err}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    println!("{text}");
    if !output.status.success() {
        return Err(format!("`{line}` failed\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let rows = text.lines().filter_map(|it| Some(it.split_once("CARD {")?.1.trim_end()));
    let rows: Vec<String> = rows.map(|it| format!("{{{it}")).collect();
    if rows.is_empty() { Err(format!("`{line}` told no row of the card")) } else { Ok(rows) }
}

/// A row of JSON as a line of the table; its form is the one that `tests/card/row.rs` writes.
fn cells(row: &str) -> String {
    // A figure ends at a comma or at the end of the row; one that is not there is empty.
    let figure = |name: &str| {
        let rest = row.split_once(&format!("\"{name}\": ")).map_or("", |it| it.1);
        rest.split([',', '}']).next().unwrap_or(rest).trim().to_owned()
    };
    // A name may hold commas.
    let name = row.split('"').nth(3).unwrap_or_default();
    let met = match figure("met").as_str() {
        "true" => "yes",
        "false" => "**no**",
        _ => "",
    };
    format!("| {name} | {} | {} | {met} |\n", figure("goal"), figure("value"))
}

fn write(file: &str, text: &str) -> Result<()> {
    fs::write(root().join(file), text).map_err(|err| format!("{file}: {err}"))
}
