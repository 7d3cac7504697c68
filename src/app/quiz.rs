//! The quiz: 「この魚は何だろう?」 with four names to choose from.

use super::item::Item;
use super::label::Label;
use super::state::State;
use super::update::same_name;
use crate::protocol::ItemId;

/// The names to choose from.
const N_CHOICES: usize = 4;

/// Four words of the list, one of them the picture's true name; `None` if that is unknown.
///
/// Where the true name is no word of the list, the picture's own number stands for it: see [`Item::name`]. The wrong ones are first those that the model finds likely, then any; the order depends on the picture's number
/// alone, so it is the same at every look.
pub fn choices(state: &State, picture: ItemId) -> Option<Vec<ItemId>> {
    let truth = state.item(picture)?.truth()?;
    let is_true = |word: &Item| word.label().is_some_and(|label| same_name(truth, label));
    let right = state.words().find(|it| is_true(it)).map_or(picture, |it| it.id);
    let mut chosen = vec![right];
    let likely = state.names_of(picture).unwrap_or_default().iter().map(|it| it.item);
    let shuffle = |ids: &mut Vec<ItemId>| ids.sort_by_key(|id| (scatter(picture, *id), *id));
    let mut others: Vec<ItemId> = state.words().map(|it| it.id).collect();
    shuffle(&mut others);
    for id in likely.chain(others) {
        let Some(word) = state.item(id) else { continue };
        let is_said = |label: &Label| {
            let said = chosen.iter().filter_map(|it| state.item(*it)?.name());
            said.into_iter().any(|it| same_name(it, label))
        };
        if chosen.len() < N_CHOICES && !is_true(word) && word.label().is_some_and(|label| !is_said(label)) {
            chosen.push(id);
        }
    }
    shuffle(&mut chosen);
    Some(chosen)
}

/// How many guesses were right, of how many, and how often the model's first name was right for the same pictures.
pub fn score(state: &State) -> (u32, u32, u32) {
    let (mut right, mut model) = (0, 0);
    for (picture, guess) in state.naming.guesses.iter() {
        right += u32::from(guess.is_right);
        model += u32::from(is_named_rightly(state, *picture) == Some(true));
    }
    (right, state.naming.guesses.len() as u32, model)
}

/// Whether the model's name for a picture is the true one; `None` where either is unknown, `Some(false)` for わからない.
pub fn is_named_rightly(state: &State, picture: ItemId) -> Option<bool> {
    let truth = state.item(picture)?.truth()?;
    Some(state.model_name_of(picture)?.is_some_and(|name| same_name(truth, name)))
}

/// A number that mixes both well enough to look unordered (the finaliser of MurmurHash3, public domain).
fn scatter(a: ItemId, b: ItemId) -> u32 {
    let mut h = a.wrapping_mul(0x9e37_79b9) ^ b;
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::demos::{Guess, Ranked};
    use crate::app::item::{Kind, Picture, Status};
    use crate::app::label::parse_labels;
    use crate::app::{Msg, update};

    fn tank(truth: &str) -> State {
        let mut state = State::default();
        state.set_labels(parse_labels(
            "アユ | ayu | Plecoglossus altivelis\n鮎 | sweetfish | Plecoglossus altivelis\nコイ\nハモ\nサバ\nマダイ | | Pagrus major\n鯛 | | Pagrus major",
        ));
        let truth = parse_labels(truth).into_iter().next();
        let kind = Kind::Picture(Picture { name: "x.jpg".to_owned(), file: 1, truth, ..Picture::default() });
        state.items.push(Item { id: 900, kind, status: Status::Ready, vector: None, in_worker: true });
        state
    }

    fn word(state: &State, ja: &str) -> ItemId {
        state.words().find(|it| it.label().is_some_and(|label| label.ja == ja)).unwrap().id
    }

    #[test]
    fn four_names_and_just_one_is_right() {
        let state = tank("アユ | ayu | Plecoglossus altivelis");
        let four = choices(&state, 900).unwrap();
        assert_eq!(four.len(), 4);
        let names = four.iter().map(|id| state.item(*id).and_then(Item::label).unwrap());
        assert_eq!(names.clone().filter(|it| it.scientific == "Plecoglossus altivelis").count(), 1);
        assert!(
            names.filter(|it| it.scientific == "Pagrus major").count() < 2,
            "one fish under two names is one answer"
        );
        assert_eq!(choices(&state, 900).unwrap(), four);
    }

    #[test]
    fn what_the_model_takes_it_for_is_among_them() {
        let mut state = tank("アユ");
        let (koi, saba) = (word(&state, "コイ"), word(&state, "サバ"));
        let near = |item| Ranked { item, cosine: 0.3 };
        state.naming.ranked.insert(900, (0, vec![near(saba), near(koi)]));
        let four = choices(&state, 900).unwrap();
        assert!(four.contains(&koi) && four.contains(&saba));
    }

    #[test]
    fn a_true_name_that_is_no_word_of_the_list_is_among_them_too() {
        let mut state = tank("ランチャーム");
        let four = choices(&state, 900).unwrap();
        let names: Vec<&str> = four.iter().map(|id| state.item(*id).unwrap().name().unwrap().ja.as_str()).collect();
        assert_eq!((four.len(), names.iter().filter(|it| **it == "ランチャーム").count()), (4, 1), "{names:?}");
        for id in four {
            update(&mut state, Msg::Guess(900, id));
            assert_eq!(state.naming.guesses.get(&900), Some(&Guess { word: id, is_right: id == 900 }));
        }
    }

    #[test]
    fn no_choices_without_a_true_name() {
        assert_eq!(choices(&tank(""), 900), None);
        assert_eq!(choices(&tank("アユ"), 901), None);
    }

    #[test]
    fn the_score_counts_the_person_and_the_model() {
        let mut state = tank("コイ");
        let koi = word(&state, "コイ");
        assert_eq!(score(&state), (0, 0, 0));
        state.naming.ranked.insert(900, (0, vec![Ranked { item: koi, cosine: 0.3 }]));
        state.naming.guesses.insert(900, Guess { word: word(&state, "ハモ"), is_right: false });
        assert_eq!(score(&state), (0, 1, 1));
        assert_eq!(is_named_rightly(&state, 900), Some(true));
    }
}
