//! Names that are taught by example: what the examples say counts beside the words, and nothing is lost of it.

use ikesu::app::{ExampleParams, Item, Label, ListId, Msg, State, Status, is_named_rightly, write_labels};
use ikesu::protocol::ItemId;

use crate::harness::{Page, squares};
use crate::photo::{drop_all, page};

const PARAMS: ExampleParams = ExampleParams { slope: 1.5, offset: -0.3 };

fn label(en: &str) -> Label {
    Label { en: en.to_owned(), ..Label::default() }
}

fn word(state: &State, name: &str) -> ItemId {
    state.words().find(|it| it.label().is_some_and(|it| it.names().any(|it| it == name))).unwrap().id
}

fn values(state: &State, id: ItemId) -> Vec<f32> {
    state.item(id).and_then(|it| it.vector.as_ref()).unwrap().values.to_vec()
}

/// Of parts of two vectors, written out without the page's own.
fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    (product(a, b) / (product(a, a) * product(b, b)).sqrt()) as f32
}

/// The mean of the examples' picture parts, each of length 1.
fn mean(state: &State, examples: &[ItemId], from: usize) -> Vec<f32> {
    let unit = |id: &ItemId| {
        let part = values(state, *id)[from..].to_vec();
        let length = part.iter().map(|it| it * it).sum::<f32>().sqrt();
        part.into_iter().map(|it| it / length).collect::<Vec<f32>>()
    };
    let units: Vec<Vec<f32>> = examples.iter().map(unit).collect();
    (0..units[0].len()).map(|at| units.iter().map(|it| it[at]).sum()).collect()
}

fn score(state: &State, picture: ItemId, word: ItemId) -> Option<f32> {
    state.names_of(picture)?.iter().find(|it| it.item == word).map(|it| it.cosine)
}

fn near(found: Option<f32>, expected: f32) {
    assert!(found.is_some_and(|it| (it - expected).abs() < 1e-4), "{found:?} for {expected}");
}

fn started() -> (Page, Vec<ItemId>) {
    let mut page = page();
    page.state.model.entry.examples = Some(PARAMS);
    page.send(Msg::Started(None));
    drop_all(&mut page);
    page.run();
    let ids = page.pictures().iter().map(|it| it.id).collect();
    (page, ids)
}

#[test]
fn a_picture_is_as_near_to_a_name_as_its_words_or_its_examples() {
    let (mut page, ids) = started();
    let before: Vec<_> = ids.iter().map(|it| page.state.names_of(*it).unwrap().to_vec()).collect();
    for at in [0, 3] {
        page.send(Msg::Teach(ids[at], Some(label("octopus"))));
    }
    page.run();
    let state = &page.state;
    let octopus = word(state, "octopus");
    assert_eq!((state.examples_of(octopus), state.taught_words()), (vec![ids[0], ids[3]], vec![octopus]));
    let examples = |own: Option<usize>| -> Vec<ItemId> {
        [0, 3].into_iter().filter(|it| Some(*it) != own).map(|it| ids[it]).collect()
    };
    for at in 0..ids.len() {
        let own = [0, 3].contains(&at).then_some(at);
        let mean = mean(state, &examples(own), 128);
        let by_examples = PARAMS.slope * cosine(&values(state, ids[at])[128..], &mean) + PARAMS.offset;
        let by_words = cosine(&values(state, ids[at])[..128], &values(state, octopus)[..128]);
        near(state.by_words(ids[at], octopus), by_words);
        near(score(state, ids[at], octopus), by_examples.max(by_words));
        // The other names are as they were, and greater ones stand first.
        let names = state.names_of(ids[at]).unwrap();
        assert!(names.is_sorted_by(|a, b| a.cosine >= b.cosine));
        for it in before[at].iter().filter(|it| it.item != octopus) {
            near(score(state, ids[at], it.item), it.cosine);
        }
        let shares = state.shares_of(ids[at]);
        assert_eq!(
            shares.iter().map(|it| it.0).collect::<Vec<_>>(),
            names.iter().map(|it| it.item).collect::<Vec<_>>()
        );
    }
    // What a person has said is the name, whatever the model makes of it.
    assert_eq!(state.name_of(ids[0]).flatten().map(|it| it.en.as_str()), Some("octopus"));
}

