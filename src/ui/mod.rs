//! The view over the state: components, one a file.

mod mark;
mod messages;
mod mount;
mod number;
mod page;
mod stage;

pub use mount::{Handle, mount};
