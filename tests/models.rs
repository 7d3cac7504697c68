//! Model folders as other programs save them, each named after its case.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

use std::path::{Path, PathBuf};

use ikesu::clip::{Clip, Loader};
use ikesu::error::Error;
use ikesu::picture::Picture;

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/models").join(name)
}

/// The model whose files begin as they do in the folder.
fn load(name: &str, [config, preprocessor, tokenizer, weights]: [&str; 4]) -> Clip {
    let read = |file: &str| std::fs::read(case(name).join(file)).unwrap_or_else(|err| panic!("{name}/{file}: {err}"));
    let mut loader = Loader::new(&read(config), &read(preprocessor), &read(tokenizer)).unwrap();
    loader.push(&read(weights)).unwrap();
    loader.finish().unwrap()
}

const USUAL: [&str; 4] = ["config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors"];

fn picture() -> Picture {
    let rgb = (0..48 * 40 * 3).map(|it| (it * 7 % 251) as u8).collect();
    Picture { width: 48, height: 40, step: 1, orientation: 1, rgb, format: "test" }
}

/// What a model makes of a picture and a text.
fn vectors(clip: &Clip) -> [Vec<f32>; 2] {
    [clip.embed_picture(&picture()).unwrap(), clip.embed_text("a fish").unwrap()]
}

#[track_caller]
fn check(name: &str, files: [&str; 4]) {
    let (control, other) = (load("00_control", USUAL), load(name, files));
    assert!((other.logit_scale() - control.logit_scale()).abs() < 1e-6);
    assert_eq!(vectors(&other), vectors(&control), "{name}");
}

#[test]
fn logit_scale_shape_1() {
    check("01_logit_scale_shape_1", USUAL);
}

#[test]
fn processor_config_only() {
    check("02_processor_config_only", ["config.json", "processor_config.json", "tokenizer.json", "model.safetensors"]);
}

#[test]
fn size_as_list() {
    // Two sides are no shortest edge: as transformers reads it, a picture that is not square is squeezed.
    let [control, other] = ["00_control", "05_size_as_list"].map(|it| load(it, USUAL));
    let square =
        Picture { width: 48, height: 48, rgb: (0..48 * 48 * 3).map(|it| (it % 251) as u8).collect(), ..picture() };
    assert_eq!(other.embed_picture(&square).unwrap(), control.embed_picture(&square).unwrap());
    assert_ne!(vectors(&other)[0], vectors(&control)[0]);
    assert_eq!(vectors(&other)[1], vectors(&control)[1]);
}

#[test]
fn prefix_model() {
    check("11_prefix_model", USUAL);
}

#[test]
fn other_mean_same_weights() {
    let (control, other) = (load("00_control", USUAL), load("30_other_mean_same_weights", USUAL));
    assert_ne!(other.fingerprint(), control.fingerprint());
    assert_ne!(vectors(&other)[0], vectors(&control)[0]);
    assert_eq!(vectors(&other)[1], vectors(&control)[1]);
}

#[test]
fn full_width_half_width_and_curly_quotes() {
    let clip = load("00_control", USUAL);
    for (written, plain) in
        [("ｓａｌｍｏｎ", "salmon"), ("ｻｹ", "サケ"), ("ﾊﾞ", "バ"), ("fish’s “tail”", "fish's \"tail\"")]
    {
        assert_eq!(clip.embed_text(written).unwrap(), clip.embed_text(plain).unwrap(), "{written}");
    }
    assert_ne!(clip.embed_text("salmon").unwrap(), clip.embed_text("tuna").unwrap());
}

#[test]
fn sharded() {
    let read = |file: &str| std::fs::read(case("03_sharded").join(file)).unwrap();
    let begin =
        || Loader::new(&read("config.json"), &read("preprocessor_config.json"), &read("tokenizer.json")).unwrap();
    let parts = [1, 2].map(|it| read(&format!("model-0000{it}-of-00002.safetensors")));
    let mut loader = begin();
    loader.expect_parts(2);
    loader.push(&parts[0]).unwrap();
    loader.end_of_part().unwrap();
    loader.push(&parts[1]).unwrap();
    assert_eq!(vectors(&loader.finish().unwrap()), vectors(&load("00_control", USUAL)));
    // One that breaks off, and one too few.
    let mut loader = begin();
    loader.expect_parts(2);
    loader.push(&parts[0][..parts[0].len() - 1]).unwrap();
    assert!(matches!(loader.end_of_part(), Err(Error::Truncated { .. })));
    let found = begin().push(&parts[0]);
    assert!(matches!(found, Err(Error::TensorMissing { .. })), "{found:?}");
}
