//! The rail: the five steps in the webinar's order.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::page::use_page;
use crate::app::{Msg, Step};

/// On top of a wide page, at the bottom of a narrow one.
#[component]
pub(super) fn Rail() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let present = page.memo(|state| state.step);
    let steps = Step::ALL.into_iter().zip(words.steps).enumerate().map(|(at, (step, (short, long)))| {
        let picture = match step {
            Step::Vectors => Icon::Vectors,
            Step::Names => Icon::Tag,
            Step::Map => Icon::Map,
            Step::Clusters => Icon::Clusters,
            Step::Odd => Icon::Odd,
        };
        view! {
            <li>
                <button
                    type="button"
                    class="rail-step"
                    aria-current=move || (present.get() == step).then_some("step")
                    on:click=move |_| page.send(Msg::GoTo(step))
                >
                    {icon(picture)}
                    <span class="rail-number" aria-hidden="true">{at.to_string()}</span>
                    <span class="rail-long">{long}</span>
                    <span class="rail-short" aria-hidden="true">{short}</span>
                </button>
            </li>
        }
    });
    view! {
        <nav class="rail" aria-label=words.rail>
            <ol>{steps.collect_view()}</ol>
        </nav>
    }
}
