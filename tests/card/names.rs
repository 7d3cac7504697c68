//! Names alone: what the webinar does with references, and whether kin lie together.

use std::collections::BTreeMap;

use ikesu::creatures::{CATALOG, Kind};
use ikesu::matrix::dot;

use crate::model::{LANGUAGES, Model};
use crate::row::Row;

/// The webinar's references.
const REFERENCES: [&str; 3] = ["マアジ", "ボタンエビ", "マダコ"];

/// The rows.
pub(crate) fn rows(model: &Model) -> Vec<Row> {
    let find = |name: &str| CATALOG.iter().position(|it| it.name == name).unwrap();
    let mut rows = Vec::new();
    for (words, language) in model.words.iter().zip(LANGUAGES) {
        let most_similar =
            |it: &[f32]| REFERENCES.iter().map(|name| dot(it, &words[find(name)])).fold(f32::NEG_INFINITY, f32::max);
        let scores: Vec<f32> = words.iter().map(|it| most_similar(it)).collect();
        // 1 is the least like any of the three.
        let rank = |name: &str| 1 + scores.iter().filter(|it| **it < scores[find(name)]).count();
        let said = format!("rank of モクギョ from the least MOST_SIMILAR, names alone, {language}");
        rows.push(Row::under(said, 10.0, rank("モクギョ") as f32));
        let said = format!("rank of タイヤキ from the least MOST_SIMILAR, names alone, {language}");
        rows.push(Row::told(said, rank("タイヤキ") as f32));
        rows.push(Row::over(format!("silhouette of the names by kind, {language}"), 0.2, silhouette(words)));
    }
    rows
}

/// The mean silhouette (Rousseeuw 1987) of the names of the five kinds, by cosine distance.
fn silhouette(words: &[Vec<f32>]) -> f32 {
    let mut kinds: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
    for (at, species) in CATALOG.iter().enumerate() {
        if let Some(kind) = species.kind() {
            kinds.entry(kind).or_default().push(at);
        }
    }
    let mean = |at: usize, others: &[usize]| -> f32 {
        let others: Vec<f32> =
            others.iter().filter(|it| **it != at).map(|it| 1.0 - dot(&words[at], &words[*it])).collect();
        others.iter().sum::<f32>() / others.len() as f32
    };
    let mut scores = Vec::new();
    for (kind, members) in &kinds {
        for &at in members {
            let own = mean(at, members);
            let other = kinds.iter().filter(|(it, _)| *it != kind).map(|(_, it)| mean(at, it)).fold(f32::MAX, f32::min);
            scores.push((other - own) / own.max(other));
        }
    }
    scores.iter().sum::<f32>() / scores.len() as f32
}
