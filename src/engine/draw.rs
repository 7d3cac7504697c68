//! A person's own drawing: drawn and shown, then embedded; and as a file.

use super::embed::running;
use super::{Job, Room, Status};
use crate::creatures::{
    self, Attributes, Background, Cast, Direction, Light, Pose, Size, Sketch as Drawn, Sliders, Style,
};
use crate::error::{Error, Result};
use crate::model::PicturePass;
use crate::picture::Picture;
use crate::progress::Progress;
use crate::protocol::{Body, Sketch};

/// One drawing. It is no item: neither the data set nor the kept texts know of it.
pub(super) struct DrawJob {
    sketch: Drawn,
    size: u32,
    stage: DrawStage,
}

enum DrawStage {
    Blank,
    Drawn(Picture),
    Passing(PicturePass),
}

impl DrawJob {
    pub(super) fn new(body: &Body, size: u32) -> Result<Self> {
        Ok(Self { sketch: read(body)?, size, stage: DrawStage::Blank })
    }
}

impl Job for DrawJob {
    fn step(&mut self, room: &mut Room) -> Result<Status> {
        match (std::mem::replace(&mut self.stage, DrawStage::Blank), &room.model) {
            (DrawStage::Blank, _) => {
                let bytes = self.sketch.draw(self.size)?.rgba;
                self.stage = DrawStage::Drawn(Picture::from_rgba(self.size, self.size, 1, &bytes)?);
                Ok(Status::Drawn(Body { bytes, ..Body::default() }))
            }
            // Without a model there is a drawing all the same.
            (_, None) => Ok(Status::Done(Body::default())),
            (DrawStage::Drawn(picture), Some(model)) => {
                self.stage = DrawStage::Passing(model.begin_picture(&picture)?);
                Ok(running(Progress::new(0, 1)))
            }
            (DrawStage::Passing(mut pass), Some(model)) => {
                let progress = pass.step(model)?;
                if !progress.is_complete() {
                    self.stage = DrawStage::Passing(pass);
                    return Ok(running(progress));
                }
                Ok(Status::Done(Body { floats: pass.finish(model)?, ..Body::default() }))
            }
        }
    }
}

/// The drawing as a file, PNG or SVG.
pub(super) fn file(body: &Body, size: u32, is_svg: bool) -> Result<Vec<u8>> {
    let sketch = read(body)?;
    if is_svg {
        return Ok(sketch.svg(size)?.into_bytes());
    }
    creatures::png(sketch.draw(size)?.rgba, size, size)
}

/// The sketch that the page's numbers stand for.
fn read(body: &Body) -> Result<Drawn> {
    let refused =
        |found: String| Error::Parameter { parameter: "sketch", bounds: "one of the page's".to_owned(), found };
    let sketch = Sketch::unpack(body).ok_or_else(|| refused("other numbers".to_owned()))?;
    let number = |it: u32| it as usize;
    let [length, depth, hue, lightness, stripes, spots, fins] =
        sketch.sliders.map(|it| if it.is_finite() { it.clamp(-1.0, 1.0) } else { 0.0 });
    let picks = sketch.picks;
    let attributes = Attributes {
        background: pick(Background::ALL, picks[0])?,
        count: pick(&[1, 2, 3], picks[1])?,
        direction: pick(Direction::ALL, picks[2])?,
        size: pick(Size::ALL, picks[3])?,
        style: pick(Style::ALL, picks[4])?,
        light: pick(Light::ALL, picks[5])?,
        cast: pick(Cast::ALL, picks[6])?,
        pose: pick(Pose::ALL, picks[7])?,
    };
    Ok(Drawn {
        first: sketch.first.map(number),
        second: sketch.second.map(number),
        t: sketch.t,
        sliders: Sliders { length, depth, hue, lightness, stripes, spots, fins },
        attributes,
        seed: sketch.seed,
    })
}

fn pick<T: Copy>(all: &[T], at: u32) -> Result<T> {
    all.get(at as usize).copied().ok_or_else(|| Error::Parameter {
        parameter: "choice",
        bounds: format!("under {}", all.len()),
        found: at.to_string(),
    })
}
