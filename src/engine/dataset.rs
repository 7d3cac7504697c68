//! The vectors at work: one of length 1 for each item that has one.

use std::collections::HashMap;
use std::rc::Rc;

use crate::error::{Error, Result};
use crate::matrix::Rows;
use crate::protocol::ItemId;

/// Vectors by item; all of one length.
#[derive(Default)]
pub(super) struct Dataset {
    vectors: HashMap<ItemId, Rc<[f32]>>,
    dims: usize,
}

impl Dataset {
    /// Puts one item's vector in, in place of an older one.
    pub(super) fn insert(&mut self, item: ItemId, vector: &[f32]) -> Result<()> {
        if self.dims != 0 && self.dims != vector.len() && !self.vectors.is_empty() {
            return Err(Error::Ragged { values: vector.len(), dims: self.dims });
        }
        self.dims = vector.len();
        self.vectors.insert(item, Rc::from(vector));
        Ok(())
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

    /// One item's vector.
    pub(super) fn vector(&self, item: ItemId) -> Result<&Rc<[f32]>> {
        self.vectors.get(&item).ok_or(Error::UnknownItem { item })
    }

    /// The items' vectors as rows, in their order.
    pub(super) fn rows(&self, items: &[ItemId]) -> Result<Rows> {
        let mut values = Vec::with_capacity(items.len() * self.dims);
        for item in items {
            values.extend_from_slice(self.vector(*item)?);
        }
        Rows::new(values, self.dims.max(1))
    }
}
