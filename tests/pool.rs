//! Several workers on one load of pictures: engines wired to one another as the workers' driver wires them.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ikesu::engine::{Engine, Feed, HelperId, Limits, Order};
use ikesu::protocol::{Body, Command, Event, FaultKind, JobId, ModelFiles, News};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/clip/legacy/");
const PICTURES: [&str; 3] = ["fish.png", "noise.png", "palette.png"];
const LOAD: JobId = JobId(1_000);
const TWO: Limits = Limits { n_workers: 2, bytes: 1 << 30 };
const ALONE: Limits = Limits { n_workers: 1, bytes: 1 << 30 };

/// A worker with what it has started.
struct Tank {
    engine: Engine,
    helpers: BTreeMap<HelperId, Engine>,
    n_started: u32,
    n_sent: u32,
    /// A helper dies when it has been given so many pictures.
    dies_at: Option<u32>,
    said: Vec<(Event, Body)>,
    /// Pictures that the present model is worth to have on the way.
    n_at_hand: u32,
}

impl Tank {
    fn new(limits: Limits) -> Self {
        let (helpers, said) = (BTreeMap::new(), Vec::new());
        let engine = Engine::new(limits);
        let mut tank = Self { engine, helpers, n_started: 0, n_sent: 0, dies_at: None, said, n_at_hand: 0 };
        tank.load();
        tank
    }

    fn load(&mut self) {
        let files = ModelFiles {
            config: "config.json".to_owned(),
            preprocessor: "preprocessor_config.json".to_owned(),
            tokenizer: "tokenizer.json".to_owned(),
            weights: vec!["model.safetensors".to_owned()],
            ..ModelFiles::default()
        };
        self.engine.handle(Command::Load { job: LOAD, files }, Body::default());
        while let Some(fetch) = self.engine.wants() {
            let bytes = std::fs::read([FOLDER, &fetch.address].concat()).unwrap();
            self.engine.feed(LOAD, Feed::Bytes(&bytes));
            self.engine.feed(LOAD, Feed::End);
        }
        self.hear();
        let (loaded, body) = self.said.iter().rfind(|(it, _)| it.job == LOAD).unwrap();
        assert!(matches!(loaded.news, News::Loaded(_)), "{loaded:?}");
        self.n_at_hand = body.indices[0];
    }

    fn ask(&mut self, job: u32, bytes: Vec<u8>) {
        let command = Command::EmbedPicture { job: JobId(job), item: job };
        self.engine.handle(command, Body { bytes, ..Body::default() });
    }

    fn hear(&mut self) {
        self.said.extend(self.engine.take());
    }

    /// Follows the engine's orders, then lets everybody work for one slice; `false` if nobody has anything to do.
    fn go_on(&mut self) -> bool {
        let mut has_more = false;
        while let Some(order) = self.engine.order() {
            has_more = true;
            match order {
                Order::Start(id) => {
                    self.n_started += 1;
                    self.helpers.insert(id, Engine::new(ALONE));
                    self.engine.hear(id, Event { job: JobId::NONE, news: News::Ready }, Body::default());
                }
                Order::Send(id, command, body) => {
                    let is_picture = matches!(command, Command::EmbedPicture { .. } | Command::EmbedPixels { .. });
                    self.n_sent += u32::from(is_picture);
                    if is_picture && self.dies_at == Some(self.n_sent) {
                        self.helpers.remove(&id);
                        self.engine.lose(id);
                    } else if let Some(helper) = self.helpers.get_mut(&id) {
                        helper.handle(command, Rc::unwrap_or_clone(body));
                    }
                }
                Order::End(id) => drop(self.helpers.remove(&id)),
            }
        }
        for (id, helper) in &mut self.helpers {
            has_more |= helper.step();
            let said: Vec<_> = helper.take().collect();
            for (event, body) in said {
                has_more = true;
                self.engine.hear(*id, event, body);
            }
        }
        has_more |= self.engine.step();
        self.hear();
        has_more
    }

    fn run(&mut self) {
        while self.go_on() {}
    }

    /// How each job has ended, which it has but once.
    fn answers(&self) -> BTreeMap<u32, (&News, &Body)> {
        let mut answers = BTreeMap::new();
        let is_end = |it: &News| matches!(it, News::Done | News::Failed(_) | News::Cancelled);
        for (event, body) in self.said.iter().filter(|(it, _)| it.job != LOAD && is_end(&it.news)) {
            assert!(answers.insert(event.job.0, (&event.news, body)).is_none(), "job {} ends twice", event.job.0);
        }
        answers
    }
}

fn picture(at: u32) -> Vec<u8> {
    let name = PICTURES[at as usize % PICTURES.len()];
    std::fs::read([env!("CARGO_MANIFEST_DIR"), "/tests/golden/clip/pictures/", name].concat()).unwrap()
}

fn vectors(tank: &Tank) -> Vec<Vec<f32>> {
    tank.answers().values().map(|(_, body)| body.floats.clone()).collect()
}

