//! Messages between the page and the worker: the only file that knows `postMessage`.
//!
//! A message is `{head, bytes, floats, indices}`: a head through serde, and typed arrays that are moved. Numbers never
//! go through serde: 5 million of them take 700 ms each way as a list and 20 ms as an array.

use js_sys::{Array, Float32Array, Object, Reflect, Uint8Array, Uint32Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessagePort, Worker};

use crate::protocol::Body;

/// The arrays of a message on the JavaScript side.
#[derive(Clone, Debug, Default)]
pub struct Arrays {
    /// Encoded files, pixels.
    pub bytes: Option<Uint8Array>,
    /// Vectors, places, distances.
    pub floats: Option<Float32Array>,
    /// Items, labels.
    pub indices: Option<Uint32Array>,
}

impl From<&Body> for Arrays {
    fn from(body: &Body) -> Self {
        // wasm memory cannot be moved: it is copied once into arrays that JavaScript owns, and those are moved.
        Self {
            bytes: (!body.bytes.is_empty()).then(|| Uint8Array::from(body.bytes.as_slice())),
            floats: (!body.floats.is_empty()).then(|| Float32Array::from(body.floats.as_slice())),
            indices: (!body.indices.is_empty()).then(|| Uint32Array::from(body.indices.as_slice())),
        }
    }
}

/// Sends to the worker.
///
/// # Errors
/// What the browser threw.
pub fn post_to_worker(worker: &Worker, head: &impl Serialize, arrays: &Arrays) -> Result<(), JsValue> {
    let (message, moved) = pack(head, arrays)?;
    worker.post_message_with_transfer(&message, &moved)
}

/// Sends to the page.
///
/// # Errors
/// What the browser threw.
pub fn post_to_page(scope: &DedicatedWorkerGlobalScope, head: &impl Serialize, body: &Body) -> Result<(), JsValue> {
    let (message, moved) = pack(head, &Arrays::from(body))?;
    scope.post_message_with_transfer(&message, &moved)
}

/// Reads what the other side sent.
///
/// # Errors
/// What is wrong with it.
pub fn open<T: DeserializeOwned>(message: &JsValue) -> Result<(T, Body), JsValue> {
    let get = |key: &str| Reflect::get(message, &JsValue::from_str(key));
    let head = serde_wasm_bindgen::from_value(get("head")?)?;
    let bytes = get("bytes")?.dyn_into::<Uint8Array>().map(|it| it.to_vec()).unwrap_or_default();
    let floats = get("floats")?.dyn_into::<Float32Array>().map(|it| it.to_vec()).unwrap_or_default();
    let indices = get("indices")?.dyn_into::<Uint32Array>().map(|it| it.to_vec()).unwrap_or_default();
    Ok((head, Body { bytes, floats, indices }))
}

/// Sends nothing through a channel: for giving way.
pub(super) fn ping(port: &MessagePort) -> Result<(), JsValue> {
    port.post_message(&JsValue::NULL)
}

/// A message as the other side opens it, and what is to be moved with it.
///
/// # Errors
/// What the browser threw.
pub fn pack(head: &impl Serialize, arrays: &Arrays) -> Result<(Object, Array), JsValue> {
    let message = Object::new();
    let moved = Array::new();
    Reflect::set(&message, &"head".into(), &serde_wasm_bindgen::to_value(head)?)?;
    let put = |key: &str, array: Option<(&JsValue, JsValue)>| -> Result<(), JsValue> {
        if let Some((array, buffer)) = array {
            Reflect::set(&message, &key.into(), array)?;
            moved.push(&buffer);
        }
        Ok(())
    };
    put("bytes", arrays.bytes.as_ref().map(|it| (it.as_ref(), it.buffer().into())))?;
    put("floats", arrays.floats.as_ref().map(|it| (it.as_ref(), it.buffer().into())))?;
    put("indices", arrays.indices.as_ref().map(|it| (it.as_ref(), it.buffer().into())))?;
    Ok((message, moved))
}
