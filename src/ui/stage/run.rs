//! The line under the settings: what is being computed, how far it is, and why it failed.

use crate::ui::dom::{Kid, Memo, View, button, el, memo};

use super::{shared, words};
use crate::app::{Msg, Run, Step};
use crate::protocol::{FaultKind, Stage};
use crate::ui::page::use_page;
use crate::ui::parts::bar::bar;
use crate::ui::parts::fault::fault_line;

/// Progress, cancel, stopped or failed; nothing while there is nothing to say.
///
/// Faults of the parameters in `fields` are left to the fields themselves.
pub(super) fn run_line(run: Memo<Run>, step: Step, stages: &'static [Stage], fields: &'static [&'static str]) -> View {
    // The busy line is built once and changed in place: it moves with every message.
    let state = memo(move || {
        run.with(|run| match (&run.job, &run.fault) {
            (Some(_), _) => 1,
            (None, Some(fault)) if fault.kind == FaultKind::Parameter && fields.contains(&fault.subject.as_str()) => 0,
            (None, Some(_)) => 2,
            (None, None) if run.is_stopped => 3,
            (None, None) => 0,
        })
    });
    (move || match state.get() {
        1 => busy(run, step, stages),
        2 => run.get().fault.map(fault_line).view(),
        3 => el("p.note").add(words().stopped()).view(),
        _ => ().view(),
    })
    .view()
}

fn busy(run: Memo<Run>, step: Step, stages: &'static [Stage]) -> View {
    let page = use_page();
    let now = memo(move || run.with(|it| it.job.map(|(_, stage, ..)| stage)));
    let units = memo(move || run.with(|it| it.job.map_or((0, 0), |(_, _, done, total)| (done.into(), total.into()))));
    let names = stages.iter().map(|stage| {
        let is_now = move || now.get() == Some(*stage);
        let mark = memo(move || is_now().then_some("step"));
        el("li").class_if("is-now", is_now).attr("aria-current", mark).add(shared().stages()[*stage as usize])
    });
    let count = move || match units.get() {
        (_, 0) => String::new(),
        (done, total) => [done.to_string(), total.to_string()].join(" / "),
    };
    el("div.run[role=group]")
        .attr("aria-label", words().busy())
        .add(el("ol.run-stages").add(names.collect::<Vec<_>>()))
        .add(bar(words().busy(), units))
        .add(el("span.figure").add(count))
        .add(button(".button.is-quiet").on("click", move |_| page.send(Msg::CancelStep(step))).add(shared().cancel()))
        .view()
}
