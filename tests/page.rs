//! The page without a browser: the pure state and the engine, wired as the runtime wires them, on tiny models.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::BTreeMap;

use ikesu::app::{
    Catalog, Effect, Item, Kind, Lang, Load, MapOf, ModelChoice, Msg, NewPicture, OddWay, Payload, State, Status, Step,
    Stored, StoredHead, StoredItem, Tell, update,
};
use ikesu::engine::{Engine, Feed};
use ikesu::protocol::{Body, Command, Event, Fault, FaultKind, ItemId, JobId, News};

const CATALOG: &str = r#"{ "hub": "http://hub.test", "models": [
    { "id": "legacy", "title": { "ja": "小", "en": "tiny" }, "place": { "beside": "legacy/" }, "licence": "MIT", "bytes": 207580,
      "memory": 1000000, "knows": "drawings", "reads": ["en"], "templates": { "en": ["a photo of a {}."] }, "tried": true },
    { "id": "gelu", "title": { "ja": "中", "en": "other" }, "place": { "hub": { "repository": "a/gelu", "revision": "main" } },
      "licence": "MIT", "bytes": 108850, "memory": 1000000, "knows": "photos", "reads": ["ja", "en"], "tried": false }] }"#;

/// The state, the engine, and what the runtime would keep between them.
struct Page {
    state: State,
    engine: Engine,
    files: Vec<Vec<u8>>,
    /// Bytes by address; an address that is not here cannot be fetched.
    network: BTreeMap<String, Vec<u8>>,
    has_worker: bool,
    /// The worker dies when it is sent this file.
    poison: Option<u32>,
    told: Vec<Tell>,
    n_embedded: usize,
    stored: BTreeMap<ItemId, StoredItem>,
}

impl Page {
    fn new() -> Self {
        let catalog: Catalog = serde_json::from_str(CATALOG).unwrap();
        let mut network = BTreeMap::new();
        for (name, folder) in [("legacy", "http://page.test/legacy/"), ("gelu", "http://hub.test/a/gelu/resolve/main/")]
        {
            for file in ["config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors"] {
                let path = format!("{}/tests/golden/clip/{name}/{file}", env!("CARGO_MANIFEST_DIR"));
                network.insert(format!("{folder}{file}"), std::fs::read(path).unwrap());
            }
        }
        Self {
            state: State::new(catalog, "http://page.test/".to_owned(), Lang::Ja),
            engine: Engine::new(),
            files: Vec::new(),
            network,
            has_worker: false,
            poison: None,
            told: Vec::new(),
            n_embedded: 0,
            stored: BTreeMap::new(),
        }
    }

    fn started() -> Self {
        let mut page = Self::new();
        page.send(Msg::Names(include_str!("../models/names.txt").to_owned()));
        page.send(Msg::Started(None));
        page
    }

