//! A fault in the page's words, with the whole story behind a fold.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::messages::{Shell, fill};
use super::page::use_page;
use crate::protocol::Fault;

/// What happened and what to do.
pub(super) fn fault_words(words: &Shell, fault: &Fault) -> String {
    let subject = if fault.subject.is_empty() { "–" } else { &fault.subject };
    fill((words.fault)(fault.kind), &[("subject", subject)])
}

/// A fault where it happened.
#[component]
pub(super) fn FaultLine(fault: Fault) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let line = fault_words(words, &fault);
    view! {
        <div class="fault">
            {icon(Icon::Warning)}
            <div>
                <p>{line}</p>
                {(!fault.detail.is_empty())
                    .then(|| {
                        view! {
                            <details>
                                <summary>{words.details}</summary>
                                <p class="mono" lang="en">{fault.detail}</p>
                            </details>
                        }
                    })}
            </div>
        </div>
    }
    .into_any()
}
