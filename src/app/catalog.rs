//! The catalog of models: what each is, where it lies, what it costs.

use serde::{Deserialize, Serialize};

use super::label::Lang;
use crate::fields::fields;
use crate::protocol::ModelFiles;
use crate::words::words;

/// All models that the menu offers, in its order; `models/catalog.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Catalog {
    /// Where `Place::Hub` repositories lie, without a slash at the end.
    pub hub: String,
    /// The models.
    pub models: Vec<ModelEntry>,
}

fields!(Catalog { hub, models });

/// One model of the menu.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// sha256 of `model.safetensors`, where known.
    pub sha256: Option<String>,
    /// What it was trained to see.
    pub knows: Knows,
    /// Languages that its text tower reads.
    pub reads: Vec<Lang>,
    /// Prompt templates for each language; none means the bare name.
    pub templates: Templates,
    /// The cosine under which it says わからない, where somebody has measured it.
    pub threshold: Option<f32>,
    /// The MOST_SIMILAR threshold of the references, where somebody has measured it.
    pub reference_threshold: Option<f32>,
    /// Whether it was ever loaded for real while this page was made.
    pub tried: bool,
    /// Whether it suits phones and small memory.
    pub is_small: bool,
}

fields!(ModelEntry {
    id,
    title,
    place,
    licence,
    bytes,
    memory,
    sha256,
    knows,
    reads,
    templates,
    threshold,
    reference_threshold,
    tried,
    is_small
});

/// A title in each language of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Titles {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

fields!(Titles { ja, en });

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
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Templates {
    /// For Japanese names.
    pub ja: Vec<String>,
    /// For English and scientific names.
    pub en: Vec<String>,
}

fields!(Templates { ja, en });

impl Templates {
    /// Those for names in `lang`; none means the bare name.
    pub fn get(&self, lang: &Lang) -> Option<&Vec<String>> {
        match lang {
            Lang::Ja => Some(&self.ja),
            Lang::En => Some(&self.en),
        }
    }
}

/// Where a model's files are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Place {
    /// In a folder beside the page, such as `models/demo/`.
    Beside(String),
    /// In a repository of the hub, at a fixed revision.
    Hub {
        /// `owner/name`.
        repository: String,
        /// A commit, or a branch where no commit is known.
        revision: String,
    },
    /// In any folder with an address, ending in `/`.
    Address(String),
    /// Files that the person picked: an address for each. No catalog has these.
    #[serde(skip)]
    Files(ModelFiles),
}

impl Default for Place {
    /// Nowhere: the place of no model.
    fn default() -> Self {
        Self::Beside(String::new())
    }
}

/// What a model was trained to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Knows {
    /// The project's own drawings, and nothing else.
    Drawings,
    /// Photos.
    Photos,
    /// Nobody said.
    #[default]
    Unknown,
}

words!(Knows { Drawings = "drawings", Photos = "photos", Unknown = "unknown" });

impl Catalog {
    /// The model called `id`.
    pub fn find(&self, id: &str) -> Option<&ModelEntry> {
        self.models.iter().find(|it| it.id == id)
    }

    /// The addresses of `entry`'s files; `base` is the page's own folder, ending in `/`.
    pub fn files(&self, entry: &ModelEntry, base: &str) -> ModelFiles {
        let folder = match &entry.place {
            Place::Beside(folder) => format!("{base}{folder}"),
            Place::Hub { repository, revision } => format!("{}/{repository}/resolve/{revision}/", self.hub),
            Place::Address(address) => address.clone(),
            Place::Files(files) => return files.clone(),
        };
        ModelFiles {
            config: format!("{folder}config.json"),
            preprocessor: format!("{folder}preprocessor_config.json"),
            tokenizer: format!("{folder}tokenizer.json"),
            weights: format!("{folder}model.safetensors"),
            sha256: entry.sha256.clone(),
            bytes: Some(entry.bytes),
        }
    }
}

/// The folder that an address typed by a person means: a page of the hub, a file in the folder, or the folder itself.
///
/// `None` if it is no address at all.
pub(super) fn folder_of(address: &str) -> Option<String> {
    let address = address.trim();
    if !(address.starts_with("https://") || address.starts_with("http://")) || address.contains(char::is_whitespace) {
        return None;
    }
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let mut folder = address.replace("/blob/", "/resolve/").replace("/tree/", "/resolve/");
    for file in ["config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors"] {
        if let Some(rest) = folder.strip_suffix(&format!("/{file}")) {
            folder = rest.to_owned();
            break;
        }
    }
    let is_bare_repository = {
        let path: Vec<&str> =
            folder.splitn(4, '/').nth(3).unwrap_or("").split('/').filter(|it| !it.is_empty()).collect();
        folder.starts_with("https://huggingface.co/") && path.len() == 2
    };
    let folder = folder.trim_end_matches('/');
    Some(if is_bare_repository { format!("{folder}/resolve/main/") } else { format!("{folder}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, folder: Option<&str>) {
        assert_eq!(folder_of(address).as_deref(), folder);
    }

    #[test]
    fn an_address_means_a_folder() {
        check("https://huggingface.co/a/b", Some("https://huggingface.co/a/b/resolve/main/"));
        check("https://huggingface.co/a/b/tree/v1", Some("https://huggingface.co/a/b/resolve/v1/"));
        check(" https://x.org/m/model.safetensors?download=true ", Some("https://x.org/m/"));
        check("http://127.0.0.1:8000/a/b/resolve/main/", Some("http://127.0.0.1:8000/a/b/resolve/main/"));
        check("my model", None);
        check("ftp://x", None);
    }

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
        let files = catalog.files(tiny, "https://page.example/");
        assert!(files.weights.starts_with(&catalog.hub) && files.weights.ends_with("/model.safetensors"));
    }
}
