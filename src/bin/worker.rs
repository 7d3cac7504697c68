//! The worker: hears commands, lets the engine work in slices, fetches what it wants, starts the other workers that it
//! has room for, says what it has to say.

#[cfg(target_arch = "wasm32")]
mod worker {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    use ikesu::engine::{Engine, Feed, Fetch, HelperId, Limits, Order, unreadable};
    use ikesu::error::Refusal;
    use ikesu::protocol::{Body, Command, Event, JobId, News};
    use ikesu::web::ears::{Ears, device_limits};
    use ikesu::web::fetch::Download;
    use ikesu::web::port::Arrays;
    use ikesu::web::{error, fetch, port, task};
    use js_sys::{Date, Reflect};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{AbortController, DedicatedWorkerGlobalScope, MessageEvent};

    /// How long helpers that have nothing to do are kept.
    const REST_MS: i32 = 20_000;
    /// How long it works before it speaks and listens; a word of a small model takes less than a thousandth.
    const SLICE_MS: f64 = 30.0;

    struct Driver {
        scope: DedicatedWorkerGlobalScope,
        engine: RefCell<Engine>,
        is_running: Cell<bool>,
        helpers: RefCell<Vec<(HelperId, Ears)>>,
        /// How often there has been nothing to do: a later time is not the one that a timer was set for.
        n_rests: Cell<u32>,
        download: RefCell<Option<(JobId, AbortController)>>,
        /// The files of the present load that have come from, or gone into, the cache of models.
        kept: RefCell<Vec<(String, Download)>>,
    }

    /// Installs the ear and says that it listens.
    pub(super) fn start() -> Result<(), JsValue> {
        console_error_panic_hook::set_once();
        let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
        let (n_workers, bytes) = device_limits();
        let driver = Rc::new(Driver {
            scope: scope.clone(),
            engine: RefCell::new(Engine::new(Limits { n_workers, bytes })),
            is_running: Cell::new(false),
            helpers: RefCell::default(),
            n_rests: Cell::new(0),
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
        follow(driver);
        run(driver);
        download(driver);
    }

    /// Does what the engine wants of the other workers.
    fn follow(driver: &Rc<Driver>) {
        loop {
            let order = driver.engine.borrow_mut().order();
            match order {
                Some(Order::Start(id)) => match open(driver, id) {
                    Ok(ears) => driver.helpers.borrow_mut().push((id, ears)),
                    Err(_) => driver.engine.borrow_mut().lose(id),
                },
                Some(Order::Send(id, command, body)) => {
                    let posted = match driver.helpers.borrow().iter().find(|it| it.0 == id) {
                        Some((_, ears)) => port::post_to_worker(&ears.worker, &command, &Arrays::from(&*body)),
                        None => Ok(()),
                    };
                    if posted.is_err() {
                        driver.engine.borrow_mut().lose(id);
                    }
                }
                Some(Order::End(id)) => driver.helpers.borrow_mut().retain(|it| it.0 != id),
                None => break,
            }
        }
    }

    /// Starts another worker on the code that this one runs.
    fn open(driver: &Rc<Driver>, id: HelperId) -> Result<Ears, JsValue> {
        let base = Reflect::get(&js_sys::global(), &"folder".into())?.as_string().unwrap_or_default();
        let (hearing, failing) = (Rc::downgrade(driver), Rc::downgrade(driver));
        let hear = move |message: JsValue| {
            if let Some(driver) = hearing.upgrade() {
                // What cannot be read comes of a worker that is of no more use.
                match port::open::<Event>(&message) {
                    Ok((event, body)) => driver.engine.borrow_mut().hear(id, event, body),
                    Err(_) => driver.engine.borrow_mut().lose(id),
                }
                driver.flush();
                go_on(&driver);
            }
        };
        let fail = move |_, _| {
            if let Some(driver) = failing.upgrade() {
                driver.engine.borrow_mut().lose(id);
                go_on(&driver);
            }
        };
        Ears::open(&base, &wasm_bindgen::module(), hear, fail)
    }

    /// After what a helper has said: a closure must not end the worker that it is called by, so that comes later.
    fn go_on(driver: &Rc<Driver>) {
        let driver = Rc::clone(driver);
        task::spawn(async move {
            follow(&driver);
            run(&driver);
        });
    }

    /// Ends the helpers if nothing has been asked for a while.
    fn rest(driver: &Rc<Driver>) {
        if driver.helpers.borrow().is_empty() {
            return;
        }
        let n_rests = driver.n_rests.get() + 1;
        driver.n_rests.set(n_rests);
        let resting = Rc::clone(driver);
        let end = Closure::once_into_js(move || {
            if resting.n_rests.get() == n_rests {
                resting.engine.borrow_mut().rest();
                follow(&resting);
            }
        });
        // Without a timer they stay.
        drop(driver.scope.set_timeout_with_callback_and_timeout_and_arguments_0(end.unchecked_ref(), REST_MS));
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
                follow(&driver);
                if !has_more {
                    rest(&driver);
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
                Err(refusal) => Err(refusal),
            };
            driver.let_go(&abort);
            driver.feed(wanted.job, read.map_or_else(|(why, reason)| Feed::Failed(why, reason), |()| Feed::End));
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
    ) -> Result<(), (Refusal, String)> {
        while let Some(bytes) = download.next().await.map_err(|reason| (Refusal::Other, reason))? {
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
