//! The buttons that put pictures into the tank.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::page::{Panel, use_page};

/// Picks picture files, or a saved collection.
#[component]
pub(super) fn AddFiles(label: &'static str) -> impl IntoView {
    Picker(PickerProps { label, picture: Icon::Pictures, is_folder: false })
}

/// Picks a folder with all that is in it; left out where the browser has no such picker.
#[component]
pub(super) fn AddFolder(label: &'static str) -> impl IntoView {
    // Phones' browsers know the attribute and ignore it: a finger would be offered single files.
    let can = !window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|it| it.matches());
    can.then(|| Picker(PickerProps { label, picture: Icon::Folder, is_folder: true }))
}

/// Opens the camera.
#[component]
pub(super) fn AddCamera(label: &'static str) -> impl IntoView {
    let page = use_page();
    view! {
        <button type="button" class="button" title=label on:click=move |_| page.open(Panel::Camera)>
            {icon(Icon::Camera)}
            <span>{label}</span>
        </button>
    }
}

#[component]
fn Picker(label: &'static str, picture: Icon, is_folder: bool) -> impl IntoView {
    let page = use_page();
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            input.set_webkitdirectory(is_folder);
        }
    });
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
        // Picking the same file twice is a change only if the field is empty in between.
        input.set_value("");
    };
    view! {
        <button type="button" class="button" title=label on:click=pick>
            {icon(picture)}
            <span>{label}</span>
        </button>
        <input
            type="file"
            class="picker"
            tabindex="-1"
            aria-hidden="true"
            multiple
            accept=(!is_folder).then_some("image/*,.ikesu")
            node_ref=input
            on:change=take
        />
    }
}
