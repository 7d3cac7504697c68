//! The collection: what is taken out, put back, edited, kept and found again.

use ikesu::app::{Effect, Label, ListId, MapOf, Msg, Sample, Status, Step, write_labels};

use crate::harness::{Page, squares};

#[test]
fn a_reload_embeds_nothing_twice() {
    let mut page = Page::started();
    page.drop_pictures(squares(5));
    page.run();
    let stored = page.kept();
    let names: Vec<_> = page.pictures().iter().map(|it| page.state.names_of(it.id).unwrap().to_vec()).collect();

    let mut again = Page::new();
    again.files = page.files.clone();
    again.send(Msg::Started(Some(Box::new(stored))));
    again.run();
    assert_eq!((again.ready(), again.n_embedded), (5, 0));
    let found: Vec<_> = again.pictures().iter().map(|it| again.state.names_of(it.id).unwrap().to_vec()).collect();
    assert_eq!(found, names);
    assert_eq!(again.state.map.result, page.state.map.result, "the same map, to the bit");
}

#[test]
fn an_edited_label_list_keeps_its_order_over_a_reload() {
    let mut page = Page::started();
    page.send(Msg::EditLabels("| carp\n| eel\n| squid\n".to_owned()));
    page.drop_pictures(squares(2));
    page.run();
    let eel = page.state.words().nth(1).unwrap().clone();
    page.send(Msg::EditLabels("| octopus\n| squid\n| eel\n| carp\n".to_owned()));
    page.run();
    assert_eq!(page.state.words().nth(2).unwrap().vector, eel.vector, "a word that stays is not embedded again");
    let stored = page.kept();
    let mut again = Page::new();
    again.files = page.files.clone();
    again.send(Msg::Started(Some(Box::new(stored))));
    again.run();
    assert_eq!(again.state.labels(), page.state.labels());
    assert_eq!(again.ready(), 2);
}

#[test]
fn a_label_is_set_in_its_place_and_the_others_keep_their_vectors() {
    let mut page = Page::started();
    page.send(Msg::EditLabels("鯉 | carp | | コイ\n| eel\n| squid\n".to_owned()));
    page.run();
    let [carp, eel, squid] = [0, 1, 2].map(|at| page.state.words().nth(at).unwrap().clone());
    let label = |ja: &str, en: &str| Label { ja: ja.to_owned(), en: en.to_owned(), ..Label::default() };
    let names = |page: &Page| write_labels(&page.state.labels());

    // A bar would part a name in the list's text.
    page.send(Msg::SetLabel(Some(eel.id), label(" ウナギ ", "eel | sea eel")));
    page.run();
    assert_eq!(names(&page), "鯉 | carp |  | コイ\nウナギ | eel   sea eel\n | squid\n");
    assert_eq!(page.state.item(squid.id).unwrap().vector, squid.vector);

    // Its other names stay with a label.
    let changed = Label { en: "koi".to_owned(), ..carp.label().unwrap().clone() };
    page.send(Msg::SetLabel(Some(carp.id), changed));
    // A new one is seen at once; one that there is already is not there twice.
    page.send(Msg::SetLabel(None, label("", "octopus")));
    page.send(Msg::SetLabel(None, label("", "squid")));
    page.run();
    assert_eq!(names(&page), " | squid\n | octopus\n鯉 | koi |  | コイ\nウナギ | eel   sea eel\n");

    // A name that says nothing, or what another says, changes nothing: whoever writes has not come to the end.
    let octopus = page.state.words().nth(1).unwrap().id;
    page.send(Msg::SetLabel(Some(octopus), Label::default()));
    page.send(Msg::SetLabel(Some(octopus), label("", "# squid ")));
    page.run();
    assert_eq!(names(&page), " | squid\n | octopus\n鯉 | koi |  | コイ\nウナギ | eel   sea eel\n");
    // And so does one of a word that is not there any more.
    page.send(Msg::Remove(vec![octopus]));
    page.send(Msg::SetLabel(Some(octopus), label("", "ghost")));
    page.run();
    assert_eq!(names(&page), " | squid\n鯉 | koi |  | コイ\nウナギ | eel   sea eel\n");
}

