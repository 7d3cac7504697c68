//! Step 4: odd ones, by clusters or against references.

use leptos::prelude::*;

use super::frame::{frame, paragraphs};
use super::kind::Kind;
use super::odd_clusters::OddClusters;
use super::odd_references::OddReferences;
use super::words;
use crate::app::{Msg, OddWay, Step};
use crate::ui::bind::{flag, live, state, word};
use crate::ui::page::use_page;

const WAYS: [OddWay; 2] = [OddWay::Clusters, OddWay::References];

/// The step.
#[component]
pub(super) fn Odd() -> impl IntoView {
    let page = use_page();
    let w = words();
    let way = page.memo(|state| state.odd.way);
    let of = page.memo(|state| state.odd.of);
    let shown = live(move || match way.get() {
        OddWay::Clusters => OddClusters().into_any(),
        OddWay::References => OddReferences().into_any(),
    });
    let body = view! {
        {tabs(way)}
        <Kind of on_set=Callback::new(move |it| page.send(Msg::SetOddOf(it))) />
        {shown}
    };
    frame(Step::Odd, w.odd_lead, w.odd_try, body.into_any(), paragraphs(w.odd_how))
}

/// The two ways, as tabs in the sense of the ARIA practices: arrows change, and the change is at once.
fn tabs(way: Memo<OddWay>) -> AnyView {
    let page = use_page();
    let w = words();
    let texts = [(w.odd_by_clusters, w.odd_by_clusters_term), (w.odd_by_references, w.odd_by_references_term)];
    let turn = move |event: web_sys::KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            event.prevent_default();
            let other = if way.get_untracked() == OddWay::Clusters { OddWay::References } else { OddWay::Clusters };
            page.send(Msg::SetOddWay(other));
            focus_selected(&event);
        }
    };
    let tab = move |(it, (text, term)): (OddWay, (&'static str, &'static str))| {
        let is_on = flag(move || way.get() == it);
        view! {
            <button
                type="button"
                role="tab"
                class="way"
                aria-selected=state(is_on)
                tabindex=word(move || if is_on.get() { "0" } else { "-1" })
                on:click=move |_| page.send(Msg::SetOddWay(it))
                on:keydown=turn
            >
                {text}
                " "
                <small class="term">{term}</small>
            </button>
        }
    };
    view! { <div class="ways" role="tablist" aria-label=w.odd_ways>{WAYS.into_iter().zip(texts).map(tab).collect_view()}</div> }.into_any()
}

/// The focus follows the choice to the other tab.
fn focus_selected(event: &web_sys::KeyboardEvent) {
    use wasm_bindgen::JsCast;
    let tab = event_target::<web_sys::Element>(event);
    let other = tab.next_element_sibling().or_else(|| tab.previous_element_sibling());
    if let Some(other) = other.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A tab that cannot take the focus is still chosen.
        drop(other.focus());
    }
}
