//! The way round the camera: the device's own camera app, through a file field.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::page::use_page;

/// Works where the page gets no camera: without https, or after a no.
#[component]
pub(super) fn CameraFile() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let input = NodeRef::<html::Input>::new();
    let pick = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let take = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(list) = input.files().filter(|it| it.length() != 0) {
            page.runtime().gather_list(&list);
            page.panel.set(None);
        }
    };
    view! {
        <button type="button" class="button is-quiet" on:click=pick>
            {icon(Icon::Pictures)}
            <span>{words.camera_file}</span>
        </button>
        <input
            type="file"
            class="picker"
            tabindex="-1"
            aria-hidden="true"
            accept="image/*"
            capture="environment"
            node_ref=input
            on:change=take
        />
    }
}
