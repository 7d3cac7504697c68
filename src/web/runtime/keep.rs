//! What outlives the visit: kept in the browser's storage, saved to a file, opened from one.

use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::{Runtime, apart};
use crate::app::{Item, Msg, State};
use crate::protocol::{Fault, FaultKind, ItemId};
use crate::web::task::spawn;
use crate::web::{error, store};

/// What a collection is called on the person's disk.
const FILE: &str = "collection.ikesu";
/// Items that are put into the storage in one task.
const AT_ONCE: usize = 50;

impl Runtime {
    pub(super) fn open_file(self: &Rc<Self>, name: String, blob: Blob) {
        let runtime = Rc::clone(self);
        spawn(async move {
            let base = runtime.with(|it| it.base.clone());
            match store::open_file(&base, &runtime.files, &blob).await {
                Ok(stored) => runtime.send(Msg::Opened(Box::new(stored))),
                Err(thrown) => runtime.refuse(name, FaultKind::Collection, error::words(&thrown)),
            }
        });
    }

    /// Whether things are kept from now on. What is taken away meanwhile, by the person, in the browser's own settings, is
    /// kept again.
    pub(super) fn set_keeps(self: &Rc<Self>, keeps: bool) {
        self.send(Msg::Keeping(keeps));
        if !keeps {
            return;
        }
        let runtime = Rc::downgrade(self);
        store::on_loss(move || {
            if let Some(runtime) = runtime.upgrade() {
                runtime.keep(runtime.with(|state| state.items.iter().map(|it| it.id).collect()));
            }
        });
    }

    pub(super) fn keep(self: &Rc<Self>, items: Vec<ItemId>) {
        if !self.with(|it| it.is_kept) {
            return;
        }
        let is_own = |it: &Item| it.picture().is_some_and(|it| !it.is_sample);
        let has_own = self.with(|state| items.iter().filter_map(|id| state.item(*id)).any(is_own));
        if has_own && !self.has_insisted.replace(true) {
            // Whether it agrees changes nothing that the page could do.
            spawn(async { drop(store::insist().await) });
        }
        let runtime = Rc::clone(self);
        spawn(async move {
            for items in items.chunks(AT_ONCE) {
                // What was changed is shown first.
                apart().await;
                match runtime.with(|state| store::records(state, &runtime.files, items)) {
                    Ok(records) => runtime.store(store::keep(records)),
                    Err(thrown) => runtime.send(storage_failed(&thrown)),
                }
            }
            // They say which of the items are in the list: neither is of use without the other.
            runtime.keep_settings_now();
        });
    }

    /// Settings change many times a second while a slider moves; they are kept once it rests.
    pub(super) fn keep_settings(self: &Rc<Self>) {
        if !self.with(|it| it.is_kept) || self.is_settings_due.replace(true) {
            return;
        }
        let runtime = Rc::clone(self);
        let write = Closure::once_into_js(move || {
            runtime.is_settings_due.set(false);
            runtime.keep_settings_now();
        });
        if let Some(window) = web_sys::window() {
            // A page without a timer would have shown nothing so far.
            drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(write.unchecked_ref(), 300));
        }
    }

    fn keep_settings_now(self: &Rc<Self>) {
        let settings = self.with(State::settings);
        self.store(async move { store::keep_settings(settings).await.map(|()| false) });
    }

    pub(super) fn store(self: &Rc<Self>, work: impl Future<Output = Result<bool, JsValue>> + 'static) {
        // Boxed, so that what follows is compiled once.
        let work: Pin<Box<dyn Future<Output = _>>> = Box::pin(work);
        let runtime = Rc::clone(self);
        spawn(async move {
            match work.await {
                Ok(is_full) => runtime.report_storage(is_full).await,
                Err(thrown) => {
                    // Said once: without storage the page goes on, only a reload would lose things.
                    if runtime.with(|it| it.is_kept) {
                        runtime.set_keeps(false);
                        runtime.send(storage_failed(&thrown));
                    }
                }
            }
        });
    }

    pub(super) async fn report_storage(self: &Rc<Self>, is_full: bool) {
        let (used, quota) = store::in_use().await;
        let is_full = is_full || self.with(|it| it.storage.is_some_and(|(_, _, was)| was));
        self.send(Msg::Stored { used, quota, is_full });
    }

    pub(super) fn save(self: &Rc<Self>) {
        let (base, settings, ids) = self.with(|state| {
            let ids: Vec<ItemId> = state.items.iter().map(|it| it.id).collect();
            (state.base.clone(), state.settings(), ids)
        });
        let records = self.with(|state| store::records(state, &self.files, &ids));
        let runtime = Rc::clone(self);
        spawn(async move {
            let saved = match records {
                Ok(records) => store::save_file(&base, settings, records, FILE).await,
                Err(thrown) => Err(thrown),
            };
            if let Err(thrown) = saved {
                let bytes: u64 = runtime.with(|state| {
                    let files = state.items.iter().filter_map(Item::file).filter_map(|it| runtime.files.get(it));
                    files.map(|it| it.size() as u64).sum()
                });
                let subject = [&(bytes / 1_000_000).to_string(), " MB"].concat();
                let fault = Fault { kind: FaultKind::Saving, subject, detail: error::words(&thrown) };
                runtime.send(Msg::Refused(FILE.to_owned(), fault));
            }
        });
    }
}

fn storage_failed(thrown: &JsValue) -> Msg {
    let fault = Fault { kind: FaultKind::Storage, subject: String::new(), detail: error::words(thrown) };
    Msg::Refused(String::new(), fault)
}
