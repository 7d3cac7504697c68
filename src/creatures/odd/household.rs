//! Things of the house.

use super::pen::Pen;
use crate::creatures::colour::Rgb;

const WOOD: u32 = 0x8C6038;

pub(super) fn ribbon(pen: &mut Pen<'_, '_>) {
    pen.shape(&[0.44, 0.02, 0.3, 0.42, 0.38, 0.34, 0.46, 0.42, 0.52, 0.04], pen.dark);
    pen.shape(&[0.56, 0.02, 0.7, 0.42, 0.62, 0.34, 0.54, 0.42, 0.48, 0.04], pen.dark);
    for side in [-1.0, 1.0] {
        let x = |at: f32| 0.5 + side * at;
        pen.round(
            &[x(0.04), -0.02, x(0.24), -0.24, x(0.44), -0.24, x(0.46), 0.0, x(0.42), 0.18, x(0.22), 0.16],
            pen.main,
        );
        pen.curve(&[x(0.06), 0.0, x(0.2), -0.04, x(0.3), 0.0], 0.02, pen.dark);
    }
    pen.disc((0.5, -0.01), 0.08, 0.09, pen.main);
}

pub(super) fn parcel(pen: &mut Pen<'_, '_>) {
    pen.about(0xC09860);
    pen.shape(&[0.1, -0.2, 0.62, -0.12, 0.62, 0.44, 0.1, 0.34], pen.main);
    pen.shape(&[0.62, -0.12, 0.92, -0.24, 0.92, 0.28, 0.62, 0.44], pen.dark);
    pen.shape(&[0.1, -0.2, 0.42, -0.34, 0.92, -0.24, 0.62, -0.12], pen.pale);
    pen.shape(&[0.32, -0.166, 0.4, -0.155, 0.4, 0.4, 0.32, 0.385], Rgb::hex(0xE8D8A8));
}

pub(super) fn glove(pen: &mut Pen<'_, '_>) {
    pen.round(
        &[
            0.3, 0.4, 0.28, 0.1, 0.1, -0.1, 0.14, -0.2, 0.24, -0.16, 0.32, -0.06, 0.34, -0.4, 0.44, -0.42, 0.46, -0.14,
            0.5, -0.46, 0.6, -0.46,
        ]
        .into_iter()
        .chain([0.6, -0.14, 0.66, -0.4, 0.76, -0.38, 0.74, -0.1, 0.82, -0.24, 0.9, -0.2, 0.84, 0.1, 0.76, 0.4])
        .collect::<Vec<f32>>(),
        pen.main,
    );
    pen.bar([0.28, 0.34, 0.78, 0.48], pen.pale);
}

pub(super) fn kettle(pen: &mut Pen<'_, '_>) {
    pen.curve(&[0.28, -0.14, 0.3, -0.42, 0.52, -0.48, 0.74, -0.42, 0.76, -0.14], 0.045, Rgb::hex(0x302C2C));
    pen.shape(&[0.24, 0.02, 0.04, -0.22, 0.0, -0.14, 0.16, 0.2], pen.main);
    pen.round(&[0.22, 0.4, 0.14, 0.16, 0.26, -0.14, 0.5, -0.2, 0.74, -0.14, 0.86, 0.16, 0.78, 0.4], pen.main);
    pen.round(&[0.34, -0.16, 0.5, -0.24, 0.66, -0.16], pen.dark);
    pen.disc((0.5, -0.25), 0.04, 0.04, Rgb::hex(0x302C2C));
}

pub(super) fn comb(pen: &mut Pen<'_, '_>) {
    for it in 0..17_u8 {
        let x = 0.05 + 0.0563 * f32::from(it);
        pen.bar([x - 0.013, -0.06, x + 0.013, 0.2], pen.main);
    }
    pen.bar([0.02, -0.2, 0.98, -0.02], pen.main);
}

