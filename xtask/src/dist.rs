//! The page, built into `dist/`, ready for any static host.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Result, root};
use crate::{binary, setup, size, stamp};

/// Files of a model's folder that the page reads; scripts, notes and checkpoints stay at home.
const MODEL_FILES: &[&str] = &["bin", "f16", "gz", "json", "safetensors", "txt", "md", "png", "jpg", "webp"];

/// Sets up, builds, reports sizes.
pub(crate) fn run() -> Result<()> {
    setup::page()?;
    build()?;
    size::report().map(drop)
}

/// Builds, unless `dist/` was made from exactly what is here.
pub(crate) fn build() -> Result<()> {
    let hash = stamp::of_all(&inputs())?;
    let dist = root().join("dist");
    if stamp::is_fresh("dist", &hash) && dist.join("files.json").is_file() {
        println!("dist/ is up to date");
        return Ok(());
    }
    stamp::forget("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|err| format!("{}: {err}", dist.display()))?;
    }
    copy(&root().join("www"), &dist)?;
    copy(&root().join("models"), &dist.join("models"))?;
    stamp::write(&dist.join("index.html"), &stamp::read_text(&root().join("index.html"))?)?;
    binary::build(&dist)?;
    prune(&dist)?;
    fasten(&dist)?;
    write_list(&dist)?;
    stamp::keep("dist", &hash)
}

/// Everything that the page is made from.
fn inputs() -> Vec<PathBuf> {
    let names = [
        ".cargo/config.toml",
        "Cargo.lock",
        "Cargo.toml",
        "index.html",
        "models",
        "package-lock.json",
        "src",
        "www",
        "xtask/src/binary.rs",
        "xtask/src/dist.rs",
    ];
    names.iter().map(|name| root().join(name)).collect()
}

/// Copies all that is in `from` into `to`.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in stamp::files(from)? {
        let place = to.join(file.strip_prefix(from).unwrap_or(&file));
        let is_here = |err: std::io::Error| format!("{}: {err}", place.display());
        place.parent().map_or(Ok(()), fs::create_dir_all).map_err(is_here)?;
        fs::copy(&file, &place).map_err(is_here)?;
    }
    Ok(())
}

fn prune(dist: &Path) -> Result<()> {
    let models = dist.join("models");
    let catalog = stamp::read_text(&models.join("catalog.json"))?;
    let failed = |err: std::io::Error| format!("{}: {err}", models.display());
    for folder in fs::read_dir(&models).map_err(failed)?.flatten().filter(|it| it.path().is_dir()) {
        // A model that the page does not offer.
        if !catalog.contains(&format!("\"models/{}/", folder.file_name().to_string_lossy())) {
            fs::remove_dir_all(folder.path()).map_err(failed)?;
        }
    }
    for file in stamp::files(&models)? {
        let extension = file.extension().unwrap_or_default().to_string_lossy();
        let is_requirements = file.file_name().is_some_and(|name| name == "requirements.txt");
        // Where there are weights of 8 bits, the page has no use for the full ones, and would keep them for nothing.
        let is_spare = file.ends_with("model.safetensors") && file.with_file_name("model.int8.safetensors").is_file();
        if is_requirements || is_spare || !MODEL_FILES.contains(&&*extension) {
            fs::remove_file(&file).map_err(|err| format!("{}: {err}", file.display()))?;
        }
    }
    Ok(())
}

/// Names binaries and snippets by what is in them, where scripts ask for them: so a script that somebody's cache holds
/// from another release finds those of its own or none. With those of another it would link, and call wrong functions.
fn fasten(dist: &Path) -> Result<()> {
    let is_here = |err: std::io::Error| format!("{}: {err}", dist.display());
    let snippets = fs::read_dir(dist.join("snippets")).map_err(is_here)?.flatten().map(|it| it.path());
    let mut renamed = Vec::new();
    for folder in snippets {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut hash = stamp::Hash::new();
        for file in stamp::files(&folder)? {
            hash.add(&stamp::read(&file)?);
        }
        let hash = hash.hex();
        fs::rename(&folder, folder.with_file_name(&hash)).map_err(is_here)?;
        renamed.push((format!("/snippets/{name}/"), format!("/snippets/{hash}/")));
    }
    for part in ["app", "worker"] {
        let (old, script) = (format!("{part}_bg.wasm"), dist.join(format!("{part}.js")));
        let new = format!("{part}_bg-{}.wasm", stamp::of_file(&dist.join(&old))?);
        fs::rename(dist.join(&old), dist.join(&new)).map_err(is_here)?;
        let text = stamp::read_text(&script)?.replace(&old, &new);
        let line = |line: &str| {
            // What the binary calls a snippet stays: that is a name, no address.
            let is_address = line.starts_with("import ");
            renamed.iter().filter(|_| is_address).fold(line.to_owned(), |line, (old, new)| line.replace(old, new))
                + "\n"
        };
        stamp::write(&script, &text.lines().map(line).collect::<String>())?;
        let page = dist.join("index.html");
        stamp::write(&page, &stamp::read_text(&page)?.replace(&old, &new))?;
    }
    Ok(())
}

/// Writes the list by which the service worker tells releases apart: name and hash of each file.
fn write_list(dist: &Path) -> Result<()> {
    let mut lines = Vec::new();
    for file in stamp::files(dist)? {
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        // The service worker does not serve itself, nor the list.
        if name != "sw.js" && name != "files.json" {
            lines.push(format!("  {name:?}: {:?}", stamp::of_file(&file)?));
        }
    }
    stamp::write(&dist.join("files.json"), &format!("{{\n{}\n}}\n", lines.join(",\n")))
}
