//! Sample collections: with vectors that came along, with those of another model, in place of others, of names alone.

use std::sync::Arc;

use ikesu::app::{
    Effect, MapOf, ModelChoice, Msg, NewPicture, OddWay, Sample, Sampled, Step, Tell, Vector, write_labels,
};
use ikesu::protocol::ItemId;

use crate::harness::{Page, squares};

/// A collection as it comes, of the pictures of `page` with their vectors.
fn sampled(page: &Page, sample: Sample, made_by: Option<&str>) -> Sampled {
    let picture = |it: &&ikesu::app::Item| {
        let vector = it.vector.clone().map(|it| Vector { made_by: made_by.map_or(it.made_by, Arc::from), ..it });
        NewPicture {
            name: "鯛".to_owned(), file: it.file().unwrap(), is_sample: true, vector, ..NewPicture::default()
        }
    };
    let pictures = page.pictures().iter().map(picture).collect();
    let words = page.state.words().filter_map(|it| it.vector.clone()).collect();
    Sampled { sample, replaces: false, pictures, words }
}

/// A page that has embedded `n` pictures, as whoever makes the collections does.
fn maker(n: u32) -> Page {
    let mut page = Page::started();
    page.drop_pictures(squares(n));
    page.run();
    page
}

fn ids(page: &Page) -> Vec<ItemId> {
    page.pictures().iter().map(|it| it.id).collect()
}

#[test]
fn every_collection_is_found_by_its_name_and_the_market_by_its_old_one() {
    for sample in Sample::ALL {
        assert_eq!(Sample::find(sample.name()), Some(sample));
    }
    assert_eq!(Sample::find("samples"), Some(Sample::Market));
    assert_eq!(Sample::find("https://page.example/list.json"), None);
}

#[test]
fn what_came_with_its_vectors_is_not_embedded() {
    let made = maker(6);
    let mut page = Page::started();
    page.files = made.files.clone();
    page.send(Msg::UseSamples(Sample::Line, false));
    // Nothing else is on its way while the collection is.
    assert!(!page.has_worker && page.state.is_gathering);
    page.send(Msg::Sampled(Box::new(sampled(&made, Sample::Line, None))));
    page.run();
    assert_eq!((page.ready(), page.n_embedded), (6, 0));
    assert_eq!(
        (page.state.step, page.state.sample, page.state.odd.way),
        (Step::Odd, Some(Sample::Line), OddWay::Clusters)
    );
    assert!(page.told.contains(&Tell::Progress(6, 6)) && page.told.contains(&Tell::Done));
    let names = |page: &Page| -> Vec<Vec<f32>> {
        let all = page.pictures();
        all.iter().map(|it| page.state.names_of(it.id).unwrap().iter().map(|it| it.cosine).collect()).collect()
    };
    assert_eq!(names(&page), names(&made), "the same answers as of what was embedded here");
    assert!(page.stored.values().all(|it| !it.vector.is_empty()), "vectors of words are kept too");
    // Pictures of one's own are no collection any more.
    page.drop_pictures(squares(1));
    assert_eq!(page.state.sample, None);
}

#[test]
fn vectors_that_came_along_are_there_before_a_model_that_the_catalog_tells_apart() {
    let made = maker(4);
    let fingerprint = made.state.model.facts.as_ref().unwrap().fingerprint.clone();
    for (fingerprint, n_ready) in [(Some(fingerprint), 4), (Some("another".to_owned()), 0), (None, 0)] {
        let mut page = Page::started();
        page.state.model.entry.fingerprint = fingerprint;
        page.files = made.files.clone();
        page.send(Msg::Sampled(Box::new(sampled(&made, Sample::Both, None))));
        assert!(page.state.model.facts.is_none());
        let n_words = page.state.words().filter(|it| it.is_ready()).count();
        assert_eq!((page.ready(), n_words > 0), (n_ready, n_ready > 0), "{:?}", page.state.model.entry.fingerprint);
        assert_eq!(page.state.map.result, None, "where they are on the map, the worker has to say");
    }
}

/// A page that was given the vectors of `made`, by a model that its catalog tells apart and that does not come yet.
fn without_its_model(made: &Page, sample: Sample) -> Page {
    let mut page = Page::started();
    page.state.model.entry.fingerprint = made.state.model.facts.as_ref().map(|it| it.fingerprint.clone());
    page.files = made.files.clone();
    page.is_slow = true;
    page.send(Msg::Sampled(Box::new(sampled(made, sample, None))));
    page
}

