//! The tape: what was drawn on a canvas, mark by mark, to be written down as an SVG file.

use super::colour::Rgb;
use super::outline::Point;
use super::png::png;
use crate::error::Result;

/// One thing that was drawn.
pub(super) enum Mark {
    /// A filled polygon.
    Fill { outline: Vec<Point>, colour: Rgb, opacity: f32 },
    /// A line, closed or open, of a width in pixels.
    Line { points: Vec<Point>, is_closed: bool, width: f32, colour: Rgb, opacity: f32 },
    /// Pixels from a corner on, `width` in a row, seen inside an outline; without one, all of them.
    Pixels { outline: Vec<Point>, corner: (usize, usize), width: usize, colours: Vec<Rgb>, opacity: f32 },
}

/// A whole drawing, and how strongly it covers what is under it.
pub(super) struct Layer {
    pub(super) marks: Vec<Mark>,
    pub(super) strength: f32,
}

impl Mark {
    /// Gives it new colours, made of its place and its old ones. A path has one colour, so its middle decides.
    pub(super) fn repaint(&mut self, colour_at: &impl Fn(f32, f32, Rgb) -> Rgb) {
        match self {
            Self::Fill { outline: points, colour, .. } | Self::Line { points, colour, .. } => {
                let n = points.len().max(1) as f32;
                let (x, y) = points.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.0 / n, sum.1 + it.1 / n));
                *colour = colour_at(x, y, *colour);
            }
            Self::Pixels { corner, width, colours, .. } => {
                for (at, colour) in colours.iter_mut().enumerate() {
                    let (x, y) = (corner.0 + at % *width, corner.1 + at / *width);
                    *colour = colour_at(x as f32 + 0.5, y as f32 + 0.5, *colour);
                }
            }
        }
    }
}

/// The file: `size` pixels wide and high, one layer over the other. It names nothing outside itself.
pub(super) fn svg(layers: &[Layer], size: u32) -> Result<String> {
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 {size} {size}\">\n"
    );
    let mut n_clips = 0;
    for layer in layers {
        text.push_str(&format!("<g opacity=\"{:.3}\">\n", layer.strength));
        for mark in &layer.marks {
            write(&mut text, mark, &mut n_clips)?;
        }
        text.push_str("</g>\n");
    }
    text.push_str("</svg>\n");
    Ok(text)
}

fn write(text: &mut String, mark: &Mark, n_clips: &mut u32) -> Result<()> {
    match mark {
        Mark::Fill { outline, colour, opacity } => {
            let (path, colour) = (path(outline, true), hex(*colour));
            text.push_str(&format!("<path d=\"{path}\" fill=\"{colour}\" fill-opacity=\"{opacity:.3}\"/>\n"));
        }
        Mark::Line { points, is_closed, width, colour, opacity } => {
            let (path, colour) = (path(points, *is_closed), hex(*colour));
            text.push_str(&format!(
                "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:.2}\" \
                 stroke-opacity=\"{opacity:.3}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n"
            ));
        }
        Mark::Pixels { outline, corner: (left, top), width, colours, opacity } => {
            let height = colours.len().checked_div(*width).unwrap_or(0);
            if height == 0 {
                return Ok(());
            }
            let rgba = colours.iter().flat_map(|it| {
                let [r, g, b] = it.to_bytes();
                [r, g, b, 255]
            });
            let data = base64(&png(rgba.collect(), *width as u32, height as u32)?);
            let mut clip = String::new();
            if !outline.is_empty() {
                let path = path(outline, true);
                text.push_str(&format!("<clipPath id=\"c{n_clips}\"><path d=\"{path}\"/></clipPath>\n"));
                clip = format!(" clip-path=\"url(#c{n_clips})\"");
                *n_clips += 1;
            }
            text.push_str(&format!(
                "<image x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" opacity=\"{opacity:.3}\"{clip} \
                 href=\"data:image/png;base64,{data}\"/>\n"
            ));
        }
    }
    Ok(())
}

fn path(points: &[Point], is_closed: bool) -> String {
    let mut path = String::with_capacity(points.len() * 12);
    for (at, (x, y)) in points.iter().enumerate() {
        path.push(if at == 0 { 'M' } else { 'L' });
        path.push_str(&format!("{x:.2} {y:.2}"));
    }
    if is_closed {
        path.push('Z');
    }
    path
}

fn hex(colour: Rgb) -> String {
    let [r, g, b] = colour.to_bytes();
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for index in 0..4 {
            let is_there = index <= chunk.len();
            let letter = LETTERS[(bits >> (18 - 6 * index) & 63) as usize];
            text.push(if is_there { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        // https://www.rfc-editor.org/rfc/rfc4648#section-10
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, encoded) in vectors {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }
}
