//! The buttons of the map: names at points, turning, saving, and all answers.

use crate::ui::dom::{Act, El, Kid, Memo, Var, act, el, memo};
use crate::web::error;
use crate::web::task::spawn;

use super::plot::Drawn;
use super::words;
use crate::app::Msg;
use crate::protocol::{Fault, FaultKind};
use crate::ui::page::use_page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::tool::tool;
use crate::web::plot::save_drawing;

/// What a saved picture is called.
const FILE: &str = "ikesu-map.png";

/// The buttons of `drawn`.
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
        let Some(element) = drawn.element() else { return };
        spawn(async move {
            if let Err(thrown) = save_drawing(&element, FILE).await {
                let fault = Fault { kind: FaultKind::Internal, subject: String::new(), detail: error::words(&thrown) };
                page.send(Msg::Refused(FILE.to_owned(), fault));
            }
        });
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
