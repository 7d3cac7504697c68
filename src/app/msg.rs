//! Messages: everything that can happen to the page.

use std::sync::Arc;

use super::demos::OddWay;
use super::effect::Handed;
use super::item::Vector;
use super::label::{Label, Lang};
use super::lists::ListId;
use super::presets::MapOf;
use super::sample::{Sample, Sampled};
use super::state::Theme;
use super::step::Step;
use super::stored::Stored;
use crate::anomaly::{ClusterParams, ReferenceParams};
use crate::kmeans::KMeansParams;
use crate::protocol::{Body, Event, Fault, ItemId, ModelFiles, Sketch};
use crate::umap::UmapParams;

/// Something that happened: the person did it, the worker said it, or the browser found it.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A list of names that the page offers has come: its text, as [`super::parse_labels`] reads it.
    Names(ListId, String),
    /// What an earlier visit left behind has been read; `None` if there is nothing.
    Started(Option<Box<Stored>>),
    /// The worker said something.
    Worker(Event, Body),
    /// The worker stopped working, with what the browser said of it.
    WorkerDied(String),
    /// No worker can be started: by which directive of the page's content policy, and what the browser said of it.
    WorkerBarred(String, String),
    /// The dictionary has answered: the English of each word, if it has one.
    LookedUp(Result<Vec<(String, Option<String>)>, Fault>),
    /// The browser could not decode a picture either.
    Undecodable(ItemId, Fault),
    /// The small picture has an address.
    ThumbReady(ItemId, Arc<str>),

    /// Put a sample collection into the tank; whether in place of the pictures that are there.
    UseSamples(Sample, bool),
    /// A sample collection has come.
    Sampled(Box<Sampled>),
    /// The collection that the page opens with is of words alone: they are what every step is about.
    WordsAlone,
    /// The person waits for pictures to be read (true) or they have come (false).
    Gathering(bool),
    /// Names of pictures of a list that have not come yet, while others have.
    Awaiting(Vec<String>),
    /// Pictures to put into the tank.
    Add(Vec<NewPicture>),
    /// Something could not be added or read: its name and why.
    Refused(String, Fault),
    /// Take items out of the tank; can be undone.
    Remove(Vec<ItemId>),
    /// Put back what was last removed.
    Undo,
    /// Empty the tank and erase everything that is stored on this device.
    Erase,
    /// Write the collection into one file.
    Save,
    /// A collection read from a file takes the place of the present one.
    Opened(Box<Stored>),
    /// Whether what is here is kept for the next visit.
    Keeping(bool),
    /// Storage in use, in bytes, and what the browser allows.
    Stored {
        /// Bytes in use.
        used: u64,
        /// Bytes allowed.
        quota: u64,
        /// Whether encoded pictures no longer fit and only small ones are kept.
        is_full: bool,
    },

    /// Show a step.
    GoTo(Step),
    /// Select an item everywhere, or nothing.
    Select(Option<ItemId>),
    /// Switch the language.
    SetLang(Lang),
    /// Switch between light and dark.
    SetTheme(Theme),
    /// Take the notice with this number away.
    Dismiss(u32),
    /// Stop everything that is running.
    CancelAll,
    /// Stop loading a model.
    CancelLoad,
    /// Go on with everything that was stopped.
    Resume,
    /// Stop what is running for one step.
    CancelStep(Step),

    /// Take another model.
    Choose(ModelChoice),
    /// Go on with the model that the person was asked about (true), or leave it (false).
    Confirm(bool),
    /// Load the model once more that could not be loaded.
    LoadAgain,
    /// Change the prompt templates of the present model.
    SetTemplates(Vec<String>),

    /// The label list as text.
    EditLabels(String),
    /// A label in place of that word's, or before all others (`None`).
    SetLabel(Option<ItemId>, Label),
    /// The shown list again as it was before anybody changed it.
    ResetLabels,
    /// Show another list of names.
    SetList(ListId),
    /// Show the true name of a picture.
    Reveal(ItemId),
    /// Show all true names (true) or hide them again (false).
    RevealAll(bool),
    /// The person's guess for a picture: a word, or the picture itself for a true name that is no word of the list.
    Guess(ItemId, ItemId),
    /// Make a picture an example (お手本) of this name, or of none.
    Teach(ItemId, Option<Label>),
    /// Take back what was taught last.
    TakeBack,
    /// The cosine under which the page says わからない.
    SetThreshold(f32),
    /// Whether every picture is something on the list, or may be none of it.
    SetClosed(bool),

    /// What the map shows.
    SetMapOf(MapOf),
    /// UMAP's parameters.
    SetMap(UmapParams),
    /// Lay the map out by words (true) or by UMAP.
    SetByWords(bool),
    /// The phrase at one end of an axis, in the language in which names go to the model.
    SetPhrase {
        /// 0 across, 1 upwards.
        axis: usize,
        /// 0 the low end, 1 the high one.
        end: usize,
        /// The phrase.
        phrase: String,
    },
    /// Which items are grouped.
    SetClusterOf(MapOf),
    /// K-Means' parameters.
    SetClusters(KMeansParams),
    /// Show the state after this round of K-Means.
    ShowRound(u32),
    /// Start or stop playing the rounds.
    Play(bool),
    /// Time passed while playing: one round on.
    Tick,

    /// Which way to look for odd ones.
    SetOddWay(OddWay),
    /// Which items are looked at.
    SetOddOf(MapOf),
    /// In how many clusters.
    SetOddClusters(u32),
    /// Thresholds of the way by clusters.
    SetClusterOdd(ClusterParams),
    /// Threshold of the way by references.
    SetReferenceOdd(ReferenceParams),
    /// Make an item a reference (お手本), or no longer.
    ToggleReference(ItemId),

    /// What the person draws, changed a little.
    Draw(Sketch),
    /// Another drawing in its place; what was there before can be had back.
    Redraw(Sketch),
    /// Hand the drawing over, under this name without its ending.
    HandOver(Handed, String),
}

/// A picture on its way into the tank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewPicture {
    /// Its name, NFC.
    pub name: String,
    /// The browser's handle on the encoded file.
    pub file: u32,
    /// The file's bytes.
    pub bytes: u64,
    /// The true name, where the source says it; else it is looked up by the file's name.
    pub truth: Option<Label>,
    /// Whether it is one of the page's own samples, or drawn here.
    pub is_sample: bool,
    /// Whether nobody chose it: it lay in a folder, and may be no picture at all.
    pub is_found: bool,
    /// The address of a small picture, where one has come with it.
    pub thumb: Option<Arc<str>>,
    /// Its vector, where one has come with it; of whichever model.
    pub vector: Option<Vector>,
}

/// A model as the person asks for it.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelChoice {
    /// One of the catalog.
    Entry(String),
    /// A folder with an address, and the languages that its text tower reads.
    Address(String, Vec<Lang>),
    /// Files picked on this device, and the languages.
    Files(ModelFiles, Vec<Lang>),
}
