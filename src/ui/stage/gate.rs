//! The gate before a picture: whether there is enough to draw, and what to do first if not.

use leptos::prelude::*;

use super::{shared, words};
use crate::app::{Item, MapOf, Msg, State, Status};
use crate::ui::bind::{live, memo};
use crate::ui::messages::fill;
use crate::ui::page::use_page;

#[derive(Clone, Copy, PartialEq)]
enum Gate {
    Open,
    NoPictures,
    Waiting(usize, usize),
    Few(usize),
}

/// `body` once `needed` items of the kind have vectors; until then, what is missing.
#[component]
pub(super) fn Enough(
    #[prop(into)] of: Signal<MapOf>,
    needed: usize,
    /// What to look at instead; only offered while there is no picture.
    use_names: Option<Msg>,
    body: fn() -> AnyView,
) -> impl IntoView {
    let page = use_page();
    let gate = memo(move || page.read(|state| gate(state, of.get(), needed)));
    let names = StoredValue::new(use_names);
    live(move || match gate.get() {
        Gate::Open => body(),
        Gate::NoPictures => no_pictures(names.get_value()),
        Gate::Waiting(done, total) => {
            let text = fill(words().vectors_coming, &[("done", &done.to_string()), ("total", &total.to_string())]);
            view! { <div class="blank"><p>{text}</p><progress max=total value=done></progress></div> }.into_any()
        }
        Gate::Few(found) => {
            let text = fill(words().too_few, &[("needed", &needed.to_string()), ("found", &found.to_string())]);
            view! { <div class="blank"><p>{text}</p></div> }.into_any()
        }
    })
}

/// An empty tank: where to begin.
pub(super) fn no_pictures(use_names: Option<Msg>) -> AnyView {
    let page = use_page();
    let names = use_names.map(|msg| {
        view! { <button type="button" class="button is-quiet" on:click=move |_| page.send(msg.clone())>{words().names_instead}</button> }
    });
    view! {
        <div class="blank">
            <p>{words().no_pictures}</p>
            <p class="blank-ways">
                <button type="button" class="button is-main" on:click=move |_| page.send(Msg::UseSamples)>{shared().use_samples}</button>
                {names}
            </p>
        </div>
    }
    .into_any()
}

fn gate(state: &State, of: MapOf, needed: usize) -> Gate {
    let is_wanted = |it: &&Item| match of {
        MapOf::Names => !it.is_picture(),
        MapOf::Pictures => it.is_picture(),
        MapOf::Both => true,
    };
    let wanted = || state.items.iter().filter(is_wanted);
    let count = |is: fn(&Status) -> bool| wanted().filter(|it| is(&it.status)).count();
    let found = count(|it| matches!(it, Status::Ready));
    let coming = count(|it| matches!(it, Status::Waiting | Status::Working));
    if found >= needed {
        Gate::Open
    } else if of == MapOf::Pictures && wanted().next().is_none() {
        Gate::NoPictures
    } else if coming > 0 {
        Gate::Waiting(found, found + coming)
    } else {
        Gate::Few(found)
    }
}
