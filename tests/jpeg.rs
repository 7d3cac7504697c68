//! JPEGs of all kinds, whole and not: their colours, and that what is missing never becomes a picture.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

use std::path::Path;

use ikesu::error::{Error, flatten};
use ikesu::picture::{Picture, decode, decode_for};

/// A JPEG as another program might write it: of each colour how many blocks lie side by side and one below the other,
/// and which colours each scan brings.
#[derive(Clone, Copy)]
struct Writer<'a> {
    samplings: &'a [(usize, usize)],
    scans: &'a [&'a [usize]],
    restart_interval: usize,
}

const WIDTH: usize = 200;
const HEIGHT: usize = 120;

/// Four fields of one colour each, whose borders are nobody's middle.
fn painted(x: usize, y: usize) -> [f32; 3] {
    match (x < 96, y < 64) {
        (true, true) => [210.0, 40.0, 60.0],
        (false, true) => [30.0, 160.0, 70.0],
        (true, false) => [40.0, 60.0, 200.0],
        (false, false) => [230.0, 200.0, 90.0],
    }
}

impl Writer<'_> {
    /// Blocks of one colour each: no frequencies, so that any way of making small blocks large is right.
    fn file(&self) -> Vec<u8> {
        let mut file = vec![0xff, 0xd8];
        let mut segment = |marker: u8, body: &[u8]| {
            file.extend([0xff, marker]);
            file.extend((body.len() as u16 + 2).to_be_bytes());
            file.extend(body);
        };
        segment(0xdb, &[&[0][..], &[1; 64]].concat());
        let mut frame = vec![8];
        frame.extend((HEIGHT as u16).to_be_bytes());
        frame.extend((WIDTH as u16).to_be_bytes());
        frame.push(self.samplings.len() as u8);
        for (at, (across, down)) in self.samplings.iter().enumerate() {
            frame.extend([at as u8 + 1, (across << 4 | down) as u8, 0]);
        }
        segment(0xc0, &frame);
        // Sixteen codes of five bits but the one of ones alone, each the size of the difference that follows.
        let mut sizes = vec![0; 17];
        sizes[5] = 12;
        segment(0xc4, &[sizes, (0..12).collect()].concat());
        // One code: nothing more in this block.
        let mut none = vec![0; 17];
        (none[0], none[1]) = (0x10, 1);
        segment(0xc4, &[none, vec![0]].concat());
        if self.restart_interval > 0 {
            segment(0xdd, &(self.restart_interval as u16).to_be_bytes());
        }
        for scan in self.scans {
            let mut header = vec![scan.len() as u8];
            header.extend(scan.iter().flat_map(|it| [*it as u8 + 1, 0]));
            header.extend([0, 63, 0]);
            file.extend([0xff, 0xda]);
            file.extend((header.len() as u16 + 2).to_be_bytes());
            file.extend(header);
            file.extend(self.scan(scan));
        }
        file.extend([0xff, 0xd9]);
        file
    }

    fn scan(&self, colours: &[usize]) -> Vec<u8> {
        let most = |of: fn(&(usize, usize)) -> usize| self.samplings.iter().map(of).max().unwrap();
        let (across, down) = (most(|it| it.0), most(|it| it.1));
        let (columns, rows) = match colours {
            [one] => {
                let (own_across, own_down) = self.samplings[*one];
                let blocks = |side: usize, own: usize, most: usize| (side * own).div_ceil(most).div_ceil(8);
                (blocks(WIDTH, own_across, across), blocks(HEIGHT, own_down, down))
            }
            _ => (WIDTH.div_ceil(8 * across), HEIGHT.div_ceil(8 * down)),
        };
        let (mut bytes, mut bits, mut before) = (Vec::new(), Vec::new(), [0_i32; 4]);
        for unit in 0..columns * rows {
            if self.restart_interval > 0 && unit > 0 && unit % self.restart_interval == 0 {
                bytes.extend(packed(&mut bits));
                bytes.extend([0xff, 0xd0 + ((unit / self.restart_interval - 1) % 8) as u8]);
                before = [0; 4];
            }
            for &colour in colours {
                let (own_across, own_down) = self.samplings[colour];
                let (wide, high) = if colours.len() == 1 { (1, 1) } else { (own_across, own_down) };
                for block in 0..wide * high {
                    let column = unit % columns * wide + block % wide;
                    let row = unit / columns * high + block / wide;
                    // The middle of the block, in pixels.
                    let x = (8 * column + 4) * across / own_across;
                    let y = (8 * row + 4) * down / own_down;
                    let mean = ycbcr(painted(x.min(WIDTH - 1), y.min(HEIGHT - 1)))[colour];
                    let number = (8.0 * (mean - 128.0)).round() as i32;
                    write(&mut bits, number - before[colour]);
                    before[colour] = number;
                }
            }
        }
        bytes.extend(packed(&mut bits));
        bytes
    }
}

