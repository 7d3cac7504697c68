//! One item in the tank: a square picture, or a word of the same size.

use super::cells::{Cell, HIDDEN, Name, Stand};
use super::drag::{dragged, takes};
use crate::app::Msg;
use crate::protocol::ItemId;
use crate::ui::dom::{El, Kid, Memo, el, group};
use crate::ui::page::use_page;
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::mark::{cluster_mark, cluster_name};
use crate::ui::parts::thumb::thumb;

/// An option of the tank's list.
pub(super) fn cell_view(
    id: ItemId,
    cell: Memo<Cell>,
    selected: Memo<Option<ItemId>>,
    tab_stop: Memo<Option<ItemId>>,
) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let class = move || {
        cell.with(|it| {
            let kind = if it.is_picture { "cell is-picture" } else { "cell is-word" };
            let stand = match it.stand {
                Stand::Waiting => " is-waiting",
                Stand::Working => " is-working",
                Stand::Ready => "",
                Stand::Failed => " is-failed",
                Stand::Unreadable => " is-unreadable",
                Stand::Stopped => " is-stopped",
            };
            [kind, stand, if it.is_odd { " is-odd" } else { "" }].concat()
        })
    };
    let said = move || cell.with(|it| said(it, words));
    let content = move || {
        cell.with(|it| {
            let under = match &it.name {
                _ if !it.is_picture || it.stand == Stand::Failed => None,
                Name::None => None,
                Name::Hidden => Some(HIDDEN.to_owned()),
                Name::Unknown => Some(words.unknown().to_owned()),
                Name::Given(name) => Some(name.clone()),
            };
            let picture = it.thumb.as_ref().map(|it| thumb("", it));
            let is_failed = matches!(it.stand, Stand::Failed | Stand::Unreadable);
            group()
                .add(
                    el("span.cell-body")
                        .add(if it.is_picture { picture.view() } else { it.title.clone().view() })
                        .add(is_failed.then(|| icon(Icon::Warning)))
                        .add(
                            el("span.cell-marks")
                                .add(it.cluster.map(cluster_mark))
                                .add(it.is_reference.then(|| icon(Icon::Star))),
                        )
                        .add(it.is_odd.then(|| el("span.odd-mark").add("!"))),
                )
                .add(el("span.cell-name").class_if("is-unknown", it.name == Name::Unknown).add(under))
                .view()
        })
    };
    let is_picture = cell.with(|it| it.is_picture);
    let option = el("li[role=option]");
    let option = if is_picture { dragged(option, id) } else { takes(option, id) };
    option
        .class(class)
        .attr("data-item", id.to_string())
        .attr("tabindex", move || if tab_stop.get() == Some(id) { "0" } else { "-1" })
        .aria("aria-selected", move || selected.get() == Some(id))
        .attr("aria-label", said)
        .attr("title", said)
        .on("click", move |_| page.send(Msg::Select(Some(id))))
        .add(content)
}

/// All that is to be known of a cell, as a screen reader says it.
fn said(cell: &Cell, words: &crate::ui::messages::Shell) -> String {
    let mut said = vec![cell.title.as_str()];
    match &cell.name {
        Name::None => {}
        Name::Hidden => said.push(words.guess_first()),
        Name::Unknown => said.push(words.unknown()),
        Name::Given(name) => said.push(name),
    }
    said.extend(Some(cell.stand.said(words)).filter(|it| !it.is_empty()));
    let cluster = cell.cluster.map(cluster_name);
    said.extend(cluster.as_deref());
    said.extend(cell.is_odd.then_some(words.is_odd()));
    said.extend(cell.is_reference.then_some(words.is_reference()));
    said.join(" · ")
}
