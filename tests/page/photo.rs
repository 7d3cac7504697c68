//! A model whose vectors have two parts: each question is answered by the one that it is about.

use ikesu::app::{
    Item, Knows, Lang, ListId, Load, MapOf, ModelChoice, Msg, NewPicture, OddWay, Place, Sample, Sampled, State,
    Status, Step, map_figure,
};
use ikesu::model::{Loader, Model};
use ikesu::protocol::FaultKind;
use ikesu::view::View;

use crate::harness::{Page, square, squares};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/photo/");
const FILES: [&str; 4] = ["config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors"];
/// Numbers that meet names, and those that meet pictures.
const PARTS: (usize, usize) = (128, 1280);

fn files() -> [Vec<u8>; 4] {
    FILES.map(|file| std::fs::read([FOLDER, file].concat()).unwrap())
}

/// The photo model by itself.
pub(crate) fn model() -> Model {
    let files = files();
    let mut loader = Loader::new(&files[0], &files[1], &files[2]).unwrap();
    loader.push(&files[3]).unwrap();
    loader.finish().unwrap()
}

/// A page that has the photo model, and knows of it what a catalog knows.
pub(crate) fn page() -> Page {
    let mut page = Page::new();
    let mut files = files();
    let mut loader = Loader::new(&files[0], &files[1], &files[2]).unwrap();
    loader.push(&files[3]).unwrap();
    let entry = &mut page.state.model.entry;
    entry.id = "photo".to_owned();
    entry.fingerprint = Some(loader.fingerprint());
    entry.n_names = Some(PARTS.0 as u32);
    for (file, bytes) in FILES.iter().zip(&mut files) {
        page.network.insert(format!("http://page.test/legacy/{file}"), std::mem::take(bytes));
    }
    page.send(Msg::EditLabels("| fish\n| crab\n| noise\n| octopus\n".to_owned()));
    page
}

pub(crate) fn drop_all(page: &mut Page) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/clip/pictures/");
    let read = |name: &'static str| (name, std::fs::read([folder, name].concat()).unwrap());
    page.drop_pictures(["fish.png", "grey.png", "noise.png", "palette.png"].map(read).to_vec());
}

fn vector(item: &Item) -> &[f32] {
    &item.vector.as_ref().unwrap().values
}

/// Of two items, written out without [`View`].
fn cosine(a: &Item, b: &Item, from: usize, to: usize) -> f32 {
    let (a, b) = (&vector(a)[from..to], &vector(b)[from..to]);
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    (product(a, b) / (product(a, a) * product(b, b)).sqrt()) as f32
}

fn near(found: f32, expected: f32) {
    assert!((found - expected).abs() < 1e-5, "{found} for {expected}");
}

fn check_names(state: &State) {
    for picture in state.pictures() {
        let names = state.names_of(picture.id).unwrap();
        assert_eq!(names.len(), 4);
        for name in names {
            near(name.cosine, cosine(picture, state.item(name.item).unwrap(), 0, PARTS.0));
        }
        // The model's scale is in its weights.
        assert!(state.model.facts.is_none() || state.shares_of(picture.id)[0].0 == names[0].item);
    }
}

#[test]
fn names_are_met_by_one_part_pictures_by_the_other_and_all_by_both() {
    let mut page = page();
    page.send(Msg::Started(None));
    drop_all(&mut page);
    page.run();
    assert_eq!((page.ready(), page.state.parts()), (4, Some(PARTS)));
    assert!(page.state.words().all(|it| vector(it)[PARTS.0..].iter().all(|it| *it == 0.0)));
    check_names(&page.state);

    let ids = page.state.ready(MapOf::Pictures);
    page.send(Msg::Select(Some(ids[0])));
    page.send(Msg::SetOddWay(OddWay::References));
    page.send(Msg::ToggleReference(ids[1]));
    page.run();
    let all = PARTS.0 + PARTS.1;
    let between = |a: u32, b: u32| cosine(page.state.item(a).unwrap(), page.state.item(b).unwrap(), PARTS.0, all);
    let (_, nearest) = page.state.nearest.clone().unwrap();
    assert_eq!(nearest.len(), 3, "{nearest:?}");
    nearest.iter().for_each(|it| near(it.cosine, between(ids[0], it.item)));
    for (id, score) in page.state.odd.by_references.clone().unwrap().iter() {
        near(score.most_similar, between(*id, ids[1]));
    }
    // In as many clusters as pictures each lies in its centre; in one, as far from the mean as its part says.
    let mut params = page.state.clusters.params;
    params.n_clusters = 1;
    page.send(Msg::SetClusters(params));
    page.run();
    let mut sum = vec![0.0_f32; PARTS.1];
    let part = |id: u32| View::Pictures.unit(vector(page.state.item(id).unwrap()), PARTS.0).into_owned();
    ids.iter().for_each(|id| sum.iter_mut().zip(part(*id)).for_each(|(sum, it)| *sum += it / 4.0));
    let clusters = page.state.clusters.result.clone().unwrap();
    for (id, distance) in clusters.items.iter().zip(&clusters.distances) {
        let square: f32 = sum.iter().zip(part(*id)).map(|(a, b)| (a - b) * (a - b)).sum();
        near(*distance, square.sqrt());
    }

    page.send(Msg::SetMapOf(MapOf::Both));
    page.send(Msg::GoTo(Step::Map));
    page.run();
    assert_eq!(page.state.map.result.as_ref().unwrap().items.len(), 8);
}