fn ycbcr([r, g, b]: [f32; 3]) -> [f32; 3] {
    let y = 0.299 * r + 0.587 * g + 0.114 * b;
    [y, 128.0 + (b - y) / 1.772, 128.0 + (r - y) / 1.402]
}

/// The code of the difference's size, the difference, and the code for nothing more.
fn write(bits: &mut Vec<bool>, difference: i32) {
    let size = 32 - difference.unsigned_abs().leading_zeros();
    let number = if difference < 0 { difference - 1 + (1 << size) } else { difference };
    let mut push = |number: u32, count: u32| (0..count).rev().for_each(|at| bits.push(number >> at & 1 == 1));
    push(size, 5);
    push(number as u32, size);
    push(0, 1);
}

/// Whole bytes, filled up with ones; after one of ones alone comes an empty one.
fn packed(bits: &mut Vec<bool>) -> Vec<u8> {
    let bytes = bits.chunks(8).map(|it| (0..8).fold(0, |sum, at| sum << 1 | u8::from(*it.get(at).unwrap_or(&true))));
    let bytes = bytes.flat_map(|it| if it == 0xff { vec![0xff, 0] } else { vec![it] }).collect();
    bits.clear();
    bytes
}

const ALL: &[&[usize]] = &[&[0, 1, 2]];
const EACH: &[&[usize]] = &[&[0], &[1], &[2]];
const BACKWARDS: &[&[usize]] = &[&[2], &[1], &[0]];
const PAIR: &[&[usize]] = &[&[0], &[1, 2]];
const SAMPLINGS: [[(usize, usize); 3]; 9] = [
    [(1, 1), (1, 1), (1, 1)],
    [(2, 1), (1, 1), (1, 1)],
    [(1, 2), (1, 1), (1, 1)],
    [(2, 2), (1, 1), (1, 1)],
    [(4, 1), (1, 1), (1, 1)],
    [(3, 1), (1, 1), (1, 1)],
    [(2, 2), (2, 1), (2, 1)],
    [(1, 1), (2, 2), (2, 2)],
    [(1, 1), (2, 1), (1, 1)],
];

/// The colours in the middle of the four fields.
#[track_caller]
fn check_colours(picture: &Picture, what: &str) {
    assert_eq!((picture.width as usize, picture.height as usize), (WIDTH, HEIGHT), "{what}");
    let step = picture.step as usize;
    for (x, y) in [(40, 24), (150, 24), (40, 90), (150, 90)] {
        let at = 3 * (y / step * (WIDTH / step) + x / step);
        let gap = picture.rgb[at..at + 3].iter().zip(painted(x, y)).map(|(a, b)| (f32::from(*a) - b).abs());
        let gap = gap.fold(0.0, f32::max);
        assert!(gap <= 3.0, "{what}: off by {gap} at {x}, {y}");
    }
}

