//! The panel of names: the list, how a name is said to the model, what it cannot read.

pub(super) mod draft;
pub(super) mod labels;
pub(super) mod table;
pub(super) mod templates;
pub(super) mod unreadable;