#[test]
fn what_is_kept_answers_before_the_model_is_there() {
    let mut page = page();
    page.send(Msg::Started(None));
    drop_all(&mut page);
    page.run();
    let (before, kept) = (page.state.map.result.clone().unwrap(), page.kept());
    assert_eq!(kept.settings.n_names, Some(PARTS.0 as u32));
    let mut page = self::page();
    page.state.catalog.models.push(page.state.model.entry.clone());
    page.is_slow = true;
    page.send(Msg::Started(Some(Box::new(kept))));
    page.run();
    assert!(page.state.model.facts.is_none());
    assert_eq!((page.ready(), page.n_embedded), (4, 0));
    check_names(&page.state);
    let after = page.state.map.result.clone().unwrap();
    assert_eq!(after.places, before.places);
    page.is_slow = false;
    page.run();
    assert!(page.state.model.facts.is_some());
    assert_eq!((page.ready(), page.n_embedded), (4, 0), "they are the model's own");
}

/// The demo model and one beside the page that knows photos: tiny ones stand in for both.
fn two_models() -> Page {
    let mut page = Page::new();
    let mut catalog = page.state.catalog.clone();
    catalog.models[1].place = Place::Folder("photo/".to_owned());
    catalog.models[1].knows = Knows::Everyday;
    page.state = State::new(catalog, "http://page.test/".to_owned(), Lang::Ja);
    for file in FILES {
        let bytes = page.network[&format!("http://hub.test/a/gelu/resolve/main/{file}")].clone();
        page.network.insert(format!("http://page.test/photo/{file}"), bytes);
    }
    page.send(Msg::Names(ListId::Fish, "鯉 | carp\n鰻 | eel\n".to_owned()));
    page.send(Msg::Names(ListId::Everyday, "猫 | cat\n犬 | dog\n魚 | fish\n".to_owned()));
    page.send(Msg::Started(None));
    page
}

fn sample(page: &mut Page) {
    let pictures = [[1, 2, 3], [200, 9, 9]].map(|colour| {
        page.files.push(square(colour));
        let file = page.files.len() as u32 - 1;
        NewPicture { name: "drawn.png".to_owned(), file, is_sample: true, ..NewPicture::default() }
    });
    let sampled = Sampled { sample: Sample::Market, replaces: true, pictures: pictures.to_vec(), words: Vec::new() };
    page.send(Msg::Sampled(Box::new(sampled)));
    page.run();
}

fn names(page: &Page) -> Vec<String> {
    page.state.labels().into_iter().map(|it| it.en).collect()
}

#[test]
fn the_first_photo_brings_its_model_and_list_and_the_samples_bring_theirs() {
    let mut page = two_models();
    sample(&mut page);
    assert_eq!((page.state.model.entry.id.as_str(), page.state.list), ("legacy", ListId::Fish));
    page.drop_pictures(squares(1));
    page.run();
    assert_eq!((page.state.model.entry.id.as_str(), page.state.list), ("gelu", ListId::Everyday));
    assert_eq!((page.ready(), names(&page)), (3, vec!["cat".to_owned(), "dog".to_owned(), "fish".to_owned()]));
    // The page's own again, in the place of all.
    sample(&mut page);
    assert_eq!((page.state.model.entry.id.as_str(), page.state.list, page.ready()), ("legacy", ListId::Fish, 2));
}

