//! The drawings: one for each name, no two alike, the same pixels everywhere, never blank.
#![cfg(feature = "draw")]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot draw or read its files has failed")]

use std::collections::BTreeSet;

use ikesu::creatures::odd::{self, Group, Odd};
use ikesu::creatures::{self, Attributes, Background, CATALOG, Cast, Holdout, Scene, Sketch, Sliders, camera};
use ikesu::rng::Rng;
use serde_json::Value;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const NAMES: &str = include_str!("../models/names.txt");
const TESTSET: &str = include_str!("../models/demo/testset.json");

/// Name, English, scientific for each line that is one.
fn lines() -> impl Iterator<Item = [&'static str; 3]> {
    NAMES.lines().filter(|it| !it.is_empty() && !it.starts_with('#')).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{line}");
        [cells[0], cells[1], cells[2]]
    })
}

#[test]
fn every_name_has_a_species_and_every_species_a_name() {
    let names: Vec<&str> = lines().map(|it| it[0]).collect();
    let species: Vec<&str> = CATALOG.iter().map(|it| it.name).collect();
    assert_eq!(names, species);
    assert_eq!(names.len(), 93);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 93, "a name stands twice");
    assert!(lines().all(|[_, english, _]| !english.is_empty()));
}

#[test]
fn only_entries_of_one_animal_look_alike() {
    let english: Vec<&str> = lines().map(|it| it[1]).collect();
    for (a, first) in CATALOG.iter().enumerate() {
        for (b, second) in CATALOG.iter().enumerate().skip(a + 1) {
            let one = first.animal() == second.animal();
            assert_eq!(first.looks_like(second), one, "{} and {}", first.name, second.name);
            assert_eq!(english[a] == english[b], one, "{} and {}", first.name, second.name);
        }
    }
    let borrowed = CATALOG.iter().filter(|it| it.same_as.is_some()).count();
    assert_eq!(borrowed, 3);
}

#[test]
fn one_seed_one_picture() {
    let sum = |species, seed| checksum(&creatures::draw(species, seed, 96).unwrap().rgba);
    assert_eq!(sum(5, 1), sum(5, 1));
    assert_ne!(sum(5, 1), sum(5, 2));
    assert_ne!(sum(5, 1), sum(6, 1));
}

/// One drawing on each background, in every style, and a photograph; the same numbers are asked of every target.
#[test]
fn pixels_are_the_same_on_every_target() {
    let sums: Vec<u32> = Background::ALL
        .iter()
        .enumerate()
        .map(|(at, &background)| {
            let scene = scene(at as u32, |it| it.background == background);
            checksum(&creatures::paint(10 * at, &scene, 128).unwrap().rgba)
        })
        .collect();
    let expected = [
        0x94E3_B6AB,
        0xCDF1_C95B,
        0x5CAB_DA93,
        0xC081_C1E2,
        0x1236_DB65,
        0x73C8_B6CF,
        0x6CBC_373C,
        0x3B68_32FE,
        0xEA01_3CE4,
    ];
    assert_eq!(sums, expected, "{sums:#010X?}");
    let picture = creatures::draw(9, 9, 128).unwrap();
    let photo = checksum(&camera::photograph(&picture.rgba, None, 128, 5).unwrap().rgba);
    assert_eq!(photo, 0xF3AE_F935, "{photo:#010X}");
}

/// A morph inside a family and one across, with every slider moved; the same numbers are asked of every target.
#[test]
fn sketches_are_the_same_on_every_target() {
    let attributes = creatures::draw(17, 3, 96).unwrap().attributes;
    let sliders = Sliders { length: 0.4, depth: -0.3, hue: 0.35, lightness: 0.2, stripes: 0.5, spots: 0.6, fins: 0.7 };
    let sums = [(3, 71), (3, 22), (50, 10)].map(|(first, second)| {
        let sketch = Sketch { first: Some(first), second: Some(second), t: 0.4, sliders, attributes, seed: 9 };
        checksum(&sketch.draw(96).unwrap().rgba)
    });
    assert_eq!(sums, [0x7D9A_8A65, 0xC0F5_50A5, 0xF621_895A], "{sums:#010x?}");
}

#[test]
fn no_picture_is_blank() {
    for (species, entry) in CATALOG.iter().enumerate() {
        let picture = creatures::draw(species, 400 + species as u32, 64).unwrap();
        assert_eq!(picture.rgba.len(), 64 * 64 * 4);
        assert!(picture.rgba.chunks_exact(4).all(|it| it[3] == 255), "{} is not opaque", entry.name);
        // Against the paper in the corner.
        let plain = creatures::paint(species, &Scene::plain(7), 64).unwrap().rgba;
        let paper = luma(&plain[..4]);
        let inked = plain.chunks_exact(4).filter(|it| (luma(it) - paper).abs() > 40.0).count();
        assert!(inked > 64 * 64 / 100, "{}: {inked} pixels differ from the paper", entry.name);
    }
}

