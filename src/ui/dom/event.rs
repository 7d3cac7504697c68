//! What a component asks of the browser: its window, its document, its clock, and what an event was about.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement, ResizeObserver, Window};

use super::cell::keep;

/// The window.
pub(crate) fn window() -> Window {
    // A page without a window has not been opened by anybody.
    web_sys::window().unwrap_or_else(|| unreachable!("a page stands in a window"))
}

/// The document.
pub(crate) fn document() -> Document {
    window().document().unwrap_or_else(|| unreachable!("a page stands in a document"))
}

/// The element that an event happened on, as what it is known to be.
pub(crate) fn target<T: JsCast>(event: &Event) -> T {
    event.target().unwrap_or_else(|| unreachable!("events of elements have a target")).unchecked_into()
}

/// What a field holds: an `<input>`, a `<textarea>` or a `<select>`.
pub(crate) fn value_of(event: &Event) -> String {
    // All three have a `value`, and one getter reads it from each.
    target::<HtmlInputElement>(event).value()
}

/// Gives the focus to the first that `selector` finds in `within`. What cannot take it leaves it where it is: from there
/// the next Tab goes on.
pub(crate) fn focus(within: &Element, selector: &str) {
    let found = within.query_selector(selector).ok().flatten();
    if let Some(found) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        drop(found.focus());
    }
}

/// Hears events of the window, for as long as the component stands.
pub(crate) fn on_window(name: &'static str, hear: impl FnMut(Event) + 'static) {
    keep(Ear::new(window().into(), name, false, Box::new(hear)));
}

/// Hears events of the document, for as long as the component stands.
pub(crate) fn on_document(name: &'static str, hear: impl FnMut(Event) + 'static) {
    keep(Ear::new(document().into(), name, false, Box::new(hear)));
}

/// Hears it when the answer to a media query changes, for as long as the component stands.
pub(crate) fn on_media(query: &str, hear: impl FnMut(Event) + 'static) {
    if let Ok(Some(list)) = window().match_media(query) {
        keep(Ear::new(list.into(), "change", false, Box::new(hear)));
    }
}

/// Calls back when `element` has been laid out in another size, the first time included, for as long as the component
/// stands.
pub(crate) fn on_resize(element: &Element, run: impl FnMut() + 'static) {
    let run = Closure::<dyn FnMut()>::new(run);
    if let Ok(observer) = ResizeObserver::new(run.as_ref().unchecked_ref()) {
        observer.observe(element);
        keep((Observing(observer), run));
    }
}

struct Observing(ResizeObserver);

impl Drop for Observing {
    fn drop(&mut self) {
        self.0.disconnect();
    }
}

/// Runs `run` before the next frame is drawn: what has just been built has its size by then.
pub(crate) fn next_frame(run: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(run);
    drop(window().request_animation_frame(run.unchecked_ref()));
}

/// Scrolls the list, and nothing around it, until the item shows; the list is what the item is placed in.
pub(crate) fn scroll_to(list: &HtmlElement, item: &HtmlElement) {
    let within = |start: i32, size: i32, from: i32, room: i32| {
        if start < from { start } else { (start + size - room).max(from) }
    };
    let (top, left) = (item.offset_top(), item.offset_left());
    list.set_scroll_top(within(top, item.offset_height(), list.scroll_top(), list.client_height()));
    list.set_scroll_left(within(left, item.offset_width(), list.scroll_left(), list.client_width()));
}

/// Runs `run` once what is being built stands.
pub(crate) fn soon(run: impl FnOnce() + 'static) {
    window().queue_microtask(Closure::once_into_js(run).unchecked_ref());
}

/// A clock that rings until it is dropped.
pub(crate) struct Timer {
    id: i32,
    is_interval: bool,
    _ring: Closure<dyn FnMut()>,
}

impl Timer {
    /// Rings once.
    pub(crate) fn after(millis: i32, ring: impl FnMut() + 'static) -> Self {
        Self::new(millis, false, Box::new(ring))
    }

    /// Rings again and again.
    pub(crate) fn every(millis: i32, ring: impl FnMut() + 'static) -> Self {
        Self::new(millis, true, Box::new(ring))
    }

    fn new(millis: i32, is_interval: bool, ring: Box<dyn FnMut()>) -> Self {
        let ring = Closure::wrap(ring);
        let function = ring.as_ref().unchecked_ref();
        let none = js_sys::Array::new();
        let id = if is_interval {
            window().set_interval_with_callback_and_timeout_and_arguments(function, millis, &none)
        } else {
            window().set_timeout_with_callback_and_timeout_and_arguments(function, millis, &none)
        };
        // A window that stands always gives a number; that of no timer is not known to it, and clearing it does nothing.
        Self { id: id.unwrap_or_default(), is_interval, _ring: ring }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if self.is_interval {
            window().clear_interval_with_handle(self.id);
        } else {
            window().clear_timeout_with_handle(self.id);
        }
    }
}

/// A listener that is taken away when it is dropped.
pub(super) struct Ear {
    target: EventTarget,
    name: &'static str,
    is_capture: bool,
    hear: Closure<dyn FnMut(Event)>,
}

impl Ear {
    pub(super) fn new(target: EventTarget, name: &'static str, is_capture: bool, hear: Box<dyn FnMut(Event)>) -> Self {
        let ear = Self { target, name, is_capture, hear: Closure::wrap(hear) };
        drop(ear.target.add_event_listener_with_callback_and_bool(name, ear.function(), is_capture));
        ear
    }

    fn function(&self) -> &js_sys::Function {
        let function: &JsValue = self.hear.as_ref();
        function.unchecked_ref()
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let function = self.function();
        drop(self.target.remove_event_listener_with_callback_and_bool(self.name, function, self.is_capture));
    }
}
