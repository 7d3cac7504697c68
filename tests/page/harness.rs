//! The page without a browser: the pure state and the engine, wired as the runtime wires them, on tiny models.

use std::collections::BTreeMap;

use ikesu::app::{
    Catalog, Effect, Handed, Item, Kind, Lang, ListId, MapOf, Msg, NewPicture, Payload, Picture, State, Stored,
    StoredHead, StoredItem, Tell, update,
};
use ikesu::engine::{Engine, Feed, Limits};
use ikesu::error::Refusal;
use ikesu::protocol::{Body, Command, Event, Fault, FaultKind, ItemId, JobId, News, Sketch};

const ALONE: Limits = Limits { n_workers: 1, bytes: 0 };

const CATALOG: &str = r#"{ "models": [
    { "id": "legacy", "title": { "ja": "小", "en": "tiny" }, "place": "legacy/", "licence": "MIT", "bytes": 207580,
      "memory": 1000000, "knows": "drawings", "reads": ["en"], "templates": { "en": ["a photo of a {}."] }, "tried": true },
    { "id": "gelu", "title": { "ja": "中", "en": "other" }, "place": "http://hub.test/a/gelu/resolve/main/",
      "licence": "MIT", "bytes": 108850, "memory": 1000000, "knows": "photos", "reads": ["ja", "en"], "tried": false }] }"#;

/// The state, the engine, and what the runtime would keep between them.
pub(crate) struct Page {
    pub(crate) state: State,
    pub(crate) engine: Engine,
    pub(crate) files: Vec<Vec<u8>>,
    /// Bytes by address; an address that is not here cannot be fetched.
    pub(crate) network: BTreeMap<String, Vec<u8>>,
    pub(crate) has_worker: bool,
    /// Whether nothing of a model comes for now.
    pub(crate) is_slow: bool,
    /// The worker dies when it is sent this file.
    pub(crate) poison: Option<u32>,
    /// The worker dies when it is to load from this folder.
    pub(crate) too_large: Option<&'static str>,
    is_dying: bool,
    pub(crate) told: Vec<Tell>,
    pub(crate) n_embedded: usize,
    /// English by Japanese words; none where it cannot be fetched.
    pub(crate) dictionary: Option<BTreeMap<&'static str, &'static str>>,
    /// What was looked up in it.
    pub(crate) looked_up: Vec<String>,
    /// Drawings that the worker was asked for.
    pub(crate) drawn: Vec<Sketch>,
    /// Files that the person was handed.
    pub(crate) handed: Vec<(String, Vec<u8>)>,
    pub(crate) stored: BTreeMap<ItemId, StoredItem>,
}