#[test]
fn several_creatures_stay_in_the_picture() {
    for (species, entry) in CATALOG.iter().enumerate() {
        let scene = scene(species as u32, |it| it.count == 3 && it.background == Background::Paper);
        let mask = creatures::mask(species, &scene, 64).unwrap();
        let edge =
            (0..64).filter(|&it| mask[it] > 128).count() + (0..64).filter(|&it| mask[63 * 64 + it] > 128).count();
        // Feelers and high fins may leave it.
        assert!(edge < 24, "{}: {edge} pixels at the upper and the lower edge", entry.name);
    }
}

#[test]
fn a_mask_covers_the_creatures_and_nothing_else() {
    for species in [0, 7, 30, 60, 75] {
        let scene = scene(species as u32, |it| it.background == Background::Sea && it.count == 1);
        let mask = creatures::mask(species, &scene, 96).unwrap();
        let covered = mask.iter().filter(|&&it| it > 0).count();
        assert!((300..5000).contains(&covered), "{covered} of {}", 96 * 96);
        let other = creatures::paint((species + 1) % 93, &scene, 96).unwrap().rgba;
        let this = creatures::paint(species, &scene, 96).unwrap().rgba;
        let outside = creatures::mask((species + 1) % 93, &scene, 96).unwrap();
        for at in (0..96 * 96).filter(|&at| mask[at] == 0 && outside[at] == 0) {
            let (a, b) = (luma(&this[4 * at..]), luma(&other[4 * at..]));
            assert!((a - b).abs() < 4.0, "pixel {at} belongs to no creature, but is {a} and {b}");
        }
    }
}

#[test]
fn a_photograph_takes_the_mask_along() {
    let scene = scene(3, |it| it.count == 1);
    let (picture, mask) = (creatures::paint(3, &scene, 96).unwrap(), creatures::mask(3, &scene, 96).unwrap());
    let mut kept = 0;
    for seed in 0..20 {
        let photo = camera::photograph(&picture.rgba, Some(&mask), 96, seed).unwrap();
        assert_eq!(photo, camera::photograph(&picture.rgba, Some(&mask), 96, seed).unwrap());
        assert!(photo.rgba.chunks_exact(4).all(|it| it[3] == 255));
        let (before, after) = (area(&mask), area(photo.mask.as_deref().unwrap()));
        kept += usize::from((0.4..1.6).contains(&(after / before)));
    }
    assert!(kept >= 16, "{kept} of 20 keep their creature");
}

#[test]
fn a_camera_refuses_what_is_no_square() {
    let rgba = [0; 16 * 16 * 4];
    let photo = |rgba: &[u8], mask, size| camera::photograph(rgba, mask, size, 1).unwrap_err().to_string();
    assert_eq!(photo(&rgba[4..], None, 16), "rgba must be 1024 bytes long, not 1020");
    assert_eq!(photo(&rgba, Some(&rgba[..255]), 16), "mask must be 256 bytes long, not 255");
    assert_eq!(photo(&rgba, None, 15), "rgba must be 900 bytes long, not 1024");
    assert_eq!(photo(&[], None, 0), "size must be from 8 to 4096, not 0");
    let file = |rgba: &[u8], side| camera::through_jpeg(rgba, side, 80).unwrap_err().to_string();
    assert_eq!(file(&rgba[1..], 16), "rgba must be 1024 bytes long, not 1023");
    assert_eq!(file(&[], 16), "rgba must be 1024 bytes long, not 0");
    assert!(camera::through_jpeg(&[], 0, 80).is_err() && camera::through_jpeg(&rgba, u32::MAX, 80).is_err());
    assert_eq!(camera::through_jpeg(&rgba, 16, 0).unwrap().len(), rgba.len());
}

#[test]
fn things_outside_the_catalog_are_drawn_too() {
    for (index, &kind) in Odd::ALL.iter().enumerate() {
        let picture = odd::draw(kind, 7 + index as u32, 64).unwrap();
        assert_eq!(picture.rgba.len(), 64 * 64 * 4);
        assert!(picture.rgba.chunks_exact(4).all(|it| it[3] == 255), "{kind:?} is not opaque");
        let colours: BTreeSet<&[u8]> = picture.rgba.chunks_exact(4).collect();
        assert!(colours.len() > 20, "{kind:?} has {} colours", colours.len());
    }
}

#[test]
fn every_thing_is_of_one_group_and_has_names_of_its_own() {
    let count = [Group::Train, Group::Threshold, Group::Test].map(|it| Odd::of(it).len());
    assert!(count[0] >= 24 && count[1] >= 8 && count[2] >= 24, "{count:?}");
    assert_eq!(count.iter().sum::<usize>(), Odd::ALL.len());
    let ja: BTreeSet<&str> = Odd::ALL.iter().map(|it| it.names().0).collect();
    let en: BTreeSet<&str> = Odd::ALL.iter().map(|it| it.names().1).collect();
    assert_eq!((ja.len(), en.len()), (Odd::ALL.len(), Odd::ALL.len()));
    assert!(lines().all(|[name, english, _]| !ja.contains(name) && !en.contains(english)));
}

