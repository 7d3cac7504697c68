//! The habits of the house that the compiler does not watch over.

mod imports;

use std::path::{Path, PathBuf};

use crate::shell::{Result, ask, root};
use crate::stamp;

/// Lines of a file that still reads in one go.
const LINES: usize = 500;

/// Rooms that know nothing of the browser: they run, and are tested, anywhere.
const PLAIN_ROOMS: &[&str] = &[
    "anomaly",
    "app",
    "creatures",
    "engine",
    "error",
    "kernels",
    "kmeans",
    "knn",
    "matrix",
    "model",
    "picture",
    "progress",
    "protocol",
    "rng",
    "umap",
];

/// Words that bring in the browser, a clock or a scheduler.
const BROWSER_WORDS: &[&str] =
    &["wasm_bindgen", "web_sys", "js_sys", "async fn", ".await", "std::time", "Instant::now", "std::thread"];

/// Checks the whole project and prints every finding.
pub(crate) fn run() -> Result<()> {
    let mut findings = Vec::new();
    for file in sources()? {
        let name = relative(&file);
        source(&name, &stamp::read_text(&file)?, &mut findings);
    }
    lengths(&mut findings)?;
    golden(&mut findings)?;
    lock_files(&mut findings)?;
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() { Ok(()) } else { Err(format!("{} to tidy up", findings.len())) }
}

/// Every Rust file of the project.
fn sources() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for dir in ["src", "tests", "benches", "xtask/src"] {
        let dir = root().join(dir);
        if dir.is_dir() {
            found.extend(stamp::files(&dir)?.into_iter().filter(|file| file.extension().is_some_and(|it| it == "rs")));
        }
    }
    Ok(found)
}

/// Checks one Rust file.
fn source(name: &str, text: &str, findings: &mut Vec<String>) {
    let mut find = |line: usize, what: String| findings.push(format!("{name}:{line}: {what}"));

    if !text.starts_with("//! ") {
        find(1, "opens without a `//!` sentence".to_owned());
    }
    for (line, what) in unnamed_todos(text) {
        find(line, what);
    }

    let Some(path) = name.strip_prefix("src/") else { return };
    let code = imports::code(text);
    for (line, what) in imports::check(path, &code) {
        find(line, what);
    }
    let room = imports::room(path);
    for (at, line) in code.lines().enumerate() {
        if PLAIN_ROOMS.contains(&room)
            && let Some(word) = BROWSER_WORDS.iter().find(|word| line.contains(*word))
        {
            find(at + 1, format!("`{word}` in `{room}`, which knows nothing of browsers, clocks and schedulers"));
        }
        if room != "model" && line.contains("candle") {
            find(at + 1, "candle outside `model`".to_owned());
        }
        // The benchmark has a loop of its own, to hold the kernels against.
        if room != "kernels" && room != "bin/bench" && (line.contains("unsafe") || line.contains("::arch::")) {
            find(at + 1, "SIMD or `unsafe` outside `kernels`".to_owned());
        }
        if room != "web" && !path.starts_with("bin/") && line.contains("post_message") {
            find(at + 1, "a message posted outside `web`".to_owned());
        }
        if !path.starts_with("bin/") && is_export(&code, at) {
            find(at + 1, "an export outside `src/bin`: it would stay in every binary".to_owned());
        }
    }
}

/// Whether line `at` is a `#[wasm_bindgen]` on something of ours, not on an import in an `extern` block.
fn is_export(code: &str, at: usize) -> bool {
    let mut lines = code.lines().skip(at);
    let starts = |line: &str, words: &[&str]| words.iter().any(|word| line.trim_start().starts_with(word));
    if !lines.next().is_some_and(|line| starts(line, &["#[wasm_bindgen"])) {
        return false;
    }
    let Some(item) = lines.find(|line| !starts(line, &["#["])) else { return false };
    // An imported function ends with a semicolon and has no body.
    starts(item, &["pub fn", "pub async fn", "pub struct", "pub enum", "impl"]) && !item.trim_end().ends_with(';')
}

/// A wish without somebody to ask about it is never granted.
fn unnamed_todos(text: &str) -> Vec<(usize, String)> {
    // Spelled in two parts, or this file would be the first finding.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for word in words {
            if line.split(word).skip(1).any(|rest| !rest.starts_with('(')) {
                found.push((at + 1, format!("{word} needs a name: {word}(name)")));
            }
        }
    }
    found
}

