//! None of these: a picture that is nearer to an everyday word than to the list has no name, and says why.

use ikesu::app::{ExampleParams, Item, Label, ListId, Msg, OutsideParams, State};
use ikesu::model::Model;
use ikesu::view::View;

use crate::harness::Page;
use crate::photo::{drop_all, model, page as photo_page};

const EVERYDAY: &str = "魚 | fish\n車 | car\n木 | tree\n本 | book\nテレビ | television\n布 | cloth\n";
const NEAR: f32 = 0.4;
const SLACK: f32 = 0.02;

fn page(names: &str) -> Page {
    let mut page = photo_page();
    page.state.model.entry.templates = Default::default();
    page.state.model.entry.outside = Some(OutsideParams { near: NEAR, slack: SLACK });
    page.send(Msg::Names(ListId::Everyday, EVERYDAY.to_owned()));
    page.send(Msg::EditLabels(names.to_owned()));
    page.send(Msg::Started(None));
    drop_all(&mut page);
    page.run();
    page
}

/// Everything again, word by word; how many pictures have no name because of it.
fn check(state: &State, model: &Model) -> usize {
    let cosine = |a: &[f32], b: &[f32]| View::Names.cosine(a, b, model.n_names());
    let listed: Vec<Vec<f32>> = state.labels().iter().map(|it| model.embed_text(&it.en).unwrap()).collect();
    let counting: Vec<(&str, Vec<f32>)> = EVERYDAY
        .lines()
        .map(|line| line.split(" | ").nth(1).unwrap())
        .map(|word| (word, model.embed_text(word).unwrap()))
        .filter(|(_, word)| listed.iter().all(|it| cosine(it, word) < NEAR))
        .collect();
    let mut n_lost = 0;
    for picture in state.pictures().filter(|it| it.is_ready()) {
        let vector = &picture.vector.as_ref().unwrap().values;
        let nearest = counting.iter().map(|(word, it)| (*word, cosine(vector, it))).max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((word, expected)) = nearest else {
            assert_eq!(state.outside_of(picture.id), None);
            continue;
        };
        let (label, found) = state.outside_of(picture.id).unwrap();
        assert!(label.en == word && (found - expected).abs() < 1e-5, "{label:?} {found} for {word} {expected}");
        let best = state.names_of(picture.id).unwrap()[0];
        let name = state.item(best.item).and_then(Item::label);
        let is_lost = best.cosine < expected - SLACK;
        assert_eq!(state.name_of(picture.id), Some(name.filter(|_| !is_lost)));
        assert_eq!(state.lost_to(picture.id).map(|it| it.0.en.as_str()), is_lost.then_some(word));
        n_lost += usize::from(is_lost);
    }
    n_lost
}

#[test]
fn a_picture_that_is_nearer_to_an_everyday_word_has_no_name_and_says_why() {
    let model = model();
    let mut page = page("| saw\n| octopus\n");
    let n_lost = check(&page.state, &model);
    assert!((1..4).contains(&n_lost), "{n_lost} of 4");

    page.send(Msg::SetClosed(true));
    page.run();
    assert!(page.state.pictures().all(|it| matches!(page.state.name_of(it.id), Some(Some(_)))));
    assert!(page.state.settings().is_closed);
    page.send(Msg::SetClosed(false));
    page.run();
    assert_eq!(check(&page.state, &model), n_lost);
}

#[test]
fn what_is_near_to_a_name_of_the_list_does_not_count_and_another_list_is_another_question() {
    let model = model();
    let mut page = page("| crab\n| octopus\n");
    let before = check(&page.state, &model);
    page.send(Msg::EditLabels(EVERYDAY.lines().take(5).collect::<Vec<_>>().join("\n")));
    page.run();
    check(&page.state, &model);
    page.send(Msg::EditLabels(EVERYDAY.to_owned()));
    page.run();
    assert!(page.state.pictures().all(|it| page.state.outside_of(it.id).is_none()), "nothing is outside of it");
    page.send(Msg::EditLabels("| crab\n| octopus\n".to_owned()));
    page.run();
    assert_eq!(check(&page.state, &model), before);
}

#[test]
fn a_worker_that_died_is_asked_again_and_another_model_says_nothing_of_it() {
    let model = model();
    let mut page = page("| crab\n| octopus\n");
    let before = check(&page.state, &model);
    page.die();
    page.run();
    page.drop_pictures(vec![(
        "again.png",
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/clip/pictures/alpha.png")).unwrap(),
    )]);
    page.run();
    assert!(check(&page.state, &model) >= before);
    page.state.model.entry.outside = None;
    assert!(page.state.pictures().all(|it| page.state.outside_of(it.id).is_none()));
}

#[test]
fn an_everyday_word_that_the_examples_are_taken_for_is_no_reason_against_their_name() {
    let mut page = page("| saw\n| octopus\n");
    let lost: Vec<_> =
        page.state.pictures().filter_map(|it| Some((it.id, page.state.lost_to(it.id)?.0.en.clone()))).collect();
    let (picture, word) = lost.first().unwrap().clone();
    // The same picture once more is its example, so near to it that nothing of the list is nearer.
    let again = page.state.item(picture).and_then(Item::picture).unwrap().name.clone();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/clip/pictures/");
    page.drop_pictures(vec![("again.png", std::fs::read([folder, &again].concat()).unwrap())]);
    page.run();
    let example = page.state.pictures().last().unwrap().id;
    assert_eq!(page.state.lost_to(example).map(|it| it.0.en.clone()), Some(word));
    // An example far below what speaks against it: the slope is 0, the name's cosine the offset.
    let outside = page.state.outside_of(picture).unwrap().1;
    page.state.model.entry.examples = Some(ExampleParams { slope: 0.0, offset: outside - 2.0 * SLACK });
    let own = Label { en: "mine".to_owned(), ..Label::default() };
    page.send(Msg::Teach(example, Some(own.clone())));
    page.run();
    assert_eq!(page.state.lost_to(picture), None);
    let best = page.state.names_of(picture).unwrap()[0];
    assert_eq!(page.state.item(best.item).and_then(Item::label), Some(&own));
    assert_eq!(page.state.name_of(picture), Some(Some(&own)));
}