impl Page {
    pub(crate) fn new() -> Self {
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
            engine: Engine::new(ALONE),
            files: Vec::new(),
            network,
            has_worker: false,
            is_slow: false,
            poison: None,
            too_large: None,
            is_dying: false,
            told: Vec::new(),
            n_embedded: 0,
            dictionary: None,
            looked_up: Vec::new(),
            drawn: Vec::new(),
            handed: Vec::new(),
            stored: BTreeMap::new(),
        }
    }

    pub(crate) fn started() -> Self {
        let mut page = Self::new();
        page.send(Msg::Names(ListId::Fish, include_str!("../../models/names.txt").to_owned()));
        page.send(Msg::Started(None));
        page
    }

    pub(crate) fn send(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            self.perform(effect);
        }
    }

    pub(crate) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Post(command, payload) => self.post(command, payload),
            Effect::StartWorker => {
                self.engine = Engine::new(ALONE);
                self.has_worker = true;
                self.send(Msg::Worker(Event { job: JobId::NONE, news: News::Ready }, Body::default()));
            }
            Effect::DecodeInBrowser(item, _, fault) => self.send(Msg::Undecodable(item, fault)),
            Effect::Tell(tell) => self.told.push(tell),
            Effect::Hand(Handed::Tank, name, bytes) => {
                let (file, n) = (self.files.len() as u32, bytes.len() as u64);
                self.files.push(bytes);
                self.send(Msg::Add(vec![NewPicture {
                    name,
                    file,
                    bytes: n,
                    is_sample: true,
                    ..NewPicture::default()
                }]));
            }
            Effect::Hand(_, name, bytes) => self.handed.push((name, bytes)),
            Effect::Keep(items) => items.iter().for_each(|id| self.keep(*id)),
            Effect::LookUp(address, words) => {
                self.looked_up.extend(words.iter().cloned());
                let found = match &self.dictionary {
                    Some(dictionary) => Ok(words
                        .into_iter()
                        .map(|it| (it.clone(), dictionary.get(it.as_str()).map(|it| (*it).to_owned())))
                        .collect()),
                    None => Err(Fault { kind: FaultKind::Fetch, subject: address, detail: "HTTP 404".to_owned() }),
                };
                self.send(Msg::LookedUp(found));
            }
            Effect::Drop(items) => self.stored.retain(|id, _| !items.contains(id)),
            _ => {}
        }
    }

    pub(crate) fn post(&mut self, command: Command, payload: Payload) {
        let body = match payload {
            Payload::None => Body::default(),
            Payload::Numbers(body) => body,
            Payload::File(file) => {
                if self.poison == Some(file) {
                    return self.die();
                }
                Body { bytes: self.files[file as usize].clone(), ..Body::default() }
            }
            Payload::Vectors(vectors) => {
                Body { floats: vectors.iter().flat_map(|it| it.iter().copied()).collect(), ..Body::default() }
            }
        };
        match &command {
            Command::Draw { .. } => self.drawn.extend(Sketch::unpack(&body)),
            Command::EmbedPicture { .. } => self.n_embedded += 1,
            Command::Load { files, .. } if self.too_large.is_some_and(|it| files.weights.concat().starts_with(it)) => {
                return self.die();
            }
            _ => {}
        }
        if self.has_worker {
            self.engine.handle(command, body);
        }
    }

    /// The worker dies, whatever it is doing.
    pub(crate) fn die(&mut self) {
        self.has_worker = false;
        self.is_dying = true;
    }

    /// What a reload would find.
    pub(crate) fn kept(&self) -> Stored {
        Stored { settings: self.state.settings(), items: self.stored.values().cloned().collect() }
    }

    pub(crate) fn keep(&mut self, id: ItemId) {
        let Some(item) = self.state.item(id) else { return };
        let made_by = item.vector.as_ref().map(|it| it.made_by.to_string()).unwrap_or_default();
        let vector = item.vector.as_ref().map(|it| it.values.to_vec()).unwrap_or_default();
        let head = match &item.kind {
            Kind::Picture(Picture { name, truth, .. }) => {
                StoredHead { name: name.clone(), label: truth.clone(), made_by, ..StoredHead::default() }
            }
            Kind::Word(label) => StoredHead { label: Some(label.clone()), made_by, ..StoredHead::default() },
        };
        self.stored.insert(id, StoredItem { id, file: item.file(), is_small: false, thumb: None, vector, head });
    }

    /// One turn of the worker: a fetch, or a slice of work, and everything it says.
    pub(crate) fn turn(&mut self) -> bool {
        if std::mem::take(&mut self.is_dying) {
            self.send(Msg::WorkerDied("unreachable".to_owned()));
            return true;
        }
        if let Some(fetch) = if self.is_slow { None } else { self.engine.wants() } {
            match self.network.get(&fetch.address) {
                Some(bytes) => {
                    for chunk in bytes.chunks(10_000) {
                        self.engine.feed(fetch.job, Feed::Bytes(chunk));
                    }
                    self.engine.feed(fetch.job, Feed::End);
                }
                None => self.engine.feed(fetch.job, Feed::Failed(Refusal::Missing, "HTTP 404".to_owned())),
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

    /// Goes on until `is_there`.
    pub(crate) fn until(&mut self, is_there: impl Fn(&State) -> bool) {
        let turns = (0..200_000).take_while(|_| !is_there(&self.state) && self.turn()).count();
        assert!(is_there(&self.state), "after {turns} turns: {:?}", self.state.tasks);
    }

    pub(crate) fn run(&mut self) {
        let turns = (0..200_000).take_while(|_| self.turn()).count();
        assert!(turns < 200_000, "the page never comes to rest: {:?}", self.state.tasks);
    }

    pub(crate) fn drop_pictures(&mut self, pictures: Vec<(&str, Vec<u8>)>) {
        self.drop_files(pictures, false);
    }

    /// As they lie in a folder.
    pub(crate) fn drop_found(&mut self, files: Vec<(&str, Vec<u8>)>) {
        self.drop_files(files, true);
    }

    fn drop_files(&mut self, pictures: Vec<(&str, Vec<u8>)>, is_found: bool) {
        let mut added = Vec::new();
        for (name, bytes) in pictures {
            added.push(NewPicture {
                name: name.to_owned(),
                file: self.files.len() as u32,
                bytes: bytes.len() as u64,
                is_found,
                ..NewPicture::default()
            });
            self.files.push(bytes);
        }
        self.send(Msg::Add(added));
    }

    pub(crate) fn pictures(&self) -> Vec<&Item> {
        self.state.pictures().collect()
    }

    pub(crate) fn ready(&self) -> usize {
        self.state.ready(MapOf::Pictures).len()
    }
}

/// Differently coloured squares, as PNG.
pub(crate) fn squares(n: u32) -> Vec<(&'static str, Vec<u8>)> {
    (0..n).map(|at| ("square.png", square([(at * 40 % 256) as u8, (at * 90 % 256) as u8, (at * 17) as u8]))).collect()
}

pub(crate) fn square(colour: [u8; 3]) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(40, 40, |x, y| {
        if (x / 5 + y / 9).is_multiple_of(2) { image::Rgb(colour) } else { image::Rgb([200, 220, colour[1]]) }
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
