//! How far a long job has come.

use serde::{Deserialize, Serialize};

/// What every `step()` returns: `done` of `total` units of the present stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Units finished.
    pub done: u32,
    /// Units in all; the stage is over when `done == total`.
    pub total: u32,
}

impl Progress {
    /// `done` of `total`; counts beyond `u32` are clamped, for they are only shown.
    pub fn new(done: usize, total: usize) -> Self {
        let clamp = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self { done: clamp(done), total: clamp(total) }
    }

    /// Whether the stage is over.
    pub fn is_complete(self) -> bool {
        self.done >= self.total
    }
}
