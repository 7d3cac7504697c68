//! Fields: a slider, a choice, a dice and the way back, each with the plain word first and the field's term in small.

use web_sys::HtmlInputElement;

use super::words;
use crate::protocol::{Fault, FaultKind};
use crate::ui::dom::{Act, El, Memo, Var, button, el, target};
use crate::ui::parts::choice::name;
use crate::ui::parts::fault::fault_line;
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::number::number;
use crate::ui::parts::tool::tool;

/// What a slider is called, and its places.
#[derive(Clone, Copy, Default)]
pub(super) struct Track {
    /// The plain word.
    pub(super) label: &'static str,
    /// The field's term.
    pub(super) term: &'static str,
    /// The least value.
    pub(super) min: f32,
    /// From one place to the next.
    pub(super) step: f32,
    /// Digits behind the point.
    pub(super) decimals: u8,
    /// What to write for a value below `min`.
    pub(super) off: &'static str,
    /// Whether it acts while it moves, not only when it is let go.
    pub(super) is_live: bool,
}

/// A number on a track; a `fault` that names the track's term is shown beside it.
pub(super) fn slider(
    track: Track,
    value: Memo<f32>,
    max: Memo<f32>,
    fault: Option<Memo<Option<Fault>>>,
    on_set: Act<f32>,
) -> El {
    let Track { label, term, min, step, decimals, off, is_live } = track;
    let held = Var::new(None::<f32>);
    let shown = move || held.get().unwrap_or_else(|| value.get());
    let written = move || number(shown(), decimals);
    let said = move || if !off.is_empty() && shown() < min { off.to_owned() } else { written() };
    let place = move || {
        // A new end may have moved the thumb.
        max.get();
        written()
    };
    let on_move = on_set.clone();
    let moved = move |event| {
        let found = read(&event);
        held.set(Some(found));
        if is_live && found.is_finite() {
            on_move(found);
        }
    };
    let let_go = move |event| {
        let found = read(&event);
        held.set(None);
        if found.is_finite() {
            on_set(found);
        }
    };
    let own_fault = move || {
        let own = fault?.get().filter(|it| it.kind == FaultKind::Parameter && it.subject == term);
        own.map(fault_line)
    };
    let thumb = el("input[type=range]")
        .attr("min", number(min, decimals))
        .attr("max", move || number(max.get(), decimals))
        .attr("step", number(step, decimals))
        .attr("aria-valuetext", said)
        .prop("value", place)
        .on("input", moved)
        .on("change", let_go);
    el("div.knob")
        .add(el("label.knob-label").add(name(label, term)).add(thumb))
        .add(el("span.knob-value.figure[aria-hidden=true]").add(said))
        .add(own_fault)
}

#[expect(clippy::cast_possible_truncation, reason = "sliders have a few hundred places")]
fn read(event: &web_sys::Event) -> f32 {
    target::<HtmlInputElement>(event).value_as_number() as f32
}

/// A seed of at most three digits: they are read out, written down and compared.
pub(super) fn throw_seed() -> u32 {
    (js_sys::Math::random() * 1000.0) as u32
}

/// A seed, thrown anew at each touch.
fn dice(seed: Memo<u32>, on_set: Act<u32>) -> El {
    let thrown = move |_| on_set(throw_seed());
    let die = button(".button.is-quiet")
        .attr("aria-label", move || [words().seed_throw(), ": ", &seed.get().to_string()].concat())
        .on("click", thrown)
        .add(icon(Icon::Dice))
        .add(el("span.figure").add(move || seed.get().to_string()));
    el("div.knob").add(name(words().seed(), "seed")).add(die)
}

/// Back to the opening values.
pub(super) fn reset(is_changed: Memo<bool>, on_reset: Act<()>) -> El {
    tool(".button.is-quiet", Icon::Reset, words().reset())
        .attr("disabled", move || !is_changed.get())
        .on("click", move |_| on_reset(()))
}

/// The last row of a step's settings: the dice, and the way back.
pub(super) fn dice_and_reset(seed: Memo<u32>, on_seed: Act<u32>, is_changed: Memo<bool>, on_reset: Act<()>) -> El {
    el("div.knob-row").add(dice(seed, on_seed)).add(reset(is_changed, on_reset))
}
