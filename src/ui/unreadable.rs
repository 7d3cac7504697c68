//! Words in no language that the model reads, each with a field for a name that it does.

use leptos::prelude::*;

use super::messages::fill;
use super::page::use_page;
use crate::app::{Item, Lang, Msg, Status, write_labels};
use crate::protocol::ItemId;

/// Fields shown at a time.
const MOST: usize = 20;

/// Nothing while the model reads every word.
#[component]
pub(super) fn Unreadable() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let rows = page.memo(|state| {
        let unreadable = state.words().filter(|it| it.status == Status::Unreadable);
        let named = unreadable.map(|it| (it.id, it.title(state.lang).to_owned()));
        named.take(MOST).collect::<Vec<(ItemId, String)>>()
    });
    let lang = page.memo(|state| state.text_lang());
    let lang_word = move || if lang.get() == Lang::Ja { words.ja } else { words.en };
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <div class="unreadable">
                <p class="warn">{move || fill(words.labels_unreadable, &[("lang", lang_word())])}</p>
                <ul>
                    <For each=move || rows.get() key=|(id, _)| *id let((id, name))>
                        <Row id name lang />
                    </For>
                </ul>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(id: ItemId, name: String, lang: Memo<Lang>) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let lang_word = move || if lang.get() == Lang::Ja { words.ja } else { words.en };
    let text = RwSignal::new(String::new());
    let add = move |event: web_sys::SubmitEvent| {
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
    let shown = name.clone();
    view! {
        <li>
            <form on:submit=add>
                <span>{shown}</span>
                <input
                    type="text"
                    aria-label=move || fill(words.labels_add_name, &[("name", &name), ("lang", lang_word())])
                    placeholder=lang_word
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <button type="submit" class="button">
                    {words.add}
                </button>
            </form>
        </li>
    }
}
