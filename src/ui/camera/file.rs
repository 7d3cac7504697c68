//! The way round the camera: the device's own camera app, through a file field.

use crate::ui::dom::View;
use crate::ui::page::use_page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::picker::Picker;

/// Works where the page gets no camera: without https, or after a no.
pub(super) fn camera_file() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let (class, label, accept) = ("button is-quiet", words.camera_file(), "image/*");
    let picker = Picker { class, label, accept, icon: Icon::Pictures, is_camera: true, ..Picker::default() };
    picker.view(move |list| {
        page.runtime().gather_list(&list);
        page.close();
    })
}
