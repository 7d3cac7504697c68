//! The arrow: a message and a state in, a changed state and effects out.

use std::collections::HashMap;
use std::sync::Arc;

use super::catalog::{ModelEntry, Place, Titles, folder_of};
use super::demos::{Guess, OddWay, Run};
use super::effect::Effect;
use super::events;
use super::item::{Item, Kind, Status, Vector};
use super::label::{Label, parse_labels};
use super::msg::{ModelChoice, Msg, NewPicture};
use super::order::ordered;
use super::presets::map_preset;
use super::settle::settle;
use super::state::{Load, Notice, State, Step, Task, WorkerState};
use super::stored::{Stored, StoredItem, StoredSettings};
use super::table::{Set, Table};
use crate::protocol::{Command, Fault, FaultKind, ItemId};

/// Changes `state` as `msg` says and returns what the browser is to do, derived work included.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    handle(state, msg, &mut effects);
    settle(state, &mut effects);
    effects
}

fn handle(state: &mut State, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Names(text) => {
            state.builtin = parse_labels(&text);
            state.set_labels(state.builtin.clone());
        }
        Msg::Started(stored) => {
            state.is_started = true;
            if let Some(stored) = stored {
                restore(state, *stored);
            }
        }
        Msg::Worker(event, body) => events::handle(state, event, body, effects),
        Msg::WorkerDied(reason) => events::worker_died(state, &reason, effects),
        Msg::Undecodable(item, fault) => events::picture_failed(state, item, fault),
        Msg::ThumbReady(item, address) => set_thumb(state, item, address, effects),

        Msg::UseSamples => {
            state.is_gathering = true;
            effects.push(Effect::FetchSamples);
        }
        Msg::Gathering(on) => state.is_gathering = on,
        Msg::Add(pictures) => add(state, pictures, effects),
        Msg::Refused(name, fault) => {
            state.is_gathering = false;
            state.notice(name, fault);
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
                choose(state, ModelChoice::Entry(its.id));
            }
            effects.push(Effect::Keep(state.items.iter().map(|it| it.id).collect()));
        }
        Msg::Stored { used, quota, is_full } => state.storage = Some((used, quota, is_full)),

        Msg::Select(item) => {
            state.selected = item.filter(|it| state.item(*it).is_some());
            state.nearest = None;
        }
        Msg::Dismiss(notice) => state.notices.retain(|it| it.id != notice),
        Msg::Resume => {
            for item in state.items.iter_mut().filter(|it| it.status == Status::Stopped) {
                item.status = Status::Waiting;
            }
            for run in state.runs() {
                run.is_stopped = false;
                run.asked = None;
            }
        }
        Msg::CancelAll => cancel_all(state, effects),
        Msg::CancelStep(step) => cancel_step(state, step, effects),

        Msg::Choose(choice) => choose(state, choice),
        Msg::Confirm(yes) => confirm(state, yes, effects),
        Msg::LoadAgain => {
            // The person has agreed to it before.
            state.model.asked = state.model.refused.take();
            take(state);
        }

        Msg::Reveal(item) => {
            state.naming.revealed.insert(item, ());
            effects.push(Effect::KeepSettings);
        }
        Msg::RevealAll(on) => {
            let known: Vec<ItemId> = state.items.iter().filter(|it| it.truth().is_some()).map(|it| it.id).collect();
            state.naming.revealed = if on { known.into_iter().collect() } else { Default::default() };
            effects.push(Effect::KeepSettings);
        }
        Msg::EditLabels(text) => relabel(state, parse_labels(&text), effects),
        Msg::ResetLabels => relabel(state, state.builtin.clone(), effects),
        Msg::Guess(picture, word) => guess(state, picture, word),
        Msg::ShowRound(round) => {
            state.clusters.is_playing = false;
            state.clusters.round = round;
        }
        Msg::Play(on) => play(state, on),
        Msg::Tick => tick(state),
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
            state.naming.templates.insert(state.model.entry.id.clone(), templates);
            state.unset_words();
        }
        Msg::SetThreshold(cosine) => {
            state.naming.thresholds.insert(state.model.entry.id.clone(), cosine.clamp(-1.0, 1.0));
        }
        Msg::SetMapOf(of) => {
            // The two presets differ, so values that were never touched follow the choice; touched ones stay.
            if state.map.params == map_preset(state.map.of) {
                state.map.params = map_preset(of);
            }
            state.map.of = of;
        }
        Msg::SetMap(params) => state.map.params = params,
        Msg::SetClusterOf(of) => state.clusters.of = of,
        Msg::SetClusters(params) => state.clusters.params = params,
        Msg::SetOddWay(way) => state.odd.way = way,
        Msg::SetOddOf(of) => state.odd.of = of,
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

