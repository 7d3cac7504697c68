//! The arrow: a message and a state in, a changed state and effects out.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{choose, confirm, propose, suit, take};
use super::demos::{Guess, OddWay, Run};
use super::effect::{Effect, Tell};
use super::events;
use super::glosses;
use super::item::{Item, Kind, Status};
use super::label::{Label, distinct, parse_labels};
use super::lists::{self, ListId};
use super::msg::Msg;
use super::presets::{MapOf, map_preset};
use super::restore::restore;
use super::sample;
use super::settle::settle;
use super::sketch;
use super::state::{Load, Notice, State, Task, WorkerState};
use super::step::Step;
use super::tank::{add, erase, remove, set_thumb, undo};
use super::taught;
use crate::protocol::{Command, Fault, FaultKind, ItemId};

/// Changes `state` as `msg` says and returns what the browser is to do, derived work included.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    handle(state, msg, &mut effects);
    settle(state, &mut effects);
    sketch::read(state);
    effects
}

fn handle(state: &mut State, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Names(list, text) => lists::take(state, list, &text),
        Msg::Started(stored) => {
            state.is_started = true;
            if let Some(stored) = stored {
                let linked = state.has_step.then_some(state.step);
                let early = restore(state, *stored);
                state.step = linked.unwrap_or(state.step);
                let is_early = |it: &Item| it.picture().is_none_or(|it| it.is_sample) || early.contains(&it.id);
                if !early.is_empty() && state.pictures().all(is_early) {
                    suit(state, effects);
                }
                effects.push(Effect::Keep(early));
            }
        }
        Msg::Worker(event, body) => events::handle(state, event, body, effects),
        Msg::WorkerDied(detail) => {
            events::worker_died(state, Fault { kind: FaultKind::Worker, subject: String::new(), detail }, effects);
        }
        Msg::WorkerBarred(subject, detail) => {
            events::worker_died(state, Fault { kind: FaultKind::Policy, subject, detail }, effects);
        }
        Msg::LookedUp(found) => glosses::take(state, found, effects),
        Msg::Undecodable(item, fault) => events::picture_failed(state, item, fault, effects),
        Msg::ThumbReady(item, address) => set_thumb(state, item, address, effects),

        // Pressed twice, they come once.
        Msg::UseSamples(..) if state.is_gathering => {}
        Msg::UseSamples(sample, replaces) => {
            // Nothing else is asked for meanwhile: they bring what the first answers need.
            state.is_gathering = true;
            effects.push(Effect::FetchSamples(sample, replaces));
        }
        Msg::Sampled(sampled) => sample::take(state, *sampled, effects),
        Msg::WordsAlone => {
            (state.map.of, state.clusters.of, state.odd.of) = (MapOf::Names, MapOf::Names, MapOf::Names);
            state.map.params = map_preset(MapOf::Names);
            if !state.has_step {
                state.step = Step::Map;
            }
            state.has_told_done = false;
        }
        Msg::Gathering(on) => state.is_gathering = on,
        Msg::Awaiting(names) => (state.is_gathering, state.late) = (false, names),
        Msg::Add(pictures) => {
            state.sample = None;
            let had_own = state.has_own();
            add(state, pictures, effects);
            if !had_own && state.has_own() {
                suit(state, effects);
            }
        }
        Msg::Refused(name, fault) => {
            state.is_gathering = false;
            state.notice(name, fault, effects);
        }
        Msg::Remove(items) => remove(state, &items, effects),
        Msg::Undo => undo(state, effects),
        Msg::Erase => {
            erase(state, effects);
            effects.push(Effect::Erase);
        }
        Msg::Save => effects.push(Effect::Save),
        Msg::Opened(stored) => {
            effects.push(Effect::Drop(state.items.iter().map(|it| it.id).collect()));
            erase(state, effects);
            let present = state.model.entry.clone();
            restore(state, *stored);
            // The file's model is asked for as any other is; until it is there the present one goes on.
            let its = std::mem::replace(&mut state.model.entry, present);
            if its.id != state.model.entry.id {
                propose(state, its, false, effects);
            }
            effects.push(Effect::Keep(state.items.iter().map(|it| it.id).collect()));
        }
        Msg::Keeping(is_kept) => state.is_kept = is_kept,
        Msg::Stored { used, quota, is_full } => state.storage = Some((used, quota, is_full)),

        Msg::Select(item) => {
            state.selected = item.filter(|it| state.item(*it).is_some());
            state.forget_nearest();
        }
        Msg::Dismiss(notice) => state.notices.retain(|it| it.id != notice),
        Msg::Resume => {
            for item in state.items.iter_mut().filter(|it| it.status == Status::Stopped) {
                item.status = Status::Waiting;
            }
            for run in state.runs().into_iter().filter(|it| it.is_stopped) {
                run.is_stopped = false;
                run.asked = None;
            }
            if matches!(&state.model.load, Load::Failed(fault) if fault.kind == FaultKind::Cancelled) {
                state.model.load = if state.model.is_held { Load::Ready } else { Load::Idle };
            }
        }
        Msg::CancelAll => {
            cancel_load(state, effects);
            cancel_all(state, effects);
        }
        Msg::CancelLoad => cancel_load(state, effects),
        Msg::CancelStep(step) => cancel_step(state, step, effects),

        Msg::Choose(choice) => {
            state.model.is_chosen = true;
            choose(state, choice, effects);
        }
        Msg::Confirm(yes) => confirm(state, yes, effects),
        Msg::LoadAgain => {
            // The person has agreed to it before.
            state.model.asked = state.model.refused.take();
            take(state, effects);
        }

        Msg::Reveal(item) => {
            state.naming.revealed.insert(item);
            effects.push(Effect::KeepSettings);
        }
        Msg::RevealAll(on) => {
            let known: Vec<ItemId> = state.items.iter().filter(|it| it.truth().is_some()).map(|it| it.id).collect();
            state.naming.revealed = if on { known.into_iter().collect() } else { Default::default() };
            effects.push(Effect::KeepSettings);
        }
        Msg::EditLabels(text) => relabel(state, parse_labels(&text), effects),
        Msg::SetLabel(word, label) => {
            let label = label.tidied();
            let is_meant = |it: &Item| word == Some(it.id);
            let says = |it: &Item| !is_meant(it) && it.label().is_some_and(|it| it.key() == label.key());
            // What says nothing, or what another name says, would take a row away from under the hand that writes in it.
            let is_vain = label.shown(state.lang).is_empty() || state.words().any(says);
            if word.is_none() || !is_vain {
                if let Some(before) = word.and_then(|it| state.item(it)?.label().cloned()) {
                    taught::rename(state, &before, &label);
                }
                let kept = state.words().filter_map(|it| if is_meant(it) { Some(&label) } else { it.label() });
                let labels = distinct(word.is_none().then_some(&label).into_iter().chain(kept).cloned());
                relabel(state, labels, effects);
            }
        }
        Msg::Teach(picture, label) => taught::teach(state, picture, label, effects),
        Msg::TakeBack => taught::take_back(state, effects),
        Msg::ResetLabels => relabel(state, lists::opening(state, state.list), effects),
        Msg::SetList(list) => lists::show(state, list, effects),
        Msg::Guess(picture, word) => {
            guess(state, picture, word);
            effects.push(Effect::KeepSettings);
        }
        Msg::ShowRound(round) => {
            state.clusters.is_playing = false;
            state.clusters.round = round;
        }
        Msg::Play(on) => play(state, on),
        Msg::Tick => tick(state),
        Msg::Draw(drawn) => {
            sketch::set(state, drawn);
            effects.push(Effect::KeepSettings);
        }
        Msg::Redraw(drawn) => {
            sketch::replace(state, drawn);
            effects.push(Effect::KeepSettings);
        }
        Msg::HandOver(to, name) => sketch::wish(state, to, name),
        other => {
            set(state, other);
            effects.push(Effect::KeepSettings);
        }
    }
}

