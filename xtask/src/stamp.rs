//! Hashes of files, and stamps that say what was made from which.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Result, store};

/// FNV-1a, 64 bits: tells a changed file from an unchanged one; not meant against malice.
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub(crate) fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// The hash of one file's bytes.
pub(crate) fn of_file(path: &Path) -> Result<String> {
    let mut hash = Hash::new();
    hash.add(&read(path)?);
    Ok(hash.hex())
}

/// The hash of names and bytes of files and of everything in folders; what does not exist counts as empty.
pub(crate) fn of_all(paths: &[PathBuf]) -> Result<String> {
    let mut hash = Hash::new();
    for path in paths {
        for file in if path.is_dir() { files(path)? } else { vec![path.clone()] } {
            hash.add(file.to_string_lossy().as_bytes());
            if file.exists() {
                hash.add(&read(&file)?);
            }
        }
    }
    Ok(hash.hex())
}

/// Every file in a folder and its folders, in the order of their names; hidden ones and caches are left out.
pub(crate) fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(dir).map_err(|err| format!("{}: {err}", dir.display()))?;
    for entry in entries {
        let path = entry.map_err(|err| format!("{}: {err}", dir.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "__pycache__" || name == "node_modules" || name == "target" {
            continue;
        }
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

/// Whether what `name` stands for was made from `hash`.
pub(crate) fn is_fresh(name: &str, hash: &str) -> bool {
    fs::read_to_string(stamp(name)).is_ok_and(|kept| kept == hash)
}

/// Notes that what `name` stands for is now made from `hash`.
pub(crate) fn keep(name: &str, hash: &str) -> Result<()> {
    write(&stamp(name), hash)
}

/// Takes the note back, before something is made anew.
pub(crate) fn forget(name: &str) {
    // No note is what is wanted.
    drop(fs::remove_file(stamp(name)));
}

/// Reads a file, naming it if that fails.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|err| format!("{}: {err}", path.display()))
}

/// Reads a text, naming it if that fails.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|err| format!("{}: {err}", path.display()))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir).and_then(|()| fs::write(path, text)).map_err(|err| format!("{}: {err}", path.display()))
}

fn stamp(name: &str) -> PathBuf {
    store().join(format!("{name}.stamp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fnv_gives_the_published_value() {
        // http://www.isthe.com/chongo/tech/comp/fnv/: FNV-1a of "foobar".
        let mut hash = Hash::new();
        hash.add(b"foobar");
        assert_eq!(hash.hex(), "85944171f73967e8");
    }
}