/// Takes another label list, and has it kept as it is: words that are gone must not come back with a reload.
fn relabel(state: &mut State, labels: Vec<Label>, effects: &mut Vec<Effect>) {
    let before: Vec<ItemId> = state.words().map(|it| it.id).collect();
    state.set_labels(labels);
    let after: Vec<ItemId> = state.words().map(|it| it.id).collect();
    let stays: Set<ItemId> = after.iter().copied().collect();
    let gone: Vec<ItemId> = before.into_iter().filter(|id| !stays.contains(id)).collect();
    effects.push(Effect::Drop(gone));
    effects.push(Effect::Keep(after));
    effects.push(Effect::KeepSettings);
}

fn add(state: &mut State, pictures: Vec<NewPicture>, effects: &mut Vec<Effect>) {
    state.is_gathering = false;
    let labels = state.labels();
    let mut added = Vec::new();
    for NewPicture { name, file, bytes, truth, is_sample } in pictures {
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let known = || labels.iter().chain(&state.builtin).find(|label| label.is_called(stem)).cloned();
        let truth = truth.or_else(known);
        let kind =
            Kind::Picture { name, file, bytes, thumb: None, size: (0, 0), format: String::new(), truth, is_sample };
        added.push(state.push(kind));
    }
    if state.step == Step::Vectors && state.pictures().count() == added.len() && !added.is_empty() {
        state.step = Step::Names;
    }
    state.has_told_done = false;
    effects.push(Effect::Keep(added));
}

fn remove(state: &mut State, items: &[ItemId], effects: &mut Vec<Effect>) {
    let mut removed = Vec::new();
    for (at, item) in state.items.iter().enumerate() {
        if items.contains(&item.id) {
            removed.push((at, Item { in_worker: false, ..item.clone() }));
        }
    }
    if removed.is_empty() {
        return;
    }
    // What was removed before can no longer be put back, so its files may go.
    release(std::mem::take(&mut state.removed), effects);
    state.items.retain(|it| !items.contains(&it.id));
    state.selected = state.selected.filter(|it| !items.contains(it));
    state.nearest = None;
    state.odd.references.retain(|it| !items.contains(it));
    state.removed = removed;
    effects.push(Effect::Drop(items.to_vec()));
    if state.worker == WorkerState::Ready {
        let job = state.task(Task::Forget);
        effects.push(Effect::post(Command::Forget { job, items: items.to_vec() }));
    }
}

fn undo(state: &mut State, effects: &mut Vec<Effect>) {
    let removed = std::mem::take(&mut state.removed);
    let back: Vec<ItemId> = removed.iter().map(|(_, item)| item.id).collect();
    for (at, mut item) in removed {
        if item.status == Status::Working {
            item.status = Status::Waiting;
        }
        state.items.insert(at.min(state.items.len()), item);
    }
    effects.push(Effect::Keep(back));
}

/// Empties the tank; labels and settings return to those of a first visit, the model stays.
fn erase(state: &mut State, effects: &mut Vec<Effect>) {
    cancel_all(state, effects);
    // An item that is opened next may have the number of one that the worker still has.
    state.tasks = std::mem::take(&mut state.tasks).into_iter().filter(|(_, it)| *it == Task::Load).collect();
    let gone: Vec<ItemId> = state.items.iter().map(|it| it.id).collect();
    let files = std::mem::take(&mut state.items).into_iter().map(|it| (0, it)).collect();
    release(files, effects);
    release(std::mem::take(&mut state.removed), effects);
    if state.worker == WorkerState::Ready && !gone.is_empty() {
        let job = state.task(Task::Forget);
        effects.push(Effect::post(Command::Forget { job, items: gone }));
    }
    let fresh = State::new(state.catalog.clone(), state.base.clone(), state.lang);
    state.selected = None;
    state.nearest = None;
    state.naming = fresh.naming;
    state.map = fresh.map;
    state.clusters = fresh.clusters;
    state.odd = fresh.odd;
    state.notices.clear();
    state.storage = None;
    state.step = Step::Vectors;
    state.set_labels(state.builtin.clone());
}

