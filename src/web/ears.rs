//! The ears: a running worker and the closures that hear it.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

use super::files::blob;

/// A running worker; dropping it ends it.
pub(super) struct Ears {
    pub(super) worker: Worker,
    _hear: Closure<dyn Fn(MessageEvent)>,
    _fail: Closure<dyn Fn(ErrorEvent)>,
}

impl Ears {
    /// Starts a worker; `base` is the folder that it lies in. `hear` is told what it posts, `fail` why it stopped.
    ///
    /// Its module imports it from where the page lies: so it also starts when that is another origin, as in a blog
    /// post, where a worker's own address would have to be of the blog's origin.
    pub(super) fn open(
        base: &str,
        hear: impl Fn(&JsValue) + 'static,
        fail: impl Fn(String) + 'static,
    ) -> Result<Self, JsValue> {
        let module = format!(
            "import init from {0:?};\naddEventListener(\"unhandledrejection\", (event) => {{ setTimeout(() => {{ throw event.reason; }}); }});\ninit({{ module_or_path: {1:?} }});",
            format!("{base}worker.js"),
            format!("{base}worker_bg.wasm"),
        );
        let address = Url::create_object_url_with_blob(&blob(&module.into(), "text/javascript")?)?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address, &options)?;
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            hear(&event.data());
            // The module has been read by the time it speaks.
            drop(Url::revoke_object_url(&address));
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        let fail = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            let message = event.message();
            fail(if message.is_empty() { "the worker could not be started".to_owned() } else { message });
        });
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        Ok(Self { worker, _hear: hear, _fail: fail })
    }
}

impl Drop for Ears {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
