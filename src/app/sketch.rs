//! お絵かき: the person's own drawing, drawn anew whenever it or the model changes, one at a time.
//!
//! Whatever the sliders did meanwhile, the next drawing asked for is the newest. Once that is there and nothing else
//! waits, the drawings on the way between the two species follow, one by one.

use std::sync::Arc;

use super::effect::{Effect, Handed, Payload};
use super::label::Lang;
use super::reading::{Reading, WayStep, key, read_off, way_step};
use super::settle::is_embedding;
use super::state::{State, Task, WorkerState};
use super::step::Step;
use super::taught::Prototypes;
use crate::protocol::{Body, Command, Fault, JobId, N_PICKS, PICKS, Sketch};
use crate::rng::Rng;

/// Pixels of the drawing on the page, across and down: few enough to be drawn while a slider moves.
pub const SIDE: u32 = 256;
/// Pixels of the files that go into the tank or to the person, large enough for a screen.
const FILE_SIDE: u32 = 512;
/// Drawings on the way between two species, both ends included.
pub const N_WAY: usize = 9;

/// The drawing and all that is known of it.
#[derive(Clone, Debug)]
pub struct SketchState {
    /// What is drawn.
    pub sketch: Sketch,
    /// The last drawing that has come: RGBA, as many rows as columns.
    pub pixels: Option<Arc<[u8]>>,
    /// What its vector says; nothing without a model.
    pub reading: Option<Arc<Reading>>,
    /// What those on the way say, as far as they have come.
    pub way: Vec<WayStep>,
    /// Why it could not be drawn.
    pub fault: Option<Fault>,
    /// What was drawn before another took its place.
    pub before: Option<Sketch>,
    /// The drawing that was last put into the tank, and how many were by then: the same one twice is news twice.
    pub added: Option<(String, u32)>,
    pub(super) wishes: Vec<Wish>,
    n_added: u32,
    asked: Option<Question>,
    answered: Option<Question>,
    vector: Arc<[f32]>,
    way_of: Option<Question>,
    way_vectors: Vec<Arc<[f32]>>,
    n_answers: u32,
    read_of: Option<u64>,
}

/// A file that the person has asked for. It is kept until its answer is there: the worker may be lost meanwhile.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    to: Handed,
    name: String,
    sketch: Sketch,
    /// Under which it was last asked for.
    job: JobId,
}

/// What a drawing's answer depends on.
#[derive(Clone, Debug, PartialEq)]
struct Question {
    sketch: Sketch,
    made_by: String,
}

impl Default for SketchState {
    fn default() -> Self {
        Self {
            sketch: opening(),
            pixels: None,
            reading: None,
            way: Vec::new(),
            fault: None,
            before: None,
            added: None,
            wishes: Vec::new(),
            n_added: 0,
            asked: None,
            answered: None,
            vector: Arc::new([]),
            way_of: None,
            way_vectors: Vec::new(),
            n_answers: 0,
            read_of: None,
        }
    }
}

/// Where the drawing is on the map, then the places of the way that it is on; empty unless the step is shown.
///
/// No part of the figure: it moves with every move of a slider, while the figure stands still.
pub fn drawing_places(state: &State) -> Vec<[f32; 3]> {
    let place = state.draw.reading.as_ref().filter(|_| state.step == Step::Draw).and_then(|it| it.place);
    let way = || state.draw.way.iter().filter_map(|it| it.place);
    place.map_or(Vec::new(), |place| [place].into_iter().chain(way()).collect())
}

/// What the step opens with: an ayu that can become a saury, in the sea.
pub fn opening() -> Sketch {
    Sketch { first: Some(3), second: Some(71), t: 0.0, seed: 5, sliders: [0.0; 7], picks: [1, 0, 0, 1, 0, 0, 0, 0] }
}

