//! The strip: a whole vector as one row of coloured cells.

use std::sync::Arc;

use crate::ui::dom::{Memo, View, effect, el, memo, shown};
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::matrix::dot;
use crate::protocol::ItemId;
use crate::ui::page::use_page;

/// Above and below zero: orange and blue are told apart by every kind of eye, and both stand out by day and by night.
const ABOVE: [u8; 3] = [224, 122, 20];
const BELOW: [u8; 3] = [44, 127, 208];

/// The vector of `item`, a cell a number: orange above zero, blue below, stronger the farther.
///
/// Full colour is three times the typical size of a number in a unit vector, `1 / sqrt(dims)`, so strips of one model
/// can be compared. Where a vector has two parts each is taken by itself; of a name only the one that it has is shown.
pub(crate) fn strip(item: Memo<Option<ItemId>>) -> View {
    let page = use_page();
    let values = memo(move || {
        let id = item.get()?;
        page.read(|state| Some((Arc::clone(&state.item(id)?.vector.as_ref()?.values), state.n_names())))
    });
    shown(
        move || values.with(Option::is_some),
        move || {
            let strip = el("canvas.strip[role=img][height=1]").attr("aria-label", page.words().stage.strip());
            let canvas = strip.node();
            effect(move || {
                if let Some((values, n_names)) = values.get() {
                    paint(&canvas, &values, n_names);
                }
            });
            strip
        },
    )
}

/// What no canvas can show (no context, no cells) is left blank: the numbers stand beside it.
fn paint(canvas: &HtmlCanvasElement, values: &[f32], n_names: usize) {
    let (names, pictures) = values.split_at(n_names.min(values.len()));
    let cells = [cells(names), cells(pictures)].concat();
    blit(canvas, &cells, u32::try_from(cells.len() / 4).unwrap_or(0));
}

/// Puts RGBA pixels, `width` in a row, onto a canvas of as many rows.
pub(crate) fn blit(canvas: &HtmlCanvasElement, rgba: &[u8], width: u32) {
    let context = canvas.get_context("2d").ok().flatten().and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok());
    let Some(context) = context.filter(|_| width > 0) else { return };
    canvas.set_width(width);
    if let Ok(image) = ImageData::new_with_u8_clamped_array(Clamped(rgba), width) {
        drop(context.put_image_data(&image, 0.0, 0.0));
    }
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an alpha")]
fn cells(values: &[f32]) -> Vec<u8> {
    let full = 3.0 * (dot(values, values) / values.len() as f32).sqrt();
    if full <= 0.0 {
        return Vec::new();
    }
    let cell = |value: &f32| {
        let [red, green, blue] = if *value < 0.0 { BELOW } else { ABOVE };
        let alpha = (value.abs() / full).min(1.0) * 255.0;
        [red, green, blue, alpha as u8]
    };
    values.iter().flat_map(cell).collect()
}
