//! Buttons with a drawing.

use super::icon::{Icon, icon};
use crate::ui::dom::{El, Given, button, el};

/// A button with a drawing before its words; `marks` begins with its classes.
pub(crate) fn tool(marks: &str, drawing: Icon, text: &'static str) -> El {
    button(marks).add(icon(drawing)).add(el("span").add(text))
}

/// A button that is a cross alone; `label` says what it takes away.
pub(crate) fn cross(label: impl Given) -> El {
    button(".icon-button").attr("aria-label", label).add(icon(Icon::Close))
}
