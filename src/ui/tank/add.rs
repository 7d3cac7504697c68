//! The buttons that put pictures into the tank.

use crate::ui::dom::{El, View};
use crate::ui::page::{Panel, use_page};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::picker::Picker;
use crate::ui::parts::tool::tool;
use crate::web::plot::is_coarse;

/// Picks picture files, or a saved collection.
pub(crate) fn add_files(label: &'static str) -> View {
    let accept = "image/*,.ikesu,.zip";
    picker(Picker { label, accept, icon: Icon::Pictures, is_multiple: true, ..Picker::default() })
}

/// Picks a folder with all that is in it; left out where the browser has no such picker.
pub(crate) fn add_folder(label: &'static str) -> Option<View> {
    // Phones' browsers know the attribute and ignore it: a finger would be offered single files.
    let folder = Picker { label, icon: Icon::Folder, is_multiple: true, is_folder: true, ..Picker::default() };
    (!is_coarse()).then(|| picker(folder))
}

/// Opens the camera.
pub(crate) fn add_camera(label: &'static str) -> El {
    let page = use_page();
    tool(".button", Icon::Camera, label).attr("title", label).on("click", move |_| page.open(Panel::Camera))
}

fn picker(picker: Picker) -> View {
    let page = use_page();
    Picker { class: "button", ..picker }.view(move |list| {
        page.runtime().gather_list(&list);
        if page.panel.get_untracked().is_some() {
            page.close();
        }
    })
}
