//! A fault in the page's words, with the whole story behind a fold.

use super::icon::{Icon, icon};
use crate::protocol::Fault;
use crate::ui::dom::{El, el};
use crate::ui::messages::{Shell, fill};
use crate::ui::page::use_page;

/// What happened and what to do.
pub(crate) fn fault_words(words: &Shell, fault: &Fault) -> String {
    let subject = if fault.subject.is_empty() { "–" } else { &fault.subject };
    fill(words.faults()[fault.kind as usize], &[("subject", subject)])
}

/// A fault where it happened.
pub(crate) fn fault_line(fault: Fault) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let line = fault_words(words, &fault);
    el("div.fault").add(icon(Icon::Warning)).add(el("div").add(el("p").add(line)).add(
        (!fault.detail.is_empty()).then(|| {
            el("details").add(el("summary").add(words.details())).add(el("p.mono[lang=en]").add(fault.detail))
        }),
    ))
}
