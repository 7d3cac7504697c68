//! The engine: commands in, events out, long work in slices; no browser, no clock.
