//! The demo model as it ships: the catalog tells the truth about its files and its threshold.
#![cfg(all(feature = "engine", feature = "draw", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

use std::path::{Path, PathBuf};

use ikesu::app::{Catalog, ModelEntry};
use ikesu::clip::{Clip, Loader, Picture};
use ikesu::creatures::{self, CATALOG, odd::Odd};
use ikesu::matrix::dot;

const FILES: [&str; 4] = ["config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/demo")
}

fn entry() -> ModelEntry {
    let catalog: Catalog = serde_json::from_str(include_str!("../models/catalog.json")).unwrap();
    catalog.find("demo").unwrap().clone()
}

fn load() -> Clip {
    let [config, preprocessor, tokenizer, weights] = FILES.map(|it| std::fs::read(folder().join(it)).unwrap());
    let mut loader = Loader::new(&config, &preprocessor, &tokenizer).unwrap();
    loader.push(&weights).unwrap();
    loader.finish().unwrap()
}

#[test]
fn the_catalog_has_the_size_and_the_checksum_of_the_shipped_files() {
    let bytes = FILES.iter().map(|it| std::fs::metadata(folder().join(it)).unwrap().len()).sum::<u64>();
    assert_eq!(entry().bytes, bytes);
    assert_eq!(entry().sha256.as_deref(), Some(load().fingerprint()));
}

fn see(clip: &Clip, picture: creatures::Picture) -> Vec<f32> {
    let picture = Picture::from_rgba(picture.size, picture.size, &picture.rgba).unwrap();
    clip.embed_picture(&picture).unwrap()
}

/// Drawings of each entry, with seeds that neither training nor any other measure uses.
const DRAWINGS: u32 = 5;
const FIRST_SEED: u32 = 5_000_000;
/// Strange things: ten of each kind.
const STRANGE: u32 = 100;

#[test]
fn the_threshold_of_the_references_is_the_one_that_the_card_tells_how_to_find() {
    let clip = load();
    let n = CATALOG.len();
    let drawn = |at: u32| creatures::draw(at as usize % n, FIRST_SEED + at, 256).unwrap();
    let seen: Vec<Vec<f32>> = (0..DRAWINGS * n as u32).map(|at| see(&clip, drawn(at))).collect();
    let (mut kin, mut others) = (Vec::new(), Vec::new());
    for (at, one) in seen.iter().enumerate() {
        for (with, other) in seen.iter().enumerate().skip(at + 1) {
            if (with - at).is_multiple_of(n) { &mut kin } else { &mut others }.push(dot(one, other));
        }
    }
    kin.sort_by(f32::total_cmp);
    // 95 % of kin reach it, rounded down to a hundredth.
    let found = (kin[kin.len() / 20] * 100.0).floor() / 100.0;
    let threshold = entry().reference_threshold.unwrap();

    let kinds = Odd::ALL.len() as u32;
    let strange = |at: u32| creatures::odd::draw(Odd::ALL[(at % kinds) as usize], FIRST_SEED + at, 256).unwrap();
    let strange: Vec<Vec<f32>> = (0..STRANGE).map(|at| see(&clip, strange(at))).collect();
    let strange: Vec<f32> = strange.iter().flat_map(|it| seen.iter().map(|one| dot(one, it))).collect();
    for (what, cosines) in [("kin", &kin), ("others", &others), ("strange", &strange)] {
        let under = |cut: f32| cosines.iter().filter(|it| **it < cut).count() as f32 / cosines.len() as f32;
        println!(
            "{what}: {} pairs, {:.3} under {threshold}, {:.3} under 0.6",
            cosines.len(),
            under(threshold),
            under(0.6)
        );
    }
    assert!((found - threshold).abs() < 0.005, "the catalog has {threshold}, the rule gives {found}");
}

/// What the page shows for the samples with three of them as references; printed for the card.
#[test]
fn the_samples_are_not_all_odd() {
    let clip = load();
    let samples: Vec<serde_json::Value> =
        serde_json::from_slice(&std::fs::read(folder().join("samples/samples.json")).unwrap()).unwrap();
    let seen: Vec<(&str, Vec<f32>)> = samples
        .iter()
        .map(|it| {
            let file = folder().join("samples").join(it["file"].as_str().unwrap());
            let picture = ikesu::clip::decode(&std::fs::read(file).unwrap()).unwrap();
            (it["name"].as_str().unwrap(), clip.embed_picture(&picture).unwrap())
        })
        .collect();
    let references: Vec<&Vec<f32>> = ["マアジ", "クルマエビ", "マダコ"]
        .iter()
        .map(|name| &seen.iter().find(|(it, _)| it == name).unwrap().1)
        .collect();
    let most_similar = |it: &[f32]| references.iter().map(|one| dot(one, it)).fold(-1.0, f32::max);
    let odd = |cut: f32| -> Vec<&str> {
        seen.iter().filter(|(_, it)| most_similar(it) < cut).map(|(name, _)| *name).collect()
    };
    let (ours, webinar) = (odd(entry().reference_threshold.unwrap()), odd(0.6));
    println!("{} of {} odd: {ours:?}; under 0.6: {}", ours.len(), seen.len(), webinar.len());
    assert!(ours.len() < webinar.len());
}
