//! Neighbours: the rows nearest to each row.
