//! Putting the page into an element, and taking it out again.

use std::rc::Rc;

use reactive_graph::owner::{Owner, provide_context};
use web_sys::HtmlElement;

use crate::app::{Msg, State};
use crate::ui::dom::{Kid, Var};
use crate::ui::messages::load;
use crate::ui::page::Page;
use crate::ui::parts::icon;
use crate::ui::shell::shell;
use crate::web::task::next_task;
use crate::web::{Runtime, RuntimeOptions};

/// A page in an element; dropping it takes the page out and ends its worker.
pub struct Handle {
    owner: Owner,
    frame: HtmlElement,
    runtime: Rc<Runtime>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        // First of all: what hangs in the frame must not outlive what it reads.
        self.owner.cleanup();
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

/// Puts a page that opens with `state` into `root`, once its words and icons are here.
///
/// # Errors
/// Why there are none, in English.
pub async fn mount(root: HtmlElement, state: State, options: RuntimeOptions) -> Result<Handle, String> {
    icon::load(&state.base).await?;
    let words = load(&state.base, state.lang).await?;
    // Building is a task of its own; without a channel to wait for, it is none.
    drop(next_task().await);
    let owner = Owner::new();
    let (runtime, shell) = owner.with(|| {
        let changed = Var::new(0_u32);
        let is_page = options.is_page;
        let runtime = Runtime::start(state, options, Box::new(move || changed.update(|it| *it = it.wrapping_add(1))));
        provide_context(Page::new(Rc::clone(&runtime), changed, words, is_page));
        (runtime, shell())
    });
    let frame = shell.node();
    shell.hang(&root);
    Ok(Handle { owner, frame, runtime })
}
