//! The label list as text: edit, apply, reset; and the words that the model cannot read.

use super::dom::{Var, View, button, effect, el, group, memo, value_of};

use super::icon::Icon;
use super::messages::counted;
use super::page::use_page;
use super::templates::templates;
use super::tool::tool;
use super::unreadable::unreadable;
use crate::app::{Msg, parse_labels, write_labels};
use crate::web::gather::nfc;

/// The panel of names and prompt templates.
pub(super) fn labels_panel() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let written = page.memo(|state| write_labels(&state.labels()));
    let draft = Var::new(String::new());
    // A list that changed elsewhere takes the place of the draft: two truths in one field help nobody.
    effect(move || draft.set(written.get()));
    let count = memo(move || draft.with(|it| parse_labels(it).len()));
    let is_same = memo(move || draft.with(|draft| written.with(|written| draft == written)));
    let apply = move |_| page.send(Msg::EditLabels(nfc(&draft.get_untracked())));
    let reset = move |_| page.send(Msg::ResetLabels);
    group()
        .add(
            el("label.field").add(el("span.hint").add(words.labels_note())).add(
                el("textarea.mono[rows=12][spellcheck=false]")
                    .prop("value", move || draft.get())
                    .on("input", move |event| draft.set(value_of(&event))),
            ),
        )
        .add(
            el("div.row")
                .add(el("span.figure[role=status]").add(move || counted(words.labels_count(), count.get())))
                .add(
                    button(".button.is-main")
                        .attr("disabled", move || is_same.get())
                        .on("click", apply)
                        .add(words.apply()),
                )
                .add(tool(".button.is-quiet", Icon::Reset, words.reset()).on("click", reset)),
        )
        .add(unreadable())
        .add(templates())
}
