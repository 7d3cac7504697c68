//! The page without a browser: the pure state and the engine, wired as the runtime wires them, on tiny models.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod axes;
mod collection;
mod draw;
mod glosses;
mod harness;
mod models;
mod outside;
mod photo;
mod samples;
mod taught;

use ikesu::app::{Load, MapOf, Msg, OddWay, Step, Tell};
use ikesu::protocol::FaultKind;

use harness::{Page, square, squares};

#[test]
fn nothing_loads_before_it_is_needed() {
    let mut page = Page::started();
    page.run();
    assert!(!page.has_worker);
    assert_eq!(page.state.model.load, Load::Idle);
}

#[test]
fn one_drop_fills_every_step() {
    let mut page = Page::started();
    page.drop_pictures(squares(12));
    page.run();
    assert_eq!(page.ready(), 12);
    assert_eq!(page.state.step, Step::Names);
    for item in page.pictures() {
        let names = page.state.names_of(item.id).unwrap();
        assert_eq!(names.len(), 5);
        assert!(names.windows(2).all(|it| it[0].cosine >= it[1].cosine));
        let shares = page.state.shares_of(item.id);
        assert_eq!(shares[0].0, names[0].item);
        assert!((shares.iter().map(|it| it.1).sum::<f32>() - 1.0).abs() < 1e-4);
    }
    let map = page.state.map.result.clone().unwrap();
    assert_eq!((map.items.len(), map.places.len(), map.is_unfolding), (12, 36, false));
    let clusters = page.state.clusters.result.clone().unwrap();
    assert_eq!((clusters.items.len(), clusters.n_clusters), (12, 5));
    assert_eq!(clusters.labels_at(u32::MAX).len(), 12);
    assert_eq!(page.state.odd.by_clusters.as_ref().unwrap().len(), 12);
    assert!(page.told.contains(&Tell::Done) && !page.state.is_busy() && page.state.notices.is_empty());
}

#[test]
fn a_question_is_asked_once_and_again_when_it_changes() {
    let mut page = Page::started();
    page.drop_pictures(squares(6));
    page.run();
    let first = page.state.map.result.clone().unwrap();
    page.send(Msg::GoTo(Step::Map));
    assert!(!page.turn(), "looking at a map makes no new one");
    let params = ikesu::umap::UmapParams { n_components: 2, ..page.state.map.params };
    page.send(Msg::SetMap(params));
    page.run();
    let second = page.state.map.result.clone().unwrap();
    assert_eq!((first.n_components, second.n_components), (3, 2));
    page.send(Msg::SetMap(ikesu::umap::UmapParams { n_neighbors: 1, ..params }));
    page.run();
    let fault = page.state.map.run.fault.clone().unwrap();
    assert_eq!((fault.kind, fault.subject.as_str()), (FaultKind::Parameter, "n_neighbors"));
    assert_eq!(page.state.map.result.clone().unwrap(), second, "the old map stays");
}

#[test]
fn references_find_what_resembles_none_of_them() {
    let mut page = Page::started();
    page.drop_pictures(squares(6));
    page.run();
    let ids = page.state.ready(MapOf::Pictures);
    page.send(Msg::SetOddWay(OddWay::References));
    page.run();
    assert!(page.state.odd.by_references.is_none());
    page.send(Msg::ToggleReference(ids[0]));
    page.run();
    let scores = page.state.odd.by_references.clone().unwrap();
    let (_, own) = scores.iter().find(|(id, _)| *id == ids[0]).unwrap();
    assert!(own.is_reference && own.most_similar > 0.999 && !own.is_odd);
    assert!(scores.iter().all(|(_, it)| it.reference == ids[0]));
    page.send(Msg::Remove(vec![ids[0]]));
    page.run();
    assert!(page.state.odd.by_references.is_none() && page.state.odd.references.is_empty());
}

#[test]
fn bad_files_are_named_and_the_others_go_on() {
    let mut page = Page::started();
    let mut pictures = squares(2);
    pictures.push(("empty.jpg", Vec::new()));
    pictures.push(("letter.jpg", b"dear fishmonger".to_vec()));
    pictures.push(("half.png", square([1, 2, 3])[..60].to_vec()));
    pictures.push(("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()));
    pictures.extend(squares(2));
    page.drop_pictures(pictures);
    page.run();
    assert_eq!(page.ready(), 4);
    let said: Vec<(&str, FaultKind)> = page.state.notices.iter().map(|it| (it.name.as_str(), it.fault.kind)).collect();
    let expected = [
        ("empty.jpg", FaultKind::ImageEmpty),
        ("letter.jpg", FaultKind::ImageUnknown),
        ("half.png", FaultKind::ImageCut),
        ("drawing.svg", FaultKind::ImageUnsupported),
    ];
    assert_eq!(said, expected);
}

#[test]
fn what_lies_beside_the_pictures_of_a_folder_is_left_out_and_counted() {
    let mut page = Page::started();
    let film = b"\0\0\0\x18ftypqt  \0\0\0\0qt  \0\0\0\0".to_vec();
    let mut files = squares(2);
    files.extend([("a.json", b"{}".to_vec()), ("IMG_1.MOV", film), ("torn.png", square([1, 2, 3])[..60].to_vec())]);
    page.drop_found(files);
    page.drop_pictures(vec![("chosen.json", b"{}".to_vec())]);
    page.run();
    assert_eq!((page.ready(), page.pictures().len()), (2, 4));
    let said: Vec<(&str, FaultKind, &str)> =
        page.state.notices.iter().map(|it| (it.name.as_str(), it.fault.kind, it.fault.subject.as_str())).collect();
    let expected = [
        ("", FaultKind::OtherFiles, "2"),
        ("torn.png", FaultKind::ImageCut, "PNG"),
        ("chosen.json", FaultKind::ImageUnknown, ""),
    ];
    assert_eq!(said, expected);
    assert_eq!(page.state.notices[0].fault.detail, "a.json, IMG_1.MOV");
}

#[test]
fn stopping_stops_and_going_on_goes_on() {
    let mut page = Page::started();
    page.drop_pictures(squares(20));
    for _ in 0..400 {
        page.turn();
        if page.ready() >= 3 {
            break;
        }
    }
    page.send(Msg::CancelAll);
    page.run();
    let done = page.ready();
    assert!((3..20).contains(&done), "{done}");
    assert!(!page.state.is_busy());
    page.send(Msg::Resume);
    page.run();
    assert_eq!(page.ready(), 20);
}

#[test]
fn the_same_photo_twice_and_very_few_photos_are_fine() {
    let mut page = Page::started();
    page.drop_pictures(vec![("a.png", square([1, 2, 3]))]);
    page.run();
    assert!(page.state.map.result.is_none() && page.state.clusters.result.is_some());
    page.drop_pictures(vec![("b.png", square([1, 2, 3])), ("c.png", square([1, 2, 3]))]);
    page.run();
    let map = page.state.map.result.clone().unwrap();
    assert!(map.places.iter().all(|it| it.is_finite()));
    assert!(page.state.map.run.fault.is_none() && page.state.odd.cluster_run.fault.is_none());
}

#[test]
fn the_nearest_of_what_is_selected_are_known() {
    let mut page = Page::started();
    page.drop_pictures(squares(3));
    page.run();
    let id = page.pictures()[0].id;
    page.send(Msg::Select(Some(id)));
    page.run();
    let (of, nearest) = page.state.nearest.clone().unwrap();
    assert_eq!((of, nearest.len()), (id, 6));
    assert!(nearest.iter().all(|it| it.item != id));
}
