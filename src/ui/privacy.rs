//! What is stored on this device, how it is erased, and how a collection travels.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::messages::fill;
use super::number::bytes;
use super::page::use_page;
use crate::app::Msg;

/// The panel behind 写真はこの端末から出ません.
#[component]
pub(super) fn PrivacyPanel() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let storage = page.memo(|state| state.storage);
    let size = move || {
        storage.get().map(|(used, quota, is_full)| {
            let line = fill(words.privacy_size, &[("used", &bytes(used)), ("quota", &bytes(quota))]);
            view! {
                <p class="figure">{line}</p>
                {is_full.then(|| view! { <p class="warn">{words.privacy_full}</p> })}
            }
        })
    };
    view! {
        <p>{words.privacy_text}</p>
        <p>{words.privacy_kept}</p>
        {size}
        <Erase />
        <h3>{words.collection}</h3>
        <p class="hint">{words.collection_note}</p>
        <Carry />
    }
}

/// Asks once, in its own place.
#[component]
fn Erase() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let is_asked = RwSignal::new(false);
    let erase = move |_| {
        is_asked.set(false);
        page.send(Msg::Erase);
    };
    move || {
        if is_asked.get() {
            view! {
                <div class="ask" role="group" aria-label=words.erase>
                    <p>{words.erase_ask}</p>
                    <div class="row">
                        <button type="button" class="button is-danger" on:click=erase>
                            {words.erase_yes}
                        </button>
                        <button type="button" class="button" on:click=move |_| is_asked.set(false)>
                            {words.ask_no}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <button type="button" class="button" on:click=move |_| is_asked.set(true)>
                    {icon(Icon::Remove)}
                    <span>{words.erase}</span>
                </button>
            }
            .into_any()
        }
    }
}

#[component]
fn Carry() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let input = NodeRef::<html::Input>::new();
    let is_empty = page.memo(|state| state.items.is_empty());
    let pick = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let take = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(list) = input.files() {
            page.runtime().gather_list(&list);
        }
        input.set_value("");
    };
    view! {
        <div class="row">
            <button
                type="button"
                class="button"
                disabled=move || is_empty.get()
                on:click=move |_| page.send(Msg::Save)
            >
                {icon(Icon::Save)}
                <span>{words.save}</span>
            </button>
            <button type="button" class="button" on:click=pick>
                {icon(Icon::Open)}
                <span>{words.open}</span>
            </button>
            <input
                type="file"
                class="picker"
                tabindex="-1"
                aria-hidden="true"
                accept=".ikesu"
                node_ref=input
                on:change=take
            />
        </div>
    }
}
