//! What training never sees: the seeds, the pairs of animal and attribute, and the slices of the parameters' ranges
//! by which a model is measured. They stand in `models/demo/testset.json`.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::attributes::{Attributes, Background, Cast};
use super::form::Species;
use super::scene::Scene;
use super::species::CATALOG;
use crate::error::{Error, Result};
use crate::rng::Rng;

/// Scenes that are tried for one that is as it should be. The rarest kind, with every number held out, is one of
/// seventeen; that none of so many is one means that the file leaves none.
const TRIES: u32 = 100_000;

/// The held-out file.
#[derive(Clone, Debug, Deserialize)]
pub struct Holdout {
    /// By what they are for: from, and up to but not with.
    seeds: BTreeMap<String, [u32; 2]>,
    /// For each parameter the slices that training skips.
    ranges: BTreeMap<String, Vec<[f32; 2]>>,
    pairs: Vec<Pair>,
}

/// An animal with the background and the colour cast in which training never shows it.
#[derive(Clone, Debug, Deserialize)]
struct Pair {
    animal: String,
    background: String,
    cast: String,
}

impl Pair {
    /// As what is drawn.
    fn drawn(&self) -> Result<(usize, Background, Cast)> {
        let unknown = |found: &String| wrong("pairs", "of animals and attributes that are drawn", found.clone());
        Ok((
            CATALOG.iter().position(|it| it.name == self.animal).ok_or_else(|| unknown(&self.animal))?,
            Background::of(&self.background).ok_or_else(|| unknown(&self.background))?,
            Cast::of(&self.cast).ok_or_else(|| unknown(&self.cast))?,
        ))
    }
}

impl Holdout {
    /// Reads the file that the library was built with.
    ///
    /// # Errors
    /// As [`Holdout::parse`].
    pub fn read() -> Result<Self> {
        Self::parse(include_str!("../../models/demo/testset.json"))
    }

    /// Reads such a file.
    ///
    /// # Errors
    /// [`Error::Compute`] if it is not of that form, [`Error::Parameter`] if it names what is not drawn, or leaves out
    /// a parameter of [`Scene::parameters`].
    pub fn parse(text: &str) -> Result<Self> {
        let held: Self = serde_json::from_str(text).map_err(Error::compute)?;
        for name in Scene::PARAMETERS {
            let slices = held.ranges.get(name).map_or(&[][..], Vec::as_slice);
            if slices.is_empty() || !slices.iter().all(|[from, to]| from < to) {
                return Err(wrong("ranges", "slices of each parameter", format!("{slices:?} of `{name}`")));
            }
        }
        for (name, [from, to]) in &held.seeds {
            if from >= to {
                return Err(wrong("seeds", "ranges that hold some", format!("{from} to {to} of `{name}`")));
            }
        }
        if held.pairs.is_empty() {
            return Err(wrong("pairs", "at least one", "none".to_owned()));
        }
        for pair in &held.pairs {
            pair.drawn()?;
        }
        Ok(held)
    }

    /// The first `count` seeds of those that are kept for `name`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a name that is not in the file, or for more seeds than it keeps.
    pub fn seeds(&self, name: &str, count: u32) -> Result<Range<u32>> {
        let [from, to] = *self.seeds.get(name).ok_or_else(|| wrong("seeds", "in the file", format!("`{name}`")))?;
        match from.checked_add(count).filter(|end| *end <= to) {
            Some(end) => Ok(from..end),
            None => Err(wrong("seeds", &format!("at most {} of `{name}`", to - from), count.to_string())),
        }
    }

    /// A scene to train with, for a species or for a thing: the first that follows from `seed` and holds nothing
    /// of the test set.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a seed of the test set, or if no scene is left to train with.
    pub fn training(&self, species: Option<&Species>, seed: u32) -> Result<Scene> {
        if let Some((name, _)) = self.seeds.iter().find(|(_, [from, to])| (*from..*to).contains(&seed)) {
            return Err(Error::Parameter {
                parameter: "seed",
                bounds: "outside the test set (models/demo/testset.json) for training".to_owned(),
                found: format!("{seed} of `{name}`"),
            });
        }
        first(seed, |it| !self.has_range(it) && !species.is_some_and(|species| self.has_pair(species, &it.attributes)))
    }

