//! Things to eat that are in no tank.

use super::pen::Pen;
use crate::creatures::colour::Rgb;

pub(super) fn sausage(pen: &mut Pen<'_, '_>) {
    pen.about(0xB8503C);
    let bow = pen.rng.between(-0.12, 0.18);
    let high = pen.rng.between(0.08, 0.13);
    let flat = [0.03, 0.0, 0.1, -high, 0.5, bow - high, 0.9, -high, 0.97, 0.0, 0.9, high, 0.5, bow + high, 0.1, high];
    pen.round(&flat, pen.main);
    for at in [0.3, 0.45, 0.6] {
        pen.stroke(&[at, bow - 0.5 * high, at + 0.07, bow + 0.3 * high], 0.015, pen.dark);
    }
    pen.shape(&[0.0, -0.03, 0.05, 0.0, 0.0, 0.03], pen.dark);
    pen.shape(&[1.0, -0.03, 0.95, 0.0, 1.0, 0.03], pen.dark);
}

pub(super) fn carrot(pen: &mut Pen<'_, '_>) {
    pen.about(0xE87820);
    let leaf = Rgb::hex(0x3E8C34);
    for (x, y) in [(1.0, -0.18), (0.99, -0.06), (1.0, 0.06), (0.97, 0.17)] {
        pen.curve(&[0.74, 0.0, 0.88, 0.6 * y, x, y], 0.035, leaf);
    }
    pen.round(&[0.0, 0.02, 0.3, -0.07, 0.6, -0.13, 0.76, -0.12, 0.8, 0.0, 0.76, 0.12, 0.6, 0.13, 0.3, 0.08], pen.main);
    for (x, y) in [(0.3, -0.03), (0.45, 0.06), (0.55, -0.07), (0.66, 0.04)] {
        pen.stroke(&[x, y, x + 0.05, y], 0.012, pen.dark);
    }
}

pub(super) fn bread(pen: &mut Pen<'_, '_>) {
    pen.about(0xB8763A);
    let crust = [0.14, 0.38, 0.14, -0.08, 0.08, -0.22, 0.2, -0.38, 0.8, -0.38, 0.92, -0.22, 0.86, -0.08, 0.86, 0.38];
    pen.shape(&crust, pen.main);
    let crumb = [0.2, 0.32, 0.2, -0.1, 0.15, -0.21, 0.24, -0.31, 0.76, -0.31, 0.85, -0.21, 0.8, -0.1, 0.8, 0.32];
    pen.shape(&crumb, Rgb::hex(0xF4E2BC));
    for (x, y) in [(0.35, -0.1), (0.6, 0.05), (0.45, 0.2), (0.68, -0.16), (0.3, 0.12)] {
        pen.disc((x, y), 0.02, 0.015, Rgb::hex(0xDCC08C));
    }
}

pub(super) fn mushroom(pen: &mut Pen<'_, '_>) {
    pen.round(&[0.42, 0.0, 0.58, 0.0, 0.6, 0.3, 0.64, 0.44, 0.36, 0.44, 0.4, 0.3], Rgb::hex(0xF0E6D2));
    pen.round(&[0.08, 0.06, 0.14, -0.2, 0.36, -0.4, 0.64, -0.4, 0.86, -0.2, 0.92, 0.06, 0.5, 0.12], pen.main);
    for (x, y, r) in [(0.3, -0.16, 0.06), (0.52, -0.28, 0.07), (0.7, -0.1, 0.055), (0.48, -0.06, 0.045)] {
        pen.disc((x, y), r, 0.8 * r, pen.pale);
    }
}

pub(super) fn egg(pen: &mut Pen<'_, '_>) {
    if pen.rng.below(2) == 0 {
        pen.about(0xE8CDB0);
    }
    let flat = pen.rng.between(0.7, 0.95);
    pen.round(
        &[0.1, 0.0, 0.2, -0.27, 0.45, -0.38, 0.72, -0.28, 0.9, 0.0, 0.72, 0.28, 0.45, 0.38, 0.2, 0.27]
            .map(|it| it * flat),
        pen.main,
    );
}

pub(super) fn cheese(pen: &mut Pen<'_, '_>) {
    pen.about(0xF0C040);
    pen.shape(&[0.04, 0.06, 0.8, -0.34, 0.96, -0.02], pen.pale);
    pen.shape(&[0.04, 0.06, 0.96, -0.02, 0.96, 0.28, 0.04, 0.36], pen.main);
    for (x, y, r) in [(0.25, 0.2, 0.05), (0.5, 0.12, 0.06), (0.76, 0.16, 0.07), (0.62, 0.24, 0.03), (0.7, -0.14, 0.04)]
    {
        pen.disc((x, y), r, 0.8 * r, pen.dark);
    }
}

