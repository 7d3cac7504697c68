//! The card beside the point that is pointed at.

use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::tile::{Face, face, picture};
use super::{shared, words};
use crate::app::State;
use crate::ui::bind::{maybe, memo, text, word};
use crate::ui::mark::cluster_mark;
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::web::plot::Touched;

/// How long a pointer must rest: cards that flash past say nothing.
const DWELL: Duration = Duration::from_millis(125);

#[derive(Clone, PartialEq)]
struct Card {
    face: Face,
    title: String,
    cluster: Option<u32>,
    is_odd: bool,
}

/// The card of `pointed`, inside `frame`.
#[component]
pub(super) fn Hover(pointed: RwSignal<Option<Touched>>, frame: NodeRef<html::Div>) -> impl IntoView {
    let page = use_page();
    let shown = RwSignal::new(None::<Touched>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(waiting) = timer.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
    };
    Effect::new(move |_| {
        let now = pointed.get();
        stop();
        if now.is_none() {
            shown.set(None);
            return;
        }
        let wait = set_timeout_with_handle(
            move || {
                let _gone = shown.try_set(now);
            },
            DWELL,
        );
        timer.set_value(wait.ok());
    });
    on_cleanup(stop);
    let card = memo(move || shown.get().and_then(|it| page.read(|state| card(state, it.item))));
    let class = word(move || {
        let width = frame.get().map_or(0, |it| it.client_width());
        let is_right = shown.get().is_some_and(|it| it.left > f64::from(width) / 2.0);
        if is_right { "hover is-left" } else { "hover" }
    });
    let left = text(move || shown.get().map_or(String::new(), |it| format!("{}px", it.left as i32)));
    let top = text(move || shown.get().map_or(String::new(), |it| format!("{}px", it.top as i32)));
    maybe(move || {
        card.get().map(|Card { face, title, cluster, is_odd }| {
            let kind = if face.is_word { words().kind_word } else { words().kind_picture };
            let group = cluster.map(|it| {
                let text = fill(shared().in_cluster, &[("n", &(it + 1).to_string())]);
                view! { <p class="hover-group">{cluster_mark(it)}" "{text}</p> }
            });
            view! {
                <div class=class style:left=left style:top=top aria-hidden="true">
                    {picture(face.thumb)}
                    <div>
                        <p class="hover-kind">{kind}</p>
                        <p class="hover-name">{face.text}</p>
                        {(!title.is_empty()).then(|| view! { <p class="hover-title">{title}</p> })}
                        {group}
                        {is_odd.then(|| view! { <p class="hover-odd">{shared().is_odd}</p> })}
                    </div>
                </div>
            }
            .into_any()
        })
    })
}

fn card(state: &State, id: crate::protocol::ItemId) -> Option<Card> {
    let item = state.item(id)?;
    let face = face(state, id);
    let is_secret = item.truth().is_some() && !state.naming.revealed.contains(&id);
    let title = if item.is_picture() && !is_secret { item.title(state.lang).to_owned() } else { String::new() };
    let cluster = state.clusters.result.as_ref().and_then(|it| it.cluster_of(id));
    Some(Card { face, title, cluster, is_odd: crate::app::odd_items(state).contains(&id) })
}
