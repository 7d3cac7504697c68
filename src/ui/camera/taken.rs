//! What the camera has taken last, with its names as soon as they are there.

use crate::app::{Item, Msg};
use crate::protocol::ItemId;
use crate::ui::dom::{El, Kid, Var, View, el, focus, group};
use crate::ui::page::Page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::number::number;
use crate::ui::parts::thumb::thumb;
use crate::ui::parts::tool::tool;
use crate::ui::tank::cells::stand;

/// Names that are shown.
const N_NAMES: usize = 3;

/// The picture of the file called `name`; it can be taken out again.
pub(super) fn taken(page: Page, name: Var<Option<String>>) -> View {
    let item = page.memo(move |state| {
        let name = name.get()?;
        state.pictures().find(|it| it.picture().is_some_and(|it| it.name == name)).map(|it| it.id)
    });
    (move || item.get().map(|it| card(page, it))).view()
}

fn card(page: Page, item: ItemId) -> View {
    let words = &page.words().shell;
    let face = page.memo(move |state| {
        let found = state.item(item);
        let own = || found.and_then(Item::file).and_then(|it| page.runtime().picture_url(it)).map(Into::into);
        found.and_then(Item::thumb).cloned().or_else(own)
    });
    // Under the threshold it says so, and what it is like all the same.
    let names = page.memo(move |state| {
        let ranked = state.names_of(item)?;
        let is_unknown = state.name_of(item) == Some(None);
        let named = ranked
            .iter()
            .take(N_NAMES)
            .filter_map(|it| Some((state.item(it.item)?.label()?.shown(state.lang).to_owned(), it.cosine)));
        Some((is_unknown, named.collect::<Vec<_>>()))
    });
    let why = page.memo(move |state| {
        let lacks_names = state.words().next().is_none();
        let said = state.item(item).map_or("", |it| stand(&it.status).said(words));
        if !said.is_empty() {
            said
        } else if lacks_names {
            words.no_words()
        } else {
            words.waiting()
        }
    });
    let said = move || match names.get() {
        None => el("p.hint").add(why.get()).view(),
        Some((is_unknown, named)) => {
            let line = |(name, cosine): (String, f32)| {
                el("li").add(el("span").add(name)).add(" ").add(el("span.figure").add(number(cosine, 3)))
            };
            group()
                .add(is_unknown.then(|| el("p").add(el("strong").add(words.unknown()))))
                .add(el("ol").add(named.into_iter().map(line).collect::<Vec<El>>()))
                .view()
        }
    };
    el("section.taken[aria-live=polite]")
        .add(move || face.get().map(|it| thumb("taken-picture", &it)))
        .add(el("div.taken-names").add(said))
        .add(tool(".button.is-quiet", Icon::Reset, words.camera_again()).on("click", move |_| {
            // This button goes with the picture.
            focus(&page.runtime().root(), ".panel .is-main");
            page.send(Msg::Remove(vec![item]));
        }))
        .view()
}
