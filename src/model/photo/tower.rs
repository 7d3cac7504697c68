//! The towers on the project's own kernels: convolutions of side 1 as products of small integers, filters in `f32`.

use std::cell::RefCell;

use super::config::Config;
use super::joint::joint;
use super::net::{IMAGE_SIZE, N_FEATURES, blocks};
use crate::error::{Error, Result};
use crate::kernels::{
    Activations, Depthwise, Part, Rounded, Scratch, WEIGHT_LEVELS, Weights, exp, levels_beside, margin, product,
    product_into, relu6,
};
use crate::model::backend;
use crate::model::shelf::Shelf;

/// Both towers.
pub(super) fn towers(shelf: &mut Shelf, config: &Config) -> Result<Box<dyn backend::Towers>> {
    let text = Some(Names {
        token_embedding: shelf.table("text_model.token_embedding.weight")?,
        bias: shelf.values("text_model.bias")?,
    });
    Ok(Box::new(Towers { text, ..pictures(shelf, config)? }))
}

/// Towers without words.
pub(super) fn vision(shelf: &mut Shelf, config: &Config) -> Result<Box<dyn backend::Towers>> {
    Ok(Box::new(pictures(shelf, config)?))
}

struct Towers {
    stem: Weights,
    blocks: Vec<Block>,
    head: Weights,
    classifier: Weights,
    /// In names' space, one vector a class.
    class_embedding: Vec<f32>,
    text: Option<Names>,
    desk: RefCell<Desk>,
}

struct Block {
    expand: Option<Weights>,
    depthwise: Depthwise,
    project: Weights,
    /// Side of what comes in, in pixels.
    side: usize,
    is_residual: bool,
}

struct Names {
    token_embedding: Rounded,
    bias: Vec<f32>,
}

/// What lies on the table while a picture is computed, used again and again.
#[derive(Default)]
struct Desk {
    activations: Activations,
    scratch: Scratch,
    wide: Vec<f32>,
    filtered: Vec<f32>,
}

fn pictures(shelf: &mut Shelf, config: &Config) -> Result<Towers> {
    let stem = linear(shelf, "vision_model.stem")?;
    let mut side = IMAGE_SIZE.div_ceil(2);
    let mut built = Vec::new();
    for (at, block) in blocks().into_iter().enumerate() {
        let name = |part: &str| format!("vision_model.blocks.{at}.{part}");
        let expand = (block.n_wide != block.n_in).then(|| linear(shelf, &name("expand"))).transpose()?;
        let filters = shelf.values(&name("depthwise.weight"))?;
        let bias = shelf.values(&name("depthwise.bias"))?;
        let depthwise = Depthwise::new(&filters, bias, block.filter, block.stride);
        let project = linear(shelf, &name("project"))?;
        let next = depthwise.side_of(side);
        built.push(Block { expand, depthwise, project, side, is_residual: block.is_residual() });
        side = next;
    }
    let class_embedding = shelf.table("class_embedding.weight")?.numbers();
    debug_assert_eq!(class_embedding.len(), config.num_classes * config.projection_dim);
    Ok(Towers {
        stem,
        blocks: built,
        head: linear(shelf, "vision_model.head")?,
        classifier: linear(shelf, "classifier")?,
        class_embedding,
        text: None,
        desk: RefCell::default(),
    })
}

fn linear(shelf: &mut Shelf, name: &str) -> Result<Weights> {
    Ok(shelf.weights(&format!("{name}.weight"))?.with_bias(shelf.values(&format!("{name}.bias"))?))
}

impl Desk {
    /// Takes rows of `k` numbers as the left side of the next product.
    fn lay<'a>(&mut self, k: usize, rows: impl Iterator<Item = &'a [f32]>) {
        let levels = levels_beside(WEIGHT_LEVELS, k);
        self.activations.clear(k);
        rows.for_each(|row| self.activations.push(row, levels));
    }
}

impl Towers {
    /// The net's features: the means over the last layer's pixels.
    fn pooled(&self, pixels: &[f32], desk: &mut Desk) -> Vec<f32> {
        desk.lay(self.head.k(), pixels.chunks_exact(self.head.k()));
        product(&desk.activations, &self.head, &mut desk.scratch, &mut desk.wide);
        relu6(&mut desk.wide);
        let mut features = vec![0.0; N_FEATURES];
        for pixel in desk.wide.chunks_exact(N_FEATURES) {
            features.iter_mut().zip(pixel).for_each(|(sum, it)| *sum += it);
        }
        let n_pixels = (desk.wide.len() / N_FEATURES) as f32;
        features.iter_mut().for_each(|it| *it /= n_pixels);
        features
    }

