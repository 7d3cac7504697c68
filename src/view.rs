//! A vector may have two parts: its first numbers meet names, those behind meet pictures. What is compared says which.
//!
//! Where one part does both, all numbers meet names, and every view is the whole. `n_names` is how many do; more than
//! there are means all.

use std::borrow::Cow;

use crate::matrix::{dot, normalize};

/// What of vectors is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Pictures with names, or names with one another.
    Names,
    /// Pictures with one another.
    Pictures,
    /// Pictures and names, all with all: both parts, as much as the model weighs each.
    Joint,
}

/// What vectors are of: a name's is zero where pictures meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    has_names: bool,
    has_pictures: bool,
}

impl Kinds {
    /// Those of these vectors.
    pub fn of<'a>(vectors: impl IntoIterator<Item = &'a [f32]>, n_names: usize) -> Self {
        let mut kinds = Self::default();
        for vector in vectors {
            let (_, behind) = split(vector, n_names);
            let is_picture = behind.iter().any(|it| *it != 0.0);
            kinds.has_pictures |= is_picture;
            kinds.has_names |= !is_picture;
        }
        kinds
    }
}

impl View {
    /// For comparing each of some vectors with each of others.
    pub fn between(some: Kinds, others: Kinds) -> Self {
        let only_names = |it: Kinds| !it.has_pictures;
        let only_pictures = |it: Kinds| !it.has_names;
        if only_names(some) || only_names(others) {
            Self::Names
        } else if only_pictures(some) && only_pictures(others) {
            Self::Pictures
        } else {
            Self::Joint
        }
    }

    /// For comparing these vectors with one another.
    pub fn among<'a>(vectors: impl IntoIterator<Item = &'a [f32]>, n_names: usize) -> Self {
        let kinds = Kinds::of(vectors, n_names);
        Self::between(kinds, kinds)
    }

    /// What is compared of a vector of length 1, of length 1 again; zero where it has nothing to compare.
    pub fn unit(self, vector: &[f32], n_names: usize) -> Cow<'_, [f32]> {
        let part = self.part(vector, n_names);
        if part.len() == vector.len() {
            return Cow::Borrowed(part);
        }
        let mut part = part.to_vec();
        normalize(&mut part);
        Cow::Owned(part)
    }

    /// The cosine of two vectors of length 1 in this view; 0 where one has nothing to compare.
    pub fn cosine(self, a: &[f32], b: &[f32], n_names: usize) -> f32 {
        dot(&self.unit(a, n_names), &self.unit(b, n_names))
    }

    fn part(self, vector: &[f32], n_names: usize) -> &[f32] {
        let (names, pictures) = split(vector, n_names);
        match self {
            _ if pictures.is_empty() => names,
            Self::Names => names,
            Self::Pictures => pictures,
            Self::Joint => vector,
        }
    }
}

fn split(vector: &[f32], n_names: usize) -> (&[f32], &[f32]) {
    vector.split_at(n_names.min(vector.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: [f32; 4] = [0.6, 0.0, 0.0, 0.8];
    const OTHER: [f32; 4] = [0.0, 0.6, 0.0, 0.8];
    const NAME: [f32; 4] = [1.0, 0.0, 0.0, 0.0];

    #[test]
    fn pictures_meet_in_their_part_and_names_in_theirs() {
        let view = |some: &[[f32; 4]], others: &[[f32; 4]]| {
            let kinds = |all: &[[f32; 4]]| Kinds::of(all.iter().map(<[f32; 4]>::as_slice), 2);
            View::between(kinds(some), kinds(others))
        };
        assert_eq!(view(&[PICTURE], &[PICTURE, OTHER]), View::Pictures);
        assert_eq!(view(&[PICTURE], &[NAME]), View::Names);
        assert_eq!(view(&[NAME], &[PICTURE, NAME]), View::Names);
        assert_eq!(view(&[PICTURE], &[PICTURE, NAME]), View::Joint);
        assert_eq!(View::among([&NAME[..], &PICTURE], 2), View::Joint);
        let near = |found: f32, expected: f32| assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
        near(View::Pictures.cosine(&PICTURE, &OTHER, 2), 1.0);
        near(View::Names.cosine(&PICTURE, &OTHER, 2), 0.0);
        near(View::Names.cosine(&PICTURE, &NAME, 2), 1.0);
        near(View::Joint.cosine(&PICTURE, &OTHER, 2), 0.64);
        near(View::Pictures.cosine(&PICTURE, &NAME, 2), 0.0);
    }

    #[test]
    fn one_part_for_both_is_the_whole_untouched() {
        for n_names in [4, usize::MAX] {
            assert_eq!(View::among([&PICTURE[..], &NAME], n_names), View::Names);
            for view in [View::Names, View::Pictures, View::Joint] {
                assert!(matches!(view.unit(&PICTURE, n_names), Cow::Borrowed(it) if it == PICTURE));
            }
        }
    }
}
