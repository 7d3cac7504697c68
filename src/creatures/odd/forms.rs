//! Forms whose shape follows from the seed, and the plainest signs.

use super::pen::Pen;
use crate::creatures::colour::Rgb;
use crate::creatures::outline::{Point, smooth, smooth_line};

/// Background alone.
pub(super) fn empty(_: &mut Pen<'_, '_>) {}

/// A round body of a few waves with one to six parts: knobs, flaps, dots, stripes.
pub(super) fn blob(pen: &mut Pen<'_, '_>) {
    let flat = pen.rng.between(0.35, 1.0);
    let parts = pen.rng.below(6);
    for _ in 0..parts {
        let turn = pen.rng.between(0.0, std::f32::consts::TAU);
        let (x, y) = (0.5 + 0.36 * libm::cosf(turn), 0.36 * flat * libm::sinf(turn));
        let (rx, ry) = (pen.rng.between(0.04, 0.16), pen.rng.between(0.03, 0.12));
        let colour = if pen.rng.below(2) == 0 { pen.dark } else { other(pen) };
        pen.disc((x, y), rx, ry, colour);
    }
    let waves: [(f32, f32, f32); 3] =
        [2.0, 3.0, 5.0].map(|n| (n, pen.rng.between(0.0, 0.3 / n), pen.rng.between(0.0, std::f32::consts::TAU)));
    let outline: Vec<Point> = (0..20_u8)
        .map(|it| f32::from(it) / 20.0 * std::f32::consts::TAU)
        .map(|turn| {
            let radius =
                0.38 + waves.iter().map(|(n, high, phase)| 0.5 * high * libm::sinf(n * turn + phase)).sum::<f32>();
            (0.5 + radius * libm::cosf(turn), flat * radius * libm::sinf(turn))
        })
        .collect();
    pen.body(&smooth(&outline), pen.main);
    for _ in 0..pen.rng.below(5) {
        let (x, y) = (pen.rng.between(0.3, 0.7), flat * pen.rng.between(-0.2, 0.2));
        let (rx, ry) = (pen.rng.between(0.02, 0.09), pen.rng.between(0.02, 0.06));
        let colour = other(pen);
        pen.disc((x, y), rx, ry, colour);
    }
}

/// One to four polygons, none of them hollow.
pub(super) fn polygons(pen: &mut Pen<'_, '_>) {
    for index in 0..=pen.rng.below(4) {
        let corners = 3 + pen.rng.below(5);
        let (x, y) = if index == 0 { (0.5, 0.0) } else { (pen.rng.between(0.2, 0.8), pen.rng.between(-0.25, 0.25)) };
        let (wide, high) = (pen.rng.between(0.15, 0.46), pen.rng.between(0.1, 0.46));
        let phase = pen.rng.between(0.0, std::f32::consts::TAU);
        let outline: Vec<Point> = (0..corners)
            .map(|it| phase + it as f32 / corners as f32 * std::f32::consts::TAU)
            .map(|turn| (x + wide * libm::cosf(turn), y + high * libm::sinf(turn)))
            .collect();
        let colour = if index == 0 { pen.main } else { other(pen) };
        pen.body(&outline, colour);
    }
}

/// A line that goes where it wants.
pub(super) fn scribble(pen: &mut Pen<'_, '_>) {
    for _ in 0..=pen.rng.below(3) {
        let colour = other(pen);
        let width = pen.rng.between(0.008, 0.05);
        let line: Vec<Point> =
            (0..4 + pen.rng.below(12)).map(|_| (pen.rng.between(0.02, 0.98), pen.rng.between(-0.46, 0.46))).collect();
        pen.brush.line(&smooth_line(&line), width, colour, 1.0);
    }
}

/// Signs of no script, in a row or two.
pub(super) fn glyphs(pen: &mut Pen<'_, '_>) {
    let (columns, rows) = (2 + pen.rng.below(4), 1 + pen.rng.below(3));
    let cell = (1.0 / columns as f32).min(0.9 / rows as f32);
    let width = cell * pen.rng.between(0.07, 0.18);
    for index in 0..columns * rows {
        let left = 0.5 + ((index % columns) as f32 - 0.5 * columns as f32) * cell;
        let top = ((index / columns) as f32 - 0.5 * rows as f32) * cell;
        for _ in 0..2 + pen.rng.below(4) {
            let mut at = || 0.14 + 0.24 * pen.rng.below(4) as f32;
            let (ax, ay, bx, by, bow) = (at(), at(), at(), at(), at());
            let ends = [left + ax * cell, top + ay * cell, left + bx * cell, top + by * cell];
            if bow > 0.7 {
                pen.curve(&[ends[0], ends[1], left + bow * cell, top + ax * cell, ends[2], ends[3]], width, pen.main);
            } else {
                pen.stroke(&ends, width, pen.main);
            }
        }
    }
}

pub(super) fn arrow(pen: &mut Pen<'_, '_>) {
    let thick = pen.rng.between(0.05, 0.14);
    let flat = [0.02, -thick, 0.6, -thick, 0.6, -2.4 * thick, 0.98, 0.0, 0.6, 2.4 * thick, 0.6, thick, 0.02, thick];
    pen.shape(&flat, pen.main);
}

pub(super) fn heart(pen: &mut Pen<'_, '_>) {
    pen.round(
        &[0.5, -0.22, 0.64, -0.38, 0.84, -0.36, 0.94, -0.16, 0.86, 0.06, 0.66, 0.28, 0.5, 0.44, 0.34, 0.28, 0.14, 0.06]
            .into_iter()
            .chain([0.06, -0.16, 0.16, -0.36, 0.36, -0.38])
            .collect::<Vec<f32>>(),
        pen.main,
    );
    pen.disc((0.28, -0.18), 0.07, 0.05, pen.pale);
}

pub(super) fn drop(pen: &mut Pen<'_, '_>) {
    pen.round(&[0.02, 0.0, 0.3, -0.1, 0.62, -0.24, 0.86, -0.2, 0.96, 0.0, 0.86, 0.2, 0.62, 0.24, 0.3, 0.1], pen.main);
    pen.disc((0.74, -0.08), 0.07, 0.04, pen.pale);
}

fn other(pen: &mut Pen<'_, '_>) -> Rgb {
    Rgb { r: pen.rng.uniform(), g: pen.rng.uniform(), b: pen.rng.uniform() }
}
