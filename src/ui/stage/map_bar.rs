//! The buttons of the map: names at points, turning, saving, and all answers.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use super::glyph::{Glyph, glyph};
use super::plot::Drawn;
use super::words;
use crate::app::Msg;
use crate::ui::bind::{flag, maybe, state};
use crate::ui::icon::{Icon, icon};
use crate::ui::page::use_page;

/// The buttons above `drawn`.
#[component]
pub(super) fn MapBar(
    drawn: Drawn,
    has_text: Memo<bool>,
    on_text: Callback<bool>,
    is_free: RwSignal<bool>,
) -> impl IntoView {
    let page = use_page();
    let w = words();
    let has_secrets = page.memo(|state| {
        state.map.result.as_ref().is_some_and(|it| {
            let is_secret =
                |id| state.item(id).is_some_and(|it| it.truth().is_some() && !state.naming.revealed.contains(&id));
            it.items.iter().any(|id| is_secret(*id))
        })
    });
    let reveal = maybe(move || {
        has_secrets.get().then(|| {
            view! { <button type="button" class="button is-quiet" on:click=move |_| page.send(Msg::RevealAll(true))>{icon(Icon::Eye)}{w.reveal_all}</button> }.into_any()
        })
    });
    let save = move |_| {
        if let Some(plot) = drawn.plot() {
            spawn_local(async move {
                // A drawing that cannot be written out stays on the page; its failure is shown with the next drawing.
                if let Ok(address) = plot.image().await {
                    hand_over(&address);
                }
            });
        }
    };
    let is_moving = flag(move || is_free.get());
    view! {
        <div class="toolbar">
            {toggle(w.map_text, Icon::Tag, has_text.into(), on_text)}
            <button
                type="button"
                class="button is-quiet"
                class:is-on=is_moving
                aria-pressed=state(is_moving)
                on:click=move |_| is_free.update(|it| *it = !*it)
            >
                {glyph(Glyph::Turn)}
                {w.map_turn}
            </button>
            <button type="button" class="button is-quiet" on:click=save>{icon(Icon::Save)}{w.map_save}</button>
            {reveal}
        </div>
    }
}

fn toggle(label: &'static str, drawing: Icon, is_on: Signal<bool>, on_set: Callback<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="button is-quiet"
            class:is-on=is_on
            aria-pressed=state(is_on)
            on:click=move |_| on_set.run(!is_on.get_untracked())
        >
            {icon(drawing)}
            {label}
        </button>
    }
    .into_any()
}

fn hand_over(address: &str) {
    let link = document().create_element("a").ok().and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(address);
        link.set_download("ikesu-map.png");
        link.click();
    }
}