#[test]
fn what_was_taught_is_taken_back_removed_and_kept() {
    let (mut page, ids) = started();
    // So that examples say more than words, whatever the pictures are.
    page.state.model.entry.examples = Some(ExampleParams { slope: 1.0, offset: 0.5 });
    let before = page.state.names_of(ids[1]).unwrap().to_vec();
    page.send(Msg::Teach(ids[0], Some(label("octopus"))));
    page.send(Msg::Teach(ids[0], Some(label("crab"))));
    page.run();
    assert_eq!(page.state.taught_name(ids[0]), Some(&label("crab")));
    page.send(Msg::TakeBack);
    page.run();
    assert_eq!(page.state.taught_name(ids[0]), Some(&label("octopus")));
    // Once, as all that is taken back here.
    page.send(Msg::TakeBack);
    assert_eq!(page.state.taught_name(ids[0]), Some(&label("octopus")));

    let taught = page.state.names_of(ids[1]).unwrap().to_vec();
    assert_ne!(taught, before);
    // Without the picture there is no example, and with it there is again.
    page.send(Msg::Remove(vec![ids[0]]));
    page.run();
    assert_eq!(page.state.names_of(ids[1]).unwrap(), before);
    page.send(Msg::Undo);
    page.run();
    assert_eq!(page.state.names_of(ids[1]).unwrap(), taught);

    let kept = page.kept();
    let mut again = crate::photo::page();
    again.state.model.entry.examples = page.state.model.entry.examples;
    again.send(Msg::Started(Some(Box::new(kept))));
    again.run();
    assert_eq!(again.state.names_of(ids[1]).unwrap(), taught);

    page.send(Msg::Teach(ids[0], None));
    page.run();
    assert_eq!((page.state.names_of(ids[1]).unwrap(), page.state.taught_words().len()), (&before[..], 0));
    page.send(Msg::Teach(ids[0], Some(label("octopus"))));
    page.send(Msg::Erase);
    assert!(page.state.taught.examples.is_empty());
}

#[test]
fn a_name_may_have_examples_alone() {
    let (mut page, ids) = started();
    let n_words = page.state.words().count();
    // In a language that the model does not read; it comes to the list.
    let own = Label { ja: "うちのねこ".to_owned(), ..Label::default() };
    page.send(Msg::Teach(ids[2], Some(own.clone())));
    page.run();
    assert_eq!(page.state.words().count(), n_words + 1);
    // With it, it goes again.
    page.send(Msg::TakeBack);
    assert_eq!(page.state.words().count(), n_words);
    page.send(Msg::Teach(ids[2], Some(own.clone())));
    page.run();
    let id = word(&page.state, "うちのねこ");
    assert_eq!(page.state.item(id).map(|it| &it.status), Some(&Status::Unreadable));
    for other in [0, 1, 3] {
        let picture = ids[other];
        let pictures = |it: ItemId| values(&page.state, it)[128..].to_vec();
        near(
            score(&page.state, picture, id),
            PARAMS.slope * cosine(&pictures(picture), &pictures(ids[2])) + PARAMS.offset,
        );
        assert_eq!(page.state.by_words(picture, id), None);
    }
    // The only example says nothing of itself.
    assert_eq!(score(&page.state, ids[2], id), None);

    // Alone in a list, too, and renamed it is what it was.
    page.send(Msg::SetList(ListId::Own));
    page.run();
    assert!(page.state.names_of(ids[0]).is_none());
    page.send(Msg::EditLabels(write_labels(&[own])));
    page.run();
    assert_eq!(page.state.names_of(ids[0]).unwrap().len(), 1);
    let id = word(&page.state, "うちのねこ");
    page.send(Msg::SetLabel(Some(id), Label { ja: "ミケ".to_owned(), ..Label::default() }));
    page.run();
    let id = word(&page.state, "ミケ");
    assert_eq!(page.state.examples_of(id), [ids[2]]);
    assert!(score(&page.state, ids[0], id).is_some());
}

