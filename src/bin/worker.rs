//! The worker: hears commands, lets the engine work in slices, fetches what it wants, says what it has to say.

#[cfg(target_arch = "wasm32")]
mod worker {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    use ikesu::engine::{Engine, Feed, Fetch, unreadable};
    use ikesu::protocol::{Body, Command, Event, JobId, News};
    use ikesu::web::fetch::Download;
    use ikesu::web::{error, fetch, port, task};
    use js_sys::Date;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{AbortController, DedicatedWorkerGlobalScope, MessageEvent};

    /// How long it works before it speaks and listens; a word of a small model takes less than a thousandth.
    const SLICE_MS: f64 = 30.0;

    struct Driver {
        scope: DedicatedWorkerGlobalScope,
        engine: RefCell<Engine>,
        is_running: Cell<bool>,
        download: RefCell<Option<(JobId, AbortController)>>,
        /// The files of the present load that have come from, or gone into, the cache of models.
        kept: RefCell<Vec<(String, Download)>>,
    }

    /// Installs the ear and says that it listens.
    pub(super) fn start() -> Result<(), JsValue> {
        console_error_panic_hook::set_once();
        let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
        let driver = Rc::new(Driver {
            scope: scope.clone(),
            engine: RefCell::new(Engine::new()),
            is_running: Cell::new(false),
            download: RefCell::new(None),
            kept: RefCell::default(),
        });
        let hearing = Rc::clone(&driver);
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| hear(&hearing, &event.data()));
        scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        // The ear lives as long as the worker.
        hear.forget();
        driver.post(&Event { job: JobId::NONE, news: News::Ready }, &Body::default());
        Ok(())
    }

    fn hear(driver: &Rc<Driver>, message: &JsValue) {
        match port::open::<Command>(message) {
            Ok((command, body)) => driver.engine.borrow_mut().handle(command, body),
            Err(thrown) => {
                let fault = unreadable(error::words(&thrown));
                driver.post(&Event { job: JobId::NONE, news: News::Failed(fault) }, &Body::default());
            }
        }
        driver.flush();
        driver.abort_if_over();
        run(driver);
        download(driver);
    }

    /// Works until there is nothing left to do, hearing what waits between the slices.
    fn run(driver: &Rc<Driver>) {
        if driver.is_running.replace(true) {
            return;
        }
        let driver = Rc::clone(driver);
        task::spawn(async move {
            loop {
                let began = Date::now();
                let mut has_more = true;
                while has_more && Date::now() - began < SLICE_MS {
                    has_more = driver.engine.borrow_mut().step();
                }
                driver.flush();
                if !has_more {
                    break;
                }
                if task::next_task().await.is_err() {
                    break;
                }
            }
            driver.is_running.set(false);
        });
    }

    fn download(driver: &Rc<Driver>) {
        let Some(wanted) = driver.engine.borrow_mut().wants() else { return };
        let Ok(abort) = AbortController::new() else { return };
        *driver.download.borrow_mut() = Some((wanted.job, abort.clone()));
        let driver = Rc::clone(driver);
        task::spawn(async move {
            let read = match fetch::begin(&wanted.address, wanted.is_far, &abort).await {
                Ok(begun) => {
                    let read = stream(&driver, &wanted, &begun, &abort).await;
                    driver.kept.borrow_mut().push((wanted.address, begun));
                    read
                }
                Err(reason) => Err(reason),
            };
            driver.let_go(&abort);
            driver.feed(wanted.job, read.map_or_else(Feed::Failed, |()| Feed::End));
            if !driver.engine.borrow().is_loading(wanted.job) {
                let kept = driver.kept.take();
                if driver.has_failed(wanted.job) {
                    fetch::uncache(kept).await;
                }
            }
            download(&driver);
        });
    }

    async fn stream(
        driver: &Driver,
        wanted: &Fetch,
        download: &Download,
        abort: &AbortController,
    ) -> Result<(), String> {
        if let Some(length) = download.length {
            driver.feed(wanted.job, Feed::Length(length));
        }
        while let Some(bytes) = download.next().await? {
            driver.feed(wanted.job, Feed::Bytes(&bytes));
            if !driver.engine.borrow().is_loading(wanted.job) {
                abort.abort();
                return Ok(());
            }
        }
        Ok(())
    }

    impl Driver {
        fn feed(&self, job: JobId, feed: Feed<'_>) {
            self.engine.borrow_mut().feed(job, feed);
            self.flush();
        }

        fn has_failed(&self, job: JobId) -> bool {
            self.engine.borrow().failed_load() == Some(job)
        }

        /// Forgets a download that has come to its end: aborted now, it would not be kept.
        fn let_go(&self, ended: &AbortController) {
            let mut download = self.download.borrow_mut();
            if download.as_ref().is_some_and(|(_, abort)| abort == ended) {
                *download = None;
            }
        }

        fn abort_if_over(&self) {
            let mut download = self.download.borrow_mut();
            if let Some((job, abort)) = download.as_ref()
                && !self.engine.borrow().is_loading(*job)
            {
                abort.abort();
                *download = None;
            }
        }

        fn flush(&self) {
            let said: Vec<(Event, Body)> = self.engine.borrow_mut().take().collect();
            for (event, body) in said {
                self.post(&event, &body);
            }
        }

        fn post(&self, event: &Event, body: &Body) {
            if let Err(thrown) = port::post_to_page(&self.scope, event, body) {
                // Nobody can be told: the page would wait for ever, so the worker ends and the page starts a new one.
                wasm_bindgen::throw_val(thrown);
            }
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    if let Err(thrown) = worker::start() {
        wasm_bindgen::throw_val(thrown);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
