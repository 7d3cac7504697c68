//! An open hand that holds the creatures; the thumb may lie before them.

use crate::creatures::canvas::Canvas;
use crate::creatures::colour::{Rgb, SKIN, noise, step};
use crate::creatures::outline::{Point, ellipse, smooth, smooth_line, tapered};
use crate::rng::Rng;

/// One hand as it is held out.
pub(super) struct Hand {
    skin: Rgb,
    sleeve: Rgb,
    /// Whose thumb lies on the left: 1 or -1.
    thumb: f32,
    /// Whether it lies before the creatures.
    grips: bool,
    turn: f32,
    size: f32,
    at: Point,
}

impl Hand {
    /// Draws a hand.
    pub(super) fn random(rng: &mut Rng) -> Self {
        Self {
            skin: Rgb::hex(SKIN[rng.below(SKIN.len())]),
            sleeve: Rgb::hex([0x2C4C80, 0x3C3C44, 0xA83838, 0xD8D4C8, 0x5C7C4C, 0xE0A030][rng.below(6)]),
            thumb: if rng.below(2) == 0 { 1.0 } else { -1.0 },
            grips: rng.below(2) == 0,
            turn: [0.0, 0.0, 1.2, -1.2][rng.below(4)] + rng.between(-0.4, 0.4),
            size: rng.between(0.92, 1.1),
            at: (rng.between(-0.04, 0.04), rng.between(-0.03, 0.05)),
        }
    }

    /// Paints the blurred surroundings, the sleeve, and the hand from its inner side.
    pub(super) fn paint(&self, canvas: &mut Canvas, rng: &mut Rng) {
        let (side, seed) = (canvas.side(), rng.next_u32());
        let far = [0x7C8C94, 0x5C7450, 0xA49484, 0x48586C, 0xB8BCB4, 0x6C5C50][rng.below(6)];
        let (far, near) = (Rgb::hex(far), Rgb::hex(far).scale(rng.between(0.55, 1.35)));
        canvas.repaint(|px, py, _| {
            let (x, y) = (px / side, py / side);
            let blur = 0.7 * noise(x * 2.2, y * 2.2, seed) + 0.3 * noise(x * 5.0, y * 5.0, seed ^ 1);
            far.mix(near, step(0.3, 0.7, blur))
        });
        let arm = [(-0.19, 0.3), (0.19, 0.3), (0.22, 1.3), (-0.22, 1.3)];
        self.part(canvas, &arm, self.skin.scale(0.94));
        self.part(canvas, &[(-0.27, 0.58), (0.27, 0.58), (0.3, 1.4), (-0.3, 1.4)], self.sleeve);
        self.part(canvas, &[(-0.275, 0.56), (0.275, 0.56), (0.275, 0.63), (-0.275, 0.63)], self.sleeve.scale(0.75));
        // From the little finger to the forefinger, a little apart.
        for (root, lean, long) in [(0.26, 0.16, 0.31), (0.1, 0.06, 0.4), (-0.07, -0.03, 0.43), (-0.23, -0.13, 0.38)] {
            self.finger(canvas, (root, -0.12), (root + lean, -0.16 - long), 0.165);
        }
        if !self.grips {
            self.finger(canvas, (-0.26, 0.28), (-0.55, -0.08), 0.18);
        }
        let palm = smooth(&[
            (-0.32, -0.12),
            (-0.1, -0.2),
            (0.14, -0.19),
            (0.33, -0.08),
            (0.34, 0.12),
            (0.24, 0.36),
            (0.0, 0.44),
            (-0.22, 0.4),
            (-0.36, 0.16),
        ]);
        let placed = self.place(&palm, side);
        canvas.fill(&placed, self.skin, 1.0);
        canvas.fill(&self.place(&ellipse((-0.2, 0.2), 0.13, 0.18), side), self.skin.mix(Rgb::hex(0xFFFFFF), 0.25), 0.5);
        let crease = self.skin.scale(0.72);
        for line in [
            [(-0.3, -0.02), (-0.12, 0.06), (-0.06, 0.38)],
            [(-0.28, -0.05), (0.0, 0.02), (0.2, 0.12)],
            [(0.32, -0.02), (0.12, -0.05), (-0.1, -0.16)],
        ] {
            canvas.line(&self.place(&smooth_line(&line), side), 0.008 * side, crease, 0.7);
        }
    }

    /// Paints the thumb, if it grips.
    pub(super) fn cover(&self, canvas: &mut Canvas) {
        if self.grips {
            let (root, tip) = ((-0.4, 0.34), (-0.2, 0.0));
            self.finger(canvas, root, tip, 0.17);
            let nail = ellipse((tip.0 - 0.02, tip.1 + 0.03), 0.036, 0.048);
            canvas.fill(&self.place(&nail, canvas.side()), self.skin.mix(Rgb::hex(0xFFF0EC), 0.55), 1.0);
        }
    }

    fn finger(&self, canvas: &mut Canvas, root: Point, tip: Point, width: f32) {
        let bow = (0.5 * (root.0 + tip.0) * 1.04, 0.5 * (root.1 + tip.1));
        let line = smooth_line(&[root, bow, tip]);
        // Round at its tip, narrowest at its joints.
        let outline = tapered(&line, |t| {
            let end = ((1.0 - t) * 5.0).min(1.0);
            width * (1.0 - 0.2 * t) * libm::sqrtf((end * (2.0 - end)).max(0.05))
        });
        self.part(canvas, &outline, self.skin);
        let crease = self.skin.scale(0.75);
        for joint in [0.36, 0.66] {
            let at = (root.0 + joint * (tip.0 - root.0), root.1 + joint * (tip.1 - root.1));
            let across = (0.27 * width, 0.08 * width);
            let mark = [(at.0 - across.0, at.1 - across.1), (at.0 + across.0, at.1 + across.1)];
            canvas.line(&self.place(&mark, canvas.side()), 0.007 * canvas.side(), crease, 0.55);
        }
    }

    fn part(&self, canvas: &mut Canvas, outline: &[Point], colour: Rgb) {
        let placed = self.place(outline, canvas.side());
        canvas.fill(&placed, colour, 1.0);
        canvas.contour(&placed, 0.009 * canvas.side(), colour.scale(0.62), 0.8);
    }

    /// From the hand (its middle at 0, fingers up, 1 the picture's side) to the picture.
    fn place(&self, points: &[Point], side: f32) -> Vec<Point> {
        let (sin, cos) = (libm::sinf(self.turn), libm::cosf(self.turn));
        let at = |&(x, y): &Point| {
            let (x, y) = (x * self.thumb * self.size, y * self.size);
            let (u, v) = (x * cos - y * sin + self.at.0, x * sin + y * cos + self.at.1);
            ((0.5 + u) * side, (0.5 + v) * side)
        };
        points.iter().map(at).collect()
    }
}
