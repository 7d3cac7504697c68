//! Step 1: names for photos.

use leptos::prelude::*;

use super::field::{Reset, Slider};
use super::frame::frame;
use super::gate::no_pictures;
use super::how_names::HowNames;
use super::more::more;
use super::name_card::NameCard;
use super::{shared, words};
use crate::app::{Msg, Step, score};
use crate::protocol::ItemId;
use crate::ui::bind::{flag, live, maybe, memo, rows, shown, text};
use crate::ui::messages::fill;
use crate::ui::page::use_page;

/// Cards at first, and at each asking for more.
const N_CARDS: usize = 48;

/// The step.
#[component]
pub(super) fn Names() -> impl IntoView {
    let page = use_page();
    let w = words();
    let has_pictures = page.memo(|state| state.pictures().next().is_some());
    let body =
        live(move || if has_pictures.get() { view! { <Bar /> <Cards /> }.into_any() } else { no_pictures(None) });
    frame(Step::Names, w.names_lead, w.names_try, body, HowNames().into_any())
}

#[component]
fn Bar() -> impl IntoView {
    let page = use_page();
    let w = words();
    let threshold = page.memo(|state| state.threshold());
    // Under -1 there is no cosine: where nobody has measured a threshold, none holds.
    let opening = page.memo(|state| state.model.entry.threshold.unwrap_or(-1.0));
    let known = page.memo(|state| {
        let known = || state.pictures().filter(|it| it.truth().is_some());
        (known().count(), known().filter(|it| state.naming.revealed.contains(&it.id)).count())
    });
    let score = page.memo(score);
    let is_all = move || known.get().0 == known.get().1;
    let reveal = maybe(move || {
        (known.get().0 > 0).then(|| {
            let all = is_all();
            let text = if all { w.hide_all } else { w.reveal_all };
            view! { <button type="button" class="button is-quiet" on:click=move |_| page.send(Msg::RevealAll(!all))>{text}</button> }.into_any()
        })
    });
    let said = text(move || {
        let (right, all, model) = score.get();
        let values = [("right", right.to_string()), ("all", all.to_string()), ("model", model.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        if all > 0 { fill(w.score, &values) } else { String::new() }
    });
    view! {
        <div class="toolbar">
            {reveal}
            <p class="score" aria-live="polite">{said}</p>
        </div>
        <div class="settings">
            <Slider
                label=w.threshold
                term="cosine"
                value=Signal::derive(move || threshold.get().0)
                min=0.0
                max=Signal::stored(1.0)
                step=0.005
                decimals=3
                is_live=true
                off=w.threshold_off
                on_set=Callback::new(move |it| page.send(Msg::SetThreshold(it)))
            />
            <Reset
                is_changed=flag(move || (threshold.get().0 - opening.get()).abs() > 1e-6)
                on_reset=Callback::new(move |()| page.send(Msg::SetThreshold(opening.get_untracked())))
            />
            {shown(move || !threshold.get().1, || view! { <p class="note">{shared().not_calibrated}</p> }.into_any())}
        </div>
    }
}

#[component]
fn Cards() -> impl IntoView {
    let page = use_page();
    let limit = RwSignal::new(N_CARDS);
    let ids = page.memo(|state| state.pictures().map(|it| it.id).collect::<Vec<ItemId>>());
    let near = move || ids.with(|it| it.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let count = memo(move || ids.with(Vec::len));
    view! {
        <ul class="cards">
            {rows(near, |id| view! { <li><NameCard item=id /></li> }.into_any())}
        </ul>
        {more(count, limit, N_CARDS)}
    }
}
