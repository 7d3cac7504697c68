//! One of a few, side by side.

use crate::ui::dom::{Act, El, Memo, button, el};

/// One of a few.
pub(crate) fn choice(
    label: &'static str,
    term: &'static str,
    options: Vec<&'static str>,
    value: Memo<usize>,
    on_set: Act<usize>,
) -> El {
    let options = options.into_iter().enumerate().map(move |(at, option)| {
        let is_on = move || value.get() == at;
        let on_set = on_set.clone();
        button("").class_if("is-on", is_on).aria("aria-pressed", is_on).on("click", move |_| on_set(at)).add(option)
    });
    let options: Vec<El> = options.collect();
    el("div.knob").add(name(label, term)).add(el("div.choice[role=group]").attr("aria-label", label).add(options))
}

/// What a field is called: the plain word first, the field's term in small.
pub(crate) fn name(label: &'static str, term: &'static str) -> El {
    el("span.knob-name").add(label).add(" ").add(el("small.term").add(term))
}
