//! Sizes of what goes over the wire, gzipped, against their limits.

use std::process::Stdio;

use crate::shell::{Result, command, root};

/// Bytes of a kilobyte as networks and file listings count them.
const KB: f64 = 1000.0;

type Row = (&'static str, &'static [&'static str], Option<f64>);

/// What is measured: name, files of `dist/` (`*` stands for a hash), and the limit in kB, where there is one. The wasm
/// files are limited by themselves; their JavaScript glue is listed beside them.
const BUDGET: &[Row] = &[
    ("worker wasm", &["worker_bg-*.wasm"], Some(2000.0)),
    ("worker glue", &["worker.js"], None),
    ("app wasm", &["app_bg-*.wasm"], Some(340.0)),
    ("app glue", &["app.js"], None),
    ("words and icons", &["words/ja.txt", "icons.txt"], None),
    ("plotly", &["vendor/plotly.js"], Some(900.0)),
    ("zip.js", &["vendor/zip.js"], None),
    ("page and styles", &["index.html", "style.css", "frame.css", "stage.css"], None),
];

/// Prints the sizes and fails where one is over its limit.
pub(crate) fn run() -> Result<()> {
    match report()? {
        0 => Ok(()),
        n_over => Err(format!("{n_over} over the limit")),
    }
}

/// Prints the sizes; how many are over their limit.
pub(crate) fn report() -> Result<usize> {
    let mut n_over = 0;
    println!("{:<18}{:>12}{:>12}{:>12}", "dist/", "bytes", "gzipped kB", "limit kB");
    for (name, files, limit) in BUDGET {
        let (bytes, gzipped) = measure(files)?;
        let gzipped_kb = gzipped as f64 / KB;
        let is_over = limit.is_some_and(|limit| gzipped_kb > limit);
        n_over += usize::from(is_over);
        let mark = if is_over { "  over the limit" } else { "" };
        let limit = limit.map_or_else(String::new, |limit| format!("{limit:.0}"));
        println!("{name:<18}{bytes:>12}{gzipped_kb:>12.1}{limit:>12}{mark}");
    }
    Ok(n_over)
}

/// Bytes and gzipped bytes of some files of `dist/`.
fn measure(files: &[&str]) -> Result<(u64, u64)> {
    // gzip at its best, as a host that compresses ahead of time would; Node.js' own zlib is some 2 % worse.
    let script = "const { readFileSync, readdirSync } = require('fs'), { execFileSync } = require('child_process');
        const [start, end] = [/[^*]*/, /[^*]*$/];
        const find = (name) => readdirSync('.').find((it) => it.startsWith(start.exec(name)[0]) && it.endsWith(end.exec(name)[0]));
        const sizes = process.argv.slice(1).map((name) => readFileSync(name.includes('*') ? find(name) : name));
        const gzip = (input) => execFileSync('gzip', ['-9', '-c'], { input, maxBuffer: 1 << 30 });
        const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
        console.log(sum(sizes.map((file) => file.length)), sum(sizes.map((file) => gzip(file).length)));";
    let line = [&["node", "-e", script], files].concat();
    let output = command(&line)
        .current_dir(root().join("dist"))
        .stderr(Stdio::inherit())
        .output()
        .map_err(|err| format!("node: {err}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [bytes, gzipped] => Ok((bytes, gzipped)),
        _ => Err(format!("dist/ has no {}; cargo xtask dist makes it", files.join(", "))),
    }
}
