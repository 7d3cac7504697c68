//! The line of progress: pictures done, how fast, what runs, and a way to stop it.

use crate::app::{Msg, Run, State, Status, Step, Task};
use crate::protocol::Stage;
use crate::ui::dom::{Kid, Memo, View, button, el, group, memo, shown, stored, window};
use crate::ui::messages::{counted, fill, told};
use crate::ui::page::use_page;
use crate::ui::parts::bar::bar;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::number::number;
use crate::ui::parts::tool::tool;

/// Names that are told of what does not come.
const FIRST: usize = 3;

/// What runs: the first of files on their way in, pictures, words and analyses that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    None,
    Gathering,
    Pictures(u32, u32),
    Stage(Stage, u32, u32),
    /// Pictures of a list that do not come.
    Awaiting(usize),
}

/// Shown while anything is under way.
pub(super) fn busy() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let work = page.memo(work);
    let rate = rate_of(work);
    let line = move || {
        let (text, stage, done, total) = match work.get() {
            Work::None => return String::new(),
            Work::Awaiting(n) => {
                let names = page.peek(|state| state.late.iter().take(FIRST).cloned().collect::<Vec<_>>().join(" / "));
                let names = if n > FIRST { names + " …" } else { names };
                return fill(words.awaiting(), &[("n", &n.to_string()), ("names", &names)]);
            }
            Work::Gathering => (words.gathering(), "", 0, 0),
            Work::Pictures(done, total) => (words.busy_pictures(), "", done, total),
            Work::Stage(stage, _, 0) => (words.stages()[stage as usize], "", 0, 0),
            Work::Stage(stage, done, total) => (words.busy_stage(), words.stages()[stage as usize], done, total),
        };
        fill(text, &[("stage", stage), ("done", &done.to_string()), ("total", &total.to_string())])
    };
    let rate = move || rate.get().map(|it| told(words.busy_rate(), &[("rate", number(it, 1))]));
    let units = memo(move || match work.get() {
        Work::Pictures(done, total) | Work::Stage(_, done, total) => (done.into(), total.into()),
        _ => (0, 0),
    });
    group()
        .add(shown(
            move || work.get() != Work::None,
            move || {
                el("div.busy")
                    .add(el("span.spinner[aria-hidden=true]"))
                    .add(el("span.busy-line.figure").add(line))
                    .add(el("span.busy-rate.figure").add(rate))
                    .add(bar(line, units))
                    .add(
                        tool(".button.is-quiet", Icon::Stop, words.cancel())
                            .on("click", move |_| page.send(Msg::CancelAll)),
                    )
            },
        ))
        .add(stopped())
        .view()
}

/// What was stopped, and the way on.
fn stopped() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let stopped = page.memo(|state| state.items.iter().filter(|it| it.status == Status::Stopped).count());
    shown(
        move || stopped.get() != 0,
        move || {
            el("div.busy.is-stopped")
                .add(el("span.busy-line").add(move || counted(words.busy_stopped(), stopped.get())))
                .add(button(".button.is-quiet").on("click", move |_| page.send(Msg::Resume)).add(words.resume()))
        },
    )
}

fn work(state: &State) -> Work {
    let has = |wanted: fn(&Task) -> bool| state.tasks.values().any(wanted);
    if state.is_gathering {
        return Work::Gathering;
    }
    if has(|it| matches!(it, Task::Picture(_))) {
        let (done, total) = state.progress();
        return Work::Pictures(done, total);
    }
    let of_step = match state.step {
        Step::Map => &state.map.run,
        Step::Odd => &state.odd.cluster_run,
        _ => &state.clusters.run,
    };
    let runs = [of_step, &state.map.run, &state.clusters.run, &state.odd.cluster_run, &state.odd.reference_run];
    let running = |it: &&Run| it.job.map(|(_, stage, done, total)| Work::Stage(stage, done, total));
    let run = runs.iter().find_map(running);
    let words = has(|it| matches!(it, Task::Words(..) | Task::Phrases(_))).then_some(Work::Stage(Stage::Words, 0, 0));
    let rest = if state.late.is_empty() { Work::None } else { Work::Awaiting(state.late.len()) };
    words.or(run).unwrap_or(rest)
}

/// Pictures a second since the batch began, once a second and two pictures have passed.
fn rate_of(work: Memo<Work>) -> Memo<Option<f32>> {
    let now = || window().performance().map_or(0.0, |it| it.now());
    let began = stored(None::<(f64, u32)>);
    memo(move || {
        let Work::Pictures(done, total) = work.get() else {
            began.set(None);
            return None;
        };
        let now = now();
        let (start, before) = match began.get() {
            Some(it) if it.1 <= done && done < total => it,
            _ => {
                began.set(Some((now, done)));
                return None;
            }
        };
        let secs = (now - start) / 1000.0;
        #[expect(clippy::cast_possible_truncation, reason = "shown with one decimal")]
        let rate = (f64::from(done - before) / secs) as f32;
        (secs >= 1.0 && done >= before + 2).then_some(rate)
    })
}
