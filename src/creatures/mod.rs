//! Creatures: a parametric drawing of every entry of the catalog.
