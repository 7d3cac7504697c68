//! Every check and test, in the order in which a person would want to hear of a mistake.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::setup::Browser;
use crate::shell::{Result, command, describe, root};
use crate::tally::Tally;
use crate::{dist, setup, size, tidy};

/// No part has a reason to take longer on two cores, compiling from nothing.
const LIMIT: Duration = Duration::from_secs(40 * 60);

/// Tests that are run in the browser as well.
const WASM_TESTS: &[&str] = &["card", "clip_golden", "creatures", "determinism", "kernels", "web"];

/// What the page is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

type Part = (&'static str, fn(&Browser) -> Result<Tally>);

const PARTS: &[Part] = &[
    ("fmt", |_| stream(&mut command(&["cargo", "fmt", "--all", "--check"]))),
    ("tidy", |_| tidy::run().map(|()| Tally::default())),
    ("clippy", |_| clippy()),
    ("native", |_| native()),
    ("wasm", wasm),
    ("dist", |_| dist::build().map(|()| Tally::default())),
    ("size", |_| size::run().map(|()| Tally::default())),
    ("e2e", e2e),
];

/// Runs the named parts, or all; every part runs, whatever became of those before it.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| !PARTS.iter().any(|(part, _)| part == *name)) {
        let known: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is no part `{unknown}`; there are {}", known.join(", ")));
    }
    let start = Instant::now();
    setup::page()?;
    setup::components()?;
    let browser = setup::browser()?;
    setup::engines();
    let mut report = vec![format!("{:<10}{:>6} s", "setup", start.elapsed().as_secs())];
    let mut total = Tally::default();

    for (name, part) in PARTS.iter().filter(|(name, _)| names.is_empty() || names.contains(name)) {
        println!("\n── {name}");
        let start = Instant::now();
        let outcome = part(&browser);
        let secs = start.elapsed().as_secs();
        let (tally, words) = match outcome {
            Ok(tally) if tally == Tally::default() => (tally, "ok".to_owned()),
            Ok(tally) => (tally, tally.to_string()),
            Err(message) => (Tally { failed: 1, ..Tally::default() }, format!("failed: {message}")),
        };
        report.push(format!("{name:<10}{secs:>6} s  {words}"));
        total = [total, tally].into_iter().sum();
    }

    println!("\n{}\n{:<10}{:>6} s\n\n{total}", report.join("\n"), "all", start.elapsed().as_secs());
    if total.failed > 0 {
        return Err("something failed, see above".to_owned());
    }
    if total.skipped > 0 && root().join("../shared").exists() {
        return Err("../shared is there, so no test may be skipped".to_owned());
    }
    Ok(())
}

/// Natively with everything that can be had there, then each binary of the page as it is built.
fn clippy() -> Result<Tally> {
    let app = ["--no-default-features", "--features", "ui", "--bin", "app", "--target", WASM];
    let worker = ["--no-default-features", "--features", "engine", "--bin", "worker", "--target", WASM];
    let sets: [&[&str]; 3] = [&["--workspace", "--all-targets", "--features", "ikesu/draw"], &app, &worker];
    for set in sets {
        let line = [&["cargo", "clippy", "--quiet"], set, &["--", "-D", "warnings"]].concat();
        stream(&mut command(&line))?;
    }
    Ok(Tally::default())
}

fn native() -> Result<Tally> {
    // Shown output is where a test says that it was skipped.
    let features = ["--workspace", "--features", "ikesu/draw"];
    stream(&mut command(&[&["cargo", "test", "--no-fail-fast"], &features[..], &["--", "--show-output"]].concat()))
}

fn wasm(browser: &Browser) -> Result<Tally> {
    let mut line = vec!["cargo", "test", "--no-fail-fast", "--target", WASM, "--features", "draw,ui", "--lib"];
    WASM_TESTS.iter().for_each(|test| line.extend(["--test", test]));
    let mut command = command(&line);
    // Arithmetic that takes seconds natively may take minutes here.
    command.env("CHROMEDRIVER", &browser.driver).env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    // Node.js would be the runner of a test that does not name one.
    command.env("WASM_BINDGEN_USE_BROWSER", "1");
    stream(&mut command)
}

fn e2e(browser: &Browser) -> Result<Tally> {
    let mut files = Vec::new();
    for file in crate::stamp::files(&root().join("tests/e2e"))? {
        let name = file.to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(name);
        }
    }
    // One file at a time: two browsers on two cores measure each other.
    let mut line = vec!["node", "--test", "--test-reporter=spec", "--test-concurrency=1"];
    line.extend(files.iter().map(String::as_str));
    stream(command(&line).env("CHROMIUM", &browser.browser))
}

/// Runs a command, passing its output on and counting the tests in it. A failed test is counted and no error; a
/// command that fails without one is.
fn stream(command: &mut Command) -> Result<Tally> {
    let line = describe(command);
    println!("$ {line}");
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().map_err(|err| format!("{line}: {err}"))?;
    let tally = Arc::new(Mutex::new(Tally::default()));
    let reader = child.stdout.take().map(|stdout| {
        let tally = Arc::clone(&tally);
        thread::spawn(move || pass_on(stdout, &tally))
    });
    let status = wait(&mut child).map_err(|err| format!("{line}: {err}"))?;
    if let Some(reader) = reader {
        reader.join().map_err(|_panic| format!("{line}: its output could not be read"))?;
    }
    let tally = *tally.lock().map_err(|err| format!("{line}: {err}"))?;
    if status || tally.failed > 0 { Ok(tally) } else { Err(format!("`{line}` failed")) }
}

fn pass_on(stdout: impl Read, tally: &Mutex<Tally>) {
    for line in BufReader::new(stdout).split(b'\n').map_while(std::result::Result::ok) {
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        if let Ok(mut tally) = tally.lock() {
            tally.read(&line);
        }
    }
}

/// Whether the child ended well; it is stopped after [`LIMIT`].
fn wait(child: &mut Child) -> std::result::Result<bool, String> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(|err| err.to_string())? {
            return Ok(status.success());
        }
        if start.elapsed() > LIMIT {
            child.kill().map_err(|err| err.to_string())?;
            return Err(format!("stopped after {} minutes", LIMIT.as_secs() / 60));
        }
        thread::sleep(Duration::from_millis(100));
    }
}
