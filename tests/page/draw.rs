//! お絵かき: the newest drawing wins, its vector is read, and the way of a morph follows when nothing else waits.

use ikesu::app::{
    Handed, ListId, Load, ModelChoice, Msg, N_WAY, NearestCentre, OddWay, SIDE, Step, StoredSettings, Task,
    drawing_places, map_figure, opening, shown_as, thrown,
};
use ikesu::creatures::{Background, CATALOG, Cast, Direction, Light, Pose, Size, Style};
use ikesu::protocol::{Command, FaultKind, JobId, News, PICKS, Sketch};

use crate::harness::{Page, squares};

/// The step, with everything answered.
fn drawing() -> Page {
    let mut page = Page::started();
    page.send(Msg::GoTo(Step::Draw));
    page.run();
    page
}

fn change(page: &mut Page, change: impl Fn(&mut Sketch)) {
    let mut sketch = page.state.draw.sketch;
    change(&mut sketch);
    page.send(Msg::Draw(sketch));
}

/// The drawing's vector, asked of the worker behind the page's back.
fn vector_of(page: &mut Page) -> Vec<f32> {
    let command = Command::Draw { job: JobId(u32::MAX), size: SIDE };
    page.engine.handle(command, page.state.draw.sketch.pack());
    while page.engine.step() {}
    let said = page.engine.take().find(|(event, _)| event.news == News::Done);
    said.unwrap().1.floats
}

#[test]
fn the_page_and_the_drawings_have_the_same_lists() {
    let lengths = [
        Background::ALL.len(),
        3,
        Direction::ALL.len(),
        Size::ALL.len(),
        Style::ALL.len(),
        Light::ALL.len(),
        Cast::ALL.len(),
        Pose::ALL.len(),
    ];
    assert_eq!(PICKS.map(|it| it as usize), lengths, "and a word for each in www/words");
    let page = Page::started();
    assert_eq!(page.state.n_species() as usize, CATALOG.len());
    for (at, entry) in CATALOG.iter().enumerate() {
        assert_eq!(page.state.species(at as u32).unwrap().ja, entry.name);
    }
    let Sketch { first, second, .. } = opening();
    assert_eq!([first, second].map(|it| CATALOG[it.unwrap() as usize].name), ["アユ", "サンマ"]);
}

#[test]
fn the_step_opens_with_a_drawing_and_its_names_though_the_tank_is_empty() {
    let page = drawing();
    let draw = &page.state.draw;
    assert_eq!(draw.pixels.as_ref().unwrap().len(), (SIDE * SIDE * 4) as usize);
    let reading = draw.reading.as_ref().unwrap();
    assert_eq!(reading.names.len(), 5);
    assert!(reading.names.windows(2).all(|it| it[0].cosine >= it[1].cosine));
    assert!(reading.nearest.is_empty() && reading.place.is_none() && reading.cluster.is_none());
    assert_eq!(draw.way.len(), N_WAY);
    assert_eq!(draw.way[0].name, reading.names.first().copied());
    // It is no item.
    assert!(page.pictures().is_empty() && !page.state.is_busy());
}

#[test]
fn without_a_model_there_is_a_drawing_all_the_same() {
    let mut page = Page::started();
    page.network.clear();
    page.send(Msg::GoTo(Step::Draw));
    page.run();
    assert!(matches!(page.state.model.load, Load::Failed(_)));
    let before = page.state.draw.pixels.clone().unwrap();
    assert!(page.state.draw.reading.is_none() && page.state.draw.way.is_empty());
    change(&mut page, |it| it.sliders[1] = 1.0);
    page.run();
    assert_ne!(page.state.draw.pixels.clone().unwrap(), before);
}

