//! Effects: what the browser is to do.

use std::sync::Arc;

use super::sample::Sample;
use crate::protocol::{Body, Command, Fault, ItemId};

/// One thing for the browser to do; its result, if any, comes back as a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send a command to the worker.
    Post(Command, Payload),
    /// End the worker and start a new one.
    StartWorker,
    /// Decode a picture with the browser's own means and send it as pixels; answers `Undecodable` with why it was not
    /// decoded before if the browser cannot either.
    DecodeInBrowser(ItemId, Command, Fault),
    /// Fetch a sample collection, and whether it replaces the pictures; answers `Sampled` or `Refused`.
    FetchSamples(Sample, bool),
    /// Write the items' records and the settings into the browser's storage.
    Keep(Vec<ItemId>),
    /// Take items' records out of the browser's storage.
    Drop(Vec<ItemId>),
    /// Write the settings alone.
    KeepSettings,
    /// Erase all that is stored on this device: collection, settings, models.
    Erase,
    /// Write the collection into one file and hand it to the person.
    Save,
    /// Hand the drawing over as a file of this name.
    Hand(Handed, String, Vec<u8>),
    /// Look these words up in the dictionary at this address.
    LookUp(String, Vec<String>),
    /// Forget the small pictures and the encoded files of items that are gone.
    Release(Vec<(ItemId, u32)>),
    /// Tell the page around an embedded tank.
    Tell(Tell),
}

/// What goes with a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// Nothing.
    None,
    /// The encoded file with this handle.
    File(u32),
    /// Vectors, one after the other.
    Vectors(Vec<Arc<[f32]>>),
    /// Plain numbers.
    Numbers(Body),
}

/// To whom, and as what, a drawing is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// As a picture into the tank.
    Tank,
    /// As a PNG file to the person.
    Png,
    /// As an SVG file to the person.
    Svg,
}

/// What an embedded tank tells the page around it.
#[derive(Clone, Debug, PartialEq)]
pub enum Tell {
    /// Pictures with a vector, of all.
    Progress(u32, u32),
    /// Everything is answered; from now on the page may fetch the rest of itself in idle time.
    Done,
    /// Something failed.
    Error(String),
}

impl Effect {
    /// A command with nothing beside it.
    pub(super) fn post(command: Command) -> Self {
        Self::Post(command, Payload::None)
    }
}
