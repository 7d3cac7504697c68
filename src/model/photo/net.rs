//! EfficientNet-Lite0: which layers it has.
//!
//! Tan and Le 2019, <https://arxiv.org/abs/1905.11946>; the Lite form, without squeeze and excitation and with `relu6`:
//! <https://blog.tensorflow.org/2020/03/higher-accuracy-on-vision-models-with-efficientnet-lite.html>.

/// Side of the square picture, in pixels.
pub(super) const IMAGE_SIZE: usize = 224;
/// Channels that the first layer makes of the three colours; its filters are 3 x 3 and go by two pixels.
pub(super) const STEM: usize = 32;
/// Channels behind the last layer, whose means are the features.
pub(super) const N_FEATURES: usize = 1280;

/// One inverted residual block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Channels that come in.
    pub(super) n_in: usize,
    /// Channels that are filtered.
    pub(super) n_wide: usize,
    /// Channels that go out.
    pub(super) n_out: usize,
    /// Side of the filters.
    pub(super) filter: usize,
    /// Pixels that they go by.
    pub(super) stride: usize,
}

impl Block {
    /// Whether what comes in is added to what goes out.
    pub(super) fn is_residual(&self) -> bool {
        self.stride == 1 && self.n_in == self.n_out
    }
}

/// Each stage: blocks, side of the filters, stride of the first block, how many times as wide the filters are, channels out.
const STAGES: [(usize, usize, usize, usize, usize); 7] = [
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
];

/// All blocks, in their order.
pub(super) fn blocks() -> Vec<Block> {
    let mut n_in = STEM;
    let mut blocks = Vec::new();
    for (n_blocks, filter, first, wider, n_out) in STAGES {
        for at in 0..n_blocks {
            let stride = if at == 0 { first } else { 1 };
            blocks.push(Block { n_in, n_wide: wider * n_in, n_out, filter, stride });
            n_in = n_out;
        }
    }
    blocks
}