#[test]
fn of_two_names_for_one_thing_a_picture_is_told_the_likelier() {
    let mut page = Page::started();
    page.send(Msg::EditLabels(
        "マダイ | red seabream | Pagrus major\n鯛 | sea bream | Pagrus major\n| carp\n".to_owned(),
    ));
    page.drop_pictures(squares(3));
    page.run();
    for picture in page.pictures() {
        let vector = |id| page.state.item(id).unwrap().vector.as_ref().unwrap().values.clone();
        let cosine = |id| ikesu::matrix::dot(&vector(picture.id), &vector(id));
        let words: Vec<_> = page.state.words().filter(|it| it.is_ready()).map(|it| it.id).collect();
        let (carp, breams) = words.split_last().unwrap();
        let likeliest = breams.iter().copied().max_by(|a, b| cosine(*a).total_cmp(&cosine(*b))).unwrap();
        let mut told: Vec<_> = page.state.names_of(picture.id).unwrap().iter().map(|it| it.item).collect();
        told.sort_unstable();
        let mut right = vec![likeliest, *carp];
        right.sort_unstable();
        assert_eq!(told, right);
    }
}

#[test]
fn labels_that_no_tower_reads_get_no_score() {
    let mut page = Page::started();
    page.send(Msg::EditLabels("鯛\nアジ | horse mackerel\n|| Gadus\n🐟 | fish 🐟\n".to_owned()));
    page.drop_pictures(squares(2));
    page.run();
    let statuses: Vec<Status> = page.state.words().map(|it| it.status.clone()).collect();
    assert_eq!(statuses, [Status::Unreadable, Status::Ready, Status::Ready, Status::Ready]);
    let names = page.state.names_of(page.pictures()[0].id).unwrap();
    assert_eq!(names.len(), 3);
    page.send(Msg::EditLabels("アジ | horse mackerel\nタコ | octopus\n".to_owned()));
    page.run();
    assert_eq!(page.state.names_of(page.pictures()[0].id).unwrap().len(), 2);
    assert_eq!(
        page.stored.values().filter(|it| it.file.is_none()).count(),
        2,
        "what is gone does not come back with a reload"
    );
    page.send(Msg::EditLabels(String::new()));
    page.run();
    assert_eq!(page.state.words().count(), 0);
}

#[test]
fn what_is_removed_can_be_put_back() {
    let mut page = Page::started();
    page.drop_pictures(squares(4));
    page.run();
    let ids = page.state.ready(MapOf::Pictures);
    page.send(Msg::Remove(ids[1..3].to_vec()));
    page.run();
    assert_eq!((page.ready(), page.stored.contains_key(&ids[1])), (2, false));
    page.send(Msg::Undo);
    page.run();
    assert_eq!(page.state.ready(MapOf::Pictures), ids);
    assert_eq!((page.n_embedded, page.stored.contains_key(&ids[1])), (4, true));
    page.send(Msg::Erase);
    page.run();
    assert_eq!(page.pictures().len(), 0);
    assert!(page.state.map.result.is_none());
}

#[test]
fn a_picture_that_is_taken_out_leaves_what_is_about_words_as_it_is() {
    let mut page = Page::started();
    page.send(Msg::EditLabels("| carp\n| eel\n| squid\n| kite\n".to_owned()));
    page.send(Msg::SetMapOf(MapOf::Names));
    page.drop_pictures(squares(2));
    page.run();
    let map = page.state.map.result.clone().unwrap();
    let gone = page.pictures()[0].id;
    page.send(Msg::Remove(vec![gone]));
    page.send(Msg::Undo);
    page.run();
    assert!(std::sync::Arc::ptr_eq(&map, page.state.map.result.as_ref().unwrap()), "it was drawn again");
}

#[test]
fn a_word_that_is_taken_out_is_nobody_s_name_any_more_and_comes_back() {
    let mut page = Page::started();
    page.send(Msg::EditLabels("| carp\n| eel\n| squid\n".to_owned()));
    page.drop_pictures(squares(2));
    page.run();
    let picture = page.pictures()[0].id;
    let best = page.state.names_of(picture).unwrap()[0].item;
    page.send(Msg::ToggleReference(best));
    page.send(Msg::Remove(vec![best]));
    page.run();
    let names = page.state.names_of(picture).unwrap();
    assert!(names.len() == 2 && names.iter().all(|it| it.item != best));
    assert!(page.state.odd.references.is_empty());
    assert!(!page.kept().settings.words.contains(&best), "it would come back with a reload");
    page.send(Msg::Undo);
    page.run();
    assert_eq!(page.state.names_of(picture).unwrap()[0].item, best);
    assert_eq!(page.state.odd.references, [best]);
}

