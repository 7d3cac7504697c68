//! The ears: a running worker and the closures that hear it, through `www/ears.js`.

use wasm_bindgen::prelude::*;
use web_sys::Worker;

#[wasm_bindgen(module = "/www/ears.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = open)]
    fn open_js(
        base: &str,
        hear: &Closure<dyn FnMut(JsValue)>,
        fail: &Closure<dyn FnMut(String)>,
    ) -> Result<Worker, JsValue>;
    fn close(worker: &Worker);
}

/// A running worker; dropping it ends it.
pub(super) struct Ears {
    pub(super) worker: Worker,
    _hear: Closure<dyn FnMut(JsValue)>,
    _fail: Closure<dyn FnMut(String)>,
}

impl Ears {
    /// Starts a worker; `base` is the folder that it lies in. `hear` is told what it posts, `fail` why it stopped.
    pub(super) fn open(
        base: &str,
        hear: impl FnMut(JsValue) + 'static,
        fail: impl FnMut(String) + 'static,
    ) -> Result<Self, JsValue> {
        let (hear, fail) = (Closure::new(hear), Closure::new(fail));
        Ok(Self { worker: open_js(base, &hear, &fail)?, _hear: hear, _fail: fail })
    }
}

impl Drop for Ears {
    fn drop(&mut self) {
        close(&self.worker);
    }
}
