//! A question, where it comes up.

use crate::ui::dom::{Act, El, button, el};
use crate::ui::page::use_page;

/// `text` with a yes, a button with these `marks`, and a no; `answer` is told which.
pub(crate) fn ask(label: &'static str, text: String, marks: &str, yes: &'static str, answer: Act<bool>) -> El {
    let no = answer.clone();
    el("div.ask[role=group]").attr("aria-label", label).add(el("p").add(text)).add(
        el("div.row")
            .add(button(marks).on("click", move |_| answer(true)).add(yes))
            .add(button(".button").on("click", move |_| no(false)).add(use_page().words().shell.ask_no())),
    )
}
