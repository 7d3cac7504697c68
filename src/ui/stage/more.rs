//! The way to the rest of a long list.

use leptos::prelude::*;

use super::words;
use crate::ui::bind::maybe;
use crate::ui::messages::fill;

/// A button that raises `limit` by `by` while `total` is beyond it.
pub(super) fn more(total: Memo<usize>, limit: RwSignal<usize>, by: usize) -> AnyView {
    maybe(move || {
        let rest = total.get().saturating_sub(limit.get());
        let text = (rest > 0).then(|| fill(words().show_more, &[("n", &rest.to_string())]))?;
        let raise = move |_| limit.update(|it| *it += by);
        Some(view! { <button type="button" class="button is-quiet" on:click=raise>{text}</button> }.into_any())
    })
}
