//! Things under the sky.

use super::pen::Pen;
use crate::creatures::colour::Rgb;
use crate::creatures::outline::{Point, ellipse};

const BARK: u32 = 0x74502C;

pub(super) fn feather(pen: &mut Pen<'_, '_>) {
    let bow = pen.rng.between(-0.14, 0.14);
    let high = pen.rng.between(0.08, 0.16);
    let mid = |x: f32| bow * 4.0 * x * (1.0 - x);
    pen.round(
        &[
            0.0,
            0.0,
            0.15,
            mid(0.15) - 0.7 * high,
            0.45,
            mid(0.45) - high,
            0.75,
            mid(0.75) - 0.8 * high,
            0.82,
            mid(0.82),
        ]
        .into_iter()
        .chain([0.75, mid(0.75) + 0.8 * high, 0.45, mid(0.45) + high, 0.15, mid(0.15) + 0.7 * high])
        .collect::<Vec<f32>>(),
        pen.main,
    );
    pen.curve(&[0.0, 0.0, 0.5, mid(0.5), 1.0, 0.0], 0.016, pen.pale);
    for it in 1..12_u8 {
        let x = 0.07 * f32::from(it);
        for side in [-0.8, 0.8] {
            pen.stroke(&[x + 0.04, mid(x + 0.04), x - 0.03, mid(x) + side * high], 0.006, pen.dark);
        }
    }
}

pub(super) fn leaf(pen: &mut Pen<'_, '_>) {
    if pen.rng.below(3) > 0 {
        let season = [0x4C9838, 0xC87828, 0xB83C28][pen.rng.below(3)];
        pen.about(season);
    }
    let high = pen.rng.between(0.1, 0.34);
    pen.round(
        &[
            0.0,
            0.0,
            0.2,
            -0.7 * high,
            0.45,
            -high,
            0.7,
            -0.6 * high,
            0.86,
            0.0,
            0.7,
            0.6 * high,
            0.45,
            high,
            0.2,
            0.7 * high,
        ],
        pen.main,
    );
    pen.stroke(&[0.02, 0.0, 1.0, 0.02], 0.018, pen.dark);
    for it in 1..6_u8 {
        let x = 0.13 * f32::from(it);
        for side in [-0.55, 0.55] {
            pen.stroke(&[x + 0.1, 0.0, x, side * high], 0.01, pen.dark);
        }
    }
}

pub(super) fn bone(pen: &mut Pen<'_, '_>) {
    pen.about(0xECE4D0);
    pen.round(
        &[
            0.16, -0.06, 0.84, -0.06, 0.88, -0.17, 0.98, -0.14, 0.95, 0.0, 0.98, 0.14, 0.88, 0.17, 0.84, 0.06, 0.16,
            0.06, 0.12, 0.17, 0.02, 0.14,
        ]
        .into_iter()
        .chain([0.05, 0.0, 0.02, -0.14, 0.12, -0.17])
        .collect::<Vec<f32>>(),
        pen.main,
    );
}

pub(super) fn bamboo(pen: &mut Pen<'_, '_>) {
    pen.about(0x7CA04C);
    let half = pen.rng.between(0.025, 0.07);
    for it in 0..5_u8 {
        let x = 0.01 + 0.196 * f32::from(it);
        pen.bar([x, -half, x + 0.19, half], pen.main);
        pen.bar([x + 0.18, -1.15 * half, x + 0.2, 1.15 * half], pen.dark);
    }
    pen.round(&[0.4, -half, 0.5, -half - 0.16, 0.62, -half - 0.2, 0.52, -half - 0.06], pen.dark);
}

pub(super) fn stone(pen: &mut Pen<'_, '_>) {
    let grey = pen.rng.between(0.3, 0.75);
    pen.take(Rgb { r: grey, g: grey, b: 0.96 * grey });
    let high = pen.rng.between(0.18, 0.4);
    let outline: Vec<Point> = (0..9_u8)
        .map(|it| {
            let turn = f32::from(it) / 9.0 * std::f32::consts::TAU;
            let radius = pen.rng.between(0.8, 1.05);
            (0.5 + 0.45 * radius * libm::cosf(turn), high * radius * libm::sinf(turn))
        })
        .collect();
    pen.body(&outline, pen.main);
    pen.stroke(&[0.3, -0.3 * high, 0.5, 0.1 * high, 0.45, 0.5 * high], 0.012, pen.dark);
}

