//! The pace of the view: what a change shows is shown in slices, so that a finger between two of them is heard.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use web_sys::Performance;

use super::event::window;
use crate::web::task::{next_task, spawn};

/// Milliseconds of a slice: a quarter of the 50 that a person does not notice, for its last piece may be a large one.
const SLICE_MS: f64 = 12.0;

/// Starts `work`, which goes on in slices.
pub(super) fn paced(work: impl Future<Output = ()> + 'static) {
    spawn(Sliced(Box::pin(work)));
}

/// Runs `run` once everything that has changed so far is shown.
pub(crate) fn once_shown(run: impl FnOnce() + 'static) {
    // It stands in line behind the effects that have been woken before it.
    paced(async move { run() });
}

/// Whether this slice has no time left; the next one begins as a task of its own.
pub(super) fn is_spent() -> bool {
    SLICE.with(|slice| {
        let now = slice.clock.as_ref().map_or(0.0, Performance::now);
        match slice.began.get() {
            Some(began) => now - began >= SLICE_MS,
            None => {
                slice.began.set(Some(now));
                spawn(async {
                    // Without a channel to wait for, there is one long task.
                    drop(next_task().await);
                    let waiting = SLICE.with(|slice| {
                        slice.began.set(None);
                        slice.waiting.take()
                    });
                    waiting.into_iter().for_each(Waker::wake);
                });
                false
            }
        }
    })
}

thread_local! {
    static SLICE: Slice =
        Slice { clock: window().performance(), began: Cell::default(), waiting: RefCell::default() };
}

struct Slice {
    /// Got once: each effect asks it, and to get it takes longer than to ask.
    clock: Option<Performance>,
    began: Cell<Option<f64>>,
    waiting: RefCell<Vec<Waker>>,
}

/// One effect of the view, for as long as it lasts.
struct Sliced(Pin<Box<dyn Future<Output = ()>>>);

impl Future for Sliced {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if is_spent() {
            SLICE.with(|slice| slice.waiting.borrow_mut().push(context.waker().clone()));
            return Poll::Pending;
        }
        self.0.as_mut().poll(context)
    }
}