#[test]
fn what_came_with_its_vectors_is_named_before_a_worker_has_done_anything() {
    let made = maker(6);
    let page = without_its_model(&made, Sample::Market);
    let names = |page: &Page| -> Vec<Vec<f32>> {
        let named = page.pictures().into_iter().map(|it| page.state.names_of(it.id).unwrap());
        named.map(|it| it.iter().map(|it| it.cosine).collect()).collect()
    };
    assert_eq!(names(&page), names(&made));
}

#[test]
fn what_came_with_its_vectors_is_on_the_map_before_the_model_and_stays_there() {
    let made = maker(6);
    let mut page = without_its_model(&made, Sample::Market);
    page.run();
    let results = |page: &Page| {
        let state = &page.state;
        (
            state.map.result.clone().unwrap(),
            state.clusters.result.clone().unwrap(),
            state.odd.by_clusters.clone().unwrap(),
        )
    };
    let early = results(&page);
    let first = ids(&page)[0];
    page.send(Msg::Select(Some(first)));
    page.run();
    let nearest = page.state.nearest.clone();
    assert!(page.state.model.facts.is_none() && nearest.is_some());
    page.is_slow = false;
    page.drop_pictures(squares(1));
    page.until(|state| state.model.facts.is_some());
    let late = results(&page);
    assert!(Arc::ptr_eq(&early.0, &late.0) && Arc::ptr_eq(&early.1, &late.1) && Arc::ptr_eq(&early.2, &late.2));
    assert_eq!(page.state.nearest, nearest);
    // What comes later goes with them.
    page.run();
    assert_eq!((page.ready(), page.n_embedded, results(&page).0.items.len()), (7, 1, 7));
    assert!(page.state.notices.is_empty());
}

#[test]
fn another_model_in_place_of_one_that_has_not_come_makes_all_vectors_itself() {
    let made = maker(4);
    let other = |page: &mut Page| {
        page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
        page.send(Msg::Confirm(true));
    };
    let mut page = without_its_model(&made, Sample::Market);
    page.run();
    other(&mut page);
    assert_eq!(page.ready(), 0);
    page.is_slow = false;
    page.run();
    let mut alone = Page::started();
    other(&mut alone);
    alone.drop_pictures(squares(4));
    alone.run();
    let vectors = |page: &Page| -> Vec<Vector> { page.pictures().iter().filter_map(|it| it.vector.clone()).collect() };
    assert_eq!((page.ready(), page.n_embedded), (4, 4));
    assert_eq!(vectors(&page), vectors(&alone));
    assert_eq!(page.state.map.result.as_ref().unwrap().places, alone.state.map.result.as_ref().unwrap().places);
    assert!(page.state.notices.is_empty());
}

#[test]
fn a_name_that_is_taken_out_before_the_model_has_come_is_in_nobodys_way() {
    let made = maker(4);
    let mut page = without_its_model(&made, Sample::Both);
    page.run();
    page.send(Msg::EditLabels(write_labels(&page.state.labels()[1..])));
    page.run();
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.is_slow = false;
    page.run();
    assert_eq!((page.ready(), page.state.words().count()), (4, 92));
    assert!(page.state.words().all(ikesu::app::Item::is_ready) && page.state.notices.is_empty());
}

#[test]
fn without_a_model_one_name_without_a_vector_keeps_no_picture_from_its_names() {
    let made = maker(4);
    let mut page = without_its_model(&made, Sample::Market);
    page.network.clear();
    page.is_slow = false;
    page.run();
    assert!(page.state.model.is_lacking());
    page.send(Msg::EditLabels(write_labels(&page.state.labels()) + "\nまだない名前\n"));
    page.send(Msg::Sampled(Box::new(sampled(&made, Sample::Market, None))));
    page.run();
    assert_eq!(page.ready(), 8);
    assert!(page.pictures().iter().all(|it| !page.state.names_of(it.id).unwrap().is_empty()));
}

