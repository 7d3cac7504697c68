//! The drawings: one for each name, no two alike, the same pixels everywhere, never blank.
#![cfg(feature = "draw")]
#![allow(missing_docs, reason = "a test has no public items")]

use std::collections::BTreeSet;

use ikesu::creatures::{self, CATALOG, odd};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const NAMES: &str = include_str!("../models/names.txt");

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

/// A flat, a pencilled and a shaded drawing; the same numbers are asked of every target.
#[test]
fn pixels_are_the_same_on_every_target() {
    let sums = [(17, 3), (56, 21), (74, 30)]
        .map(|(species, seed)| checksum(&creatures::draw(species, seed, 128).unwrap().rgba));
    assert_eq!(sums, [0x1ED2_30F3, 0xD1AF_FBE2, 0x4D9D_09EF], "{sums:#010x?}");
}

#[test]
fn no_picture_is_blank() {
    for (species, entry) in CATALOG.iter().enumerate() {
        let picture = creatures::draw(species, 400 + species as u32, 64).unwrap();
        assert_eq!(picture.rgba.len(), 64 * 64 * 4);
        assert!(picture.rgba.chunks_exact(4).all(|it| it[3] == 255), "{} is not opaque", entry.name);
        // Against the paper in the corner.
        let plain = creatures::portrait(species, 7, 64).unwrap().rgba;
        let paper = luma(&plain[..4]);
        let inked = plain.chunks_exact(4).filter(|it| (luma(it) - paper).abs() > 40.0).count();
        assert!(inked > 64 * 64 / 100, "{}: {inked} pixels differ from the paper", entry.name);
    }
}

#[test]
fn things_outside_the_catalog_are_drawn_too() {
    for (index, &kind) in odd::Odd::ALL.iter().enumerate() {
        let picture = odd::draw(kind, index as u32, 64).unwrap();
        assert_eq!(picture.rgba.len(), 64 * 64 * 4);
        let colours: BTreeSet<&[u8]> = picture.rgba.chunks_exact(4).collect();
        assert!(colours.len() > 20, "{kind:?} has {} colours", colours.len());
    }
}

#[test]
fn refuses_what_it_cannot_draw() {
    let species = creatures::draw(93, 1, 64).unwrap_err().to_string();
    assert_eq!(species, "species must be under 93, not 93");
    let size = creatures::draw(0, 1, 0).unwrap_err().to_string();
    assert_eq!(size, "size must be from 8 to 4096, not 0");
}

fn luma(pixel: &[u8]) -> f32 {
    0.3 * f32::from(pixel[0]) + 0.59 * f32::from(pixel[1]) + 0.11 * f32::from(pixel[2])
}

/// FNV-1a.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
