//! The frame of every step: its sentence, its picture, one thing to try, and how it works.

use crate::ui::dom::{Kid, Var, View, el, target};

use super::{shared, words};
use crate::app::Step;
use crate::ui::tank::samples::tip;

/// A step; `lead` is its sentence, `try_this` the thing to try, `how` what folds out below.
pub(super) fn frame(step: Step, lead: &'static str, try_this: impl Kid, body: View, how: fn() -> View) -> View {
    let title = shared().step_titles()[step as usize];
    el("div.step")
        .add(el("div.step-head").add(el("h2").add(title)).add(el("p.step-lead").add(lead)))
        .add(tip(step))
        .add(body)
        .add(el("p.step-try").add(el("strong").add(words().try_this())).add(try_this))
        .add(fold(words().how(), how))
        .view()
}

/// A picture and the settings that change it: side by side where there is room, else the picture first.
pub(super) fn bench(picture: View, settings: View) -> View {
    el("div.bench").add(el("div.bench-picture").add(picture)).add(el("div.bench-side").add(settings)).view()
}

/// Something that folds out; it is only there while it is open.
pub(super) fn fold(summary: &'static str, body: impl Fn() -> View + Send + 'static) -> View {
    let is_open = Var::new(false);
    let toggled = move |event: web_sys::Event| {
        is_open.set(target::<web_sys::Element>(&event).has_attribute("open"));
    };
    el("details.fold")
        .on("toggle", toggled)
        .add(el("summary").add(summary))
        .add(el("div.fold-body").add(move || is_open.get().then(&body)))
        .view()
}

/// Sentences, each its own paragraph.
pub(super) fn paragraphs(texts: &'static [&'static str]) -> View {
    texts.iter().map(|text| el("p").add(*text)).collect::<Vec<_>>().view()
}
