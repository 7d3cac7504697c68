//! A question, where it comes up.

use crate::ui::dom::{Act, El, button, el};

/// `text` with two answers, of which the first is a button with these `marks`; `answer` is told whether it was that.
pub(crate) fn ask(
    label: &'static str,
    text: String,
    marks: &str,
    [yes, no]: [&'static str; 2],
    answer: Act<bool>,
) -> El {
    let other = answer.clone();
    el("div.ask[role=group]").attr("aria-label", label).add(el("p[role=status]").add(text)).add(
        el("div.row")
            .add(button(marks).on("click", move |_| answer(true)).add(yes))
            .add(button(".button").on("click", move |_| other(false)).add(no)),
    )
}
