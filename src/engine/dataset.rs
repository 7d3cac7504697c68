//! The vectors at work: one of length 1 for each item that has one, in the view that a question needs.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::matrix::Rows;
use crate::protocol::ItemId;
use crate::view::{Kinds, View};

/// Vectors by item; all of one length.
#[derive(Default)]
pub(super) struct Dataset {
    vectors: HashMap<ItemId, Box<[f32]>>,
    dims: usize,
    n_names: usize,
}

impl Dataset {
    /// Puts one item's vector in, in place of an older one.
    pub(super) fn insert(&mut self, item: ItemId, vector: &[f32]) -> Result<()> {
        if self.dims != 0 && self.dims != vector.len() && !self.vectors.is_empty() {
            return Err(Error::Ragged { values: vector.len(), dims: self.dims });
        }
        self.dims = vector.len();
        self.vectors.insert(item, Box::from(vector));
        Ok(())
    }

    /// How many numbers of each vector meet names.
    pub(super) fn set_n_names(&mut self, n_names: usize) {
        self.n_names = n_names;
    }

    /// Puts vectors back that were made before: `items.len()` rows in `values`.
    pub(super) fn restore(&mut self, items: &[ItemId], values: Vec<f32>) -> Result<()> {
        if items.is_empty() || !values.len().is_multiple_of(items.len()) {
            return Err(Error::Ragged { values: values.len(), dims: items.len() });
        }
        let dims = values.len() / items.len();
        let rows = Rows::new(values, dims)?;
        for (item, vector) in items.iter().zip(rows.iter()) {
            self.insert(*item, vector)?;
        }
        Ok(())
    }

    /// Takes items out; those that are not in are no mistake.
    pub(super) fn forget(&mut self, items: &[ItemId]) {
        for item in items {
            self.vectors.remove(item);
        }
    }

    /// The items' vectors as rows, in their order, for comparing them with one another.
    pub(super) fn rows(&self, items: &[ItemId]) -> Result<Rows> {
        let kinds = self.kinds(items)?;
        self.seen(items, View::between(kinds, kinds))
    }

    /// The vectors of some items and of others as rows, for comparing the ones with the others.
    pub(super) fn rows_between(&self, some: &[ItemId], others: &[ItemId]) -> Result<(Rows, Rows)> {
        let view = View::between(self.kinds(some)?, self.kinds(others)?);
        Ok((self.seen(some, view)?, self.seen(others, view)?))
    }

    fn kinds(&self, items: &[ItemId]) -> Result<Kinds> {
        let vectors = items.iter().map(|it| self.vector(*it)).collect::<Result<Vec<_>>>()?;
        Ok(Kinds::of(vectors, self.n_names))
    }

    fn seen(&self, items: &[ItemId], view: View) -> Result<Rows> {
        let mut values = Vec::with_capacity(items.len() * self.dims);
        for item in items {
            values.extend_from_slice(&view.unit(self.vector(*item)?, self.n_names));
        }
        let dims = values.len().checked_div(items.len()).unwrap_or(0);
        Rows::new(values, dims.max(1))
    }

    fn vector(&self, item: ItemId) -> Result<&[f32]> {
        self.vectors.get(&item).map(|it| &**it).ok_or(Error::UnknownItem { item })
    }
}
