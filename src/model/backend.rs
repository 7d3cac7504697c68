//! What computes a model. The page's own is [`Shelf`](super::shelf::Shelf); another one, as on a graphics card, would be
//! one more.

use crate::error::Result;
use crate::kernels::{Part, Rounded};
use crate::model::family::Family;

/// Takes a checkpoint's tensors as they come, and becomes the towers.
pub(super) trait Backend {
    /// Takes one tensor, its numbers row by row.
    fn put(&mut self, name: String, shape: Vec<usize>, values: Vec<f32>) -> Result<()>;

    /// Takes one whose rows are rounded already.
    fn put_rounded(&mut self, name: String, shape: Vec<usize>, rows: Rounded) -> Result<()>;

    /// The towers, once every tensor has come.
    fn build(self: Box<Self>, family: &dyn Family) -> Result<Box<dyn Towers>>;
}

/// Both towers. Tokens are `hidden` numbers each, one behind the other.
pub(super) trait Towers {
    /// How many times [`Towers::step`] is to be called.
    fn n_steps(&self) -> usize;

    /// From pixel values, channel by channel and row by row, to tokens: the class and the patches.
    fn embed(&self, pixel_values: &[f32]) -> Result<Vec<f32>>;

    /// Half a layer of the vision tower.
    fn step(&self, step: usize, tokens: &mut Vec<f32>) -> Result<()>;

    /// A picture's vector, of any length, after the last step: what meets names, then what meets pictures if that is
    /// something else.
    fn features(&self, tokens: &[f32]) -> Result<Vec<f32>>;

    /// What of each text meets pictures, one behind the other, read at the last of its ids.
    fn texts(&self, texts: &[Vec<u32>]) -> Result<Vec<f32>>;

    /// All that the vision tower has learnt, in one order, for a copy; nothing where there can be none.
    fn parts(&mut self) -> Vec<Part<'_>>;
}
