//! The view over the state: components, one a file.
#![expect(unreachable_pub, reason = "the component macro writes `pub`, whatever the component says")]

mod add;
mod bind;
mod busy;
mod camera;
mod camera_file;
mod cell;
mod cells;
mod detail;
mod detail_names;
mod detail_nearest;
mod detail_picture;
mod detail_place;
mod drop;
mod fault;
mod header;
mod icon;
mod labels;
mod live;
mod mark;
mod messages;
mod model_button;
mod model_entry;
mod model_menu;
mod model_own;
mod mount;
mod notices;
mod number;
mod offer;
mod page;
mod panels;
mod privacy;
mod rail;
mod root;
mod shell;
mod stage;
mod tank;
mod tank_list;
mod templates;
mod undo;
mod unreadable;
mod welcome;

pub use mount::{Handle, mount};
