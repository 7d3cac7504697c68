//! The build system: every command of the project.

fn main() {}
