//! What runs again when something that it read has changed.
//!
//! The core's own `RenderEffect` asks what it has read, one after the other, whether it differs, and is deaf meanwhile: of
//! a memo that is brought up to date for the sake of one before it, it never hears (`findings/reactive-graph-effect.sh`).
//! This one listens while it asks.

use std::future::poll_fn;
use std::mem::take;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Poll, Waker};

use reactive_graph::graph::{AnySource, AnySubscriber, ReactiveNode, Source, Subscriber, WithObserver};
use reactive_graph::owner::Owner;

use super::pace::paced;

/// Runs until it is dropped.
pub(super) struct Effect(#[expect(dead_code, reason = "what was read holds it weakly")] Arc<Node>);

impl Effect {
    /// Runs `run` now, and again when something that it read has changed.
    pub(super) fn new(mut run: Box<dyn FnMut()>) -> Self {
        let (node, owner) = (Arc::new(Node::default()), Owner::new());
        let me = AnySubscriber(Arc::as_ptr(&node).addr(), Arc::downgrade(&node) as Weak<dyn Subscriber + Send + Sync>);
        owner.with(|| me.with_observer(&mut run));
        let watched = Arc::downgrade(&node);
        paced(async move {
            while woken(&watched).await {
                if me.update_if_necessary() {
                    me.clear_sources(&me);
                    owner.with_cleanup(|| me.with_observer(&mut run));
                }
            }
        });
        Self(node)
    }
}

/// Until `node` has something to look into; false once it is dropped.
async fn woken(node: &Weak<Node>) -> bool {
    poll_fn(|context| {
        let Some(node) = node.upgrade() else { return Poll::Ready(false) };
        *lock(&node.waker) = Some(context.waker().clone());
        if node.is_due.swap(false, Relaxed) { Poll::Ready(true) } else { Poll::Pending }
    })
    .await
}

/// An effect as the core sees it.
#[derive(Default)]
struct Node {
    /// Whether something that it read may have changed.
    is_due: AtomicBool,
    /// Whether something has.
    is_dirty: AtomicBool,
    sources: Mutex<Vec<AnySource>>,
    waker: Mutex<Option<Waker>>,
}

impl Node {
    fn wake(&self) {
        self.is_due.store(true, Relaxed);
        if let Some(waker) = &*lock(&self.waker) {
            waker.wake_by_ref();
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.wake();
    }
}

impl ReactiveNode for Node {
    fn mark_dirty(&self) {
        self.is_dirty.store(true, Relaxed);
        self.wake();
    }

    fn mark_check(&self) {
        self.wake();
    }

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        let differs = self.is_dirty.load(Relaxed) || {
            // A copy: what is brought up to date tells its readers, and this is one.
            let sources = lock(&self.sources).clone();
            sources.iter().any(ReactiveNode::update_if_necessary)
        };
        self.is_dirty.swap(false, Relaxed) || differs
    }
}

impl Subscriber for Node {
    fn add_source(&self, source: AnySource) {
        let mut sources = lock(&self.sources);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }

    fn clear_sources(&self, subscriber: &AnySubscriber) {
        for source in take(&mut *lock(&self.sources)) {
            source.remove_subscriber(subscriber);
        }
    }
}

/// There is one thread, and nothing else happens while one of these is held.
fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use reactive_graph::owner::Owner;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::super::{Var, effect, memo};
    use crate::web::task::next_task;

    /// What an effect has seen that reads `read`, of a value that has been 1, 2 and 3.
    async fn seen<T: 'static>(make: impl FnOnce(Var<u32>) -> T, read: impl Fn(&T) -> u32 + 'static) -> Vec<u32> {
        let (owner, seen) = (Owner::new(), Rc::new(RefCell::new(Vec::new())));
        let value = owner.with(|| {
            let value = Var::new(1);
            let (made, seen) = (make(value), Rc::clone(&seen));
            effect(move || seen.borrow_mut().push(read(&made)));
            value
        });
        for next in [2, 3] {
            value.set(next);
            // It is one slice later, or two on a machine that is busy.
            for _ in 0..3 {
                next_task().await.expect("there is a channel");
            }
        }
        let found = seen.borrow().clone();
        found
    }

    #[wasm_bindgen_test]
    async fn an_effect_hears_of_a_memo_that_another_of_its_own_has_asked() {
        let both = |value: Var<u32>| {
            let base = memo(move || value.get());
            (memo(move || base.get() > 0), base)
        };
        let by_way = seen(both, |(derived, base)| {
            derived.get();
            base.get()
        });
        assert_eq!(by_way.await, [1, 2, 3]);
        let straight = seen(both, |(derived, base)| {
            let value = base.get();
            derived.get();
            value
        });
        assert_eq!(straight.await, [1, 2, 3]);
    }

    #[wasm_bindgen_test]
    async fn an_effect_runs_once_for_a_change_and_not_at_all_for_none() {
        let twice = seen(|value| (memo(move || value.get()), value), |(memo, value)| memo.get() + value.get());
        assert_eq!(twice.await, [2, 4, 6]);
        let none = seen(|value| memo(move || value.get() > 0), |it| u32::from(it.get()));
        assert_eq!(none.await, [1]);
    }

    #[wasm_bindgen_test]
    async fn an_effect_that_has_gone_is_not_run() {
        let (owner, seen) = (Owner::new(), Rc::new(RefCell::new(0)));
        let value = owner.with(|| {
            let (value, seen) = (Var::new(0), Rc::clone(&seen));
            effect(move || {
                value.get();
                *seen.borrow_mut() += 1;
            });
            value
        });
        value.set(1);
        owner.cleanup();
        for _ in 0..3 {
            next_task().await.expect("there is a channel");
        }
        assert_eq!((*seen.borrow(), Rc::strong_count(&seen)), (1, 1));
    }
}
