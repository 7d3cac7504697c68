//! Items: the pictures and words of the collection.

use std::sync::Arc;

use super::label::Label;
use crate::protocol::{Fault, ItemId};

/// One picture or word.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its number: given once, never used again.
    pub id: ItemId,
    /// What it is.
    pub kind: Kind,
    /// How far it has come.
    pub status: Status,
    /// Its vector, from the model now in use or, until that has done its work, from the one before.
    pub vector: Option<Vector>,
    /// Whether the worker holds the vector.
    pub in_worker: bool,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A picture.
    Picture(Picture),
    /// A word of the label list.
    Word(Label),
}

/// A picture's file, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Its file's name, or the sample's.
    pub name: String,
    /// The browser's handle on the encoded file.
    pub file: u32,
    /// The file's bytes.
    pub bytes: u64,
    /// The address of its small picture, once there is one.
    pub thumb: Option<Arc<str>>,
    /// Columns and rows, upright; 0 until decoded.
    pub size: (u32, u32),
    /// By which EXIF orientation, 1 to 8, it was turned upright; 0 where the browser has turned it.
    pub orientation: u8,
    /// Its real format; empty until decoded.
    pub format: String,
    /// The name that it really has, where that is known.
    pub truth: Option<Label>,
    /// Whether it is one of the page's own samples, or drawn here: the demo model knows such.
    pub is_sample: bool,
    /// Whether nobody chose it: it lay in a folder.
    pub is_found: bool,
}

/// How far an item has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// It wants a vector of the present model.
    Waiting,
    /// The worker has it.
    Working,
    /// It has a vector of the present model.
    Ready,
    /// It cannot have one.
    Failed(Fault),
    /// A word in no language that the model reads.
    Unreadable,
    /// The person stopped the work before its turn came.
    Stopped,
}

/// A vector and the model that made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    /// The model's fingerprint and, for words, the text and templates that went in.
    pub made_by: Arc<str>,
    /// The numbers: length 1, or zeros for a text of which the model knows nothing.
    pub values: Arc<[f32]>,
}

impl Vector {
    /// Whether the model knows nothing of the text.
    pub(super) fn is_nothing(&self) -> bool {
        self.values.iter().all(|it| *it == 0.0)
    }
}

impl Item {
    /// Whether it is a picture.
    pub fn is_picture(&self) -> bool {
        matches!(self.kind, Kind::Picture(_))
    }

    /// The file and what is known of it, if it is a picture.
    pub fn picture(&self) -> Option<&Picture> {
        match &self.kind {
            Kind::Picture(picture) => Some(picture),
            Kind::Word(_) => None,
        }
    }

    /// The same, to be changed.
    pub(super) fn picture_mut(&mut self) -> Option<&mut Picture> {
        match &mut self.kind {
            Kind::Picture(picture) => Some(picture),
            Kind::Word(_) => None,
        }
    }

    /// Whether it has a vector of the present model.
    pub fn is_ready(&self) -> bool {
        self.status == Status::Ready
    }

    /// The label, if it is a word.
    pub fn label(&self) -> Option<&Label> {
        match &self.kind {
            Kind::Word(label) => Some(label),
            Kind::Picture(_) => None,
        }
    }

    /// The true name, if it is a picture of something known.
    pub fn truth(&self) -> Option<&Label> {
        match &self.kind {
            Kind::Picture(picture) => picture.truth.as_ref(),
            Kind::Word(_) => None,
        }
    }

    /// What it is known to be: a word's label, a picture's true name.
    pub fn name(&self) -> Option<&Label> {
        self.label().or(self.truth())
    }

    /// The browser's handle on its encoded file, if it is a picture.
    pub fn file(&self) -> Option<u32> {
        match &self.kind {
            Kind::Picture(picture) => Some(picture.file),
            Kind::Word(_) => None,
        }
    }

    /// The address of its small picture.
    pub fn thumb(&self) -> Option<&Arc<str>> {
        match &self.kind {
            Kind::Picture(picture) => picture.thumb.as_ref(),
            Kind::Word(_) => None,
        }
    }

    /// What to call it in `lang`: a word's name, a picture's file name.
    pub fn title(&self, lang: super::Lang) -> &str {
        match &self.kind {
            Kind::Picture(picture) => &picture.name,
            Kind::Word(label) => label.shown(lang),
        }
    }
}
