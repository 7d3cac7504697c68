//! The traces: lines to the nearest, points, rings round the odd and the selected, centres.

use js_sys::{Array, Float32Array};
use wasm_bindgen::prelude::*;

use super::View;
use super::look::Look;
use super::object::object;
use crate::app::{Figure, Mark, Shape};

/// Always the same five in the same order, so that Plotly changes them in place.
pub(super) fn traces(figure: &Figure, look: &Look, view: View) -> Array {
    let traces = Array::new();
    traces.push(&links(figure, look, view));
    traces.push(&points(figure, look, view));
    let size = size(figure, view);
    traces.push(&rings(figure, |it| it.is_odd, &look.odd, size * 1.5, view));
    traces.push(&rings(figure, |it| it.is_selected, &look.select, size * 1.9, view));
    traces.push(&centres(figure, look, view));
    traces
}

fn points(figure: &Figure, look: &Look, view: View) -> JsValue {
    let marks = &figure.marks;
    let colours: Array = marks.iter().map(|it| JsValue::from(look.cluster(it.cluster))).collect();
    let symbols: Array = marks.iter().map(|it| JsValue::from(symbol(it.shape))).collect();
    let texts: Array = marks.iter().map(|it| JsValue::from(&it.text)).collect();
    let edge = object(&[("width", (if view.in_space { 0.0 } else { 1.0 }).into()), ("color", (&look.surface).into())]);
    let marker = object(&[
        ("size", size(figure, view).into()),
        ("color", colours.into()),
        ("symbol", symbols.into()),
        ("opacity", 1.0.into()),
        ("line", edge),
    ]);
    let mode = if view.has_text { "markers+text" } else { "markers" };
    let font = object(&[("size", 11.into()), ("color", (&look.ink).into())]);
    let places: Vec<[f32; 3]> = marks.iter().map(|it| it.place).collect();
    trace(
        view,
        mode,
        &places,
        &[
            ("text", texts.into()),
            ("textposition", "top center".into()),
            ("textfont", font),
            ("customdata", items(marks.iter())),
            ("marker", marker),
        ],
    )
}

/// Rings lie over points, so they answer for the same items.
fn rings(figure: &Figure, is_ringed: fn(&Mark) -> bool, colour: &str, size: f64, view: View) -> JsValue {
    let ringed: Vec<&Mark> = figure.marks.iter().filter(|it| is_ringed(it)).collect();
    let edge = object(&[("width", 3.into()), ("color", colour.into())]);
    let marker =
        object(&[("size", size.into()), ("color", colour.into()), ("symbol", "circle-open".into()), ("line", edge)]);
    let places: Vec<[f32; 3]> = ringed.iter().map(|it| it.place).collect();
    trace(view, "markers", &places, &[("customdata", items(ringed.into_iter())), ("marker", marker)])
}

/// A cross as text: the symbol `x` in space is drawn from a font's dingbats, which many devices lack.
fn centres(figure: &Figure, look: &Look, view: View) -> JsValue {
    let texts: Array = figure.centres.iter().map(|it| JsValue::from(format!("<b>×</b>{}", it.cluster + 1))).collect();
    let font = object(&[("size", 22.into()), ("color", (&look.ink).into())]);
    let places: Vec<[f32; 3]> = figure.centres.iter().map(|it| it.place).collect();
    trace(
        view,
        "text",
        &places,
        &[
            ("text", texts.into()),
            ("textposition", "middle center".into()),
            ("textfont", font),
            ("hoverinfo", "skip".into()),
        ],
    )
}

fn links(figure: &Figure, look: &Look, view: View) -> JsValue {
    let line = object(&[("color", (&look.faint).into()), ("width", 2.into())]);
    let gap = [f32::NAN; 3];
    let places: Vec<[f32; 3]> = figure.links.iter().flat_map(|[from, to]| [*from, *to, gap]).collect();
    trace(view, "lines", &places, &[("line", line), ("hoverinfo", "skip".into())])
}

fn trace(view: View, mode: &str, places: &[[f32; 3]], fields: &[(&str, JsValue)]) -> JsValue {
    let axis = |at: usize| {
        let values: Vec<f32> = places.iter().map(|it| it[at]).collect();
        JsValue::from(Float32Array::from(values.as_slice()))
    };
    let mut all = vec![
        ("type", JsValue::from(if view.in_space { "scatter3d" } else { "scatter" })),
        ("mode", mode.into()),
        // The card is the page's own; Plotly only tells when.
        ("hoverinfo", "none".into()),
        ("cliponaxis", false.into()),
        ("x", axis(0)),
        ("y", axis(1)),
    ];
    if view.in_space {
        all.push(("z", axis(2)));
    }
    all.extend(fields.iter().map(|(key, value)| (*key, value.clone())));
    object(&all)
}

fn items<'a>(marks: impl Iterator<Item = &'a Mark>) -> JsValue {
    marks.map(|it| JsValue::from(it.item)).collect::<Array>().into()
}

/// Pixels across a point; Plotly draws those in space larger for the same number.
fn size(figure: &Figure, view: View) -> f64 {
    let size = match figure.marks.len() {
        0..=60 => 12.0,
        61..=300 => 10.0,
        _ => 7.0,
    };
    if view.in_space { size * 0.7 } else { size }
}

fn symbol(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "circle",
        Shape::Square => "square",
        Shape::Diamond => "diamond",
        Shape::Cross => "cross",
        Shape::OpenCircle => "circle-open",
        Shape::OpenSquare => "square-open",
        Shape::OpenDiamond => "diamond-open",
    }
}
