//! The shipped model and the names that it is asked for.

use ikesu::app::Catalog;
use ikesu::creatures::{self, CATALOG};
use ikesu::matrix::dot;
use ikesu::model::{self, Loader};
use ikesu::picture::Picture;

/// Side of the drawings, in pixels: about that of a photo's creature.
pub(crate) const SIDE: u32 = 256;

/// The model, and the vectors of the bare names.
pub(crate) struct Model {
    pub(crate) clip: model::Model,
    /// Of each entry its names: Japanese, English, scientific, others.
    pub(crate) names: Vec<[&'static str; 4]>,
    /// For each entry the first one that names the same animal.
    pub(crate) animal: Vec<usize>,
    /// In Japanese and in English, a vector for each entry.
    pub(crate) words: [Vec<Vec<f32>>; 2],
    /// The cosine under which the page says わからない.
    pub(crate) threshold: f32,
}

/// Japanese and English, as the rows call them.
pub(crate) const LANGUAGES: [&str; 2] = ["Japanese", "English"];

impl Model {
    pub(crate) fn load() -> Self {
        let mut loader = Loader::new(
            include_bytes!("../../models/demo/config.json"),
            include_bytes!("../../models/demo/preprocessor_config.json"),
            include_bytes!("../../models/demo/tokenizer.json"),
        )
        .unwrap();
        loader.push(include_bytes!("../../models/demo/model.int8.safetensors")).unwrap();
        let clip = loader.finish().unwrap();
        let names: Vec<[&str; 4]> = include_str!("../../models/names.txt")
            .lines()
            .filter(|it| !it.is_empty() && !it.starts_with('#'))
            .map(|line| {
                let mut cells = line.split('|').map(str::trim);
                [(); 4].map(|()| cells.next().unwrap())
            })
            .collect();
        let first = |name: &str| CATALOG.iter().position(|it| it.name == name).unwrap();
        let animal = CATALOG.iter().map(|it| first(it.animal())).collect();
        let words = [0, 1].map(|language| names.iter().map(|it| clip.embed_text(it[language]).unwrap()).collect());
        let catalog: Catalog = serde_json::from_str(include_str!("../../models/catalog.json")).unwrap();
        let threshold = catalog.find("demo").unwrap().threshold.unwrap();
        Self { clip, names, animal, words, threshold }
    }

    /// The vector of a square picture.
    pub(crate) fn see(&self, rgba: &[u8]) -> Vec<f32> {
        let picture = Picture::from_rgba(SIDE, SIDE, 1, rgba).unwrap();
        self.clip.embed_picture(&picture).unwrap()
    }

    pub(crate) fn see_drawing(&self, picture: &creatures::Picture) -> Vec<f32> {
        self.see(&picture.rgba)
    }

    /// The animals from the most to the least similar, each once, with the cosine of its best name.
    pub(crate) fn ranked(&self, vector: &[f32], language: usize) -> Vec<(usize, f32)> {
        let mut best: Vec<(usize, f32)> = Vec::new();
        for (word, &animal) in self.words[language].iter().zip(&self.animal) {
            let cosine = dot(vector, word);
            match best.iter_mut().find(|(it, _)| *it == animal) {
                Some(known) => known.1 = known.1.max(cosine),
                None => best.push((animal, cosine)),
            }
        }
        best.sort_by(|a, b| b.1.total_cmp(&a.1));
        best
    }
}
