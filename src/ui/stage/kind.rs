//! The choice of what a step works on: photos, names, or both.

use leptos::prelude::*;

use super::field::Choice;
use super::words;
use crate::app::MapOf;

const KINDS: [MapOf; 3] = [MapOf::Pictures, MapOf::Names, MapOf::Both];

/// One of the three kinds.
#[component]
pub(super) fn Kind(#[prop(into)] of: Signal<MapOf>, on_set: Callback<MapOf>) -> impl IntoView {
    let w = words();
    view! {
        <Choice
            label=w.of
            term=""
            options=vec![w.pictures, w.names, w.both]
            value=Signal::derive(move || KINDS.iter().position(|it| *it == of.get()).unwrap_or(0))
            on_set=Callback::new(move |at: usize| on_set.run(KINDS[at]))
        />
    }
}
