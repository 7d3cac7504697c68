//! The build system: every command of the project.

mod bench;
mod binary;
mod card;
mod dist;
mod draw;
mod host;
mod quantise;
mod samples;
mod screenshot;
mod serve;
mod setup;
mod shell;
mod size;
mod stamp;
mod tally;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [--port N] [--base /path/]   build the page and serve it (http://127.0.0.1:8080)
cargo xtask dist                               build the page into dist/, ready for any static host
cargo xtask test [PART ...]                    every check and test, or only those parts
cargo xtask tidy                               the habits that the compiler does not watch over
cargo xtask size                               sizes of what is in dist/, against their limits
cargo xtask bench [page|clip]                  speed and memory in the browser, into benches/record/
cargo xtask card                               measure every figure of the demo model's card in the browser
cargo xtask draw [DIR] [--count N] [--seed S]  draw a data set: pictures, captions, a table of attributes
cargo xtask sheet                              draw every creature once, into docs/creatures.png and docs/creatures.md
cargo xtask quantise MODEL_DIR                 write a model's weights as 8-bit integers, a fourth of the bytes
cargo xtask samples                            draw and embed the sample collections anew
cargo xtask screenshot                         take the picture that stands in the README
cargo xtask setup                              fetch the tools that the page is built with";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["serve", flags @ ..] => serve::run(flags),
        ["dist"] => dist::run(),
        ["test", parts @ ..] => test::run(parts),
        ["tidy"] => tidy::run(),
        ["size"] => size::run(),
        ["bench"] => bench::page().and_then(|()| bench::clip()),
        ["bench", "page"] => bench::page(),
        ["bench", "clip"] => bench::clip(),
        ["card"] => card::run(),
        ["draw", flags @ ..] => draw::run(flags),
        ["sheet"] => draw::sheet(),
        ["quantise", folder] => quantise::run(folder),
        ["samples"] => samples::run(),
        ["screenshot"] => screenshot::run(),
        ["setup"] => setup::page(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        [other, ..] => Err(format!("there is no command `{}`\n\n{USAGE}", [&[*other], &args[1..]].concat().join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
