//! The engine: commands in, events out, long work in slices; no browser, no clock.
//!
//! The driver (the worker's binary, or a test) hands over commands with [`Engine::handle`], lets it work with
//! [`Engine::step`], takes its words with [`Engine::take`], and fetches what it [`Engine::wants`], feeding it chunk by
//! chunk with [`Engine::feed`]. Where the device has room for more workers, it says by [`Engine::order`] what other
//! engines, each in a worker of its own, are to do; what they say goes to [`Engine::hear`].

mod analysis;
mod dataset;
mod draw;
mod embed;
mod fault;
mod loading;
mod pool;
mod rank;

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use crate::error::{Error, Result};
use crate::model::{Model, Twin};
use crate::picture::Picture;
use crate::progress::Progress;
use crate::protocol::{Body, Command, Event, Fault, FaultKind, JobId, News, ReferenceScore, Stage};

use analysis::{ClusterJob, MapJob, OddClustersJob, odd_references};
use dataset::Dataset;
use draw::DrawJob;
use embed::{PictureJob, WordsJob};
pub use loading::{Feed, Fetch};
use loading::{Loaded, Loading};
use pool::Pool;
pub use pool::{HelperId, Limits, Order};
use rank::RankJob;

/// The engine.
pub struct Engine {
    room: Room,
    queue: Vec<Queued>,
    pool: Pool,
    loading: Option<Loading>,
    /// A copy of another worker's model, while its parts come.
    twin: Option<Twin>,
    failed_load: Option<JobId>,
    outbox: VecDeque<(Event, Body)>,
}

/// What jobs work on.
#[derive(Default)]
struct Room {
    model: Option<Model>,
    /// The model's `config.json` and `preprocessor_config.json`.
    sources: Vec<Vec<u8>>,
    n_workers: usize,
    dataset: Dataset,
    /// Vectors of texts under templates, so that no text is ever embedded twice by one model.
    texts: HashMap<String, Vec<f32>>,
}

struct Queued {
    job: JobId,
    turn: Turn,
    work: Box<dyn Job>,
    is_picture: bool,
}

/// What comes first; of one turn, what was asked first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// A drawing under a person's hand.
    Now,
    /// Pictures, words and names, so that the tank fills while a map waits.
    Soon,
    /// Maps and clusters.
    Later,
}

/// Long work that goes on by slices of about 30 ms.
trait Job {
    fn step(&mut self, room: &mut Room) -> Result<Status>;
}

/// What a slice led to.
enum Status {
    Running { stage: Stage, progress: Progress, places: Vec<f32> },
    Thumbnail { format: String, body: Body },
    Drawn(Body),
    Done(Body),
}

impl Engine {
    /// An engine with no model and no items.
    pub fn new(limits: Limits) -> Self {
        Self {
            room: Room::default(),
            queue: Vec::new(),
            pool: Pool::new(limits),
            loading: None,
            twin: None,
            failed_load: None,
            outbox: VecDeque::new(),
        }
    }

    /// Takes a command; short ones are answered at once, long ones are queued.
    pub fn handle(&mut self, command: Command, body: Body) {
        let job = command.job();
        match self.accept(command, body) {
            Ok(None) => {}
            Ok(Some((turn, work))) => self.queue.push(Queued { job, turn, work, is_picture: false }),
            Err(error) => self.fail(job, &error),
        }
    }

    /// Works for one slice; `false` if there is nothing to do.
    pub fn step(&mut self) -> bool {
        self.begin_picture();
        let first = self.queue.iter().enumerate().min_by_key(|(at, it)| (it.turn, *at));
        let Some((at, _)) = first else { return false };
        let job = self.queue[at].job;
        match self.queue[at].work.step(&mut self.room) {
            Ok(Status::Running { stage, progress, places }) => {
                let indices = vec![progress.done, progress.total];
                self.say(job, News::Progress(stage), Body { indices, floats: places, ..Body::default() });
            }
            Ok(Status::Thumbnail { format, body }) => self.say(job, News::Thumbnail(format), body),
            Ok(Status::Drawn(body)) => self.say(job, News::Drawn, body),
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
            Ok(Some(loaded)) => self.take_over(job, loaded),
            Err(error) => {
                self.loading = None;
                self.failed_load = Some(job);
                self.fail(job, &error);
            }
        }
    }

    /// What is to be done with the other workers now, if anything; to be asked until there is nothing.
    pub fn order(&mut self) -> Option<Order> {
        let Room { model, sources, n_workers, .. } = &mut self.room;
        let model = model.as_mut()?;
        self.pool.order(*n_workers, |at| part(model, sources, at))
    }

    /// What another worker has said.
    pub fn hear(&mut self, helper: HelperId, event: Event, body: Body) {
        let Event { job, news } = event;
        match news {
            News::Ready => self.pool.is_listening(helper),
            News::Done if job == JobId::NONE => self.pool.is_ready(helper),
            News::Failed(_) if job == JobId::NONE => self.pool.lose(helper),
            News::Thumbnail(_) | News::Progress(_) if self.pool.has(job) => self.say(job, news, body),
            News::Done => {
                if let Some(Command::EmbedPicture { item, .. } | Command::EmbedPixels { item, .. }) =
                    self.pool.answered(job)
                {
                    match self.room.dataset.insert(item, &body.floats) {
                        Ok(()) => self.say(job, news, body),
                        Err(error) => self.fail(job, &error),
                    }
                }
            }
            News::Failed(_) if self.pool.answered(job).is_some() => self.say(job, news, body),
            // Of what nobody waits for any more.
            _ => {}
        }
    }