pub(super) fn envelope(pen: &mut Pen<'_, '_>) {
    pen.bar([0.04, -0.3, 0.96, 0.3], pen.pale);
    pen.stroke(&[0.04, 0.3, 0.4, -0.02], 0.014, pen.dark);
    pen.stroke(&[0.96, 0.3, 0.6, -0.02], 0.014, pen.dark);
    pen.shape(&[0.04, -0.3, 0.96, -0.3, 0.5, 0.08], pen.pale);
    pen.disc((0.5, 0.04), 0.07, 0.07, Rgb::hex(0xB02828));
}

pub(super) fn bell(pen: &mut Pen<'_, '_>) {
    pen.about(0xD8A838);
    pen.disc((0.5, 0.38), 0.08, 0.08, pen.dark);
    pen.ring((0.5, -0.4), 0.06, 0.06, 0.03, pen.dark);
    pen.round(
        &[0.5, -0.36, 0.66, -0.28, 0.7, 0.02, 0.86, 0.28, 0.82, 0.34, 0.18, 0.34, 0.14, 0.28, 0.3, 0.02, 0.34, -0.28],
        pen.main,
    );
    pen.stroke(&[0.2, 0.26, 0.8, 0.26], 0.025, pen.dark);
}

pub(super) fn phone(pen: &mut Pen<'_, '_>) {
    pen.round(&[0.16, 0.4, 0.14, 0.1, 0.3, -0.12, 0.7, -0.12, 0.86, 0.1, 0.84, 0.4], pen.main);
    pen.round(
        &[
            0.04, -0.06, 0.04, -0.26, 0.24, -0.34, 0.76, -0.34, 0.96, -0.26, 0.96, -0.06, 0.78, -0.06, 0.72, -0.2,
            0.28, -0.2, 0.22, -0.06,
        ],
        pen.dark,
    );
    pen.disc((0.5, 0.14), 0.19, 0.19, pen.pale);
    for it in 0..8_u8 {
        let turn = f32::from(it) / 8.0 * std::f32::consts::TAU;
        pen.disc((0.5 + 0.13 * libm::cosf(turn), 0.14 + 0.13 * libm::sinf(turn)), 0.03, 0.03, pen.dark);
    }
}

pub(super) fn boot(pen: &mut Pen<'_, '_>) {
    pen.round(&[0.35, -0.48, 0.68, -0.48, 0.68, 0.1, 0.7, 0.36, 0.2, 0.36, 0.04, 0.3, 0.06, 0.18, 0.3, 0.08], pen.main);
    pen.shape(&[0.04, 0.32, 0.72, 0.32, 0.72, 0.42, 0.05, 0.42], pen.dark);
    pen.stroke(&[0.36, -0.42, 0.68, -0.42], 0.04, pen.pale);
}

pub(super) fn bottle(pen: &mut Pen<'_, '_>) {
    pen.round(
        &[0.44, -0.48, 0.56, -0.48, 0.56, -0.25, 0.68, -0.1, 0.68, 0.46, 0.32, 0.46, 0.32, -0.1, 0.44, -0.25],
        pen.main,
    );
    pen.bar([0.32, 0.02, 0.68, 0.28], Rgb::hex(0xF4EEDC));
    pen.bar([0.43, -0.5, 0.57, -0.42], pen.dark);
}

pub(super) fn can(pen: &mut Pen<'_, '_>) {
    pen.disc((0.5, 0.36), 0.22, 0.07, pen.main);
    pen.bar([0.28, -0.36, 0.72, 0.36], pen.main);
    pen.disc((0.5, -0.36), 0.22, 0.07, Rgb::hex(0xC4C8CC));
    pen.disc((0.5, 0.0), 0.13, 0.13, pen.pale);
}

pub(super) fn cup(pen: &mut Pen<'_, '_>) {
    pen.shape(&[0.25, -0.25, 0.75, -0.25, 0.66, 0.35, 0.34, 0.35], pen.main);
    pen.disc((0.5, -0.25), 0.25, 0.08, Rgb::hex(0x6C8C3C));
    pen.stroke(&[0.29, 0.05, 0.71, 0.05], 0.04, pen.pale);
}

