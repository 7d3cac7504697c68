//! Where the drawing lies in the photograph: a quadrilateral, and the way back from it.

use crate::creatures::outline::Point;
use crate::rng::Rng;

/// The drawing as it is seen.
pub(super) struct View {
    /// Its corners, from the upper left one clockwise, in pixels.
    pub(super) corners: [Point; 4],
    /// Whether its edges are to be seen.
    pub(super) framed: bool,
    /// From the photograph to the drawing, as a matrix that acts on (x, y, 1).
    back: [[f32; 3]; 3],
}

impl View {
    /// A view from somewhere before the drawing.
    pub(super) fn random(rng: &mut Rng, size: u32) -> Self {
        let side = size as f32;
        let framed = rng.below(10) < 7;
        let (scale, slack) = if framed { (rng.between(0.72, 0.96), 0.055) } else { (rng.between(1.02, 1.16), 0.03) };
        let turn = if rng.below(4) == 0 { rng.between(-0.45, 0.45) } else { rng.between(-0.12, 0.12) };
        let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
        let room = 0.5 * (1.0 - scale).abs() + 0.01;
        let middle = (0.5 + rng.between(-room, room), 0.5 + rng.between(-room, room));
        let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(x, y)| {
            let (x, y) = (scale * x + rng.between(-slack, slack), scale * y + rng.between(-slack, slack));
            (side * (middle.0 + x * cos - y * sin), side * (middle.1 + x * sin + y * cos))
        });
        Self { corners, framed, back: inverse(from_square(corners, side)) }
    }

    /// The place on the drawing that is seen at (`x`, `y`).
    pub(super) fn source(&self, x: f32, y: f32) -> Point {
        let [u, v, w] = self.back.map(|row| row[0] * x + row[1] * y + row[2]);
        let w = if w.abs() < 1e-6 { 1e-6 } else { w };
        (u / w, v / w)
    }

    /// The corners of a frame around the drawing, by a share of its own size.
    pub(super) fn around(&self, share: f32) -> [Point; 4] {
        let middle = self.corners.iter().fold((0.0, 0.0), |sum, it| (sum.0 + 0.25 * it.0, sum.1 + 0.25 * it.1));
        let grow = |from: f32, to: f32| from + (1.0 + share) * (to - from);
        self.corners.map(|(x, y)| (grow(middle.0, x), grow(middle.1, y)))
    }
}

/// The projection of a square of `side` pixels onto four corners (Heckbert 1989, section 2.2.3).
fn from_square([p, q, r, s]: [Point; 4], side: f32) -> [[f32; 3]; 3] {
    let (dx1, dx2, sx) = (q.0 - r.0, s.0 - r.0, p.0 - q.0 + r.0 - s.0);
    let (dy1, dy2, sy) = (q.1 - r.1, s.1 - r.1, p.1 - q.1 + r.1 - s.1);
    let area = dx1 * dy2 - dx2 * dy1;
    let (g, h) = ((sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area);
    [
        [(q.0 - p.0 + g * q.0) / side, (s.0 - p.0 + h * s.0) / side, p.0],
        [(q.1 - p.1 + g * q.1) / side, (s.1 - p.1 + h * s.1) / side, p.1],
        [g / side, h / side, 1.0],
    ]
}

/// The inverse but for a factor, which a projection does not feel.
fn inverse([[a, b, c], [d, e, f], [g, h, i]]: [[f32; 3]; 3]) -> [[f32; 3]; 3] {
    [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_lead_back_to_the_corners() {
        for seed in 0..50 {
            let view = View::random(&mut Rng::new(seed), 192);
            let back = view.corners.map(|(x, y)| view.source(x, y));
            for ((x, y), (u, v)) in back.into_iter().zip([(0.0, 0.0), (192.0, 0.0), (192.0, 192.0), (0.0, 192.0)]) {
                assert!((x - u).abs() < 0.1 && (y - v).abs() < 0.1, "{x} {y} for {u} {v}");
            }
        }
    }
}
