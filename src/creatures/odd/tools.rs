//! Things to work with.

use super::pen::Pen;
use crate::creatures::colour::Rgb;
use crate::creatures::outline::Point;

const STEEL: u32 = 0xC0C6CC;

pub(super) fn pencil(pen: &mut Pen<'_, '_>) {
    let half = pen.rng.between(0.03, 0.06);
    pen.bar([0.16, -half, 0.88, half], pen.main);
    pen.bar([0.16, -0.3 * half, 0.88, 0.3 * half], pen.dark);
    pen.shape(&[0.16, -half, 0.16, half, 0.02, 0.0], Rgb::hex(0xE4C490));
    pen.shape(&[0.06, -0.3 * half, 0.06, 0.3 * half, 0.02, 0.0], Rgb::hex(0x2C2C30));
    pen.bar([0.88, -half, 0.93, half], Rgb::hex(STEEL));
    pen.bar([0.93, -half, 0.98, half], Rgb::hex(0xE08C8C));
}

pub(super) fn knife(pen: &mut Pen<'_, '_>) {
    let high = pen.rng.between(0.1, 0.2);
    pen.round(&[0.0, 0.06, 0.12, 0.04 - 0.6 * high, 0.62, -0.6 * high, 0.64, 0.08, 0.3, 0.1], Rgb::hex(STEEL));
    pen.bar([0.62, -0.6 * high, 0.98, 0.0], pen.main);
    for x in [0.7, 0.8, 0.9] {
        pen.disc((x, -0.3 * high), 0.014, 0.014, pen.pale);
    }
}

pub(super) fn rope(pen: &mut Pen<'_, '_>) {
    pen.about(0xC0A070);
    let (high, n) = (pen.rng.between(0.05, 0.3), pen.rng.between(0.8, 2.5));
    let phase = pen.rng.uniform();
    let at = |t: f32| (0.02 + 0.96 * t, high * libm::sinf((t * n + phase) * std::f32::consts::TAU));
    let line: Vec<Point> = (0..=60_u8).map(|it| at(f32::from(it) / 60.0)).collect();
    pen.brush.line(&line, 0.09, pen.dark, 1.0);
    pen.brush.line(&line, 0.075, pen.main, 1.0);
    for it in 0..40_u8 {
        let (x, y) = at((f32::from(it) + 0.5) / 40.0);
        pen.stroke(&[x - 0.012, y + 0.03, x + 0.012, y - 0.03], 0.012, pen.dark);
    }
}

pub(super) fn toothbrush(pen: &mut Pen<'_, '_>) {
    pen.bar([0.04, -0.1, 0.24, 0.0], Rgb::hex(0xF0F4F8));
    for it in 0..6_u8 {
        let x = 0.055 + 0.033 * f32::from(it);
        pen.stroke(&[x, -0.1, x, 0.0], 0.012, Rgb::hex(0x60A8D8));
    }
    pen.round(
        &[
            0.0, 0.02, 0.02, -0.02, 0.3, -0.01, 0.6, -0.035, 0.96, -0.03, 0.99, 0.02, 0.96, 0.06, 0.6, 0.05, 0.3, 0.05,
            0.02, 0.06,
        ],
        pen.main,
    );
}

pub(super) fn ruler(pen: &mut Pen<'_, '_>) {
    let half = pen.rng.between(0.05, 0.11);
    pen.bar([0.01, -half, 0.99, half], pen.pale);
    for it in 0..33_u8 {
        let x = 0.03 + 0.94 * f32::from(it) / 32.0;
        let long = if it.is_multiple_of(4) { 0.9 } else { 0.5 };
        pen.stroke(&[x, -half, x, -half + long * half], 0.007, pen.dark);
    }
}

pub(super) fn screw(pen: &mut Pen<'_, '_>) {
    pen.about(0xA8ACB0);
    pen.shape(&[0.22, -0.07, 0.82, -0.06, 0.98, 0.0, 0.82, 0.06, 0.22, 0.07], pen.main);
    for it in 0..9_u8 {
        let x = 0.3 + 0.065 * f32::from(it);
        pen.stroke(&[x - 0.02, -0.085, x + 0.02, 0.085], 0.018, pen.dark);
    }
    pen.shape(&[0.02, -0.15, 0.1, -0.17, 0.24, -0.07, 0.24, 0.07, 0.1, 0.17, 0.02, 0.15], pen.main);
    pen.bar([0.0, -0.02, 0.06, 0.02], pen.dark);
}

pub(super) fn gear(pen: &mut Pen<'_, '_>) {
    let teeth = 7 + pen.rng.below(7);
    let outline: Vec<Point> = (0..teeth * 4)
        .map(|it| {
            let turn = it as f32 / (teeth * 4) as f32 * std::f32::consts::TAU;
            let radius = if it % 4 < 2 { 0.45 } else { 0.36 };
            (0.5 + radius * libm::cosf(turn), radius * libm::sinf(turn))
        })
        .collect();
    pen.body(&outline, pen.main);
    pen.disc((0.5, 0.0), 0.22, 0.22, pen.dark);
    pen.disc((0.5, 0.0), 0.1, 0.1, pen.pale);
}

pub(super) fn hammer(pen: &mut Pen<'_, '_>) {
    pen.bar([0.2, -0.04, 0.98, 0.05], Rgb::hex(0xB4844C));
    pen.bar([0.62, -0.055, 0.98, 0.065], pen.main);
    pen.round(&[0.08, -0.34, 0.26, -0.34, 0.27, 0.12, 0.22, 0.4, 0.14, 0.4, 0.08, 0.12], Rgb::hex(0x70767C));
    pen.bar([0.05, -0.38, 0.29, -0.28], Rgb::hex(0x8C9298));
}

pub(super) fn key(pen: &mut Pen<'_, '_>) {
    pen.about(0xD0B048);
    pen.disc((0.2, 0.0), 0.17, 0.17, pen.main);
    pen.disc((0.2, 0.0), 0.08, 0.08, Rgb::hex(0x40382C));
    pen.shape(
        &[
            0.35, -0.04, 0.95, -0.04, 0.95, 0.15, 0.88, 0.15, 0.88, 0.04, 0.8, 0.04, 0.8, 0.14, 0.73, 0.14, 0.73, 0.04,
            0.35, 0.04,
        ],
        pen.main,
    );
}

pub(super) fn scissors(pen: &mut Pen<'_, '_>) {
    for side in [-1.0, 1.0] {
        pen.shape(&[0.02, side * 0.2, 0.1, side * 0.22, 0.62, side * -0.05, 0.55, side * -0.09], Rgb::hex(STEEL));
        pen.ring((0.8, side * -0.19), 0.14, 0.11, 0.055, pen.main);
    }
    pen.disc((0.48, 0.0), 0.03, 0.03, Rgb::hex(0x50565C));
}

pub(super) fn spoon(pen: &mut Pen<'_, '_>) {
    pen.about(STEEL);
    pen.round(
        &[0.02, 0.0, 0.08, -0.11, 0.22, -0.13, 0.34, -0.05, 0.36, 0.0, 0.34, 0.05, 0.22, 0.13, 0.08, 0.11],
        pen.main,
    );
    pen.disc((0.19, 0.0), 0.12, 0.08, pen.dark);
    pen.shape(&[0.34, -0.022, 0.8, -0.025, 0.96, -0.05, 0.99, 0.0, 0.96, 0.05, 0.8, 0.025, 0.34, 0.022], pen.main);
}
