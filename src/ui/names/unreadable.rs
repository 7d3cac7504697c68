//! Words in no language that the model reads, each with a field for a name that it does.

use crate::app::{Item, Label, Lang, Msg, Status};
use crate::protocol::ItemId;
use crate::ui::dom::{El, Memo, Var, View, el, rows, shown, value_of};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::tank::cells::title_of;

/// Fields shown at a time.
const MOST: usize = 20;

/// Nothing while the model reads every word.
pub(super) fn unreadable() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let ids = page.memo(|state| {
        let taught = state.taught_words();
        let unreadable = state.words().filter(|it| it.status == Status::Unreadable && !taught.contains(&it.id));
        unreadable.map(|it| it.id).take(MOST).collect::<Vec<ItemId>>()
    });
    let lang = page.memo(|state| state.text_lang());
    let lang_word = move || words.lang(lang.get());
    shown(
        move || !ids.with(Vec::is_empty),
        move || {
            el("div.unreadable")
                .add(el("p.warn").add(move || fill(words.labels_unreadable(), &[("lang", lang_word())])))
                .add(el("ul").add(rows(move || ids.get(), move |id| row(id, lang))))
        },
    )
}

fn row(id: ItemId, lang: Memo<Lang>) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let lang_word = move || words.lang(lang.get());
    let text = Var::new(String::new());
    let add = move |event: web_sys::Event| {
        event.prevent_default();
        let added = text.get_untracked().trim().to_owned();
        if !added.is_empty() {
            let label = page.peek(|state| state.item(id).and_then(Item::label).cloned());
            let Some(label) = label else { return };
            let label = match lang.get_untracked() {
                Lang::Ja => Label { ja: added, ..label },
                Lang::En => Label { en: added, ..label },
            };
            page.send(Msg::SetLabel(Some(id), label));
        }
    };
    let name = page.peek(|state| title_of(state, id));
    el("li").add(
        el("form")
            .on("submit", add)
            .add(el("span").add(name.clone()))
            .add(
                el("input[type=text]")
                    .attr("aria-label", move || {
                        fill(words.labels_add_name(), &[("name", &name), ("lang", lang_word())])
                    })
                    .attr("placeholder", lang_word)
                    .on("input", move |event| text.set(value_of(&event))),
            )
            .add(el("button.button[type=submit]").add(words.add())),
    )
}
