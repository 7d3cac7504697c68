//! Step 5: a drawing of one's own, and what becomes of its vector while it changes.

use std::sync::Arc;

use crate::ui::dom::{El, Kid, View, effect, el, group, shown};
use web_sys::HtmlCanvasElement;

use super::draw_knobs::{knobs, morph};
use super::draw_reading::{names, reading};
use super::field::throw_seed;
use super::frame::{frame, paragraphs};
use super::gate::enough;
use super::map;
use super::{shared, words};
use crate::app::{Handed, MapOf, Msg, SIDE, Step, opening, shown_as, thrown};
use crate::protocol::Sketch;
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::parts::fault::fault_line;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::strip::blit;
use crate::ui::parts::tool::tool;

/// The step.
pub(super) fn draw() -> View {
    let w = words();
    // In the order of a narrow window; a wide one puts what is turned beside what turns.
    let body = el("div.draw")
        .add(el("section.draw-view").attr("aria-label", w.draw_answer()).add(drawing()).add(names()))
        .add(el("section.draw-morph").attr("aria-label", w.draw_morph()).add(morph()).add(ways()))
        .add(el("div.draw-map").add(on_the_map()))
        .add(el("section.draw-knobs").attr("aria-label", w.draw_knobs()).add(knobs()))
        .add(el("div.draw-more").add(reading()));
    frame(Step::Draw, w.draw_lead(), w.draw_try(), body.view(), || paragraphs(words().draw_how()))
}

/// The drawing itself, as it comes from the worker.
fn drawing() -> View {
    let page = use_page();
    let label = page.memo(|state| shown_as(state, state.lang, words().draw_blank()));
    let pixels = page.memo(|state| state.draw.pixels.as_ref().map(Arc::clone));
    let fault = page.memo(|state| state.draw.fault.clone());
    let canvas = el("canvas.draw-canvas[role=img]")
        .attr("width", SIDE as usize)
        .attr("height", SIDE as usize)
        .attr("aria-label", move || fill(words().draw_label(), &[("name", &label.get())]))
        .class_if("is-blank", move || pixels.with(Option::is_none));
    let node: HtmlCanvasElement = canvas.node();
    effect(move || {
        if let Some(pixels) = pixels.get() {
            blit(&node, &pixels, SIDE);
        }
    });
    group().add(canvas).add(move || fault.get().map(fault_line))
}

/// The dice, and where the drawing can go.
fn ways() -> El {
    let page = use_page();
    let w = words();
    let added = page.memo(|state| state.draw.added.clone());
    let throw = move |_| {
        let n = page.peek(|state| (state.n_species(), state.draw.sketch.t));
        page.send(Msg::Redraw(thrown(throw_seed(), n.0, n.1)));
    };
    let hand = move |to: Handed| {
        let name = page.peek(|state| {
            let name = shown_as(state, state.lang, w.draw_blank());
            // What is called by a species alone would pass for a photo whose answer is known.
            if name.contains('→') { name } else { fill(w.draw_file(), &[("name", &name)]) }
        });
        page.send(Msg::HandOver(to, name));
    };
    let hands = [
        (Handed::Tank, w.draw_add(), Icon::Pictures),
        (Handed::Png, "PNG", Icon::Save),
        (Handed::Svg, "SVG", Icon::Save),
    ];
    let hands = hands.map(|(to, label, drawing)| {
        let said = if to == Handed::Tank { label.to_owned() } else { fill(w.draw_save(), &[("kind", label)]) };
        tool(".button.is-quiet", drawing, label).attr("aria-label", said).on("click", move |_| hand(to))
    });
    let blank = move |_| page.send(Msg::Redraw(Sketch { first: None, second: None, ..opening() }));
    let before = page.memo(|state| state.draw.before);
    // Pressed again, it leads back again: neither of the two is lost.
    let back = move || {
        let back = move |_| before.get_untracked().into_iter().for_each(|it| page.send(Msg::Redraw(it)));
        tool(".button.is-quiet", Icon::Undo, shared().undo()).on("click", back)
    };
    el("div.draw-ways")
        .add(tool(".button.is-main.draw-dice", Icon::Dice, w.draw_dice()).on("click", throw))
        .add(tool(".button", Icon::Edit, w.draw_start()).on("click", blank))
        .add(shown(move || before.get().is_some(), back))
        .add(hands.into_iter().collect::<Vec<_>>())
        .add(
            el("p.note[role=status]")
                .add(move || added.get().map(|(name, _)| fill(w.draw_added(), &[("name", &name)]))),
        )
}

/// Where it is among the others.
fn on_the_map() -> View {
    let page = use_page();
    let of = page.memo(|state| state.map.of);
    let has_place = page.memo(|state| state.draw.reading.as_ref().is_some_and(|it| it.place.is_some()));
    group()
        .add(enough(of, 3, Some(|| Msg::SetMapOf(MapOf::Names)), || map::picture().view()))
        .add(shown(move || has_place.get(), || el("p.note").add(words().draw_place()).view()))
}
