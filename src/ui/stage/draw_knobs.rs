//! What a person turns to change the drawing: two species and the way between them, sliders, and the scene.

use crate::ui::dom::{El, Kid, View, act, el, group, memo, shown};

use super::draw_reading::way;
use super::field::{Track, reset, slider};
use super::frame::fold;
use super::species::species;
use super::words;
use crate::app::{Msg, opening};
use crate::protocol::{N_PICKS, N_SLIDERS, PICKS, Sketch};
use crate::ui::page::{Page, use_page};
use crate::ui::parts::choice::choice;

/// The first species, the second, and the slider between them.
pub(super) fn morph() -> El {
    let page = use_page();
    let w = words();
    let first = page.memo(|state| state.draw.sketch.first);
    let second = page.memo(|state| state.draw.sketch.second);
    let t = page.memo(|state| state.draw.sketch.t);
    let track = Track { label: w.draw_morph(), step: 0.01, decimals: 2, is_live: true, ..Track::default() };
    let slider = slider(track, t, memo(|| 1.0), None, act(move |it| change(page, &|sketch| sketch.t = it)));
    el("div.morph")
        .add(
            el("div.morph-ends")
                .add(species(w.draw_first(), first, w.draw_blank(), act(move |it| change(page, &|s| s.first = it))))
                .add(species(
                    w.draw_second(),
                    second,
                    w.draw_no_second(),
                    act(move |it| change(page, &|s| s.second = it)),
                )),
        )
        .add(el("fieldset.bare").attr("disabled", move || second.get().is_none()).add(slider))
        .add(shown(move || second.get().is_none(), || el("p.note").add(words().draw_morph_none()).view()))
        .add(way())
}

/// The sliders, the scene, and the way back.
pub(super) fn knobs() -> View {
    let page = use_page();
    let w = words();
    let track = |label| Track { label, min: -1.0, step: 0.05, decimals: 2, is_live: true, ..Track::default() };
    let sliders = (0..N_SLIDERS).map(|at| {
        let value = page.memo(move |state| state.draw.sketch.sliders[at]);
        let set = act(move |it| change(page, &|sketch| sketch.sliders[at] = it));
        slider(track(w.draw_sliders()[at]), value, memo(|| 1.0), None, set).class_if("is-hue", at == 2)
    });
    // Of what is set here; the species and the way between them stay.
    let reset_one = |sketch| Sketch { sliders: opening().sliders, picks: opening().picks, ..sketch };
    let is_changed = page.memo(move |state| state.draw.sketch != reset_one(state.draw.sketch));
    let on_reset = act(move |()| page.send(Msg::Redraw(page.peek(|state| reset_one(state.draw.sketch)))));
    group()
        .add(el("div.draw-sliders").add(sliders.collect::<Vec<_>>()))
        .add(fold(w.draw_scene(), || scene().view()))
        .add(el("div.knob-row").add(reset(is_changed, on_reset)))
}

fn scene() -> El {
    let page = use_page();
    let w = words();
    let mut from = 0;
    let picks = (0..N_PICKS).map(|at| {
        let options = w.draw_options()[from..][..PICKS[at] as usize].to_vec();
        from += options.len();
        let value = page.memo(move |state| state.draw.sketch.picks[at] as usize);
        let set = act(move |it: usize| change(page, &|sketch| sketch.picks[at] = it as u32));
        choice(w.draw_picks()[at], "", options, value, set)
    });
    el("div.settings").add(picks.collect::<Vec<_>>())
}

fn change(page: Page, change: &dyn Fn(&mut Sketch)) {
    let mut sketch = page.peek(|state| state.draw.sketch);
    change(&mut sketch);
    page.send(Msg::Draw(sketch));
}