#[test]
fn scans_420_y_cb_cr_and_all_other_samplings_and_orders_have_their_colours() {
    for samplings in &SAMPLINGS {
        for scans in [ALL, EACH, BACKWARDS, PAIR] {
            for restart_interval in [0, 1, 3] {
                let what = format!("{samplings:?} {scans:?} {restart_interval}");
                let file = Writer { samplings, scans, restart_interval }.file();
                for edge in [u32::MAX, 15] {
                    let picture = decode_for(&file, edge);
                    check_colours(&picture.unwrap_or_else(|err| panic!("{what}: {}", flatten(&err))), &what);
                }
            }
        }
    }
}

#[track_caller]
fn check_cut(bytes: &[u8], what: &str) {
    match decode(bytes) {
        Err(Error::ImageCut { format: "JPEG", .. }) => {}
        Err(other) => panic!("{what}: {}", flatten(&other)),
        Ok(picture) => panic!("{what}: {} x {}", picture.width, picture.height),
    }
}

/// Where the data of the last scan begin.
fn data(file: &[u8]) -> usize {
    let at = file.windows(2).rposition(|it| it == [0xff, 0xda]).unwrap();
    at + 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]))
}

#[test]
fn what_breaks_off_is_never_taken_for_whole() {
    for (scans, restart_interval) in [(ALL, 0), (ALL, 7), (EACH, 0), (BACKWARDS, 5)] {
        let file = Writer { samplings: &SAMPLINGS[3], scans, restart_interval }.file();
        let (from, to) = (data(&file), file.len() - 2);
        check_colours(&decode(&file).unwrap(), "the whole");
        // All is there without its end, and with whatever lies behind it.
        for behind in [&b""[..], b"\xff\xd9", &[0; 500], &[0xff; 9], b"\xff\xd8 a second one"] {
            check_colours(&decode(&[&file[..to], behind].concat()).unwrap(), "without an end, and more behind it");
            check_colours(&decode(&[&file[..], behind].concat()).unwrap(), "more behind it");
        }
        for length in from..to - 1 {
            let what = format!("{scans:?} cut at {length} of {from} to {to}");
            check_cut(&file[..length], &what);
            check_cut(&[&file[..length], b"\xff\xd9"].concat(), &what);
            check_cut(&[&file[..length], &file].concat(), &what);
        }
    }
}

#[test]
fn holes_are_found() {
    let file = Writer { samplings: &SAMPLINGS[0], scans: ALL, restart_interval: 0 }.file();
    let (from, to) = (data(&file), file.len() - 2);
    let middle = (from + to) / 2;
    // A piece is gone; another file's beginning stands there; a card's empty block.
    check_cut(&[&file[..middle], &file[middle + 40..]].concat(), "a piece is gone");
    check_cut(&[&file[..middle], b"\xff\xe1\xff\xff", &file[middle + 40..]].concat(), "a marker");
    check_cut(&[&file[..middle], &file[middle - 200..]].concat(), "a piece twice");
}

fn case(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pictures").join(name)).unwrap()
}

#[test]
fn card_hole_plain_and_first_cut_second_whole() {
    check_cut(&case("card_hole_plain.jpg"), "card_hole_plain");
    check_cut(&case("first_cut_second_whole.jpg"), "first_cut_second_whole");
}

#[test]
fn no_eoi() {
    let (without, whole) = (decode(&case("no_eoi.jpg")).unwrap(), decode(&case("interleaved_420.jpg")).unwrap());
    assert_eq!(without.rgb, whole.rgb);
}

#[test]
fn scans_422_444_and_samp_3x1_are_the_same_picture() {
    let whole = decode(&case("interleaved_420.jpg")).unwrap();
    for name in ["scans_420_y_cb_cr.jpg", "scans_422_y_cb_cr.jpg", "scans_444_y_cb_cr.jpg", "samp_3x1.jpg"] {
        let other = decode(&case(name)).unwrap();
        let gaps = other.rgb.iter().zip(&whole.rgb).map(|(a, b)| f64::from(a.abs_diff(*b)));
        let mean = gaps.sum::<f64>() / whole.rgb.len() as f64;
        println!("{name}: mean difference {mean:.2} of 255");
        assert!(mean < 6.0, "{name}: {mean}");
    }
}

