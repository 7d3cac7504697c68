//! Values that change: set from outside, or computed from others.
//!
//! A handle is one key into the store of the reactive core, so that closures copy a word for each value they read; and
//! every value lies behind one type, because the core compiles its machinery anew for each type that it is given.

use std::any::Any;
use std::cell::{OnceCell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;

use reactive_graph::computed::ArcMemo;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::signal::ArcRwSignal;
use reactive_graph::traits::{Get, GetUntracked, GetValue, Track, Update};

use super::effect::Effect;

/// A value that is set; whoever reads it in a view or a memo is told of a new one.
pub(crate) struct Var<T>(Handle, Of<T>);

/// A value that is computed from others, once for all its readers; they are told only when it differs.
pub(crate) struct Memo<T>(Handle, Of<T>);

/// A value that stays with its component and that nobody follows.
pub(crate) struct Stored<T>(Handle, Of<T>);

/// A value computed by `value`, which runs again when something that it read has changed.
pub(crate) fn memo<T: PartialEq + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo(handle_of_memo(Box::new(value)), PhantomData)
}

/// Keeps a value for as long as the component stands.
pub(crate) fn stored<T: 'static>(value: T) -> Stored<T> {
    Stored(handle_of(Some(Rc::new(RefCell::new(value))), Version::None), PhantomData)
}

/// Keeps something alive for as long as the component stands, and drops it then.
pub(super) fn keep<T: 'static>(value: T) {
    handle_of(Some(Rc::new(value)), Version::None);
}

/// Runs `run` now, and again when something that it read has changed, for as long as the component stands.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    // Whoever owns the component owns the effect: it ends when it is dropped.
    keep(Effect::new(Box::new(run)));
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

impl<T: 'static> Var<T> {
    /// A value to begin with.
    pub(crate) fn new(value: T) -> Self {
        Self(handle_of(Some(Rc::new(value)), Version::Var(ArcRwSignal::new(0))), PhantomData)
    }

    /// Sets it. Late answers of the browser may find the component gone: then there is nobody to tell.
    pub(crate) fn set(&self, value: T) {
        put(self.0, Rc::new(value));
    }

    /// Reads it.
    pub(crate) fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&cast(followed(self.0)))
    }

    /// Reads it without following it.
    pub(crate) fn peek<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&cast(found(self.0)))
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
        try_found(self.0).map(|it| (*cast::<T>(it)).clone())
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
        read(&cast(followed(self.0)))
    }
}

impl<T: Clone + 'static> Memo<T> {
    /// A copy of it.
    pub(crate) fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of it, without following it.
    pub(crate) fn get_untracked(&self) -> T {
        (*cast::<T>(found(self.0))).clone()
    }
}

impl<T: 'static> Stored<T> {
    /// Reads it.
    pub(crate) fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&cast::<RefCell<T>>(found(self.0)).borrow())
    }

    /// Changes it; `None` once its component is gone.
    pub(crate) fn update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        try_found(self.0).map(|it| change(&mut cast::<RefCell<T>>(it).borrow_mut()))
    }

    /// Sets it; a late answer of the browser may find the component gone, and is dropped with its value.
    pub(crate) fn set(&self, value: T) {
        self.update(|it| *it = value);
    }
}

impl<T: Clone + 'static> Stored<T> {
    /// A copy of it; `None` once its component is gone.
    pub(crate) fn try_get(&self) -> Option<T> {
        try_found(self.0).map(|it| cast::<RefCell<T>>(it).borrow().clone())
    }

    /// A copy of it.
    pub(crate) fn get(&self) -> T {
        self.with(T::clone)
    }
}

macro_rules! copied {
    ($($name:ident),+) => {
        $(impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {})+
    };
}

copied!(Var, Memo, Stored);

type Of<T> = PhantomData<fn() -> T>;
type Handle = StoredValue<Rc<Slot>, LocalStorage>;

/// A value of any type, and by what its readers learn of a new one.
struct Slot {
    value: RefCell<Option<Rc<dyn Any>>>,
    version: Version,
}

enum Version {
    None,
    Var(ArcRwSignal<u32>),
    // Its closure needs the handle, so there is a slot before there is a memo.
    Memo(OnceCell<ArcMemo<u32>>),
}

/// What a memo computes.
trait Compute {
    /// Computes the value and puts it into the slot of `handle` if it differs from what is there; whether it did.
    fn renew(&self, handle: Handle) -> bool;
}

// A trait of one method: the table of a `dyn Fn` has three ways to call it, and there are hundreds of tables.
impl<T: PartialEq + 'static, F: Fn() -> T> Compute for F {
    fn renew(&self, handle: Handle) -> bool {
        renew(handle, self())
    }
}

// Once for each type, not for each memo of it.
#[inline(never)]
fn renew<T: PartialEq + 'static>(handle: Handle, value: T) -> bool {
    let is_new = try_found_as_is(handle).is_none_or(|old| *cast::<T>(old) != value);
    if is_new {
        hold(handle, Rc::new(value));
    }
    is_new
}

fn handle_of(value: Option<Rc<dyn Any>>, version: Version) -> Handle {
    StoredValue::new_local(Rc::new(Slot { value: RefCell::new(value), version }))
}

fn handle_of_memo(value: Box<dyn Compute + Send + Sync>) -> Handle {
    let handle = handle_of(None, Version::Memo(OnceCell::new()));
    let memo = ArcMemo::new(move |version: Option<&u32>| {
        let version = version.copied().unwrap_or_default();
        if value.renew(handle) { version.wrapping_add(1) } else { version }
    });
    if let Some(Version::Memo(cell)) = handle.try_get_value().as_deref().map(|it| &it.version) {
        cell.get_or_init(|| memo);
    }
    handle
}

/// What is in the slot, followed from now on.
fn followed(handle: Handle) -> Rc<dyn Any> {
    let slot = handle.try_get_value().unwrap_or_else(|| gone());
    match &slot.version {
        Version::None => {}
        Version::Var(version) => version.track(),
        // Asking for the version is what brings the value up to date.
        Version::Memo(version) => drop(version.get().map(Get::get)),
    }
    held(&slot).unwrap_or_else(|| gone())
}

/// The same without following it.
fn found(handle: Handle) -> Rc<dyn Any> {
    try_found(handle).unwrap_or_else(|| gone())
}

fn try_found(handle: Handle) -> Option<Rc<dyn Any>> {
    let slot = handle.try_get_value()?;
    if let Version::Memo(version) = &slot.version {
        version.get().map(GetUntracked::get_untracked);
    }
    held(&slot)
}

fn try_found_as_is(handle: Handle) -> Option<Rc<dyn Any>> {
    held(&*handle.try_get_value()?)
}

fn held(slot: &Slot) -> Option<Rc<dyn Any>> {
    slot.value.borrow().clone()
}

fn hold(handle: Handle, value: Rc<dyn Any>) {
    if let Some(slot) = handle.try_get_value() {
        let old = slot.value.replace(Some(value));
        // Dropped once nothing is borrowed any more: what it holds may come back here.
        drop(old);
    }
}

fn put(handle: Handle, value: Rc<dyn Any>) {
    hold(handle, value);
    if let Some(Version::Var(version)) = handle.try_get_value().as_deref().map(|it| &it.version) {
        version.update(|it| *it = it.wrapping_add(1));
    }
}

/// The type is part of the handle, so the value is of no other.
fn cast<T: 'static>(value: Rc<dyn Any>) -> Rc<T> {
    value.downcast().unwrap_or_else(|_| gone())
}

#[cold]
fn gone() -> ! {
    panic!("a value was read after its component had gone");
}
