//! The layout: axes without numbers, for the numbers of a UMAP map mean nothing; the page's own colours.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::View;
use super::look::Look;
use super::object::object;
use crate::app::Figure;

pub(super) fn layout(figure: &Figure, look: &Look, view: View) -> JsValue {
    let margin = object(&[("l", 8.into()), ("r", 8.into()), ("t", 8.into()), ("b", 8.into())]);
    let font = object(&[("family", (&look.font).into()), ("color", (&look.ink).into()), ("size", 12.into())]);
    let mut fields = vec![
        // Equal words keep zoom and camera from one drawing to the next.
        ("uirevision", JsValue::from(if view.in_space { "space" } else { "plane" })),
        ("showlegend", false.into()),
        ("hovermode", "closest".into()),
        ("autosize", true.into()),
        ("margin", margin),
        ("font", font),
        ("paper_bgcolor", (&look.surface).into()),
        ("plot_bgcolor", (&look.surface).into()),
    ];
    if view.in_space {
        fields.push(("scene", scene(figure, look, view)));
    } else {
        fields.push(("dragmode", if view.can_drag { "pan".into() } else { false.into() }));
        fields.push(("xaxis", axis(figure, look, 0, &[("fixedrange", (!view.can_drag).into())])));
        let fixed = ("fixedrange", (!view.can_drag).into());
        fields.push(("yaxis", axis(figure, look, 1, &[fixed, ("scaleanchor", "x".into())])));
    }
    object(&fields)
}

fn scene(figure: &Figure, look: &Look, view: View) -> JsValue {
    let quiet = [("showspikes", JsValue::from(false)), ("showbackground", false.into())];
    object(&[
        // All axes to one scale: a UMAP map has no long and short sides of its own.
        ("aspectmode", "data".into()),
        ("camera", object(&[("eye", object(&[("x", 1.2.into()), ("y", 1.2.into()), ("z", 0.8.into())]))])),
        ("dragmode", if view.can_drag { "orbit".into() } else { false.into() }),
        ("xaxis", axis(figure, look, 0, &quiet)),
        ("yaxis", axis(figure, look, 1, &quiet)),
        ("zaxis", axis(figure, look, 2, &quiet)),
    ])
}

fn axis(figure: &Figure, look: &Look, at: usize, fields: &[(&str, JsValue)]) -> JsValue {
    let (low, high) = figure.bounds[at];
    let range = Array::of2(&low.into(), &high.into());
    let mut all = vec![
        ("range", JsValue::from(range)),
        ("autorange", false.into()),
        ("showticklabels", false.into()),
        ("ticks", "".into()),
        ("title", object(&[("text", "".into())])),
        ("zeroline", false.into()),
        ("gridcolor", (&look.line).into()),
    ];
    all.extend(fields.iter().map(|(key, value)| (*key, value.clone())));
    object(&all)
}
