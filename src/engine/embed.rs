//! Pictures and words become vectors.

use super::{Job, Room, Status};
use crate::error::{Error, Result};
use crate::model::{Model, PicturePass};
use crate::picture::{self, Picture};
use crate::progress::Progress;
use crate::protocol::{Body, ItemId, Stage};

/// Side of the small pictures in the tank, in pixels: 80 CSS pixels on a screen of twice the density.
const THUMBNAIL: u32 = 160;
/// Words embedded in one slice.
const WORDS_A_SLICE: usize = 1;

/// One picture: decode and show, then embed.
pub(super) struct PictureJob {
    item: ItemId,
    stage: PictureStage,
}

enum PictureStage {
    Encoded(Vec<u8>),
    Decoded(Picture),
    Shown(Picture),
    Passing(PicturePass),
    Over,
}

impl PictureJob {
    /// A picture as its file has it.
    pub(super) fn encoded(item: ItemId, bytes: Vec<u8>) -> Self {
        Self { item, stage: PictureStage::Encoded(bytes) }
    }

    /// A picture as the browser has decoded it.
    pub(super) fn decoded(item: ItemId, picture: Picture) -> Self {
        Self { item, stage: PictureStage::Decoded(picture) }
    }

    fn show(&mut self, picture: Picture) -> Result<Status> {
        let bytes = picture.thumbnail(THUMBNAIL)?;
        let indices = vec![self.item, picture.width, picture.height, picture.orientation.into()];
        let format = picture.format.to_owned();
        self.stage = PictureStage::Shown(picture);
        Ok(Status::Thumbnail { format, body: Body { bytes, indices, ..Body::default() } })
    }
}

impl Job for PictureJob {
    fn step(&mut self, room: &mut Room) -> Result<Status> {
        match std::mem::replace(&mut self.stage, PictureStage::Over) {
            PictureStage::Encoded(bytes) => {
                let model = room.model.as_ref().ok_or(Error::NoModel)?;
                let picture = picture::decode_for(&bytes, model.preprocessor().edge().max(THUMBNAIL))?;
                self.show(picture)
            }
            PictureStage::Decoded(picture) => self.show(picture),
            PictureStage::Shown(picture) => {
                // The decoded pixels are dropped here: what goes on is the model's small square.
                let pass = room.model.as_ref().ok_or(Error::NoModel)?.begin_picture(&picture)?;
                self.stage = PictureStage::Passing(pass);
                Ok(running(Progress::new(0, 1)))
            }
            PictureStage::Passing(mut pass) => {
                let model = room.model.as_ref().ok_or(Error::NoModel)?;
                let progress = pass.step(model)?;
                if !progress.is_complete() {
                    self.stage = PictureStage::Passing(pass);
                    return Ok(running(progress));
                }
                let floats = pass.finish(model)?;
                room.dataset.insert(self.item, &floats)?;
                Ok(Status::Done(Body { floats, ..Body::default() }))
            }
            PictureStage::Over => Err(Error::UnknownItem { item: self.item }),
        }
    }
}

/// A picture that is on its way through the model.
pub(super) fn running(progress: Progress) -> Status {
    Status::Running { stage: Stage::Pictures, progress, places: Vec::new() }
}

/// Words, one after the other, each under every template.
pub(super) struct WordsJob {
    items: Vec<ItemId>,
    texts: Vec<String>,
    templates: Vec<String>,
    vectors: Vec<f32>,
    done: usize,
}

impl WordsJob {
    pub(super) fn new(items: Vec<ItemId>, texts: Vec<String>, templates: Vec<String>) -> Result<Self> {
        if items.len() != texts.len() {
            return Err(Error::Ragged { values: texts.len(), dims: items.len() });
        }
        Ok(Self { items, texts, templates, vectors: Vec::new(), done: 0 })
    }
}

impl Job for WordsJob {
    fn step(&mut self, room: &mut Room) -> Result<Status> {
        let end = (self.done + WORDS_A_SLICE).min(self.items.len());
        while self.done < end {
            match embed_text(room, &self.texts[self.done], &self.templates) {
                Ok(vector) => {
                    room.dataset.insert(self.items[self.done], &vector)?;
                    self.vectors.extend_from_slice(&vector);
                }
                // Nothing in it that the model knows: zeros say so, and the others go on.
                Err(Error::ZeroRow { .. }) => {
                    let dims = room.model.as_ref().map_or(0, Model::dims);
                    self.vectors.resize(self.vectors.len() + dims, 0.0);
                }
                Err(error) => return Err(error),
            }
            self.done += 1;
        }
        if self.done < self.items.len() {
            let progress = Progress::new(self.done, self.items.len());
            return Ok(Status::Running { stage: Stage::Words, progress, places: Vec::new() });
        }
        let floats = std::mem::take(&mut self.vectors);
        Ok(Status::Done(Body { floats, ..Body::default() }))
    }
}

fn embed_text(room: &mut Room, text: &str, templates: &[String]) -> Result<Vec<f32>> {
    let mut key = templates.join("\n");
    key.push('\n');
    key.push_str(text);
    if let Some(vector) = room.texts.get(&key) {
        return Ok(vector.clone());
    }
    let vector = room.model.as_ref().ok_or(Error::NoModel)?.embed_prompts(text, templates)?;
    room.texts.insert(key, vector.clone());
    Ok(vector)
}
