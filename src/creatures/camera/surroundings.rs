//! What lies behind the drawing and before it, and the light that falls over all.

use super::view::View;
use crate::creatures::canvas::Canvas;
use crate::creatures::colour::{Rgb, SKIN, noise, step};
use crate::creatures::outline::{Point, ellipse, smooth_line, tapered};
use crate::rng::Rng;

/// Paints a table or a wall with things on it, and the sheet or the screen that shows the drawing.
pub(super) fn behind(canvas: &mut Canvas, view: &View, rng: &mut Rng) {
    if !view.framed {
        return;
    }
    let (side, seed) = (canvas.side(), rng.next_u32());
    let table = [0x8C6844, 0xB89870, 0x4C3828, 0xD8D4CC, 0x687078, 0x2C3038, 0x5C7050, 0x8C4C40][rng.below(8)];
    let (table, grain) = (Rgb::hex(table), rng.between(4.0, 40.0));
    canvas.repaint(|x, y, _| table.scale(0.8 + 0.4 * noise(x / side * 3.0, y / side * grain, seed)));
    for _ in 0..rng.below(8) {
        clutter(canvas, rng);
    }
    let sheet = [0xFCFCFA, 0xF4F0E4, 0x101014, 0x2C2C30, 0xC8CCD0][rng.below(5)];
    let edge = view.around(rng.between(0.0, 0.16));
    let fallen = edge.map(|(x, y)| (x + 0.012 * side, y + 0.02 * side));
    canvas.fill(&fallen, Rgb::hex(0x080808), 0.3);
    canvas.fill(&edge, Rgb::hex(sheet), 1.0);
}

/// Paints what hides a part of the drawing: now and then a finger that holds it, a label, something at the edge.
pub(super) fn before(canvas: &mut Canvas, view: &View, rng: &mut Rng) {
    if rng.below(10) < 4 {
        finger(canvas, view, rng);
    }
    if rng.below(10) < 2 {
        label(canvas, rng);
    }
    if rng.below(10) < 2 {
        clutter(canvas, rng);
    }
}

/// Lets a shadow fall, and a lamp shine back from the sheet.
pub(super) fn light(canvas: &mut Canvas, rng: &mut Rng) {
    let side = canvas.side();
    let turn = rng.between(0.0, std::f32::consts::TAU);
    let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
    let (at, soft) = (rng.between(-0.35, 0.35), rng.between(0.03, 0.3));
    let (deep, wave) = (if rng.below(2) == 0 { rng.between(0.1, 0.38) } else { 0.0 }, rng.next_u32());
    let (x0, y0, radius) = (rng.uniform(), rng.uniform(), rng.between(0.1, 0.4));
    let glare = if rng.below(4) == 0 { rng.between(0.1, 0.45) } else { 0.0 };
    if deep + glare <= 0.0 {
        return;
    }
    canvas.repaint(|px, py, old| {
        let (x, y) = (px / side, py / side);
        let across = (x - 0.5) * cos + (y - 0.5) * sin + 0.12 * (noise(x * 3.0, y * 3.0, wave) - 0.5);
        let lit = old.scale(1.0 - deep * step(at - soft, at + soft, across));
        let far = ((x - x0) * (x - x0) + (y - y0) * (y - y0)).sqrt() / radius;
        lit.mix(Rgb::hex(0xFFFFFF), glare * step(1.0, 0.2, far))
    });
}

/// One thing near the picture's edge, half out of it.
fn clutter(canvas: &mut Canvas, rng: &mut Rng) {
    let side = canvas.side();
    let along = rng.uniform();
    let out = [-0.02, 1.02][rng.below(2)] + rng.between(-0.06, 0.06);
    let (x, y) = if rng.below(2) == 0 { (along * side, out * side) } else { (out * side, along * side) };
    let colour = Rgb { r: rng.uniform(), g: rng.uniform(), b: rng.uniform() };
    let (rx, ry) = (side * rng.between(0.03, 0.16), side * rng.between(0.03, 0.12));
    let outline = if rng.below(2) == 0 { ellipse((x, y), rx, ry) } else { turned_bar((x, y), rx, ry, rng) };
    canvas.fill(&outline, colour, 1.0);
    canvas.contour(&outline, 0.006 * side, colour.scale(0.5), 0.8);
}

/// A finger that reaches over the edge of the drawing.
fn finger(canvas: &mut Canvas, view: &View, rng: &mut Rng) {
    let side = canvas.side();
    let skin = Rgb::hex(SKIN[rng.below(SKIN.len())]);
    let (first, t) = (rng.below(4), rng.between(0.1, 0.9));
    let (a, b) = (view.corners[first], view.corners[(first + 1) % 4]);
    let root = (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1));
    let (dx, dy) = (0.5 * side - root.0, 0.5 * side - root.1);
    let far = (dx * dx + dy * dy).sqrt().max(1.0);
    let (dx, dy) = (dx / far * side, dy / far * side);
    let deep = rng.between(0.02, 0.17);
    let tip = (root.0 + deep * dx, root.1 + deep * dy);
    let lean = rng.between(-0.12, 0.12);
    let out = (root.0 - 0.5 * dx - lean * dy, root.1 - 0.5 * dy + lean * dx);
    let wide = side * rng.between(0.1, 0.15);
    let line = smooth_line(&[out, ((out.0 + tip.0) * 0.5, (out.1 + tip.1) * 0.5), tip]);
    let outline = tapered(&line, |t| {
        let end = ((1.0 - t) * 9.0).min(1.0);
        wide * libm::sqrtf((end * (2.0 - end)).max(0.04))
    });
    canvas.fill(&outline, skin, 1.0);
    canvas.contour(&outline, 0.006 * side, skin.scale(0.6), 0.7);
    let nail = (tip.0 - 0.045 * dx, tip.1 - 0.045 * dy);
    canvas.fill(&ellipse(nail, 0.24 * wide, 0.28 * wide), skin.mix(Rgb::hex(0xFFF0EC), 0.5), 1.0);
}

/// A price label somewhere.
fn label(canvas: &mut Canvas, rng: &mut Rng) {
    let side = canvas.side();
    let at = (side * rng.between(0.08, 0.92), side * rng.between(0.08, 0.92));
    let (wide, high) = (side * rng.between(0.06, 0.11), side * rng.between(0.035, 0.06));
    let outline = turned_bar(at, wide, high, rng);
    canvas.fill(&outline, Rgb::hex([0xFFFFFF, 0xF8E838, 0xF8D0C8][rng.below(3)]), 1.0);
    let ink = Rgb::hex([0x181818, 0xC82020][rng.below(2)]);
    let (across, down) = (minus(outline[1], outline[0]), minus(outline[3], outline[0]));
    let place = |u: f32, v: f32| (outline[0].0 + u * across.0 + v * down.0, outline[0].1 + u * across.1 + v * down.1);
    for digit in 0..3_u8 {
        let left = 0.16 + 0.25 * f32::from(digit);
        let line: Vec<Point> = (0..4).map(|_| place(left + rng.between(0.0, 0.16), rng.between(0.2, 0.8))).collect();
        canvas.line(&line, 0.012 * side, ink, 1.0);
    }
}

fn turned_bar((x, y): Point, rx: f32, ry: f32, rng: &mut Rng) -> Vec<Point> {
    let turn = rng.between(-0.6, 0.6);
    let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
    let corner = |(u, v): (f32, f32)| (x + u * rx * cos - v * ry * sin, y + u * rx * sin + v * ry * cos);
    [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(corner).to_vec()
}

fn minus(a: Point, b: Point) -> Point {
    (a.0 - b.0, a.1 - b.1)
}