#[test]
fn pictures_that_come_before_storage_is_read_are_put_beside_what_is_there() {
    let mut page = Page::started();
    page.drop_pictures(squares(2));
    page.run();
    let stored = page.kept();
    let mut again = Page::new();
    again.files = page.files.clone();
    again.send(Msg::Names(ListId::Fish, "| carp\n".to_owned()));
    again.drop_pictures(squares(1));
    again.send(Msg::Started(Some(Box::new(stored))));
    again.run();
    let ids: Vec<_> = again.pictures().iter().map(|it| it.id).collect();
    assert_eq!((again.ready(), again.n_embedded), (3, 1));
    assert!(ids.windows(2).all(|it| it[0] < it[1]), "{ids:?}");
    assert_eq!(
        again.stored.keys().filter(|id| ids.contains(id)).count(),
        1,
        "the new one is kept under its new number"
    );
}

#[test]
fn stored_vectors_that_make_no_sense_are_made_anew() {
    let mut page = Page::started();
    page.drop_pictures(squares(5));
    page.run();
    let mut stored = page.kept();
    let mut pictures = stored.items.iter_mut().filter(|it| it.file.is_some());
    pictures.next().unwrap().vector.truncate(3);
    pictures.next().unwrap().vector[0] = f32::NAN;
    pictures.next().unwrap().vector.iter_mut().for_each(|it| *it *= 100.0);
    pictures.next().unwrap().vector.fill(0.0);
    let mut again = Page::new();
    again.files = page.files.clone();
    again.send(Msg::Started(Some(Box::new(stored))));
    again.run();
    assert_eq!((again.ready(), again.n_embedded), (5, 4));
    for at in 0..5 {
        assert_eq!(again.pictures()[at].vector, page.pictures()[at].vector);
    }
}

#[test]
fn a_collection_of_words_alone_is_what_every_step_is_about() {
    let mut page = Page::new();
    page.send(Msg::Names(ListId::Fish, "| carp\n".to_owned()));
    page.send(Msg::Started(None));
    page.send(Msg::EditLabels("| carp\n| eel\n| squid\n| kite\n".to_owned()));
    page.send(Msg::WordsAlone);
    page.send(Msg::Add(Vec::new()));
    page.run();
    assert_eq!(page.state.step, Step::Map);
    assert_eq!(page.state.map.result.as_ref().unwrap().items.len(), 4);
    assert!(page.state.clusters.result.is_some() && page.state.odd.by_clusters.is_some());
    assert!(page.told.contains(&ikesu::app::Tell::Done));
}

#[test]
fn a_step_that_was_asked_for_stays_when_pictures_come() {
    let mut page = Page::started();
    page.state.has_step = true;
    page.drop_pictures(squares(1));
    assert_eq!(page.state.step, Step::Vectors);
}

#[test]
fn samples_that_are_asked_for_twice_come_once_and_what_was_stopped_is_not_wanted_any_more() {
    let mut page = Page::started();
    let n_stops = page.state.n_stops;
    let mut n_asked = || {
        let effects = ikesu::app::update(&mut page.state, Msg::UseSamples(Sample::Market, false));
        effects.iter().filter(|it| matches!(it, Effect::FetchSamples(Sample::Market, false))).count()
    };
    assert_eq!((n_asked(), n_asked()), (1, 0));
    page.send(Msg::CancelAll);
    assert!(page.state.n_stops > n_stops && !page.state.is_gathering);
}

#[test]
fn the_built_in_list_is_the_webinar_s() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/material/photos/seafood/fishname.csv");
    let Ok(table) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared is absent");
        return;
    };
    let theirs: Vec<&str> =
        table.lines().skip(1).filter_map(|line| line.split_once(',')).map(|it| it.1.trim()).collect();
    let ours = ikesu::app::parse_labels(include_str!("../../models/names.txt"));
    assert_eq!(ours.iter().map(|it| it.ja.as_str()).collect::<Vec<_>>(), theirs);
    assert_eq!(ours.len(), 93);
}
