//! The sample collections in `models/demo/samples/`, drawn and embedded anew.

use crate::shell::{self, Result, command};

/// Makes them with the model that lies in `models/demo/`.
pub(crate) fn run() -> Result<()> {
    let line = ["cargo", "run", "--quiet", "--features", "draw", "--bin", "samples"];
    shell::run(&mut command(&line))
}
