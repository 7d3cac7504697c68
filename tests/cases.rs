//! Pictures on which the page once did wrong, each named after its case, and what the processors of transformers make of
//! such.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

use std::path::{Path, PathBuf};
use std::rc::Rc;

use ikesu::anomaly::{ClusterParams, ClustersView, score_clusters};
use ikesu::error::{Error, flatten};
use ikesu::kmeans::{KMeans, KMeansParams};
use ikesu::matrix::Rows;
use ikesu::model::{Loader, Preprocessor};
use ikesu::picture::{Picture, decode};

fn path(place: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(place)
}

/// Of `palette.tif` by Pillow 13.0.0: `Image.open(…).convert("RGB")`, the mean and two pixels.
const PALETTE_MEAN: f64 = 129.947;
const PALETTE_FIRST: [u8; 3] = [239, 71, 91];
const PALETTE_LAST: [u8; 3] = [87, 142, 177];

fn case(name: &str) -> Vec<u8> {
    std::fs::read(path("cases/pictures").join(name)).unwrap()
}

#[track_caller]
fn check_unsupported(bytes: &[u8], expected: &str) {
    match decode(bytes) {
        Err(Error::ImageUnsupported { format }) => assert_eq!(format, expected),
        other => panic!("{other:?}"),
    }
}

#[test]
fn black_on_nothing() {
    let picture = decode(&case("black_on_nothing.png")).unwrap();
    assert_eq!(picture.rgb[..3], [255; 3], "the corner is transparent");
    assert!(picture.rgb.chunks_exact(3).any(|it| it == [0; 3]), "what is drawn is black");
}

#[test]
fn no_iend() {
    let bytes = case("no_iend.png");
    let end = b"\0\0\0\0IEND\xae\x42\x60\x82";
    let whole = decode(&[&bytes[..], end].concat()).unwrap();
    for behind in [&b""[..], &[0; 100], &end[..5], &end[..11]] {
        assert_eq!(decode(&[&bytes[..], behind].concat()).unwrap(), whole);
    }
    assert_eq!(decode(&[&bytes[..], end, &[0; 100]].concat()).unwrap(), whole);
    for length in 0..bytes.len() {
        match decode(&bytes[..length]) {
            Err(Error::ImageCut { format: "PNG", .. } | Error::ImageEmpty | Error::ImageUnknown) => {}
            // Its last bytes may be a checksum.
            Ok(picture) => assert_eq!(picture, whole, "cut to {length}"),
            Err(other) => panic!("cut to {length}: {}", flatten(&other)),
        }
    }
}

#[test]
fn xcode_cgbi() {
    check_unsupported(&case("xcode_cgbi.png"), "PNG (CgBI)");
}

#[test]
fn long_comment() {
    check_unsupported(&case("long_comment.svg"), "SVG");
}

#[test]
fn exif6() {
    let picture = decode(&case("exif6.webp")).unwrap();
    assert_eq!(picture.orientation, 6);
    assert!(picture.width > 0 && picture.format == "WebP");
}

#[test]
fn palette() {
    let picture = decode(&case("palette.tif")).unwrap();
    assert_eq!((picture.width, picture.height, picture.format), (64, 48, "TIFF"));
    let mean = picture.rgb.iter().map(|it| f64::from(*it)).sum::<f64>() / picture.rgb.len() as f64;
    println!("mean {mean:.3}, {:?} {:?}", &picture.rgb[..3], &picture.rgb[picture.rgb.len() - 3..]);
    assert!((mean - PALETTE_MEAN).abs() < 0.01, "{mean}");
    assert_eq!((&picture.rgb[..3], &picture.rgb[picture.rgb.len() - 3..]), (&PALETTE_FIRST[..], &PALETTE_LAST[..]));
}

