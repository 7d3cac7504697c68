//! One picture and its names.

use std::sync::Arc;

use crate::ui::dom::{El, Kid, View, button, el, group, memo};

use super::name_bars::name_bars;
use super::quiz::quiz;
use super::vector_row::missing;
use super::{shared, words};
use crate::app::{Msg, State, is_named_rightly};
use crate::protocol::ItemId;
use crate::ui::page::{Panel, use_page};
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::thumb::thumb;
use crate::ui::tank::drag::dragged;
use crate::ui::tank::teach::teach;

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
    NoNames,
    Quiz,
    Names,
}

/// The picture with the question, or with its names and the answer.
pub(super) fn name_card(item: ItemId) -> El {
    let page = use_page();
    let card = page.memo(move |state| card(state, item));
    let part = memo(move || card.with(|it| it.as_ref().map(|it| it.part)));
    let is_selected = move || card.with(|it| it.as_ref().is_some_and(|it| it.is_selected));
    let title = move || card.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default());
    let address = memo(move || card.with(|it| it.as_ref().and_then(|it| it.thumb.clone())));
    let image = move || address.get().map(|it| thumb("", &it));
    let body = move || match part.get() {
        Some(Part::Quiz) => quiz(item).view(),
        Some(Part::Names) => group().add(name_bars(item)).add(answer(item)).add(teach(item)).view(),
        Some(Part::Missing(why)) => el("p.note").add(why).view(),
        Some(Part::NoNames) => group()
            .add(el("p.note").add(shared().no_words()))
            .add(button(".button.is-quiet").on("click", move |_| page.open(Panel::Labels)).add(shared().edit_words()))
            .add(teach(item))
            .view(),
        None => ().view(),
    };
    el("article.card")
        .class_if("is-selected", is_selected)
        .add(
            dragged(button(".card-picture"), item)
                .aria("aria-pressed", is_selected)
                .attr("aria-label", title)
                .on("click", move |_| page.send(Msg::Select(Some(item))))
                .add(image),
        )
        .add(el("div.card-body").add(body))
}

/// 「正解は・・」, once it has been asked for.
fn answer(item: ItemId) -> View {
    let page = use_page();
    let answer = page.memo(move |state| {
        let truth = state.item(item)?.truth()?.shown(state.lang).to_owned();
        let guess = state.naming.guesses.get(&item).map(|it| it.is_right);
        Some((truth, is_named_rightly(state, item), guess))
    });
    let said = |who: &'static str, is_right: bool| {
        let (text, mark) = if is_right { (shared().right(), Icon::Check) } else { (shared().wrong(), Icon::Close) };
        el("span.verdict").class_if("is-right", is_right).add(icon(mark)).add(who).add(" ").add(text)
    };
    (move || {
        answer.get().map(|(truth, model, guess)| {
            group()
                .add(
                    el("p.answer")
                        .add(el("span.answer-lead").add(shared().truth()))
                        .add(" ")
                        .add(el("strong").add(truth)),
                )
                .add(
                    el("p.verdicts")
                        .add(model.map(|it| said(words().by_model(), it)))
                        .add(guess.map(|it| said(words().by_you(), it))),
                )
                .view()
        })
    })
    .view()
}

fn card(state: &State, item: ItemId) -> Option<Card> {
    let found = state.item(item)?;
    let is_secret = state.is_secret(found);
    let part = if state.names_of(item).is_none() {
        let why = missing(state, item);
        if why.is_empty() && state.words().next().is_none() {
            Part::NoNames
        } else {
            Part::Missing(if why.is_empty() { shared().waiting() } else { why })
        }
    } else if is_secret {
        Part::Quiz
    } else {
        Part::Names
    };
    let title = if is_secret { shared().guess_first().to_owned() } else { found.title(state.lang).to_owned() };
    Some(Card { thumb: found.thumb().cloned(), title, is_selected: state.selected == Some(item), part })
}
