//! Every word that crosses the worker boundary, and nothing else.
//!
//! A message is a typed head ([`Command`] or [`Event`]) and a [`Body`] of plain arrays that is moved, not copied. What
//! there may be many of travels in the body; an event's head has no number but its job's, for each further struct in it
//! is another kilobyte of code that reads it.
//! Every command carries all its parameters, so an answer depends on the data set and the command only; every job
//! ends with exactly one of [`News::Done`] ([`News::Loaded`] for a model), [`News::Cancelled`] and [`News::Failed`].

mod body;
mod sketch;

use serde::{Deserialize, Serialize};

pub use body::{Body, ClusterScore, Clusters, ReferenceScore, RoundFacts};
pub use sketch::{N_PICKS, N_SLIDERS, PICKS, Sketch};

use crate::anomaly::{ClusterParams, ReferenceParams};
use crate::kmeans::KMeansParams;
use crate::umap::UmapParams;

/// Names a request; every answer carries it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobId(pub u32);

impl JobId {
    /// No request at all.
    pub const NONE: Self = Self(0);
}

/// Names a picture or a word of the collection; given by the page, never used twice.
pub type ItemId = u32;

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Load a model; on success it takes the place of the old one and the data set is emptied. The files are
    /// fetched by the worker, in the order of the fields. Ends with [`News::Loaded`].
    Load {
        /// The request.
        job: JobId,
        /// Where its files are.
        files: ModelFiles,
    },
    /// Decode and embed one picture. Body: the encoded file in `bytes`. Answer: its vector in `floats`.
    EmbedPicture {
        /// The request.
        job: JobId,
        /// The picture.
        item: ItemId,
    },
    /// Embed a picture that the browser has decoded. Body: RGBA, 8 bits, row by row, in `bytes`, every `step`-th column
    /// and row of the file's. Answer: its vector in `floats`.
    EmbedPixels {
        /// The request.
        job: JobId,
        /// The picture.
        item: ItemId,
        /// Columns of the file, a multiple of `step`.
        width: u32,
        /// Rows of the file, a multiple of `step`.
        height: u32,
        /// How many pixels of the file stand side by side in one.
        step: u32,
    },
    /// Embed words: each text goes into every template at `{}`; the vectors are averaged and re-normalised.
    /// Answer: `items.len() * dims` in `floats`, in the order of `items`.
    EmbedWords {
        /// The request.
        job: JobId,
        /// The words' items.
        items: Vec<ItemId>,
        /// One text for each.
        texts: Vec<String>,
        /// Templates with `{}` in them; none means the bare text.
        templates: Vec<String>,
    },
    /// Put vectors made before by the same model back. Body: `items.len() * dims` in `floats`.
    Restore {
        /// The request.
        job: JobId,
        /// Whose they are.
        items: Vec<ItemId>,
        /// [`ModelFacts::n_names`]; more than a vector has means all.
        n_names: u32,
    },
    /// Take items out of the data set.
    Forget {
        /// The request.
        job: JobId,
        /// Which.
        items: Vec<ItemId>,
    },
    /// For each of `queries`, the `top` of `among` by cosine, greatest first; itself left out. Answer: for
    /// each query equally many items in `indices`, fewer than asked if there are not so many; their cosines in `floats`.
    Rank {
        /// The request.
        job: JobId,
        /// Whose neighbours.
        queries: Vec<ItemId>,
        /// Out of which.
        among: Vec<ItemId>,
        /// How many of them.
        top: u32,
    },
    /// Lay the items out on a map. Answer: `items.len() * n_components` in `floats`; in `indices` `n_components` and
    /// `n_neighbors` as used, which is smaller than asked when there are few items.
    Project {
        /// The request.
        job: JobId,
        /// Which.
        items: Vec<ItemId>,
        /// How.
        params: UmapParams,
    },
    /// Group the items. Answer: [`Clusters`].
    Cluster {
        /// The request.
        job: JobId,
        /// Which.
        items: Vec<ItemId>,
        /// How.
        params: KMeansParams,
    },
    /// Find the odd ones from the clusters of K-Means. Answer: a [`ClusterScore`] for each item, in their order.
    ScoreClusters {
        /// The request.
        job: JobId,
        /// Which.
        items: Vec<ItemId>,
        /// The clusters.
        kmeans: KMeansParams,
        /// The thresholds.
        params: ClusterParams,
    },
    /// Find the odd ones against references. Answer: a [`ReferenceScore`] for each item, in their order.
    ScoreReferences {
        /// The request.
        job: JobId,
        /// Which.
        items: Vec<ItemId>,
        /// The good examples (お手本).
        references: Vec<ItemId>,
        /// The threshold.
        params: ReferenceParams,
    },
    /// Draw a [`Sketch`], which is the body, before anything else. Answer: its vector in `floats`, none without a model.
    Draw {
        /// The request.
        job: JobId,
        /// Pixels, as many wide as high.
        size: u32,
    },
    /// Write a [`Sketch`], which is the body, as a file. Answer: PNG or SVG in `bytes`.
    DrawFile {
        /// The request.
        job: JobId,
        /// Pixels, as many wide as high.
        size: u32,
        /// Whether it is to be an SVG.
        is_svg: bool,
    },
    /// Become a copy of the sender's model for pictures: one worker says it to another, of [`JobId::NONE`]. The parts
    /// follow, and the last of them ends it.
    Copy {
        /// The request.
        job: JobId,
        /// The model's `config.json`.
        config: String,
        /// Its `preprocessor_config.json`.
        preprocessor: String,
    },
    /// The next part of that model. Body: rounded weights in `bytes` or other numbers in `floats`.
    Part {
        /// The request.
        job: JobId,
    },
    /// Stop a job; it ends with [`News::Cancelled`] unless it has ended already.
    Cancel {
        /// Which.
        job: JobId,
    },
}

