//! The live region: results are read aloud when they come, each once.

use crate::app::{Load, State};
use crate::ui::dom::{El, Timer, Var, effect, el, stored};
use crate::ui::messages::{Shell, counted, fill};
use crate::ui::page::use_page;

/// How long a line stands at least, in milliseconds.
const STAY: i32 = 500;

/// What a listener would want to hear of.
#[derive(Clone, Debug, Default, PartialEq)]
struct Heard {
    n_named: usize,
    clusters: Option<u32>,
    n_mapped: usize,
    n_notices: usize,
    model: String,
}

/// Out of sight, and polite.
pub(super) fn live() -> El {
    let page = use_page();
    let words = &page.words().shell;
    let heard = page.memo(heard);
    // Who listens hears only what stands for a while: what comes meanwhile is said after it, together.
    let (news, waiting) = (Var::new(0_u32), stored(Vec::<String>::new()));
    let (line, is_free) = (Var::new((0_u32, String::new())), Var::new(true));
    let mut before = None;
    effect(move || {
        let now = heard.get();
        let said = before.as_ref().and_then(|before| said(words, before, &now));
        before = Some(now);
        if let Some(said) = said {
            waiting.update(|it| it.push(said));
            news.update(|it| *it = it.wrapping_add(1));
        }
    });
    effect(move || {
        news.get();
        let said = if is_free.get() { waiting.update(std::mem::take).unwrap_or_default() } else { Vec::new() };
        if !said.is_empty() {
            is_free.set(false);
            line.update(|it| *it = (it.0.wrapping_add(1), said.join(" ")));
        }
    });
    let timer = stored(None::<(u32, Timer)>);
    let text = move || {
        let (number, text) = line.get();
        // It runs from when the line is shown, which may be a while after it was set, and once for each.
        timer.update(|it| {
            if number > 0 && it.as_ref().is_none_or(|it| it.0 != number) {
                *it = Some((number, Timer::after(STAY, move || is_free.set(true))));
            }
        });
        text
    };
    el("p.sr[role=status][aria-live=polite]").add(text)
}

/// What of the change is worth saying, if anything; more may have happened than one thing.
fn said(words: &Shell, before: &Heard, now: &Heard) -> Option<String> {
    let mut said = Vec::new();
    if now.n_notices > before.n_notices {
        said.push(counted(words.said_notices(), now.n_notices - before.n_notices));
    }
    if now.model != before.model && !now.model.is_empty() {
        said.push(fill(words.said_model(), &[("name", &now.model)]));
    }
    if now.n_named > before.n_named {
        said.push(counted(words.said_names(), now.n_named));
    }
    if let Some(k) = now.clusters.filter(|_| now.clusters != before.clusters) {
        said.push(counted(words.said_clusters(), k as usize));
    }
    if now.n_mapped != before.n_mapped && now.n_mapped != 0 {
        said.push(counted(words.said_map(), now.n_mapped));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

fn heard(state: &State) -> Heard {
    let (done, total) = state.progress();
    // Names of a picture that was taken out are kept, for it may come back.
    let n_named = || state.pictures().filter(|it| state.names_of(it.id).is_some()).count();
    let map = state.map.result.as_ref().filter(|it| !it.is_unfolding);
    Heard {
        // Sixty pictures are one piece of news, not sixty.
        n_named: if done == total { n_named() } else { 0 },
        clusters: state.clusters.result.as_ref().filter(|_| state.clusters.run.job.is_none()).map(|it| it.n_clusters),
        n_mapped: map.map_or(0, |it| it.items.len()),
        n_notices: state.notices.len(),
        model: match state.model.load {
            Load::Ready => state.model.entry.title.shown(state.lang).to_owned(),
            _ => String::new(),
        },
    }
}
