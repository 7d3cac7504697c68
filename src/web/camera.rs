//! The camera, through `www/camera.js`: a stream for a `<video>`, the devices there are, and one frame as a file.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, HtmlVideoElement, MediaStream};

use super::error;

#[wasm_bindgen(module = "/www/camera.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn open(id: Option<String>) -> Result<JsValue, JsValue>;
    fn close(stream: &MediaStream);
    async fn choices() -> JsValue;
    #[wasm_bindgen(js_name = onEnd)]
    fn on_end(stream: &MediaStream, run: &Closure<dyn FnMut()>);
    #[wasm_bindgen(js_name = isAllowed)]
    async fn is_allowed() -> JsValue;
    /// The key of the camera whose stream `video` shows.
    #[wasm_bindgen(js_name = idOf)]
    pub fn id_of_camera(video: &HtmlVideoElement) -> Option<String>;
    #[wasm_bindgen(catch, js_name = frameOf)]
    async fn frame_of_js(video: &HtmlVideoElement) -> Result<JsValue, JsValue>;
}

/// An open camera; dropping it turns it off.
#[derive(Debug)]
pub struct Camera {
    stream: MediaStream,
    _ended: Closure<dyn FnMut()>,
}

/// Why there is no camera; each has its own way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraFault {
    /// The page did not come by https: the browser has no camera for it.
    Insecure,
    /// The person, or the browser's settings, said no.
    Refused,
    /// There is none.
    Absent,
    /// Something else holds it.
    Taken,
    /// It has stopped showing anything.
    Ended,
    /// Anything else.
    Other,
}

/// A camera that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraChoice {
    /// The browser's key.
    pub id: String,
    /// Its name; empty until the person has allowed the camera once.
    pub label: String,
}

impl Drop for Camera {
    fn drop(&mut self) {
        close(&self.stream);
    }
}

impl Camera {
    /// Opens the camera called `id`, or else the one that looks away from the person; `ended` is called if it stops by
    /// itself.
    ///
    /// # Errors
    /// [`CameraFault`], from the name of the browser's exception.
    pub async fn open(id: Option<String>, ended: impl FnMut() + 'static) -> Result<Self, CameraFault> {
        let stream = open(id).await.map_err(|thrown| fault(&error::name(&thrown)))?;
        let (stream, ended): (MediaStream, _) = (stream.unchecked_into(), Closure::new(ended));
        on_end(&stream, &ended);
        Ok(Self { stream, _ended: ended })
    }

    /// Whether the person has allowed the camera already, so that it opens without a question.
    pub async fn is_allowed() -> bool {
        is_allowed().await.is_truthy()
    }

    /// Lets `video` show what the camera sees.
    pub fn show_in(&self, video: &HtmlVideoElement) {
        video.set_src_object(Some(&self.stream));
    }

    /// The cameras of this device; empty if the browser does not say.
    pub async fn choices() -> Vec<CameraChoice> {
        let found: Array = choices().await.unchecked_into();
        let choice = |pair: JsValue| {
            let pair: Array = pair.unchecked_into();
            let text = |at| pair.get(at).as_string().unwrap_or_default();
            CameraChoice { id: text(0), label: text(1) }
        };
        found.iter().map(choice).collect()
    }
}

/// The frame that `video` shows, or the first that comes, as a JPEG; `None` if none comes.
pub async fn frame_of(video: &HtmlVideoElement) -> Option<Blob> {
    frame_of_js(video).await.ok()?.dyn_into().ok()
}

fn fault(name: &str) -> CameraFault {
    match name {
        "InsecureError" => CameraFault::Insecure,
        "NotAllowedError" | "SecurityError" => CameraFault::Refused,
        "NotFoundError" | "OverconstrainedError" => CameraFault::Absent,
        "NotReadableError" | "AbortError" => CameraFault::Taken,
        _ => CameraFault::Other,
    }
}