#[test]
fn what_the_person_has_chosen_or_written_stays() {
    let mut page = two_models();
    page.send(Msg::Choose(ModelChoice::Entry("legacy".to_owned())));
    page.drop_pictures(squares(1));
    page.run();
    assert_eq!((page.state.model.entry.id.as_str(), page.state.list), ("legacy", ListId::Fish));

    let mut page = two_models();
    page.send(Msg::EditLabels("| teapot\n".to_owned()));
    page.drop_pictures(squares(1));
    page.run();
    assert_eq!((page.state.model.entry.id.as_str(), page.state.list), ("gelu", ListId::Fish));
    assert_eq!(names(&page), ["teapot"]);
}

#[test]
fn a_photo_model_that_is_stopped_leaves_the_way_open() {
    let mut page = two_models();
    sample(&mut page);
    page.is_slow = true;
    page.drop_pictures(squares(1));
    page.turn();
    assert!(matches!(page.state.model.load, Load::Running(..)));
    page.is_slow = false;
    page.send(Msg::CancelLoad);
    page.run();
    assert_eq!(page.state.model.entry.id, "legacy", "it goes on with the one that is there");
    assert_eq!(page.ready(), 3);
    // The next photo is not the first.
    page.drop_pictures(squares(1));
    page.run();
    assert_eq!((page.state.model.entry.id.as_str(), page.ready()), ("legacy", 4));
    page.send(Msg::LoadAgain);
    page.run();
    assert_eq!((page.state.model.entry.id.as_str(), page.ready()), ("gelu", 4));
}

#[test]
fn each_list_is_kept_as_it_was_left() {
    let mut page = two_models();
    page.drop_pictures(squares(2));
    page.run();
    page.send(Msg::EditLabels("| cat\n| teapot\n".to_owned()));
    page.send(Msg::SetList(ListId::Own));
    page.run();
    assert!(names(&page).is_empty() && page.state.names_of(page.pictures()[0].id).is_none());
    page.send(Msg::EditLabels("| gutenberg\n".to_owned()));
    page.send(Msg::SetList(ListId::Everyday));
    page.run();
    assert_eq!(names(&page), ["cat", "teapot"]);
    let mut again = two_models();
    again.files = page.files.clone();
    again.send(Msg::Started(Some(Box::new(page.kept()))));
    again.run();
    assert_eq!((names(&again), again.state.list), (names(&page), ListId::Everyday));
    again.send(Msg::SetList(ListId::Own));
    assert_eq!(names(&again), ["gutenberg"]);
    again.send(Msg::SetList(ListId::Everyday));
    again.send(Msg::ResetLabels);
    assert_eq!(names(&again), ["cat", "dog", "fish"]);
    again.send(Msg::Erase);
    assert_eq!((names(&again), again.state.list), (vec!["carp".to_owned(), "eel".to_owned()], ListId::Fish));
    again.send(Msg::SetList(ListId::Own));
    assert!(names(&again).is_empty());
}

#[test]
fn a_name_of_which_the_model_knows_nothing_is_unreadable_and_the_others_go_on() {
    let mut page = page();
    page.send(Msg::EditLabels("| fish\n| 🐟\n| ぬぬぬ\n| crab\n".to_owned()));
    page.send(Msg::Started(None));
    drop_all(&mut page);
    page.run();
    let expected = [Status::Ready, Status::Unreadable, Status::Unreadable, Status::Ready];
    let found = |page: &Page| page.state.words().map(|it| it.status.clone()).collect::<Vec<_>>();
    assert_eq!(found(&page), expected);
    assert!(page.state.notices.is_empty(), "{:?}", page.state.notices);
    assert_eq!(page.state.names_of(page.pictures()[0].id).unwrap().len(), 2);
    // Nor is it taken for one once it has been read from storage, or asked for as the end of an axis.
    let kept = page.kept();
    let mut page = self::page();
    page.send(Msg::Started(Some(Box::new(kept))));
    page.send(Msg::GoTo(Step::Map));
    page.send(Msg::SetByWords(true));
    page.send(Msg::SetPhrase { axis: 0, end: 0, phrase: "cold".to_owned() });
    page.send(Msg::SetPhrase { axis: 0, end: 1, phrase: "🐟".to_owned() });
    page.run();
    assert_eq!(found(&page), expected);
    let fault = page.state.axes.fault.clone().unwrap();
    assert_eq!((fault.kind, fault.subject.as_str()), (FaultKind::Vector, "🐟"));
    assert!(map_figure(&page.state, "?").is_none());
}