    /// Another worker is gone; its pictures are done by those that are left.
    pub fn lose(&mut self, helper: HelperId) {
        self.pool.lose(helper);
    }

    /// Lets the other workers go if nobody needs them.
    pub fn rest(&mut self) {
        self.pool.rest();
    }

    fn take_over(&mut self, job: JobId, loaded: Loaded) {
        let Loaded { mut model, facts, sources } = loaded;
        self.loading = None;
        // Before there was any model, what is here came along with its vectors: those of another than has been loaded are
        // taken out by whoever put them in.
        let is_first = self.room.model.is_none();
        if !is_first {
            self.drop_queue();
        }
        let mut dataset = if is_first { std::mem::take(&mut self.room.dataset) } else { Dataset::default() };
        dataset.set_n_names(model.n_names());
        let n_workers = self.pool.n_workers(model.parts().iter().map(|it| it.n_bytes() as u64).sum());
        self.room = Room { model: Some(model), dataset, sources, n_workers, ..Room::default() };
        let indices = vec![Pool::n_at_hand(n_workers) as u32];
        self.say(job, News::Loaded(facts), Body { indices, ..Body::default() });
    }

    /// Of the pictures that wait this worker takes one at a time, so that the others find some.
    fn begin_picture(&mut self) {
        if self.queue.iter().any(|it| it.is_picture) {
            return;
        }
        let Some((command, body)) = self.pool.waiting.pop_front() else { return };
        let job = command.job();
        let work = match command {
            Command::EmbedPicture { item, .. } => Ok(PictureJob::encoded(item, Rc::unwrap_or_clone(body).bytes)),
            Command::EmbedPixels { item, width, height, step, .. } => {
                Picture::from_rgba(width, height, step, &body.bytes).map(|it| PictureJob::decoded(item, it))
            }
            _ => return,
        };
        match work {
            Ok(work) => self.queue.push(Queued { job, turn: Turn::Soon, work: Box::new(work), is_picture: true }),
            Err(error) => self.fail(job, &error),
        }
    }

    /// `Some` for work that needs slices and when its turn is, `None` for what has been answered.
    fn accept(&mut self, command: Command, body: Body) -> Result<Option<(Turn, Box<dyn Job>)>> {
        let work: (Turn, Box<dyn Job>) = match command {
            Command::Load { job, files } => {
                if let Some(old) = self.loading.replace(Loading::new(job, files)) {
                    self.say(old.job, News::Cancelled, Body::default());
                }
                return Ok(None);
            }
            Command::EmbedPicture { .. } | Command::EmbedPixels { .. } => {
                self.pool.waiting.push_back((command, Rc::new(body)));
                return Ok(None);
            }
            Command::EmbedWords { items, texts, templates, .. } => {
                (Turn::Soon, Box::new(WordsJob::new(items, texts, templates)?))
            }
            Command::Restore { job, items, n_names } => {
                self.room.dataset.set_n_names(n_names as usize);
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
                (Turn::Soon, Box::new(RankJob::new(&self.room.dataset, queries, &among, top)?))
            }
            Command::Project { items, params, .. } => {
                (Turn::Later, Box::new(MapJob::new(&self.room.dataset, &items, &params)?))
            }
            Command::Cluster { items, params, .. } => {
                (Turn::Later, Box::new(ClusterJob::new(&self.room.dataset, &items, &params)?))
            }
            Command::ScoreClusters { items, kmeans, params, .. } => {
                (Turn::Later, Box::new(OddClustersJob::new(&self.room.dataset, &items, &kmeans, params)?))
            }
            Command::ScoreReferences { job, items, references, params } => {
                let scores = odd_references(&self.room.dataset, &items, &references, params)?;
                self.say(job, News::Done, ReferenceScore::pack(&scores));
                return Ok(None);
            }
            Command::Draw { size, .. } => (Turn::Now, Box::new(DrawJob::new(&body, size)?)),
            Command::DrawFile { job, size, is_svg } => {
                let bytes = draw::file(&body, size, is_svg)?;
                self.say(job, News::Done, Body { bytes, ..Body::default() });
                return Ok(None);
            }
            Command::Copy { config, preprocessor, .. } => {
                self.twin = Some(Twin::new(config.as_bytes(), preprocessor.as_bytes())?);
                return Ok(None);
            }
            Command::Part { job } => {
                if self.twin.as_mut().ok_or(Error::NoModel)?.push(&body.bytes, &body.floats)? {
                    self.room = Room { model: self.twin.take().map(Twin::finish), ..Room::default() };
                    self.say(job, News::Done, Body::default());
                }
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
        let mut is_found = self.pool.cancel(job) || self.queue.len() < before;
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
        for job in self.pool.clear() {
            self.say(job, News::Cancelled, Body::default());
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

/// What makes another worker's engine a copy: first the two files, then what the model has learnt.
fn part(model: &mut Model, sources: &[Vec<u8>], at: usize) -> Option<(Command, Body)> {
    let job = JobId::NONE;
    let Some(at) = at.checked_sub(1) else {
        let mut texts = sources.iter().map(|it| String::from_utf8_lossy(it).into_owned());
        return Some((Command::Copy { job, config: texts.next()?, preprocessor: texts.next()? }, Body::default()));
    };
    let (bytes, floats) = model.parts().get(at)?.read();
    Some((Command::Part { job }, Body { bytes, floats, ..Body::default() }))
}

/// The fault of a worker that could not even read a command.
pub fn unreadable(detail: String) -> Fault {
    Fault { kind: FaultKind::Internal, subject: String::new(), detail }
}