#[test]
fn who_is_told_the_name_has_not_guessed_it() {
    let (mut page, _) = started();
    page.send(Msg::EditLabels("| fish\n| crab\n| noise\n| octopus\n".to_owned()));
    let fish = page.pictures().iter().find(|it| it.truth().is_some_and(|it| it.en == "fish")).map(|it| it.id).unwrap();
    page.send(Msg::Teach(fish, Some(label("fish"))));
    page.run();
    assert!(!page.state.is_secret(page.state.item(fish).unwrap()));
    let said = page.state.model_name_of(fish).flatten().cloned();
    assert_eq!(is_named_rightly(&page.state, fish), said.map(|it| it == label("fish")));
}

#[test]
fn of_a_model_that_nobody_measured_the_tank_gives_the_scale() {
    let mut page = Page::started();
    page.drop_pictures(squares(9));
    page.run();
    let ids: Vec<ItemId> = page.pictures().iter().map(|it| it.id).collect();
    assert_eq!(page.state.model.entry.examples, None);
    let first = page.state.words().find(|it| it.is_ready()).and_then(Item::label).cloned().unwrap();
    page.send(Msg::Teach(ids[0], Some(first.clone())));
    page.run();
    let state = &page.state;
    let id = state.taught_words()[0];
    // Of the first eight pictures, a power of two, and of the words, sixteen at most.
    let pictures: Vec<Vec<f32>> = ids[..8].iter().map(|it| values(state, *it)).collect();
    let words: Vec<ItemId> = state.words().filter(|it| it.is_ready()).map(|it| it.id).collect();
    let step = words.len().div_ceil(16);
    let words: Vec<Vec<f32>> = words.into_iter().step_by(step).map(|it| values(state, it)).collect();
    let pairs = (0..8).flat_map(|at| (0..at).map(move |other| (at, other)));
    let of_pictures: Vec<f32> = pairs.map(|(a, b)| cosine(&pictures[a], &pictures[b])).collect();
    let of_words: Vec<f32> = pictures.iter().flat_map(|it| words.iter().map(|word| cosine(it, word))).collect();
    let spread = |all: &[f32]| {
        let mean = all.iter().sum::<f32>() / all.len() as f32;
        (mean, (all.iter().map(|it| (it - mean).powi(2)).sum::<f32>() / all.len() as f32).sqrt())
    };
    let (a, b) = (spread(&of_pictures), spread(&of_words));
    for picture in &ids[1..] {
        let z = (cosine(&values(state, *picture), &values(state, ids[0])) - a.0) / a.1;
        let by_words = state.by_words(*picture, id).unwrap();
        let expected = (b.0 + z * b.1).max(by_words);
        match score(state, *picture, id) {
            Some(score) => near(Some(score), expected),
            // Only the best names are kept.
            None => assert!(state.names_of(*picture).unwrap().iter().all(|it| it.cosine >= expected - 1e-4)),
        }
    }
}

#[test]
fn an_example_that_is_embedded_last_counts_for_those_before_it() {
    let (mut page, ids) = started();
    page.state.model.entry.examples = Some(ExampleParams { slope: 1.0, offset: 0.5 });
    page.send(Msg::Teach(ids[3], Some(label("octopus"))));
    page.run();
    let taught: Vec<_> = ids.iter().map(|it| page.state.names_of(*it).unwrap().to_vec()).collect();
    // The tank again, without vectors.
    let mut kept = page.kept();
    kept.items.iter_mut().for_each(|it| it.vector = Vec::new());
    let mut again = crate::photo::page();
    again.state.model.entry.examples = page.state.model.entry.examples;
    again.files = page.files.clone();
    again.send(Msg::Started(Some(Box::new(kept))));
    again.run();
    for (id, expected) in ids.iter().zip(&taught) {
        let found = again.state.names_of(*id).unwrap();
        assert_eq!(found.len(), expected.len());
        for (a, b) in found.iter().zip(expected) {
            near(Some(a.cosine), b.cosine);
        }
    }
}

#[test]
fn what_was_taught_in_one_list_is_not_taken_back_in_another() {
    let (mut page, ids) = started();
    page.send(Msg::Teach(ids[0], Some(label("octopus"))));
    page.send(Msg::Teach(ids[0], None));
    page.send(Msg::SetList(ListId::Own));
    page.send(Msg::TakeBack);
    assert_eq!((page.state.words().count(), page.state.taught_name(ids[0])), (0, None));
}
