//! A button that opens the device's own file picker.

use web_sys::{FileList, HtmlInputElement};

use super::icon::Icon;
use super::tool::tool;
use crate::ui::dom::{View, el, group};
use crate::web::plot::is_coarse;

/// What the button looks like and what may be picked.
#[derive(Clone, Copy, Default)]
pub(crate) struct Picker {
    pub(crate) class: &'static str,
    pub(crate) label: &'static str,
    pub(crate) icon: Icon,
    /// Kinds of files, as `<input accept>` lists them; empty for all.
    pub(crate) accept: &'static str,
    /// Whether several can be picked at once.
    pub(crate) is_multiple: bool,
    /// Whether whole folders are picked.
    pub(crate) is_folder: bool,
    /// Whether the device's camera app comes first.
    pub(crate) is_camera: bool,
}

impl Picker {
    /// The button; `take` is given what was picked.
    pub(crate) fn view(self, take: impl Fn(FileList) + 'static) -> View {
        let field = el("input.picker[type=file][tabindex=-1][aria-hidden=true]")
            .attr("multiple", self.is_multiple)
            // A phone's picker greys out what it has no kind for; what it is, the page sees anyway.
            .attr("accept", Some(self.accept).filter(|it| !it.is_empty() && (self.is_camera || !is_coarse())))
            .attr("capture", self.is_camera.then_some("environment"));
        let input: HtmlInputElement = field.node();
        input.set_webkitdirectory(self.is_folder);
        let picker = input.clone();
        let opener = tool("", self.icon, self.label)
            .class(self.class)
            .attr("title", self.label)
            .on("click", move |_| picker.click());
        let taken = move |_| {
            if let Some(list) = input.files().filter(|it| it.length() != 0) {
                take(list);
            }
            // Picking the same file twice is a change only if the field is empty in between.
            input.set_value("");
        };
        group().add(opener).add(field.on("change", taken))
    }
}
