//! Patterns: how much of a stripe or of a spot lies at a place.

use super::colour::{hash, step};

/// 1 on a stripe of `share` around each half-integer.
pub(super) fn stripe(at: f32, share: f32, soft: f32) -> f32 {
    let far = (at.rem_euclid(1.0) - 0.5).abs() * 2.0;
    let soft = (2.0 * soft).clamp(0.04, 0.4);
    step(share + soft, share - soft, far)
}

/// 1 on a spot of a radius somewhere in each cell of a lattice of side 1.
pub(super) fn spots(u: f32, v: f32, radius: f32, soft: f32, seed: u32) -> f32 {
    spots_where(u, v, radius, soft, seed, |_, _| true)
}

/// The same with only the spots whose middle is `shown`, so that none is cut.
pub(super) fn spots_where(u: f32, v: f32, radius: f32, soft: f32, seed: u32, shown: impl Fn(f32, f32) -> bool) -> f32 {
    let (column, row) = (u.floor() as i32, v.floor() as i32);
    let mut nearest = 4.0_f32;
    for (dx, dy) in [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)] {
        let (cx, cy) = (column + dx, row + dy);
        let at_x = cx as f32 + 0.5 + 0.5 * (hash(cx, cy, seed) - 0.5);
        let at_y = cy as f32 + 0.5 + 0.5 * (hash(cx, cy, seed ^ 0x9E37) - 0.5);
        let far = ((u - at_x) * (u - at_x) + (v - at_y) * (v - at_y)).sqrt();
        let far = far / (0.75 + 0.5 * hash(cx, cy, seed ^ 0x79B9));
        // Most are out of reach: those need no look at the outline.
        if far < nearest.min(radius + soft) && shown(at_x, at_y) {
            nearest = far;
        }
    }
    step(radius + soft, (radius - soft).max(0.0), nearest)
}
