//! Derived work: what the present state still needs, so that nobody has to remember to ask for it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::axes;
use super::demos::{OddWay, Run};
use super::effect::{Effect, Payload, Tell};
use super::glosses::{self, Text};
use super::item::{Item, Kind, Status, Vector};
use super::outside;
use super::presets::MapOf;
use super::reading::{N_ASKED, best_names, nearest};
use super::sketch;
use super::state::{Load, State, Task, WorkerState};
use super::step::Step;
use super::taught::{self, Prototypes};
use crate::protocol::{Command, ItemId, JobId, Stage};

/// Neighbours of the selected item.
const TOP_NEAREST: u32 = 6;
/// Products that the page does itself between two pictures of the screen; what takes more is the worker's.
const PRODUCTS_HERE: usize = 4_000_000;
/// Pictures named by one job, so that its answer stays small.
pub(super) const NAME_BATCH: usize = 256;

/// Asks for what `state` lacks.
pub(super) fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    if !state.is_started || !wants_model(state) {
        return;
    }
    // What came with its vectors need not wait for the model, nor a few names for the worker.
    recognise(state, effects);
    glosses::settle(state, effects);
    taught::settle(state);
    name_here(state);
    match state.worker {
        WorkerState::Absent if !wants_worker(state) => return,
        WorkerState::Absent => return start_worker(state, effects),
        WorkerState::Starting => return,
        WorkerState::Ready => {}
    }
    if state.model.load == Load::Idle {
        let files = state.model.entry.files(&state.base);
        state.model.load = Load::Running(0, 0);
        let old: Vec<JobId> = state.tasks.iter().filter(|(_, it)| **it == Task::Load).map(|(job, _)| *job).collect();
        for job in old {
            state.tasks.remove(&job);
            effects.push(Effect::post(Command::Cancel { job }));
        }
        let job = state.task(Task::Load);
        effects.push(Effect::post(Command::Load { job, files }));
    }
    let is_loading = matches!(state.model.load, Load::Running(..));
    if is_loading && state.model.is_held {
        // The answers of the one before stay until another is there.
        sketch::ask(state, effects);
        return;
    }
    put_back(state, effects);
    // Without a model what has its vectors can be compared all the same.
    if state.model.is_held {
        // What is being gathered may bring vectors along.
        if !state.is_gathering {
            embed_words(state, effects);
        }
        axes::settle(state, effects);
        embed_pictures(state, effects);
    }
    rank(state, effects);
    if state.model.is_held {
        outside::settle(state, effects);
    }
    if !has_model(state) || !is_embedding(state) {
        analyse(state, effects);
    }
    // After all that says what still waits for a vector: the way of a morph comes last.
    sketch::ask(state, effects);
    tell(state, effects);
}

/// Whether there is something to do for a worker: after a model that could not be loaded not much is left.
fn wants_worker(state: &State) -> bool {
    has_model(state) || !state.has_given_up() && (state.step == Step::Draw || state.items.iter().any(Item::is_ready))
}

/// Whether there is a model, or may be one before the person asks for it again.
fn has_model(state: &State) -> bool {
    state.model.is_held || !matches!(state.model.load, Load::Failed(_))
}

fn start_worker(state: &mut State, effects: &mut Vec<Effect>) {
    state.worker = WorkerState::Starting;
    effects.push(Effect::StartWorker);
}

fn wants_model(state: &State) -> bool {
    if !state.draw.wishes.is_empty() {
        return true;
    }
    let of = match state.step {
        Step::Vectors | Step::Names => MapOf::Pictures,
        Step::Map => state.map.of,
        Step::Clusters => state.clusters.of,
        Step::Odd => state.odd.of,
        Step::Draw => return true,
    };
    state.model.is_wanted || of != MapOf::Pictures || state.pictures().next().is_some()
}

/// Whether an item still waits for its vector.
pub(super) fn is_embedding(state: &State) -> bool {
    state.items.iter().any(|it| matches!(it.status, Status::Waiting | Status::Working))
}

