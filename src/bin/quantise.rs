//! Writes `model.int8.safetensors` beside a folder's `model.safetensors`: a fourth of its bytes, the same model.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use ikesu::error::{Error, Result, flatten};
use ikesu::model::{Loader, quantise};

const FILE: &str = "model.int8.safetensors";

fn main() -> ExitCode {
    let outcome = match std::env::args().nth(1) {
        Some(folder) => run(Path::new(&folder)).map_err(|it| flatten(&it)),
        None => Err("the folder of a model is wanted".to_owned()),
    };
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let told = match &outcome {
        Ok(said) => writeln!(out, "{said}"),
        Err(why) => writeln!(err, "{why}"),
    };
    if outcome.is_ok() && told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(folder: &Path) -> Result<String> {
    let read = |name: &str| fs::read(folder.join(name)).map_err(Error::compute);
    let config = read("config.json")?;
    let bytes = quantise(&config, &read("model.safetensors")?)?;
    // It is loaded once, as the page will.
    let mut loader = Loader::new(&config, &read("preprocessor_config.json")?, &read("tokenizer.json")?)?;
    loader.push(&bytes)?;
    let model = loader.finish()?;
    fs::write(folder.join(FILE), &bytes).map_err(Error::compute)?;
    Ok(format!("{FILE}: {} bytes, fingerprint {}", bytes.len(), model.fingerprint()))
}
