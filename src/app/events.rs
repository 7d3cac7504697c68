//! What the worker says, and what the state makes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::axes;
use super::demos::{ClusterResult, MapResult, Ranked, Run};
use super::effect::{Effect, Tell};
use super::item::{Item, Status, Vector};
use super::outside;
use super::reading::best_names;
use super::sketch;
use super::state::{Load, Model, Notice, State, Task, WorkerState};
use super::tank;
use super::taught::Prototypes;
use crate::protocol::{
    Body, ClusterScore, Clusters, Command, Event, Fault, FaultKind, ItemId, JobId, ModelFacts, News, ReferenceScore,
    Stage,
};

/// How often in a row the worker may die before the page stops starting it anew.
pub(super) const DEATHS: u32 = 4;

pub(super) fn handle(state: &mut State, event: Event, body: Body, effects: &mut Vec<Effect>) {
    let Event { job, news } = event;
    match news {
        News::Ready => state.worker = WorkerState::Ready,
        News::Progress(stage) => progress(state, job, stage, body),
        News::Thumbnail(format) => {
            let &[item, width, height, orientation] = body.indices.as_slice() else { return };
            if let Some(picture) = state.item_mut(item).and_then(Item::picture_mut) {
                picture.size = (width, height);
                picture.orientation = orientation as u8;
                // What the browser has decoded comes as bare pixels; what it was before is known already.
                if picture.format.is_empty() {
                    picture.format = format;
                }
            }
        }
        News::Drawn if state.tasks.get(&job) == Some(&Task::Sketch) => sketch::drawn(state, body.bytes),
        News::Drawn => {}
        News::Loaded(_) | News::Done | News::Cancelled | News::Failed(_) => {
            // An answer to a question that nobody asks any more is dropped.
            let Some(task) = state.tasks.remove(&job) else { return };
            match news {
                News::Loaded(facts) => {
                    state.model.n_at_hand = body.indices.first().map_or(1, |it| *it as usize);
                    model_ready(state, facts, effects);
                }
                News::Done => finish(state, job, task, body, effects),
                News::Failed(fault) => failed(state, job, task, fault, effects),
                _ => cancelled(state, job, task, effects),
            }
        }
    }
}

/// The worker is gone and everything that it held with it; what the page holds is sent again once it is back.
pub(super) fn worker_died(state: &mut State, fault: Fault, effects: &mut Vec<Effect>) {
    let tasks = std::mem::take(&mut state.tasks);
    let was_loading = tasks.values().any(|it| *it == Task::Load);
    let picture = tasks.values().find_map(|it| if let Task::Picture(id) = it { Some(*id) } else { None });
    for item in &mut state.items {
        item.in_worker = false;
        if item.status == Status::Working {
            item.status = Status::Waiting;
        }
    }
    state.naming.outside.lose();
    // The picture that was at the worker is tried once more; at its second death it is left out.
    if let Some(id) = picture
        && std::mem::replace(&mut state.suspect, picture) == picture
        && let Some(item) = state.item_mut(id)
    {
        item.status = Status::Failed(fault.clone());
    }
    for run in state.runs() {
        *run = Run { is_stopped: run.is_stopped, ..Run::default() };
    }
    state.notice(String::new(), fault.clone(), effects);
    state.worker = WorkerState::Absent;
    state.model.is_held = false;
    // What is barred is so the next time, too.
    state.deaths = if fault.kind == FaultKind::Policy { DEATHS } else { state.deaths + 1 };
    if was_loading {
        // A model that does not fit would only kill the next worker too.
        load_failed(state, Fault { kind: FaultKind::Memory, ..fault.clone() }, effects);
    }
    if state.deaths >= DEATHS {
        // The person may try again; by itself it would go on for ever.
        sketch::give_up(state, fault.clone());
        state.model.load = Load::Failed(fault);
        state.model.refused = Some(Box::new(state.model.entry.clone()));
    } else if state.model.facts.is_some() || !matches!(state.model.load, Load::Failed(_)) {
        // The old model was lost with the worker: it is loaded again from the cache. One that failed was not there.
        state.model.load = Load::Idle;
    }
}

/// Whether the browser may show what Rust has refused for this reason. Where parts are missing it would, but the rest
/// as if that were all.
fn may_be_shown(kind: FaultKind, subject: &str) -> bool {
    match kind {
        FaultKind::ImageUnsupported | FaultKind::ImageBroken => true,
        // A film is no picture, whatever a browser makes of it.
        FaultKind::ImageUnknown => subject.is_empty(),
        _ => false,
    }
}

