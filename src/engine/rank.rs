//! The nearest of each item, by cosine.

use std::rc::Rc;

use super::dataset::Dataset;
use super::{Job, Room, Status};
use crate::error::Result;
use crate::knn;
use crate::matrix::Rows;
use crate::progress::Progress;
use crate::protocol::{Body, ItemId, Stage};

/// Products of numbers in one slice: some ten milliseconds of scalar arithmetic.
const PRODUCTS_A_SLICE: usize = 20_000_000;

/// For each of `queries`, the `top` of `among`.
pub(super) struct RankJob {
    queries: Vec<(ItemId, Rc<[f32]>)>,
    among: Vec<ItemId>,
    rows: Rows,
    top: usize,
    body: Body,
    done: usize,
}

impl RankJob {
    pub(super) fn new(dataset: &Dataset, queries: Vec<ItemId>, among: &[ItemId], top: u32) -> Result<Self> {
        let rows = dataset.rows(among)?;
        let is_self_among = queries.iter().any(|it| among.contains(it));
        // A query that is among the others leaves itself out, so one fewer is left.
        let most = among.len().saturating_sub(usize::from(is_self_among));
        let find = |id: ItemId| dataset.vector(id).map(|vector| (id, vector.clone()));
        let queries = queries.into_iter().map(find).collect::<Result<Vec<_>>>()?;
        Ok(Self { queries, among: among.to_vec(), rows, top: (top as usize).min(most), body: Body::default(), done: 0 })
    }
}

impl Job for RankJob {
    fn step(&mut self, _room: &mut Room) -> Result<Status> {
        let products = (self.rows.len() * self.rows.dims()).max(1);
        let end = (self.done + (PRODUCTS_A_SLICE / products).max(1)).min(self.queries.len());
        let all: Vec<usize> = (0..self.among.len()).collect();
        for (id, vector) in &self.queries[self.done..end] {
            let nearest = knn::rank(&self.rows, vector, &all, self.top + 1);
            let others = nearest.into_iter().filter(|(at, _)| self.among[*at] != *id).take(self.top);
            for (at, cosine) in others {
                self.body.indices.push(self.among[at]);
                self.body.floats.push(cosine);
            }
        }
        self.done = end;
        if self.done < self.queries.len() {
            let progress = Progress::new(self.done, self.queries.len());
            return Ok(Status::Running { stage: Stage::Scores, progress, places: Vec::new() });
        }
        Ok(Status::Done(std::mem::take(&mut self.body)))
    }
}
