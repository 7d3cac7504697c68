//! Every word that crosses the worker boundary, and nothing else.
//!
//! A message is a typed head ([`Command`] or [`Event`]) and a [`Body`] of plain arrays that is moved, not copied.
//! Every command carries all its parameters, so an answer depends on the data set and the command only; every job
//! ends with exactly one of [`Event::Done`], [`Event::Cancelled`] and [`Event::Failed`].

use serde::{Deserialize, Serialize};

use crate::anomaly::{ClusterParams, ReferenceParams};
use crate::kmeans::KMeansParams;
use crate::umap::UmapParams;

/// Names a request; every answer carries it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobId(pub u32);

/// Names a picture or a word of the collection; given by the page, never used twice.
pub type ItemId = u32;

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Load a model; on success it takes the place of the old one and the data set is emptied. The files are
    /// fetched by the worker, in the order of the fields.
    Load {
        /// The request.
        job: JobId,
        /// Where its files are.
        files: ModelFiles,
    },
    /// Decode and embed one picture. Body: the encoded file in `bytes`.
    EmbedPicture {
        /// The request.
        job: JobId,
        /// The picture.
        item: ItemId,
    },
    /// Embed a picture that the browser has decoded. Body: RGBA, 8 bits, row by row, in `bytes`.
    EmbedPixels {
        /// The request.
        job: JobId,
        /// The picture.
        item: ItemId,
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// Embed words: each text goes into every template at `{}`; the vectors are averaged and re-normalised.
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
    },
    /// Take items out of the data set.
    Forget {
        /// The request.
        job: JobId,
        /// Which.
        items: Vec<ItemId>,
    },
    /// For each of `queries`, the `top` of `among` by cosine, greatest first; itself left out.
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
    /// Lay the items out on a map.
    Project {
        /// The request.
        job: JobId,
        /// Which.
        items: Vec<ItemId>,
        /// How.
        params: UmapParams,
    },
    /// Group the items.
    Cluster {
        /// The request.
        job: JobId,
        /// Which.
        items: Vec<ItemId>,
        /// How.
        params: KMeansParams,
    },
    /// Find the odd ones from the clusters of K-Means.
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
    /// Find the odd ones against references.
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
    /// Stop a job; it ends with [`Event::Cancelled`] unless it has ended already.
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
    /// `model.safetensors`.
    pub weights: String,
    /// The weights' sha256 in hexadecimal, where the catalog gives one.
    pub sha256: Option<String>,
    /// The weights' bytes, where the catalog gives them: only for progress.
    pub bytes: Option<u64>,
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker listens; before this, nothing may be sent.
    Ready,
    /// How far a job has come. While a map is laid out, the body holds its places so far in `floats`.
    Progress {
        /// The request.
        job: JobId,
        /// What is being done.
        stage: Stage,
        /// Units finished.
        done: u32,
        /// Units in all; 0 if unknown.
        total: u32,
    },
    /// The small picture for the tank, before its vector is known. Body: a JPEG in `bytes`.
    Thumbnail {
        /// The request.
        job: JobId,
        /// The picture.
        item: ItemId,
        /// The whole picture's columns, upright.
        width: u32,
        /// The whole picture's rows, upright.
        height: u32,
        /// The real format, such as `JPEG`, whatever the name says.
        format: String,
    },
    /// The job is over.
    Done {
        /// The request.
        job: JobId,
        /// Its result.
        outcome: Outcome,
    },
    /// The job was stopped by [`Command::Cancel`].
    Cancelled {
        /// The request.
        job: JobId,
    },
    /// The job could not be done.
    Failed {
        /// The request.
        job: JobId,
        /// Why.
        fault: Fault,
    },
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

