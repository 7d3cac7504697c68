//! A small picture.

use crate::ui::dom::{El, el};

/// The small picture at `address`; what it shows is said beside it. It cannot be dragged: dropped on the page, it would
/// go into the tank once more.
pub(crate) fn thumb(class: &'static str, address: &str) -> El {
    el("img[alt=][loading=lazy][decoding=async][draggable=false]").class(class).attr("src", address.to_owned())
}
