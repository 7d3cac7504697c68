//! Lens and sensor: blur, white balance, exposure, contrast, noise.

use crate::creatures::colour::hash;
use crate::rng::Rng;

/// Gives the pixels what lens and sensor would.
pub(super) fn expose(rgba: &mut [u8], side: usize, rng: &mut Rng) {
    match rng.below(20) {
        0..9 => defocus(rgba, side, side as f32 * rng.between(0.001, 0.008)),
        9..14 => {
            let turn = rng.between(0.0, std::f32::consts::TAU);
            let length = side as f32 * rng.between(0.004, 0.026);
            motion(rgba, side, libm::cosf(turn) * length, libm::sinf(turn) * length);
        }
        _ => {}
    }
    let exposure = rng.between(0.8, 1.3);
    let warm = rng.between(-0.12, 0.12);
    let gains = [exposure * (1.0 + warm), exposure * (1.0 + rng.between(-0.05, 0.05)), exposure * (1.0 - warm)];
    let (gamma, black) = (rng.between(0.82, 1.25), rng.between(0.0, 0.08));
    let tables = gains.map(|gain| {
        let mut table = [0.0_f32; 256];
        for (at, it) in table.iter_mut().enumerate() {
            let light = libm::powf(at as f32 / 255.0, gamma) * gain;
            *it = 255.0 * (black + (1.0 - black) * light);
        }
        table
    });
    let grain = 255.0 * if rng.below(3) == 0 { 0.0 } else { rng.between(0.0, 0.09) };
    let seed = rng.next_u32();
    for (at, pixel) in rgba.chunks_exact_mut(4).enumerate() {
        // Most of a sensor's noise is that of light, some that of colour.
        let bits = if grain > 0.0 { [bits(at, 0, seed), bits(at, 1, seed)] } else { [0x7F_7F7F; 2] };
        let all = byte(bits[1]) + byte(bits[1] >> 8);
        for (channel, table) in tables.iter().enumerate() {
            let own = byte(bits[0] >> (8 * channel));
            let value = table[usize::from(pixel[channel])] + grain * (0.7 * all + 0.7 * own);
            pixel[channel] = (value + 0.5).clamp(0.0, 255.0) as u8;
        }
    }
}

/// Twenty-four bits for a pixel.
fn bits(at: usize, salt: i32, seed: u32) -> u32 {
    (hash(at as i32, salt, seed) * 16_777_216.0) as u32
}

/// The lowest byte as a number from -0.5 to 0.5.
fn byte(bits: u32) -> f32 {
    (bits & 0xFF) as f32 / 255.0 - 0.5
}

/// Blurs rows, then columns, by a bell of that standard deviation.
fn defocus(rgba: &mut [u8], side: usize, sigma: f32) {
    let reach = (libm::ceilf(2.2 * sigma) as usize).max(1);
    let bell: Vec<f32> = (0..=2 * reach)
        .map(|it| it as f32 - reach as f32)
        .map(|far| libm::expf(-0.5 * far * far / (sigma * sigma)))
        .collect();
    let sum: f32 = bell.iter().sum();
    // In units of 1/65536, so that no sum needs a float.
    let weights: Vec<u32> = bell.iter().map(|it| (it / sum * 65_536.0 + 0.5) as u32).collect();
    for (step, line) in [(4, side * 4), (side * 4, 4)] {
        let old = rgba.to_vec();
        for across in 0..side {
            for along in 0..side {
                let mut colour = [32_768_u32; 3];
                for (it, weight) in weights.iter().enumerate() {
                    let from = across * line + (along + it).saturating_sub(reach).min(side - 1) * step;
                    for (sum, &value) in colour.iter_mut().zip(&old[from..from + 3]) {
                        *sum += weight * u32::from(value);
                    }
                }
                let at = across * line + along * step;
                rgba[at..at + 3].copy_from_slice(&colour.map(|it| (it >> 16).min(255) as u8));
            }
        }
    }
}

/// Smears along a line of that many pixels.
fn motion(rgba: &mut [u8], side: usize, dx: f32, dy: f32) {
    const TAPS: u16 = 7;
    let old = rgba.to_vec();
    let offsets: Vec<(isize, isize)> = (0..TAPS)
        .map(|it| f32::from(it) / f32::from(TAPS - 1) - 0.5)
        .map(|t| (libm::roundf(t * dx) as isize, libm::roundf(t * dy) as isize))
        .collect();
    let last = side as isize - 1;
    for row in 0..side {
        for column in 0..side {
            let mut sum = [TAPS / 2; 3];
            for (x, y) in &offsets {
                let x = (column as isize + x).clamp(0, last) as usize;
                let y = (row as isize + y).clamp(0, last) as usize;
                let pixel = &old[(y * side + x) * 4..][..3];
                sum.iter_mut().zip(pixel).for_each(|(sum, &it)| *sum += u16::from(it));
            }
            let at = (row * side + column) * 4;
            rgba[at..at + 3].copy_from_slice(&sum.map(|it| (it / TAPS) as u8));
        }
    }
}