#[test]
fn a_worker_that_died_of_its_model_is_started_again_to_draw() {
    let mut page = Page::started();
    page.too_large = Some("http://page.test/");
    page.send(Msg::GoTo(Step::Draw));
    page.run();
    assert!(matches!(&page.state.model.load, Load::Failed(fault) if fault.kind == FaultKind::Memory));
    assert!(page.has_worker && page.state.draw.pixels.is_some() && page.state.draw.fault.is_none());
    // It is not started for ever, and then the step says so.
    for _ in 0..3 {
        assert!(page.state.draw.fault.is_none());
        page.send(Msg::HandOver(Handed::Tank, String::new()));
        page.die();
        page.run();
    }
    assert_eq!(page.state.draw.fault.as_ref().map(|it| it.kind), Some(FaultKind::Worker));
    change(&mut page, |it| it.t = 0.5);
    page.run();
    assert!(!page.has_worker);
    // The person tries once more, and it draws again.
    page.too_large = None;
    page.send(Msg::LoadAgain);
    page.run();
    assert!(page.state.draw.fault.is_none() && page.state.draw.reading.is_some());
}

#[test]
fn the_newest_position_wins() {
    let mut page = drawing();
    let before = page.drawn.len();
    for at in 1..=20_u8 {
        change(&mut page, |it| it.t = f32::from(at) / 20.0);
    }
    assert_eq!(page.drawn.len(), before + 1, "one at a time");
    page.until(|state| state.draw.reading.is_some() && !state.is_busy());
    page.run();
    let asked: Vec<f32> = page.drawn[before..].iter().map(|it| it.t).collect();
    assert_eq!(asked, [0.05, 1.0], "what lay between was passed over, and the way is the same");
}

#[test]
fn a_slider_moves_names_and_the_place_and_nothing_else() {
    let mut page = Page::started();
    page.drop_pictures(squares(8));
    page.run();
    page.send(Msg::GoTo(Step::Draw));
    page.run();
    let map = page.state.map.result.clone().unwrap();
    let figure = map_figure(&page.state, "");
    let before = page.state.draw.reading.clone().unwrap();
    assert_eq!(before.nearest.len(), 5);
    // The cosine-weighted mean of the places of its nearest.
    let weights: f32 = before.nearest.iter().map(|it| it.cosine.max(1e-3)).sum();
    for axis in 0..3 {
        let place = |id: u32| map.places[map.items.iter().position(|it| *it == id).unwrap() * 3 + axis];
        let mean = before.nearest.iter().map(|it| it.cosine.max(1e-3) * place(it.item)).sum::<f32>() / weights;
        assert!((before.place.unwrap()[axis] - mean).abs() < 1e-4);
    }
    change(&mut page, |it| (it.sliders[1], it.sliders[2], it.picks[0]) = (1.0, -0.9, 5));
    page.run();
    let after = page.state.draw.reading.clone().unwrap();
    assert_ne!(before.names, after.names);
    assert_ne!(before.place, after.place);
    assert!(std::sync::Arc::ptr_eq(&map, page.state.map.result.as_ref().unwrap()));
    assert_eq!(map_figure(&page.state, ""), figure, "the others stand still");
    let places = drawing_places(&page.state);
    assert_eq!((places.len(), Some(places[0])), (1 + N_WAY, after.place));
    page.send(Msg::GoTo(Step::Map));
    assert!(drawing_places(&page.state).is_empty(), "the other steps' map has no drawing on it");
}

