//! Fields: a slider, a choice, a dice and the way back, each with the plain word first and the field's term in small.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::glyph::{Glyph, glyph};
use super::words;
use crate::protocol::{Fault, FaultKind};
use crate::ui::bind::{flag, maybe, state, text};
use crate::ui::fault::FaultLine;
use crate::ui::icon::{Icon, icon};
use crate::ui::number::number;

/// A number on a track.
///
/// `on_set` is called when the thumb is let go or, if `is_live`, while it moves; a fault that names `term` is shown
/// beside it.
#[component]
pub(super) fn Slider(
    label: &'static str,
    term: &'static str,
    #[prop(into)] value: Signal<f32>,
    min: f32,
    #[prop(into)] max: Signal<f32>,
    step: f32,
    decimals: u8,
    on_set: Callback<f32>,
    #[prop(optional)] is_live: bool,
    /// What to write for a value below `min`.
    #[prop(optional)]
    off: &'static str,
    #[prop(optional, into)] fault: Signal<Option<Fault>>,
) -> impl IntoView {
    let held = RwSignal::new(None::<f32>);
    let shown = move || held.get().unwrap_or_else(|| value.get());
    let written = move || number(shown(), decimals);
    let said = text(move || if !off.is_empty() && shown() < min { off.to_owned() } else { written() });
    let place = text(move || {
        // A new end may have moved the thumb.
        max.track();
        written()
    });
    let moved = move |event: web_sys::Event| {
        let found = read(&event);
        held.set(Some(found));
        if is_live && found.is_finite() {
            on_set.run(found);
        }
    };
    let let_go = move |event: web_sys::Event| {
        let found = read(&event);
        held.set(None);
        if found.is_finite() {
            on_set.run(found);
        }
    };
    let own_fault = maybe(move || {
        let own = fault.get().filter(|it| it.kind == FaultKind::Parameter && it.subject == term);
        own.map(|fault| view! { <FaultLine fault /> }.into_any())
    });
    view! {
        <div class="knob">
            <label class="knob-label">
                <span class="knob-name">{label}" "<small class="term">{term}</small></span>
                <input
                    type="range"
                    min=number(min, decimals)
                    max=text(move || number(max.get(), decimals))
                    step=number(step, decimals)
                    prop:value=place
                    on:input=moved
                    on:change=let_go
                />
            </label>
            <span class="knob-value figure" aria-hidden="true">{said}</span>
            {own_fault}
        </div>
    }
}

#[expect(clippy::cast_possible_truncation, reason = "sliders have a few hundred places")]
fn read(event: &web_sys::Event) -> f32 {
    event_target::<HtmlInputElement>(event).value_as_number() as f32
}

/// One of a few.
#[component]
pub(super) fn Choice(
    label: &'static str,
    term: &'static str,
    options: Vec<&'static str>,
    #[prop(into)] value: Signal<usize>,
    on_set: Callback<usize>,
) -> impl IntoView {
    let options = options.into_iter().enumerate().map(move |(at, option)| {
        let is_on = flag(move || value.get() == at);
        view! {
            <button
                type="button"
                class:is-on=is_on
                aria-pressed=state(is_on)
                on:click=move |_| on_set.run(at)
            >
                {option}
            </button>
        }
    });
    view! {
        <div class="knob">
            <span class="knob-name">{label}" "<small class="term">{term}</small></span>
            <div class="choice" role="group" aria-label=label>{options.collect_view()}</div>
        </div>
    }
}

/// A seed, thrown anew at each touch.
#[component]
pub(super) fn Dice(#[prop(into)] seed: Signal<u32>, on_set: Callback<u32>) -> impl IntoView {
    // Seeds of at most three digits: they are read out, written down and compared.
    let thrown = move |_| on_set.run((js_sys::Math::random() * 1000.0) as u32);
    view! {
        <div class="knob">
            <span class="knob-name">{words().seed}" "<small class="term">"seed"</small></span>
            <button type="button" class="button is-quiet" on:click=thrown aria-label=words().seed_throw>
                {glyph(Glyph::Dice)}
                <span class="figure">{seed}</span>
            </button>
        </div>
    }
}

/// Back to the opening values.
#[component]
pub(super) fn Reset(#[prop(into)] is_changed: Signal<bool>, on_reset: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button is-quiet reset" disabled=flag(move || !is_changed.get()) on:click=move |_| on_reset.run(())>
            {icon(Icon::Reset)}
            {words().reset}
        </button>
    }
}
