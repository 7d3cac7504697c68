//! The line after a removal: what went, and the way back.

use crate::app::Msg;
use crate::protocol::ItemId;
use crate::ui::dom::{Var, View, el, group, shown};
use crate::ui::messages::{counted, fill};
use crate::ui::page::use_page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::tool::{cross, tool};

/// Shown until it is used or waved away; what was done last is taken back first.
pub(super) fn undo() -> View {
    group().add(untaught()).add(unremoved())
}

/// After a picture has become an example, or is one no longer.
fn untaught() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let last = page.memo(|state| {
        let lesson = state.taught.last.as_ref()?;
        let name = state.taught_name(lesson.picture).map(|it| it.shown(state.lang).to_owned());
        Some((lesson.clone(), name))
    });
    let waved_away = Var::new(None);
    let shows = move || last.with(|it| it.is_some() && waved_away.with(|away| away != it));
    let said = move || match last.get().and_then(|it| it.1) {
        Some(name) => fill(words.taught_made(), &[("name", &name)]),
        None => words.taught_unmade().to_owned(),
    };
    shown(shows, move || {
        el("div.undo")
            .add(el("span").add(said))
            .add(tool(".button.is-quiet", Icon::Undo, words.undo()).on("click", move |_| page.send(Msg::TakeBack)))
            .add(cross(words.close()).on("click", move |_| waved_away.set(last.get())))
    })
}

fn unremoved() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let removed = page.memo(|state| state.removed.iter().map(|it| it.item.id).collect::<Vec<ItemId>>());
    let waved_away = Var::new(Vec::new());
    let shows = move || removed.with(|it| !it.is_empty() && waved_away.with(|away| away != it));
    shown(shows, move || {
        el("div.undo")
            .add(el("span").add(move || counted(words.removed(), removed.with(Vec::len))))
            .add(tool(".button.is-quiet", Icon::Undo, words.undo()).on("click", move |_| page.send(Msg::Undo)))
            .add(cross(words.close()).on("click", move |_| waved_away.set(removed.get())))
    })
}