#[test]
fn it_says_how_odd_the_drawing_is() {
    let mut page = Page::started();
    page.drop_pictures(squares(8));
    page.run();
    page.send(Msg::SetOddWay(OddWay::References));
    let reference = page.pictures()[2].id;
    page.send(Msg::ToggleReference(reference));
    page.send(Msg::GoTo(Step::Draw));
    page.run();
    let reading = page.state.draw.reading.clone().unwrap();
    let most_similar = reading.reference.unwrap();
    assert_eq!(most_similar.item, reference);
    let drawn = vector_of(&mut page);
    let of_reference = &page.state.item(reference).unwrap().vector.as_ref().unwrap().values;
    let cosine: f64 = drawn.iter().zip(of_reference.iter()).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
    assert!((f64::from(most_similar.cosine) - cosine).abs() < 1e-5, "{} is not {cosine}", most_similar.cosine);
    let NearestCentre { cluster, distance, share, is_odd } = reading.cluster.unwrap();
    let clusters = page.state.clusters.result.clone().unwrap();
    assert!(cluster < clusters.n_clusters && distance > 0.0);
    let no_farther = clusters.distances.iter().filter(|it| **it <= distance).count();
    assert!((share - no_farther as f32 / 8.0).abs() < 1e-6);
    assert!(!is_odd, "of eight, one in twenty is none");
    // A drawing is like no square, so among many squares it is odd; among drawings it is one of many.
    page.drop_pictures(squares(24));
    page.run();
    let among_squares = page.state.draw.reading.clone().unwrap().cluster.unwrap();
    assert!(among_squares.is_odd, "{among_squares:?}");
    page.send(Msg::Remove(page.pictures().iter().map(|it| it.id).collect()));
    let drawing = page.state.draw.sketch;
    for seed in 0..24 {
        page.send(Msg::Draw(thrown(seed, 93, 0.0)));
        page.send(Msg::HandOver(Handed::Tank, "drawing".to_owned()));
    }
    page.send(Msg::Draw(drawing));
    page.run();
    let among_drawings = page.state.draw.reading.clone().unwrap().cluster.unwrap();
    assert!(!among_drawings.is_odd && among_drawings.share < 0.95, "{among_drawings:?}");
}

#[test]
fn a_move_does_not_wait_for_the_way() {
    let mut page = Page::started();
    page.send(Msg::GoTo(Step::Draw));
    page.until(|state| state.draw.way.len() == 2);
    let is_walking = |page: &Page| page.state.tasks.values().any(|it| *it == Task::Way);
    assert!(is_walking(&page));
    let before = page.drawn.len();
    change(&mut page, |it| it.t = 0.7);
    assert!(!is_walking(&page), "it is stopped");
    assert_eq!((page.drawn.len(), page.drawn[before].t.to_bits()), (before + 1, 0.7_f32.to_bits()));
    page.run();
    // The step that was stopped is made up for, and what was there already stays.
    assert_eq!((page.state.draw.way.len(), page.drawn.len()), (N_WAY, before + 1 + N_WAY - 2));
}

#[test]
fn the_way_is_walked_anew_only_when_it_is_another() {
    let mut page = drawing();
    let before = page.drawn.len();
    change(&mut page, |it| it.t = 0.3);
    page.run();
    assert_eq!(page.drawn.len(), before + 1);
    change(&mut page, |it| it.sliders[0] = 0.5);
    assert!(page.state.draw.way.is_empty(), "an old way is no way");
    page.run();
    assert_eq!((page.drawn.len(), page.state.draw.way.len()), (before + 2 + N_WAY, N_WAY));
    change(&mut page, |it| it.second = None);
    page.run();
    assert!(page.state.draw.way.is_empty());
}

#[test]
fn another_model_reads_the_drawing_anew() {
    let mut page = drawing();
    let before = page.state.draw.reading.clone().unwrap();
    page.send(Msg::Choose(ModelChoice::Entry("gelu".to_owned())));
    page.send(Msg::Confirm(true));
    page.run();
    assert_eq!(page.state.model.load, Load::Ready);
    let after = page.state.draw.reading.clone().unwrap();
    assert_ne!(before.names, after.names);
    assert_eq!(page.state.draw.way.len(), N_WAY);
}

