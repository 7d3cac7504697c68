//! The menu of models, and what becomes of a choice.

pub(super) mod button;
pub(super) mod entry;
pub(super) mod load;
pub(super) mod menu;
pub(super) mod own;
