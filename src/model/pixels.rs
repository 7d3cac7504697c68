//! `preprocessor_config.json`: a picture becomes the numbers that the vision tower takes, as Pillow and torchvision do it.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::model::json::{parse, read};
use crate::picture::{Filter, Picture, Wanted};

const FILE: &str = "preprocessor_config.json";

/// Resize, crop, rescale and normalise.
///
/// As the processors of `transformers` do it, whose names the file holds: where they and torchvision cut an odd margin
/// differently, theirs counts. One step is another than theirs: what is transparent is white, not whatever colour its
/// pixels happen to hold (see [`crate::picture`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Preprocessor {
    size: Option<Size>,
    do_center_crop: bool,
    resample: Filter,
    /// Side of the square that comes out, in pixels.
    image_size: u32,
    /// For each channel the number that each byte becomes.
    tables: [Vec<f32>; 3],
}

/// What a picture is resized to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Size {
    ShortestEdge(u32),
    Exactly { width: u32, height: u32 },
}

impl Preprocessor {
    /// Reads `preprocessor_config.json`, or the `processor_config.json` of newer folders, for a model that sees squares
    /// of `image_size` pixels. Missing keys are those of `CLIPImageProcessor`:
    /// <https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/image_processing_clip.py#L22>.
    ///
    /// # Errors
    /// [`Error::ModelFile`] if it is not such JSON; [`Error::ModelConfig`] naming the key that is not supported or does
    /// not lead to squares of `image_size`.
    pub fn from_json(json: &[u8], image_size: usize) -> Result<Self> {
        let value = parse(FILE, json)?;
        // Newer folders hold the image processor's part inside the processor's.
        let raw: Raw = read(FILE, value.get("image_processor").filter(|it| it.is_object()).unwrap_or(&value))?;
        if let Some(kind) = raw.image_processor_type.or(raw.feature_extractor_type).filter(|it| !it.starts_with("CLIP"))
        {
            return Err(refusal("image_processor_type", format!("\"{kind}\"")));
        }
        let resample = raw.resample.unwrap_or(3);
        let resample = Filter::of_pillow(resample).ok_or_else(|| refusal("resample", resample))?;
        let size = match raw.do_resize.unwrap_or(true) {
            true => Some(raw.size.unwrap_or(RawSize::Edge(224)).parsed("size", Size::ShortestEdge)?),
            false => None,
        };
        let do_center_crop = raw.do_center_crop.unwrap_or(true);
        let square = |side| Size::Exactly { width: side, height: side };
        let result = match do_center_crop {
            true => Some(("crop_size", raw.crop_size.unwrap_or(RawSize::Edge(224)).parsed("crop_size", square)?)),
            false => size.map(|it| ("size", it)),
        };
        let image_size = u32::try_from(image_size).unwrap_or(u32::MAX);
        match result {
            Some((_, size)) if size == square(image_size) => {}
            Some((key, Size::ShortestEdge(edge))) => {
                return Err(refusal(key, format!("{edge} for the shortest edge, without a crop")));
            }
            Some((key, Size::Exactly { width, height })) => {
                return Err(refusal(key, format!("{width} x {height} (the model sees {image_size} x {image_size})")));
            }
            None => return Err(refusal("do_resize", "false (and so is do_center_crop)")),
        }
        let factor = if raw.do_rescale.unwrap_or(true) { raw.rescale_factor.unwrap_or(1.0 / 255.0) } else { 1.0 };
        let (mean, std) = match raw.do_normalize.unwrap_or(true) {
            true => (
                raw.image_mean.unwrap_or([0.481_454_66, 0.457_827_5, 0.408_210_73]),
                raw.image_std.unwrap_or([0.268_629_54, 0.261_302_58, 0.275_777_11]),
            ),
            false => ([0.0; 3], [1.0; 3]),
        };
        let table = |channel: usize| -> Vec<f32> {
            (0..=255_u8).map(|byte| ((f64::from(byte) * factor - mean[channel]) / std[channel]) as f32).collect()
        };
        let tables = [table(0), table(1), table(2)];
        if !tables.iter().flatten().all(|it| it.is_finite()) {
            return Err(refusal("image_std", format!("{std:?}")));
        }
        Ok(Self { size, do_center_crop, resample, image_size, tables })
    }

    /// How long the shortest side of a picture should be, at least, that is to be decoded for this alone: three times
    /// what it becomes, so that the pixels' own filter decides how it looks and not the decoder's. The vectors of photos
    /// then differ by less than a thousandth (`tests/precision.rs`).
    pub fn edge(&self) -> u32 {
        let edge = match self.size {
            Some(Size::ShortestEdge(edge)) => edge,
            Some(Size::Exactly { width, height }) => width.max(height),
            None => u32::MAX,
        };
        // The nearest pixel is to be one of the file's.
        if self.resample == Filter::Nearest { u32::MAX } else { edge.saturating_mul(3) }
    }

