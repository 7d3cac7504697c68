//! The panel of the label list: as a table or as text, and the words that the model cannot read.

use super::draft::Draft;
use super::table::labels_table;
use super::templates::templates;
use super::unreadable::unreadable;
use crate::app::{Msg, parse_labels, write_labels};
use crate::ui::dom::{Var, View, act, button, el, group, memo};
use crate::ui::messages::counted;
use crate::ui::page::use_page;
use crate::ui::parts::lists::list_choice;
use crate::web::gather::nfc;

/// The panel of names and prompt templates.
pub(crate) fn labels_panel() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let is_text = Var::new(false);
    let other = button(".button.is-quiet")
        .on("click", move |_| is_text.update(|it| *it = !*it))
        .add(move || if is_text.get() { words.labels_as_table() } else { words.labels_as_text() });
    group()
        .add(list_choice())
        .add(unreadable())
        .add(el("div.row").add(other))
        .add(move || if is_text.get() { as_text() } else { labels_table() })
        .add(templates())
}

fn as_text() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let draft = Draft::new(page.memo(|state| write_labels(&state.labels())));
    let count = memo(move || draft.text.with(|it| parse_labels(it).len()));
    let apply = move |()| page.send(Msg::EditLabels(nfc(&draft.text.get_untracked())));
    let reset = move |()| page.send(Msg::ResetLabels);
    // Any text is a list of names.
    let is_wrong = memo(|| false);
    group()
        .add(draft.field("textarea.mono[rows=12][spellcheck=false]", None, words.labels_note(), is_wrong))
        .add(el("p.figure[role=status]").add(move || counted(words.labels_count(), count.get())))
        .add(draft.ways(is_wrong, act(apply), act(reset)))
}
