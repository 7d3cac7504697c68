//! The line under the settings: what is being computed, how far it is, and why it failed.

use leptos::prelude::*;

use super::{shared, words};
use crate::app::{Msg, Run, Step};
use crate::protocol::{FaultKind, Stage};
use crate::ui::bind::{flag, live, memo, text};
use crate::ui::fault::FaultLine;
use crate::ui::page::use_page;

/// Progress, cancel, stopped or failed; nothing while there is nothing to say.
///
/// Faults of the parameters in `fields` are left to the fields themselves.
#[component]
pub(super) fn RunLine(
    run: Memo<Run>,
    step: Step,
    stages: &'static [Stage],
    #[prop(optional)] fields: &'static [&'static str],
) -> impl IntoView {
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
    live(move || match state.get() {
        1 => busy(run, step, stages),
        2 => run.get().fault.map(|fault| view! { <FaultLine fault /> }).into_any(),
        3 => view! { <p class="note">{words().stopped}</p> }.into_any(),
        _ => ().into_any(),
    })
}

fn busy(run: Memo<Run>, step: Step, stages: &'static [Stage]) -> AnyView {
    let page = use_page();
    let now = memo(move || run.with(|it| it.job.map(|(_, stage, ..)| stage)));
    let units = memo(move || run.with(|it| it.job.map_or((0, 0), |(_, _, done, total)| (done, total))));
    let names = stages.iter().map(|stage| {
        let is_now = flag(move || now.get() == Some(*stage));
        let mark = Signal::derive(move || is_now.get().then_some("step"));
        view! { <li class:is-now=is_now aria-current=mark>{(shared().stage_of)(*stage)}</li> }
    });
    let count = text(move || match units.get() {
        (_, 0) => String::new(),
        (done, total) => format!("{done} / {total}"),
    });
    let max = text(move || units.get().1.max(1).to_string());
    // Without a value the bar says only that something is under way.
    let value =
        Signal::derive(move || Some(units.get()).filter(|(_, total)| *total > 0).map(|(done, _)| done.to_string()));
    view! {
        <div class="run" role="group" aria-label=words().busy>
            <ol class="run-stages">{names.collect_view()}</ol>
            <progress max=max value=value></progress>
            <span class="figure">{count}</span>
            <button type="button" class="button is-quiet" on:click=move |_| page.send(Msg::CancelStep(step))>{shared().cancel}</button>
        </div>
    }
    .into_any()
}
