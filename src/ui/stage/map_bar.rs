//! The buttons of the map: names at points, turning, saving, and all answers.

use crate::ui::dom::{Act, El, Kid, Memo, Var, View, button, document, el};
use crate::web::task::spawn;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use super::plot::Drawn;
use super::words;
use crate::app::Msg;
use crate::ui::icon::{Icon, icon};
use crate::ui::page::use_page;

/// The buttons above `drawn`.
pub(super) fn map_bar(drawn: Drawn, has_text: Memo<bool>, on_text: Act<bool>, is_free: Var<bool>) -> El {
    let page = use_page();
    let w = words();
    let has_secrets = page.memo(|state| {
        state
            .map
            .result
            .as_ref()
            .is_some_and(|it| it.items.iter().any(|id| state.item(*id).is_some_and(|it| state.is_secret(it))))
    });
    let reveal = move || {
        has_secrets.get().then(|| {
            button(".button.is-quiet")
                .on("click", move |_| page.send(Msg::RevealAll(true)))
                .add(icon(Icon::Eye))
                .add(w.reveal_all())
                .view()
        })
    };
    let save = move |_| {
        if let Some(plot) = drawn.plot() {
            spawn(async move {
                // A drawing that cannot be written out stays on the page; its failure is shown with the next drawing.
                if let Ok(address) = plot.image().await {
                    hand_over(&address);
                }
            });
        }
    };
    let is_moving = move || is_free.get();
    el("div.toolbar")
        .add(toggle(w.map_text(), Icon::Tag, has_text, on_text))
        .add(
            button(".button.is-quiet")
                .class_if("is-on", is_moving)
                .aria("aria-pressed", is_moving)
                .on("click", move |_| is_free.update(|it| *it = !*it))
                .add(icon(Icon::Turn))
                .add(w.map_turn()),
        )
        .add(button(".button.is-quiet").on("click", save).add(icon(Icon::Save)).add(w.map_save()))
        .add(reveal)
}

fn toggle(label: &'static str, drawing: Icon, is_on: Memo<bool>, on_set: Act<bool>) -> View {
    button(".button.is-quiet")
        .class_if("is-on", is_on)
        .aria("aria-pressed", is_on)
        .on("click", move |_| on_set(!is_on.get_untracked()))
        .add(icon(drawing))
        .add(label)
        .view()
}

fn hand_over(address: &str) {
    let link = document().create_element("a").ok().and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(address);
        link.set_download("ikesu-map.png");
        link.click();
    }
}
