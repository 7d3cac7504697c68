//! Numbers as text: fixed decimals, so that columns of them line up.

use js_sys::Number;

/// `x` with `decimals` digits after the point; a dash if it is not finite.
///
/// The browser writes it, for Rust's own float printing weighs 20 kB here.
pub(crate) fn number(x: f32, decimals: u8) -> String {
    if !x.is_finite() {
        return "–".to_owned();
    }
    let text = Number::from(f64::from(x)).to_fixed(decimals);
    text.map_or_else(|_| "–".to_owned(), String::from)
}

/// A share of one as CSS writes it, `12.3%`; not beyond either end.
pub(crate) fn percent(share: f32) -> String {
    number(share.clamp(0.0, 1.0) * 100.0, 1) + "%"
}

/// Bytes as `12.3 MB`; kilobytes below one megabyte, gigabytes from one thousand.
#[expect(clippy::cast_precision_loss, reason = "sizes are shown with one decimal")]
pub(crate) fn bytes(count: u64) -> String {
    let count = count as f32;
    let (value, decimals, unit) = match count {
        it if it < 1e6 => (it / 1e3, 0, " kB"),
        it if it < 1e9 => (it / 1e6, 1, " MB"),
        it => (it / 1e9, 2, " GB"),
    };
    number(value, decimals) + unit
}
