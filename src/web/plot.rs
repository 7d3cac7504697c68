//! The plot: hands a figure to Plotly, through the bridge in `www/plot.js`.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::error;
use crate::app::Figure;
use crate::protocol::ItemId;

#[wasm_bindgen(module = "/www/plot.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn load(base: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = hasWebgl)]
    fn has_webgl_js() -> bool;
    #[wasm_bindgen(catch)]
    async fn draw(
        element: &HtmlElement,
        texts: &Array,
        thumbs: &Array,
        ends: &Array,
        items: &[u32],
        places: &[f32],
        wears: &[i32],
        links: &[f32],
        centres: &[f32],
        bounds: &[f32],
        in_space: bool,
        has_text: bool,
        has_thumbs: bool,
        can_drag: bool,
        can_zoom: bool,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn follow(element: &HtmlElement, way: &[f32]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = nextFrame)]
    async fn next_frame_js() -> JsValue;
    fn dispose(element: &HtmlElement);
    fn on(element: &HtmlElement, name: &str, callback: &Callback);
    #[wasm_bindgen(js_name = onLoss)]
    fn on_loss(element: &HtmlElement, callback: JsValue);
    /// Hands the drawing in `element` over as a picture file called `name`; fails with what Plotly says.
    #[wasm_bindgen(catch, js_name = save)]
    pub async fn save_drawing(element: &HtmlElement, name: &str) -> Result<JsValue, JsValue>;
}

/// Whether this browser draws points in space.
pub fn has_webgl() -> bool {
    has_webgl_js()
}

/// What a person may do with the drawing, and what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// Whether it is drawn in space; else the third axis is left out.
    pub in_space: bool,
    /// Whether each point's text is written, as far as there is room.
    pub has_text: bool,
    /// Whether small pictures stand for points that have one.
    pub has_thumbs: bool,
    /// Whether dragging turns or shifts it.
    pub can_drag: bool,
    /// Whether the wheel and two fingers zoom it.
    pub can_zoom: bool,
}

/// A point that was touched or pointed at, and where it is: pixels from the element's top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Touched {
    /// Whose point.
    pub item: ItemId,
    /// From the left.
    pub left: f64,
    /// From the top.
    pub top: f64,
}

/// What Plotly calls when a point is touched: with its item, left and top, or with nothing.
type Callback = Closure<dyn FnMut(Option<ItemId>, Option<f64>, Option<f64>)>;

/// A drawing in an element; dropping it takes the drawing away.
pub struct Plot {
    element: HtmlElement,
    callbacks: RefCell<Vec<Callback>>,
}

impl Plot {
    /// Loads Plotly from below `base`, once a page.
    ///
    /// # Errors
    /// What the browser says if it cannot be fetched.
    pub async fn open(element: HtmlElement, base: &str) -> Result<Self, String> {
        load(base).await.map_err(|thrown| error::words(&thrown))?;
        Ok(Self { element, callbacks: RefCell::default() })
    }

    /// Draws `figure`, or changes what is drawn; zoom and camera stay.
    ///
    /// # Errors
    /// What Plotly says, such as a WebGL context that is not to be had.
    pub async fn draw(&self, figure: &Figure, sight: Sight) -> Result<(), String> {
        let texts: Array = figure.marks.iter().map(|it| JsValue::from(&it.text)).collect();
        let thumbs = figure.marks.iter().map(|it| it.thumb.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str));
        let (thumbs, ends): (Array, Array) = (thumbs.collect(), figure.ends.iter().map(JsValue::from).collect());
        let (mut items, mut places, mut wears) = (Vec::new(), Vec::new(), Vec::new());
        for mark in &figure.marks {
            items.push(mark.item);
            places.extend(mark.place);
            let cluster = mark.cluster.map_or(-1, |it| it as i32);
            wears.extend([cluster, mark.shape as i32, i32::from(mark.is_odd), i32::from(mark.is_selected)]);
        }
        let links: Vec<f32> = figure.links.as_flattened().as_flattened().to_vec();
        let centres: Vec<f32> = figure
            .centres
            .iter()
            .flat_map(|it| {
                let [x, y, z] = it.place;
                [it.cluster as f32, x, y, z]
            })
            .collect();
        let bounds: Vec<f32> = figure.bounds.iter().flat_map(|(low, high)| [*low, *high]).collect();
        let Sight { in_space, has_text, has_thumbs, can_drag, can_zoom } = sight;
        draw(
            &self.element,
            &texts,
            &thumbs,
            &ends,
            &items,
            &places,
            &wears,
            &links,
            &centres,
            &bounds,
            in_space,
            has_text,
            has_thumbs,
            can_drag,
            can_zoom,
        )
        .await
        .map(drop)
        .map_err(|thrown| error::words(&thrown))
    }

    /// Moves what a person draws, and the way that it is on; all else stays as it was drawn.
    ///
    /// # Errors
    /// What Plotly says.
    pub async fn follow(&self, places: &[[f32; 3]]) -> Result<(), String> {
        follow(&self.element, places.as_flattened()).await.map(drop).map_err(|thrown| error::words(&thrown))
    }

    /// Calls back when the drawing has been lost, with the memory of a graphics card; it has been taken away by then.
    pub fn on_loss(&self, callback: impl FnMut() + 'static) {
        on_loss(&self.element, Closure::<dyn FnMut()>::new(callback).into_js_value());
    }

    /// Calls back on `click`, `hover` or `unhover`; with a point, if there is one.
    pub fn on(&self, name: &str, mut callback: impl FnMut(Option<Touched>) + 'static) {
        let callback = Callback::new(move |item: Option<ItemId>, left: Option<f64>, top: Option<f64>| {
            let touched = item.zip(left).zip(top);
            callback(touched.map(|((item, left), top)| Touched { item, left, top }));
        });
        on(&self.element, name, &callback);
        self.callbacks.borrow_mut().push(callback);
    }
}

impl Drop for Plot {
    fn drop(&mut self) {
        dispose(&self.element);
    }
}

/// Until the browser paints next; not at all while the page is hidden.
pub async fn next_frame() {
    next_frame_js().await;
}

/// Whether the main way to point here is a finger.
pub fn is_coarse() -> bool {
    let query = web_sys::window().and_then(|it| it.match_media("(pointer: coarse)").ok().flatten());
    query.is_some_and(|it| it.matches())
}
