//! The tank's list: one stop of the Tab key, arrows inside.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::cell::cell_view;
use super::cells::Cells;
use crate::app::Msg;
use crate::protocol::ItemId;
use crate::ui::dom::{El, Memo, Var, effect, el, memo, next_frame, rows, scroll_to};
use crate::ui::page::use_page;

/// The items of `cells` as a list box.
pub(super) fn tank_list(cells: Memo<Cells>, label: &'static str) -> El {
    let page = use_page();
    let selected = page.memo(|state| state.selected);
    let focused = Var::new(None::<ItemId>);
    let order = memo(move || cells.with(|it| it.order.clone()));
    let tab_stop = memo(move || {
        let (focused, selected) = (focused.get(), selected.get());
        order.with(|order| {
            let is_there = |id: &ItemId| order.contains(id);
            focused.filter(is_there).or(selected.filter(is_there)).or(order.first().copied())
        })
    });
    let on_key = move |event: KeyboardEvent| {
        let from = event.target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
        let Some((from, id)) = from.and_then(|it| item_of(&it).map(|id| (it, id))) else { return };
        match event.key().as_str() {
            "Enter" | " " => page.send(Msg::Select(Some(id))),
            "Delete" | "Backspace" => {
                let next = neighbour(&from, "ArrowRight").or_else(|| neighbour(&from, "ArrowLeft"));
                focus(next);
                page.send(Msg::Remove(vec![id]));
            }
            key => match neighbour(&from, key) {
                Some(next) => focus(Some(next)),
                None => return,
            },
        }
        event.prevent_default();
    };
    let on_focus = move |event: web_sys::Event| {
        let target = event.target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
        focused.set(target.and_then(|it| item_of(&it)));
    };
    let list =
        el("ul.cells[role=listbox]").attr("aria-label", label).on_as("keydown", on_key).on("focusin", on_focus).add(
            rows(
                move || order.get(),
                move |id| {
                    cell_view(
                        id,
                        memo(move || cells.with(|it| it.cells.get(&id).cloned().unwrap_or_default())),
                        selected,
                        tab_stop,
                    )
                },
            ),
        );
    let node: HtmlElement = list.node();
    effect(move || {
        if let Some(id) = selected.get() {
            let list = node.clone();
            // The detail sheet that opens at the same time takes its room from the list.
            next_frame(move || bring_into_view(&list, id));
        }
    });
    list
}

fn item_of(element: &HtmlElement) -> Option<ItemId> {
    element.get_attribute("data-item")?.parse().ok()
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // An element that has just gone cannot take the focus, and nobody misses it.
        drop(element.focus());
    }
}

/// Where an arrow leads; up and down keep to the column.
fn neighbour(from: &HtmlElement, key: &str) -> Option<HtmlElement> {
    let parent = from.parent_element()?;
    let element = match key {
        "ArrowRight" => from.next_element_sibling(),
        "ArrowLeft" => from.previous_element_sibling(),
        "Home" => parent.first_element_child(),
        "End" => parent.last_element_child(),
        "ArrowDown" => return in_next_row(from, |it| it.next_element_sibling()),
        "ArrowUp" => return in_next_row(from, |it| it.previous_element_sibling()),
        _ => None,
    };
    element?.dyn_into().ok()
}

fn in_next_row(from: &HtmlElement, step: impl Fn(&HtmlElement) -> Option<web_sys::Element>) -> Option<HtmlElement> {
    let (top, left) = (from.offset_top(), from.offset_left());
    let mut row = None;
    let mut best: Option<(i32, HtmlElement)> = None;
    let mut at = from.clone();
    while let Some(next) = step(&at).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let next_top = next.offset_top();
        if next_top != top {
            if *row.get_or_insert(next_top) != next_top {
                break;
            }
            let off = (next.offset_left() - left).abs();
            if best.as_ref().is_none_or(|(least, _)| off < *least) {
                best = Some((off, next.clone()));
            }
        }
        at = next;
    }
    best.map(|(_, it)| it)
}

/// Scrolls the list until the item shows.
fn bring_into_view(list: &HtmlElement, id: ItemId) {
    let found = list.query_selector(&["[data-item='", &id.to_string(), "']"].concat()).ok().flatten();
    if let Some(item) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        scroll_to(list, &item);
    }
}