pub(super) fn mug(pen: &mut Pen<'_, '_>) {
    pen.ring((0.74, 0.02), 0.16, 0.18, 0.07, pen.main);
    pen.disc((0.44, 0.38), 0.28, 0.06, pen.main);
    pen.bar([0.16, -0.34, 0.72, 0.38], pen.main);
    pen.disc((0.44, -0.34), 0.28, 0.07, pen.dark);
    pen.disc((0.44, 0.04), 0.1, 0.1, pen.pale);
}

pub(super) fn ball(pen: &mut Pen<'_, '_>) {
    pen.disc((0.5, 0.0), 0.42, 0.42, pen.main);
    pen.stroke(&[0.08, 0.0, 0.92, 0.0], 0.03, pen.dark);
    pen.ring((0.5, 0.0), 0.18, 0.42, 0.03, pen.dark);
}

pub(super) fn umbrella(pen: &mut Pen<'_, '_>) {
    pen.stroke(&[0.5, -0.45, 0.5, 0.36, 0.44, 0.44, 0.38, 0.38], 0.03, Rgb::hex(0x503828));
    pen.round(
        &[0.03, 0.02, 0.12, -0.22, 0.5, -0.42, 0.88, -0.22, 0.97, 0.02, 0.73, -0.04, 0.5, 0.02, 0.27, -0.04],
        pen.main,
    );
    pen.stroke(&[0.5, -0.42, 0.27, -0.04], 0.012, pen.dark);
    pen.stroke(&[0.5, -0.42, 0.73, -0.04], 0.012, pen.dark);
}

pub(super) fn book(pen: &mut Pen<'_, '_>) {
    pen.shape(&[0.15, -0.4, 0.85, -0.34, 0.85, 0.42, 0.15, 0.36], pen.main);
    pen.shape(&[0.15, -0.4, 0.22, -0.39, 0.22, 0.37, 0.15, 0.36], pen.dark);
    for y in [-0.2, -0.11, -0.02] {
        pen.stroke(&[0.34, y, 0.74, y + 0.03], 0.03, pen.pale);
    }
}

pub(super) fn chair(pen: &mut Pen<'_, '_>) {
    pen.about(WOOD);
    for (x, top) in [(0.24, -0.48), (0.34, 0.08), (0.7, 0.08), (0.78, 0.02)] {
        pen.bar([x - 0.025, top, x + 0.025, 0.46], pen.dark);
    }
    for y in [-0.42, -0.26, -0.1] {
        pen.bar([0.22, y, 0.34, y + 0.08], pen.main);
    }
    pen.shape(&[0.2, 0.06, 0.3, 0.0, 0.82, 0.0, 0.74, 0.1, 0.22, 0.1], pen.main);
    pen.bar([0.26, 0.24, 0.78, 0.28], pen.dark);
}

pub(super) fn hat(pen: &mut Pen<'_, '_>) {
    pen.disc((0.5, 0.2), 0.47, 0.12, pen.main);
    pen.round(
        &[0.27, 0.2, 0.29, -0.24, 0.4, -0.32, 0.5, -0.28, 0.6, -0.32, 0.71, -0.24, 0.73, 0.2, 0.5, 0.25],
        pen.main,
    );
    pen.shape(&[0.272, 0.06, 0.728, 0.06, 0.73, 0.18, 0.5, 0.23, 0.27, 0.18], pen.dark);
}

pub(super) fn clock(pen: &mut Pen<'_, '_>) {
    pen.disc((0.5, 0.0), 0.44, 0.44, pen.main);
    pen.disc((0.5, 0.0), 0.37, 0.37, Rgb::hex(0xF8F6EE));
    let ink = Rgb::hex(0x202024);
    for it in 0..12_u8 {
        let turn = f32::from(it) / 12.0 * std::f32::consts::TAU;
        let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
        pen.stroke(&[0.5 + 0.3 * cos, 0.3 * sin, 0.5 + 0.35 * cos, 0.35 * sin], 0.02, ink);
    }
    for (long, width) in [(0.19, 0.035), (0.28, 0.022)] {
        let turn = pen.rng.between(0.0, std::f32::consts::TAU);
        pen.stroke(&[0.5, 0.0, 0.5 + long * libm::cosf(turn), long * libm::sinf(turn)], width, ink);
    }
}

