//! One's own model: four files of this device, or an address.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::page::use_page;
use crate::app::{Lang, ModelChoice, Msg};

/// Four files picked at once.
#[component]
pub(super) fn OwnFiles() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let reads = Reads::default();
    let input = NodeRef::<html::Input>::new();
    let is_missing = RwSignal::new(false);
    let pick = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let take = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let files = input.files().and_then(|list| page.runtime().model_files(&list));
        is_missing.set(files.is_none());
        if let Some(files) = files {
            page.send(Msg::Choose(ModelChoice::Files(files, reads.langs())));
        }
        input.set_value("");
    };
    view! {
        <details class="own">
            <summary>{words.own_files}</summary>
            <p class="hint">{words.own_files_note}</p>
            <ReadsField reads />
            <button type="button" class="button" on:click=pick>
                {icon(Icon::Open)}
                <span>{words.own_files_pick}</span>
            </button>
            <input
                type="file"
                class="picker"
                tabindex="-1"
                aria-hidden="true"
                multiple
                accept=".json,.safetensors"
                node_ref=input
                on:change=take
            />
            <p class="warn" role="status">
                {move || is_missing.get().then_some(words.own_files_missing)}
            </p>
        </details>
    }
}

/// A folder somewhere on the network.
#[component]
pub(super) fn OwnAddress() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let reads = Reads::default();
    let address = RwSignal::new(String::new());
    let take = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let address = address.get_untracked();
        if !address.trim().is_empty() {
            page.send(Msg::Choose(ModelChoice::Address(address, reads.langs())));
        }
    };
    view! {
        <details class="own">
            <summary>{words.own_address}</summary>
            <form on:submit=take>
                <label class="field">
                    <span>{words.own_address_note}</span>
                    <input
                        type="url"
                        inputmode="url"
                        placeholder="https://"
                        autocomplete="off"
                        prop:value=move || address.get()
                        on:input=move |event| address.set(event_target_value(&event))
                    />
                </label>
                <ReadsField reads />
                <button type="submit" class="button">
                    {words.load}
                </button>
            </form>
        </details>
    }
}

/// Which languages a text tower reads, as ticked.
#[derive(Clone, Copy)]
struct Reads {
    ja: RwSignal<bool>,
    en: RwSignal<bool>,
}

impl Default for Reads {
    /// Most models that lie about read English.
    fn default() -> Self {
        Self { ja: RwSignal::new(false), en: RwSignal::new(true) }
    }
}

impl Reads {
    fn langs(self) -> Vec<Lang> {
        let ticked = [(Lang::Ja, self.ja), (Lang::En, self.en)];
        ticked.into_iter().filter(|(_, it)| it.get_untracked()).map(|(lang, _)| lang).collect()
    }
}

#[component]
fn ReadsField(reads: Reads) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let tick = |label: &'static str, on: RwSignal<bool>| {
        view! {
            <label class="tick">
                <input
                    type="checkbox"
                    prop:checked=move || on.get()
                    on:change=move |event| on.set(event_target_checked(&event))
                />
                {label}
            </label>
        }
    };
    view! {
        <fieldset class="ticks">
            <legend>{words.own_reads}</legend>
            {tick(words.ja, reads.ja)}
            {tick(words.en, reads.en)}
        </fieldset>
    }
}
