//! The catalog of models: what each is, where it lies, what it costs.

use serde::{Deserialize, Serialize};

use super::label::Lang;
use super::outside::OutsideParams;
use super::taught::ExampleParams;
use crate::protocol::ModelFiles;

/// All models that the menu offers, in its order; `models/catalog.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Catalog {
    /// The models.
    pub models: Vec<ModelEntry>,
    /// Where the English of Japanese words lies, beside the page; empty where nobody has put it there.
    pub glosses: String,
}

/// One model of the menu.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelEntry {
    /// Its key: in settings, in addresses, in stored vectors.
    pub id: String,
    /// What the menu calls it.
    pub title: Titles,
    /// Where its files are.
    pub place: Place,
    /// Its licence, as SPDX writes it or in words.
    pub licence: String,
    /// Bytes to fetch, all files together.
    pub bytes: u64,
    /// Bytes of memory that it needs once loaded.
    pub memory: u64,
    /// The weights' file in its folder, where it is not `model.safetensors`: one of 8-bit integers, made by
    /// `cargo xtask quantise`, is a fourth of the download.
    pub weights: Option<String>,
    /// What `model::Loader::fingerprint` says of its files, where known.
    pub fingerprint: Option<String>,
    /// How many numbers of its vectors meet names, where not all do: `ModelFacts::n_names`.
    pub n_names: Option<u32>,
    /// What it was trained to see.
    pub knows: Knows,
    /// Languages that its text tower reads.
    pub reads: Vec<Lang>,
    /// Prompt templates for each language; none means the bare name.
    pub templates: Templates,
    /// The cosine under which it says わからない, where somebody has measured it.
    pub threshold: Option<f32>,
    /// When it says わからない because what it sees is in no list, where somebody has measured it.
    pub outside: Option<OutsideParams>,
    /// What an example of a name counts beside its words, where somebody has measured it.
    pub examples: Option<ExampleParams>,
    /// The MOST_SIMILAR threshold of the references, where somebody has measured it.
    pub reference_threshold: Option<f32>,
    /// How far saving a picture again moves it, where somebody has measured it:
    /// [`ClusterParams::resaved`](crate::anomaly::ClusterParams::resaved).
    pub resaved: Option<f32>,
    /// Whether it was ever loaded for real while this page was made.
    pub tried: bool,
    /// Whether it suits phones and small memory.
    pub is_small: bool,
}

impl ModelEntry {
    /// The addresses of its files; `base` is the page's own folder, ending in `/`.
    pub fn files(&self, base: &str) -> ModelFiles {
        let folder = match &self.place {
            Place::Files(files) => return files.clone(),
            Place::Folder(folder) if self.place.is_far() => folder.clone(),
            Place::Folder(folder) => [base, folder].concat(),
        };
        ModelFiles {
            config: format!("{folder}config.json"),
            preprocessor: format!("{folder}preprocessor_config.json"),
            tokenizer: format!("{folder}tokenizer.json"),
            weights: vec![[&folder, self.weights.as_deref().unwrap_or("model.safetensors")].concat()],
            fingerprint: self.fingerprint.clone(),
            is_far: self.place.is_far(),
        }
    }
}

/// A title in each language of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Titles {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Titles {
    /// The title in `lang`.
    pub fn shown(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// Prompt templates in each language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Templates {
    /// For Japanese names.
    pub ja: Vec<String>,
    /// For English and scientific names.
    pub en: Vec<String>,
}

impl Templates {
    /// Those for names in `lang`; none means the bare name.
    pub fn get(&self, lang: Lang) -> &Vec<String> {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// Where a model's files are.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// In a folder that ends in `/`: beside the page, such as `models/demo/`, or with an address of its own, such as
    /// `https://huggingface.co/owner/name/resolve/revision/`. It is written as this text.
    Folder(String),
    /// Files that the person picked: an address for each, good for this visit. No catalog has these.
    Files(ModelFiles),
}

impl Default for Place {
    /// Nowhere: the place of no model.
    fn default() -> Self {
        Self::Folder(String::new())
    }
}

impl Place {
    /// Whether its files come from somewhere else than the page and this device.
    pub(super) fn is_far(&self) -> bool {
        matches!(self, Self::Folder(folder) if folder.contains("://"))
    }
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if let Self::Folder(folder) = self { folder } else { "" })
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::Folder)
    }
}

/// What a model was trained to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Knows {
    /// The project's own drawings, and nothing else.
    Drawings,
    /// Photos of everyday things, and no more of them than a thousand classes have.
    Everyday,
    /// Photos.
    Photos,
    /// Nobody said.
    #[default]
    Unknown,
}

impl Catalog {
    /// The model called `id`.
    pub fn find(&self, id: &str) -> Option<&ModelEntry> {
        self.models.iter().find(|it| it.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_catalog_is_read_and_its_keys_differ() {
        let catalog: Catalog = serde_json::from_str(include_str!("../../models/catalog.json")).unwrap();
        assert_eq!(catalog.models[0].id, "demo");
        for entry in &catalog.models {
            let words = [&entry.id, &entry.title.ja, &entry.title.en, &entry.licence];
            assert!(words.iter().all(|it| !it.is_empty()) && entry.place != Place::default(), "{entry:?}");
            assert!(entry.bytes > 0 && entry.memory > 0 && !entry.reads.is_empty(), "{entry:?}");
            assert_ne!(entry.knows, Knows::Unknown, "{entry:?}");
        }
        let mut ids: Vec<&str> = catalog.models.iter().map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), catalog.models.len());
        let tiny = catalog.models.iter().find(|it| it.is_small && it.knows == Knows::Photos).unwrap();
        assert!(tiny.place.is_far() && !catalog.models[0].place.is_far());
        let weights = |it: &ModelEntry| it.files("https://page.example/").weights.concat();
        assert!(weights(tiny).starts_with("https://huggingface.co/") && weights(tiny).ends_with("/model.safetensors"));
        assert_eq!(weights(&catalog.models[0]), "https://page.example/models/demo/model.int8.safetensors");
    }
}