pub(super) fn boat(pen: &mut Pen<'_, '_>) {
    if pen.rng.below(2) == 0 {
        pen.bar([0.49, -0.44, 0.51, 0.1], Rgb::hex(BARK));
        pen.shape(&[0.47, -0.42, 0.47, 0.06, 0.14, 0.06], pen.pale);
        pen.shape(&[0.53, -0.34, 0.53, 0.06, 0.82, 0.06], pen.pale);
    }
    pen.round(&[0.0, 0.06, 0.2, 0.1, 0.8, 0.1, 1.0, 0.04, 0.88, 0.26, 0.7, 0.32, 0.26, 0.32, 0.1, 0.24], pen.main);
    pen.stroke(&[0.06, 0.13, 0.95, 0.12], 0.025, pen.dark);
}

pub(super) fn airplane(pen: &mut Pen<'_, '_>) {
    pen.shape(&[0.4, -0.02, 0.62, -0.4, 0.7, -0.4, 0.62, -0.02], pen.dark);
    pen.shape(&[0.84, -0.04, 0.96, -0.26, 1.0, -0.26, 0.97, 0.0], pen.dark);
    pen.round(&[0.0, 0.02, 0.1, -0.08, 0.5, -0.09, 0.9, -0.06, 1.0, -0.02, 0.9, 0.06, 0.5, 0.09, 0.1, 0.09], pen.main);
    pen.shape(&[0.38, 0.03, 0.66, 0.4, 0.74, 0.4, 0.6, 0.02], pen.dark);
    for it in 0..8_u8 {
        pen.disc((0.2 + 0.07 * f32::from(it), -0.025), 0.015, 0.015, pen.pale);
    }
}

pub(super) fn rocket(pen: &mut Pen<'_, '_>) {
    pen.round(&[0.8, -0.08, 1.0, -0.04, 0.94, 0.0, 1.0, 0.05, 0.8, 0.08], Rgb::hex(0xF09028));
    pen.shape(&[0.6, -0.1, 0.84, -0.3, 0.82, 0.0, 0.84, 0.3, 0.6, 0.1], pen.dark);
    pen.round(&[0.0, 0.0, 0.16, -0.1, 0.5, -0.14, 0.8, -0.1, 0.82, 0.0, 0.8, 0.1, 0.5, 0.14, 0.16, 0.1], pen.main);
    pen.disc((0.36, 0.0), 0.07, 0.07, Rgb::hex(0xA8DCF0));
    pen.bar([0.56, -0.13, 0.6, 0.13], pen.pale);
}

pub(super) fn moon(pen: &mut Pen<'_, '_>) {
    pen.about(0xF4DC60);
    pen.round(
        &[0.62, -0.46, 0.32, -0.36, 0.16, -0.06, 0.26, 0.3, 0.6, 0.46, 0.84, 0.36, 0.56, 0.24, 0.44, 0.0, 0.48, -0.28],
        pen.main,
    );
}

pub(super) fn tree(pen: &mut Pen<'_, '_>) {
    pen.shape(&[0.44, 0.1, 0.56, 0.1, 0.6, 0.47, 0.4, 0.47], Rgb::hex(BARK));
    pen.about(0x3C8838);
    for (x, y, r) in [(0.3, 0.0, 0.2), (0.7, 0.0, 0.2), (0.38, -0.22, 0.2), (0.64, -0.22, 0.19), (0.5, -0.06, 0.24)] {
        pen.disc((x, y), r, r, pen.main);
    }
}

pub(super) fn bicycle(pen: &mut Pen<'_, '_>) {
    let tyre = Rgb::hex(0x242428);
    for x in [0.21, 0.79] {
        pen.ring((x, 0.16), 0.19, 0.19, 0.035, tyre);
        for it in 0..4_u8 {
            let turn = f32::from(it) / 4.0 * std::f32::consts::PI;
            let (sin, cos) = (0.18 * libm::sinf(turn), 0.18 * libm::cosf(turn));
            pen.stroke(&[x - cos, 0.16 - sin, x + cos, 0.16 + sin], 0.006, Rgb::hex(0x909498));
        }
    }
    pen.stroke(&[0.21, 0.16, 0.36, -0.14, 0.66, -0.14, 0.48, 0.16, 0.21, 0.16], 0.03, pen.main);
    pen.stroke(&[0.48, 0.16, 0.34, -0.24], 0.03, pen.main);
    pen.stroke(&[0.79, 0.16, 0.64, -0.28, 0.74, -0.32], 0.03, pen.main);
    pen.bar([0.26, -0.28, 0.42, -0.23], tyre);
}

