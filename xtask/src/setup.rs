//! Everything that the page is built with, fetched where it is missing; seconds where nothing is.

use std::path::Path;

use crate::shell::{Result, ask, command, find, root, run, store};
use crate::stamp;
use crate::test::WASM;

const NODE: u32 = 20;

/// The tools for `serve` and `dist`.
pub(crate) fn page() -> Result<()> {
    node()?;
    wasm_target()?;
    wasm_bindgen()?;
    packages()?;
    vendor()
}

/// What the checks need besides: rustfmt and clippy, which a minimal toolchain lacks.
pub(crate) fn components() -> Result<()> {
    for (component, tool) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if ask(&["cargo", tool, "--version"]).is_none() {
            run(&mut command(&["rustup", "component", "add", component]))?;
        }
    }
    Ok(())
}

/// A browser and its driver.
pub(crate) struct Browser {
    pub(crate) browser: String,
    pub(crate) driver: String,
}

/// The browser of this machine; Debian's is fetched where that is possible.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(found) = installed_browser() {
        return Ok(found);
    }
    // A font, for without one the page's Japanese is boxes: neither its widths nor its pictures would be true.
    debian(&["chromium", "chromium-driver", "fonts-noto-cjk"])?;
    installed_browser().ok_or_else(|| {
        "the tests need Chromium or Chrome and a chromedriver of the same version on the path \
         (Debian: apt-get install chromium chromium-driver); or name them in CHROMIUM and CHROMEDRIVER"
            .to_owned()
    })
}

/// Browsers of other engines, where they can be had; without them their tests are skipped and say so.
pub(crate) fn engines() {
    let has = |names: &[&str]| names.iter().any(|name| find(name).is_some());
    let has_all = has(&["firefox-esr", "firefox"]) && has(&["WebKitWebDriver"]) && has(&["Xvfb"]);
    if !has_all && let Err(why) = debian(&["firefox-esr", "webkit2gtk-driver", "xvfb"]) {
        println!("Firefox and WebKit are not here: {why}");
    }
}

/// Installs packages of Debian, where this is Debian and may be changed.
fn debian(packages: &[&str]) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || ask(&["id", "-u"]).as_deref() != Some("0") {
        return Ok(());
    }
    run(command(&["apt-get", "update"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let line = [&["apt-get", "install", "--yes", "--no-install-recommends"], packages].concat();
    run(command(&line).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn installed_browser() -> Option<Browser> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let browser = named("CHROMIUM").or_else(|| names.iter().find_map(|name| path_of(name)))?;
    let driver = named("CHROMEDRIVER").or_else(|| path_of("chromedriver"))?;
    Some(Browser { browser, driver })
}

fn named(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|path| Path::new(path).is_file())
}

fn path_of(program: &str) -> Option<String> {
    find(program).map(|path| path.to_string_lossy().into_owned())
}

fn node() -> Result<()> {
    let version = ask(&["node", "--version"])
        .ok_or_else(|| format!("Node.js is missing; version {NODE} or newer is needed (https://nodejs.org)"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= NODE) {
        Ok(())
    } else {
        Err(format!("Node.js is {version}; version {NODE} or newer is needed (https://nodejs.org)"))
    }
}

fn wasm_target() -> Result<()> {
    // Asked of rustc, so that a distribution's own toolchain does as well.
    let sysroot =
        ask(&["rustc", "--print", "sysroot"]).ok_or("rustc is missing; install rustup (https://rustup.rs)")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    if ask(&["rustup", "--version"]).is_none() {
        return Err(format!("the target {WASM} is missing and so is rustup, which adds it (https://rustup.rs)"));
    }
    run(&mut command(&["rustup", "target", "add", WASM]))
}

fn wasm_bindgen() -> Result<()> {
    // The command and the crate must be of one version; it is written once, in Cargo.lock.
    let version = locked_version(&stamp::read_text(&root().join("Cargo.lock"))?, "wasm-bindgen")?;
    if is_version("wasm-bindgen", &version) && is_version("wasm-bindgen-test-runner", &version) {
        return Ok(());
    }
    println!("wasm-bindgen-cli {version} is compiled once, for this checkout: some minutes");
    let tools = store().join("tools");
    let tools = tools.to_string_lossy();
    let line = ["cargo", "install", "wasm-bindgen-cli", "--version", &version, "--root", &tools, "--force"];
    // It runs for seconds: its own release settings would cost more minutes than they ever give back.
    let mut command = command(&line);
    command.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    // A wish of the page's own build must not reach a native program.
    command.env_remove("CARGO_BUILD_TARGET").env_remove("RUSTFLAGS");
    run(&mut command)
}

fn is_version(program: &str, version: &str) -> bool {
    ask(&[program, "--version"]).is_some_and(|words| words.split_whitespace().nth(1) == Some(version))
}

/// The version of a package in Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Result<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = {package:?}"));
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock names no {package}"))
}

fn packages() -> Result<()> {
    let inputs = [".npmrc", "package.json", "package-lock.json"].map(|name| root().join(name));
    let hash = stamp::of_all(&inputs)?;
    if stamp::is_fresh("npm", &hash) && root().join("node_modules").is_dir() {
        return Ok(());
    }
    stamp::forget("npm");
    run(&mut command(&["npm", "ci"]))?;
    stamp::keep("npm", &hash)
}

fn vendor() -> Result<()> {
    let inputs = ["package-lock.json", "xtask/vendor.mjs"].map(|name| root().join(name));
    let hash = stamp::of_all(&inputs)?;
    if stamp::is_fresh("vendor", &hash) && root().join("www/vendor/plotly.js").is_file() {
        return Ok(());
    }
    stamp::forget("vendor");
    run(&mut command(&["node", "xtask/vendor.mjs"]))?;
    stamp::keep("vendor", &hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_by_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.7\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Ok("0.2.7".to_owned()));
        assert_eq!(locked_version(lock, "wasm"), Err("Cargo.lock names no wasm".to_owned()));
    }
}