    fn send(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Post(command, payload) => self.post(command, payload),
            Effect::StartWorker => {
                self.engine = Engine::new();
                self.has_worker = true;
                self.send(Msg::Worker(Event { job: JobId::NONE, news: News::Ready }, Body::default()));
            }
            Effect::DecodeInBrowser(item, _) => {
                let fault = Fault { kind: FaultKind::ImageUnsupported, subject: String::new(), detail: String::new() };
                self.send(Msg::Undecodable(item, fault));
            }
            Effect::Tell(tell) => self.told.push(tell),
            Effect::Keep(items) => items.iter().for_each(|id| self.keep(*id)),
            Effect::Drop(items) => self.stored.retain(|id, _| !items.contains(id)),
            _ => {}
        }
    }

    fn post(&mut self, command: Command, payload: Payload) {
        let body = match payload {
            Payload::None => Body::default(),
            Payload::File(file) => {
                if self.poison == Some(file) {
                    self.has_worker = false;
                    return;
                }
                Body { bytes: self.files[file as usize].clone(), ..Body::default() }
            }
            Payload::Vectors(vectors) => {
                Body { floats: vectors.iter().flat_map(|it| it.iter().copied()).collect(), ..Body::default() }
            }
        };
        if matches!(command, Command::EmbedPicture { .. }) {
            self.n_embedded += 1;
        }
        if self.has_worker {
            self.engine.handle(command, body);
        }
    }

    fn keep(&mut self, id: ItemId) {
        let Some(item) = self.state.item(id) else { return };
        let made_by = item.vector.as_ref().map(|it| it.made_by.to_string()).unwrap_or_default();
        let vector = item.vector.as_ref().map(|it| it.values.to_vec()).unwrap_or_default();
        let head = match &item.kind {
            Kind::Picture { name, truth, .. } => {
                StoredHead { name: name.clone(), label: truth.clone(), made_by, ..StoredHead::default() }
            }
            Kind::Word(label) => StoredHead { label: Some(label.clone()), made_by, ..StoredHead::default() },
        };
        self.stored.insert(id, StoredItem { id, file: item.file(), thumb: None, vector, head });
    }

    /// One turn of the worker: a fetch, or a slice of work, and everything it says.
    fn turn(&mut self) -> bool {
        if self.poison.is_some() && !self.has_worker {
            self.send(Msg::WorkerDied("unreachable".to_owned()));
            return true;
        }
        if let Some(fetch) = self.engine.wants() {
            match self.network.get(&fetch.address) {
                Some(bytes) => {
                    for chunk in bytes.chunks(10_000) {
                        self.engine.feed(fetch.job, Feed::Bytes(chunk));
                    }
                    self.engine.feed(fetch.job, Feed::End);
                }
                None => self.engine.feed(fetch.job, Feed::Failed("HTTP 404".to_owned())),
            }
        }
        let is_busy = self.engine.step();
        let said: Vec<(Event, Body)> = self.engine.take().collect();
        let has_spoken = !said.is_empty();
        for (event, body) in said {
            self.send(Msg::Worker(event, body));
        }
        is_busy || has_spoken
    }

    fn run(&mut self) {
        let turns = (0..200_000).take_while(|_| self.turn()).count();
        assert!(turns < 200_000, "the page never comes to rest: {:?}", self.state.tasks);
    }

    fn drop_pictures(&mut self, pictures: Vec<(&str, Vec<u8>)>) {
        let mut added = Vec::new();
        for (name, bytes) in pictures {
            added.push(NewPicture {
                name: name.to_owned(),
                file: self.files.len() as u32,
                bytes: bytes.len() as u64,
                truth: None,
                is_sample: false,
            });
            self.files.push(bytes);
        }
        self.send(Msg::Add(added));
    }

    fn pictures(&self) -> Vec<&Item> {
        self.state.pictures().collect()
    }

    fn ready(&self) -> usize {
        self.state.ready(MapOf::Pictures).len()
    }
}

/// Differently coloured squares, as PNG.
fn squares(n: u32) -> Vec<(&'static str, Vec<u8>)> {
    (0..n).map(|at| ("square.png", square([(at * 40 % 256) as u8, (at * 90 % 256) as u8, (at * 17) as u8]))).collect()
}

fn square(colour: [u8; 3]) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(40, 40, |x, y| {
        if (x / 5 + y / 9).is_multiple_of(2) { image::Rgb(colour) } else { image::Rgb([200, 220, colour[1]]) }
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

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
        ("half.png", FaultKind::ImageBroken),
        ("drawing.svg", FaultKind::ImageUnsupported),
    ];
    assert_eq!(said, expected);
}

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
    assert_eq!(fault.kind, FaultKind::Fetch);
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
fn a_reload_embeds_nothing_twice() {
    let mut page = Page::started();
    page.drop_pictures(squares(5));
    page.run();
    let stored = Stored { settings: page.state.settings(), items: page.stored.values().cloned().collect() };
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
    let stored = Stored { settings: page.state.settings(), items: page.stored.values().cloned().collect() };
    let mut again = Page::new();
    again.files = page.files.clone();
    again.send(Msg::Started(Some(Box::new(stored))));
    again.run();
    assert_eq!(again.state.labels(), page.state.labels());
    assert_eq!(again.ready(), 2);
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
