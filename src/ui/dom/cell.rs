//! Values that change: set from outside, or computed from others.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use reactive_graph::computed;
use reactive_graph::effect::RenderEffect;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::signal::RwSignal;
use reactive_graph::traits::{Get, GetUntracked, GetValue, SetValue, Track, Update};

/// A value that is set; whoever reads it in a view or a memo is told of a new one.
pub(crate) struct Var<T> {
    version: RwSignal<u32>,
    slot: Slot<T>,
}

/// A value that is computed from others, once for all its readers; they are told only when it differs.
pub(crate) struct Memo<T> {
    version: computed::Memo<u32>,
    slot: Slot<T>,
}

/// A value computed by `value`, which runs again when something that it read has changed.
pub(crate) fn memo<T: PartialEq + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let slot = Slot::empty();
    let version = versions(Box::new(move || slot.renew(value())));
    Memo { version, slot }
}

/// Keeps what `run` gives until it runs again or the component goes: a clock, a listener.
pub(crate) fn effect_with<T: 'static>(run: impl Fn() -> T + 'static) {
    let mut last = None;
    effect(move || {
        // The old one ends before the new one begins.
        last.take();
        last = Some(run());
    });
}

/// What a component does with a value when its own user acts.
pub(crate) type Act<T> = Rc<dyn Fn(T)>;

/// An [`Act`] of a closure.
pub(crate) fn act<T>(run: impl Fn(T) + 'static) -> Act<T> {
    Rc::new(run)
}

/// A value that stays with its component and that nobody follows; its handle is copied into any number of closures.
pub(crate) struct Stored<T>(Slot<RefCell<T>>);

/// Keeps a value for as long as the component stands.
pub(crate) fn stored<T: 'static>(value: T) -> Stored<T> {
    Stored(Slot::of(RefCell::new(value)))
}

/// Keeps something alive for as long as the component stands, and drops it then.
pub(super) fn keep<T: 'static>(value: T) {
    held(Some(Rc::new(value)));
}

/// Runs `run` now, and again when something that it read has changed, for as long as the component stands.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    fn boxed(mut run: Box<dyn FnMut()>) {
        // Whoever owns the component owns the effect: with its last handle it would end at once.
        keep(RenderEffect::new(move |_: Option<()>| run()));
    }
    boxed(Box::new(run));
}

impl<T: 'static> Stored<T> {
    /// Reads it.
    pub(crate) fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.0.value().borrow())
    }

    /// Changes it; `None` once its component is gone.
    pub(crate) fn update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.try_value().map(|it| change(&mut it.borrow_mut()))
    }

    /// Sets it; a late answer of the browser may find the component gone, and is dropped with its value.
    pub(crate) fn set(&self, value: T) {
        self.update(|it| *it = value);
    }
}

impl<T: Clone + 'static> Stored<T> {
    /// A copy of it; `None` once its component is gone.
    pub(crate) fn try_get(&self) -> Option<T> {
        self.0.try_value().map(|it| it.borrow().clone())
    }

    /// A copy of it.
    pub(crate) fn get(&self) -> T {
        self.with(T::clone)
    }
}

impl<T: 'static> Var<T> {
    /// A value to begin with.
    pub(crate) fn new(value: T) -> Self {
        Self { version: RwSignal::new(0), slot: Slot::of(value) }
    }

    /// Sets it. Late answers of the browser may find the component gone: then there is nobody to tell.
    pub(crate) fn set(&self, value: T) {
        self.slot.put(Rc::new(value));
        bump(self.version);
    }

    /// Reads it without following it.
    pub(crate) fn peek<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.slot.value())
    }

    /// Reads it.
    pub(crate) fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.version.track();
        self.peek(read)
    }
}

impl<T: Clone + 'static> Var<T> {
    /// A copy of it.
    pub(crate) fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of it, without following it.
    pub(crate) fn get_untracked(&self) -> T {
        self.peek(T::clone)
    }

    /// A copy of it, without following it; `None` once its component is gone.
    pub(crate) fn try_get_untracked(&self) -> Option<T> {
        self.slot.try_value().map(|it| (*it).clone())
    }

    /// Changes it in place.
    pub(crate) fn update(&self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}

impl<T: 'static> Memo<T> {
    /// Reads it.
    pub(crate) fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        // Asking for the version is what brings the value up to date.
        self.version.get();
        read(&self.slot.value())
    }
}

impl<T: Clone + 'static> Memo<T> {
    /// A copy of it.
    pub(crate) fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of it, without following it.
    pub(crate) fn get_untracked(&self) -> T {
        self.version.get_untracked();
        (*self.slot.value()).clone()
    }
}

impl<T> Clone for Stored<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stored<T> {}

impl<T> Clone for Var<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Var<T> {}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

fn versions(renew: Box<dyn Fn() -> bool + Send + Sync>) -> computed::Memo<u32> {
    computed::Memo::new(move |version: Option<&u32>| {
        let version = version.copied().unwrap_or_default();
        if renew() { version.wrapping_add(1) } else { version }
    })
}

fn bump(version: RwSignal<u32>) {
    version.try_update(|it| *it = it.wrapping_add(1));
}

/// Where a value lies: behind one type for all values, because Leptos compiles its storage anew for each.
struct Slot<T> {
    held: StoredValue<Option<Rc<dyn Any>>, LocalStorage>,
    is: PhantomData<fn() -> T>,
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

impl<T: 'static> Slot<T> {
    fn empty() -> Self {
        Self { held: held(None), is: PhantomData }
    }

    fn of(value: T) -> Self {
        Self { held: held(Some(Rc::new(value))), is: PhantomData }
    }

    fn put(self, value: Rc<T>) {
        hold(self.held, value);
    }

    fn try_value(self) -> Option<Rc<T>> {
        // The type is part of the handle, so the value is of no other.
        find(self.held)?.downcast().ok()
    }

    fn value(self) -> Rc<T> {
        self.try_value().unwrap_or_else(|| gone())
    }

    /// Puts `value` in if it differs from what is there; whether it did.
    fn renew(self, value: T) -> bool
    where
        T: PartialEq,
    {
        let is_new = self.try_value().is_none_or(|old| *old != value);
        if is_new {
            self.put(Rc::new(value));
        }
        is_new
    }
}

fn held(value: Option<Rc<dyn Any>>) -> StoredValue<Option<Rc<dyn Any>>, LocalStorage> {
    StoredValue::new_local(value)
}

fn hold(held: StoredValue<Option<Rc<dyn Any>>, LocalStorage>, value: Rc<dyn Any>) {
    drop(held.try_set_value(Some(value)));
}

fn find(held: StoredValue<Option<Rc<dyn Any>>, LocalStorage>) -> Option<Rc<dyn Any>> {
    held.try_get_value().flatten()
}

#[cold]
fn gone() -> ! {
    panic!("a value was read after its component had gone");
}
