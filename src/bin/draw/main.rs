//! Draws creatures into a folder: a contact sheet, a set of pictures, or a packed training set.

mod files;
mod job;
mod made;
mod packed;
mod phrases;
mod pictures;
mod sheet;

use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use ikesu::error::{Error, Result, flatten};
use job::{Job, Kind};

fn main() -> ExitCode {
    let mut err = io::stderr().lock();
    let job = match Job::parse(std::env::args().skip(1)) {
        Ok(job) => job,
        Err(wrong) => {
            let told = writeln!(err, "{wrong}\n{}", job::USAGE);
            return if told.is_ok() { ExitCode::from(2) } else { ExitCode::FAILURE };
        }
    };
    match run(&job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let told = writeln!(err, "{}", flatten(&error));
            if told.is_ok() { ExitCode::FAILURE } else { ExitCode::from(3) }
        }
    }
}

fn run(job: &Job) -> Result<()> {
    fs::create_dir_all(&job.out).map_err(Error::compute)?;
    match job.kind {
        Kind::Sheet => sheet::write(job),
        Kind::Phrases => phrases::write(job),
        Kind::Png => pictures::write(job),
        Kind::Packed => packed::write(job),
    }
}
