//! The buttons that put pictures into the tank.

use super::dom::{El, View};
use super::icon::Icon;
use super::page::{Panel, use_page};
use super::picker::Picker;
use super::tool::tool;
use crate::web::plot::is_coarse;

/// Picks picture files, or a saved collection.
pub(super) fn add_files(label: &'static str) -> View {
    let accept = "image/*,.ikesu";
    picker(Picker { label, accept, icon: Icon::Pictures, is_multiple: true, ..Picker::default() })
}

/// Picks a folder with all that is in it; left out where the browser has no such picker.
pub(super) fn add_folder(label: &'static str) -> Option<View> {
    // Phones' browsers know the attribute and ignore it: a finger would be offered single files.
    let folder = Picker { label, icon: Icon::Folder, is_multiple: true, is_folder: true, ..Picker::default() };
    (!is_coarse()).then(|| picker(folder))
}

/// Opens the camera.
pub(super) fn add_camera(label: &'static str) -> El {
    let page = use_page();
    tool(".button", Icon::Camera, label).attr("title", label).on("click", move |_| page.open(Panel::Camera))
}

fn picker(picker: Picker) -> View {
    let page = use_page();
    Picker { class: "button", ..picker }.view(move |list| page.runtime().gather_list(&list))
}
