//! The panel that is open: it folds out over the page, takes the focus, and gives it back.

use web_sys::HtmlElement;

use super::privacy::privacy_panel;
use crate::ui::camera::camera_panel;
use crate::ui::dom::{Kid, View, effect, el, group, soon};
use crate::ui::models::menu::model_menu;
use crate::ui::names::labels::labels_panel;
use crate::ui::page::{Panel, use_page};
use crate::ui::parts::tool::cross;
use crate::ui::tank::samples::samples_panel;

/// One panel at a time, or none.
pub(super) fn panels() -> View {
    let page = use_page();
    let asked = page.memo(|state| state.model.asked.is_some());
    effect(move || {
        if asked.get() {
            page.open(Panel::Model);
        }
    });
    (move || page.panel.get().map(open)).view()
}

fn open(panel: Panel) -> View {
    let page = use_page();
    let words = &page.words().shell;
    let (title, content) = match panel {
        Panel::Model => (words.model(), model_menu().view()),
        Panel::Privacy => (words.privacy_title(), privacy_panel().view()),
        Panel::Labels => (words.labels(), labels_panel().view()),
        Panel::Samples => (words.samples(), samples_panel()),
        Panel::Camera => (words.camera(), camera_panel().view()),
    };
    let panel = el("section.panel[tabindex=-1][role=dialog][aria-modal=true]")
        .attr("aria-label", title)
        .add(el("div.panel-head").add(el("h2").add(title)).add(cross(words.close()).on("click", move |_| page.close())))
        .add(el("div.panel-body").add(content));
    let node: HtmlElement = panel.node();
    soon(move || drop(node.focus()));
    group().add(el("div.scrim").on("click", move |_| page.close())).add(panel)
}
