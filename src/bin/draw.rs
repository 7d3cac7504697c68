//! Draws creatures into a folder.

fn main() {}
