//! The prompt templates of the present model, one a line.

use super::draft::Draft;
use crate::app::Msg;
use crate::ui::dom::{Kid, View, act, el, group, memo};
use crate::ui::page::use_page;

/// A field for the sentences around a name.
pub(super) fn templates() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let draft = Draft::new(page.memo(|state| state.templates().join("\n")));
    let is_wrong = memo(move || draft.text.with(|it| lines(it).any(|line| !line.contains("{}"))));
    let apply = move |()| {
        page.send(Msg::SetTemplates(draft.text.peek(|it| lines(it).map(str::to_owned).collect())));
    };
    let reset = move |()| {
        let own = page.peek(|state| state.model.entry.templates.get(state.text_lang()).clone());
        page.send(Msg::SetTemplates(own));
    };
    let marks = ["textarea.mono[rows=3][spellcheck=false][placeholder=", words.templates_example(), "]"].concat();
    group()
        .add(el("h3").add(words.templates()))
        .add(draft.field(&marks, Some(words.templates()), words.templates_note(), is_wrong))
        .add(el("p.warn[role=status]").add(move || is_wrong.get().then_some(words.templates_wrong())))
        .add(draft.ways(is_wrong, act(apply), act(reset)))
        .view()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