    /// `3 * image_size * image_size` numbers: red, green, blue, each row by row.
    ///
    /// Only the part that the crop keeps is ever computed, so a very long picture takes no more memory than a square one.
    ///
    /// # Errors
    /// [`Error::Ragged`] if the picture's bytes do not fit its size; [`Error::Compute`] if the resizer refuses it.
    pub fn pixel_values(&self, picture: &Picture) -> Result<Vec<f32>> {
        let (width, height) = (picture.width, picture.height);
        let n_bytes = 3 * (width / picture.step) as usize * (height / picture.step) as usize;
        if n_bytes == 0 || picture.rgb.len() != n_bytes {
            return Err(Error::Ragged { values: picture.rgb.len(), dims: n_bytes });
        }
        let (resized_width, resized_height) = self.resized(width, height);
        let (across, down) = (self.cut(resized_width), self.cut(resized_height));
        // Only the kept part: the same numbers as resizing the whole and cropping then.
        let wanted = |cut: &Cut, side: u32, resized: u64| Wanted {
            scale: f64::from(side) / resized as f64,
            first: cut.start as f64,
            count: cut.length,
        };
        let (x, y) = (wanted(&across, width, resized_width), wanted(&down, height, resized_height));
        let rgb = picture.resized(x, y, self.resample)?;
        let side = self.image_size as usize;
        let mut values = Vec::with_capacity(3 * side * side);
        for (channel, table) in self.tables.iter().enumerate() {
            // What lies outside a picture smaller than the crop is black.
            let plane = values.len();
            values.resize(plane + side * side, table[0]);
            for (row, line) in rgb.chunks_exact(3 * across.length as usize).enumerate() {
                let at = plane + (row + down.margin as usize) * side + across.margin as usize;
                let places = &mut values[at..at + across.length as usize];
                places
                    .iter_mut()
                    .zip(line.chunks_exact(3))
                    .for_each(|(value, it)| *value = table[it[channel] as usize]);
            }
        }
        Ok(values)
    }

    /// <https://github.com/pytorch/vision/blob/v0.29.2/torchvision/transforms/functional.py#L353>
    fn resized(&self, width: u32, height: u32) -> (u64, u64) {
        let (w, h) = (u64::from(width), u64::from(height));
        match self.size {
            None => (w, h),
            Some(Size::Exactly { width, height }) => (width.into(), height.into()),
            Some(Size::ShortestEdge(edge)) if w <= h => (edge.into(), u64::from(edge) * h / w),
            Some(Size::ShortestEdge(edge)) => (u64::from(edge) * w / h, edge.into()),
        }
    }

    /// `center_crop` of both processors:
    /// <https://github.com/huggingface/transformers/blob/v5.24.0/src/transformers/image_processing_backends.py#L371>.
    fn cut(&self, resized: u64) -> Cut {
        let side = u64::from(self.image_size);
        if !self.do_center_crop || resized <= side {
            return Cut {
                start: 0,
                length: resized.min(side) as u32,
                margin: (side.saturating_sub(resized) / 2) as u32,
            };
        }
        Cut { start: (resized - side) / 2, length: self.image_size, margin: 0 }
    }
}

/// One direction of a centre crop: which pixels are kept, and how many black ones come before them.
struct Cut {
    start: u64,
    length: u32,
    margin: u32,
}

#[derive(Deserialize)]
struct Raw {
    image_processor_type: Option<String>,
    feature_extractor_type: Option<String>,
    do_resize: Option<bool>,
    size: Option<RawSize>,
    resample: Option<u32>,
    do_center_crop: Option<bool>,
    crop_size: Option<RawSize>,
    do_rescale: Option<bool>,
    rescale_factor: Option<f64>,
    do_normalize: Option<bool>,
    image_mean: Option<[f64; 3]>,
    image_std: Option<[f64; 3]>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum RawSize {
    Edge(u32),
    /// Height, then width.
    Both([u32; 2]),
    Named {
        shortest_edge: Option<u32>,
        longest_edge: Option<u32>,
        width: Option<u32>,
        height: Option<u32>,
    },
}

impl RawSize {
    /// `of_number`: what a bare number means.
    fn parsed(self, key: &str, of_number: impl Fn(u32) -> Size) -> Result<Size> {
        let size = match self {
            Self::Edge(edge) => of_number(edge),
            Self::Both([height, width]) => Size::Exactly { width, height },
            Self::Named { shortest_edge: Some(edge), longest_edge: None, width: None, height: None } => {
                Size::ShortestEdge(edge)
            }
            Self::Named { shortest_edge: None, longest_edge: None, width: Some(width), height: Some(height) } => {
                Size::Exactly { width, height }
            }
            Self::Named { .. } => return Err(refusal(key, "neither shortest_edge nor height with width")),
        };
        // Larger than any model: it would only cost memory.
        match size {
            Size::ShortestEdge(1..=10_000) | Size::Exactly { width: 1..=10_000, height: 1..=10_000 } => Ok(size),
            _ => Err(refusal(key, format!("{size:?}"))),
        }
    }
}

fn refusal(key: &str, found: impl ToString) -> Error {
    Error::ModelConfig { file: FILE, key: key.into(), found: found.to_string() }
}
