//! The picture in the README, taken from the page as it is.

use crate::shell::{self, Result, command};
use crate::{dist, setup};

/// Builds the page and writes `docs/screenshot.png`.
pub(crate) fn run() -> Result<()> {
    setup::page()?;
    let browser = setup::browser()?;
    dist::build()?;
    shell::run(command(&["node", "tests/e2e/screenshot.mjs"]).env("CHROMIUM", &browser.browser))
}