/// The result of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// A model is ready.
    Model(ModelFacts),
    /// A picture has its vector. Body: `dims` in `floats`.
    Picture,
    /// Words have their vectors. Body: `items.len() * dims` in `floats`, in the order of the command.
    Words,
    /// Vectors are back.
    Restored,
    /// Items are gone.
    Forgotten,
    /// Body: `queries.len() * top` items in `indices`, their cosines in `floats`.
    Ranked {
        /// Items a query; fewer than asked if there are not so many.
        top: u32,
    },
    /// Body: `items.len() * n_components` in `floats`.
    Map {
        /// Dimensions of the map.
        n_components: u32,
        /// `n_neighbors` as used: smaller than asked when there are few items.
        n_neighbors: u32,
    },
    /// Body: for each round of the best run, the cluster of each item, in `indices` (`rounds.len() * items.len()`);
    /// each item's distance to its centre after the last round in `floats`.
    Clusters {
        /// What each round did.
        rounds: Vec<RoundFacts>,
        /// Sum of squared distances to the nearest centre.
        inertia: f32,
        /// Whether the run ended by itself, not at `max_iter`.
        converged: bool,
    },
    /// One score for each item, in the order of the command.
    ClusterScores(Vec<ClusterScore>),
    /// One score for each item, in the order of the command.
    ReferenceScores(Vec<ReferenceScore>),
}

/// What a loaded model is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelFacts {
    /// Length of its vectors: `projection_dim`.
    pub dims: u32,
    /// Side of the square picture that it sees.
    pub image_size: u32,
    /// `exp(logit_scale)`: the factor before a softmax over names.
    pub logit_scale: f32,
    /// Numbers in both towers.
    pub n_parameters: u64,
    /// sha256 of the weights: the model's name as far as vectors are concerned.
    pub fingerprint: String,
}

/// What one round of K-Means did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoundFacts {
    /// Items that went to another cluster.
    pub n_changed: u32,
    /// Sum of squared distances to the nearest centre.
    pub inertia: f32,
}

/// How odd an item is against the clusters, with the numbers that say why.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterScore {
    /// The nearest centre's cluster.
    pub cluster: u32,
    /// Items in that cluster.
    pub cluster_size: u32,
    /// Distance to the nearest centre.
    pub distance: f32,
    /// The median of such distances inside the cluster.
    pub typical: f32,
    /// Robust z of the distance over all items.
    pub global_z: f32,
    /// Robust z of the distance inside the cluster.
    pub local_z: f32,
    /// Distance from the cluster's centre to the nearest other centre; 0 if there is no other.
    pub separation: f32,
    /// Far from every centre.
    pub is_global: bool,
    /// In a small cluster that lies apart.
    pub is_group: bool,
    /// Far inside its own cluster.
    pub is_local: bool,
    /// Share of items that are no odder than this one, from 0 to 1.
    pub percentile: f32,
}

/// How odd an item is against the references.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferenceScore {
    /// The reference that it is most like.
    pub reference: ItemId,
    /// The cosine to it: MOST_SIMILAR.
    pub most_similar: f32,
    /// Whether that is under the threshold.
    pub is_odd: bool,
    /// Whether the item is itself a reference.
    pub is_reference: bool,
    /// Share of items that are no odder than this one, from 0 to 1.
    pub percentile: f32,
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
    /// No picture at all.
    ImageUnknown,
    /// A format that neither this page nor this browser reads.
    ImageUnsupported,
    /// Damaged bytes.
    ImageBroken,
    /// More pixels than allowed.
    ImageTooLarge,
    /// A file that was moved or deleted before its turn.
    ImageGone,
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
    /// A file with the wrong sha256.
    Checksum,
    /// The network.
    Fetch,
    /// The person stopped it.
    Cancelled,
    /// Memory ran out.
    Memory,
    /// The worker stopped.
    Worker,
    /// The browser's storage refused.
    Storage,
    /// A file that is no collection.
    Collection,
    /// Anything that is a mistake of ours.
    Internal,
}

/// The arrays of a message; each is moved, and an empty one costs nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Encoded files, pixels.
    pub bytes: Vec<u8>,
    /// Vectors, places, distances.
    pub floats: Vec<f32>,
    /// Items, labels.
    pub indices: Vec<u32>,
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
            | Self::Cancel { job } => *job,
        }
    }
}
