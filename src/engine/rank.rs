//! The nearest of each item, by cosine.

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
    queries: Vec<ItemId>,
    among: Vec<ItemId>,
    query_rows: Rows,
    rows: Rows,
    top: usize,
    body: Body,
    done: usize,
}

impl RankJob {
    pub(super) fn new(dataset: &Dataset, queries: Vec<ItemId>, among: &[ItemId], top: u32) -> Result<Self> {
        let (query_rows, rows) = dataset.rows_between(&queries, among)?;
        let is_self_among = queries.iter().any(|it| among.contains(it));
        // A query that is among the others leaves itself out, so one fewer is left.
        let most = among.len().saturating_sub(usize::from(is_self_among));
        let (among, top) = (among.to_vec(), (top as usize).min(most));
        Ok(Self { queries, among, query_rows, rows, top, body: Body::default(), done: 0 })
    }
}

impl Job for RankJob {
    fn step(&mut self, _room: &mut Room) -> Result<Status> {
        let products = (self.rows.len() * self.rows.dims()).max(1);
        let end = (self.done + (PRODUCTS_A_SLICE / products).max(1)).min(self.queries.len());
        let all: Vec<usize> = (0..self.among.len()).collect();
        for query in self.done..end {
            let nearest = knn::rank(&self.rows, self.query_rows.row(query), &all, self.top + 1);
            let id = self.queries[query];
            let others = nearest.into_iter().filter(|(at, _)| self.among[*at] != id).take(self.top);
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