/// The addresses of a model's four files, and what is known of them beforehand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelFiles {
    /// `config.json`.
    pub config: String,
    /// `preprocessor_config.json`.
    pub preprocessor: String,
    /// `tokenizer.json`.
    pub tokenizer: String,
    /// `model.safetensors`, or the files into which it is cut, in their order.
    pub weights: Vec<String>,
    /// What the files must be, where the catalog says so.
    pub fingerprint: Option<String>,
    /// Whether they come from elsewhere than beside the page or this device, so that the cache of models keeps them.
    pub is_far: bool,
}

/// What the worker tells the page, and about which request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The request.
    pub job: JobId,
    /// What there is to tell.
    pub news: News,
}

/// What there is to tell of a request. Kinds and words only: the numbers are in the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum News {
    /// The worker listens, which is about no request ([`JobId::NONE`]); before this, nothing may be sent.
    Ready,
    /// How far it has come. Body: units finished and units in all (0 if unknown) in `indices`; while a map is laid
    /// out, its places so far in `floats`.
    Progress(Stage),
    /// The small picture for the tank, before its vector is known, and the file's real format, such as `JPEG`,
    /// whatever its name says. Body: a JPEG in `bytes`; the item and the whole picture's columns and rows, upright, in
    /// `indices`.
    Thumbnail(String),
    /// A sketch is drawn, before its vector is known. Body: RGBA, 8 bits, row by row, in `bytes`.
    Drawn,
    /// A model is ready; ends the job as `Done` does. Body: in `indices` how many pictures it is worth to have on the way
    /// at one time.
    Loaded(ModelFacts),
    /// It is over. What the body holds is said at the command.
    Done,
    /// It was stopped by [`Command::Cancel`].
    Cancelled,
    /// It could not be done.
    Failed(Fault),
}

