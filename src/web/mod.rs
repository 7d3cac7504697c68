//! The browser: the only room that touches it, but for the view.
