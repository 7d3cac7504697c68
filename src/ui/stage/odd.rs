//! Step 4: odd ones, by clusters or against references.

use crate::ui::dom::{Kid, Memo, View, act, button, el, focus, group};

use super::frame::{frame, paragraphs};
use super::kind::kind;
use super::odd_clusters::odd_clusters;
use super::odd_references::odd_references;
use super::words;
use crate::app::{Msg, OddWay, Step};
use crate::ui::page::use_page;

const WAYS: [OddWay; 2] = [OddWay::Clusters, OddWay::References];

/// The step.
pub(super) fn odd() -> View {
    let page = use_page();
    let w = words();
    let way = page.memo(|state| state.odd.way);
    let of = page.memo(|state| state.odd.of);
    let shown = move || match way.get() {
        OddWay::Clusters => odd_clusters().view(),
        OddWay::References => odd_references().view(),
    };
    let body = group().add(tabs(way)).add(kind(of, act(move |it| page.send(Msg::SetOddOf(it))))).add(shown);
    frame(Step::Odd, w.odd_lead(), w.odd_try(), body.view(), || paragraphs(words().odd_how()))
}

/// The two ways, as tabs: one stop of the Tab key, arrows change, and the change is at once.
fn tabs(way: Memo<OddWay>) -> View {
    let page = use_page();
    let w = words();
    let texts = [(w.odd_by_clusters(), w.odd_by_clusters_term()), (w.odd_by_references(), w.odd_by_references_term())];
    let turn = move |event: web_sys::KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            event.prevent_default();
            let other = if way.get_untracked() == OddWay::Clusters { OddWay::References } else { OddWay::Clusters };
            // The focus follows the choice to the other tab.
            focus(&page.runtime().root(), ".way[aria-selected=false]");
            page.send(Msg::SetOddWay(other));
        }
    };
    let tab = move |(it, (text, term)): (OddWay, (&'static str, &'static str))| {
        let is_on = move || way.get() == it;
        button(".way[role=tab]")
            .aria("aria-selected", is_on)
            .attr("tabindex", move || if is_on() { "0" } else { "-1" })
            .on("click", move |_| page.send(Msg::SetOddWay(it)))
            .on_as("keydown", turn)
            .add(text)
            .add(" ")
            .add(el("small.term").add(term))
    };
    el("div.ways[role=tablist]")
        .attr("aria-label", w.odd_ways())
        .add(WAYS.into_iter().zip(texts).map(tab).collect::<Vec<_>>())
        .view()
}
