//! What JavaScript throws, in words.

use js_sys::{Error, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The name and message of what was thrown, such as `NotFoundError: no camera`.
pub fn words(thrown: &JsValue) -> String {
    if let Some(error) = thrown.dyn_ref::<Error>() {
        return format!("{}: {}", String::from(error.name()), String::from(error.message()));
    }
    // A DOMException is no Error to JavaScript, but it has the same two fields.
    let field = |key: &str| Reflect::get(thrown, &JsValue::from_str(key)).ok().and_then(|it| it.as_string());
    match (field("name"), field("message")) {
        (Some(name), Some(message)) => format!("{name}: {message}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => thrown.as_string().unwrap_or_else(|| format!("{thrown:?}")),
    }
}

/// The name alone, such as `NotAllowedError`.
pub fn name(thrown: &JsValue) -> String {
    let name = Reflect::get(thrown, &JsValue::from_str("name")).ok().and_then(|it| it.as_string());
    name.unwrap_or_default()
}