pub(super) fn star(pen: &mut Pen<'_, '_>) {
    let outline: Vec<Point> = (0..10_u8)
        .map(|it| {
            let turn = f32::from(it) / 10.0 * std::f32::consts::TAU;
            let radius = if it.is_multiple_of(2) { 0.46 } else { 0.19 };
            (0.5 + radius * libm::sinf(turn), -radius * libm::cosf(turn))
        })
        .collect();
    pen.take(pen.main.mix(Rgb::hex(0xF8D838), 0.5));
    pen.body(&outline, pen.main);
}

pub(super) fn car(pen: &mut Pen<'_, '_>) {
    pen.round(&[0.22, 0.02, 0.32, -0.2, 0.4, -0.24, 0.64, -0.24, 0.72, -0.19, 0.84, 0.02], pen.main);
    pen.shape(&[0.3, 0.0, 0.37, -0.17, 0.49, -0.17, 0.49, 0.0], Rgb::hex(0xB8DCEC));
    pen.shape(&[0.53, 0.0, 0.53, -0.17, 0.66, -0.17, 0.76, 0.0], Rgb::hex(0xB8DCEC));
    pen.round(&[0.02, 0.2, 0.03, 0.06, 0.2, 0.0, 0.86, 0.0, 0.97, 0.06, 0.98, 0.2], pen.main);
    for x in [0.25, 0.76] {
        pen.disc((x, 0.2), 0.11, 0.11, Rgb::hex(0x242428));
        pen.disc((x, 0.2), 0.05, 0.05, Rgb::hex(0xC4C8CC));
    }
    pen.disc((0.05, 0.09), 0.03, 0.03, Rgb::hex(0xF8F0B0));
}

pub(super) fn house(pen: &mut Pen<'_, '_>) {
    pen.bar([0.66, -0.42, 0.76, -0.1], pen.dark);
    pen.bar([0.16, -0.06, 0.84, 0.44], pen.pale);
    pen.shape(&[0.06, -0.04, 0.5, -0.46, 0.94, -0.04], pen.main);
    pen.bar([0.42, 0.12, 0.58, 0.44], Rgb::hex(BARK));
    for x in [0.22, 0.66] {
        pen.bar([x, 0.06, x + 0.13, 0.2], Rgb::hex(0x98CCE8));
        pen.stroke(&[x + 0.065, 0.06, x + 0.065, 0.2], 0.012, pen.dark);
    }
}

pub(super) fn flower(pen: &mut Pen<'_, '_>) {
    let green = Rgb::hex(0x4C9038);
    pen.curve(&[0.5, -0.1, 0.52, 0.2, 0.5, 0.48], 0.035, green);
    pen.round(&[0.51, 0.3, 0.64, 0.16, 0.8, 0.14, 0.7, 0.28], green);
    for it in 0..7_u8 {
        let turn = f32::from(it) / 7.0 * std::f32::consts::TAU;
        let at = (0.5 + 0.2 * libm::cosf(turn), -0.16 + 0.2 * libm::sinf(turn));
        pen.disc(at, 0.12, 0.12, pen.main);
    }
    pen.disc((0.5, -0.16), 0.12, 0.12, Rgb::hex(0xF4CC30));
}

pub(super) fn cloud(pen: &mut Pen<'_, '_>) {
    pen.about(0xF0F4F8);
    let puffs = [(0.2, 0.08, 0.15), (0.36, -0.1, 0.18), (0.58, -0.12, 0.2), (0.78, 0.06, 0.17), (0.5, 0.08, 0.2)];
    for (x, y, r) in puffs {
        pen.disc((x, y), r, r, pen.main);
    }
    // The edges inside are not seen.
    for (x, y, r) in puffs {
        let inner = ellipse((x, y), 0.93 * r, 0.93 * r);
        pen.brush.fill(&inner, pen.main, 1.0);
    }
    pen.brush.fill(&[(0.2, 0.06), (0.8, 0.06), (0.8, 0.22), (0.2, 0.22)], pen.main, 1.0);
    pen.stroke(&[0.18, 0.225, 0.8, 0.225], 0.012, pen.dark);
}