/// Settings: they change one value, are kept, and `settle` finds what follows from them.
fn set(state: &mut State, msg: Msg) {
    match msg {
        Msg::GoTo(step) => {
            state.step = step;
            state.clusters.is_playing = false;
        }
        Msg::SetLang(lang) => {
            state.lang = lang;
            state.unset_words();
        }
        Msg::SetTheme(theme) => state.theme = theme,
        Msg::SetTemplates(templates) => {
            let templates: Vec<String> = templates.into_iter().filter(|it| it.contains("{}")).collect();
            state.naming.templates.insert(state.templates_key(), templates);
            state.unset_words();
        }
        Msg::SetThreshold(cosine) => {
            state.naming.thresholds.insert(state.model.in_use().id.clone(), cosine.clamp(-1.0, 1.0));
        }
        Msg::SetClosed(is_closed) => state.naming.is_closed = is_closed,
        Msg::SetMapOf(of) => set_map_of(state, of),
        Msg::SetMap(params) => state.map.params = params,
        Msg::SetByWords(on) => state.axes.switch(on),
        Msg::SetPhrase { axis, end, phrase } => state.axes.set(state.text_lang(), axis, end, phrase),
        Msg::SetClusterOf(of) => state.clusters.of = of,
        Msg::SetClusters(params) => state.clusters.params = params,
        Msg::SetOddWay(way) => state.odd.way = way,
        Msg::SetOddOf(of) => state.odd.of = of,
        Msg::SetOddClusters(n_clusters) => state.odd.n_clusters = n_clusters,
        Msg::SetClusterOdd(params) => state.odd.cluster_params = params,
        Msg::SetReferenceOdd(params) => state.odd.reference_params = params,
        Msg::ToggleReference(item) => match state.odd.references.iter().position(|it| *it == item) {
            Some(at) => {
                state.odd.references.remove(at);
            }
            None if state.item(item).is_some() => state.odd.references.push(item),
            None => {}
        },
        // `handle` has dealt with all others.
        _ => {}
    }
}