/// No file that people read is longer than they can follow.
fn lengths(findings: &mut Vec<String>) -> Result<()> {
    for dir in ["src", "www", "xtask", "tests", "benches"] {
        for file in stamp::files(&root().join(dir))? {
            let name = relative(&file);
            let is_code = [".rs", ".js", ".mjs", ".css", ".html", ".py"].iter().any(|it| name.ends_with(it));
            // What a command makes is not read.
            if !is_code || name.starts_with("www/vendor/") {
                continue;
            }
            let n_lines = stamp::read_text(&file)?.lines().count();
            if n_lines > LINES {
                findings.push(format!("{name}: {n_lines} lines, over {LINES}"));
            }
        }
    }
    Ok(())
}

/// Golden numbers without the script that made them are only numbers.
fn golden(findings: &mut Vec<String>) -> Result<()> {
    let dir = root().join("tests/golden");
    if !dir.is_dir() {
        return Ok(());
    }
    let files = stamp::files(&dir)?;
    let is_script =
        |file: &&PathBuf| matches!(file.extension().and_then(|it| it.to_str()), Some("py" | "mjs" | "sh" | "R"));
    for file in files.iter().filter(|file| !is_script(file)) {
        // A script stands beside the numbers or in a folder above them.
        let has_script = files.iter().filter(is_script).any(|script| file.starts_with(script.parent().unwrap_or(&dir)));
        if !has_script {
            findings.push(format!("{}: golden, but the script that made it is not there", relative(file)));
        }
    }
    Ok(())
}

/// Lock files say what, never from where.
fn lock_files(findings: &mut Vec<String>) -> Result<()> {
    if stamp::read_text(&root().join("package-lock.json"))?.contains("\"resolved\":") {
        findings.push("package-lock.json: holds addresses; .npmrc has the setting that leaves them out".to_owned());
    }
    let index = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    for (at, line) in stamp::read_text(&root().join("Cargo.lock"))?.lines().enumerate() {
        if line.starts_with("source = ") && line != index {
            findings.push(format!("Cargo.lock:{}: a package that is not from crates.io", at + 1));
        }
    }
    if ask(&["git", "ls-files", "node_modules", "dist", "target", "www/vendor"]).is_some_and(|files| !files.is_empty())
    {
        findings.push("git keeps files that a command makes".to_owned());
    }
    Ok(())
}

fn relative(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, text: &str, expected: &[&str]) {
        let mut findings = Vec::new();
        source(name, text, &mut findings);
        assert_eq!(findings, expected);
    }

    #[test]
    fn a_tidy_file_has_no_findings() {
        check("src/knn/exact.rs", "//! Exact.\nuse crate::matrix::Rows;\n", &[]);
    }

    #[test]
    fn findings_name_file_and_line() {
        check("src/rng.rs", "use std::fmt;\n", &["src/rng.rs:1: opens without a `//!` sentence"]);
        check(
            "src/knn/exact.rs",
            "//! Exact.\n// web_sys is not code\nuse web_sys::Window;\n",
            &["src/knn/exact.rs:3: `web_sys` in `knn`, which knows nothing of browsers, clocks and schedulers"],
        );
        check(
            "src/engine/job.rs",
            "//! Job.\nuse candle_core::Tensor;\n",
            &["src/engine/job.rs:2: candle outside `model`"],
        );
        check(
            "src/knn/exact.rs",
            "//! Exact.\nuse std::arch::wasm32::v128;\n",
            &["src/knn/exact.rs:2: SIMD or `unsafe` outside `kernels`"],
        );
        check(
            "src/ui/page.rs",
            "//! Page.\nworker.post_message(&it)\n",
            &["src/ui/page.rs:2: a message posted outside `web`"],
        );
    }

    #[test]
    fn an_export_is_told_from_an_import() {
        let export = "//! X.\n#[wasm_bindgen]\npub fn mount() {\n";
        let import = "//! X.\n#[wasm_bindgen]\nextern \"C\" {\n    #[wasm_bindgen(catch)]\n    pub fn draw();\n}\n";
        check("src/web/plot.rs", import, &[]);
        check("src/bin/app.rs", export, &[]);
        check(
            "src/web/plot.rs",
            export,
            &["src/web/plot.rs:2: an export outside `src/bin`: it would stay in every binary"],
        );
    }

    #[test]
    fn a_wish_has_a_name() {
        let (named, unnamed) = (concat!("// TO", "DO(aki): x"), concat!("// TO", "DO: x"));
        assert_eq!(unnamed_todos(named), []);
        assert_eq!(unnamed_todos(unnamed).len(), 1);
    }
}
