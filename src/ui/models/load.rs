//! A model on its way: how far it is, or why it could not be had, and what can be done.

use crate::app::{Load, Msg};
use crate::ui::dom::{View, el, group, memo, shown};
use crate::ui::page::use_page;
use crate::ui::parts::bar::bar;
use crate::ui::parts::fault::fault_line;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::number::bytes;
use crate::ui::parts::tool::tool;

/// The load under way, or why it failed.
pub(crate) fn model_load() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let units = page.memo(|state| match state.model.load {
        Load::Running(done, total) => Some((done, total)),
        _ => None,
    });
    let fault = page.memo(|state| match &state.model.load {
        Load::Failed(fault) => Some(fault.clone()),
        _ => None,
    });
    let line = move || match units.get() {
        Some((done, total)) if total != 0 => bytes(done) + " / " + &bytes(total),
        Some((done, _)) => bytes(done),
        None => String::new(),
    };
    // Built once and changed in place: it moves with every message, and has a button to hit.
    let running = move || {
        el("div.loading")
            .add(el("span").add(words.model_loading()))
            .add(el("span.figure").add(line))
            .add(bar(words.model_loading(), memo(move || units.get().unwrap_or_default())))
            .add(tool(".button.is-quiet", Icon::Stop, words.cancel()).on("click", move |_| page.send(Msg::CancelLoad)))
    };
    let failed = move || {
        fault.get().map(|fault| {
            let again = tool(".button", Icon::Reset, words.retry());
            group().add(fault_line(fault)).add(again.on("click", move |_| page.send(Msg::LoadAgain)))
        })
    };
    group().add(shown(move || units.get().is_some(), running)).add(failed)
}