/// Items whose vector was made by the present model from the present text need no new one.
fn recognise(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(fingerprint) = state.model.fingerprint().map(str::to_owned) else { return };
    let mut dims = state.dims();
    let (reads, lang, templates) = (state.model.in_use().reads.clone(), state.text_lang(), state.templates());
    let (mut has_new_picture, mut has_new_word, mut found) = (false, false, Vec::new());
    // While a model loads this runs at each line of progress: what has no vector then has nothing to be recognised by.
    let has_model = dims.is_some() || !state.known.is_empty();
    let can_be = |it: &&mut Item| it.status == Status::Waiting && (has_model || it.vector.is_some());
    for item in state.items.iter_mut().filter(can_be) {
        let made_by = match &item.kind {
            Kind::Picture(_) => Some(Arc::from(fingerprint.as_str())),
            Kind::Word(label) => match state.glosses.text(label, &reads, lang) {
                Text::Ready(text) => Some(word_key(&fingerprint, &templates, text)),
                Text::Coming if !state.catalog.glosses.is_empty() => continue,
                Text::Coming | Text::Unreadable => None,
            },
        };
        if let Some(made_by) = &made_by
            && item.vector.as_ref().is_none_or(|it| it.made_by != *made_by)
            && let Some(values) = state.known.get(made_by)
        {
            item.vector = Some(Vector { made_by: Arc::clone(made_by), values: Arc::clone(values) });
            item.in_worker = false;
            has_new_word |= !item.is_picture();
            found.push(item.id);
        }
        match (made_by, &item.vector) {
            (None, _) => item.status = Status::Unreadable,
            (Some(made_by), Some(vector)) if vector.made_by == made_by && vector.is_nothing() => {
                item.status = Status::Unreadable;
            }
            (Some(made_by), Some(Vector { made_by: by, values }))
                if *by == made_by
                    && dims.is_none_or(|it| it == values.len())
                    && values.iter().all(|it| it.is_finite()) =>
            {
                item.status = Status::Ready;
                dims = Some(values.len());
                has_new_picture |= item.is_picture();
            }
            _ => {}
        }
    }
    if has_new_word {
        // No answer of the worker says so, as it does of words that it embeds.
        state.naming.version += 1;
        state.forget_nearest();
    }
    if !found.is_empty() {
        effects.push(Effect::Keep(found));
    }
    if has_new_picture {
        let (done, total) = state.progress();
        effects.push(Effect::Tell(Tell::Progress(done, total)));
    }
}

/// What made a word's vector: the model, the templates and the text.
pub(super) fn word_key(fingerprint: &str, templates: &[String], text: &str) -> Arc<str> {
    let mut key = fingerprint.to_owned();
    for part in templates.iter().map(String::as_str).chain([text]) {
        key.push('\n');
        key.push_str(part);
    }
    key.into()
}

fn put_back(state: &mut State, effects: &mut Vec<Effect>) {
    let mut items = Vec::new();
    let mut vectors = Vec::new();
    for item in state.items.iter_mut().filter(|it| it.is_ready() && !it.in_worker) {
        if let Some(vector) = &item.vector {
            items.push(item.id);
            vectors.push(vector.values.clone());
            item.in_worker = true;
        }
    }
    if !items.is_empty() {
        let (job, n_names) =
            (state.task(Task::Restore(items.clone())), u32::try_from(state.n_names()).unwrap_or(u32::MAX));
        effects.push(Effect::Post(Command::Restore { job, items, n_names }, Payload::Vectors(vectors)));
    }
}