fn release(items: Vec<(usize, Item)>, effects: &mut Vec<Effect>) {
    let files: Vec<u32> = items.iter().filter_map(|(_, item)| item.file()).collect();
    if !files.is_empty() {
        effects.push(Effect::Release(files));
    }
}

fn restore(state: &mut State, stored: Stored) {
    let StoredSettings { lang, theme, step, model, .. } = stored.settings.clone();
    let settings = stored.settings;
    state.lang = lang;
    state.theme = theme;
    state.step = step;
    if let Some(entry) = state.catalog.find(&model).cloned().or(settings.own_model) {
        state.model.entry = entry;
    }
    state.map.of = settings.map_of;
    state.map.params = settings.map;
    state.clusters.of = settings.cluster_of;
    state.clusters.params = settings.clusters;
    state.odd.way = settings.odd_way;
    state.odd.of = settings.odd_of;
    state.odd.cluster_params = settings.cluster_odd;
    state.odd.reference_params = settings.reference_odd;
    state.odd.references = settings.references;
    state.naming.thresholds = settings.thresholds.into_iter().collect();
    state.naming.templates = settings.templates.into_iter().collect();
    state.naming.revealed = settings.revealed.into_iter().collect();
    // The words of the list in its order, then all others in the order of their numbers.
    let places: Table<ItemId, u32> = settings.words.into_iter().zip(0..).collect();
    let is_listed = |it: &StoredItem| it.head.name.is_empty() && places.contains(&it.id);
    if places.is_empty() || stored.items.iter().any(is_listed) {
        // The stored list is the whole list: the built-in one was only there until it was read.
        state.items.retain(Item::is_picture);
    }
    let place = |it: &StoredItem| places.get(&it.id).copied().unwrap_or(u32::MAX);
    let order = ordered(stored.items.iter().zip(0..).map(|(it, at)| (place(it), at)));
    let mut items: Vec<Option<StoredItem>> = stored.items.into_iter().map(Some).collect();
    for item in order.into_iter().filter_map(|at| items[at as usize].take()) {
        state.next_item = state.next_item.max(item.id + 1);
        // A word that the list does not name was taken out just before the page was left.
        if let Some(item) = revive(item).filter(|it| it.is_picture() || places.contains(&it.id)) {
            state.items.push(item);
        }
    }
    state.naming.version += 1;
    state.is_gathering = false;
}

fn revive(stored: StoredItem) -> Option<Item> {
    let StoredItem { id, file, thumb, vector, head } = stored;
    let kind = match (file, head.label) {
        (Some(file), truth) => {
            let thumb = thumb.map(Arc::from);
            Kind::Picture {
                name: head.name,
                file,
                bytes: head.bytes,
                thumb,
                size: head.size,
                format: head.format,
                truth,
                is_sample: head.is_sample,
            }
        }
        (None, Some(label)) if head.name.is_empty() => Kind::Word(label),
        // A picture for which there was no room at all.
        (None, _) => return None,
    };
    let vector = (!vector.is_empty()).then(|| Vector { made_by: Arc::from(head.made_by), values: Arc::from(vector) });
    Some(Item { id, kind, status: Status::Waiting, vector, in_worker: false })
}

fn set_thumb(state: &mut State, id: ItemId, address: Arc<str>, effects: &mut Vec<Effect>) {
    if let Some(Kind::Picture { thumb, .. }) = state.item_mut(id).map(|it| &mut it.kind) {
        *thumb = Some(address);
        effects.push(Effect::Keep(vec![id]));
    }
}

