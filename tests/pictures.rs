//! Pictures good and bad: decoding, orientation, preprocessing against Pillow and torchvision.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ikesu::error::{Error, flatten};
use ikesu::model::Preprocessor;
use ikesu::picture::{Picture, decode, decode_for};
use image::{DynamicImage, ImageFormat};

/// The folder beside the project, if it is there.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/material").join(folder);
    if !path.exists() {
        println!("skipped: ../shared is absent");
        return None;
    }
    Some(path)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    found.sort();
    found.into_iter().flat_map(|it| if it.is_dir() { files(&it) } else { vec![it] }).collect()
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[test]
fn pixel_values_are_those_of_pillow_and_torchvision() {
    let Some(folder) = shared("clip") else { return };
    let preprocessor = Preprocessor::from_json(&read(&folder.join("tokenizer/preprocessor_config.json")), 224).unwrap();
    let cases: serde_json::Value = serde_json::from_slice(&read(&folder.join("preprocess/cases.json"))).unwrap();
    // Cut by torchvision at the other side of an odd margin; `tests/cases.rs` has pictures of such sizes.
    let is_ours = |name: &&str| *name != "odd_225x301";
    let names = cases["cases"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).filter(is_ours);
    let mut n_cases = 0;
    for name in names {
        let picture = decode(&read(&folder.join(format!("preprocess/{name}.png")))).unwrap();
        let expected = npy(&read(&folder.join(format!("preprocess/{name}.npy"))));
        check_pixel_values(name, &preprocessor.pixel_values(&picture).unwrap(), &expected);
        n_cases += 1;
    }
    let picture = decode(&read(&folder.join("known/franz-kafka.jpg"))).unwrap();
    let expected = npy(&read(&folder.join("known/expected_preprocessed_image.npy")));
    let values = preprocessor.pixel_values(&picture).unwrap();
    let (largest, mean) = differences(&values, &expected);
    println!("franz-kafka.jpg, JPEG and all: largest difference {largest:.4}, mean {mean:.5}");
    assert!(mean <= 0.005, "{mean}");
    assert_eq!(n_cases, 7);
}

#[track_caller]
fn check_pixel_values(name: &str, found: &[f32], expected: &[f32]) {
    let (largest, mean) = differences(found, expected);
    println!("{name}: largest difference {largest:.5}, mean {mean:.6}");
    assert!(largest <= 0.02 && mean <= 0.002, "{name}: largest {largest}, mean {mean}");
}

fn differences(found: &[f32], expected: &[f32]) -> (f32, f64) {
    assert_eq!(found.len(), expected.len());
    let gaps = || found.iter().zip(expected).map(|(a, b)| (a - b).abs());
    (gaps().fold(0.0, f32::max), gaps().map(f64::from).sum::<f64>() / found.len() as f64)
}

/// The numbers of a little-endian float32 `.npy` file, version 1.
fn npy(bytes: &[u8]) -> Vec<f32> {
    assert_eq!(&bytes[..8], b"\x93NUMPY\x01\0");
    let header_bytes = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let header = std::str::from_utf8(&bytes[10..10 + header_bytes]).unwrap();
    assert!(header.contains("'<f4'") && header.contains("'fortran_order': False"), "{header}");
    bytes[10 + header_bytes..].chunks_exact(4).map(|it| f32::from_le_bytes([it[0], it[1], it[2], it[3]])).collect()
}

/// What became of a file, in one word.
fn verdict(bytes: &[u8]) -> Result<Picture, (&'static str, String)> {
    decode(bytes).map_err(|err| {
        let kind = match &err {
            Error::ImageEmpty => "empty",
            Error::ImageUnknown | Error::NoPicture { .. } => "unknown",
            Error::ImageUnsupported { .. } => "unsupported",
            Error::ImageBroken { .. } => "broken",
            Error::ImageCut { .. } => "cut",
            Error::ImageTooLarge { .. } => "too large",
            other => panic!("{other:?} is no answer to a picture"),
        };
        (kind, flatten(&err))
    })
}

