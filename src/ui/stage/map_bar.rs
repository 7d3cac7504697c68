//! The buttons of the map: names at points, turning, saving, and all answers.

use crate::ui::dom::{Act, El, Kid, Memo, Var, act, document, el, memo};
use crate::web::task::spawn;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use super::plot::Drawn;
use super::words;
use crate::app::Msg;
use crate::ui::icon::Icon;
use crate::ui::page::use_page;
use crate::ui::tool::tool;

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
            tool(".button.is-quiet", Icon::Eye, w.reveal_all())
                .on("click", move |_| page.send(Msg::RevealAll(true)))
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
    el("div.toolbar")
        .add(toggle(w.map_text(), Icon::Tag, has_text, on_text))
        .add(toggle(w.map_turn(), Icon::Turn, memo(move || is_free.get()), act(move |it| is_free.set(it))))
        .add(tool(".button.is-quiet", Icon::Save, w.map_save()).on("click", save))
        .add(reveal)
}

fn toggle(label: &'static str, drawing: Icon, is_on: Memo<bool>, on_set: Act<bool>) -> El {
    tool(".button.is-quiet", drawing, label)
        .class_if("is-on", is_on)
        .aria("aria-pressed", is_on)
        .on("click", move |_| on_set(!is_on.get_untracked()))
}

fn hand_over(address: &str) {
    let link = document().create_element("a").ok().and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(address);
        link.set_download("ikesu-map.png");
        link.click();
    }
}