/// Eleven copies of one picture and the same, saved again: nothing of it is odd, whatever K is.
#[test]
fn same_11_and_resaved_1() {
    let folder = path("../models/demo");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let [config, preprocessor, tokenizer] = ["config.json", "preprocessor_config.json", "tokenizer.json"].map(read);
    let mut loader = Loader::new(&config, &preprocessor, &tokenizer).unwrap();
    loader.push(&read("model.int8.safetensors")).unwrap();
    let clip = loader.finish().unwrap();
    let [copy, resaved] = ["copy_00.jpg", "resaved.jpg"].map(|name| {
        let bytes = std::fs::read(path("cases/same_11_and_resaved_1").join(name)).unwrap();
        clip.embed_picture(&decode(&bytes).unwrap()).unwrap()
    });
    let rows = Rows::new([copy.repeat(11), resaved].concat(), clip.dims()).unwrap();
    for n_clusters in 1..=5 {
        let params = KMeansParams { n_clusters, ..KMeansParams::default() };
        let fit = KMeans::new(Rc::new(rows.clone()), &params).unwrap().finish();
        let clusters = ClustersView { centroids: &fit.centroids, labels: &fit.labels, distances: &fit.distances };
        let scores = score_clusters(clusters, &ClusterParams::default()).unwrap();
        println!("K {n_clusters}: {:?}", scores[11]);
        assert!(scores.iter().all(|it| !it.is_global && !it.is_group && !it.is_local), "{n_clusters}: {scores:?}");
        let mut filled = fit.labels.clone();
        filled.sort_unstable();
        filled.dedup();
        assert_eq!(filled.len() as u32, n_clusters.min(2), "there are two different pictures");
    }
}

/// A palette beside which there is something more, such as opacity, or whose numbers are of a width that nothing writes.
#[test]
fn palettes_of_another_kind_are_not_guessed_at() {
    let bytes = case("palette.tif");
    let entry = |tag: u16| bytes.windows(4).position(|it| it == [&tag.to_le_bytes()[..], &[3, 0]].concat()).unwrap();
    let with = |tag: u16, number: u8| {
        let mut changed = bytes.clone();
        changed[entry(tag) + 8] = number;
        changed
    };
    // In place of the tag that says how its planes lie, one that says that there are two samples.
    let mut two = with(284, 2);
    two[entry(284)..][..2].copy_from_slice(&277_u16.to_le_bytes());
    for changed in [two, with(258, 3), with(258, 16)] {
        let found = decode(&changed);
        assert!(matches!(found, Err(Error::ImageUnsupported { .. } | Error::ImageBroken { .. })), "{found:?}");
    }
}

/// What `tests/golden/clip/processor.py` paints.
fn painted(width: u32, height: u32) -> Picture {
    let pixel = |x: u32, y: u32| [x * 5 + y, x * y / 16 + 40, y * 3 + x / 2].map(|it| it as u8);
    let rgb = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect();
    Picture { width, height, step: 1, orientation: 1, rgb, format: "test" }
}

#[track_caller]
fn check_processor(width: u32, height: u32, side: u32, resample: u32, tolerance: u8) {
    let json = format!(
        r#"{{"size": {{"shortest_edge": {side}}}, "crop_size": {side}, "resample": {resample}, "do_rescale": false,
        "do_normalize": false}}"#
    );
    let preprocessor = Preprocessor::from_json(json.as_bytes(), side as usize).unwrap();
    let values = preprocessor.pixel_values(&painted(width, height)).unwrap();
    let name = format!("golden/clip/processor/{width}x{height}-{side}-{resample}.png");
    let expected = decode(&std::fs::read(path(&name)).unwrap()).unwrap().rgb;
    let n = (side * side) as usize;
    let gap = |at: usize| (values[at % 3 * n + at / 3] - f32::from(expected[at])).abs();
    let greatest = (0..3 * n).map(gap).fold(0.0, f32::max);
    println!("{name}: differs by {greatest} at most");
    assert!(greatest <= f32::from(tolerance), "{name}: {greatest}");
}

#[test]
fn a_crop_with_an_odd_margin_is_that_of_transformers() {
    check_processor(640, 427, 224, 3, 1);
    check_processor(427, 640, 224, 3, 1);
    check_processor(90, 61, 32, 3, 1);
    check_processor(61, 90, 32, 2, 1);
}

#[test]
fn resample_0_takes_the_pixels_of_pillow() {
    check_processor(640, 427, 224, 0, 0);
    check_processor(333, 500, 224, 0, 0);
    check_processor(20, 13, 32, 0, 0);
}
