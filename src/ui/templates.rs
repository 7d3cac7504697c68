//! The prompt templates of the present model, one a line.

use super::dom::{Kid, Var, View, button, effect, el, group, memo, value_of};

use super::icon::Icon;
use super::page::use_page;
use super::tool::tool;
use crate::app::Msg;

/// A field for the sentences around a name.
pub(super) fn templates() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let written = page.memo(|state| state.templates().join("\n"));
    let draft = Var::new(String::new());
    effect(move || draft.set(written.get()));
    let is_wrong = memo(move || draft.with(|it| lines(it).any(|line| !line.contains("{}"))));
    let is_same = memo(move || draft.with(|draft| written.with(|written| draft == written)));
    let apply = move |_| {
        page.send(Msg::SetTemplates(draft.peek(|it| lines(it).map(str::to_owned).collect())));
    };
    let reset = move |_| {
        let own = page.peek(|state| state.model.entry.templates.get(state.text_lang()).clone());
        page.send(Msg::SetTemplates(own));
    };
    group()
        .add(el("h3").add(words.templates()))
        .add(
            el("label.field").add(el("span.hint").add(words.templates_note())).add(
                el("textarea.mono[rows=3][spellcheck=false]")
                    .attr("aria-label", words.templates())
                    .aria("aria-invalid", move || is_wrong.get())
                    .prop("value", move || draft.get())
                    .on("input", move |event| draft.set(value_of(&event))),
            ),
        )
        .add(el("p.warn[role=status]").add(move || is_wrong.get().then_some(words.templates_wrong())))
        .add(
            el("div.row")
                .add(
                    button(".button")
                        .attr("disabled", move || is_same.get() || is_wrong.get())
                        .on("click", apply)
                        .add(words.apply()),
                )
                .add(tool(".button.is-quiet", Icon::Reset, words.reset()).on("click", reset)),
        )
        .view()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
