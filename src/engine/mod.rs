//! The engine: commands in, events out, long work in slices; no browser, no clock.
//!
//! The driver (the worker's binary, or a test) hands over commands with [`Engine::handle`], lets it work with
//! [`Engine::step`], takes its words with [`Engine::take`], and fetches what it [`Engine::wants`], feeding it chunk by
//! chunk with [`Engine::feed`].

mod analysis;
mod dataset;
mod embed;
mod fault;
mod loading;
mod rank;

use std::collections::{HashMap, VecDeque};

use crate::clip::Clip;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::protocol::{Body, Command, Event, Fault, FaultKind, JobId, News, ReferenceScore, Stage};

use analysis::{ClusterJob, MapJob, OddClustersJob, odd_references};
use dataset::Dataset;
use embed::{PictureJob, WordsJob};
use loading::Loading;
pub use loading::{Feed, Fetch};
use rank::RankJob;

/// The engine.
#[derive(Default)]
pub struct Engine {
    room: Room,
    queue: Vec<Queued>,
    loading: Option<Loading>,
    failed_load: Option<JobId>,
    outbox: VecDeque<(Event, Body)>,
}

/// What jobs work on.
#[derive(Default)]
struct Room {
    clip: Option<Clip>,
    dataset: Dataset,
    /// Vectors of texts under templates, so that no text is ever embedded twice by one model.
    texts: HashMap<String, Vec<f32>>,
}

struct Queued {
    job: JobId,
    /// Pictures, words and names come before maps and clusters, so that the tank fills while a map waits.
    is_urgent: bool,
    work: Box<dyn Job>,
}

/// Long work that goes on by slices of about 30 ms.
trait Job {
    fn step(&mut self, room: &mut Room) -> Result<Status>;
}

/// What a slice led to.
enum Status {
    Running { stage: Stage, progress: Progress, places: Vec<f32> },
    Thumbnail { format: String, body: Body },
    Done(Body),
}

impl Engine {
    /// An engine with no model and no items.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a command; short ones are answered at once, long ones are queued.
    pub fn handle(&mut self, command: Command, body: Body) {
        let job = command.job();
        match self.accept(command, body) {
            Ok(None) => {}
            Ok(Some((is_urgent, work))) => self.queue.push(Queued { job, is_urgent, work }),
            Err(error) => self.fail(job, &error),
        }
    }

    /// Works for one slice; `false` if there is nothing to do.
    pub fn step(&mut self) -> bool {
        let urgent = self.queue.iter().position(|it| it.is_urgent);
        let Some(at) = urgent.or((!self.queue.is_empty()).then_some(0)) else { return false };
        let job = self.queue[at].job;
        match self.queue[at].work.step(&mut self.room) {
            Ok(Status::Running { stage, progress, places }) => {
                let indices = vec![progress.done, progress.total];
                self.say(job, News::Progress(stage), Body { indices, floats: places, ..Body::default() });
            }
            Ok(Status::Thumbnail { format, body }) => self.say(job, News::Thumbnail(format), body),
            Ok(Status::Done(body)) => {
                self.queue.remove(at);
                self.say(job, News::Done, body);
            }
            Err(error) => {
                self.queue.remove(at);
                self.fail(job, &error);
            }
        }
        true
    }