fn embed_words(state: &mut State, effects: &mut Vec<Effect>) {
    if state.tasks.values().any(|it| matches!(it, Task::Words(..))) {
        return;
    }
    let (reads, lang, templates) = (state.model.entry.reads.clone(), state.text_lang(), state.templates());
    let fingerprint = state.model.facts.as_ref().map(|it| it.fingerprint.clone()).unwrap_or_default();
    let (mut items, mut texts, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for item in state.items.iter_mut().filter(|it| it.status == Status::Waiting) {
        let Kind::Word(label) = &item.kind else { continue };
        let Text::Ready(text) = state.glosses.text(label, &reads, lang) else { continue };
        items.push(item.id);
        keys.push(word_key(&fingerprint, &templates, text));
        texts.push(text.to_owned());
        item.status = Status::Working;
    }
    if !items.is_empty() {
        let job = state.task(Task::Words(items.clone(), keys));
        effects.push(Effect::post(Command::EmbedWords { job, items, texts, templates }));
    }
}

fn embed_pictures(state: &mut State, effects: &mut Vec<Effect>) {
    let mut in_flight = state.tasks.values().filter(|it| matches!(it, Task::Picture(_))).count();
    while in_flight < state.model.n_at_hand {
        let next = state.items.iter_mut().find(|it| it.is_picture() && it.status == Status::Waiting);
        let Some(item) = next else { return };
        item.status = Status::Working;
        let (id, file) = (item.id, item.file());
        let job = state.task(Task::Picture(id));
        let payload = file.map_or(Payload::None, Payload::File);
        effects.push(Effect::Post(Command::EmbedPicture { job, item: id }, payload));
        in_flight += 1;
    }
}

/// Pictures without names of the present list; none while words of it still wait for their vectors.
fn unnamed(state: &State) -> impl Iterator<Item = &Item> {
    let is_coming = |it: &Item| matches!(it.status, Status::Waiting | Status::Working);
    let are_coming = has_model(state) && state.words().any(is_coming);
    let can_be = (state.words().any(Item::is_ready) || !state.taught_words().is_empty()) && !are_coming;
    let version = state.naming.version;
    let is_named = move |it: &Item| state.naming.ranked.get(&it.id).is_some_and(|(at, _)| *at == version);
    state.pictures().filter(move |it| can_be && it.is_ready() && !is_named(it))
}

/// Names pictures on the spot where that is done in a moment: the first names are there before a worker is.
fn name_here(state: &mut State) {
    let words: Vec<&Item> = state.words().filter(|it| it.is_ready()).collect();
    let taught = Prototypes::of(state);
    let n = PRODUCTS_HERE / ((words.len() + taught.len()) * state.dims().unwrap_or(0)).max(1);
    // Without a word that the model can read there is nothing to ask the worker.
    let n = if words.is_empty() { usize::MAX } else { n };
    let names = unnamed(state).take(n).filter_map(|it| {
        let vector = &it.vector.as_ref()?.values;
        let by_words = nearest(vector, &words, N_ASKED, state.n_names());
        let names = best_names(state, taught.join(vector, Some(it.id), by_words));
        Some((it.id, (state.naming.version, names)))
    });
    let names: Vec<_> = names.collect();
    state.naming.ranked.extend(names);
}

fn rank(state: &mut State, effects: &mut Vec<Effect>) {
    let can_be = |it: &Item| matches!(it.status, Status::Ready | Status::Waiting | Status::Working);
    if !state.words().any(can_be) && state.taught_words().is_empty() {
        // Names that are gone are no answer any more, and no new one will take their place.
        state.naming.ranked.clear();
    }
    let queries: Vec<ItemId> = unnamed(state).take(NAME_BATCH).map(|it| it.id).collect();
    if !queries.is_empty() && !state.tasks.values().any(|it| matches!(it, Task::Names(..))) {
        let (among, job) = (state.ready(MapOf::Names), state.task(Task::Names(queries.clone(), state.naming.version)));
        effects.push(Effect::post(Command::Rank { job, queries, among, top: N_ASKED as u32 }));
    }
    let Some(selected) = state.selected.filter(|id| state.item(*id).is_some_and(Item::is_ready)) else { return };
    let is_known = state.nearest.as_ref().is_some_and(|(id, _)| *id == selected);
    if !is_known && !state.tasks.values().any(|it| *it == Task::Nearest(selected)) {
        let job = state.task(Task::Nearest(selected));
        // A picture meets pictures; a model of one part for both finds names as well.
        let of_pictures = state.parts().is_some() && state.item(selected).is_some_and(Item::is_picture);
        let among = state.ready(if of_pictures { MapOf::Pictures } else { MapOf::Both });
        effects.push(Effect::post(Command::Rank { job, queries: vec![selected], among, top: TOP_NEAREST }));
    }
}

/// The shown step's answer is asked for first, then the others': one drop fills all steps.
fn analyse(state: &mut State, effects: &mut Vec<Effect>) {
    let shown = match state.step {
        Step::Vectors | Step::Names | Step::Map | Step::Draw => 0,
        Step::Clusters => 1,
        Step::Odd if state.odd.way == OddWay::References => 3,
        Step::Odd => 2,
    };
    for at in 0..4 {
        match (shown + at) % 4 {
            0 => ask_map(state, effects),
            1 => ask_clusters(state, effects),
            2 => ask_odd_clusters(state, effects),
            _ => ask_odd_references(state, effects),
        }
    }
}

fn ask_map(state: &mut State, effects: &mut Vec<Effect>) {
    let (items, params) = (state.ready(state.map.of), state.map.params);
    let key = question(state, state.map.of, &[&items, &params.numbers()]);
    if let Some(job) = ask(state, |it| &mut it.map.run, key, items.len() >= 3, Task::Map(items.clone().into()), effects)
    {
        effects.push(Effect::post(Command::Project { job, items, params }));
    } else if items.len() < 3 {
        state.map.result = None;
    }
}

fn ask_clusters(state: &mut State, effects: &mut Vec<Effect>) {
    let (items, mut params) = (state.ready(state.clusters.of), state.clusters.params);
    // Fewer items than K is no mistake of the person's: the tank is just not full yet.
    params.n_clusters = params.n_clusters.min(items.len() as u32);
    let key = question(state, state.clusters.of, &[&items, &params.numbers()]);
    let task = Task::Clusters(items.clone().into());
    if let Some(job) = ask(state, |it| &mut it.clusters.run, key, !items.is_empty(), task, effects) {
        effects.push(Effect::post(Command::Cluster { job, items, params }));
    } else if items.is_empty() {
        state.clusters.result = None;
    }
}

fn ask_odd_clusters(state: &mut State, effects: &mut Vec<Effect>) {
    let (items, mut kmeans, mut params) = (state.ready(state.odd.of), state.clusters.params, state.odd.cluster_params);
    params.resaved = state.model.in_use().resaved.unwrap_or(params.resaved);
    kmeans.n_clusters = state.odd.n_clusters.min(items.len() as u32);
    let key = question(state, state.odd.of, &[&items, &kmeans.numbers(), &params.numbers()]);
    let task = Task::OddClusters(items.clone().into());
    if let Some(job) = ask(state, |it| &mut it.odd.cluster_run, key, items.len() >= 3, task, effects) {
        effects.push(Effect::post(Command::ScoreClusters { job, items, kmeans, params }));
    } else if items.len() < 3 {
        state.odd.by_clusters = None;
    }
}

fn ask_odd_references(state: &mut State, effects: &mut Vec<Effect>) {
    let (items, params) = (state.ready(state.odd.of), state.odd.reference_params);
    let is_there = |id: &ItemId| state.item(*id).is_some_and(Item::is_ready);
    let references: Vec<ItemId> = state.odd.references.iter().copied().filter(is_there).collect();
    let can = !references.is_empty() && !items.is_empty();
    let key = question(state, state.odd.of, &[&items, &references, &params.numbers()]);
    let task = Task::OddReferences(items.clone().into());
    if let Some(job) = ask(state, |it| &mut it.odd.reference_run, key, can, task, effects) {
        effects.push(Effect::post(Command::ScoreReferences { job, items, references, params }));
    } else if !can {
        state.odd.by_references = None;
    }
}

/// The number of a question: equal questions have equal answers, so they are asked once.
///
/// `lists` are the items and whatever else the answer depends on. The hash is only compared within one visit.
fn question(state: &State, of: MapOf, lists: &[&[u32]]) -> u64 {
    let made_by = state.model.fingerprint().unwrap_or_default();
    let version = if of == MapOf::Pictures { 0 } else { state.naming.version };
    let mut hasher = DefaultHasher::new();
    (made_by, version, lists).hash(&mut hasher);
    hasher.finish()
}

/// Starts the analysis of `run` if its question is a new one; cancels the old one.
fn ask(
    state: &mut State,
    run: impl Fn(&mut State) -> &mut Run,
    key: u64,
    can: bool,
    task: Task,
    effects: &mut Vec<Effect>,
) -> Option<JobId> {
    if run(state).asked == Some(key) {
        return None;
    }
    if let Some((old, ..)) = run(state).job.take() {
        state.tasks.remove(&old);
        effects.push(Effect::post(Command::Cancel { job: old }));
    }
    *run(state) = Run { asked: Some(key), ..Run::default() };
    if !can {
        return None;
    }
    let stage = match task {
        Task::Map(_) => Stage::Neighbours,
        Task::Clusters(_) => Stage::Clusters,
        _ => Stage::Scores,
    };
    let job = state.task(task);
    run(state).job = Some((job, stage, 0, 0));
    Some(job)
}

fn tell(state: &mut State, effects: &mut Vec<Effect>) {
    let has_answer = !state.naming.ranked.is_empty() || state.map.result.is_some();
    if !state.has_told_done && !is_embedding(state) && !state.is_busy() && has_answer {
        state.has_told_done = true;
        effects.push(Effect::Tell(Tell::Done));
    }
}
