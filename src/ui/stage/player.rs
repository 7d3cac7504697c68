//! The player: K-Means round by round.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::glyph::{Glyph, glyph};
use super::words;
use crate::app::{Msg, State};
use crate::ui::bind::{self, flag, live, text, word};
use crate::ui::messages::fill;
use crate::ui::number::number;
use crate::ui::page::use_page;

/// Time for one round: long enough to see where the points went.
const ROUND: Duration = Duration::from_millis(900);

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
#[component]
pub(super) fn Player() -> impl IntoView {
    let page = use_page();
    let w = words();
    let shown = page.memo(shown);
    let is_playing = page.memo(|state| state.clusters.is_playing);
    Effect::new(move |_| {
        if is_playing.get() {
            let timer = set_interval_with_handle(move || page.send(Msg::Tick), ROUND);
            on_cleanup(move || drop(timer.map(|it| it.clear())));
        }
    });
    let at = move || shown.get().map_or(0, |it| it.round);
    let last = move || shown.get().map_or(0, |it| it.n_rounds.saturating_sub(1));
    let go = move |round: u32| page.send(Msg::ShowRound(round));
    let slid = move |event: web_sys::Event| go(event_target::<HtmlInputElement>(&event).value_as_number() as u32);
    let is_first = flag(move || at() == 0);
    let is_last = flag(move || at() >= last());
    let drawing = move || live(move || glyph(if is_playing.get() { Glyph::Pause } else { Glyph::Play }).into_any());
    let play_label = word(move || if is_playing.get() { w.player_pause } else { w.player_play });
    let body = move || {
        view! {
            <div class="player" role="group" aria-label=w.player>
                <div class="player-buttons">
                    {button(w.player_first, Glyph::First, is_first, Callback::new(move |()| go(0)))}
                    {button(w.player_back, Glyph::Back, is_first, Callback::new(move |()| go(at().saturating_sub(1))))}
                    <button
                        type="button"
                        class="button is-main player-play"
                        aria-label=play_label
                        disabled=flag(move || last() == 0)
                        on:click=move |_| page.send(Msg::Play(!is_playing.get_untracked()))
                    >
                        {drawing()}
                    </button>
                    {button(w.player_next, Glyph::Next, is_last, Callback::new(move |()| go(at() + 1)))}
                    {button(w.player_last, Glyph::Last, is_last, Callback::new(move |()| go(last())))}
                </div>
                <input
                    type="range"
                    class="player-track"
                    aria-label=w.player_round
                    min="0"
                    max=text(move || last().to_string())
                    step="1"
                    prop:value=text(move || { last(); at().to_string() })
                    on:input=slid
                />
                <p class="player-said" aria-live="polite">{text(move || shown.get().map(said).unwrap_or_default())}</p>
            </div>
        }
        .into_any()
    };
    bind::shown(move || shown.get().is_some(), body)
}

fn button(label: &'static str, drawing: Glyph, is_off: Signal<bool>, on_go: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="button is-quiet" aria-label=label title=label disabled=is_off on:click=move |_| on_go.run(())>
            {glyph(drawing)}
        </button>
    }
    .into_any()
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
        (0, _) => w.round_first,
        (_, true) if it.converged => w.round_done,
        (_, true) => w.round_stopped,
        _ => w.round_moved,
    };
    let values = [
        ("round", (it.round + 1).to_string()),
        ("rounds", it.n_rounds.to_string()),
        ("changed", it.n_changed.to_string()),
        ("n", it.n_items.to_string()),
        ("inertia", number(it.inertia, 3)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    fill(text, &values)
}