    /// What the engine has to say, in order.
    pub fn take(&mut self) -> impl Iterator<Item = (Event, Body)> + '_ {
        self.outbox.drain(..)
    }

    /// What is to be fetched next, once for each file.
    pub fn wants(&mut self) -> Option<Fetch> {
        self.loading.as_mut().and_then(Loading::wants)
    }

    /// Whether this load is still going on.
    pub fn is_loading(&self, job: JobId) -> bool {
        self.loading.as_ref().is_some_and(|it| it.job == job)
    }

    /// The last load whose bytes were wrong or missing, so that they are not kept.
    pub fn failed_load(&self) -> Option<JobId> {
        self.failed_load
    }

    /// Takes what the driver has fetched for `job`; ignored if that job has ended.
    pub fn feed(&mut self, job: JobId, feed: Feed<'_>) {
        let Some(loading) = self.loading.as_mut().filter(|it| it.job == job) else { return };
        match loading.feed(feed) {
            Ok(None) => {
                let (done, total) = loading.progress();
                let body = Body { indices: vec![done, total], ..Body::default() };
                self.say(job, News::Progress(Stage::Fetch), body);
            }
            Ok(Some((clip, facts))) => {
                self.loading = None;
                self.room = Room { clip: Some(clip), ..Room::default() };
                self.drop_queue();
                self.say(job, News::Loaded(facts), Body::default());
            }
            Err(error) => {
                self.loading = None;
                self.failed_load = Some(job);
                self.fail(job, &error);
            }
        }
    }

    /// `Some` for work that needs slices and whether it is urgent, `None` for what has been answered.
    fn accept(&mut self, command: Command, body: Body) -> Result<Option<(bool, Box<dyn Job>)>> {
        let work: (bool, Box<dyn Job>) = match command {
            Command::Load { job, files } => {
                if let Some(old) = self.loading.replace(Loading::new(job, files)) {
                    self.say(old.job, News::Cancelled, Body::default());
                }
                return Ok(None);
            }
            Command::EmbedPicture { item, .. } => (true, Box::new(PictureJob::encoded(item, body.bytes))),
            Command::EmbedPixels { item, width, height, .. } => {
                (true, Box::new(PictureJob::pixels(item, width, height, &body.bytes)?))
            }
            Command::EmbedWords { items, texts, templates, .. } => {
                (true, Box::new(WordsJob::new(items, texts, templates)?))
            }
            Command::Restore { job, items } => {
                self.room.dataset.restore(&items, body.floats)?;
                self.say(job, News::Done, Body::default());
                return Ok(None);
            }
            Command::Forget { job, items } => {
                self.room.dataset.forget(&items);
                self.say(job, News::Done, Body::default());
                return Ok(None);
            }
            Command::Rank { queries, among, top, .. } => {
                (true, Box::new(RankJob::new(&self.room.dataset, queries, &among, top)?))
            }
            Command::Project { items, params, .. } => {
                (false, Box::new(MapJob::new(&self.room.dataset, &items, &params)?))
            }
            Command::Cluster { items, params, .. } => {
                (false, Box::new(ClusterJob::new(&self.room.dataset, &items, &params)?))
            }
            Command::ScoreClusters { items, kmeans, params, .. } => {
                (false, Box::new(OddClustersJob::new(&self.room.dataset, &items, &kmeans, params)?))
            }
            Command::ScoreReferences { job, items, references, params } => {
                let scores = odd_references(&self.room.dataset, &items, &references, params)?;
                self.say(job, News::Done, ReferenceScore::pack(&scores));
                return Ok(None);
            }
            Command::Cancel { job } => {
                self.cancel(job);
                return Ok(None);
            }
        };
        Ok(Some(work))
    }

    fn cancel(&mut self, job: JobId) {
        let before = self.queue.len();
        self.queue.retain(|it| it.job != job);
        let mut is_found = self.queue.len() < before;
        if self.loading.as_ref().is_some_and(|it| it.job == job) {
            self.loading = None;
            is_found = true;
        }
        if is_found {
            self.say(job, News::Cancelled, Body::default());
        }
    }

    /// Work asked of the old model has no answer under the new one.
    fn drop_queue(&mut self) {
        for queued in std::mem::take(&mut self.queue) {
            self.say(queued.job, News::Cancelled, Body::default());
        }
    }

    fn say(&mut self, job: JobId, news: News, body: Body) {
        // Of progress that nobody has heard yet only the newest counts.
        let is_progress = |it: &Event| it.job == job && matches!(it.news, News::Progress(_));
        let is_next = matches!(news, News::Progress(_));
        if is_next && self.outbox.back().is_some_and(|(last, _)| is_progress(last)) {
            self.outbox.pop_back();
        }
        self.outbox.push_back((Event { job, news }, body));
    }

    fn fail(&mut self, job: JobId, error: &Error) {
        self.say(job, News::Failed(fault::of(error)), Body::default());
    }
}

/// The fault of a worker that could not even read a command.
pub fn unreadable(detail: String) -> Fault {
    Fault { kind: FaultKind::Internal, subject: String::new(), detail }
}