/// What is being done, for the progress line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Bytes of a model.
    Fetch,
    /// Pictures decoded and embedded.
    Pictures,
    /// Words embedded.
    Words,
    /// Nearest neighbours.
    Neighbours,
    /// The fuzzy graph and the first places.
    Graph,
    /// The layout's epochs.
    Layout,
    /// K-Means starts.
    Clusters,
    /// Scores.
    Scores,
}

/// What a loaded model is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelFacts {
    /// Length of its vectors.
    pub dims: u32,
    /// How many of their numbers meet names; those behind meet pictures, as [`View`](crate::view::View) says.
    pub n_names: u32,
    /// Side of the square picture that it sees.
    pub image_size: u32,
    /// `exp(logit_scale)`: the factor before a softmax over names.
    pub logit_scale: f32,
    /// Numbers in both towers.
    pub n_parameters: u64,
    /// Of all files that make a vector: the model's name as far as vectors are concerned.
    pub fingerprint: String,
}

/// Why a job failed: a kind that the page puts into words, and the facts that go into them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The kind.
    pub kind: FaultKind,
    /// What it concerns: a file, a tensor, a parameter, a format.
    pub subject: String,
    /// The whole story in one line of English, for the details.
    pub detail: String,
}

/// The kinds of fault that the page has words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultKind {
    /// A parameter out of its bounds.
    Parameter,
    /// Too few items.
    TooFew,
    /// A file of no bytes.
    ImageEmpty,
    /// No picture at all, or none of a known format; the subject is what it is where that is known.
    ImageUnknown,
    /// A format that neither this page nor this browser reads.
    ImageUnsupported,
    /// Damaged bytes.
    ImageBroken,
    /// Bytes that are missing.
    ImageCut,
    /// More pixels than allowed.
    ImageTooLarge,
    /// A file that was moved or deleted before its turn.
    ImageGone,
    /// A drop or a folder without a file.
    NoImage,
    /// A link was dropped, not the picture behind it.
    Link,
    /// Files of a folder that are no pictures; the subject is how many.
    OtherFiles,
    /// A picture or word without direction: its vector has length zero or is not finite.
    Vector,
    /// No model yet.
    NoModel,
    /// A model's file that is wrong, missing or of another kind.
    ModelFile,
    /// A tensor that is missing, misshapen or not finite.
    Tensor,
    /// A file that ends too early.
    Truncated,
    /// Files that are not those of the catalog.
    Checksum,
    /// The network, or an answer that is none of the following.
    Fetch,
    /// There is nothing at an address.
    FetchMissing,
    /// What lies at an address is not for everybody.
    FetchDenied,
    /// A web page came in place of a file.
    FetchPage,
    /// There is something at an address, but its server lets no other page read it (CORS).
    FetchBlocked,
    /// The person stopped it.
    Cancelled,
    /// Memory ran out.
    Memory,
    /// The worker stopped.
    Worker,
    /// A content policy bars the worker; the subject is its directive.
    Policy,
    /// The browser's storage refused.
    Storage,
    /// Another tab keeps the collection.
    OtherTab,
    /// A file that is no collection.
    Collection,
    /// The collection could not be written to a file; subject: how large its pictures are.
    Saving,
    /// Anything that is a mistake of ours.
    Internal,
}

impl Command {
    /// The request that this is or concerns.
    pub fn job(&self) -> JobId {
        match self {
            Self::Load { job, .. }
            | Self::EmbedPicture { job, .. }
            | Self::EmbedPixels { job, .. }
            | Self::EmbedWords { job, .. }
            | Self::Restore { job, .. }
            | Self::Forget { job, .. }
            | Self::Rank { job, .. }
            | Self::Project { job, .. }
            | Self::Cluster { job, .. }
            | Self::ScoreClusters { job, .. }
            | Self::ScoreReferences { job, .. }
            | Self::Draw { job, .. }
            | Self::DrawFile { job, .. }
            | Self::Copy { job, .. }
            | Self::Part { job }
            | Self::Cancel { job } => *job,
        }
    }
}
