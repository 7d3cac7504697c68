//! The way to the rest of a long list.

use crate::ui::dom::{Kid, Memo, Var, View, button};

use crate::ui::messages::counted;
use crate::ui::page::use_page;

/// A button with these `marks` that raises `limit` by `by` while `total` is beyond it.
pub(crate) fn more(marks: &'static str, total: Memo<usize>, limit: Var<usize>, by: usize) -> View {
    let button = move || {
        let rest = total.get().saturating_sub(limit.get());
        let text = (rest > 0).then(|| counted(use_page().words().stage.show_more(), rest))?;
        let raise = move |_| limit.update(|it| *it += by);
        Some(button(marks).on("click", raise).add(text))
    };
    button.view()
}
