//! Other workers that take pictures off this one's hands: who has which, and what is to be told to whom.
//!
//! Each is a worker as this one is, with a [`Twin`](crate::model::Twin) of the model. The page knows nothing of them: it
//! asks for pictures and is answered, in whatever order they are ready.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::protocol::{Body, Command, JobId};

/// What the device allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Workers that share the pictures, this one among them.
    pub n_workers: usize,
    /// Bytes of memory that all of them may need.
    pub bytes: u64,
}

/// Names a helper; never used twice.
pub type HelperId = u32;

/// Something for the driver to do.
#[derive(Debug, PartialEq)]
pub enum Order {
    /// Start a worker.
    Start(HelperId),
    /// Tell it something.
    Send(HelperId, Command, Rc<Body>),
    /// End it.
    End(HelperId),
}

/// The helpers, and the pictures that nobody has begun.
pub(super) struct Pool {
    limits: Limits,
    helpers: Vec<Helper>,
    pub(super) waiting: VecDeque<(Command, Rc<Body>)>,
    ended: Vec<HelperId>,
    n_started: HelperId,
}

struct Helper {
    id: HelperId,
    stage: Stage,
    /// Pictures that it has, the first of them under work; kept so that another can have them if it dies.
    lent: VecDeque<(Command, Rc<Body>)>,
    /// Jobs that it is still to be told are over.
    cancelled: Vec<JobId>,
}

/// How far a helper has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Starting,
    /// So many parts of the model have gone to it, the announcement counted as one.
    Copying(usize),
    Ready,
}

/// Pictures that a worker has at one time: one under work and one at hand.
const AT_HAND: usize = 2;
/// What a worker needs besides its weights: the pixels of a photo of 12 million, twice, and the program.
const WORK_BYTES: u64 = 120 << 20;

impl Pool {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, helpers: Vec::new(), waiting: VecDeque::new(), ended: Vec::new(), n_started: 0 }
    }

    /// How many workers share a model whose copy has `n_bytes`.
    pub(super) fn n_workers(&self, n_bytes: u64) -> usize {
        let fit = self.limits.bytes / (n_bytes + WORK_BYTES);
        self.limits.n_workers.min(usize::try_from(fit).unwrap_or(usize::MAX)).max(1)
    }

    /// Pictures that it is worth to have on the way for so many workers.
    pub(super) fn n_at_hand(n_workers: usize) -> usize {
        AT_HAND * n_workers
    }

    /// What is to be done next, if anything; `part` gives a part of the model, the announcement first, until there is
    /// no more.
    pub(super) fn order(
        &mut self,
        n_workers: usize,
        mut part: impl FnMut(usize) -> Option<(Command, Body)>,
    ) -> Option<Order> {
        if let Some(id) = self.ended.pop() {
            return Some(Order::End(id));
        }
        for helper in &mut self.helpers {
            if let Stage::Copying(n_sent) = helper.stage
                && let Some((command, body)) = part(n_sent)
            {
                helper.stage = Stage::Copying(n_sent + 1);
                return Some(Order::Send(helper.id, command, Rc::new(body)));
            }
            if let Some(job) = helper.cancelled.pop() {
                return Some(Order::Send(helper.id, Command::Cancel { job }, Rc::default()));
            }
            if helper.stage == Stage::Ready
                && helper.lent.len() < AT_HAND
                && let Some((command, body)) = self.waiting.pop_front()
            {
                helper.lent.push_back((command.clone(), Rc::clone(&body)));
                return Some(Order::Send(helper.id, command, body));
            }
        }
        // It starts once there is enough for those that are there and for itself.
        let (n_here, n_workers) = (1 + self.helpers.len(), n_workers.min(self.limits.n_workers));
        if n_here < n_workers && self.waiting.len() > AT_HAND * n_here {
            self.n_started += 1;
            let (id, stage) = (self.n_started, Stage::Starting);
            self.helpers.push(Helper { id, stage, lent: VecDeque::new(), cancelled: Vec::new() });
            return Some(Order::Start(id));
        }
        None
    }

    /// It listens, so the model may go to it.
    pub(super) fn is_listening(&mut self, id: HelperId) {
        self.advance(id, Stage::Copying(0));
    }

    /// It has the whole model.
    pub(super) fn is_ready(&mut self, id: HelperId) {
        self.advance(id, Stage::Ready);
    }

    fn advance(&mut self, id: HelperId, stage: Stage) {
        self.helpers.iter_mut().filter(|it| it.id == id).for_each(|it| it.stage = stage);
    }

    /// Whether a helper has this job.
    pub(super) fn has(&self, job: JobId) -> bool {
        self.helpers.iter().any(|it| it.lent.iter().any(|(command, _)| command.job() == job))
    }

    /// The picture is answered: what was asked for.
    pub(super) fn answered(&mut self, job: JobId) -> Option<Command> {
        self.helpers.iter_mut().find_map(|it| it.give_back(job))
    }

    /// Nobody wants this picture any more; `false` if it is neither waiting nor lent.
    pub(super) fn cancel(&mut self, job: JobId) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|(command, _)| command.job() != job);
        let mut is_found = self.waiting.len() < before;
        for helper in &mut self.helpers {
            if helper.give_back(job).is_some() {
                helper.cancelled.push(job);
                is_found = true;
            }
        }
        is_found
    }

    /// A helper is gone: its pictures are the next, and no other takes its place.
    pub(super) fn lose(&mut self, id: HelperId) {
        if let Some(at) = self.helpers.iter().position(|it| it.id == id) {
            let helper = self.helpers.remove(at);
            helper.lent.into_iter().rev().for_each(|it| self.waiting.push_front(it));
            self.limits.n_workers = self.limits.n_workers.saturating_sub(1).max(1);
            self.ended.push(id);
        }
    }

    /// The helpers are ended and all pictures forgotten: their jobs.
    pub(super) fn clear(&mut self) -> Vec<JobId> {
        let helpers = std::mem::take(&mut self.helpers);
        self.ended.extend(helpers.iter().map(|it| it.id));
        let lent = helpers.into_iter().flat_map(|it| it.lent).chain(self.waiting.drain(..));
        lent.map(|(command, _)| command.job()).collect()
    }

    /// Ends the helpers if there is nothing for them to do, so that their memory is free again.
    pub(super) fn rest(&mut self) {
        if self.waiting.is_empty() && self.helpers.iter().all(|it| it.lent.is_empty()) {
            self.clear();
        }
    }
}

impl Helper {
    fn give_back(&mut self, job: JobId) -> Option<Command> {
        let at = self.lent.iter().position(|(command, _)| command.job() == job)?;
        self.lent.remove(at).map(|(command, _)| command)
    }
}
