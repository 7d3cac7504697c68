//! The gate before a picture: whether there is enough to draw, and what to do first if not.

use crate::ui::dom::{Kid, Memo, View, button, el, memo};

use super::{shared, words};
use crate::app::{MapOf, Msg, Sample, State, Status};
use crate::ui::messages::told;
use crate::ui::models::load::model_load;
use crate::ui::page::use_page;
use crate::ui::parts::bar::bar;

#[derive(Clone, Copy, PartialEq)]
enum Gate {
    Open,
    NoPictures,
    NoModel,
    Waiting(usize, usize),
    Few(usize),
}

/// `body` once `needed` items of the kind have vectors; until then, what is missing.
pub(super) fn enough(
    of: Memo<MapOf>,
    needed: usize,
    // What to look at instead; only offered while there is no picture.
    use_names: Option<fn() -> Msg>,
    body: fn() -> View,
) -> View {
    let page = use_page();
    let gate = memo(move || page.read(|state| gate(state, of.get(), needed)));
    (move || match gate.get() {
        Gate::Open => body(),
        Gate::NoPictures => no_pictures(use_names),
        Gate::NoModel => no_model(),
        Gate::Waiting(done, total) => {
            let text = told(words().vectors_coming(), &[("done", done.to_string()), ("total", total.to_string())]);
            let units = memo(move || (done as u64, total as u64));
            el("div.blank").add(el("p").add(text.clone())).add(bar(text, units)).view()
        }
        Gate::Few(found) => {
            let text = told(words().too_few(), &[("needed", needed.to_string()), ("found", found.to_string())]);
            el("div.blank").add(el("p").add(text)).view()
        }
    })
    .view()
}

/// An empty tank: where to begin.
pub(super) fn no_pictures(use_names: Option<fn() -> Msg>) -> View {
    let page = use_page();
    let names = use_names
        .map(|names| button(".button.is-quiet").on("click", move |_| page.send(names())).add(words().names_instead()));
    el("div.blank")
        .add(el("p").add(words().no_pictures()))
        .add(
            el("p.blank-ways")
                .add(
                    button(".button.is-main")
                        .on("click", move |_| page.send(Msg::UseSamples(Sample::Market, false)))
                        .add(shared().use_samples()),
                )
                .add(names),
        )
        .view()
}

/// Why nothing can be computed, and what to do.
pub(super) fn no_model() -> View {
    el("div.blank").add(el("p").add(words().model_needed())).add(model_load()).view()
}

fn gate(state: &State, of: MapOf, needed: usize) -> Gate {
    let wanted = || state.items.iter().filter(|it| of.holds(it));
    let count = |is: fn(&Status) -> bool| wanted().filter(|it| is(&it.status)).count();
    let found = count(|it| matches!(it, Status::Ready));
    let coming = count(|it| matches!(it, Status::Waiting | Status::Working));
    if found >= needed && !state.has_given_up() {
        Gate::Open
    } else if found >= needed || coming > 0 && state.model.is_lacking() {
        Gate::NoModel
    } else if of == MapOf::Pictures && wanted().next().is_none() {
        Gate::NoPictures
    } else if coming > 0 {
        Gate::Waiting(found, found + coming)
    } else {
        Gate::Few(found)
    }
}