pub(super) fn picture_failed(state: &mut State, id: ItemId, fault: Fault, effects: &mut Vec<Effect>) {
    state.tasks.retain(|_, task| *task != Task::Picture(id));
    // One that has been taken out meanwhile is nobody's business any more.
    let Some(item) = state.item_mut(id) else { return };
    if fault.kind == FaultKind::ImageUnknown && item.picture().is_some_and(|it| it.is_found) {
        return leave_out(state, id, effects);
    }
    item.status = Status::Failed(fault.clone());
    let name = state.item(id).map(|it| it.title(state.lang).to_owned()).unwrap_or_default();
    state.notice(name, fault, effects);
}

/// Names of files beyond this are only counted.
const NAMES_BYTES: usize = 2_000;

/// Takes out what lay in a folder beside the pictures; all of it is told in one line.
fn leave_out(state: &mut State, id: ItemId, effects: &mut Vec<Effect>) {
    let Some(at) = state.items.iter().position(|it| it.id == id) else { return };
    let item = state.items.remove(at);
    effects.push(Effect::Drop(vec![id]));
    tank::release(std::iter::once(&item), effects);
    state.selected = state.selected.filter(|it| *it != id);
    let name = item.title(state.lang);
    match state.notices.iter_mut().find(|it| it.fault.kind == FaultKind::OtherFiles) {
        Some(Notice { id, fault, .. }) => {
            // A new number, for the view takes a notice for one that stays as it is.
            *id = state.next_notice;
            state.next_notice += 1;
            fault.subject = fault.subject.parse::<u32>().map_or(1, |it| it + 1).to_string();
            if fault.detail.len() < NAMES_BYTES {
                fault.detail.push_str(", ");
                fault.detail.push_str(name);
            }
        }
        None => {
            let fault = Fault { kind: FaultKind::OtherFiles, subject: "1".to_owned(), detail: name.to_owned() };
            state.notice(String::new(), fault, effects);
        }
    }
}

fn progress(state: &mut State, job: JobId, stage: Stage, body: Body) {
    let &[done, total] = body.indices.as_slice() else { return };
    let Some(task) = state.tasks.get(&job).cloned() else { return };
    match task {
        Task::Load => {
            state.model.load = Load::Running(u64::from(done), u64::from(total));
            return;
        }
        Task::Map(items) if !body.floats.is_empty() => {
            let n_components = (body.floats.len() / items.len().max(1)) as u32;
            let n_neighbors = state.map.params.n_neighbors.min(items.len() as u32);
            let (items, places) = (items.to_vec(), body.floats);
            state.map.result =
                Some(Arc::new(MapResult { items, places, n_components, n_neighbors, is_unfolding: true }));
        }
        _ => {}
    }
    for run in state.runs() {
        if let Some(running) = run.job.as_mut().filter(|(it, ..)| *it == job) {
            *running = (job, stage, done, total);
        }
    }
}

