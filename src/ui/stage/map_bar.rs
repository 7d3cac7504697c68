//! The buttons of the map: what is on or off, saving, and all answers.

use crate::ui::dom::{Act, El, Kid, Memo, View, shown};
use crate::web::error;
use crate::web::hand::shares;
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

/// Shows all true names, where some are secret.
pub(super) fn reveal() -> View {
    let page = use_page();
    let has_secrets = page.memo(|state| {
        state
            .map
            .result
            .as_ref()
            .is_some_and(|it| it.items.iter().any(|id| state.item(*id).is_some_and(|it| state.is_secret(it))))
    });
    let button = move || {
        tool(".button.is-quiet", Icon::Eye, words().reveal_all())
            .on("click", move |_| page.send(Msg::RevealAll(true)))
            .view()
    };
    shown(move || has_secrets.get(), button)
}

/// Hands `drawn` over as a picture.
pub(super) fn save(drawn: Drawn) -> El {
    let page = use_page();
    let save = move |_| {
        let Some(element) = drawn.element() else { return };
        spawn(async move {
            if let Err(thrown) = save_drawing(&element, FILE).await {
                let fault = Fault { kind: FaultKind::Internal, subject: String::new(), detail: error::words(&thrown) };
                page.send(Msg::Refused(FILE.to_owned(), fault));
            }
        });
    };
    let (drawing, label) = if shares() { (Icon::Share, words().map_share()) } else { (Icon::Save, words().map_save()) };
    tool(".button.is-quiet", drawing, label).on("click", save)
}

/// A button that is pressed while `is_on`.
pub(super) fn toggle(label: &'static str, drawing: Icon, is_on: Memo<bool>, on_set: Act<bool>) -> El {
    tool(".button.is-quiet", drawing, label)
        .class_if("is-on", is_on)
        .aria("aria-pressed", is_on)
        .on("click", move |_| on_set(!is_on.get_untracked()))
}
