#!/bin/sh
# zune-jpeg 0.5.15 (2026-11-29): a baseline JPEG with 4:2:0 sampling and one component a scan (Y, then Cb, then Cr), which
# ITU-T T.81 allows and libjpeg's "-scans" writes, is decoded without an error into wrong colours. jpeg-decoder 0.3.2 makes
# of the same 792 bytes what Chromium and Pillow show. With all components in one scan the two agree.
# Seen: "one component a scan: mean difference 127" (of 255). Fails if the two come within 10 of one another.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'EOF'
[package]
name = "finding"
version = "0.0.0"
edition = "2021"
[dependencies]
zune-jpeg = "=0.5.15"
jpeg-decoder = { version = "=0.3.2", default-features = false }
EOF
base64 -d > picture.jpg <<'EOF'
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQGBQUGCA0ICAcHCBALDAkNExEUFBMREhIVGB4aFRYdFxISGiQbHR8gIiIiFBklKCUhKB4hIi
H/wAARCAAwAEADASIAAhEAAxEA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1Fh
ByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5
iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AKssPtVWWH2qrLD7VVlh9qqyw+1V
ZYfaqssPtVWWH2r1eWH2qrLD7Vms4b+H9aiZA1RNbhv4v0qtc2wQDBzn2qjLD7VWlh9q9Wlh9qqyw+1c1RRTJU3j6VVlh9qqyw+1eryw+1VZYfauJooqW3
TeG9sUksPtVSWH2r1eWH2qrLD7VzLeGiv/AC+f+Q//AK9RNoBX/l6/8c/+vUTaKV/5eM/8A/8Ar0sNiYA2X3Zx2xTJYfaqssPtXq8sPtVWWH2qrLD7VUlh
9qrSw+1VZYfaqksPtVWWH2r/2gAIAQIAAD8AxLNulXrbVLJMbp8f8BP+FbGl6tYXFwlvFPukbou1hnAz6V09meleXWZ6VmVqeFf+Q/bf8C/9BNemWZ6V5b
ZnpWhbWFm+N0Of+BH/ABrY0zTbGCdJ4oNsi9DuJxxj1rprM9K//9oACAEDAAA/APe9TuOvNYV9a30udkOf+BD/ABrmtc0/Ura1kuprfbCmNzb1OMnHr71w
+p3HXmvYtTuOvNatYXj9tnhK+b02f+hrXh2p3HXmvYtTuOvNZN94n1aLOy7x/wBs1/wrmfEHirWLyyls7m83wSY3L5aDODkcgZ6gVwOp3HXmv//Z
EOF
cat > src/main.rs <<'EOF'
fn main() {
    let bytes = include_bytes!("../picture.jpg");
    let one = zune_jpeg::JpegDecoder::new(std::io::Cursor::new(&bytes[..])).decode().expect("zune-jpeg decodes it");
    let other = jpeg_decoder::Decoder::new(&bytes[..]).decode().expect("jpeg-decoder decodes it");
    assert_eq!(one.len(), other.len());
    let sum: u64 = one.iter().zip(&other).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    let mean = sum / one.len() as u64;
    println!("one component a scan: mean difference {mean}");
    assert!(mean > 10, "they agree now");
}
EOF
cargo run --quiet
