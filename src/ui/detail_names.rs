//! The names that a picture may have, the threshold, and the answer where it is known.

use leptos::prelude::*;

use super::fault::FaultLine;
use super::icon::{Icon, icon};
use super::messages::fill;
use super::number::number;
use super::page::use_page;
use crate::app::{Item, Msg, Status};
use crate::protocol::{Fault, ItemId};

/// How many names are listed.
const MOST: usize = 5;

/// The candidates with their raw cosines.
#[component]
pub(super) fn DetailNames(id: ItemId) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let rows = page.memo(move |state| {
        let ranked = state.names_of(id).unwrap_or_default().iter().take(MOST);
        let name = |item| state.item(item).map(|it: &Item| it.title(state.lang).to_owned()).unwrap_or_default();
        ranked.map(|it| (name(it.item), it.cosine)).collect::<Vec<(String, f32)>>()
    });
    let threshold = page.memo(|state| state.threshold());
    let fault = page.memo(move |state| match state.item(id).map(|it| &it.status) {
        Some(Status::Failed(fault)) => Some(fault.clone()),
        _ => None::<Fault>,
    });
    let note = move || {
        let (threshold, is_calibrated) = threshold.get();
        let best = rows.with(|it| it.first().map(|(_, cosine)| *cosine));
        match best {
            None => words.no_names_yet.to_owned(),
            Some(_) if !is_calibrated => words.not_calibrated.to_owned(),
            Some(best) if best < threshold => fill(words.below_threshold, &[("threshold", &number(threshold, 3))]),
            Some(_) => String::new(),
        }
    };
    let list = move || {
        let under = threshold.get().0;
        let row = |(name, cosine): (String, f32)| {
            view! {
                <li class:is-under=cosine < under>
                    <span>{name}</span>
                    <span class="figure">{number(cosine, 3)}</span>
                </li>
            }
        };
        rows.get().into_iter().map(row).collect_view()
    };
    view! {
        <section>
            {move || fault.get().map(|fault| view! { <FaultLine fault /> })}
            <Show when=move || fault.with(Option::is_none)>
                <h3>{words.names} " " <small>{words.cosine}</small></h3>
                <ol class="ranks">{list}</ol>
                <p class="hint">{note}</p>
                <Truth id />
            </Show>
        </section>
    }
    .into_any()
}

/// 「正解は・・」: only when asked for.
#[component]
fn Truth(id: ItemId) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let truth = page.memo(move |state| {
        let truth = state.item(id).and_then(Item::truth)?;
        Some((state.naming.revealed.contains(&id), truth.shown(state.lang).to_owned()))
    });
    let guess = page.memo(move |state| state.naming.guesses.get(&id).copied());
    move || {
        let (is_revealed, name) = truth.get()?;
        let verdict = guess.get().map(|it| if it.is_right { words.right } else { words.wrong });
        Some(if is_revealed {
            view! { <p class="truth">{words.truth} " " <b>{name}</b> " " <small>{verdict}</small></p> }.into_any()
        } else {
            view! {
                <button type="button" class="button" on:click=move |_| page.send(Msg::Reveal(id))>
                    {icon(Icon::Eye)}
                    <span>{words.reveal}</span>
                </button>
            }
            .into_any()
        })
    }
}
