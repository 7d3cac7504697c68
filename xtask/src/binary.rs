//! The page's two binaries of one library: compiled, bound to JavaScript, made small.

use std::path::Path;
use std::thread;

use crate::shell::{Result, command, run, target};
use crate::test::WASM;

/// One of them; `profile` is Cargo's, of the same name.
struct Binary {
    name: &'static str,
    features: &'static str,
    shrink: &'static [&'static str],
}

const ALL: [Binary; 2] = [
    // Small. Taken apart and put together again it is one hundredth less on the wire; and the first kilobyte of memory
    // is the far end of the stack, where nothing is ever addressed by a sum.
    Binary {
        name: "app",
        features: "ui",
        shrink: &["-Oz", "--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz"],
    },
    // Fast.
    Binary { name: "worker", features: "engine", shrink: &["-Os"] },
];

/// What rustc used; wasm-opt must be told.
const USED: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds both into `dist`, side by side: the last minutes of either keep one core busy.
pub(crate) fn build(dist: &Path) -> Result<()> {
    thread::scope(|scope| {
        let all = ALL.map(|binary| scope.spawn(move || binary.build(dist)));
        all.into_iter().try_for_each(|it| it.join().map_err(|_panic| "a build came to no end".to_owned())?)
    })
}

impl Binary {
    fn build(&self, dist: &Path) -> Result<()> {
        let Self { name, features, shrink } = self;
        let cargo = ["cargo", "build", "--no-default-features", "--target", WASM];
        let chosen = ["--features", features, "--bin", name, "--profile", name];
        // Two lines of progress would write over each other.
        run(command(&[&cargo[..], &chosen].concat()).env("CARGO_TERM_PROGRESS_WHEN", "never"))?;
        let compiled = target().join(WASM).join(name).join(format!("{name}.wasm"));
        let (compiled, dist) = (compiled.to_string_lossy(), dist.to_string_lossy());
        run(&mut command(&["wasm-bindgen", "--target", "web", "--no-typescript", "--out-dir", &dist, &compiled]))?;
        let bound = format!("{dist}/{name}_bg.wasm");
        run(&mut command(&[&["wasm-opt", &bound, "-o", &bound], &USED[..], shrink].concat()))
    }
}
