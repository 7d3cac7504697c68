//! The player: K-Means round by round.

use crate::ui::dom::{self, Act, Kid, Timer, View, act, button, effect_with, el, target};
use crate::ui::parts::icon::{Icon, icon};
use web_sys::HtmlInputElement;

use super::words;
use crate::app::{Msg, State};
use crate::ui::messages::told;
use crate::ui::page::use_page;
use crate::ui::parts::number::number;

/// Time for one round: long enough to see where the points went.
const ROUND: i32 = 900;

#[derive(Clone, Copy, PartialEq)]
struct Shown {
    round: u32,
    n_rounds: u32,
    n_changed: u32,
    inertia: f32,
    n_items: u32,
    converged: bool,
}

/// First, back, play, next, last; a slider of rounds; and what the shown round did.
pub(super) fn player() -> View {
    let page = use_page();
    let w = words();
    let shown = page.memo(shown);
    let is_playing = page.memo(|state| state.clusters.is_playing);
    effect_with(move || is_playing.get().then(|| Timer::every(ROUND, move || page.send(Msg::Tick))));
    let at = move || shown.get().map_or(0, |it| it.round);
    let last = move || shown.get().map_or(0, |it| it.n_rounds.saturating_sub(1));
    let go = move |round: u32| page.send(Msg::ShowRound(round));
    let slid = move |event: web_sys::Event| go(target::<HtmlInputElement>(&event).value_as_number() as u32);
    let is_first = move || at() == 0;
    let is_last = move || at() >= last();
    let drawing = move || icon(if is_playing.get() { Icon::Pause } else { Icon::Play }).view();
    let play_label = move || if is_playing.get() { w.player_pause() } else { w.player_play() };
    let body = move || {
        el("div.player[role=group]")
            .attr("aria-label", w.player())
            .add(
                el("div.player-buttons")
                    .add(jump(w.player_first(), Icon::First, is_first, act(move |()| go(0))))
                    .add(jump(w.player_back(), Icon::Back, is_first, act(move |()| go(at().saturating_sub(1)))))
                    .add(
                        button(".button.is-main.player-play")
                            .attr("aria-label", play_label)
                            .attr("disabled", move || last() == 0)
                            .on("click", move |_| page.send(Msg::Play(!is_playing.get_untracked())))
                            .add(drawing),
                    )
                    .add(jump(w.player_next(), Icon::Next, is_last, act(move |()| go(at() + 1))))
                    .add(jump(w.player_last(), Icon::Last, is_last, act(move |()| go(last())))),
            )
            .add(
                el("input[type=range][min=0][step=1]")
                    .attr("aria-label", w.player_round())
                    .attr("max", move || last().to_string())
                    // People count from one.
                    .attr("aria-valuetext", move || at() as usize + 1)
                    .prop("value", move || {
                        last();
                        at().to_string()
                    })
                    .on("input", slid),
            )
            .add(el("p.player-said[aria-live=polite]").add(move || shown.get().map(said).unwrap_or_default()))
            .view()
    };
    dom::shown(move || shown.get().is_some(), body)
}

fn jump(label: &'static str, drawing: Icon, is_off: impl Fn() -> bool + 'static, on_go: Act<()>) -> View {
    button(".button.is-quiet")
        .attr("aria-label", label)
        .attr("title", label)
        .attr("disabled", is_off)
        .on("click", move |_| on_go(()))
        .add(icon(drawing))
        .view()
}

fn shown(state: &State) -> Option<Shown> {
    let result = state.clusters.result.as_ref()?;
    let n_rounds = result.rounds.len() as u32;
    let round = state.clusters.round.min(n_rounds.saturating_sub(1));
    let facts = result.rounds.get(round as usize)?;
    Some(Shown {
        round,
        n_rounds,
        n_changed: facts.n_changed,
        inertia: facts.inertia,
        n_items: result.items.len() as u32,
        converged: result.converged,
    })
}

/// What the round did, in words.
fn said(it: Shown) -> String {
    let w = words();
    let text = match (it.round, it.round + 1 == it.n_rounds) {
        (0, _) => w.round_first(),
        (_, true) if it.converged => w.round_done(),
        (_, true) => w.round_stopped(),
        _ => w.round_moved(),
    };
    let values = [
        ("round", (it.round + 1).to_string()),
        ("rounds", it.n_rounds.to_string()),
        ("changed", it.n_changed.to_string()),
        ("n", it.n_items.to_string()),
        ("inertia", number(it.inertia, 3)),
    ];
    told(text, &values)
}
