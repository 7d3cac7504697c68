//! The view over the state: components, one a file.