pub(super) fn pepper(pen: &mut Pen<'_, '_>) {
    pen.about(0xC8281C);
    pen.curve(&[0.84, -0.05, 0.92, -0.1, 0.99, -0.2], 0.04, Rgb::hex(0x4A8030));
    pen.round(&[0.0, 0.14, 0.3, 0.06, 0.6, -0.1, 0.8, -0.14, 0.88, -0.04, 0.8, 0.08, 0.6, 0.12, 0.3, 0.16], pen.main);
    pen.round(&[0.78, -0.15, 0.88, -0.12, 0.9, 0.0, 0.8, 0.09, 0.83, -0.04], Rgb::hex(0x5C9838));
    pen.curve(&[0.3, 0.08, 0.55, -0.02, 0.72, -0.08], 0.015, pen.pale);
}

pub(super) fn apple(pen: &mut Pen<'_, '_>) {
    pen.about(0xC83028);
    pen.curve(&[0.5, -0.2, 0.52, -0.36, 0.58, -0.44], 0.035, Rgb::hex(0x60402C));
    pen.round(
        &[
            0.5, -0.22, 0.68, -0.3, 0.88, -0.16, 0.9, 0.12, 0.72, 0.4, 0.5, 0.36, 0.28, 0.4, 0.1, 0.12, 0.12, -0.16,
            0.32, -0.3,
        ],
        pen.main,
    );
    pen.round(&[0.56, -0.34, 0.68, -0.46, 0.84, -0.44, 0.72, -0.32], Rgb::hex(0x58A040));
    pen.disc((0.28, -0.08), 0.05, 0.08, pen.pale);
}

pub(super) fn banana(pen: &mut Pen<'_, '_>) {
    pen.about(0xF4D434);
    pen.round(
        &[
            0.03, -0.2, 0.12, -0.22, 0.24, 0.0, 0.46, 0.12, 0.72, 0.06, 0.9, -0.14, 0.98, -0.1, 0.86, 0.16, 0.6, 0.32,
            0.3, 0.26, 0.1, 0.06,
        ],
        pen.main,
    );
    pen.curve(&[0.14, -0.04, 0.36, 0.18, 0.62, 0.2, 0.86, 0.02], 0.014, pen.dark);
    pen.shape(&[0.02, -0.3, 0.09, -0.31, 0.13, -0.2, 0.05, -0.18], Rgb::hex(0x6C5424));
    pen.disc((0.95, -0.12), 0.03, 0.03, Rgb::hex(0x4C3C1C));
}

pub(super) fn lemon(pen: &mut Pen<'_, '_>) {
    pen.about(0xF4E030);
    pen.round(
        &[
            0.06, 0.0, 0.14, -0.07, 0.3, -0.25, 0.5, -0.31, 0.7, -0.25, 0.86, -0.07, 0.94, 0.0, 0.86, 0.07, 0.7, 0.25,
            0.5, 0.31, 0.3, 0.25, 0.14, 0.07,
        ],
        pen.main,
    );
    pen.disc((0.36, -0.12), 0.08, 0.05, pen.pale);
    pen.round(&[0.9, -0.02, 0.98, -0.1, 1.0, -0.2, 0.92, -0.12], Rgb::hex(0x4C9038));
}

pub(super) fn grapes(pen: &mut Pen<'_, '_>) {
    pen.about(0x6C3C90);
    pen.stroke(&[0.5, -0.3, 0.5, -0.47, 0.58, -0.48], 0.03, Rgb::hex(0x70503C));
    pen.round(&[0.5, -0.34, 0.66, -0.46, 0.82, -0.38, 0.76, -0.26, 0.6, -0.26], Rgb::hex(0x5C9C44));
    for row in 0..5_u8 {
        let n = 5 - row;
        for it in 0..n {
            let x = 0.5 + (f32::from(it) - 0.5 * f32::from(n - 1)) * 0.145;
            let y = -0.22 + 0.135 * f32::from(row);
            pen.disc((x, y), 0.085, 0.085, pen.main);
            pen.disc((x - 0.025, y - 0.025), 0.02, 0.02, pen.pale);
        }
    }
}