fn choose(state: &mut State, choice: ModelChoice) {
    let own = |id: String, place, reads| ModelEntry {
        title: Titles { ja: id.clone(), en: id.clone() },
        id,
        place,
        reads,
        ..ModelEntry::default()
    };
    let entry = match choice {
        ModelChoice::Entry(id) => state.catalog.find(&id).cloned(),
        ModelChoice::Address(address, reads) => {
            let folder = folder_of(&address);
            if folder.is_none() {
                let detail = format!("{address:?} is not an http(s) address");
                state.model.load = Load::Failed(Fault { kind: FaultKind::Fetch, subject: address, detail });
                return;
            }
            folder.map(|folder| own(folder.clone(), Place::Address(folder), reads))
        }
        ModelChoice::Files(files, reads) => {
            let mut entry = own(files.weights.clone(), Place::Files(files), reads);
            // Its key is an inner address; people know it by the file that they picked.
            entry.title = Titles { ja: "model.safetensors".to_owned(), en: "model.safetensors".to_owned() };
            Some(entry)
        }
    };
    let Some(entry) = entry else { return };
    let is_free = !matches!(entry.place, Place::Hub { .. });
    state.model.asked = Some(Box::new(entry));
    if is_free {
        // Beside the page, on this device, or typed in by hand: there is nothing left to ask.
        take(state);
    }
}

fn confirm(state: &mut State, yes: bool, effects: &mut Vec<Effect>) {
    if yes {
        take(state);
        effects.push(Effect::KeepSettings);
    } else {
        state.model.asked = None;
    }
}

/// Takes the model that the person was asked about; the old one's answers stay until the new one's are there.
fn take(state: &mut State) {
    let Some(entry) = state.model.asked.take() else { return };
    let old = std::mem::replace(&mut state.model.entry, *entry);
    if state.model.before.is_none() && state.model.facts.is_some() {
        state.model.before = Some(Box::new(old));
    }
    state.model.load = Load::Idle;
    state.model.is_wanted = true;
    if let Some(threshold) = state.model.entry.reference_threshold {
        state.odd.reference_params.threshold = threshold;
    }
}

fn guess(state: &mut State, picture: ItemId, word: ItemId) {
    let truth = state.item(picture).and_then(Item::truth);
    let label = state.item(word).and_then(Item::name);
    if let (Some(truth), Some(label)) = (truth, label) {
        let is_right = same_name(truth, label);
        state.naming.guesses.insert(picture, Guess { word, is_right });
        state.naming.revealed.insert(picture, ());
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

fn cancel_all(state: &mut State, effects: &mut Vec<Effect>) {
    let jobs: Vec<_> = state.tasks.keys().copied().collect();
    effects.extend(jobs.into_iter().map(|job| Effect::post(Command::Cancel { job })));
    for item in state.items.iter_mut().filter(|it| it.status == Status::Waiting) {
        item.status = Status::Stopped;
    }
    for run in state.runs() {
        run.is_stopped = run.is_stopped || run.job.is_some();
    }
    state.is_gathering = false;
}

fn cancel_step(state: &mut State, step: Step, effects: &mut Vec<Effect>) {
    let run: Option<&mut Run> = match step {
        Step::Map => Some(&mut state.map.run),
        Step::Clusters => Some(&mut state.clusters.run),
        Step::Odd if state.odd.way == OddWay::References => Some(&mut state.odd.reference_run),
        Step::Odd => Some(&mut state.odd.cluster_run),
        Step::Vectors | Step::Names => None,
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
        let places = words.iter().enumerate().filter_map(|(at, it)| Some((it.label()?.key(), at)));
        let places: HashMap<String, usize> = places.collect();
        let mut words: Vec<Option<Item>> = words.into_iter().map(Some).collect();
        for label in labels {
            match places.get(&label.key()).and_then(|at| words[*at].take()) {
                Some(item) => self.items.push(Item { kind: Kind::Word(label), ..item }),
                None => {
                    self.push(Kind::Word(label));
                }
            }
        }
        // Words that are gone stay in the worker until the model changes: no answer asks about them.
        self.naming.version += 1;
    }

    /// Marks words whose text for the model may have changed; those made by the same text keep their vectors.
    pub(super) fn unset_words(&mut self) {
        for item in self.items.iter_mut().filter(|it| !it.is_picture()) {
            if item.status != Status::Working {
                item.status = Status::Waiting;
            }
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

    pub(super) fn notice(&mut self, name: String, fault: Fault) {
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
