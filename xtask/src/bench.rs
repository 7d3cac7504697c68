//! Speed and memory, reported and recorded, never asserted.

use crate::shell::{self, Result, command};
use crate::{dist, setup};

/// Builds the page and measures its worker in the browser; the record is `benches/record/page.json`.
pub(crate) fn run() -> Result<()> {
    setup::page()?;
    let browser = setup::browser()?;
    dist::build()?;
    shell::run(command(&["node", "benches/page.mjs"]).env("CHROMIUM", &browser.browser))
}
