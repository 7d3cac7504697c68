//! The panel that is open: it folds out over the page, takes the focus, and gives it back.

use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::privacy::privacy_panel;
use crate::ui::camera::camera_panel;
use crate::ui::dom::{El, Kid, View, effect, el, group, soon, target};
use crate::ui::models::menu::model_menu;
use crate::ui::names::labels::labels_panel;
use crate::ui::page::{Panel, use_page};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::tool::{cross, tool};
use crate::ui::tank::add::{add_files, add_folder};
use crate::ui::tank::samples::samples_panel;
use crate::ui::tank::tank;

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

/// The ways into the tank besides the camera.
fn ways() -> El {
    let page = use_page();
    let words = &page.words().shell;
    el("div.add-ways")
        .add(add_files(words.use_own()))
        .add(add_folder(words.use_folder()))
        .add(tool(".button", Icon::Fish, words.samples()).on("click", move |_| page.open(Panel::Samples)))
}

/// The tank; what is picked in it is shown on the page.
fn whole_tank() -> View {
    let page = use_page();
    let is_cell = |event: &Event| target::<Element>(event).closest(".cell").is_ok_and(|it| it.is_some());
    tank(true)
        .on("click", move |event| {
            if is_cell(&event) {
                page.close();
            }
        })
        .on_as("keydown", move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") && is_cell(&event) {
                page.close();
            }
        })
        .view()
}

fn open(panel: Panel) -> View {
    let page = use_page();
    let words = &page.words().shell;
    let (title, content) = match panel {
        Panel::Model => (words.model(), model_menu().view()),
        Panel::Privacy => (words.privacy_title(), privacy_panel().view()),
        Panel::Labels => (words.labels(), labels_panel().view()),
        Panel::Samples => (words.samples(), samples_panel()),
        Panel::Camera => (words.camera(), camera_panel(true)),
        Panel::Add => (words.put_in(), group().add(camera_panel(false)).add(ways()).view()),
        Panel::Tank => (words.tank(), whole_tank()),
    };
    let panel = el("section.panel[tabindex=-1][role=dialog][aria-modal=true]")
        .attr("aria-label", title)
        .add(el("div.panel-head").add(el("h2").add(title)).add(cross(words.close()).on("click", move |_| page.close())))
        .add(el("div.panel-body").add(content));
    let node: HtmlElement = panel.node();
    soon(move || drop(node.focus()));
    group().add(el("div.scrim").on("click", move |_| page.close())).add(panel)
}