#[test]
fn a_worker_that_dies_draws_again() {
    let mut page = drawing();
    change(&mut page, |it| it.t = 0.7);
    page.die();
    page.run();
    assert_eq!(page.state.model.load, Load::Ready);
    let reading = page.state.draw.reading.clone().unwrap();
    // Lost with the worker, shown while the model is loaded again, and read once that is there.
    assert_eq!(page.drawn.iter().filter(|it| (it.t - 0.7).abs() < 1e-6).count(), 3);
    assert!(!reading.names.is_empty());
}

#[test]
fn a_drawing_goes_into_the_tank_and_out_as_files() {
    let mut page = drawing();
    change(&mut page, |it| it.t = 0.4);
    let name = shown_as(&page.state, page.state.lang, "?");
    assert_eq!(name, "アユ→サンマ 0.4");
    for to in [Handed::Png, Handed::Svg, Handed::Tank] {
        page.send(Msg::HandOver(to, name.clone()));
        page.run();
    }
    let starts: Vec<&[u8]> = page.handed.iter().map(|(_, bytes)| &bytes[..4]).collect();
    assert_eq!(starts, [b"\x89PNG".as_slice(), b"<svg"]);
    assert_eq!(page.ready(), 1);
    let added = page.pictures()[0].clone();
    assert_eq!(added.title(page.state.lang), name);
    assert!(added.truth().is_none());
    // What was drawn is nearest to itself.
    let reading = page.state.draw.reading.clone().unwrap();
    assert_eq!(reading.nearest[0].item, added.id);
    assert!(reading.nearest[0].cosine > 0.98, "{}", reading.nearest[0].cosine);
    assert_eq!(page.state.step, Step::Draw);
}

#[test]
fn each_file_is_of_the_drawing_that_it_was_asked_for_and_outlives_the_worker() {
    let mut page = drawing();
    page.send(Msg::HandOver(Handed::Tank, "one".to_owned()));
    change(&mut page, |it| it.t = 0.4);
    page.send(Msg::HandOver(Handed::Tank, "other".to_owned()));
    // Whatever is drawn and shown by the time that they are there.
    change(&mut page, |it| it.t = 1.0);
    page.send(Msg::GoTo(Step::Vectors));
    assert!(page.state.draw.added.is_none() && page.pictures().is_empty(), "nothing is in the tank yet");
    page.die();
    page.run();
    let titles: Vec<&str> = page.pictures().iter().map(|it| it.title(page.state.lang)).collect();
    assert_eq!(titles, ["one", "other"]);
    assert_eq!(page.state.draw.added, Some(("other".to_owned(), 2)));
    page.send(Msg::GoTo(Step::Draw));
    for t in [0.0, 0.4] {
        change(&mut page, |it| it.t = t);
        page.send(Msg::HandOver(Handed::Png, String::new()));
        page.run();
    }
    let handed: Vec<&[u8]> = page.handed.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    assert_eq!(handed, [page.files[0].as_slice(), &page.files[1]]);
    // Another drawing is not in the tank; the same one can be put in twice, and both are news.
    assert!(page.state.draw.added.is_none());
    for n in [3, 4] {
        page.send(Msg::HandOver(Handed::Tank, "again".to_owned()));
        page.run();
        assert_eq!(page.state.draw.added, Some(("again".to_owned(), n)));
    }
    assert_eq!(page.ready(), 4);
}

#[test]
fn a_reload_shows_the_drawing_again() {
    let mut page = drawing();
    change(&mut page, |it| (it.first, it.t, it.seed, it.sliders[2], it.picks[0]) = (None, 0.35, 777, -0.45, 7));
    page.run();
    let (sketch, kept) = (page.state.draw.sketch, page.kept());
    let mut again = Page::new();
    again.send(Msg::Names(ListId::Fish, include_str!("../../models/names.txt").to_owned()));
    again.send(Msg::Started(Some(Box::new(kept.clone()))));
    again.run();
    assert_eq!((again.state.step, again.state.draw.sketch), (Step::Draw, sketch));
    assert_eq!(again.state.draw.pixels, page.state.draw.pixels);
    // What an older page has stored knows of no drawing; what makes no sense is none.
    assert_eq!(Sketch::of_numbers(&StoredSettings::default().sketch), Some(opening()));
    for numbers in [Vec::new(), vec![1.0; 3], vec![f32::NAN; 19]] {
        let mut stored = kept.clone();
        stored.settings.sketch = numbers;
        let mut again = Page::started();
        again.send(Msg::Opened(Box::new(stored)));
        again.run();
        assert!(again.state.draw.pixels.is_some() && again.state.draw.fault.is_none());
    }
}