/// Eight pictures by two workers, of which the second dies at its `dies_at`th: the vectors of one alone.
#[track_caller]
fn check_death(dies_at: Option<u32>) {
    let (mut alone, mut tank) = (Tank::new(ALONE), Tank::new(TWO));
    tank.dies_at = dies_at;
    for at in 0..8 {
        alone.ask(at, picture(at));
        tank.ask(at, picture(at));
    }
    alone.run();
    tank.run();
    assert_eq!((alone.n_started, alone.n_at_hand), (0, 2));
    assert_eq!((tank.n_started, tank.n_at_hand), (1, 4));
    assert!(tank.answers().values().all(|it| *it.0 == News::Done));
    assert_eq!(vectors(&tank), vectors(&alone));
    // Each is shown small, and is there for what comes after.
    let shown: BTreeSet<u32> =
        tank.said.iter().filter(|it| matches!(it.0.news, News::Thumbnail(_))).map(|it| it.0.job.0).collect();
    assert_eq!(shown, (0..8).collect());
    tank.engine.handle(
        Command::Rank { job: JobId(100), queries: (0..8).collect(), among: (0..8).collect(), top: 1 },
        Body::default(),
    );
    tank.run();
    assert_eq!(tank.answers()[&100].1.indices.len(), 8);
    assert!(dies_at.is_some() || tank.n_sent >= 3, "the second worker had {} pictures", tank.n_sent);
}

#[test]
fn two_workers_make_the_vectors_of_one() {
    check_death(None);
}

#[test]
fn the_pictures_of_a_dead_worker_are_done_by_the_other() {
    check_death(Some(1));
    check_death(Some(2));
    check_death(Some(3));
}

#[test]
fn few_pictures_start_nobody() {
    let mut tank = Tank::new(TWO);
    (0..2).for_each(|at| tank.ask(at, picture(at)));
    tank.run();
    assert_eq!((tank.n_started, tank.answers().len()), (0, 2));
}

#[test]
fn what_is_cancelled_ends_at_once_wherever_it_is() {
    let mut tank = Tank::new(TWO);
    (0..4).for_each(|at| tank.ask(at, picture(at)));
    // The helper has two of them by now.
    while tank.n_sent < 2 {
        assert!(tank.go_on());
    }
    (0..4).for_each(|job| tank.engine.handle(Command::Cancel { job: JobId(job) }, Body::default()));
    tank.hear();
    let answers = tank.answers();
    assert_eq!(answers.len(), 4);
    assert!(answers.values().filter(|it| *it.0 == News::Cancelled).count() >= 2);
    let n_said = tank.said.len();
    tank.run();
    assert_eq!(tank.said.len(), n_said, "a helper's words on what was cancelled reach the page");
    // It is of use again.
    (10..18).for_each(|at| tank.ask(at, picture(at)));
    tank.run();
    assert!((10..18).all(|job| *tank.answers()[&job].0 == News::Done));
    assert_eq!(tank.n_started, 1);
}

#[test]
fn a_broken_picture_fails_by_itself_at_the_helper() {
    let mut tank = Tank::new(TWO);
    for at in 0..8 {
        let mut bytes = picture(at);
        if at % 2 == 1 {
            bytes.truncate(bytes.len() / 2);
        }
        tank.ask(at, bytes);
    }
    tank.run();
    for (job, (news, _)) in tank.answers() {
        let is_cut = matches!(news, News::Failed(it) if it.kind == FaultKind::ImageCut);
        assert!(if job % 2 == 1 { is_cut } else { *news == News::Done }, "{job}: {news:?}");
    }
}

#[test]
fn another_model_ends_the_helpers_of_the_old_one() {
    let mut tank = Tank::new(TWO);
    (0..8).for_each(|at| tank.ask(at, picture(at)));
    while tank.n_sent < 2 {
        assert!(tank.go_on());
    }
    tank.load();
    assert_eq!(tank.answers().len(), 8);
    tank.run();
    assert!(tank.helpers.is_empty());
    (10..18).for_each(|at| tank.ask(at, picture(at)));
    tank.run();
    assert_eq!((tank.n_started, tank.helpers.len()), (2, 1));
    assert!((10..18).all(|job| *tank.answers()[&job].0 == News::Done));
    tank.engine.rest();
    tank.run();
    assert!(tank.helpers.is_empty());
}

#[test]
fn memory_limits_the_workers() {
    let n_at_hand = |n_workers, bytes| Tank::new(Limits { n_workers, bytes }).n_at_hand;
    assert_eq!(n_at_hand(4, 1 << 30), 8);
    assert_eq!(n_at_hand(4, 300 << 20), 4);
    assert_eq!(n_at_hand(4, 0), 2);
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let mut engine = Engine::new(ALONE);
    let job = JobId::NONE;
    engine.handle(Command::Part { job }, Body::default());
    let read = |name: &str| String::from_utf8(std::fs::read([FOLDER, name].concat()).unwrap()).unwrap();
    let (config, preprocessor) = (read("config.json"), read("preprocessor_config.json"));
    engine.handle(Command::Copy { job, config, preprocessor }, Body::default());
    engine.handle(Command::Part { job }, Body { floats: vec![0.0; 3], ..Body::default() });
    let said: Vec<_> = engine.take().collect();
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|it| matches!(it.0.news, News::Failed(_))));
}