#[test]
fn training_refuses_the_seeds_of_the_test_set() {
    let holdout = Holdout::read().unwrap();
    let ranges = testset()["seeds"].clone();
    for (name, range) in ranges.as_object().unwrap() {
        let [from, to] = [0, 1].map(|at| range[at].as_u64().unwrap() as u32);
        for seed in [from, from + 1, to - 1] {
            let refused = holdout.training(CATALOG.first(), seed).unwrap_err().to_string();
            let expected = "seed must be outside the test set (models/demo/testset.json) for training, not";
            assert_eq!(refused, format!("{expected} {seed} of `{name}`"));
            assert!(holdout.training(None, seed).is_err());
        }
    }
    for seed in [0, 1_000_000, 1_999_999, 10_000_000] {
        assert!(holdout.training(CATALOG.first(), seed).is_ok(), "{seed}");
    }
}

#[test]
fn training_never_shows_what_is_held_out() {
    let (holdout, testset) = (Holdout::read().unwrap(), testset());
    for seed in 1_000_000..1_004_000 {
        let species = &CATALOG[seed as usize % 93];
        let scene = holdout.training(Some(species), seed).unwrap();
        assert!(!slices(&testset, &scene).contains(&true), "seed {seed}: {:?}", scene.parameters());
        let pair = pair(&testset, species.animal());
        assert_ne!(pair["background"], scene.attributes.background.word(), "seed {seed}");
        assert_ne!(pair["cast"], scene.attributes.cast.word(), "seed {seed}");
    }
}

#[test]
fn held_out_pictures_show_nothing_else() {
    let (holdout, testset) = (Holdout::read().unwrap(), testset());
    for index in 0..720 {
        let (species, scene) = holdout.pair(index, 3_200_000 + index as u32).unwrap();
        let pair = pair(&testset, CATALOG[species].animal());
        assert_eq!(pair, &testset["pairs"][index / 2 % 90]);
        if index % 2 == 0 {
            assert_eq!(pair["background"], scene.attributes.background.word());
        } else {
            assert_eq!(pair["cast"], scene.attributes.cast.word());
        }
    }
    for seed in 3_400_000..3_401_000 {
        let scene = holdout.ranges(seed).unwrap();
        assert!(!slices(&testset, &scene).contains(&false), "seed {seed}: {:?}", scene.parameters());
    }
}

#[test]
fn every_animal_has_one_pair_and_every_attribute_its_share() {
    let testset = testset();
    let pairs = testset["pairs"].as_array().unwrap();
    let animals: BTreeSet<&str> = CATALOG.iter().map(|it| it.animal()).collect();
    assert_eq!(pairs.iter().map(|it| it["animal"].as_str().unwrap()).collect::<BTreeSet<_>>(), animals);
    assert_eq!(pairs.len(), animals.len());
    for word in Background::ALL.iter().map(|it| it.word()) {
        assert_eq!(pairs.iter().filter(|it| it["background"] == word).count(), 10, "{word}");
    }
    for word in Cast::ALL.iter().map(|it| it.word()) {
        let expected = if word == "none" { 0..=0 } else { 22..=23 };
        assert!(expected.contains(&pairs.iter().filter(|it| it["cast"] == word).count()), "{word}");
    }
}

#[test]
fn refuses_what_it_cannot_draw() {
    let species = creatures::draw(93, 1, 64).unwrap_err().to_string();
    assert_eq!(species, "species must be under 93, not 93");
    let size = creatures::draw(0, 1, 0).unwrap_err().to_string();
    assert_eq!(size, "size must be from 8 to 4096, not 0");
}

/// The first scene from `seed` on that is as it should be.
fn scene(seed: u32, fits: impl Fn(&Attributes) -> bool) -> Scene {
    let mut rng = Rng::new(seed);
    (0..10_000).map(|_| Scene::random(&mut rng)).find(|it| fits(&it.attributes)).unwrap()
}

fn testset() -> Value {
    serde_json::from_str(TESTSET).unwrap()
}

fn pair<'a>(testset: &'a Value, animal: &str) -> &'a Value {
    testset["pairs"].as_array().unwrap().iter().find(|it| it["animal"] == animal).unwrap()
}

/// For each parameter of a scene, whether it lies in a held-out slice.
fn slices(testset: &Value, scene: &Scene) -> Vec<bool> {
    let within = |(name, at): (&str, f32)| {
        let slices = testset["ranges"][name].as_array().unwrap();
        slices.iter().any(|it| (it[0].as_f64().unwrap() as f32..it[1].as_f64().unwrap() as f32).contains(&at))
    };
    scene.parameters().into_iter().map(within).collect()
}

/// How much of a mask is set.
fn area(mask: &[u8]) -> f32 {
    mask.iter().map(|&it| f32::from(it)).sum::<f32>() / 255.0
}

fn luma(pixel: &[u8]) -> f32 {
    0.3 * f32::from(pixel[0]) + 0.59 * f32::from(pixel[1]) + 0.11 * f32::from(pixel[2])
}

/// FNV-1a.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