#[test]
fn a_vector_that_came_along_too_short_is_made_anew_once_the_model_says_how_long_it_is() {
    let made = maker(3);
    let mut page = Page::started();
    page.state.model.entry.fingerprint = made.state.model.facts.as_ref().map(|it| it.fingerprint.clone());
    page.files = made.files.clone();
    let mut short = sampled(&made, Sample::Market, None);
    let vector = short.pictures[1].vector.as_mut().unwrap();
    vector.values = vector.values[1..].into();
    page.send(Msg::Sampled(Box::new(short)));
    page.run();
    assert_eq!((page.ready(), page.n_embedded), (3, 1));
    let values = |page: &Page| -> Vec<Arc<[f32]>> {
        page.pictures().iter().map(|it| Arc::clone(&it.vector.as_ref().unwrap().values)).collect()
    };
    assert_eq!(values(&page), values(&made));
}

#[test]
fn vectors_of_another_model_are_made_anew() {
    let made = maker(3);
    let mut page = Page::started();
    page.files = made.files.clone();
    page.send(Msg::Sampled(Box::new(sampled(&made, Sample::Market, Some("another")))));
    page.run();
    assert_eq!((page.ready(), page.n_embedded), (3, 3));
    assert_eq!(page.state.step, Step::Names);
}

#[test]
fn what_a_collection_replaces_comes_back() {
    let mut page = maker(4);
    let before = ids(&page);
    let next = Sampled { replaces: true, ..sampled(&page, Sample::Both, None) };
    page.send(Msg::Sampled(Box::new(next)));
    page.run();
    assert!(ids(&page).iter().all(|it| !before.contains(it)) && page.ready() == 4);
    assert_eq!((page.state.step, page.state.map.of, page.state.map.params.n_neighbors), (Step::Map, MapOf::Both, 30));
    page.send(Msg::Undo);
    page.run();
    assert!(before.iter().all(|it| ids(&page).contains(it)) && page.ready() == 8);
}

#[test]
fn names_alone_open_their_map_and_add_what_an_edited_list_lacks() {
    let mut page = maker(3);
    page.send(Msg::EditLabels("| kite\nマアジ | Japanese jack mackerel | Trachurus japonicus | メアジ\n".to_owned()));
    page.run();
    let names = Sampled { sample: Sample::Names, replaces: false, pictures: Vec::new(), words: Vec::new() };
    page.send(Msg::Sampled(Box::new(names)));
    page.run();
    let labels = page.state.labels();
    assert_eq!((labels.len(), labels[0].en.as_str()), (94, "kite"));
    assert_eq!((page.state.step, page.state.map.of, page.ready()), (Step::Map, MapOf::Names, 3));
    assert_eq!(page.state.map.result.as_ref().unwrap().items.len(), 94);
    // Another visit begins where this one left off.
    let mut again = Page::new();
    again.send(Msg::Started(Some(Box::new(page.kept()))));
    assert_eq!(again.state.sample, Some(Sample::Names));
}

#[test]
fn words_whose_vectors_came_along_change_the_answers_too() {
    let templates = || Msg::SetTemplates(vec!["a sketch of {}".to_owned()]);
    let mut made = maker(4);
    made.send(templates());
    made.run();
    let words: Vec<Vector> = made.state.words().filter_map(|it| it.vector.clone()).collect();
    let mut page = maker(4);
    page.send(Msg::Sampled(Box::new(Sampled { sample: Sample::Names, replaces: false, pictures: Vec::new(), words })));
    page.run();
    page.send(templates());
    page.run();
    let names = |page: &Page| -> Vec<Vec<ikesu::app::Ranked>> {
        page.pictures().iter().map(|it| page.state.names_of(it.id).unwrap().to_vec()).collect()
    };
    assert_eq!(names(&page), names(&made));
}

#[test]
fn words_wait_for_vectors_that_may_come_along() {
    let mut page = Page::started();
    let effects = ikesu::app::update(&mut page.state, Msg::UseSamples(Sample::Names, false));
    assert!(effects.contains(&Effect::FetchSamples(Sample::Names, false)));
    effects.into_iter().for_each(|it| page.perform(it));
    page.send(Msg::SetMapOf(MapOf::Names));
    page.send(Msg::GoTo(Step::Map));
    page.until(|state| state.model.facts.is_some());
    page.run();
    assert!(page.state.words().all(|it| it.vector.is_none()));
    // It could not be had: then they are made as ever.
    page.send(Msg::Gathering(false));
    page.run();
    assert!(page.state.words().all(ikesu::app::Item::is_ready));
}
