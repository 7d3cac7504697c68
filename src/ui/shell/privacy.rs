//! What is stored on this device, how it is erased, and how a collection travels.

use crate::app::Msg;
use crate::ui::dom::{El, Kid, Var, View, act, el, group};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::parts::ask::ask;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::number::bytes;
use crate::ui::parts::picker::Picker;
use crate::ui::parts::tool::tool;

/// The panel behind 写真はこの端末から出ません.
pub(super) fn privacy_panel() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let storage = page.memo(|state| state.storage);
    let is_kept = page.memo(|state| state.is_kept);
    let size = move || {
        storage.get().map(|(used, quota, is_full)| {
            let line = fill(words.privacy_size(), &[("used", &bytes(used)), ("quota", &bytes(quota))]);
            // A browser that does not say how much there is says 0.
            let line = (quota > 0).then(|| el("p.figure").add(line));
            group().add(line).add(is_full.then(|| el("p.warn").add(words.privacy_full())))
        })
    };
    group()
        .add(el("p").add(words.privacy_text()))
        .add(
            page.is_page
                .then(|| el("p").add(move || if is_kept.get() { words.privacy_kept() } else { words.privacy_lost() })),
        )
        .add(size)
        .add(erase())
        .add(el("h3").add(words.collection()))
        .add(el("p.hint").add(words.collection_note()))
        .add(carry())
}

/// Asks once, in its own place.
fn erase() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let is_asked = Var::new(false);
    let answer = move |is_sure: bool| {
        is_asked.set(false);
        if is_sure {
            page.send(Msg::Erase);
        }
    };
    (move || {
        if is_asked.get() {
            ask(
                words.erase(),
                words.erase_ask().to_owned(),
                ".button.is-danger",
                [words.erase_yes(), words.ask_no()],
                act(answer),
            )
        } else {
            tool(".button", Icon::Remove, words.erase()).on("click", move |_| is_asked.set(true))
        }
    })
    .view()
}

fn carry() -> El {
    let page = use_page();
    let words = &page.words().shell;
    let is_empty = page.memo(|state| state.items.is_empty());
    let save =
        tool(".button", Icon::Save, words.save()).attr("disabled", is_empty).on("click", move |_| page.send(Msg::Save));
    let (class, label, accept) = ("button", words.open(), ".ikesu,.zip");
    let open = Picker { class, label, accept, icon: Icon::Open, ..Picker::default() };
    el("div.row").add(save).add(open.view(move |list| page.runtime().gather_list(&list)))
}
