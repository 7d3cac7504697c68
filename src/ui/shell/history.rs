//! Back closes a panel, then goes a step back; every step has an address.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::app::{Msg, Step};
use crate::ui::dom::{effect, on_window};
use crate::ui::page::Page;
use crate::web::history::{Entry, back, is_ours};

/// Keeps the browser's history in step with the page, both ways. An embedded tank has none of its own.
pub(super) fn follow_history(page: Page) {
    if !page.is_page || !is_ours() {
        return;
    }
    let step = page.memo(|state| state.is_started.then_some(state.step));
    let shown = Rc::new(RefCell::new(None::<Entry>));
    // The panel's entry is being left: what changes meanwhile gets its own once the browser is there.
    let is_leaving = Rc::new(Cell::new(false));
    let keep = {
        let (shown, is_leaving) = (Rc::clone(&shown), Rc::clone(&is_leaving));
        move |step: Step, has_panel: bool| {
            if is_leaving.get() {
                return;
            }
            let entry = Entry { name: step.name().to_owned(), has_panel, is_own: true };
            match shown.replace(Some(entry.clone())) {
                Some(before) if before == entry => {}
                // The first is the one that the page was opened with; a panel may have been faster.
                None => {
                    Entry { has_panel: false, ..entry.clone() }.replace();
                    if has_panel {
                        entry.push();
                    }
                }
                Some(before) if before.has_panel && !has_panel => {
                    shown.replace(Some(Entry { has_panel: false, ..before }));
                    is_leaving.set(true);
                    back();
                }
                Some(before) if before.has_panel => entry.replace(),
                Some(_) => entry.push(),
            }
        }
    };
    let follow = keep.clone();
    effect(move || {
        let has_panel = page.panel.get().is_some();
        if let Some(step) = step.get() {
            follow(step, has_panel);
        }
    });
    on_window("popstate", move |_| {
        let entry = Entry::present();
        // An address that was typed in may name no step.
        let found = Step::find(&entry.name);
        shown.replace(Some(Entry { has_panel: false, is_own: true, ..entry }));
        if is_leaving.replace(false) {
            if let Some(step) = step.get_untracked() {
                keep(step, page.panel.get_untracked().is_some());
            }
            return;
        }
        if page.panel.get_untracked().is_some() {
            page.close();
        }
        if let Some(step) = found {
            page.send(Msg::GoTo(step));
        }
    });
}
