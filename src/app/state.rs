//! The state: everything that is shown, and what is needed to derive the work that is still to do.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::axes::AxesState;
use super::catalog::{Catalog, ModelEntry};
use super::demos::{ClusterState, MapState, Naming, OddState, Ranked};
use super::events::DEATHS;
use super::glosses::Glosses;
use super::item::Item;
use super::label::{Label, Lang};
use super::lists::ListId;
use super::outside::Question;
use super::presets::{MapOf, ODD_CLUSTERS, cluster_preset, map_preset};
use super::reading::nearest;
use super::sample::{Known, Sample};
use super::sketch::SketchState;
use super::step::Step;
use super::taught::{Prototypes, Taught};
use crate::anomaly::ReferenceParams;
use crate::protocol::{Fault, ItemId, JobId, ModelFacts};

/// The whole page.
#[derive(Clone, Debug)]
pub struct State {
    /// The language.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// The step that is shown.
    pub step: Step,
    /// The models that can be had.
    pub catalog: Catalog,
    /// The page's own folder, ending in `/`.
    pub base: String,
    /// The model in use or on its way.
    pub model: Model,
    /// The pictures and words, in the order in which they came.
    pub items: Vec<Item>,
    /// The selected item.
    pub selected: Option<ItemId>,
    /// The selected item's nearest of all, greatest cosine first.
    pub nearest: Option<(ItemId, Vec<Ranked>)>,
    /// Demo 1.
    pub naming: Naming,
    /// The names that the person has taught by example.
    pub taught: Taught,
    /// Demo 2.
    pub map: MapState,
    /// The map by words.
    pub axes: AxesState,
    /// Demo 3.
    pub clusters: ClusterState,
    /// Demo 4.
    pub odd: OddState,
    /// The person's own drawing.
    pub draw: SketchState,
    /// What the worker is doing or has been asked to do.
    pub tasks: BTreeMap<JobId, Task>,
    /// Whether what is here is kept for the next visit.
    pub is_kept: bool,
    /// What went wrong, in the order in which it did.
    pub notices: Vec<Notice>,
    /// What was last removed, and can be put back.
    pub removed: Vec<Removed>,
    /// Whether pictures are being gathered (a folder is read, samples are fetched).
    pub is_gathering: bool,
    /// Pictures of a list that have not come yet, by name, while others have.
    pub late: Vec<String>,
    /// How often the person has stopped everything: what was being gathered before is not wanted any more.
    pub n_stops: u32,
    /// The sample collection that was taken last, until other pictures come: it says what to try first.
    pub sample: Option<Sample>,
    /// Whether the step was asked for from outside: then the first pictures do not lead on to another.
    pub has_step: bool,
    /// Whether what an earlier visit left behind has been read.
    pub is_started: bool,
    /// Bytes in use and allowed, and whether the encoded pictures no longer fit.
    pub storage: Option<(u64, u64, bool)>,
    pub(super) known: Known,
    pub(super) worker: WorkerState,
    pub(super) deaths: u32,
    /// The picture that was at the worker when it last died.
    pub(super) suspect: Option<ItemId>,
    pub(super) next_job: u32,
    pub(super) next_item: ItemId,
    pub(super) next_notice: u32,
    pub(super) has_told_done: bool,
    /// English for Japanese names, as far as it has been asked for.
    pub glosses: Glosses,
    /// The list of names that is shown: its names are the words.
    pub list: ListId,
    /// The others, where the person has changed them.
    pub(super) lists: BTreeMap<ListId, Vec<Label>>,
    /// The page's own, once they have come.
    pub(super) builtin: BTreeMap<ListId, Vec<Label>>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// The morning.
    Light,
    /// The night.
    Dark,
}

