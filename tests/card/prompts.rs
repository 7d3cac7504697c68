//! Attributes and looks in words: of a true phrase and a false one, the true one is nearer to the picture.

use ikesu::creatures::phrase::Value;
use ikesu::creatures::{self, CATALOG, Holdout, Scene};
use ikesu::matrix::dot;
use ikesu::rng::Rng;

use crate::Extent;
use crate::model::{LANGUAGES, Model, SIDE};
use crate::row::Row;

/// The rows.
pub(crate) fn rows(model: &Model, extent: Extent) -> Vec<Row> {
    let n = CATALOG.len() as u32;
    let seeds = Holdout::read().unwrap().seeds("test", extent.each.min(4) * n).unwrap();
    let drawn: Vec<_> = seeds
        .zip((0..CATALOG.len()).cycle())
        .map(|(seed, species)| {
            let picture = creatures::paint(species, &Scene::random(&mut Rng::new(seed)), SIDE).unwrap();
            (species, model.see_drawing(&picture), picture.attributes)
        })
        .collect();
    let mut rows = Vec::new();
    for (at, language) in LANGUAGES.iter().enumerate() {
        // Of the scene, and of the species.
        let mut shares = [Vec::new(), Vec::new()];
        for (attribute, values) in Value::all() {
            let phrase = |it: &Value| if at == 0 { it.japanese(None) } else { it.english(None) };
            let said: Vec<Vec<f32>> = values.iter().map(|it| model.clip.embed_text(&phrase(it)).unwrap()).collect();
            let (mut right, mut pairs) = (0.0, 0.0);
            for (species, vector, attributes) in &drawn {
                let Some(truth) = values.iter().position(|it| it.is_of(&CATALOG[*species], attributes)) else {
                    continue;
                };
                let cosine = dot(vector, &said[truth]);
                for (_, other) in said.iter().enumerate().filter(|(it, _)| *it != truth) {
                    right += f32::from(u8::from(cosine > dot(vector, other)));
                    pairs += 1.0;
                }
            }
            shares[usize::from(values[0].is_look())].push(right / pairs);
            rows.push(Row::told(format!("the right one of two phrases: {attribute}, {language}"), right / pairs));
        }
        let [attributes, looks] = shares.map(|it| it.iter().sum::<f32>() / it.len() as f32);
        let said = |what: &str| format!("the right one of two phrases, mean of the {what}, {language}");
        rows.push(Row::over(said("attributes"), 0.85, attributes));
        rows.push(Row::told(said("looks"), looks));
    }
    rows
}