    /// Held-out pair `index`, counted round: the species, and a scene with its background (even) or its cast (odd).
    ///
    /// # Errors
    /// [`Error::Parameter`] if the file names an animal or an attribute that is none.
    pub fn pair(&self, index: usize, seed: u32) -> Result<(usize, Scene)> {
        let (species, background, cast) = self.pairs[index / 2 % self.pairs.len()].drawn()?;
        let mut rng = Rng::new(seed);
        let mut attributes = Attributes::random(&mut rng);
        if index.is_multiple_of(2) {
            attributes.background = background;
        } else {
            attributes.cast = cast;
        }
        Ok((species, Scene::of(attributes, &mut rng)))
    }

    /// A scene whose every parameter that has held-out slices lies in one of them.
    ///
    /// # Errors
    /// [`Error::Parameter`] if there is no such scene.
    pub fn ranges(&self, seed: u32) -> Result<Scene> {
        first(seed, |it| self.held(it).all(|inside| inside))
    }

    /// Whether training must not show the species so.
    fn has_pair(&self, species: &Species, attributes: &Attributes) -> bool {
        let (background, cast) = (attributes.background.word(), attributes.cast.word());
        self.pairs.iter().any(|it| it.animal == species.animal() && (it.background == background || it.cast == cast))
    }

    /// Whether any parameter lies in a held-out slice.
    fn has_range(&self, scene: &Scene) -> bool {
        self.held(scene).any(|inside| inside)
    }

    /// For each parameter of the scene, whether it lies in a held-out slice.
    fn held<'a>(&'a self, scene: &'a Scene) -> impl Iterator<Item = bool> + 'a {
        scene.parameters().into_iter().map(|(name, at)| {
            let slices = self.ranges.get(name);
            slices.is_some_and(|it| it.iter().any(|[from, to]| (*from..*to).contains(&at)))
        })
    }
}

/// The first scene that follows from `seed` and is as it should be.
fn first(seed: u32, fits: impl Fn(&Scene) -> bool) -> Result<Scene> {
    let mut rng = Rng::new(seed);
    let mut scenes = (0..TRIES).map(|_| Scene::random(&mut rng));
    let none = || wrong("ranges", "such that a scene is left", format!("none of {TRIES} from seed {seed}"));
    scenes.find(fits).ok_or_else(none)
}

fn wrong(parameter: &'static str, bounds: &str, found: String) -> Error {
    Error::Parameter { parameter, bounds: bounds.to_owned(), found }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file with one thing changed.
    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        let text = include_str!("../../models/demo/testset.json");
        assert!(text.contains(from), "{from}");
        let error = Holdout::parse(&text.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn a_bad_file_is_refused() {
        check("\"turn\":", "\"turned\":", "ranges must be slices of each parameter, not [] of `turn`");
        check("[[0.053, 0.062]]", "[]", "ranges must be slices of each parameter, not [] of `bend`");
        check("[0.44, 0.56]", "[0.56, 0.44]", "ranges must be slices of each parameter");
        check("\"マアジ\"", "\"アジフライ\"", "pairs must be of animals and attributes that are drawn, not アジフライ");
        check("\"net\"", "\"moon\"", "pairs must be of animals and attributes that are drawn, not moon");
        check("\"blue\"", "\"bleu\"", "pairs must be of animals and attributes that are drawn, not bleu");
        check("[2000000, 3000000]", "[3000000, 2000000]", "seeds must be ranges that hold some");
        check("\"pairs\"", "\"pears\"", "the computation failed");
    }

    #[test]
    fn slices_that_nothing_fits_end_the_search() {
        let text = include_str!("../../models/demo/testset.json");
        // Everything that `filled` can be is held out, so nothing is left to train with.
        let all = Holdout::parse(&text.replacen("[0.57, 0.59]", "[0.0, 1.0]", 1)).unwrap();
        assert!(all.training(None, 1).unwrap_err().to_string().starts_with("ranges must be such that a scene is left"));
        let none = text.replacen("[[0.57, 0.59], [0.68, 0.72], [0.84, 0.86]]", "[[2.0, 3.0]]", 1);
        assert!(Holdout::parse(&none).unwrap().ranges(1).is_err());
    }

    #[test]
    fn seeds_are_those_of_the_file_and_no_more() {
        let held = Holdout::read().unwrap();
        assert_eq!(held.seeds("test", 930).unwrap(), 3_000_000..3_000_930);
        assert_eq!(held.seeds("test", 200_000).unwrap(), 3_000_000..3_200_000);
        let more = held.seeds("test", 200_001).unwrap_err().to_string();
        assert_eq!(more, "seeds must be at most 200000 of `test`, not 200001");
        assert_eq!(held.seeds("train", 1).unwrap_err().to_string(), "seeds must be in the file, not `train`");
    }
}
