//! Speed and memory, reported and recorded, never asserted.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{self, Result, command, root, target};
use crate::{dist, setup, stamp};

/// The build that the page's first minute is measured beside: the first that landed.
const OLD: &str = "fb4a1f2";
/// Where the peers of CLIP are kept, and what they are measured on.
const CLIP: &str = "benches/clip";

/// Builds the page and measures it and its worker in the browser; the record is `benches/record/page.json`.
pub(crate) fn page() -> Result<()> {
    setup::page()?;
    let browser = setup::browser()?;
    dist::build()?;
    let old = old()?.join("dist").to_string_lossy().into_owned();
    shell::run(command(&["node", "benches/page.mjs", &old]).env("CHROMIUM", &browser.browser))
}

/// A clone of this repository at [`OLD`], built as its own README says.
fn old() -> Result<PathBuf> {
    let folder = target().join("bench/page").join(OLD);
    if !folder.join("dist/files.json").is_file() {
        let [from, to] = [root(), folder.clone()].map(|it| it.to_string_lossy().into_owned());
        if !folder.is_dir() {
            shell::run(&mut command(&["git", "clone", "--quiet", "--no-checkout", &from, &to]))?;
        }
        shell::run(&mut command(&["git", "-C", &to, "checkout", "--quiet", OLD]))?;
        shell::run(command(&["cargo", "xtask", "dist"]).current_dir(&folder).env_remove("CARGO_TARGET_DIR"))?;
    }
    Ok(folder)
}

/// CLIP's towers against other people's on the same weights; the record is `benches/record/clip.json`.
pub(crate) fn clip() -> Result<()> {
    setup::page()?;
    let browser = setup::browser()?;
    let folder = target().join("bench/clip");
    fs::create_dir_all(&folder).map_err(|err| format!("{}: {err}", folder.display()))?;
    dist::build()?;
    peers(&folder)?;
    build(&folder.join("bench"))?;
    let line = ["node", &format!("{CLIP}/clip.mjs"), &folder.to_string_lossy()];
    shell::run(command(&line).env("CHROMIUM", &browser.browser))
}

/// Others' packages, and random models in the form that each of them reads.
fn peers(folder: &Path) -> Result<()> {
    let inputs = ["export.py", "requirements.txt", "package.json"].map(|it| root().join(CLIP).join(it));
    let hash = stamp::of_all(&inputs)?;
    if stamp::is_fresh("bench-clip", &hash) && folder.join("b32_picture").is_dir() {
        return Ok(());
    }
    let [script, requirements, package] = inputs;
    let material = root().join("../shared/material/photos/seafood");
    let photos = if material.is_dir() { material } else { root().join("tests/golden/clip/pictures") };
    let (venv, text) = (folder.join("venv"), |path: &Path| path.to_string_lossy().into_owned());
    let python = venv.join(if cfg!(windows) { "Scripts/python" } else { "bin/python" });
    let python = text(&python);
    if !venv.is_dir() {
        shell::run(&mut command(&["python3", "-m", "venv", &text(&venv)]))?;
    }
    shell::run(&mut command(&[&python, "-m", "pip", "install", "--quiet", "-r", &text(&requirements)]))?;
    fs::copy(&package, folder.join("package.json")).map_err(|err| format!("{}: {err}", package.display()))?;
    shell::run(command(&["npm", "install", "--silent", "--no-audit", "--ignore-scripts"]).current_dir(folder))?;
    shell::run(&mut command(&[&python, &text(&script), &text(folder), &text(&photos)]))?;
    stamp::keep("bench-clip", &hash)
}

/// The towers by themselves, compiled as the page's worker is.
fn build(out: &Path) -> Result<()> {
    let features = ["--no-default-features", "--features", "exact", "--bin", "bench"];
    let cargo = [&["cargo", "build", "--profile", "worker", "--target", crate::test::WASM], &features[..]].concat();
    shell::run(&mut command(&cargo))?;
    let wasm = target().join(crate::test::WASM).join("worker/bench.wasm");
    let line = ["wasm-bindgen", "--target", "web", "--no-typescript", "--out-dir"];
    shell::run(command(&line).arg(out).arg(wasm))
}
