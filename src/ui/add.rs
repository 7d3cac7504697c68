//! The buttons that put pictures into the tank.

use super::dom::{El, View, button, el, window};
use super::icon::{Icon, icon};
use super::page::{Panel, use_page};
use super::picker::Picker;

/// Picks picture files, or a saved collection.
pub(super) fn add_files(label: &'static str) -> View {
    let accept = "image/*,.ikesu";
    picker(Picker { label, accept, icon: Icon::Pictures, is_multiple: true, ..Picker::default() })
}

/// Picks a folder with all that is in it; left out where the browser has no such picker.
pub(super) fn add_folder(label: &'static str) -> Option<View> {
    // Phones' browsers know the attribute and ignore it: a finger would be offered single files.
    let can = !window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|it| it.matches());
    let folder = Picker { label, icon: Icon::Folder, is_multiple: true, is_folder: true, ..Picker::default() };
    can.then(|| picker(folder))
}

/// Opens the camera.
pub(super) fn add_camera(label: &'static str) -> El {
    let page = use_page();
    button(".button")
        .attr("title", label)
        .on("click", move |_| page.open(Panel::Camera))
        .add(icon(Icon::Camera))
        .add(el("span").add(label))
}

fn picker(picker: Picker) -> View {
    let page = use_page();
    Picker { class: "button", ..picker }.view(move |list| page.runtime().gather_list(&list))
}
