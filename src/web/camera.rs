//! The camera: a stream for a `<video>`, the devices there are, and one frame as a file.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlMediaElement, HtmlVideoElement, MediaDevices, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

/// An open camera; dropping it turns it off.
#[derive(Debug)]
pub struct Camera {
    stream: MediaStream,
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
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

impl Camera {
    /// Opens the camera called `id`, or else the one that looks away from the person.
    ///
    /// # Errors
    /// [`CameraFault`], from the name of the browser's exception.
    pub async fn open(id: Option<&str>) -> Result<Self, CameraFault> {
        let video = match id {
            Some(id) => object(&[("deviceId", &object(&[("exact", &id.into())]))]),
            None => object(&[("facingMode", &object(&[("ideal", &"environment".into())]))]),
        };
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&video);
        let asked = devices()?.get_user_media_with_constraints(&constraints).map_err(|err| fault(&err))?;
        let stream = JsFuture::from(asked).await.map_err(|err| fault(&err))?;
        Ok(Self { stream: stream.unchecked_into() })
    }

    /// Lets `video` show what the camera sees.
    pub fn show_in(&self, video: &HtmlVideoElement) {
        video.set_src_object(Some(&self.stream));
    }

    /// The cameras of this device; empty if the browser does not say.
    pub async fn choices() -> Vec<CameraChoice> {
        let Some(asked) = devices().ok().and_then(|it| it.enumerate_devices().ok()) else { return Vec::new() };
        let Ok(found) = JsFuture::from(asked).await else { return Vec::new() };
        let text = |it: &JsValue, key: &str| {
            Reflect::get(it, &key.into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
        };
        let cameras = Array::from(&found).into_iter().filter(|it| text(it, "kind") == "videoinput");
        let choices = cameras.map(|it| CameraChoice { id: text(&it, "deviceId"), label: text(&it, "label") });
        choices.filter(|it| !it.id.is_empty()).collect()
    }
}

/// How long a camera that has been opened may take to show something.
const FIRST_FRAME_MS: i32 = 5000;

/// The frame that `video` shows, or the first that comes, as a JPEG; `None` if none comes.
pub async fn frame_of(video: &HtmlVideoElement) -> Option<Blob> {
    if video.ready_state() < HtmlMediaElement::HAVE_CURRENT_DATA {
        first_frame(video).await;
    }
    let (width, height) = (video.video_width(), video.video_height());
    if width == 0 || height == 0 {
        return None;
    }
    let canvas = video.owner_document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    context.draw_image_with_html_video_element(video, 0.0, 0.0).ok()?;
    let made = Promise::new(&mut |resolve, reject| {
        // 0.92: the browsers' own default, at which a camera's noise outweighs what the format loses.
        if let Err(err) = canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &0.92.into()) {
            // Rejecting cannot fail; the answer of the call is undefined.
            drop(reject.call1(&JsValue::NULL, &err));
        }
    });
    JsFuture::from(made).await.ok()?.dyn_into().ok()
}

/// Waits until there is something to see, or for long enough.
async fn first_frame(video: &HtmlVideoElement) {
    let came = Promise::new(&mut |resolve, _| {
        // Without the event the time still ends the waiting, and without the time the event.
        drop(video.add_event_listener_with_callback("loadeddata", &resolve));
        let window = web_sys::window();
        drop(window.map(|it| it.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, FIRST_FRAME_MS)));
    });
    drop(JsFuture::from(came).await);
}

/// `navigator.mediaDevices` is absent from a page that did not come by https.
fn devices() -> Result<MediaDevices, CameraFault> {
    let navigator = web_sys::window().ok_or(CameraFault::Other)?.navigator();
    let devices = Reflect::get(&navigator, &"mediaDevices".into()).map_err(|err| fault(&err))?;
    if devices.is_undefined() { Err(CameraFault::Insecure) } else { Ok(devices.unchecked_into()) }
}

fn fault(err: &JsValue) -> CameraFault {
    let name = Reflect::get(err, &"name".into()).ok().and_then(|it| it.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => CameraFault::Refused,
        Some("NotFoundError" | "OverconstrainedError") => CameraFault::Absent,
        Some("NotReadableError" | "AbortError") => CameraFault::Taken,
        _ => CameraFault::Other,
    }
}

fn object(fields: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in fields {
        // Setting a field of a fresh, plain object cannot fail.
        drop(Reflect::set(&object, &(*key).into(), value));
    }
    object.into()
}
