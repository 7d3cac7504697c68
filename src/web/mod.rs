//! The browser: the only room that touches it, but for the view.

pub mod camera;
pub mod decode;
pub mod ears;
pub mod error;
pub mod fetch;
pub mod files;
pub mod gather;
pub mod glosses;
pub mod hand;
pub mod history;
pub mod plot;
pub mod port;
pub mod runtime;
pub mod source;
pub mod store;
pub mod task;

pub use files::Files;
pub use runtime::{Runtime, RuntimeOptions};
