//! The whole page as a place to drop pictures and folders.

use web_sys::DragEvent;

use crate::ui::dom::{El, Var, el, memo};
use crate::ui::page::{Page, use_page};
use crate::ui::parts::icon::{Icon, icon};

/// Whether something hovers over the page, ready to be dropped.
#[derive(Clone, Copy)]
pub(super) struct DropState {
    page: Page,
    // Entering a child comes before leaving its parent, so the two are counted against each other.
    depth: Var<i32>,
}

impl DropState {
    /// Nothing hovers.
    pub(super) fn new(page: Page) -> Self {
        Self { page, depth: Var::new(0) }
    }

    /// Something came over an element.
    pub(super) fn enter(self, event: &DragEvent) {
        if is_for_us(event) {
            event.prevent_default();
            self.depth.update(|it| *it += 1);
        }
    }

    /// Something is still over an element: a browser takes a drop only if this is claimed.
    pub(super) fn over(self, event: &DragEvent) {
        if is_for_us(event) {
            event.prevent_default();
            if let Some(transfer) = event.data_transfer() {
                transfer.set_drop_effect("copy");
            }
        }
    }

    /// Something left an element.
    pub(super) fn leave(self, event: &DragEvent) {
        if is_for_us(event) {
            self.depth.update(|it| *it = (*it - 1).max(0));
        }
    }

    /// Something was dropped.
    pub(super) fn take(self, event: &DragEvent) {
        self.depth.set(0);
        if let Some(transfer) = event.data_transfer().filter(|_| is_for_us(event)) {
            event.prevent_default();
            if carries(event, "Files") {
                self.page.runtime().gather_drop(&transfer);
            } else {
                self.page.runtime().refuse_link();
            }
        }
    }
}

/// Whether files come, or a link, which the browser would follow away from the page.
fn is_for_us(event: &DragEvent) -> bool {
    carries(event, "Files") || carries(event, "text/uri-list")
}

fn carries(event: &DragEvent, kind: &str) -> bool {
    event.data_transfer().is_some_and(|it| it.types().includes(&kind.into(), 0))
}

/// The veil that shows where a drop goes: everywhere.
pub(super) fn drop_veil(drops: DropState) -> El {
    let page = use_page();
    let is_over = memo(move || drops.depth.get() > 0);
    el("div.veil[aria-hidden=true]")
        .class_if("is-over", move || is_over.get())
        .add(el("div.veil-card").add(icon(Icon::Pictures)).add(el("span").add(move || page.words().shell.drop_here())))
}
