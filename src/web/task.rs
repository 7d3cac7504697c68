//! Giving way: the rest of the work goes on once waiting messages have been heard.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::port;

/// Resolves after one round of a message channel, which lets every message that waits come first.
///
/// A bare promise and `scheduler.yield` never let one in; `setTimeout` does, but costs 4 ms each time.
///
/// # Errors
/// What the browser threw, if it could make no channel.
pub async fn next_task() -> Result<(), JsValue> {
    let channel = MessageChannel::new()?;
    let promise = Promise::new(&mut |resolve, _| {
        let port = channel.port1();
        let heard = Closure::once_into_js(move || {
            // Resolving a promise does not throw.
            drop(resolve.call0(&JsValue::UNDEFINED));
        });
        port.set_onmessage(Some(heard.unchecked_ref()));
    });
    port::ping(&channel.port2())?;
    JsFuture::from(promise).await?;
    channel.port1().close();
    Ok(())
}
