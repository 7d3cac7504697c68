//! Putting the page into an element, and taking it out again.

use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::page::Page;
use super::shell::Shell;
use crate::app::{Msg, State};
use crate::web::{Runtime, RuntimeOptions};

/// A page in an element; dropping it takes the page out and ends its worker.
pub struct Handle {
    // Dropped first: the view must not outlive what it reads.
    _view: Box<dyn Any>,
    runtime: Rc<OnceCell<Rc<Runtime>>>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self._view = Box::new(());
        if let Some(runtime) = self.runtime.get() {
            runtime.dispose();
        }
    }
}

impl Handle {
    /// Tells the state that something happened outside the page.
    pub fn send(&self, msg: Msg) {
        if let Some(runtime) = self.runtime.get() {
            runtime.send(msg);
        }
    }
}

/// Puts a page that opens with `state` into `root`.
pub fn mount(root: HtmlElement, state: State, options: RuntimeOptions) -> Handle {
    let kept = Rc::new(OnceCell::new());
    let keep = Rc::clone(&kept);
    let view = mount_to(root, move || {
        let changed = RwSignal::new(0_u32);
        let is_page = options.is_page;
        // Late answers of the browser may find the page gone: then there is nobody to tell.
        let on_change = move || changed.try_update(|it| *it = it.wrapping_add(1)).unwrap_or_default();
        let runtime = Runtime::start(state, options, Box::new(on_change));
        let runtime = keep.get_or_init(|| runtime);
        provide_context(Page::new(Rc::clone(runtime), changed, is_page));
        Shell()
    });
    Handle { _view: Box::new(view), runtime: kept }
}
