//! The ears: a running worker and the closures that hear it, through `www/ears.js`.

use wasm_bindgen::prelude::*;
use web_sys::Worker;

#[wasm_bindgen(module = "/www/ears.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = open)]
    fn open_js(
        base: &str,
        compiled: &JsValue,
        hear: &Closure<dyn FnMut(JsValue)>,
        fail: &Closure<dyn FnMut(String, String)>,
    ) -> Result<Worker, JsValue>;
    fn close(worker: &Worker);
    fn limits() -> Vec<f64>;
}

/// A running worker; dropping it ends it.
pub struct Ears {
    /// It.
    pub worker: Worker,
    _hear: Closure<dyn FnMut(JsValue)>,
    _fail: Closure<dyn FnMut(String, String)>,
}

/// In a worker: how many of them may share pictures, and bytes that they may need together.
pub fn device_limits() -> (usize, u64) {
    let [n_workers, bytes] = limits()[..] else { return (1, 0) };
    (n_workers as usize, bytes as u64)
}

impl Ears {
    /// Starts a worker; `base` is the folder that it lies in, `compiled` its module, where this is a worker itself and
    /// not [`JsValue::NULL`]. `hear` is told what it posts, `fail` why it stopped, and the
    /// directive of a content policy that bars it, or nothing.
    ///
    /// # Errors
    /// What the browser threw.
    pub fn open(
        base: &str,
        compiled: &JsValue,
        hear: impl FnMut(JsValue) + 'static,
        fail: impl FnMut(String, String) + 'static,
    ) -> Result<Self, JsValue> {
        let (hear, fail) = (Closure::new(hear), Closure::new(fail));
        Ok(Self { worker: open_js(base, compiled, &hear, &fail)?, _hear: hear, _fail: fail })
    }
}

impl Drop for Ears {
    fn drop(&mut self) {
        close(&self.worker);
    }
}
