//! Japanese names for a model that reads English only: what has no English is looked up, once, and told where it fails.

use std::collections::BTreeMap;

use ikesu::app::{Msg, Status};
use ikesu::protocol::FaultKind;

use crate::harness::{Page, squares};

/// A page whose model reads English, with two pictures and these names.
fn page(names: &str) -> Page {
    let mut page = Page::started();
    page.state.catalog.glosses = "ja.tsv.gz".to_owned();
    page.dictionary = Some(BTreeMap::from([("鯉", "carp"), ("鰻", "eel")]));
    page.send(Msg::EditLabels(names.to_owned()));
    page.drop_pictures(squares(2));
    page.run();
    page
}

fn states(page: &Page) -> Vec<Status> {
    page.state.words().map(|it| it.status.clone()).collect()
}

#[test]
fn a_japanese_name_is_compared_by_its_english() {
    let page = page("鯉\n鰻 | squid\nぬぬぬ\n| carp\n");
    assert_eq!(states(&page), [Status::Ready, Status::Ready, Status::Unreadable, Status::Ready]);
    assert_eq!(page.looked_up, ["鯉", "ぬぬぬ"], "what has English is not looked up");
    let vectors: Vec<_> = page.state.words().map(|it| it.vector.clone()).collect();
    assert_eq!(vectors[0], vectors[3], "it is that of the English word");
    let glosses: Vec<_> = page.state.labels().iter().map(|it| page.state.glosses.of(it).map(str::to_owned)).collect();
    assert_eq!(glosses, [Some("carp".to_owned()), None, None, None]);
    assert_eq!(page.state.names_of(page.pictures()[0].id).unwrap().len(), 3);
}

#[test]
fn nothing_is_looked_up_twice_and_names_that_come_later_are() {
    let mut page = page("鯉\nぬぬぬ\n");
    page.send(Msg::EditLabels("鯉\nぬぬぬ\n鰻\n".to_owned()));
    page.run();
    assert_eq!(page.looked_up, ["鯉", "ぬぬぬ", "鰻"]);
    assert_eq!(states(&page), [Status::Ready, Status::Unreadable, Status::Ready]);
}

#[test]
fn a_dictionary_that_cannot_be_had_is_told_once_and_asked_for_again_with_another_list() {
    let mut page = Page::started();
    page.state.catalog.glosses = "ja.tsv.gz".to_owned();
    page.send(Msg::EditLabels("鯉\n| eel\n".to_owned()));
    page.drop_pictures(squares(2));
    page.run();
    assert_eq!(states(&page), [Status::Unreadable, Status::Ready]);
    let faults: Vec<_> = page.state.notices.iter().map(|it| (it.name.as_str(), it.fault.kind)).collect();
    assert_eq!(faults, [("ja.tsv.gz", FaultKind::Fetch)]);
    assert_eq!(page.state.names_of(page.pictures()[0].id).unwrap().len(), 1, "the others go on");
    page.dictionary = Some(BTreeMap::from([("鯉", "carp")]));
    page.send(Msg::EditLabels("鯉\n| eel\n| squid\n".to_owned()));
    page.run();
    assert_eq!(states(&page), [Status::Ready, Status::Ready, Status::Ready]);
}

#[test]
fn without_a_dictionary_or_with_a_model_that_reads_japanese_nothing_is_asked() {
    let mut page = Page::started();
    page.send(Msg::EditLabels("鯉\n".to_owned()));
    page.drop_pictures(squares(1));
    page.run();
    assert_eq!((states(&page), page.looked_up.len()), (vec![Status::Unreadable], 0));
}