/// A large JPEG may be decoded small: of the same files, the same sizes, and near to the whole.
#[test]
fn files_for_something_small_are_those_that_are_decoded() {
    let Some(folder) = shared("images") else { return };
    let mut n_small = 0;
    for path in files(&folder) {
        let bytes = read(&path);
        let (whole, small) = (decode(&bytes), decode_for(&bytes, 6));
        let (Ok(whole), Ok(small)) = (&whole, &small) else {
            assert_eq!(whole.is_ok(), small.is_ok(), "{}: {whole:?} {small:?}", path.display());
            continue;
        };
        let [a, b] = [whole, small].map(|it| (it.width, it.height, it.format));
        assert_eq!((whole.step, a), (1, b), "{}", path.display());
        n_small += usize::from(small.step > 1);
        assert_eq!(small.rgb.len(), 3 * (small.width / small.step * (small.height / small.step)) as usize);
        // Both ways to two by two pixels, a third of the edge.
        let [a, b] = [whole, small].map(|it| {
            let thumbnail = image::load_from_memory(&it.thumbnail(2).unwrap()).unwrap();
            thumbnail.into_rgb8().into_raw().iter().map(|it| f32::from(*it)).collect::<Vec<_>>()
        });
        let (greatest, mean) = differences(&a, &b);
        let is_damaged = DIFFER.iter().any(|(name, _)| path.to_string_lossy().ends_with(name));
        assert!(mean < 3.0 || is_damaged, "{}: {greatest} {mean} by {}", path.display(), small.step);
    }
    println!("{n_small} were decoded small");
    assert!(n_small >= 7, "{n_small}");
}

#[test]
fn every_file_is_decoded_or_refused_with_a_reason() {
    let Some(folder) = shared("images") else { return };
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for path in files(&folder) {
        let place = path.strip_prefix(&folder).unwrap().components().next().unwrap();
        let outcome = match verdict(&read(&path)) {
            Ok(picture) => {
                assert_eq!(picture.rgb.len(), 3 * picture.width as usize * picture.height as usize);
                assert!(!picture.rgb.is_empty());
                format!("decoded {}", picture.format)
            }
            Err((kind, _)) => kind.to_owned(),
        };
        *counts.entry((place.as_os_str().to_string_lossy().into_owned(), outcome)).or_default() += 1;
    }
    for ((place, outcome), count) in &counts {
        println!("{place:8} {outcome:16} {count}");
    }
    let decoded = |place: &str| -> usize {
        counts.iter().filter(|it| it.0.0 == place && it.0.1.starts_with("decoded")).map(|it| it.1).sum()
    };
    assert!(decoded("formats") >= 120, "{}", decoded("formats"));
    assert!(decoded("bad") >= 10, "{}", decoded("bad"));
}

const DAMAGED: &str = "damaged: how much of it is guessed is each decoder's own affair";
const LENIENT: &str = "against the format's rules, and Pillow does not look";
const CUT: &str = "data are missing, and Pillow shows grey there";
const GROUND: &str = "where it draws nothing, Pillow takes a colour of its own";
const NO_TIFF: &str = "YCbCr, which `image` does not decode; or cut off";

/// Files on which Pillow and this decoder differ, and why that may be.
const DIFFER: [(&str, &str); 28] = [
    ("1cbb1bb37d62c44f67374cd451643dc4.jpg", CUT),
    ("28c74d9284d9836017fd519f6932efd8.jpg", CUT),
    ("3976a754ef0aca80e84e2c403d714579.jpg", DAMAGED),
    ("V5_A1_R5_G5_B5.bmp", "Pillow does not see one bit of opacity; browsers do"),
    ("border_touching_layers.gif", GROUND),
    ("issue_1455_undersized.gif", GROUND),
    ("fuzzer_script_tiff-5026894169374720.tif", DAMAGED),
    ("dc-predictor-overflow.jpg", DAMAGED),
    ("5482a54657765056f1a94116a8dbffe7.jpg", DAMAGED),
    ("7997b6b229f25315d33f5c7085e37500.jpg", DAMAGED),
    ("865db3dd2d380626f16b6f9dc6d62dba.jpg", DAMAGED),
    ("8e5e74dbf9b68a322fbb9512db837329.jpg", "a header that lies: six million pixels in 613 bytes"),
    ("b55977028a3a574336966b6536640fc9.jpg", DAMAGED),
    ("f6b4389c3cf0f5997b2e5a4b905aea8d.jpg", DAMAGED),
    ("subtract-with-overflow.jpg", DAMAGED),
    ("lenient__badplanes.bmp", LENIENT),
    ("lenient__badrle.bmp", LENIENT),
    ("lenient__rletopdown.bmp", LENIENT),
    ("pal4rletrns.bmp", "pixels that a run-length code skips have no colour"),
    ("basi0g16.png", "Pillow makes 16-bit grey white; here its upper byte is kept"),
    ("testsuite__hpredict.tiff", "Pillow divides by an alpha that was multiplied in"),
    ("testsuite__hpredict_packbits.tiff", "Pillow divides by an alpha that was multiplied in"),
    ("ycbcr_jpeg_8bit.tif", NO_TIFF),
    ("ycbcr_lzw_broken.tif", NO_TIFF),
    ("ycbcr_lzw_bt709.tif", NO_TIFF),
    ("smallest/jpeg.jpg", "arithmetic coding, which no browser reads either"),
    ("smallest/tiff.tif", NO_TIFF),
    ("extended_images__anim.webp", "colours behind full transparency, which blending a frame forgets"),
];

