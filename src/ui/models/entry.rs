//! One model of the catalog: what it knows, what it costs, whether anybody has tried it.

use wasm_bindgen::JsValue;

use crate::app::{Knows, Lang, ModelChoice, ModelEntry, Msg};
use crate::ui::dom::{El, button, el, window};
use crate::ui::messages::{Shell, fill};
use crate::ui::page::use_page;
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::number::{bytes, number};

/// A card with one button.
pub(super) fn model_card(entry: ModelEntry) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let lang = page.lang();
    let (id, key) = (entry.id.clone(), entry.id.clone());
    let is_present = page.memo(move |state| state.model.entry.id == key);
    let little = device_memory().filter(|it| is_little(entry.memory, *it));
    let knows = match entry.knows {
        Knows::Drawings => words.knows_drawings(),
        Knows::Everyday => words.knows_everyday(),
        Knows::Photos => words.knows_photos(),
        Knows::Unknown => words.knows_unknown(),
    };
    let choose = move |_| page.send(Msg::Choose(ModelChoice::Entry(id.clone())));
    let use_it = move || {
        if is_present.get() {
            el("span.present").add(icon(Icon::Check)).add(words.model_in_use())
        } else {
            button(".button").on("click", choose.clone()).add(words.model_use())
        }
    };
    el("li.model")
        .class_if("is-present", move || is_present.get())
        .add(el("div.model-head").add(el("h3").add(entry.title.shown(lang).to_owned())).add(use_it))
        .add(el("p").add(knows))
        .add(facts([(words.size(), bytes(entry.bytes)), (words.reads(), reads(words, &entry.reads))]))
        .add(little.map(|it| el("p.warn").add(fill(words.little_memory(), &[("n", &number(it, 0))]))))
        .add(
            el("details.fold").add(el("summary").add(words.more_facts())).add(
                el("div.fold-body")
                    .add(facts([(words.memory(), bytes(entry.memory)), (words.licence(), entry.licence)]))
                    .add((!entry.tried).then(|| el("p.note").add(words.untried()))),
            ),
        )
}

fn facts<const N: usize>(facts: [(&'static str, String); N]) -> El {
    let fact = |(what, value)| el("div").add(el("dt").add(what)).add(el("dd.figure").add(value));
    el("dl.facts").add(facts.map(fact).into_iter().collect::<Vec<_>>())
}

fn reads(words: &Shell, langs: &[Lang]) -> String {
    langs.iter().map(|it| words.lang(*it)).collect::<Vec<_>>().join(" · ")
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
