//! Outlines: curves and lines as polygons.

/// A place on the picture in pixels, or on a creature in body lengths.
pub(super) type Point = (f32, f32);

/// A closed curve through all of `points` (Catmull and Rom 1974), as a polygon.
pub(super) fn smooth(points: &[Point]) -> Vec<Point> {
    curve(points, true)
}

/// An open curve through all of `points`.
pub(super) fn smooth_line(points: &[Point]) -> Vec<Point> {
    curve(points, false)
}

/// The outline of a line that is `width_at(0..1)` wide.
pub(super) fn tapered(line: &[Point], width_at: impl Fn(f32) -> f32) -> Vec<Point> {
    let last = line.len().saturating_sub(1);
    let side = |index: usize, sign: f32| {
        let (before, after) = (line[index.saturating_sub(1)], line[(index + 1).min(last)]);
        let (dx, dy) = (after.0 - before.0, after.1 - before.1);
        let norm = (dx * dx + dy * dy).sqrt().max(1e-6);
        let half = sign * 0.5 * width_at(index as f32 / last.max(1) as f32);
        (line[index].0 - dy / norm * half, line[index].1 + dx / norm * half)
    };
    (0..line.len()).map(|it| side(it, 1.0)).chain((0..line.len()).rev().map(|it| side(it, -1.0))).collect()
}

/// An ellipse as a polygon.
pub(super) fn ellipse(centre: Point, rx: f32, ry: f32) -> Vec<Point> {
    let turn = |it: u8| f32::from(it) / 24.0 * std::f32::consts::TAU;
    (0..24).map(|it| (centre.0 + rx * libm::cosf(turn(it)), centre.1 + ry * libm::sinf(turn(it)))).collect()
}

fn curve(points: &[Point], closed: bool) -> Vec<Point> {
    const STEPS: u8 = 6;
    let n = points.len();
    let at = |index: usize, step: i8| {
        let moved = index as isize + isize::from(step);
        let wrapped = if closed { moved.rem_euclid(n as isize) } else { moved.clamp(0, n as isize - 1) };
        points[wrapped as usize]
    };
    let mut line = Vec::with_capacity(n * usize::from(STEPS) + 1);
    for index in 0..if closed { n } else { n.saturating_sub(1) } {
        let (a, b, c, d) = (at(index, -1), at(index, 0), at(index, 1), at(index, 2));
        for step in 0..STEPS {
            let t = f32::from(step) / f32::from(STEPS);
            let blend = |a: f32, b: f32, c: f32, d: f32| {
                0.5 * (2.0 * b
                    + (c - a) * t
                    + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                    + (3.0 * b - a - 3.0 * c + d) * t * t * t)
            };
            line.push((blend(a.0, b.0, c.0, d.0), blend(a.1, b.1, c.1, d.1)));
        }
    }
    if !closed {
        line.extend(points.last());
    }
    line
}
