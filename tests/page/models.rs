//! Models and the worker that holds them: taken, switched, refused, lost.

use ikesu::app::{Lang, Load, ModelChoice, Msg, Status, Step, Tell};
use ikesu::protocol::FaultKind;

use crate::harness::{Page, square, squares};

#[test]
fn a_dead_worker_loses_nothing_and_one_bad_picture_does_not_kill_for_ever() {
    let mut page = Page::started();
    page.drop_pictures(squares(3));
    page.run();
    let before: Vec<_> = page.pictures().iter().map(|it| it.vector.clone()).collect();
    page.poison = Some(3);
    page.drop_pictures(vec![("poison.png", square([9, 9, 9])), ("good.png", square([200, 9, 9]))]);
    page.run();
    let after: Vec<_> = page.pictures().iter().map(|it| it.vector.clone()).collect();
    assert_eq!(before, after[..3], "what was computed is kept");
    assert!(matches!(page.pictures()[3].status, Status::Failed(_)));
    assert_eq!(page.pictures()[4].status, Status::Ready);
    assert_eq!(page.ready(), 4);
    assert_eq!(page.state.map.result.as_ref().unwrap().items.len(), 4);
    assert!(page.state.notices.iter().any(|it| it.fault.kind == FaultKind::Worker));
}

#[test]
fn another_model_embeds_the_same_pictures_and_the_old_answers_stay_until_then() {
    let mut page = Page::started();
    page.drop_pictures(squares(4));
    page.run();
    let old = page.pictures()[0].vector.clone().unwrap();
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    assert!(page.state.model.asked.is_some(), "bytes from the hub are asked for first");
    assert!(!page.turn());
    page.send(Msg::Confirm(true));
    assert_eq!(page.pictures()[0].vector.as_ref(), Some(&old));
    assert!(page.state.map.result.is_some());
    page.run();
    assert_eq!(page.state.model.load, Load::Ready);
    let new = page.pictures()[0].vector.clone().unwrap();
    assert_ne!(new.made_by, old.made_by);
    assert_eq!((page.ready(), page.n_embedded), (4, 8));
    assert!(page.state.words().all(|it| it.is_ready()), "this one reads Japanese");
}

#[test]
fn a_model_that_cannot_be_had_leaves_the_old_one_at_work() {
    let mut page = Page::started();
    page.drop_pictures(squares(3));
    page.run();
    page.network.remove("http://hub.test/a/gelu/resolve/main/model.safetensors");
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.run();
    let Load::Failed(fault) = &page.state.model.load else { panic!("{:?}", page.state.model.load) };
    assert_eq!(fault.kind, FaultKind::FetchMissing);
    assert_eq!(fault.subject, "http://hub.test/a/gelu/resolve/main/model.safetensors");
    assert_eq!(page.state.model.entry.id, "legacy");
    page.drop_pictures(squares(1));
    page.run();
    assert_eq!(page.ready(), 4);
}

#[test]
fn a_broken_model_is_named_and_refused() {
    let mut page = Page::started();
    let weights = page.network.get_mut("http://page.test/legacy/model.safetensors").unwrap();
    weights.truncate(100_000);
    page.drop_pictures(squares(1));
    page.run();
    let Load::Failed(fault) = &page.state.model.load else { panic!("{:?}", page.state.model.load) };
    assert_eq!((fault.kind, fault.subject.as_str()), (FaultKind::Truncated, "model.safetensors"));
    assert_eq!(page.ready(), 0);
}

#[test]
fn a_first_model_that_kills_the_worker_leaves_the_way_open_for_a_smaller_one() {
    let mut page = Page::started();
    page.too_large = Some("http://page.test/legacy/");
    page.drop_pictures(squares(2));
    page.run();
    let Load::Failed(fault) = &page.state.model.load else { panic!("{:?}", page.state.model.load) };
    assert_eq!(fault.kind, FaultKind::Memory);
    assert!(!page.state.is_busy() && !page.has_worker, "it would only die again");
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.run();
    assert_eq!(page.ready(), 2);
}

#[test]
fn a_worker_that_dies_again_and_again_is_left_alone_until_the_person_tries_once_more() {
    let mut page = Page::started();
    page.drop_pictures(squares(2));
    page.run();
    for _ in 0..4 {
        page.die();
        page.run();
    }
    assert!(!page.has_worker && matches!(page.state.model.load, Load::Failed(_)));
    assert_eq!(page.ready(), 2, "nothing that was computed is lost");
    page.send(Msg::LoadAgain);
    page.drop_pictures(squares(1));
    page.run();
    assert_eq!(page.ready(), 3);
}

#[test]
fn a_worker_that_a_policy_bars_is_told_once_and_not_tried_again_by_itself() {
    let mut page = Page::started();
    page.drop_pictures(squares(2));
    page.has_worker = false;
    page.send(Msg::WorkerBarred("worker-src".to_owned(), "it was not loaded".to_owned()));
    page.run();
    assert!(!page.has_worker && page.state.has_given_up());
    let kinds: Vec<_> = page.state.notices.iter().map(|it| (it.fault.kind, it.fault.subject.as_str())).collect();
    assert_eq!(kinds, [(FaultKind::Policy, "worker-src")]);
    // Tried again by the person, and barred again: the page says nothing new.
    page.send(Msg::LoadAgain);
    page.send(Msg::WorkerBarred("worker-src".to_owned(), "it was not loaded".to_owned()));
    assert_eq!(page.state.notices.len(), 1);
}

#[test]
fn a_picture_that_was_there_at_two_deaths_far_apart_is_not_to_blame() {
    let mut page = Page::started();
    page.drop_pictures(squares(6));
    for at in [1, 3] {
        page.until(|state| state.ready(ikesu::app::MapOf::Pictures).len() == at);
        page.die();
    }
    page.run();
    assert_eq!(page.ready(), 6);
}