#[test]
fn pixels_are_those_of_pillow() {
    let Some(folder) = shared("") else { return };
    let seen: serde_json::Value = serde_json::from_str(include_str!("golden/clip/pillow.json")).unwrap();
    let (mut n_same, mut wrong) = (0, Vec::new());
    for (file, expected) in seen.as_object().unwrap() {
        let found = verdict(&read(&folder.join(file)));
        let difference = match (&found, expected.is_null()) {
            (Err(_), true) => continue,
            (Ok(_), true) => continue,
            (Err((_, reason)), false) => format!("refused: {reason}"),
            (Ok(picture), false) => match quarters_differ(picture, expected) {
                Some(difference) => difference,
                None => {
                    n_same += 1;
                    continue;
                }
            },
        };
        if !DIFFER.iter().any(|it| file.ends_with(it.0)) {
            wrong.push(format!("{file}: {difference}"));
        }
    }
    println!("{n_same} pictures as Pillow has them, {} differ for a reason:", DIFFER.len());
    DIFFER.iter().for_each(|(file, why)| println!("  {file}: {why}"));
    assert!(n_same >= 150, "{n_same}");
    assert!(wrong.is_empty(), "{}\n{} differ", wrong.join("\n"), wrong.len());
}

/// Size and mean colours of the four quarters; a JPEG decoder may round otherwise than libjpeg, but not on average.
fn quarters_differ(picture: &Picture, expected: &serde_json::Value) -> Option<String> {
    let (width, height) = (picture.width as usize, picture.height as usize);
    if expected["width"] != width || expected["height"] != height {
        return Some(format!("{width} x {height}, not {} x {}", expected["width"], expected["height"]));
    }
    let (across, down) = (width.div_ceil(2), height.div_ceil(2));
    let mut means = Vec::new();
    for top in [0, height - down] {
        for left in [0, width - across] {
            let mut sums = [0_u64; 3];
            for row in top..top + down {
                let start = 3 * (row * width + left);
                for pixel in picture.rgb[start..start + 3 * across].chunks_exact(3) {
                    sums.iter_mut().zip(pixel).for_each(|(sum, &it)| *sum += u64::from(it));
                }
            }
            means.extend(sums.map(|it| it as f64 / (across * down) as f64));
        }
    }
    let expected = expected["quarters"].as_array().unwrap().iter().map(|it| it.as_f64().unwrap());
    let gap = means.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    (gap > 1.0).then(|| format!("mean colours differ by {gap:.2}"))
}

/// The pictures turned in all ways, decoded with an edge of at least `edge`.
#[track_caller]
fn check_orientations(edge: u32, step: u32) {
    let Some(folder) = shared("photos/exif") else { return };
    for shape in ["Landscape", "Portrait"] {
        let upright = decode_for(&read(&folder.join(format!("{shape}_1.jpg"))), edge).unwrap();
        assert_eq!(upright.step, step);
        for orientation in 2..=8 {
            let picture = decode_for(&read(&folder.join(format!("{shape}_{orientation}.jpg"))), edge).unwrap();
            assert_eq!((picture.width, picture.height), (upright.width, upright.height), "{shape}_{orientation}");
            assert_eq!((picture.step, picture.rgb.len()), (step, upright.rgb.len()));
            let gaps = picture.rgb.iter().zip(&upright.rgb).map(|(a, b)| u64::from(a.abs_diff(*b)));
            // A number is painted on each, and each was compressed by itself.
            let mean = gaps.sum::<u64>() as f64 / upright.rgb.len() as f64;
            println!("{shape}_{orientation}: mean difference {mean:.2} of 255");
            assert!(mean < 8.0, "{shape}_{orientation}: {mean}");
        }
    }
}

#[test]
fn eight_orientations_are_one_picture() {
    check_orientations(u32::MAX, 1);
    check_orientations(300, 4);
}