/// What the dice show: everything follows from `seed`, but how far the way to the second species has come.
pub fn thrown(seed: u32, n_species: u32, t: f32) -> Sketch {
    let mut rng = Rng::new(seed);
    let n = (n_species.max(2)) as usize;
    let first = rng.below(n);
    // Any but the first.
    let second = (first + 1 + rng.below(n - 1)) % n;
    let mut sliders = [0.0; 7];
    for slider in &mut sliders {
        // Most stay as the species has them, so that it can still be told.
        *slider = if rng.below(3) == 0 { rng.between(-0.6, 0.6) } else { 0.0 };
    }
    let mut picks = [0; N_PICKS];
    for (pick, n) in picks.iter_mut().zip(PICKS) {
        *pick = rng.below(n as usize) as u32;
    }
    // Most are alone, and in plain light.
    for at in [1, 6] {
        picks[at] *= u32::from(rng.below(3) == 0);
    }
    Sketch { first: Some(first as u32), second: Some(second as u32), t, seed, sliders, picks }
}

/// What the drawing is called: the species, and on the way to another both and how far.
pub fn shown_as(state: &State, lang: Lang, blank: &str) -> String {
    let Sketch { first, second, t, .. } = state.draw.sketch;
    let name = |at: u32| state.species(at).map_or(blank, |it| it.shown(lang));
    let one = first.map_or(blank, name);
    let tenths = (t * 10.0 + 0.5) as u32;
    match second.map(name) {
        Some(other) if tenths > 0 => {
            let (whole, rest) = ((tenths / 10).to_string(), (tenths % 10).to_string());
            [one, "→", other, " ", &whole, ".", &rest].concat()
        }
        _ => one.to_owned(),
    }
}

/// Takes what the person has set, within its bounds.
pub(super) fn set(state: &mut State, sketch: Sketch) {
    let within = |it: f32, low: f32| if it.is_finite() { it.clamp(low, 1.0) } else { 0.0 };
    let mut sketch = Sketch { t: within(sketch.t, 0.0), sliders: sketch.sliders.map(|it| within(it, -1.0)), ..sketch };
    for (pick, n) in sketch.picks.iter_mut().zip(PICKS) {
        *pick = (*pick).min(n - 1);
    }
    if state.draw.sketch != sketch {
        state.draw.sketch = sketch;
        state.draw.added = None;
    }
}

/// The same with another drawing; what was there before stays at hand.
pub(super) fn replace(state: &mut State, sketch: Sketch) {
    let before = state.draw.sketch;
    set(state, sketch);
    if state.draw.sketch != before {
        state.draw.before = Some(before);
    }
}

/// Wishes for a file of the drawing as it is now.
pub(super) fn wish(state: &mut State, to: Handed, name: String) {
    let sketch = state.draw.sketch;
    state.draw.wishes.push(Wish { to, name, sketch, job: JobId::NONE });
}

/// Asks for the files that nobody draws: new wishes, and those whose worker has died.
fn ask_files(state: &mut State, effects: &mut Vec<Effect>) {
    let mut wishes = std::mem::take(&mut state.draw.wishes);
    for wish in &mut wishes {
        if !state.tasks.contains_key(&wish.job) {
            wish.job = state.task(Task::SketchFile);
            let command = Command::DrawFile { job: wish.job, size: FILE_SIDE, is_svg: wish.to == Handed::Svg };
            effects.push(Effect::Post(command, Payload::Numbers(wish.sketch.pack())));
        }
    }
    state.draw.wishes = wishes;
}

/// The file of `job` is there.
pub(super) fn hand_over(state: &mut State, job: JobId, bytes: Vec<u8>, effects: &mut Vec<Effect>) {
    let Some(Wish { to, name, .. }) = take_wish(state, job) else { return };
    if to == Handed::Tank {
        state.draw.n_added += 1;
        state.draw.added = Some((name.clone(), state.draw.n_added));
    }
    effects.push(Effect::Hand(to, name, bytes));
}

/// The wish that `job` answers: it is none any more.
pub(super) fn take_wish(state: &mut State, job: JobId) -> Option<Wish> {
    let at = state.draw.wishes.iter().position(|it| it.job == job)?;
    Some(state.draw.wishes.remove(at))
}

/// The file of `job` could not be drawn, and would not be a second time.
pub(super) fn file_failed(state: &mut State, job: JobId, fault: Fault, effects: &mut Vec<Effect>) {
    if let Some(wish) = take_wish(state, job) {
        state.notice(wish.name, fault, effects);
    }
}