/// The model in use or on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The one that is wanted.
    pub entry: ModelEntry,
    /// How far it has come.
    pub load: Load,
    /// What the loaded one is; of the one before while another is on its way.
    pub facts: Option<ModelFacts>,
    /// The one whose vectors are in use, if it is not `entry`: it goes back to that if loading fails.
    pub before: Option<Box<ModelEntry>>,
    /// The one that could not be loaded, for another try.
    pub refused: Option<Box<ModelEntry>>,
    /// The one that the person has been asked about, before a byte is fetched.
    pub asked: Option<Box<ModelEntry>>,
    /// Whether the person has chosen it: until then it follows what is in the tank.
    pub(super) is_chosen: bool,
    /// Whether anything needs it: nothing loads before that.
    pub is_wanted: bool,
    /// Whether the worker holds the one that `facts` are of.
    pub(super) is_held: bool,
    /// Pictures that the worker is to have at one time: so many find work there, and more would only fill its memory.
    pub(super) n_at_hand: usize,
}

impl Model {
    /// The one whose vectors are in use: not yet the one that is on its way.
    pub fn in_use(&self) -> &ModelEntry {
        self.before.as_deref().unwrap_or(&self.entry)
    }

    /// Whether there is none, and none will come before the person asks for one.
    pub fn is_lacking(&self) -> bool {
        self.facts.is_none() && matches!(self.load, Load::Failed(_))
    }

    /// What tells the vectors of the one in use from others': the catalog may know it before the model has loaded.
    ///
    /// A model that turns out to be another one than the catalog says does not load.
    pub(super) fn fingerprint(&self) -> Option<&str> {
        let loaded = self.facts.as_ref().map(|it| it.fingerprint.as_str());
        loaded.or(self.in_use().fingerprint.as_deref())
    }
}

/// How far a model has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Load {
    /// Not asked for yet: nothing loads before it is needed.
    Idle,
    /// Bytes done and in all (0: unknown).
    Running(u64, u64),
    /// It answers.
    Ready,
    /// It could not be loaded.
    Failed(Fault),
}

/// What the worker was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// A model.
    Load,
    /// A picture's vector.
    Picture(ItemId),
    /// Words' vectors, and what they were made by.
    Words(Vec<ItemId>, Vec<Arc<str>>),
    /// Vectors of phrases that are no words of the list, and what will have made them.
    Phrases(Vec<Arc<str>>),
    /// Vectors put back.
    Restore(Vec<ItemId>),
    /// Items taken out.
    Forget,
    /// Names for pictures; the number of the label list as it was.
    Names(Vec<ItemId>, u32),
    /// What is in no list.
    Outside(Question),
    /// The nearest of one item.
    Nearest(ItemId),
    /// The map of these.
    Map(Arc<[ItemId]>),
    /// The clusters of these.
    Clusters(Arc<[ItemId]>),
    /// The odd ones among these, by clusters.
    OddClusters(Arc<[ItemId]>),
    /// The odd ones among these, by references.
    OddReferences(Arc<[ItemId]>),
    /// The drawing under the person's hand.
    Sketch,
    /// The next drawing on the way between two species.
    Way,
    /// A drawing as a file.
    SketchFile,
}

/// Whether the worker is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum WorkerState {
    /// Nobody has needed it.
    #[default]
    Absent,
    /// It was asked for.
    Starting,
    /// It listens.
    Ready,
}

/// An item that was taken out of the tank.
#[derive(Clone, Debug)]
pub struct Removed {
    /// Where it was among all items.
    pub at: usize,
    /// The item.
    pub item: Item,
    /// Whether it was a reference.
    pub is_reference: bool,
}

/// Something that went wrong, and what it concerns.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its number, for taking it away.
    pub id: u32,
    /// The file or thing; may be empty.
    pub name: String,
    /// Why.
    pub fault: Fault,
}

impl Default for State {
    fn default() -> Self {
        let map = MapState { params: map_preset(MapOf::Pictures), ..MapState::default() };
        let clusters = ClusterState { params: cluster_preset(), ..ClusterState::default() };
        Self {
            lang: Lang::Ja,
            theme: Theme::System,
            step: Step::Vectors,
            catalog: Catalog::default(),
            base: String::new(),
            model: Model {
                entry: ModelEntry::default(),
                load: Load::Idle,
                facts: None,
                before: None,
                refused: None,
                asked: None,
                is_chosen: false,
                is_wanted: false,
                is_held: false,
                n_at_hand: 1,
            },
            items: Vec::new(),
            selected: None,
            nearest: None,
            naming: Naming::default(),
            taught: Taught::default(),
            map,
            axes: AxesState::default(),
            clusters,
            odd: OddState { n_clusters: ODD_CLUSTERS, ..OddState::default() },
            draw: SketchState::default(),
            tasks: BTreeMap::default(),
            is_kept: false,
            notices: Vec::new(),
            removed: Vec::new(),
            is_gathering: false,
            late: Vec::new(),
            n_stops: 0,
            sample: None,
            has_step: false,
            is_started: false,
            storage: None,
            known: Known::default(),
            worker: WorkerState::Absent,
            deaths: 0,
            suspect: None,
            next_job: 1,
            next_item: 1,
            next_notice: 1,
            has_told_done: false,
            glosses: Glosses::default(),
            list: ListId::Fish,
            lists: BTreeMap::new(),
            builtin: BTreeMap::new(),
        }
    }
}

