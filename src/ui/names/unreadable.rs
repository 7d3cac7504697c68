//! Words in no language that the model reads, each with a field for a name that it does.

use crate::app::{Item, Lang, Msg, Status, write_labels};
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
        let unreadable = state.words().filter(|it| it.status == Status::Unreadable);
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
            page.send(Msg::EditLabels(page.peek(|state| {
                let label = |it: &Item| {
                    let mut label = it.label()?.clone();
                    match state.text_lang() {
                        Lang::Ja if it.id == id => label.ja.clone_from(&added),
                        Lang::En if it.id == id => label.en.clone_from(&added),
                        _ => {}
                    }
                    Some(label)
                };
                write_labels(&state.words().filter_map(label).collect::<Vec<_>>())
            })));
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
