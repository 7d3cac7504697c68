//! The rail: the webinar's five steps in its order, and drawing.

use crate::app::{Msg, Step};
use crate::ui::dom::{El, button, el};
use crate::ui::page::use_page;
use crate::ui::parts::icon::{Icon, icon};

/// On top of a wide page, at the bottom of a narrow one.
pub(super) fn rail() -> El {
    let page = use_page();
    let words = &page.words().shell;
    let present = page.memo(|state| state.step);
    let steps = Step::ALL.into_iter().enumerate().map(|(at, step)| {
        let (short, long) = (words.steps()[at], words.step_titles()[at]);
        let picture = match step {
            Step::Vectors => Icon::Vectors,
            Step::Names => Icon::Tag,
            Step::Map => Icon::Map,
            Step::Clusters => Icon::Clusters,
            Step::Odd => Icon::Odd,
            Step::Draw => Icon::Edit,
        };
        el("li").add(
            button(".rail-step")
                .attr("aria-current", move || (present.get() == step).then_some("step"))
                .on("click", move |_| page.send(Msg::GoTo(step)))
                .add(icon(picture))
                .add(el("span.rail-number[aria-hidden=true]").add(at.to_string()))
                .add(el("span.rail-long").add(long))
                .add(el("span.rail-short").add(short)),
        )
    });
    el("nav.rail").attr("aria-label", words.rail()).add(el("ol").add(steps.collect::<Vec<_>>()))
}
