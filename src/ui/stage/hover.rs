//! The card beside the point that is pointed at.

use crate::ui::dom::{Kid, Stored, Timer, Var, View, effect_with, el, memo};

use web_sys::HtmlElement;

use super::tile::{Face, face, picture};
use super::{shared, words};
use crate::app::{State, shown_clusters};
use crate::ui::page::use_page;
use crate::ui::parts::mark::{cluster_mark, cluster_name};
use crate::ui::parts::number::number;
use crate::web::plot::Touched;

/// How long a pointer must rest: cards that flash past say nothing.
const DWELL: i32 = 125;

#[derive(Clone, PartialEq)]
struct Card {
    face: Face,
    title: String,
    cluster: Option<u32>,
    is_odd: bool,
}

/// The card of `pointed`, inside `frame`.
pub(super) fn hover(pointed: Var<Option<Touched>>, frame: Stored<HtmlElement>) -> View {
    let page = use_page();
    let shown = Var::new(None::<Touched>);
    effect_with(move || {
        let now = pointed.get();
        if now.is_none() {
            shown.set(None);
        }
        now.map(|now| Timer::after(DWELL, move || shown.set(Some(now))))
    });
    let card = memo(move || shown.get().and_then(|it| page.read(|state| card(state, it.item))));
    let class = move || {
        let width = frame.with(|it| it.client_width());
        let is_right = shown.get().is_some_and(|it| it.left > f64::from(width) / 2.0);
        if is_right { "hover is-left" } else { "hover" }
    };
    let left = move || shown.get().map_or(String::new(), |it| number(it.left as f32, 0) + "px");
    // Half a card from either edge: what reaches beyond them is cut off.
    let top = move || {
        shown.get().map_or(String::new(), |it| ["clamp(64px, ", &number(it.top as f32, 0), "px, 100% - 64px)"].concat())
    };
    (move || {
        card.get().map(|Card { face, title, cluster, is_odd }| {
            let kind = if face.is_word { words().kind_word() } else { words().kind_picture() };
            let group = cluster.map(|it| {
                let text = cluster_name(it);
                el("p").add(cluster_mark(it)).add(" ").add(text)
            });
            el("div[aria-hidden=true]")
                .class(class)
                .style("left", left)
                .style("top", top)
                .add(picture(face.thumb))
                .add(
                    el("div")
                        .add(el("p.hover-kind").add(kind))
                        .add(el("p.hover-name").add(face.text))
                        .add((!title.is_empty()).then(|| el("p.hover-title").add(title)))
                        .add(group)
                        .add(is_odd.then(|| el("p.hover-odd").add(shared().is_odd()))),
                )
                .view()
        })
    })
    .view()
}

fn card(state: &State, id: crate::protocol::ItemId) -> Option<Card> {
    let item = state.item(id)?;
    let face = face(state, id);
    let title =
        if item.is_picture() && !state.is_secret(item) { item.title(state.lang).to_owned() } else { String::new() };
    let cluster = shown_clusters(state).get(&id).copied();
    Some(Card { face, title, cluster, is_odd: crate::app::odd_items(state).contains(&id) })
}
