//! One picture and its names.

use std::sync::Arc;

use leptos::prelude::*;

use super::name_bars::NameBars;
use super::quiz::Quiz;
use super::vector_row::missing;
use super::{shared, words};
use crate::app::{Msg, State, is_named_rightly};
use crate::protocol::ItemId;
use crate::ui::bind::{flag, live, maybe, memo, state, text};
use crate::ui::icon::{Icon, icon};
use crate::ui::page::use_page;

#[derive(Clone, PartialEq)]
struct Card {
    thumb: Option<Arc<str>>,
    title: String,
    is_selected: bool,
    part: Part,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Missing(&'static str),
    Quiz,
    Names,
}

/// The picture with the question, or with its names and the answer.
#[component]
pub(super) fn NameCard(item: ItemId) -> impl IntoView {
    let page = use_page();
    let card = page.memo(move |state| card(state, item));
    let part = memo(move || card.with(|it| it.as_ref().map(|it| it.part)));
    let is_selected = flag(move || card.with(|it| it.as_ref().is_some_and(|it| it.is_selected)));
    let title = text(move || card.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default()));
    let thumb = memo(move || card.with(|it| it.as_ref().and_then(|it| it.thumb.clone())));
    let image = maybe(move || {
        thumb.get().map(|it| view! { <img src=it.to_string() alt="" loading="lazy" decoding="async" /> }.into_any())
    });
    let body = live(move || match part.get() {
        Some(Part::Quiz) => view! { <Quiz item /> }.into_any(),
        Some(Part::Names) => view! { <NameBars item /> <Answer item /> }.into_any(),
        Some(Part::Missing(why)) => view! { <p class="note">{why}</p> }.into_any(),
        None => ().into_any(),
    });
    view! {
        <article class="card" class:is-selected=is_selected>
            <button
                type="button"
                class="card-picture"
                aria-pressed=state(is_selected)
                aria-label=title
                on:click=move |_| page.send(Msg::Select(Some(item)))
            >
                {image}
            </button>
            <div class="card-body">{body}</div>
        </article>
    }
}

/// 「正解は・・」, once it has been asked for.
#[component]
fn Answer(item: ItemId) -> impl IntoView {
    let page = use_page();
    let answer = page.memo(move |state| {
        let truth = state.item(item)?.truth()?.shown(state.lang).to_owned();
        let guess = state.naming.guesses.get(&item).map(|it| it.is_right);
        Some((truth, is_named_rightly(state, item), guess))
    });
    let said = |who: &'static str, is_right: bool| {
        let (text, mark) = if is_right { (shared().right, Icon::Check) } else { (shared().wrong, Icon::Close) };
        view! { <span class="verdict" class:is-right=is_right>{icon(mark)}{who}" "{text}</span> }
    };
    maybe(move || {
        answer.get().map(|(truth, model, guess)| {
            view! {
                <p class="answer">
                    <span class="answer-lead">{shared().truth}</span>
                    " "
                    <strong>{truth}</strong>
                </p>
                <p class="verdicts">
                    {model.map(|it| said(words().by_model, it))}
                    {guess.map(|it| said(words().by_you, it))}
                </p>
            }
            .into_any()
        })
    })
}

fn card(state: &State, item: ItemId) -> Option<Card> {
    let found = state.item(item)?;
    let is_secret = found.truth().is_some() && !state.naming.revealed.contains(&item);
    let part = if state.names_of(item).is_none() {
        let why = missing(state, item);
        Part::Missing(if why.is_empty() { shared().waiting } else { why })
    } else if is_secret {
        Part::Quiz
    } else {
        Part::Names
    };
    let title = if is_secret { shared().guess_first.to_owned() } else { found.title(state.lang).to_owned() };
    Some(Card { thumb: found.thumb().cloned(), title, is_selected: state.selected == Some(item), part })
}
