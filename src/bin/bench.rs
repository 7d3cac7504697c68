//! The towers without the page: what `cargo xtask bench clip` measures, and what it holds it against.

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "JavaScript reaches it")]
mod bench {
    use std::arch::wasm32::{
        i16x8, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_relaxed_dot_i8x16_i7x16_add, i32x4_splat, v128,
    };
    use std::hint::black_box;

    use ikesu::error::flatten;
    use ikesu::kernels::{Activations, LEVELS, Scratch, Weights, product};
    use ikesu::model::{self, Loader};
    use ikesu::picture::{decode, decode_for};
    use ikesu::rng::Rng;
    use wasm_bindgen::prelude::*;

    /// The products of a layer of ViT-B/32's vision tower: channels, and numbers that each sums up.
    const PRODUCTS: [(usize, usize); 4] = [(2304, 768), (768, 768), (3072, 768), (768, 3072)];
    /// Its tokens.
    const TOKENS: usize = 50;
    /// Its layers: one layer's weights would stay in the cache, which those of a model do not.
    const LAYERS: usize = 12;

    type Outcome<T> = Result<T, JsError>;

    fn told(err: ikesu::error::Error) -> JsError {
        JsError::new(&flatten(&err))
    }

    /// A model: its small files, then its weights chunk by chunk, then pictures and texts.
    #[wasm_bindgen]
    pub struct Model {
        loader: Option<Loader>,
        clip: Option<model::Model>,
    }

    #[wasm_bindgen]
    impl Model {
        #[wasm_bindgen(constructor)]
        pub fn new(config: &[u8], preprocessor: &[u8], tokenizer: &[u8], is_exact: bool) -> Outcome<Self> {
            let begin = if is_exact { Loader::exact } else { Loader::new };
            let loader = Some(begin(config, preprocessor, tokenizer).map_err(told)?);
            Ok(Self { loader, clip: None })
        }

        pub fn push(&mut self, bytes: &[u8]) -> Outcome<()> {
            self.loader.as_mut().map_or(Ok(()), |it| it.push(bytes)).map_err(told)
        }

        pub fn finish(&mut self) -> Outcome<()> {
            self.clip = self.loader.take().map(Loader::finish).transpose().map_err(told)?;
            Ok(())
        }

        /// The vector of a picture that is prepared already.
        pub fn picture(&self, pixel_values: Vec<f32>) -> Outcome<Vec<f32>> {
            self.clip()?.embed_pixel_values(pixel_values).map_err(told)
        }

        /// The vector of a picture as its file has it.
        pub fn file(&self, bytes: &[u8]) -> Outcome<Vec<f32>> {
            let clip = self.clip().map_err(told)?;
            decode(bytes).and_then(|it| clip.embed_picture(&it)).map_err(told)
        }

        /// A picture as its file has it, prepared for the tower.
        pub fn pixel_values(&self, bytes: &[u8]) -> Outcome<Vec<f32>> {
            let clip = self.clip().map_err(told)?;
            let preprocessor = clip.preprocessor();
            decode_for(bytes, preprocessor.edge()).and_then(|it| preprocessor.pixel_values(&it)).map_err(told)
        }

        /// A name's vector.
        pub fn prompts(&self, name: &str, templates: Vec<String>) -> Outcome<Vec<f32>> {
            self.clip()?.embed_prompts(name, &templates).map_err(told)
        }

        /// The tokens of a text, for a peer that has no tokenizer.
        pub fn ids(&self, text: &str) -> Outcome<Vec<u32>> {
            self.clip()?.tokenizer().and_then(|it| it.ids(text)).map_err(told)
        }
    }

    impl Model {
        fn clip(&self) -> ikesu::error::Result<&model::Model> {
            self.clip.as_ref().ok_or(ikesu::error::Error::NoModel)
        }
    }

    /// The weights of all products of ViT-B/32's vision tower.
    #[wasm_bindgen]
    pub struct Products {
        layers: Vec<Vec<Weights>>,
        scratch: Scratch,
        out: Vec<f32>,
    }

    #[wasm_bindgen]
    impl Products {
        #[wasm_bindgen(constructor)]
        pub fn new() -> Self {
            let mut rng = Rng::new(1);
            let mut weights = |(n, k): (usize, usize)| {
                let rows: Vec<f32> = (0..n * k).map(|_| rng.between(-1.0, 1.0)).collect();
                Weights::quantise(&rows, k)
            };
            let layers = (0..LAYERS).map(|_| PRODUCTS.map(&mut weights).into()).collect();
            Self { layers, scratch: Scratch::default(), out: Vec::new() }
        }

