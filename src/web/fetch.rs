//! Fetching with progress and an end: from the network, or from the cache of models where they have been before.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Cache, CacheStorage, ReadableStreamDefaultReader, Request, RequestCache, RequestInit, RequestMode,
    Response,
};

use super::error;
use crate::error::Refusal;

/// The cache of models.
const MODEL_CACHE: &str = "ikesu-models";
/// Pictures shared by another app that the page has not taken yet: `www/sw.js` has the name, too.
const SHARED_CACHE: &str = "ikesu-shared";

#[wasm_bindgen]
extern "C" {
    // Both the page and the worker have these; web-sys knows them on two different types.
    #[wasm_bindgen(js_name = fetch)]
    fn global_fetch(request: &Request) -> Promise;
}

/// A file on its way.
pub struct Download {
    reader: ReadableStreamDefaultReader,
    /// Settles when the cache of models has it, or has refused it.
    keeping: Option<JsFuture>,
}

/// Begins to fetch `address`; with `is_kept` it is kept in, and taken from, the cache of models.
///
/// What lies beside the page is the service worker's business; what the person picked is on this device anyway.
///
/// # Errors
/// Why not, in words too.
pub async fn begin(address: &str, is_kept: bool, abort: &AbortController) -> Result<Download, (Refusal, String)> {
    let other = |thrown: JsValue| (Refusal::Other, error::words(&thrown));
    let cache = if is_kept { open_cache().await } else { None };
    let (response, keeping) = match cached(cache.as_ref(), address).await {
        Some(response) => (response, None),
        None => {
            let response = match asked(address, abort, is_kept).await {
                Ok(response) => response,
                Err(thrown) if is_kept && !abort.signal().aborted() && is_blocked(address).await => {
                    return Err((Refusal::Blocked, error::words(&thrown)));
                }
                Err(thrown) => return Err(other(thrown)),
            };
            if let Some(why) = refusal(&response) {
                return Err((why, format!("HTTP {}", response.status())));
            }
            let keeping = keep(cache.as_ref(), address, &response).map_err(other)?;
            (response, keeping)
        }
    };
    let stream = response.body().ok_or_else(|| (Refusal::Other, "the answer is empty".to_owned()))?;
    Ok(Download { reader: stream.get_reader().unchecked_into(), keeping })
}

fn refusal(response: &Response) -> Option<Refusal> {
    match response.status() {
        404 | 410 => Some(Refusal::Missing),
        401 | 403 => Some(Refusal::Denied),
        _ if !response.ok() => Some(Refusal::Other),
        _ => {
            let kind = response.headers().get("content-type").ok().flatten().unwrap_or_default();
            kind.starts_with("text/html").then_some(Refusal::Page)
        }
    }
}

/// Whether an address that could not be read is one that can be reached: the browser says the same of both, but lets
/// whoever asks without wanting to read through.
async fn is_blocked(address: &str) -> bool {
    let asked = async {
        let abort = AbortController::new()?;
        let init = RequestInit::new();
        init.set_mode(RequestMode::NoCors);
        init.set_signal(Some(&abort.signal()));
        let request = Request::new_with_str_and_init(address, &init)?;
        let answer = JsFuture::from(global_fetch(&request)).await;
        abort.abort();
        answer
    };
    asked.await.is_ok()
}

impl Download {
    /// The next bytes, or `None` at the end.
    ///
    /// # Errors
    /// Why it broke off, in words.
    pub async fn next(&self) -> Result<Option<Vec<u8>>, String> {
        let read = JsFuture::from(self.reader.read()).await.map_err(|thrown| error::words(&thrown))?;
        let get = |key: &str| Reflect::get(&read, &key.into()).map_err(|thrown| error::words(&thrown));
        if get("done")?.is_truthy() {
            return Ok(None);
        }
        let chunk: Uint8Array = get("value")?.unchecked_into();
        Ok(Some(chunk.to_vec()))
    }
}

/// Takes the files of one load out of the cache of models, after bytes of one of them turned out to be wrong: which
/// one it was is not always said (a `config.json` that is a web page fits no weights).
pub async fn uncache(files: Vec<(String, Download)>) {
    let Some(cache) = open_cache().await else { return };
    for (address, download) in files {
        if let Some(keeping) = download.keeping {
            // What is still on its way in cannot be taken out yet; it may also have been refused.
            drop(keeping.await);
        }
        // If it cannot be deleted, the next load finds the same wrong bytes and says so again.
        drop(JsFuture::from(cache.delete_with_str(&address)).await);
    }
}

/// Deletes the models, and what has been shared but not taken.
pub async fn erase() {
    if let Some(caches) = caches() {
        for name in [MODEL_CACHE, SHARED_CACHE] {
            drop(JsFuture::from(caches.delete(name)).await);
        }
    }
}

/// A small JSON file.
///
/// # Errors
/// Why not, in words.
pub async fn json(address: &str) -> Result<JsValue, String> {
    whole(address, Response::json).await
}

/// A small file of text.
///
/// # Errors
/// Why not, in words.
pub async fn text(address: &str) -> Result<String, String> {
    whole(address, Response::text).await.map(|it| it.as_string().unwrap_or_default())
}

async fn whole(address: &str, read: fn(&Response) -> Result<Promise, JsValue>) -> Result<JsValue, String> {
    let read = async {
        let abort = AbortController::new()?;
        JsFuture::from(read(&fetched(address, &abort).await?)?).await
    };
    read.await.map_err(|thrown: JsValue| error::words(&thrown))
}

async fn fetched(address: &str, abort: &AbortController) -> Result<Response, JsValue> {
    let response = asked(address, abort, false).await?;
    if !response.ok() {
        return Err(js_sys::Error::new(&format!("HTTP {}", response.status())).into());
    }
    Ok(response)
}

/// `is_kept`: whether the cache of models takes it. Then the browser's own must not, which would hold it a second time
/// and answer with the same wrong bytes again.
async fn asked(address: &str, abort: &AbortController, is_kept: bool) -> Result<Response, JsValue> {
    let init = RequestInit::new();
    init.set_signal(Some(&abort.signal()));
    if is_kept {
        init.set_cache(RequestCache::NoStore);
    }
    let request = Request::new_with_str_and_init(address, &init)?;
    JsFuture::from(global_fetch(&request)).await?.dyn_into()
}

/// Keeps a model's file while it is read; a download that breaks off is not kept, and where there is no room the model
/// still loads.
fn keep(cache: Option<&Cache>, address: &str, response: &Response) -> Result<Option<JsFuture>, JsValue> {
    let Some(cache) = cache else { return Ok(None) };
    Ok(Some(cache.put_with_str(address, &response.clone()?).into()))
}

async fn cached(cache: Option<&Cache>, address: &str) -> Option<Response> {
    let found = JsFuture::from(cache?.match_with_str(address)).await.ok()?;
    found.dyn_into().ok()
}

async fn open_cache() -> Option<Cache> {
    JsFuture::from(caches()?.open(MODEL_CACHE)).await.ok()?.dyn_into().ok()
}

/// None without https, and in a frame without an origin, where to ask is an error: then a model is fetched each time.
fn caches() -> Option<CacheStorage> {
    Reflect::get(&js_sys::global(), &"caches".into()).ok()?.dyn_into().ok()
}
