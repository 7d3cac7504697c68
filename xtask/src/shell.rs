//! Commands of other programs, started in the project's root with its own tools first.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What can go wrong here is told to a person, and that is all.
pub(crate) type Result<T> = std::result::Result<T, String>;

/// The project's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the project").to_owned()
}

/// Where tools and stamps of this checkout are kept.
pub(crate) fn store() -> PathBuf {
    root().join(".xtask")
}

/// Cargo's output folder.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A command with its words, to be started in the root.
pub(crate) fn command(line: &[&str]) -> Command {
    let program = match line[0] {
        // Windows finds scripts by their full name only.
        "npm" if cfg!(windows) => "npm.cmd",
        program => program,
    };
    let mut command = Command::new(program);
    command.args(&line[1..]).current_dir(root()).env("PATH", path()).stdin(Stdio::null());
    command
}

/// Runs a command to its end, its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    println!("$ {line}");
    let status = command.status().map_err(|err| format!("{line}: {err}"))?;
    if status.success() { Ok(()) } else { Err(format!("{line}: {status}")) }
}

/// What a command prints, trimmed; none if it cannot be started or fails.
pub(crate) fn ask(line: &[&str]) -> Option<String> {
    let output = command(line).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program is, if it is on the path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&path()).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// A command as a person would type it.
pub(crate) fn describe(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program()).chain(command.get_args()).collect();
    words.join(&OsString::from(" ")).to_string_lossy().into_owned()
}

/// Tools of this checkout come before those of the machine: their versions are known to fit.
fn path() -> OsString {
    let own = [store().join("tools/bin"), root().join("node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&inherited))).unwrap_or(inherited)
}
