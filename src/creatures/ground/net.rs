//! A net over dark water or in a blue crate; a few of its strands lie before the creatures.

use crate::creatures::canvas::Canvas;
use crate::creatures::colour::{Rgb, hash, noise, step};
use crate::creatures::outline::Point;
use crate::creatures::tape::Mark;
use crate::rng::Rng;

/// One net as it lies.
pub(super) struct Net {
    seed: u32,
    crate_below: bool,
    strand: Rgb,
    /// Across two strands, and across a mesh, in shares of the picture.
    width: f32,
    mesh: f32,
    /// The two directions of the strands.
    ways: [(f32, f32); 2],
    /// Of a hundred strands, how many lie before the creatures.
    before: f32,
}

impl Net {
    /// Draws a net.
    pub(super) fn random(rng: &mut Rng) -> Self {
        let (lean, open) = (rng.between(-0.5, 0.5), rng.between(0.5, 0.75));
        let way = |turn: f32| (libm::cosf(turn), libm::sinf(turn));
        Self {
            seed: rng.next_u32(),
            crate_below: rng.below(2) == 0,
            strand: Rgb::hex([0x4FA88A, 0xD6DCD4, 0x58B4D8, 0xE8954A, 0x8CC45A][rng.below(5)]),
            width: rng.between(0.010, 0.016),
            mesh: rng.between(0.11, 0.17),
            ways: [way(lean + open), way(lean - open)],
            before: rng.between(0.1, 0.3),
        }
    }

    /// Paints what lies below the net, and the net.
    pub(super) fn paint(&self, canvas: &mut Canvas) {
        let (side, seed) = (canvas.side(), self.seed);
        canvas.repaint(|px, py, _| {
            let (x, y) = (px / side, py / side);
            let below = if self.crate_below {
                // Slots in rows in blue plastic.
                let (u, v) = (x * 4.0 + 0.5 * hash(1, 1, seed), y * 9.0 + hash(1, 2, seed));
                let (a, b) = ((u - u.floor() - 0.5).abs(), (v - v.floor() - 0.5).abs());
                let slot = step(0.42, 0.38, a) * step(0.3, 0.24, b);
                Rgb::hex(0x3470C4).scale(0.9 + 0.2 * noise(x * 2.0, y * 2.0, seed)).mix(Rgb::hex(0x123058), 0.85 * slot)
            } else {
                let wave = noise(x * 5.0 + 2.0 * noise(x * 2.0, y * 6.0, seed), y * 16.0, seed ^ 3);
                Rgb::hex(0x12303C).mix(Rgb::hex(0x3A7080), 0.75 * wave * wave)
            };
            self.over(below, x, y, |_| true)
        });
    }

    /// Paints the strands that lie before the creatures.
    pub(super) fn cover(&self, canvas: &mut Canvas) {
        let side = canvas.side();
        canvas.cover(
            |px, py, old| self.over(old, px / side, py / side, |strand| self.is_before(strand)),
            || self.marks(side),
        );
    }

    /// Whether a strand lies before the creatures.
    fn is_before(&self, strand: i32) -> bool {
        hash(strand, 9, self.seed) < self.before
    }

    /// How far the strands hang out of line at a place.
    fn slack(&self, x: f32, y: f32) -> f32 {
        (noise(x * 2.5, y * 2.5, self.seed) - 0.5) * 0.09
    }

    /// The strands that lie before the creatures as lines: a shadow, the rope, and the light along its middle. Their
    /// widths are those at which [`Net::over`] has come half of the way.
    fn marks(&self, side: f32) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (index, &way) in self.ways.iter().enumerate() {
            // A place in the picture is no farther than that from its corner, whichever the way.
            let reach = (1.5 / self.mesh) as i32 + 1;
            for nearest in (-reach..=reach).filter(|it| self.is_before(it * 2 + index as i32)) {
                let points: Vec<Point> =
                    self.run(way, nearest as f32 * self.mesh).iter().map(|(x, y)| (x * side, y * side)).collect();
                let line = |width: f32, colour: Rgb, opacity: f32| {
                    let width = width * self.width * side;
                    Mark::Line { points: points.clone(), is_closed: false, width, colour, opacity }
                };
                if points.len() > 1 {
                    marks.push(line(1.55, Rgb::hex(0x081018), 0.35));
                    marks.push(line(1.0, self.strand.scale(0.85), 1.0));
                    marks.push(line(0.4, self.strand.scale(1.0), 1.0));
                }
            }
        }
        marks
    }

    /// Where a strand runs, from a little before the picture to a little beyond it.
    fn run(&self, (cos, sin): (f32, f32), across: f32) -> Vec<Point> {
        const STEPS: i16 = 75;
        let at = |step: i16| {
            let along = f32::from(step) * 0.02;
            let (mut x, mut y) = (across * cos - along * sin, across * sin + along * cos);
            // The slack is that of the place to which the slack leads; it changes slowly, so that this soon settles.
            for _ in 0..12 {
                let moved = across - self.slack(x, y);
                (x, y) = (moved * cos - along * sin, moved * sin + along * cos);
            }
            (x, y)
        };
        let near = -0.05..1.05;
        (-STEPS..=STEPS).map(at).filter(|(x, y)| near.contains(x) && near.contains(y)).collect()
    }

    /// The strands for which `shown` says so over a colour.
    fn over(&self, below: Rgb, x: f32, y: f32, shown: impl Fn(i32) -> bool) -> Rgb {
        let slack = self.slack(x, y);
        let mut colour = below;
        for (index, &(cos, sin)) in self.ways.iter().enumerate() {
            let across = (x * cos + y * sin + slack) / self.mesh;
            let nearest = (across + 0.5).floor();
            if shown(nearest as i32 * 2 + index as i32) {
                let far = (across - nearest).abs() * self.mesh / (0.5 * self.width);
                // Laid rope: lighter along its middle, and its lay to be seen.
                let lay = (y * cos - x * sin) * 60.0;
                let light = 0.75 + 0.3 * (1.0 - far.min(1.0)) + 0.12 * ((lay - lay.floor()) - 0.5);
                colour = colour.mix(Rgb::hex(0x081018), 0.35 * step(2.2, 0.9, far));
                colour = colour.mix(self.strand.scale(light), step(1.25, 0.75, far));
            }
        }
        colour
    }
}
