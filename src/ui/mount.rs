//! Putting the page into an element, and taking it out again.

use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::provide_context;
use web_sys::HtmlElement;

use super::dom::{Kid, Var};
use super::page::Page;
use super::shell::shell;
use crate::app::{Msg, State};
use crate::web::{Runtime, RuntimeOptions};

/// A page in an element; dropping it takes the page out and ends its worker.
pub struct Handle {
    // Dropped first: the view must not outlive what it reads.
    view: Option<Box<dyn Any>>,
    frame: HtmlElement,
    runtime: Rc<Runtime>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.view = None;
        self.frame.remove();
        self.runtime.dispose();
    }
}

impl Handle {
    /// Tells the state that something happened outside the page.
    pub fn send(&self, msg: Msg) {
        self.runtime.send(msg);
    }
}

/// Puts a page that opens with `state` into `root`.
pub fn mount(root: HtmlElement, state: State, options: RuntimeOptions) -> Handle {
    let built = Rc::new(OnceCell::new());
    let build = Rc::clone(&built);
    // Leptos starts its account of owners and effects here; what hangs in the element is hung by hand.
    let view = mount_to(root.clone(), move || {
        let changed = Var::new(0_u32);
        let is_page = options.is_page;
        let runtime = Runtime::start(state, options, Box::new(move || changed.update(|it| *it = it.wrapping_add(1))));
        provide_context(Page::new(Rc::clone(&runtime), changed, is_page));
        build.get_or_init(|| (runtime, shell()));
    });
    let Some((runtime, shell)) = Rc::into_inner(built).and_then(OnceCell::into_inner) else {
        unreachable!("the page is built while it is mounted")
    };
    let frame = shell.node();
    shell.hang(&root);
    Handle { view: Some(Box::new(view)), frame, runtime }
}