fn finish(state: &mut State, job: JobId, task: Task, body: Body, effects: &mut Vec<Effect>) {
    stop_run(state, job, None);
    match task {
        Task::Picture(id) => {
            state.deaths = 0;
            state.suspect = None;
            let made_by = Arc::from(state.model.facts.as_ref().map(|it| it.fingerprint.as_str()).unwrap_or_default());
            // What has been named so far was named without this example.
            state.naming.version += u32::from(state.taught_name(id).is_some());
            if let Some(item) = state.item_mut(id) {
                set_vector(item, made_by, body.floats.into(), Status::Ready);
                state.forget_nearest();
                effects.push(Effect::Keep(vec![id]));
                let (done, total) = state.progress();
                effects.push(Effect::Tell(Tell::Progress(done, total)));
            } else {
                // Removed while it was being embedded.
                state.forget(vec![id], effects);
            }
        }
        Task::Words(ids, keys) => {
            let dims = body.floats.len() / ids.len().max(1);
            let vectors = keys.into_iter().zip(body.floats.chunks_exact(dims.max(1)));
            // One pass over the items, for a list may have ten thousand words.
            let made: BTreeMap<ItemId, _> = ids.iter().copied().zip(vectors).collect();
            for item in state.items.iter_mut().filter(|it| it.status == Status::Working) {
                if let Some((made_by, values)) = made.get(&item.id) {
                    // Language and templates may have changed since it was asked for: `settle` sees whether it holds.
                    set_vector(item, Arc::clone(made_by), (*values).into(), Status::Waiting);
                }
            }
            state.naming.version += 1;
            state.forget_nearest();
            effects.push(Effect::Keep(ids));
        }
        Task::Names(ids, version) => {
            let ranked = ranked(&body);
            let (top, taught) = (ranked.len() / ids.len().max(1), Prototypes::of(state));
            for (id, ranked) in ids.into_iter().zip(ranked.chunks(top.max(1)).map(<[Ranked]>::to_vec)) {
                let vector = state.item(id).and_then(|it| it.vector.as_ref());
                let ranked = vector.map_or(ranked.clone(), |it| taught.join(&it.values, Some(id), ranked));
                let names = best_names(state, ranked);
                state.naming.ranked.insert(id, (version, names));
            }
        }
        Task::Nearest(id) if state.selected == Some(id) => {
            state.nearest = Some((id, ranked(&body)));
        }
        Task::Map(items) => {
            let &[n_components, n_neighbors] = body.indices.as_slice() else { return };
            let (items, places) = (items.to_vec(), body.floats);
            state.map.result =
                Some(Arc::new(MapResult { items, places, n_components, n_neighbors, is_unfolding: false }));
        }
        Task::Clusters(items) => {
            let Clusters { labels, distances, rounds, inertia, converged } = Clusters::unpack(body, items.len());
            let n_used = labels.iter().max().map_or(0, |it| it + 1);
            let n_clusters = n_used.max(state.clusters.params.n_clusters.min(items.len() as u32));
            state.clusters.round = rounds.len().saturating_sub(1) as u32;
            state.clusters.is_playing = false;
            let items = items.to_vec();
            let result = ClusterResult { items, n_clusters, rounds, labels, distances, inertia, converged };
            state.clusters.result = Some(Arc::new(result));
        }
        Task::OddClusters(items) => {
            let scores = items.iter().copied().zip(ClusterScore::unpack(&body));
            state.odd.by_clusters = Some(Arc::new(scores.collect()));
        }
        Task::OddReferences(items) => {
            let scores = items.iter().copied().zip(ReferenceScore::unpack(&body));
            state.odd.by_references = Some(Arc::new(scores.collect()));
        }
        Task::Sketch => sketch::answered(state, body.floats),
        Task::Way => sketch::way_on(state, body.floats),
        Task::SketchFile => sketch::hand_over(state, job, body.bytes, effects),
        Task::Phrases(keys) => axes::finish(state, keys, Ok(body)),
        Task::Outside(question) => outside::finish(state, question, &body),
        Task::Load | Task::Restore(_) | Task::Forget | Task::Nearest(_) => {}
    }
}

fn model_ready(state: &mut State, facts: ModelFacts, effects: &mut Vec<Effect>) {
    let fits = |it: &Vector| it.values.len() == facts.dims as usize;
    let does_all_fit = state.items.iter().filter(|it| it.is_ready()).all(|it| it.vector.as_ref().is_some_and(fits));
    // The worker keeps what it was given of a model's vectors before the model, and its answers.
    let is_as_said = !state.model.is_held && state.model.fingerprint() == Some(&facts.fingerprint) && does_all_fit;
    state.model.load = Load::Ready;
    state.model.is_held = true;
    state.model.facts = Some(facts);
    state.naming.outside.lose();
    if state.model.before.take().is_some() {
        state.fit_threshold();
    }
    if !is_as_said {
        state.unset_vectors(effects);
    }
}

fn load_failed(state: &mut State, fault: Fault, effects: &mut Vec<Effect>) {
    if fault.kind == FaultKind::Cancelled {
        // The person knows.
    } else if state.model.before.is_some() {
        let title = state.model.entry.title.shown(state.lang).to_owned();
        state.notice(title, fault.clone(), effects);
    } else {
        effects.push(Effect::Tell(Tell::Error(fault.detail.clone())));
    }
    let Model { entry, before, load, refused, .. } = &mut state.model;
    *load = Load::Failed(fault);
    *refused = Some(Box::new(entry.clone()));
    if let Some(old) = before.take() {
        *entry = *old;
    }
}

fn set_vector(item: &mut Item, made_by: Arc<str>, values: Arc<[f32]>, status: Status) {
    item.vector = Some(Vector { made_by, values });
    item.status = status;
    item.in_worker = true;
}

fn ranked(body: &Body) -> Vec<Ranked> {
    let pairs = body.indices.iter().zip(&body.floats);
    pairs.map(|(item, cosine)| Ranked { item: *item, cosine: *cosine }).collect()
}

