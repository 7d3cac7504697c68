//! Work that goes on by itself, and giving way: the rest goes on once waiting messages have been heard.

use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::MessageChannel;

use super::port;

/// Starts `work`, which goes on by itself.
///
/// Boxed, because each kind of future would bring four kilobytes of its own for being started.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    spawn_local(work);
}

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
