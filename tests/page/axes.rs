//! The map by words: phrases become axes without becoming words of the list.

use ikesu::app::{Figure, MapOf, Msg, Step, Task, map_figure};
use ikesu::matrix::dot;
use ikesu::protocol::{Event, Fault, FaultKind, News};

use crate::harness::{Page, squares};

fn set(page: &mut Page, axis: usize, from: &str, to: &str) {
    for (end, phrase) in [from, to].into_iter().enumerate() {
        page.send(Msg::SetPhrase { axis, end, phrase: phrase.to_owned() });
    }
}

/// A page with pictures, at the map by words.
fn by_words() -> Page {
    let mut page = Page::started();
    page.drop_pictures(squares(5));
    page.send(Msg::GoTo(Step::Map));
    page.send(Msg::SetByWords(true));
    page.run();
    page
}

fn figure(page: &Page) -> Figure {
    map_figure(&page.state, "").unwrap()
}

#[test]
fn places_are_differences_of_cosines_and_the_label_list_stays_as_it_is() {
    let mut page = by_words();
    assert!(map_figure(&page.state, "").is_none(), "no axis, no map");
    let names: Vec<_> = page.pictures().iter().map(|it| page.state.names_of(it.id).unwrap().to_vec()).collect();
    set(&mut page, 0, "carp", " squid ");
    page.run();
    assert_eq!(page.state.words().count(), 93);
    let after: Vec<_> = page.pictures().iter().map(|it| page.state.names_of(it.id).unwrap().to_vec()).collect();
    assert_eq!(after, names);

    let shown = figure(&page);
    assert_eq!((shown.n_components, shown.ends.clone()), (1, vec!["carp".to_owned(), "squid".to_owned()]));
    assert!(shown.marks.windows(2).all(|it| it[0].place[0] <= it[1].place[0]), "in the order of the axis");
    // The same two phrases as words of the list, asked for by hand.
    page.send(Msg::EditLabels("| carp\n| squid\n".to_owned()));
    page.run();
    let words: Vec<_> = page.state.words().map(|it| it.vector.clone().unwrap().values).collect();
    for mark in &shown.marks {
        let picture = page.state.item(mark.item).unwrap().vector.clone().unwrap().values;
        let expected = dot(&picture, &words[1]) - dot(&picture, &words[0]);
        assert!((mark.place[0] - expected).abs() < 1e-5, "{} is not {expected}", mark.place[0]);
    }
}

#[test]
fn two_axes_make_a_plane_and_words_may_lie_on_it_too() {
    let mut page = by_words();
    page.send(Msg::SetMapOf(MapOf::Both));
    set(&mut page, 0, "red", "blue");
    set(&mut page, 1, "round", "long");
    page.run();
    let shown = figure(&page);
    assert_eq!((shown.n_components, shown.marks.len(), shown.ends.len()), (2, 98, 4));
    assert!(shown.links.is_empty() && shown.centres.is_empty());
    // The steps beside it show the map by UMAP.
    page.send(Msg::GoTo(Step::Clusters));
    assert_eq!(figure(&page).n_components, 3);
    // An axis that has lost a phrase is none.
    page.send(Msg::GoTo(Step::Map));
    set(&mut page, 0, "", "blue");
    page.run();
    assert_eq!(figure(&page).ends, ["round", "long"]);
}

#[test]
fn what_is_typed_lays_out_anew_once_it_has_its_vectors() {
    let mut page = by_words();
    set(&mut page, 0, "red", "blue");
    page.run();
    set(&mut page, 0, "red", "green");
    assert_eq!(figure(&page).ends, ["red", "blue"], "until then the old one stays");
    set(&mut page, 0, "red", "yellow");
    page.run();
    assert_eq!(figure(&page).ends, ["red", "yellow"]);
    // Known phrases need no worker.
    set(&mut page, 0, "blue", "red");
    assert_eq!(figure(&page).ends, ["blue", "red"]);
    assert!(!page.state.is_busy());
}

#[test]
fn another_model_has_its_own_axes_of_the_same_words() {
    let mut page = by_words();
    set(&mut page, 0, "red", "blue");
    page.run();
    let before = figure(&page);
    page.send(Msg::Choose(ikesu::app::ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.run();
    // That one reads Japanese, as the page does: its axes are others and not set yet.
    assert!(map_figure(&page.state, "").is_none());
    set(&mut page, 0, "red", "blue");
    page.run();
    let after = figure(&page);
    assert_eq!(after.marks.len(), 5);
    assert_ne!(
        before.marks.iter().map(|it| it.place).collect::<Vec<_>>(),
        after.marks.iter().map(|it| it.place).collect::<Vec<_>>()
    );
}

#[test]
fn a_phrase_that_fails_is_told_and_not_asked_for_again() {
    let mut page = by_words();
    set(&mut page, 0, "red", "blue");
    let job = page.state.tasks.iter().find(|(_, it)| matches!(it, Task::Phrases(_))).map(|(job, _)| *job).unwrap();
    let fault = Fault { kind: FaultKind::Internal, subject: String::new(), detail: "no".to_owned() };
    page.send(Msg::Worker(Event { job, news: News::Failed(fault.clone()) }, ikesu::protocol::Body::default()));
    page.run();
    assert_eq!(page.state.axes.fault, Some(fault));
    assert!(!page.state.is_busy() && map_figure(&page.state, "").is_none());
    // Once something is changed it is tried again.
    set(&mut page, 0, "red", "green");
    assert_eq!(page.state.axes.fault, None);
    page.run();
    assert_eq!(figure(&page).ends, ["red", "green"]);
}

#[test]
fn phrases_that_are_stopped_stay_so_until_the_map_is_asked_for_again() {
    let mut page = by_words();
    set(&mut page, 0, "red", "blue");
    let job = page.state.tasks.iter().find(|(_, it)| matches!(it, Task::Phrases(_))).map(|(job, _)| *job).unwrap();
    page.send(Msg::Worker(Event { job, news: News::Cancelled }, ikesu::protocol::Body::default()));
    page.run();
    assert_eq!(page.state.axes.fault.as_ref().map(|it| it.kind), Some(FaultKind::Cancelled));
    assert!(!page.state.is_busy() && map_figure(&page.state, "").is_none());
    page.send(Msg::SetByWords(false));
    page.send(Msg::SetByWords(true));
    page.run();
    assert_eq!(figure(&page).ends, ["red", "blue"]);
}

#[test]
fn axes_outlive_the_visit() {
    let mut page = by_words();
    set(&mut page, 0, "red", "blue");
    set(&mut page, 1, "round", "long");
    page.run();
    let mut again = Page::new();
    again.files = page.files.clone();
    again.send(Msg::Started(Some(Box::new(page.kept()))));
    again.run();
    assert_eq!(figure(&again).ends, ["red", "blue", "round", "long"]);
}