fn stop_run(state: &mut State, job: JobId, fault: Option<Fault>) {
    for run in state.runs() {
        if run.job.is_some_and(|(it, ..)| it == job) {
            run.job = None;
            run.fault = fault;
            return;
        }
    }
}

/// What the person stopped is marked so already; what ended because another model came waits for that one.
fn cancelled(state: &mut State, job: JobId, task: Task, effects: &mut Vec<Effect>) {
    stop_run(state, job, None);
    match task {
        Task::Picture(id) => put_off(state, &[id]),
        Task::Words(ids, _) => put_off(state, &ids),
        Task::Load => load_failed(state, stopped(), effects),
        Task::Phrases(keys) => axes::finish(state, keys, Err(stopped())),
        // What was stopped is not wanted any more.
        Task::SketchFile => drop(sketch::take_wish(state, job)),
        Task::Map(_) => {
            if let Some(result) = &mut state.map.result {
                Arc::make_mut(result).is_unfolding = false;
            }
        }
        _ => {}
    }
}

fn stopped() -> Fault {
    Fault { kind: FaultKind::Cancelled, subject: String::new(), detail: String::new() }
}

fn put_off(state: &mut State, ids: &[ItemId]) {
    let ids: BTreeSet<ItemId> = ids.iter().copied().collect();
    // A picture that was stopped and went on is at the worker a second time.
    let again: BTreeSet<ItemId> =
        state.tasks.values().filter_map(|it| if let Task::Picture(id) = it { Some(*id) } else { None }).collect();
    let is_put_off = |it: &&mut Item| ids.contains(&it.id) && !again.contains(&it.id);
    for item in state.items.iter_mut().filter(|it| it.status == Status::Working).filter(is_put_off) {
        item.status = Status::Waiting;
    }
}

fn failed(state: &mut State, job: JobId, task: Task, fault: Fault, effects: &mut Vec<Effect>) {
    match task {
        Task::Load => load_failed(state, fault, effects),
        Task::Picture(id) => match (&fault.kind, state.item_mut(id).and_then(Item::picture_mut)) {
            // What Rust does not decode, the browser may; it answers with pixels or with `Undecodable`.
            (kind, Some(picture)) if may_be_shown(*kind, &fault.subject) => {
                picture.format.clone_from(&fault.subject);
                let job = state.task(Task::Picture(id));
                let command = Command::EmbedPixels { job, item: id, width: 0, height: 0, step: 1 };
                effects.push(Effect::DecodeInBrowser(id, command, fault));
            }
            _ => picture_failed(state, id, fault, effects),
        },
        Task::Words(ids, _) => {
            let ids: BTreeSet<ItemId> = ids.into_iter().collect();
            for item in state.items.iter_mut().filter(|it| ids.contains(&it.id)) {
                item.status = Status::Failed(fault.clone());
            }
            state.notice(String::new(), fault, effects);
        }
        Task::Phrases(keys) => axes::finish(state, keys, Err(fault)),
        Task::Outside(question) => {
            outside::fail(state, question);
            state.notice(String::new(), fault, effects);
        }
        Task::Map(_) | Task::Clusters(_) | Task::OddClusters(_) | Task::OddReferences(_) => {
            effects.push(Effect::Tell(Tell::Error(fault.detail.clone())));
            stop_run(state, job, Some(fault));
        }
        Task::Restore(ids) => {
            // Vectors that make no sense are made anew.
            let ids: BTreeSet<ItemId> = ids.into_iter().collect();
            for item in state.items.iter_mut().filter(|it| ids.contains(&it.id)) {
                *item = Item { status: Status::Waiting, vector: None, in_worker: false, ..item.clone() };
            }
            state.notice(String::new(), fault, effects);
        }
        Task::Names(ids, version) => {
            // No names are an answer too: asked again at once, it would fail for ever.
            for id in ids {
                state.naming.ranked.insert(id, (version, Vec::new()));
            }
            state.notice(String::new(), fault, effects);
        }
        Task::Nearest(id) => {
            state.nearest = Some((id, Vec::new()));
            state.notice(String::new(), fault, effects);
        }
        Task::Sketch => sketch::failed(state, fault),
        // A step of the way that cannot be had is left out.
        Task::Way => sketch::way_on(state, Vec::new()),
        Task::SketchFile => sketch::file_failed(state, job, fault, effects),
        Task::Forget => state.notice(String::new(), fault, effects),
    }
}