#[test]
fn mjpeg_no_dht_is_left_to_the_browser() {
    let err = decode(&case("mjpeg_no_dht.jpg")).unwrap_err();
    assert!(matches!(err, Error::ImageBroken { format: "JPEG", .. }), "{}", flatten(&err));
}

#[test]
fn exif6_then_exif1_is_turned_by_the_first() {
    let picture = decode(&case("exif6_then_exif1.jpg")).unwrap();
    assert_eq!((picture.width, picture.height, picture.orientation), (250, 190, 6));
    let bytes = case("exif6_then_exif1.jpg");
    // The two the other way round.
    let at = |from: usize| from + bytes[from..].windows(6).position(|it| it == b"Exif\0\0").unwrap() - 4;
    let first = at(0);
    let second = at(first + 6);
    let length = second - first;
    let reverse = [&bytes[..first], &bytes[second..second + length], &bytes[first..second], &bytes[second + length..]];
    let picture = decode(&reverse.concat()).unwrap();
    assert_eq!((picture.width, picture.height, picture.orientation), (190, 250, 1));
}

/// A header alone, with the given kind of frame and bits a number.
#[track_caller]
fn check_kind(marker: u8, bits: u8, expected: &str) {
    let file = [&[0xff, 0xd8, 0xff, marker, 0, 11, bits, 0, 9, 0, 9, 1, 1, 0x11, 0][..], &[0xff, 0xda]].concat();
    match decode(&file) {
        Err(Error::ImageUnsupported { format }) => assert_eq!(format, expected),
        other => panic!("{expected}: {other:?}"),
    }
}

#[test]
fn rare_kinds_are_told_from_damaged_ones() {
    check_kind(0xc1, 12, "JPEG (12 bits)");
    check_kind(0xc3, 8, "JPEG (lossless)");
    check_kind(0xc9, 8, "JPEG (arithmetic coding)");
    check_kind(0xc5, 8, "JPEG (hierarchical)");
    check_cut(&[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0], "a header alone");
}

#[test]
fn zeros_before_restart_markers_are_padding() {
    let writer = Writer { samplings: &[(1, 1)], scans: &[&[0]], restart_interval: 1 };
    let file = writer.file();
    let mut padded = Vec::new();
    for (at, byte) in file.iter().enumerate() {
        if *byte == 0xff && matches!(file.get(at + 1), Some(0xd0..=0xd7)) && at > data(&file) {
            padded.push(0);
        }
        padded.push(*byte);
    }
    assert!(padded.len() > file.len() + 300);
    assert_eq!(decode(&padded).unwrap(), decode(&file).unwrap());
}

/// A picture without a memory of its own: dark to the left, light to the right.
struct Wide(u32, u32);

impl image::GenericImageView for Wide {
    type Pixel = image::Luma<u8>;

    fn dimensions(&self) -> (u32, u32) {
        (self.0, self.1)
    }

    fn get_pixel(&self, x: u32, _y: u32) -> Self::Pixel {
        image::Luma([(x * 256 / self.0) as u8])
    }
}

#[test]
fn a_photo_of_108_megapixels_is_decoded_smaller() {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&Wide(12_000, 9_000)).unwrap();
    let picture = ikesu::picture::decode_for(&bytes, 672).unwrap();
    assert_eq!((picture.width, picture.height, picture.step), (12_000, 9_000, 8));
    let row = &picture.rgb[..3 * 1_500];
    assert!(row.chunks_exact(3).enumerate().all(|(x, it)| it[0].abs_diff((x * 256 / 1_500) as u8) < 4));
    assert!(matches!(decode(&bytes), Err(Error::ImageTooLarge { width: 12_000, height: 9_000, limit: 100 })));
}
