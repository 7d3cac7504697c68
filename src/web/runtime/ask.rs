//! The worker from this side: it is started, asked and heard.

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::Runtime;
use crate::app::{Item, Msg};
use crate::protocol::{Command, Event, Fault, FaultKind, ItemId, News};
use crate::web::decode::Pixels;
use crate::web::ears::Ears;
use crate::web::files::blob;
use crate::web::port::{self, Arrays};
use crate::web::task::spawn;
use crate::web::{decode, error};

impl Runtime {
    pub(super) fn post(self: &Rc<Self>, command: &Command, arrays: &Arrays) {
        let posted = match &*self.worker.borrow() {
            Some(ears) => port::post_to_worker(&ears.worker, command, arrays),
            None => Ok(()),
        };
        if let Err(thrown) = posted {
            self.send(Msg::WorkerDied(error::words(&thrown)));
        }
    }

    pub(super) fn post_file(self: &Rc<Self>, command: Command, file: u32) {
        let blob = self.files.get(file);
        let runtime = Rc::clone(self);
        spawn(async move {
            let read = match blob {
                Some(blob) => JsFuture::from(blob.array_buffer()).await,
                None => Err(JsValue::from_str("the file is gone")),
            };
            match (read, &command) {
                (Ok(buffer), _) => {
                    let bytes = Some(Uint8Array::new(&buffer));
                    runtime.post(&command, &Arrays { bytes, ..Arrays::default() });
                }
                (Err(thrown), Command::EmbedPicture { item, .. }) => {
                    // A file can be moved or deleted between its choice and its turn.
                    let fault =
                        Fault { kind: FaultKind::ImageGone, subject: String::new(), detail: error::words(&thrown) };
                    runtime.send(Msg::Undecodable(*item, fault));
                }
                (Err(_), _) => {}
            }
        });
    }

    pub(super) fn decode(self: &Rc<Self>, item: ItemId, command: Command, fault: Fault) {
        let blob = self.with(|it| it.item(item).and_then(Item::file)).and_then(|file| self.files.get(file));
        let runtime = Rc::clone(self);
        spawn(async move {
            let decoded = match blob {
                Some(blob) => decode::decode(&blob, &fault.subject).await,
                None => Err(JsValue::from_str("the file is gone")),
            };
            match (decoded, command) {
                (Ok(pixels), Command::EmbedPixels { job, item, .. }) => {
                    let Pixels { width, height, step, rgba } = pixels;
                    let command = Command::EmbedPixels { job, item, width, height, step };
                    runtime.post(&command, &Arrays { bytes: Some(rgba), ..Arrays::default() });
                }
                (Err(thrown), _) => {
                    let detail = [&fault.detail, "; the browser: ", &error::words(&thrown)].concat();
                    runtime.send(Msg::Undecodable(item, Fault { detail, ..fault }));
                }
                (Ok(_), _) => {}
            }
        });
    }

    pub(super) fn start_worker(self: &Rc<Self>) {
        self.end_worker();
        let base = self.with(|it| it.base.clone());
        let (hearing, failing) = (Rc::downgrade(self), Rc::downgrade(self));
        let hear = move |message: JsValue| {
            if let Some(runtime) = hearing.upgrade() {
                runtime.hear(&message);
            }
        };
        let fail = move |reason: String, barred: String| {
            if let Some(runtime) = failing.upgrade() {
                let msg = if barred.is_empty() { Msg::WorkerDied(reason) } else { Msg::WorkerBarred(barred, reason) };
                runtime.send(msg);
            }
        };
        match Ears::open(&base, &JsValue::NULL, hear, fail) {
            Ok(ears) => *self.worker.borrow_mut() = Some(ears),
            Err(thrown) => self.send(Msg::WorkerDied(error::words(&thrown))),
        }
    }

    pub(super) fn end_worker(&self) {
        drop(self.worker.borrow_mut().take());
    }

    pub(super) fn hear(self: &Rc<Self>, message: &JsValue) {
        let (event, body) = match port::open::<Event>(message) {
            Ok(heard) => heard,
            Err(thrown) => return self.send(Msg::WorkerDied(error::words(&thrown))),
        };
        let thumb = match (&event.news, body.indices.first()) {
            (News::Thumbnail(_), Some(item)) => Some((*item, Uint8Array::from(body.bytes.as_slice()))),
            _ => None,
        };
        self.send(Msg::Worker(event, body));
        if let Some((item, bytes)) = thumb {
            let thumb = blob(&bytes, "image/jpeg").ok().and_then(|it| self.files.set_thumb(item, it));
            if let Some(address) = thumb {
                self.send(Msg::ThumbReady(item, address.into()));
            }
        }
    }
}