/// Asks for the drawing if it is not the one that is there, else for the next on the way.
pub(super) fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    if state.worker != WorkerState::Ready {
        return;
    }
    // Whichever step is shown by now.
    ask_files(state, effects);
    if state.step != Step::Draw {
        return;
    }
    let made_by = match &state.model.facts {
        Some(facts) if state.model.is_held => facts.fingerprint.clone(),
        _ => String::new(),
    };
    let now = Question { sketch: state.draw.sketch, made_by };
    // How far it has come does not change the way itself.
    let way = Question { sketch: Sketch { t: 0.0, ..now.sketch }, made_by: now.made_by.clone() };
    if state.draw.way_of.as_ref() != Some(&way) {
        state.draw.way_of = Some(way.clone());
        state.draw.way_vectors.clear();
        state.draw.n_answers += 1;
    }
    let has_answer = state.draw.answered.as_ref() == Some(&now);
    let running = state.tasks.iter().find(|(_, it)| matches!(it, Task::Sketch | Task::Way));
    match running.map(|(job, task)| (*job, *task == Task::Way)) {
        // With a large model a step of the way takes seconds, and it can be had again later.
        Some((job, true)) if !has_answer => {
            state.tasks.remove(&job);
            effects.push(Effect::post(Command::Cancel { job }));
        }
        Some(_) => return,
        None => {}
    }
    let n_way = state.draw.way_vectors.len();
    if !has_answer {
        let job = state.task(Task::Sketch);
        post(state, job, now, effects);
    } else if way.sketch.second.is_some() && !way.made_by.is_empty() && n_way < N_WAY && !is_embedding(state) {
        let job = state.task(Task::Way);
        let t = n_way as f32 / (N_WAY - 1) as f32;
        post(state, job, Question { sketch: Sketch { t, ..way.sketch }, ..way }, effects);
    }
}

fn post(state: &mut State, job: JobId, question: Question, effects: &mut Vec<Effect>) {
    let body: Body = question.sketch.pack();
    state.draw.asked = Some(question);
    effects.push(Effect::Post(Command::Draw { job, size: SIDE }, Payload::Numbers(body)));
}

/// The drawing is there, its vector not yet.
pub(super) fn drawn(state: &mut State, pixels: Vec<u8>) {
    state.draw.fault = None;
    state.draw.pixels = Some(pixels.into());
}

/// The drawing's vector is there; it is empty without a model.
pub(super) fn answered(state: &mut State, vector: Vec<f32>) {
    state.draw.answered = state.draw.asked.take();
    state.draw.vector = vector.into();
    state.draw.n_answers += 1;
}

/// It could not be drawn, and would not be a second time.
pub(super) fn failed(state: &mut State, fault: Fault) {
    answered(state, Vec::new());
    state.draw.fault = Some(fault);
}

/// Nobody draws any more; what was wished for may be what the worker dies of.
pub(super) fn give_up(state: &mut State, fault: Fault) {
    state.draw.wishes.clear();
    state.draw.fault = Some(fault);
}

/// One more drawing on the way; another way may be wanted by now.
pub(super) fn way_on(state: &mut State, vector: Vec<f32>) {
    let asked = state.draw.asked.take().map(|it| Question { sketch: Sketch { t: 0.0, ..it.sketch }, ..it });
    if asked == state.draw.way_of {
        state.draw.way_vectors.push(vector.into());
        state.draw.n_answers += 1;
    }
}

/// Reads off the vectors what there is to say, if anything that it depends on has changed.
pub(super) fn read(state: &mut State) {
    if state.step != Step::Draw {
        state.draw.read_of = None;
        return;
    }
    let key = key(state, state.draw.n_answers);
    if state.draw.read_of.replace(key) == Some(key) {
        return;
    }
    let taught = Prototypes::of(state);
    let reading = read_off(state, &taught, &state.draw.vector).map(Arc::new);
    let way = state.draw.way_vectors.iter().filter_map(|it| way_step(state, &taught, it)).collect();
    (state.draw.reading, state.draw.way) = (reading, way);
}