pub(super) fn set_map_of(state: &mut State, of: MapOf) {
    // The two presets differ, so values that were never touched follow the choice; touched ones stay.
    if state.map.params == map_preset(state.map.of) {
        state.map.params = map_preset(of);
    }
    state.map.of = of;
}

/// Takes another label list, and has it kept as it is: words that are gone must not come back with a reload.
pub(super) fn relabel(state: &mut State, labels: Vec<Label>, effects: &mut Vec<Effect>) {
    let before: Vec<ItemId> = state.words().map(|it| it.id).collect();
    glosses::ask_again(state);
    state.naming.outside.ask_again();
    // What was taught in another list is not taken back in this one.
    state.taught.last = None;
    state.set_labels(labels);
    let after: Vec<ItemId> = state.words().map(|it| it.id).collect();
    let stays: BTreeSet<ItemId> = after.iter().copied().collect();
    let gone: Vec<ItemId> = before.into_iter().filter(|id| !stays.contains(id)).collect();
    state.forget(gone.clone(), effects);
    effects.push(Effect::Drop(gone));
    effects.push(Effect::Keep(after));
    effects.push(Effect::KeepSettings);
}

fn guess(state: &mut State, picture: ItemId, word: ItemId) {
    let truth = state.item(picture).and_then(Item::truth);
    let label = state.item(word).and_then(Item::name);
    if let (Some(truth), Some(label)) = (truth, label) {
        let is_right = same_name(truth, label);
        state.naming.guesses.insert(picture, Guess { word, is_right });
        state.naming.revealed.insert(picture);
    }
}

/// Whether two labels name one thing, spelling variants (鯛 / マダイ) included.
pub(super) fn same_name(a: &Label, b: &Label) -> bool {
    a == b || (!a.scientific.is_empty() && a.scientific == b.scientific) || b.is_called(&a.ja) || a.is_called(&b.ja)
}

fn play(state: &mut State, on: bool) {
    let last = state.clusters.result.as_ref().map_or(0, |it| it.rounds.len().saturating_sub(1) as u32);
    if on && state.clusters.round >= last {
        state.clusters.round = 0;
    }
    state.clusters.is_playing = on && last > 0;
}

fn tick(state: &mut State) {
    let last = state.clusters.result.as_ref().map_or(0, |it| it.rounds.len().saturating_sub(1) as u32);
    if state.clusters.is_playing {
        state.clusters.round = (state.clusters.round + 1).min(last);
        state.clusters.is_playing = state.clusters.round < last;
    }
}

/// Stops everything but a model on its way.
pub(super) fn cancel_all(state: &mut State, effects: &mut Vec<Effect>) {
    cancel(state, |it| *it != Task::Load, effects);
    for item in state.items.iter_mut().filter(|it| matches!(it.status, Status::Waiting | Status::Working)) {
        item.status = Status::Stopped;
    }
    for run in state.runs() {
        run.is_stopped = run.is_stopped || run.job.is_some();
    }
    state.is_gathering = false;
    state.late.clear();
    state.n_stops += 1;
}

fn cancel_load(state: &mut State, effects: &mut Vec<Effect>) {
    cancel(state, |it| *it == Task::Load, effects);
}

fn cancel(state: &State, is_meant: fn(&Task) -> bool, effects: &mut Vec<Effect>) {
    let jobs = state.tasks.iter().filter(|(_, it)| is_meant(it)).map(|(job, _)| *job);
    effects.extend(jobs.map(|job| Effect::post(Command::Cancel { job })));
}

