//! A person's own drawing as plain numbers: what it is made of, how it lies in a body.

use super::Body;

/// Sliders of a sketch: length, depth, hue, lightness, stripes, spots, fins.
pub const N_SLIDERS: usize = 7;
/// Choices of a sketch: background, number, direction, size, style, light, cast, pose.
pub const N_PICKS: usize = 8;
/// How many there are of each to choose from.
pub const PICKS: [u32; N_PICKS] = [9, 3, 2, 3, 3, 3, 5, 3];

/// What a person draws. Species and what may be chosen are numbers of lists that the drawing code has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sketch {
    /// The species to begin with; `None` for a blank fish.
    pub first: Option<u32>,
    /// The species that it turns into.
    pub second: Option<u32>,
    /// How far it has come on the way, from 0 to 1.
    pub t: f32,
    /// What all that is left to chance follows from.
    pub seed: u32,
    /// From -1 to 1, 0 for the species as it is.
    pub sliders: [f32; N_SLIDERS],
    /// Which of what may be chosen.
    pub picks: [u32; N_PICKS],
}

impl Sketch {
    /// In `indices` the species from 1 on (0: none), the seed and the choices; in `floats` the way and the sliders.
    pub fn pack(&self) -> Body {
        let number = |it: Option<u32>| it.map_or(0, |it| it + 1);
        let mut indices = vec![number(self.first), number(self.second), self.seed];
        indices.extend(self.picks);
        let mut floats = vec![self.t];
        floats.extend(self.sliders);
        Body { indices, floats, ..Body::default() }
    }

    /// The same in one list, for storage: first what [`Sketch::pack`] puts into `indices`, then `floats`.
    ///
    /// All are small: a seed thrown on the page has three digits.
    pub fn numbers(&self) -> Vec<f32> {
        let Body { indices, floats, .. } = self.pack();
        indices.iter().map(|it| *it as f32).chain(floats).collect()
    }

    /// What [`Sketch::numbers`] wrote; `None` if it is something else.
    pub fn of_numbers(numbers: &[f32]) -> Option<Self> {
        let (indices, floats) = numbers.split_at_checked(3 + N_PICKS)?;
        let indices = indices.iter().map(|it| *it as u32).collect();
        Self::unpack(&Body { indices, floats: floats.to_vec(), ..Body::default() })
    }

    /// What [`Sketch::pack`] wrote; `None` if it is something else.
    pub fn unpack(body: &Body) -> Option<Self> {
        let (&[first, second, seed], picks) = body.indices.split_first_chunk()?;
        let (t, sliders) = body.floats.split_first()?;
        Some(Self {
            first: first.checked_sub(1),
            second: second.checked_sub(1),
            t: *t,
            seed,
            sliders: sliders.try_into().ok()?,
            picks: picks.try_into().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sketch_comes_out_as_it_went_in() {
        let sketch = Sketch {
            first: None,
            second: Some(0),
            t: 0.25,
            seed: 7,
            sliders: [-1.0, -0.5, 0.0, 0.25, 0.5, 0.75, 1.0],
            picks: [5, 0, 1, 2, 2, 1, 4, 0],
        };
        assert_eq!(Sketch::unpack(&sketch.pack()), Some(sketch));
        assert_eq!(Sketch::of_numbers(&sketch.numbers()), Some(sketch));
        assert_eq!(Sketch::unpack(&Body::default()), None);
        assert_eq!(Sketch::of_numbers(&[]), None);
        assert_eq!(Sketch::of_numbers(&sketch.numbers()[1..]), None);
        let mut short = sketch.pack();
        short.floats.pop();
        assert_eq!(Sketch::unpack(&short), None);
    }
}
