//! Plain JavaScript objects, made by hand: few enough that a serializer would weigh more than it saves.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// An object with these fields.
pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in fields {
        // A fresh plain object takes every field; there is nothing to be told if it did not.
        drop(Reflect::set(&object, &(*key).into(), value));
    }
    object.into()
}

/// What a thrown value says.
pub(super) fn text_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|it| it.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}