#[test]
fn what_another_drawing_took_the_place_of_can_be_had_back() {
    let mut page = drawing();
    assert!(page.state.draw.before.is_none());
    change(&mut page, |it| it.sliders[0] = 0.5);
    let mine = page.state.draw.sketch;
    page.send(Msg::Redraw(mine));
    assert!(page.state.draw.before.is_none(), "it is the same");
    page.send(Msg::Redraw(thrown(1, 93, 0.0)));
    // Changes of the new one do not count.
    change(&mut page, |it| it.sliders[0] = -0.5);
    let its = page.state.draw.sketch;
    assert_eq!(page.state.draw.before, Some(mine));
    page.send(Msg::Redraw(mine));
    assert_eq!((page.state.draw.sketch, page.state.draw.before), (mine, Some(its)));
}

#[test]
fn names_of_drawings() {
    let mut page = Page::started();
    let name = |page: &Page| shown_as(&page.state, page.state.lang, "blank");
    assert_eq!(name(&page), "アユ");
    change(&mut page, |it| it.t = 1.0);
    assert_eq!(name(&page), "アユ→サンマ 1.0");
    change(&mut page, |it| (it.first, it.t) = (None, 0.06));
    assert_eq!(name(&page), "blank→サンマ 0.1");
    change(&mut page, |it| it.second = None);
    assert_eq!(name(&page), "blank");
}

#[test]
fn dice_follow_from_their_seed_and_stay_within_bounds() {
    assert_eq!(thrown(7, 93, 0.5), thrown(7, 93, 0.5));
    let mut firsts = std::collections::BTreeSet::new();
    for seed in 0..500 {
        let sketch = thrown(seed, 93, 0.25);
        firsts.insert(sketch.first.unwrap());
        assert!(sketch.first.unwrap() < 93 && sketch.second.unwrap() < 93 && sketch.first != sketch.second);
        assert!(sketch.sliders.iter().all(|it| it.abs() <= 0.6));
        assert!(sketch.picks.iter().zip(PICKS).all(|(pick, n)| *pick < n));
    }
    assert!(firsts.len() > 80);
    assert_eq!(thrown(1, 0, 0.0).first.unwrap() / 2, 0, "an empty list is no reason to stop");
}

#[test]
fn numbers_out_of_bounds_are_brought_back() {
    let mut page = drawing();
    change(&mut page, |it| (it.t, it.sliders[3], it.picks) = (f32::NAN, 9.0, [99; 8]));
    let sketch = page.state.draw.sketch;
    assert_eq!((sketch.t.to_bits(), sketch.sliders[3].to_bits()), (0.0_f32.to_bits(), 1.0_f32.to_bits()));
    assert!(sketch.picks.iter().zip(PICKS).all(|(pick, n)| *pick == n - 1));
    page.run();
    assert!(page.state.draw.fault.is_none());
    // A species that nobody has is a fault, said once.
    let before = page.drawn.len();
    change(&mut page, |it| it.first = Some(5_000));
    page.run();
    assert!(page.state.draw.fault.is_some() && page.state.draw.reading.is_none());
    assert!(page.drawn.len() <= before + 1 + N_WAY);
    change(&mut page, |it| it.first = Some(1));
    page.run();
    assert!(page.state.draw.fault.is_none() && page.state.draw.reading.is_some());
}
