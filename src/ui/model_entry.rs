//! One model of the catalog: what it knows, what it costs, whether anybody has tried it.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use super::icon::{Icon, icon};
use super::messages::{Shell, fill};
use super::number::{bytes, number};
use super::page::use_page;
use crate::app::{Knows, Lang, ModelChoice, ModelEntry, Msg};

/// A card with one button.
#[component]
pub(super) fn ModelCard(id: String) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let Some(entry) = page.peek(|state| state.catalog.find(&id).cloned()) else { return ().into_any() };
    let lang = page.lang();
    let key = id.clone();
    let is_present = page.memo(move |state| state.model.entry.id == key);
    let little = device_memory().filter(|it| is_little(entry.memory, *it));
    let knows = match entry.knows {
        Knows::Drawings => words.knows_drawings,
        Knows::Photos => words.knows_photos,
        Knows::Unknown => words.knows_unknown,
    };
    let choose = move |_| page.send(Msg::Choose(ModelChoice::Entry(id.clone())));
    view! {
        <li class="model" class:is-present=move || is_present.get()>
            <div class="model-head">
                <h3>{entry.title.shown(lang).to_owned()}</h3>
                <Show
                    when=move || is_present.get()
                    fallback=move || {
                        view! {
                            <button type="button" class="button" on:click=choose.clone()>
                                {words.model_use}
                            </button>
                        }
                    }
                >
                    <span class="present">{icon(Icon::Check)} {words.model_in_use}</span>
                </Show>
            </div>
            <p>{knows}</p>
            <Facts entry=entry.clone() />
            {(!entry.tried).then(|| view! { <p class="note">{words.untried}</p> })}
            {little.map(|it| view! { <p class="warn">{fill(words.little_memory, &[("n", &number(it, 0))])}</p> })}
        </li>
    }
    .into_any()
}

#[component]
fn Facts(entry: ModelEntry) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let reads = reads(words, &entry.reads);
    view! {
        <dl class="facts">
            <div>
                <dt>{words.size}</dt>
                <dd class="figure">{bytes(entry.bytes)}</dd>
            </div>
            <div>
                <dt>{words.memory}</dt>
                <dd class="figure">{bytes(entry.memory)}</dd>
            </div>
            <div>
                <dt>{words.reads}</dt>
                <dd>{reads}</dd>
            </div>
            <div>
                <dt>{words.licence}</dt>
                <dd>{entry.licence}</dd>
            </div>
        </dl>
    }
}

fn reads(words: &Shell, langs: &[Lang]) -> String {
    let name = |lang: &Lang| if *lang == Lang::Ja { words.ja } else { words.en };
    langs.iter().map(name).collect::<Vec<_>>().join(" · ")
}

/// Gigabytes of memory that the browser admits to (8 at most), where it says so.
#[expect(clippy::cast_possible_truncation, reason = "a small power of two")]
fn device_memory() -> Option<f32> {
    let memory = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("deviceMemory")).ok()?;
    memory.as_f64().map(|it| it as f32)
}

/// A tab gets about half of a device's memory.
#[expect(clippy::cast_precision_loss, reason = "a warning, not a budget")]
fn is_little(needed: u64, gigabytes: f32) -> bool {
    needed as f32 > gigabytes * 0.5e9
}