        /// Multiplies them all once; gives how many products of two numbers that is.
        pub fn run(&mut self) -> f64 {
            let mut rows = Activations::default();
            let mut n_products = 0;
            for weights in self.layers.iter().flatten() {
                rows.clear(weights.k());
                let row: Vec<f32> = (0..weights.k()).map(|at| (at % 7) as f32 - 3.0).collect();
                (0..TOKENS).for_each(|_| rows.push(&row, LEVELS));
                product(&rows, weights, &mut self.scratch, &mut self.out);
                n_products += TOKENS * weights.k() * weights.n();
            }
            n_products as f64
        }
    }

    const LENGTH: usize = 256;

    /// The most that `i32x4.dot_i16x8_s` has been seen to do here: three rows, a pair at a time, by three quads of columns
    /// in registers, from 15 kB that stay in the first-level cache, `rounds` times; gives how many products of two numbers
    /// that is.
    #[wasm_bindgen]
    pub fn peak(rounds: usize) -> f64 {
        let row = |seed: i16| -> Vec<[i16; 2]> { (0..LENGTH as i16).map(|at| [at ^ seed; 2]).collect() };
        let rows = [row(1), row(2), row(3)];
        let columns: Vec<[[i16; 8]; 3]> = (0..LENGTH as i16).map(|at| [[at; 8], [at ^ 4; 8], [at ^ 5; 8]]).collect();
        let mut sum = 0;
        for _ in 0..rounds {
            sum ^= block(black_box(&rows), black_box(&columns));
        }
        black_box(sum);
        (rounds * 9 * 8 * LENGTH) as f64
    }

    #[inline(never)]
    fn block([a, b, c]: &[Vec<[i16; 2]>; 3], columns: &[[[i16; 8]; 3]]) -> i32 {
        let mut sums = [[i32x4_splat(0); 3]; 3];
        for (((columns, a), b), c) in columns.iter().zip(a).zip(b).zip(c) {
            let columns = [load(&columns[0]), load(&columns[1]), load(&columns[2])];
            for (sums, [low, high]) in sums.iter_mut().zip([a, b, c]) {
                let pair = i32x4_splat((u32::from(*low as u16) | u32::from(*high as u16) << 16) as i32);
                for (sum, column) in sums.iter_mut().zip(columns) {
                    *sum = i32x4_add(*sum, i32x4_dot_i16x8(pair, column));
                }
            }
        }
        let sum = sums.into_iter().flatten().fold(i32x4_splat(0), |sum, it| i32x4_add(sum, it));
        i32x4_extract_lane::<0>(sum) ^ i32x4_extract_lane::<3>(sum)
    }

    /// The same of `i32x4.relaxed_dot_i8x16_i7x16_add_s`, which browsers may have and the page does not use: twice as many
    /// products in one instruction, of numbers of 8 and 7 bits.
    #[wasm_bindgen]
    pub fn relaxed_peak(rounds: usize) -> f64 {
        let row = |seed: i16| -> Vec<[i16; 2]> { (0..LENGTH as i16).map(|at| [at ^ seed; 2]).collect() };
        let rows = [row(1), row(2), row(3)];
        let columns: Vec<[[i16; 8]; 3]> = (0..LENGTH as i16).map(|at| [[at; 8], [at ^ 4; 8], [at ^ 5; 8]]).collect();
        let mut sum = 0;
        for _ in 0..rounds {
            sum ^= relaxed_block(black_box(&rows), black_box(&columns));
        }
        black_box(sum);
        (rounds * 9 * 16 * LENGTH) as f64
    }

    #[inline(never)]
    #[target_feature(enable = "relaxed-simd")]
    fn relaxed_block([a, b, c]: &[Vec<[i16; 2]>; 3], columns: &[[[i16; 8]; 3]]) -> i32 {
        let mut sums = [[i32x4_splat(0); 3]; 3];
        for (((columns, a), b), c) in columns.iter().zip(a).zip(b).zip(c) {
            let columns = [load(&columns[0]), load(&columns[1]), load(&columns[2])];
            for (sums, [low, high]) in sums.iter_mut().zip([a, b, c]) {
                let four = i32x4_splat((u32::from(*low as u16) | u32::from(*high as u16) << 16) as i32);
                for (sum, column) in sums.iter_mut().zip(columns) {
                    *sum = i32x4_relaxed_dot_i8x16_i7x16_add(column, four, *sum);
                }
            }
        }
        let sum = sums.into_iter().flatten().fold(i32x4_splat(0), |sum, it| i32x4_add(sum, it));
        i32x4_extract_lane::<0>(sum) ^ i32x4_extract_lane::<3>(sum)
    }

    #[inline(always)]
    fn load([a, b, c, d, e, f, g, h]: &[i16; 8]) -> v128 {
        i16x8(*a, *b, *c, *d, *e, *f, *g, *h)
    }
}

fn main() {}