pub(super) fn glasses(pen: &mut Pen<'_, '_>) {
    for x in [0.25, 0.75] {
        pen.brush.fill(&crate::creatures::outline::ellipse((x, 0.02), 0.18, 0.15), Rgb::hex(0xD8ECF4), 0.6);
        pen.ring((x, 0.02), 0.19, 0.16, 0.04, pen.main);
    }
    pen.curve(&[0.43, -0.02, 0.5, -0.07, 0.57, -0.02], 0.035, pen.main);
    pen.stroke(&[0.07, -0.04, 0.0, -0.16, 0.1, -0.26], 0.03, pen.main);
    pen.stroke(&[0.93, -0.04, 1.0, -0.16, 0.9, -0.26], 0.03, pen.main);
}

pub(super) fn lamp(pen: &mut Pen<'_, '_>) {
    pen.bar([0.47, -0.1, 0.53, 0.4], Rgb::hex(WOOD));
    pen.disc((0.5, 0.41), 0.22, 0.06, Rgb::hex(WOOD));
    pen.disc((0.5, 0.0), 0.08, 0.08, Rgb::hex(0xFFF4B0));
    pen.shape(&[0.34, -0.46, 0.66, -0.46, 0.84, 0.02, 0.16, 0.02], pen.main);
    pen.stroke(&[0.2, -0.04, 0.8, -0.04], 0.025, pen.pale);
}

pub(super) fn shirt(pen: &mut Pen<'_, '_>) {
    pen.shape(
        &[
            0.36, -0.4, 0.64, -0.4, 0.8, -0.34, 0.98, -0.06, 0.84, 0.04, 0.74, -0.1, 0.74, 0.42, 0.26, 0.42, 0.26,
            -0.1, 0.16, 0.04, 0.02, -0.06, 0.2, -0.34,
        ],
        pen.main,
    );
    pen.shape(&[0.38, -0.4, 0.62, -0.4, 0.5, -0.22], pen.pale);
    for y in [-0.12, 0.04, 0.2, 0.36] {
        pen.disc((0.5, y), 0.018, 0.018, pen.dark);
    }
}

pub(super) fn guitar(pen: &mut Pen<'_, '_>) {
    pen.about(0xC07830);
    pen.round(
        &[
            0.02, 0.0, 0.06, -0.22, 0.2, -0.28, 0.34, -0.17, 0.46, -0.2, 0.55, -0.12, 0.57, 0.0, 0.55, 0.12, 0.46, 0.2,
            0.34, 0.17, 0.2, 0.28, 0.06, 0.22,
        ],
        pen.main,
    );
    pen.disc((0.36, 0.0), 0.08, 0.08, Rgb::hex(0x281C14));
    pen.bar([0.4, -0.035, 0.88, 0.035], Rgb::hex(0x4C3020));
    pen.bar([0.88, -0.06, 1.0, 0.06], Rgb::hex(0x4C3020));
    pen.bar([0.13, -0.09, 0.17, 0.09], Rgb::hex(0x4C3020));
    for y in [-0.02, 0.0, 0.02] {
        pen.stroke(&[0.15, y, 0.96, y], 0.006, Rgb::hex(0xECECE4));
    }
}

pub(super) fn taper(pen: &mut Pen<'_, '_>) {
    pen.round(&[0.5, -0.5, 0.57, -0.36, 0.53, -0.28, 0.47, -0.28, 0.43, -0.36], Rgb::hex(0xF8B030));
    pen.disc((0.5, -0.33), 0.025, 0.045, Rgb::hex(0xFFF4C0));
    pen.stroke(&[0.5, -0.26, 0.5, -0.2], 0.015, Rgb::hex(0x302820));
    pen.bar([0.41, -0.2, 0.59, 0.32], pen.pale);
    pen.curve(&[0.42, -0.2, 0.43, -0.04, 0.46, -0.18], 0.03, pen.pale);
    pen.disc((0.5, 0.38), 0.3, 0.08, pen.main);
    pen.ring((0.82, 0.36), 0.07, 0.06, 0.03, pen.main);
}
