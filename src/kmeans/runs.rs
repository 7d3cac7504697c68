//! K-Means in progress: several starts, of which the best is kept.

use std::rc::Rc;

use super::fit::Fit;
use super::init::Seeder;
use super::lloyd::Lloyd;
use super::params::KMeansParams;
use crate::error::{Error, Result};
use crate::matrix::Rows;
use crate::progress::Progress;
use crate::rng::Rng;

/// Clusters of rows by their Euclidean distance (Lloyd 1982), which for unit rows orders pairs as the cosine does.
///
/// # Example: two clouds
/// ```
/// use std::rc::Rc;
/// use ikesu::kmeans::{KMeans, KMeansParams};
/// use ikesu::matrix::Rows;
///
/// let rows = Rows::new(vec![0.0, 0.1, 5.0, 5.1, 0.2, 5.2], 1)?;
/// let fit = KMeans::new(Rc::new(rows), &KMeansParams { n_clusters: 2, ..KMeansParams::default() })?.finish();
/// assert_eq!(fit.labels[0], fit.labels[4]);
/// assert_ne!(fit.labels[0], fit.labels[5]);
/// # Ok::<(), ikesu::error::Error>(())
/// ```
#[derive(Debug)]
pub struct KMeans {
    rows: Rc<Rows>,
    params: KMeansParams,
    tolerance: f64,
    rng: Rng,
    phase: Phase,
    n_starts: u32,
    n_starts_done: u32,
    best: Option<Fit>,
}

#[derive(Debug)]
enum Phase {
    Seeding(Seeder),
    Running(Lloyd),
    /// Only while a phase gives way to the next, and after the last.
    Idle,
}

/// Multiplications of seeding a step: some 20 ms.
const SLICE: usize = 64_000_000;

impl KMeans {
    /// Prepares `n_init` runs over `rows`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a parameter out of its bounds.
    pub fn new(rows: Rc<Rows>, params: &KMeansParams) -> Result<Self> {
        params.check(rows.len())?;
        let mut kmeans = Self::idle(rows, params, params.n_init);
        kmeans.phase = Phase::Seeding(kmeans.seeder());
        Ok(kmeans)
    }

    /// Prepares a single run from `centroids`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a parameter out of its bounds, or if `centroids` are not `n_clusters` rows as long as
    /// those of `rows`.
    pub fn with_centroids(rows: Rc<Rows>, params: &KMeansParams, centroids: Rows) -> Result<Self> {
        params.check(rows.len())?;
        let shape = |n: usize, dims: usize| format!("{n} rows of {dims}");
        let (expected, found) = ((params.n_clusters as usize, rows.dims()), (centroids.len(), centroids.dims()));
        if expected != found {
            let (bounds, found) = (shape(expected.0, expected.1), shape(found.0, found.1));
            return Err(Error::Parameter { parameter: "centroids", bounds, found });
        }
        let mut kmeans = Self::idle(rows, params, 1);
        kmeans.phase = Phase::Running(kmeans.lloyd(centroids.into_values()));
        Ok(kmeans)
    }

    /// Works for a slice of some 20 to 30 ms: a few first centres, or a round at the most. Counts starts.
    pub fn step(&mut self) -> Progress {
        self.phase = match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::Seeding(mut seeder) => {
                // A greedy choice looks at each row two to six times.
                let n_choices = SLICE / (4 * self.rows.values().len()) + 1;
                if (0..n_choices).any(|_| seeder.step(&mut self.rng)) {
                    Phase::Running(self.lloyd(seeder.centroids()))
                } else {
                    Phase::Seeding(seeder)
                }
            }
            Phase::Running(mut lloyd) => {
                if lloyd.step() {
                    self.keep(lloyd.finish());
                    self.n_starts_done += 1;
                    if self.is_complete() { Phase::Idle } else { Phase::Seeding(self.seeder()) }
                } else {
                    Phase::Running(lloyd)
                }
            }
            Phase::Idle => Phase::Idle,
        };
        Progress::new(self.n_starts_done as usize, self.n_starts as usize)
    }

    /// Whether all runs are over.
    pub fn is_complete(&self) -> bool {
        self.n_starts_done == self.n_starts
    }

    /// The run of the least inertia, the earliest of equals; whatever is left is done now.
    pub fn finish(mut self) -> Fit {
        loop {
            match self.best.take() {
                Some(best) if self.is_complete() => return best,
                unfinished => self.best = unfinished,
            }
            self.step();
        }
    }

    fn idle(rows: Rc<Rows>, params: &KMeansParams, n_starts: u32) -> Self {
        let tolerance = f64::from(params.tol) * mean_variance(&rows);
        let rng = Rng::new(params.seed);
        Self { rows, params: *params, tolerance, rng, phase: Phase::Idle, n_starts, n_starts_done: 0, best: None }
    }

    fn seeder(&self) -> Seeder {
        Seeder::new(Rc::clone(&self.rows), self.params.init, self.params.n_clusters as usize)
    }

    fn lloyd(&self, centroids: Vec<f32>) -> Lloyd {
        Lloyd::new(Rc::clone(&self.rows), centroids, self.params.max_iter, self.tolerance)
    }

    fn keep(&mut self, fit: Fit) {
        if self.best.as_ref().is_none_or(|best| fit.inertia < best.inertia) {
            self.best = Some(fit);
        }
    }
}

/// The mean over the columns of their variances, by which scikit-learn scales its `tol`.
fn mean_variance(rows: &Rows) -> f64 {
    let n = rows.len() as f64;
    let mut means = vec![0.0_f64; rows.dims()];
    for row in rows.iter() {
        for (mean, x) in means.iter_mut().zip(row) {
            *mean += f64::from(*x) / n;
        }
    }
    let squares = rows.iter().flat_map(|row| row.iter().zip(&means)).map(|(x, mean)| f64::from(*x) - mean);
    squares.fold(0.0, |sum, it| sum + it * it) / (n * rows.dims() as f64)
}