impl State {
    /// A page that opens with the first model of `catalog`; `base` is its own folder, ending in `/`.
    pub fn new(catalog: Catalog, base: String, lang: Lang) -> Self {
        let entry = catalog.models.first().cloned().unwrap_or_default();
        let mut state = Self { catalog, base, lang, ..Self::default() };
        state.model.entry = entry;
        state.fit_threshold();
        state
    }

    /// The item with this number.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.iter().find(|it| it.id == id)
    }

    /// The pictures, in order.
    pub fn pictures(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|it| it.is_picture())
    }

    /// The words, in order.
    pub fn words(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|it| !it.is_picture())
    }

    /// Whether there is a picture that is not one of the page's own.
    pub fn has_own(&self) -> bool {
        self.pictures().filter_map(Item::picture).any(|it| !it.is_sample)
    }

    /// A species that can be drawn: the page's list has all of them, in the order of their numbers.
    pub fn species(&self, at: u32) -> Option<&Label> {
        self.builtin.get(&ListId::Fish)?.get(at as usize)
    }

    /// How many can be drawn.
    pub fn n_species(&self) -> u32 {
        self.builtin.get(&ListId::Fish).map_or(0, |it| it.len() as u32)
    }

    /// The labels, in order.
    pub fn labels(&self) -> Vec<Label> {
        self.words().filter_map(Item::label).cloned().collect()
    }

    /// The items of one sort that have a vector of the present model.
    pub fn ready(&self, of: MapOf) -> Vec<ItemId> {
        self.items.iter().filter(|it| it.is_ready() && of.holds(it)).map(|it| it.id).collect()
    }

    /// The templates in use: the person's, else the catalog's, else none (the bare name).
    pub fn templates(&self) -> Vec<String> {
        let own = self.naming.templates.get(&self.templates_key());
        own.unwrap_or_else(|| self.model.in_use().templates.get(self.text_lang())).clone()
    }

    /// Under what the person's own templates are kept: each model has some for each language that it reads.
    pub(super) fn templates_key(&self) -> String {
        let lang = if self.text_lang() == Lang::Ja { " ja" } else { " en" };
        [&self.model.in_use().id, lang].concat()
    }

    /// The references' threshold as the model in use wants it.
    pub(super) fn fit_threshold(&mut self) {
        let default = ReferenceParams::default().threshold;
        self.odd.reference_params.threshold = self.model.in_use().reference_threshold.unwrap_or(default);
    }

    /// The language in which names go to the model: the page's, if the model reads it, else the model's first.
    pub fn text_lang(&self) -> Lang {
        let reads = &self.model.in_use().reads;
        if reads.contains(&self.lang) { self.lang } else { reads.first().copied().unwrap_or(Lang::En) }
    }

    /// The cosine under which the page says わからない, and whether somebody measured or set it.
    ///
    /// Where nobody has, it is -1: every name is given, and the page says that it is not calibrated.
    pub fn threshold(&self) -> (f32, bool) {
        let entry = self.model.in_use();
        let cosine = self.naming.thresholds.get(&entry.id).copied().or(entry.threshold).unwrap_or(-1.0);
        (cosine, cosine > -1.0)
    }

    /// The best names of a picture, if they are there.
    pub fn names_of(&self, item: ItemId) -> Option<&[Ranked]> {
        self.naming.ranked.get(&item).map(|(_, ranked)| ranked.as_slice())
    }

    /// The name that a picture has: the person's own of an example, else the model's; `None` while it has none,
    /// `Some(None)` for わからない.
    pub fn name_of(&self, item: ItemId) -> Option<Option<&Label>> {
        self.taught_name(item).map(Some).or_else(|| self.model_name_of(item))
    }

    /// The name that the model gives a picture; of an example, what it would say without it.
    pub fn model_name_of(&self, item: ItemId) -> Option<Option<&Label>> {
        let best = self.names_of(item)?.first()?;
        if best.cosine < self.bar_of(item) {
            return Some(None);
        }
        Some(self.item(best.item).and_then(Item::label))
    }

    /// The share of each name among all names under a softmax with the model's `logit_scale`, greatest first.
    ///
    /// It says how the names compare with one another, not how sure the model is.
    pub fn shares_of(&self, item: ItemId) -> Vec<(ItemId, f32)> {
        let (Some(picture), Some(facts)) = (self.item(item).and_then(|it| it.vector.as_ref()), &self.model.facts)
        else {
            return Vec::new();
        };
        let words: Vec<&Item> = self.words().filter(|it| it.is_ready()).collect();
        let by_words = nearest(&picture.values, &words, words.len(), self.n_names());
        let names = Prototypes::of(self).join(&picture.values, Some(item), by_words);
        let mut shares: Vec<(ItemId, f32)> = names.into_iter().map(|it| (it.item, it.cosine)).collect();
        let greatest = shares.iter().fold(f32::NEG_INFINITY, |greatest, (_, cosine)| greatest.max(*cosine));
        for (_, share) in &mut shares {
            *share = libm::expf((*share - greatest) * facts.logit_scale);
        }
        let sum: f32 = shares.iter().map(|(_, share)| share).sum();
        for (_, share) in &mut shares {
            *share /= sum;
        }
        shares.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        shares
    }

    /// Whether the true name of an item is known and the person has not seen it yet.
    pub fn is_secret(&self, item: &Item) -> bool {
        item.truth().is_some() && !self.naming.revealed.contains(&item.id)
    }

    /// Pictures with an answer, and all that are not beyond help.
    pub fn progress(&self) -> (u32, u32) {
        use super::item::Status;
        let counted = self.pictures().filter(|it| !matches!(it.status, Status::Failed(_)));
        let (mut done, mut total) = (0, 0);
        for item in counted {
            total += 1;
            done += u32::from(item.is_ready());
        }
        (done, total)
    }

    /// Drops the selected item's nearest, and the answer about them that is on its way: there are others now.
    pub(super) fn forget_nearest(&mut self) {
        self.nearest = None;
        self.tasks.retain(|_, task| !matches!(task, Task::Nearest(_)));
    }

    /// How many numbers a vector has: as the model says, or as those that came before it have.
    pub fn dims(&self) -> Option<usize> {
        let first = || self.items.iter().find(|it| it.is_ready()).and_then(|it| it.vector.as_ref());
        self.model.facts.as_ref().map(|it| it.dims as usize).or_else(|| first().map(|it| it.values.len()))
    }

    /// How many numbers of a vector meet names; those behind meet pictures.
    pub fn n_names(&self) -> usize {
        let loaded = self.model.facts.as_ref().map(|it| it.n_names);
        loaded.or(self.model.in_use().n_names).map_or(usize::MAX, |it| it as usize)
    }

    /// How many numbers of a vector meet names and how many meet pictures; `None` where all do both.
    pub fn parts(&self) -> Option<(usize, usize)> {
        let n_behind = self.dims()?.checked_sub(self.n_names()).filter(|it| *it > 0)?;
        Some((self.n_names(), n_behind))
    }

    /// Whether the worker has died so often that nothing goes on before the person asks for it.
    pub fn has_given_up(&self) -> bool {
        self.deaths >= DEATHS
    }

    /// Whether anything is under way.
    pub fn is_busy(&self) -> bool {
        let is_quick =
            |it: &Task| matches!(it, Task::Forget | Task::Outside(_) | Task::Restore(_) | Task::Sketch | Task::Way);
        self.is_gathering || !self.late.is_empty() || self.tasks.values().any(|it| !is_quick(it))
    }
}