/// A file of the given picture.
fn file(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG's beginning with the given size, and a body that ends at once.
fn png_that_claims(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = b"IHDR".to_vec();
    header.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    header.extend([8, 2, 0, 0, 0]);
    for chunk in [header, b"IDAT\x78\x9c".to_vec(), b"IEND".to_vec()] {
        bytes.extend((chunk.len() as u32 - 4).to_be_bytes());
        bytes.extend(&chunk);
        bytes.extend(crc32(&chunk).to_be_bytes());
    }
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[track_caller]
fn check_refused(bytes: &[u8], expected: &str) {
    match verdict(bytes) {
        Err((kind, reason)) => assert_eq!(kind, expected, "{reason}"),
        Ok(picture) => panic!("{} x {}", picture.width, picture.height),
    }
}

#[test]
fn what_is_no_picture_is_refused_by_its_kind() {
    check_refused(b"", "empty");
    check_refused("ただの文章。".as_bytes(), "unknown");
    check_refused(b"<!DOCTYPE html><title>404</title>", "unknown");
    check_refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported");
    check_refused(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "unsupported");
    check_refused(&png_that_claims(100_000, 100_000), "too large");
    check_refused(&png_that_claims(u32::MAX >> 1, u32::MAX >> 1), "too large");
    check_refused(&png_that_claims(9_999, 9_999), "cut");
    check_refused(&png_that_claims(0, 5), "broken");
    check_refused(&png_that_claims(5, 5), "cut");
    let grey = DynamicImage::new_luma8(40, 30);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Bmp, ImageFormat::Tiff, ImageFormat::WebP] {
        let whole =
            if format == ImageFormat::WebP { file(grey.to_rgb8().into(), format) } else { file(grey.clone(), format) };
        let picture = decode(&whole).unwrap();
        assert_eq!((picture.width, picture.height), (40, 30), "{format:?}");
        assert!(picture.rgb.iter().all(|&it| it == 0), "{format:?}");
        // However far a file got before it broke off, the answer is an answer.
        for length in 1..whole.len() {
            if let Ok(picture) = verdict(&whole[..length]) {
                assert_eq!(picture.rgb.len(), 3 * 40 * 30, "{format:?} cut to {length}");
            }
        }
        check_refused(&whole[..whole.len() / 2], "cut");
    }
}

#[test]
fn pictures_of_every_shape_give_numbers_for_the_tower() {
    let preprocessor = Preprocessor::from_json(b"{}", 224).unwrap();
    for (width, height) in [(1, 1), (20_000, 10), (10, 20_000), (1, 100_000), (224, 223), (3, 2), (10_000, 10_000)] {
        let rgb = [200, 100, 50].repeat(width as usize * height as usize);
        let picture = Picture { width, height, step: 1, orientation: 0, rgb, format: "test" };
        let values = preprocessor.pixel_values(&picture).unwrap();
        assert_eq!(values.len(), 3 * 224 * 224);
        // One colour stays that colour, whatever the filter.
        let expected = [(200.0 / 255.0 - 0.481_454_66) / 0.268_629_54, (100.0 / 255.0 - 0.457_827_5) / 0.261_302_6];
        for (channel, expected) in expected.into_iter().enumerate() {
            let plane = &values[channel * 224 * 224..(channel + 1) * 224 * 224];
            let gap = plane.iter().map(|it| (it - expected).abs()).fold(0.0, f32::max);
            assert!(gap < 1e-5, "{width} x {height}, channel {channel}: {gap}");
        }
    }
}

#[test]
fn a_crop_larger_than_the_picture_is_filled_with_black() {
    let json = br#"{"do_resize": false, "crop_size": 8, "do_normalize": false}"#;
    let preprocessor = Preprocessor::from_json(json, 8).unwrap();
    let picture = Picture { width: 3, height: 10, step: 1, orientation: 0, rgb: vec![255; 90], format: "test" };
    let values = preprocessor.pixel_values(&picture).unwrap();
    for row in values.chunks_exact(8) {
        // torchvision puts the odd column behind: (8 - 3) / 2 before, the rest after.
        assert_eq!(row, [0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
    }
}

#[test]
fn a_preprocessor_that_does_not_fit_is_refused_by_its_key() {
    let check = |json: &str, expected: &str| match Preprocessor::from_json(json.as_bytes(), 224) {
        Err(Error::ModelConfig { key, .. }) => assert_eq!(key, expected, "{json}"),
        Err(Error::ModelFile { file, .. }) => assert_eq!(file, expected, "{json}"),
        other => panic!("{json}: {other:?}"),
    };
    check(r#"{"crop_size": 336}"#, "crop_size");
    check(r#"{"do_center_crop": false}"#, "size");
    check(r#"{"do_center_crop": false, "do_resize": false}"#, "do_resize");
    check(r#"{"size": {"longest_edge": 224}}"#, "size");
    check(r#"{"size": {"shortest_edge": 0}}"#, "size");
    check(r#"{"resample": 6}"#, "resample");
    check(r#"{"image_std": [0, 1, 1]}"#, "image_std");
    check(r#"{"image_processor_type": "SiglipImageProcessor"}"#, "image_processor_type");
    check("not json", "preprocessor_config.json");
    let newer = br#"{"image_processor": {"size": {"height": 336, "width": 336}, "do_center_crop": false}}"#;
    assert!(Preprocessor::from_json(newer, 336).is_ok());
}

#[test]
fn sixteen_bits_keep_the_upper_byte() {
    let grey = image::ImageBuffer::from_fn(2, 1, |x, _| image::Luma([[0x12ff_u16, 0xff00][x as usize]]));
    assert_eq!(decode(&file(grey.into(), ImageFormat::Png)).unwrap().rgb, [0x12, 0x12, 0x12, 255, 255, 255]);
}

#[test]
fn what_is_transparent_is_white() {
    let color = image::ImageBuffer::from_pixel(1, 1, image::Rgba([0x0aff_u16, 0x0b00, 0x0cff, 0]));
    assert_eq!(decode(&file(color.into(), ImageFormat::Png)).unwrap().rgb, [255; 3]);
    let clear = image::ImageBuffer::from_pixel(1, 1, image::Rgba([9_u8, 8, 7, 0]));
    assert_eq!(decode(&file(clear.into(), ImageFormat::Png)).unwrap().rgb, [255; 3]);
    let half = image::ImageBuffer::from_pixel(1, 1, image::Rgba([0_u8, 100, 200, 128]));
    assert_eq!(decode(&file(half.into(), ImageFormat::Png)).unwrap().rgb, [127, 177, 227]);
    let grey = image::ImageBuffer::from_pixel(1, 1, image::LumaA([0_u8, 0]));
    assert_eq!(decode(&file(grey.into(), ImageFormat::Png)).unwrap().rgb, [255; 3]);
}

#[test]
fn pixels_from_the_browser_are_taken_if_they_fit() {
    let picture = Picture::from_rgba(2, 1, 1, &[1, 2, 3, 0, 4, 5, 6, 255]).unwrap();
    assert_eq!(picture.rgb, [255, 255, 255, 4, 5, 6]);
    assert!(matches!(Picture::from_rgba(2, 1, 1, &[0; 7]), Err(Error::Ragged { values: 7, dims: 8 })));
    assert!(matches!(Picture::from_rgba(0, 1, 1, &[]), Err(Error::Ragged { .. })));
    // Every other pixel of a picture that is larger.
    let picture = Picture::from_rgba(4, 2, 2, &[9; 8]).unwrap();
    assert_eq!((picture.width, picture.height, picture.step, picture.rgb.len()), (4, 2, 2, 6));
    assert!(matches!(Picture::from_rgba(4, 2, 0, &[9; 8]), Err(Error::Ragged { .. })));
}

#[test]
fn a_thumbnail_is_the_middle_square() {
    // Red at both ends, green in the middle square.
    let rgb = (0..90 * 30).flat_map(|it| if (30..60).contains(&(it % 90)) { [0, 200, 0] } else { [200, 0, 0] });
    let picture = Picture { width: 90, height: 30, step: 1, orientation: 0, rgb: rgb.collect(), format: "test" };
    let small = decode(&picture.thumbnail(48).unwrap()).unwrap();
    assert_eq!((small.width, small.height, small.format), (48, 48, "JPEG"));
    assert!(small.rgb.chunks_exact(3).all(|it| it[0] < 60 && it[1] > 140), "{:?}", &small.rgb[..6]);
    let dot = Picture { width: 1, height: 1, step: 1, orientation: 0, rgb: vec![1, 2, 3], format: "test" };
    assert_eq!(decode(&dot.thumbnail(16).unwrap()).unwrap().width, 16);
    assert!(matches!(picture.thumbnail(0), Err(Error::Parameter { parameter: "side", .. })));
}
