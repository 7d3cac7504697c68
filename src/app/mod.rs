//! The page as pure state: a message in, a new state and effects out.
//!
//! One arrow: a DOM event or a worker event becomes a [`Msg`]; [`update`] changes the [`State`] and returns what the
//! browser is to do ([`Effect`]); the view shows the state. Work that follows from the state (words to embed, a map
//! that is out of date) is derived by `settle`, so nobody has to remember to ask for it.

mod address;
mod axes;
mod catalog;
mod choice;
mod demos;
mod effect;
mod events;
mod figure;
mod glosses;
mod groups;
mod item;
mod label;
mod lists;
mod msg;
mod outside;
mod presets;
mod quiz;
mod reading;
mod restore;
mod sample;
mod settle;
mod sketch;
mod state;
mod step;
mod stored;
mod tank;
mod taught;
mod update;

pub use axes::AxesState;
pub use catalog::{Catalog, Knows, ModelEntry, Place, Titles};
pub use demos::{ClusterResult, ClusterState, Guess, MapResult, MapState, Naming, OddState, OddWay, Ranked, Run};
pub use effect::{Effect, Handed, Payload, Tell};
pub use figure::{Centre, Figure, Mark, Shape, caption, map_figure, odd_items, shown_clusters};
pub use glosses::Glosses;
pub use groups::{Gap, Group, groups, modality_gap};
pub use item::{Item, Kind, Picture, Status, Vector};
pub use label::{Label, Lang, parse_labels, write_labels};
pub use lists::ListId;
pub use msg::{ModelChoice, Msg, NewPicture};
pub use outside::{Outside, OutsideParams, Question};
pub use presets::{MapOf, ODD_CLUSTERS, cluster_preset, map_preset};
pub use quiz::{choices, is_named_rightly, score};
pub use reading::{NearestCentre, Reading, WayStep};
pub use sample::{Sample, Sampled};
pub use sketch::{N_WAY, SIDE, SketchState, drawing_places, opening, shown_as, thrown};
pub use state::{Load, Model, Notice, Removed, State, Task, Theme};
pub use step::Step;
pub use stored::{Stored, StoredHead, StoredItem, StoredSettings};
pub use taught::{ExampleParams, Lesson, Taught};
pub use update::update;
