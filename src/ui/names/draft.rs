//! A text that is edited as a whole, and taken over or put back at once.

use crate::ui::dom::{Act, El, Memo, Var, button, effect, el, memo, value_of};
use crate::ui::page::use_page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::tool::tool;

/// What a person makes of a text.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    /// The text as it is at present in the field.
    pub(super) text: Var<String>,
    is_same: Memo<bool>,
}

impl Draft {
    /// A draft of `written`. A text that changed elsewhere takes its place: two truths in one field help nobody.
    pub(super) fn new(written: Memo<String>) -> Self {
        let text = Var::new(String::new());
        effect(move || text.set(written.get()));
        let is_same = memo(move || text.with(|text| written.with(|written| text == written)));
        Self { text, is_same }
    }

    /// The field, a `<textarea>` with these `marks`; `label` where the note alone does not say what it is for.
    pub(super) fn field(
        self,
        marks: &str,
        label: Option<&'static str>,
        note: &'static str,
        is_wrong: Memo<bool>,
    ) -> El {
        let text = self.text;
        let field = el(marks)
            .attr("aria-label", label)
            .aria("aria-invalid", move || is_wrong.get())
            .prop("value", move || text.get())
            .on("input", move |event| text.set(value_of(&event)));
        el("label.field").add(el("span.hint").add(note)).add(field)
    }

    /// The button that takes it over, unless it is wrong, and the way back to the first text.
    pub(super) fn ways(self, is_wrong: Memo<bool>, on_apply: Act<()>, on_reset: Act<()>) -> El {
        let words = &use_page().words().shell;
        let apply = button(".button.is-main")
            .attr("disabled", move || self.is_same.get() || is_wrong.get())
            .on("click", move |_| on_apply(()))
            .add(words.apply());
        el("div.row").add(apply).add(way_back(on_reset))
    }
}

/// The button that brings back what was there at first.
pub(super) fn way_back(on_reset: Act<()>) -> El {
    tool(".button.is-quiet", Icon::Reset, use_page().words().shell.reset()).on("click", move |_| on_reset(()))
}
