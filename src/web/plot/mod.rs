//! The plot: draws a figure with Plotly, through the bridge in `www/plot.js`.

mod layout;
mod look;
mod object;
mod traces;

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

pub use look::Look;

use self::object::{object, text_of};
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
        traces: &Array,
        layout: &JsValue,
        config: &JsValue,
    ) -> Result<JsValue, JsValue>;
    fn resize(element: &HtmlElement);
    fn dispose(element: &HtmlElement);
    fn on(element: &HtmlElement, name: &str, callback: &Closure<dyn FnMut(JsValue)>);
    #[wasm_bindgen(catch, js_name = toImage)]
    async fn to_image(element: &HtmlElement, options: &JsValue) -> Result<JsValue, JsValue>;
}

/// Whether this browser draws points in space.
pub fn has_webgl() -> bool {
    has_webgl_js()
}

/// What a person may do with the drawing, and what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Whether it is drawn in space; else the third axis is left out.
    pub in_space: bool,
    /// Whether each point's text is written.
    pub has_text: bool,
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

/// What Plotly calls when a point is touched.
type Callback = Closure<dyn FnMut(JsValue)>;

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
        load(base).await.map_err(|error| text_of(&error))?;
        Ok(Self { element, callbacks: RefCell::default() })
    }

    /// Draws `figure`, or changes what is drawn; zoom and camera stay.
    ///
    /// # Errors
    /// What Plotly says, such as a WebGL context that is not to be had.
    pub async fn draw(&self, figure: &Figure, look: &Look, view: View) -> Result<(), String> {
        let traces = traces::traces(figure, look, view);
        let layout = layout::layout(figure, look, view);
        let config = object(&[("displayModeBar", false.into()), ("scrollZoom", view.can_zoom.into())]);
        draw(&self.element, &traces, &layout, &config).await.map(|_| ()).map_err(|error| text_of(&error))
    }

    /// Calls back on `click`, `hover` or `unhover`; with a point, if there is one.
    pub fn on(&self, name: &str, mut callback: impl FnMut(Option<Touched>) + 'static) {
        let callback = Closure::new(move |event: JsValue| callback(touched(&event)));
        on(&self.element, name, &callback);
        self.callbacks.borrow_mut().push(callback);
    }

    /// Fits the drawing to its element.
    pub fn resize(&self) {
        resize(&self.element);
    }

    /// The drawing as it is seen, as a data address of a PNG at twice the pixels.
    ///
    /// # Errors
    /// What Plotly says.
    pub async fn image(&self) -> Result<String, String> {
        let width = self.element.client_width().into();
        let height = self.element.client_height().into();
        let options = object(&[("format", "png".into()), ("scale", 2.into()), ("width", width), ("height", height)]);
        let address = to_image(&self.element, &options).await.map_err(|error| text_of(&error))?;
        address.as_string().ok_or_else(|| text_of(&address))
    }
}

impl Drop for Plot {
    fn drop(&mut self) {
        dispose(&self.element);
    }
}

fn touched(event: &JsValue) -> Option<Touched> {
    let get = |from: &JsValue, key: &str| Reflect::get(from, &key.into()).ok();
    let point = Reflect::get_u32(&get(event, "points")?, 0).ok()?;
    let number = |key| get(&point, key)?.as_f64();
    Some(Touched { item: number("customdata")? as ItemId, left: number("left")?, top: number("top")? })
}

/// Until the browser paints next; not at all while the page is hidden.
pub async fn next_frame() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // A window that cannot paint has no one to draw for.
            drop(window.request_animation_frame(&resolve));
        }
    });
    drop(wasm_bindgen_futures::JsFuture::from(promise).await);
}

/// Whether the main way to point here is a finger.
pub fn is_coarse() -> bool {
    let query = web_sys::window().and_then(|it| it.match_media("(pointer: coarse)").ok().flatten());
    query.is_some_and(|it| it.matches())
}