    /// What the classes say of such a picture, each as much as it is taken for one.
    fn named(&self, features: &[f32], desk: &mut Desk) -> Vec<f32> {
        desk.lay(N_FEATURES, std::iter::once(features));
        let mut shares = Vec::new();
        product(&desk.activations, &self.classifier, &mut desk.scratch, &mut shares);
        let greatest = shares.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        shares.iter_mut().for_each(|it| *it -= greatest);
        exp(&mut shares);
        let dims = self.class_embedding.len() / shares.len();
        let mut vector = vec![0.0; dims];
        for (share, class) in shares.iter().zip(self.class_embedding.chunks_exact(dims)) {
            vector.iter_mut().zip(class).for_each(|(sum, it)| *sum += share * it);
        }
        vector
    }
}

impl backend::Towers for Towers {
    fn n_steps(&self) -> usize {
        self.blocks.len()
    }

    /// The first layer: its patches are rows of 27 numbers, colour by colour.
    fn embed(&self, pixel_values: &[f32]) -> Result<Vec<f32>> {
        let mut desk = self.desk.borrow_mut();
        let desk = &mut *desk;
        let (side, across) = (IMAGE_SIZE, IMAGE_SIZE.div_ceil(2));
        let margin = margin(side, 3, 2);
        let levels = levels_beside(WEIGHT_LEVELS, 27);
        desk.activations.clear(27);
        let mut patch = [0.0; 27];
        for at in 0..across * across {
            let (y, x) = (at / across * 2, at % across * 2);
            for (tap, number) in patch.iter_mut().enumerate() {
                let (y, x) = ((y + tap / 3 % 3).wrapping_sub(margin), (x + tap % 3).wrapping_sub(margin));
                let is_inside = y < side && x < side;
                *number = if is_inside { pixel_values[(tap / 9 * side + y) * side + x] } else { 0.0 };
            }
            desk.activations.push(&patch, levels);
        }
        let mut pixels = Vec::new();
        product(&desk.activations, &self.stem, &mut desk.scratch, &mut pixels);
        relu6(&mut pixels);
        Ok(pixels)
    }

    fn step(&self, step: usize, pixels: &mut Vec<f32>) -> Result<()> {
        let block = &self.blocks[step];
        let desk = &mut *self.desk.borrow_mut();
        if let Some(expand) = &block.expand {
            desk.lay(expand.k(), pixels.chunks_exact(expand.k()));
            product(&desk.activations, expand, &mut desk.scratch, &mut desk.wide);
            relu6(&mut desk.wide);
            block.depthwise.apply(&desk.wide, block.side, &mut desk.filtered);
        } else {
            block.depthwise.apply(pixels, block.side, &mut desk.filtered);
        }
        relu6(&mut desk.filtered);
        let filtered = std::mem::take(&mut desk.filtered);
        desk.lay(block.project.k(), filtered.chunks_exact(block.project.k()));
        desk.filtered = filtered;
        if block.is_residual {
            product_into(&desk.activations, &block.project, &mut desk.scratch, pixels);
        } else {
            product(&desk.activations, &block.project, &mut desk.scratch, pixels);
        }
        Ok(())
    }

    fn features(&self, pixels: &[f32]) -> Result<Vec<f32>> {
        let desk = &mut *self.desk.borrow_mut();
        let features = self.pooled(pixels, desk);
        joint(self.named(&features, desk), features)
    }

    fn texts(&self, texts: &[Vec<u32>]) -> Result<Vec<f32>> {
        let names = self.text.as_ref().ok_or(Error::PicturesOnly)?;
        let mut vectors = Vec::with_capacity(texts.len() * names.bias.len());
        for ids in texts {
            let mut sum = vec![0.0_f32; names.bias.len()];
            for id in ids {
                sum.iter_mut().zip(names.token_embedding.row(*id as usize)).for_each(|(sum, it)| *sum += it);
            }
            // Without a known piece the bias alone, the mean of all names, would pass for a meaning.
            let bias = names.bias.iter().map(|it| if ids.is_empty() { 0.0 } else { *it });
            let n = ids.len().max(1) as f32;
            vectors.extend(sum.iter().zip(bias).map(|(sum, bias)| sum / n + bias));
        }
        Ok(vectors)
    }

    fn parts(&mut self) -> Vec<Part<'_>> {
        let mut parts: Vec<_> = self.stem.parts().into();
        for block in &mut self.blocks {
            parts.extend(block.expand.iter_mut().flat_map(Weights::parts));
            parts.extend(block.depthwise.parts());
            parts.extend(block.project.parts());
        }
        parts.extend(self.head.parts());
        parts.extend(self.classifier.parts());
        parts.push(Part::Numbers(&mut self.class_embedding));
        parts
    }
}
