//! A model's weights as a file of 8-bit integers.

use std::path::absolute;

use crate::shell::{self, Result, command};

/// Writes `model.int8.safetensors` beside the `model.safetensors` of a folder, and says what the catalog wants to know.
pub(crate) fn run(folder: &str) -> Result<()> {
    let folder = absolute(folder).map_err(|err| format!("{folder}: {err}"))?;
    let line = ["cargo", "run", "--quiet", "--release", "--bin", "quantise", "--", &folder.to_string_lossy()];
    shell::run(&mut command(&line))
}
