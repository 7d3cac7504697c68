//! The view over the state: components, one a file.

mod camera;
mod detail;
mod dom;
mod messages;
mod models;
mod mount;
mod names;
mod page;
mod parts;
mod shell;
mod stage;
mod tank;

pub use mount::{Handle, mount};
