//! Model folders as other programs save them, each named after its case.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

use std::path::{Path, PathBuf};

use ikesu::engine::{Engine, Feed, Limits};
use ikesu::error::{Error, Refusal};
use ikesu::model::{Loader, Model};
use ikesu::picture::Picture;
use ikesu::protocol::{Body, Command, FaultKind, JobId, ModelFiles, News};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/models").join(name)
}

/// The model whose files begin as they do in the folder.
fn load(name: &str, [config, preprocessor, tokenizer, weights]: [&str; 4]) -> Model {
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
fn vectors(clip: &Model) -> [Vec<f32>; 2] {
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

/// What was asked for, what was told of the progress, and whether the model came, where only files of the folder can be
/// fetched.
fn fetched(name: &str) -> (Vec<String>, Vec<Vec<u32>>, bool) {
    let mut engine = Engine::new(Limits { n_workers: 1, bytes: 0 });
    let job = JobId(1);
    let [config, preprocessor, tokenizer, weights] = USUAL.map(str::to_owned);
    let files = ModelFiles { config, preprocessor, tokenizer, weights: vec![weights], ..ModelFiles::default() };
    engine.handle(Command::Load { job, files }, Body::default());
    let (mut asked, mut told, mut has_come) = (Vec::new(), Vec::new(), false);
    while let Some(fetch) = engine.wants() {
        let missing = || vec![Feed::Failed(Refusal::Missing, "HTTP 404".to_owned())];
        let bytes = std::fs::read(case(name).join(&fetch.address));
        let feeds = bytes
            .as_ref()
            .map_or_else(|_| missing(), |it| it.chunks(2_000).map(Feed::Bytes).chain([Feed::End]).collect());
        for feed in feeds {
            engine.feed(job, feed);
            for (event, body) in engine.take() {
                match event.news {
                    News::Progress(_) => told.push(body.indices),
                    News::Loaded(_) => has_come = true,
                    other => panic!("{other:?}"),
                }
            }
        }
        asked.push(fetch.address);
    }
    (asked, told, has_come)
}

/// A server may say the length of compressed bytes, or none: the file's own header knows.
#[test]
fn how_much_is_to_come_is_what_the_weights_say_and_nothing_before() {
    let (asked, told, has_come) = fetched("00_control");
    assert_eq!((asked, has_come), (USUAL.map(str::to_owned).to_vec(), true));
    let bytes = std::fs::metadata(case("00_control").join("model.safetensors")).unwrap().len() as u32;
    let (before, while_it_comes): (Vec<_>, Vec<_>) = told.into_iter().partition(|it| it[0] == 0);
    assert!(before.iter().all(|it| it[1] == 0), "{before:?}");
    assert!(while_it_comes.len() > 3);
    // Until its header is whole the file has said nothing.
    assert!(while_it_comes.iter().all(|it| it[1] == bytes || (it[1] == 0 && it[0] < 10_000)), "{while_it_comes:?}");
}

#[test]
fn processor_config_only_and_sharded_are_looked_for_where_they_are() {
    let (asked, _, has_come) = fetched("02_processor_config_only");
    assert!(has_come);
    assert_eq!(asked[1..3], ["preprocessor_config.json", "processor_config.json"]);
    let (asked, told, has_come) = fetched("03_sharded");
    assert!(has_come);
    let shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
    assert_eq!(asked[3..], [&["model.safetensors", "model.safetensors.index.json"][..], &shards].concat());
    assert!(told.iter().all(|it| it[1] == 0 || it[0] <= it[1]), "{told:?}");
}

/// A converter may write an index beside a single file; where that is missing, the index leads nowhere.
#[test]
fn an_index_that_names_what_is_missing_is_no_way_out() {
    let mut engine = Engine::new(Limits { n_workers: 1, bytes: 0 });
    let job = JobId(1);
    let [config, preprocessor, tokenizer, weights] = USUAL.map(str::to_owned);
    let files = ModelFiles { config, preprocessor, tokenizer, weights: vec![weights], ..ModelFiles::default() };
    engine.handle(Command::Load { job, files }, Body::default());
    let mut asked = Vec::new();
    while let Some(fetch) = engine.wants() {
        let index =
            br#"{"metadata": {"total_size": 1e3}, "weight_map": {"logit_scale": "model.safetensors"}}"#.to_vec();
        let bytes = match fetch.address.as_str() {
            "model.safetensors.index.json" => Some(index),
            "model.safetensors" => None,
            small => Some(std::fs::read(case("00_control").join(small)).unwrap()),
        };
        match bytes {
            Some(bytes) => {
                engine.feed(job, Feed::Bytes(&bytes));
                engine.feed(job, Feed::End);
            }
            None => engine.feed(job, Feed::Failed(Refusal::Missing, "HTTP 404".to_owned())),
        }
        asked.push(fetch.address);
        assert!(asked.len() < 10, "{asked:?}");
    }
    let last = engine.take().last().map(|(event, _)| event.news);
    assert!(matches!(&last, Some(News::Failed(it)) if it.kind == FaultKind::FetchMissing), "{last:?}");
}
