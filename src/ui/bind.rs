//! Bindings: closures boxed into few types.
//!
//! Leptos compiles its machinery once for each type of closure, one to two kilobytes a piece; boxed, once for all.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::ItemId;

/// A view that is built anew when what it reads changes.
pub(crate) fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    fn boxed(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
        (move || view()).into_any()
    }
    boxed(Box::new(view))
}

/// The same, where there may be nothing to show.
pub(crate) fn maybe(view: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    fn boxed(view: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
        (move || view()).into_any()
    }
    boxed(Box::new(view))
}

/// `view` while `is_there`; kept as it is while that does not change.
pub(crate) fn shown(
    is_there: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let is_there = memo(is_there);
    maybe(move || is_there.get().then(&view))
}

/// A text that changes.
pub(crate) fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// One of the page's words, which changes.
pub(crate) fn word(word: impl Fn() -> &'static str + Send + Sync + 'static) -> Signal<&'static str> {
    Signal::derive(word)
}

/// Something that holds or does not.
pub(crate) fn flag(flag: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(flag)
}

/// What an ARIA state wants in place of a flag.
pub(crate) fn state(flag: Signal<bool>) -> Signal<&'static str> {
    Signal::derive(move || if flag.get() { "true" } else { "false" })
}

/// A value that wakes its readers only when it differs.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn boxed<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| value())
    }
    boxed(Box::new(value))
}

/// Rows that stay as they are while their items stay.
pub(crate) fn rows(
    items: impl Fn() -> Vec<ItemId> + Send + Sync + 'static,
    row: impl Fn(ItemId) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    type Items = Box<dyn Fn() -> Vec<ItemId> + Send + Sync>;
    type Row = Arc<dyn Fn(ItemId) -> AnyView + Send + Sync>;
    fn boxed(items: Items, row: Row) -> AnyView {
        view! { <For each=items key=|id| *id children=move |id| row(id) /> }.into_any()
    }
    boxed(Box::new(items), Arc::new(row))
}