fn cancel_step(state: &mut State, step: Step, effects: &mut Vec<Effect>) {
    let run: Option<&mut Run> = match step {
        Step::Map => Some(&mut state.map.run),
        Step::Clusters => Some(&mut state.clusters.run),
        Step::Odd if state.odd.way == OddWay::References => Some(&mut state.odd.reference_run),
        Step::Odd => Some(&mut state.odd.cluster_run),
        Step::Vectors | Step::Names | Step::Draw => None,
    };
    if let Some(run) = run
        && let Some((job, ..)) = run.job
    {
        run.is_stopped = true;
        effects.push(Effect::post(Command::Cancel { job }));
    }
}

impl State {
    /// Takes these labels for the list; words that stay keep their vectors.
    pub(super) fn set_labels(&mut self, labels: Vec<Label>) {
        let (pictures, words): (Vec<Item>, Vec<Item>) =
            std::mem::take(&mut self.items).into_iter().partition(Item::is_picture);
        self.items = pictures;
        let key = |it: &Item| it.label().map(Label::key).unwrap_or_default();
        let mut words: BTreeMap<String, Item> = words.into_iter().map(|it| (key(&it), it)).collect();
        for label in labels {
            match words.remove(&label.key()) {
                Some(item) => self.items.push(Item { kind: Kind::Word(label), ..item }),
                None => {
                    self.push(Kind::Word(label));
                }
            }
        }
        // Words that are gone stay in the worker until the model changes: no answer asks about them.
        self.naming.version += 1;
    }

    /// Adds the built-in labels that the list lacks, behind those that it has.
    pub(super) fn lack_labels(&mut self, effects: &mut Vec<Effect>) {
        let mut labels = self.labels();
        let keys: BTreeSet<String> = labels.iter().map(Label::key).collect();
        let is_lacking = |it: &&Label| !keys.contains(&it.key());
        let fish = lists::opening(self, ListId::Fish);
        let lacking: Vec<Label> = fish.into_iter().filter(|it| is_lacking(&it)).collect();
        if !lacking.is_empty() {
            labels.extend(lacking);
            relabel(self, labels, effects);
        }
    }

    /// Marks words whose text for the model may have changed; those made by the same text keep their vectors.
    pub(super) fn unset_words(&mut self) {
        for item in self.items.iter_mut().filter(|it| !it.is_picture()) {
            if item.status != Status::Working {
                item.status = Status::Waiting;
            }
        }
    }

    /// No vector holds until it is seen to be the present model's; the worker lets go of what it has.
    pub(super) fn unset_vectors(&mut self, effects: &mut Vec<Effect>) {
        self.naming.version += 1;
        self.forget_nearest();
        let mut items = Vec::new();
        for item in &mut self.items {
            if std::mem::take(&mut item.in_worker) {
                items.push(item.id);
            }
            if !matches!(item.status, Status::Failed(_) | Status::Stopped) {
                item.status = Status::Waiting;
            }
        }
        self.forget(items, effects);
    }

    /// Has the worker let go of what it has of `items`.
    pub(super) fn forget(&mut self, items: Vec<ItemId>, effects: &mut Vec<Effect>) {
        if self.worker == WorkerState::Ready && !items.is_empty() {
            let job = self.task(Task::Forget);
            effects.push(Effect::post(Command::Forget { job, items }));
        }
    }

    pub(super) fn push(&mut self, kind: Kind) -> ItemId {
        let id = self.next_item;
        self.next_item += 1;
        self.items.push(Item { id, kind, status: Status::Waiting, vector: None, in_worker: false });
        id
    }

    pub(super) fn runs(&mut self) -> [&mut Run; 4] {
        [&mut self.map.run, &mut self.clusters.run, &mut self.odd.cluster_run, &mut self.odd.reference_run]
    }

    pub(super) fn item_mut(&mut self, id: ItemId) -> Option<&mut Item> {
        self.items.iter_mut().find(|it| it.id == id)
    }

    /// Says what went wrong, to the person and to the page around an embedded tank.
    pub(super) fn notice(&mut self, name: String, fault: Fault, effects: &mut Vec<Effect>) {
        effects.push(Effect::Tell(Tell::Error(fault.detail.clone())));
        // What is of no file is told once, however often it comes.
        if name.is_empty() && self.notices.iter().any(|it| it.name.is_empty() && it.fault == fault) {
            return;
        }
        let id = self.next_notice;
        self.next_notice += 1;
        self.notices.push(Notice { id, name, fault });
    }

    pub(super) fn task(&mut self, task: Task) -> crate::protocol::JobId {
        let job = crate::protocol::JobId(self.next_job);
        self.next_job += 1;
        self.tasks.insert(job, task);
        job
    }
}
