//! Small pieces that every room of the view uses.

pub(super) mod ask;
pub(super) mod bar;
pub(super) mod choice;
pub(super) mod fault;
pub(super) mod icon;
pub(super) mod lists;
pub(super) mod mark;
pub(super) mod more;
pub(super) mod number;
pub(super) mod picker;
pub(super) mod reasons;
pub(super) mod strip;
pub(super) mod thumb;
pub(super) mod tool;
