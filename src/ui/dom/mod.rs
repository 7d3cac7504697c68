//! The few words in which every component is written: elements, what hangs in them, and values that change.
//!
//! Leptos keeps the account of who reads what (signals, memos, effects, owners). Its own views are typed trees: their
//! machinery is compiled anew for each element with each set of attributes, which made more than half of the page's
//! bytes. Here an element is built by plain calls, and whatever depends on a closure is boxed, so all of it exists once.

mod cell;
mod effect;
mod element;
mod event;
mod list;
mod pace;
mod view;

pub(crate) use cell::{Act, Memo, Stored, Var, act, effect, effect_with, memo, stored};
pub(crate) use element::{El, Given, button, el, svg};
pub(crate) use event::{
    Timer, document, focus, next_frame, on_document, on_media, on_resize, on_window, scroll_to, soon, target, value_of,
    window,
};
pub(crate) use list::rows;
pub(crate) use pace::once_shown;
pub(crate) use view::{Kid, View, group, later, shown};