#[test]
fn a_first_load_that_was_stopped_goes_on_when_asked() {
    let mut page = Page::started();
    page.drop_pictures(squares(2));
    page.send(Msg::CancelAll);
    page.run();
    assert!(matches!(&page.state.model.load, Load::Failed(fault) if fault.kind == FaultKind::Cancelled));
    page.send(Msg::Resume);
    page.run();
    assert_eq!((page.ready(), &page.state.model.load), (2, &Load::Ready));
}

#[test]
fn stopping_a_load_stops_nothing_else_and_erasing_stops_no_load() {
    let mut page = Page::started();
    page.drop_pictures(squares(2));
    page.run();
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.drop_pictures(squares(2));
    page.send(Msg::CancelLoad);
    page.run();
    assert_eq!((page.ready(), page.state.model.entry.id.as_str()), (4, "legacy"));

    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.send(Msg::Erase);
    page.run();
    assert_eq!((&page.state.model.load, page.state.model.entry.id.as_str()), (&Load::Ready, "gelu"));
}

#[test]
fn a_model_that_comes_while_words_are_embedded_embeds_them_too() {
    let mut page = Page::started();
    page.drop_pictures(squares(1));
    page.until(|state| state.words().any(|it| it.status == Status::Working));
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.run();
    assert!(page.state.words().all(|it| it.is_ready()), "nobody has stopped them");
    assert!(page.state.names_of(page.pictures()[0].id).is_some());
}

#[test]
fn words_that_are_embedded_while_the_language_changes_are_embedded_in_the_new_one() {
    let mut page = Page::started();
    page.drop_pictures(squares(1));
    page.run();
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.until(|state| {
        state.model.entry.id == "gelu"
            && state.model.load == Load::Ready
            && state.words().any(|it| it.status == Status::Working)
    });
    page.send(Msg::SetLang(Lang::En));
    page.run();
    let Some(word) = page.state.words().find(|it| it.label().is_some_and(|it| it.en == "chum salmon")) else {
        panic!("the list has no salmon")
    };
    assert!(word.vector.as_ref().unwrap().made_by.ends_with("chum salmon"), "{:?}", word.vector);
    assert!(page.state.words().all(|it| it.is_ready()));
}

#[test]
fn an_address_that_is_none_is_said_and_changes_nothing() {
    let mut page = Page::started();
    page.send(Msg::Choose(ModelChoice::Address("my model".to_owned(), vec![Lang::En])));
    assert_eq!((&page.state.model.load, page.state.notices.len()), (&Load::Idle, 1));
    assert!(page.told.iter().any(|it| matches!(it, Tell::Error(why) if why.contains("my model"))));
    page.drop_pictures(squares(1));
    page.run();
    assert_eq!(page.ready(), 1);
}

#[test]
fn thresholds_are_those_of_the_model_whose_vectors_are_shown() {
    let mut page = Page::started();
    page.state.catalog.models[0].reference_threshold = Some(0.26);
    page.state.model.entry.reference_threshold = Some(0.26);
    page.state.model.entry.threshold = Some(0.5);
    page.drop_pictures(squares(1));
    page.run();
    page.send(Msg::Erase);
    assert!((page.state.odd.reference_params.threshold - 0.26).abs() < 1e-6);
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    assert_eq!(page.state.threshold(), (0.5, true), "the old answers are still there");
    assert_eq!(page.state.settings().model, "legacy");
    page.run();
    assert_eq!(page.state.threshold(), (-1.0, false), "nobody has measured one");
    assert!((page.state.odd.reference_params.threshold - 0.6).abs() < 1e-6);
    assert_eq!(page.state.settings().model, "gelu");
}

#[test]
fn templates_are_kept_for_each_model_and_language() {
    let mut page = Page::started();
    page.drop_pictures(squares(1));
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.run();
    page.send(Msg::SetTemplates(vec!["{}の写真".to_owned()]));
    page.send(Msg::SetLang(Lang::En));
    assert!(page.state.templates().is_empty());
    page.send(Msg::SetLang(Lang::Ja));
    page.run();
    assert_eq!(page.state.templates(), ["{}の写真"]);
}

#[test]
fn an_opened_collection_of_a_model_with_an_address_asks_for_it() {
    let mut page = Page::started();
    page.state.catalog.models.truncate(1);
    page.send(Msg::Choose(ModelChoice::Address("http://hub.test/a/gelu/resolve/main/".to_owned(), vec![Lang::En])));
    page.drop_pictures(squares(2));
    page.run();
    let stored = page.kept();
    let mut other = Page::started();
    other.state.catalog.models.truncate(1);
    other.files = page.files.clone();
    other.drop_pictures(squares(1));
    other.run();
    other.send(Msg::Opened(Box::new(stored)));
    assert_eq!(other.state.model.asked.as_ref().unwrap().id, "http://hub.test/a/gelu/resolve/main/");
    other.send(Msg::Confirm(true));
    other.run();
    assert_eq!(other.ready(), 2);
    assert_eq!(other.pictures()[0].vector, page.pictures()[0].vector);
}

#[test]
fn what_fails_is_told_to_the_page_around() {
    let mut page = Page::started();
    page.drop_pictures(vec![("letter.jpg", b"dear fishmonger".to_vec())]);
    page.run();
    assert_eq!(page.told.iter().filter(|it| matches!(it, Tell::Error(_))).count(), 1);
    page.send(Msg::GoTo(Step::Map));
    page.die();
    page.run();
    assert_eq!(page.told.iter().filter(|it| matches!(it, Tell::Error(_))).count(), 2);
}
