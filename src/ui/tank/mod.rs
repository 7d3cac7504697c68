//! The tank: the pictures and words of the collection, always there.

pub(super) mod add;
mod busy;
mod cell;
pub(super) mod cells;
pub(super) mod drag;
mod list;
pub(super) mod samples;
pub(super) mod teach;
mod undo;

use web_sys::{HtmlElement, KeyboardEvent};

use crate::app::{Item, Msg, Status};
use crate::protocol::ItemId;
use crate::ui::dom::{El, Memo, Var, View, button, effect, el, memo, shown, value_of};
use crate::ui::messages::{counted, fill};
use crate::ui::page::{Panel, use_page};
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::more::more;
use crate::ui::parts::tool::tool;
use add::{add_camera, add_files, add_folder};
use busy::busy;
use cells::{Cells, cells};
use list::tank_list;
use undo::undo;

/// Items shown before the person asks for more: each costs a dozen nodes.
const MOST: usize = 200;

/// The collection with its tools; on a narrow page they are in the panel alone, and so is what they choose.
pub(super) fn tank(is_panel: bool) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let shows_words = Var::new(false);
    let search = Var::new(String::new());
    let most = Var::new(MOST);
    let counts = page.memo(|state| (state.pictures().count(), state.words().count()));
    let cells: Memo<Cells> = memo(move || {
        let (shows_words, most) = (shows_words.get(), most.get());
        if page.is_narrow.get() && !is_panel {
            return page.read(|state| cells(state, false, "", most));
        }
        search.with(|search| page.read(|state| cells(state, shows_words, search, most)))
    });
    let tab = move |is_words: bool, label: &'static str| {
        let count = move || if is_words { counts.get().1 } else { counts.get().0 };
        button(".tab")
            .aria("aria-pressed", move || shows_words.get() == is_words)
            .on("click", move |_| shows_words.set(is_words))
            .add(label)
            .add(" ")
            .add(el("span.count").add(move || count().to_string()))
    };
    let count = memo(move || cells.with(|it| it.order.len() + it.n_more));
    let is_empty = memo(move || cells.with(|it| it.order.is_empty()));
    el("section.tank")
        .attr("aria-label", words.tank())
        .add(
            el("div.tank-tools")
                .add(
                    el("div.tabs[role=group]")
                        .attr("aria-label", words.tank())
                        .add(tab(false, words.pictures()))
                        .add(tab(true, words.words())),
                )
                .add(search_field(search))
                .add(
                    el("div.tank-adds")
                        .class_if("is-hidden", move || shows_words.get())
                        .add(add_files(words.add()))
                        .add(add_folder(words.use_folder()))
                        .add(add_camera(words.use_camera()))
                        .add(
                            tool(".button", Icon::Fish, words.samples())
                                .attr("title", words.samples())
                                .on("click", move |_| page.open(Panel::Samples)),
                        ),
                )
                .add(el("div.tank-adds.is-words").class_if("is-hidden", move || !shows_words.get()).add(
                    tool(".button", Icon::Edit, words.edit_words()).on("click", move |_| page.open(Panel::Labels)),
                )),
        )
        .add(
            el("div.shelf")
                .class_if("is-empty", move || is_empty.get())
                .add(quick())
                .add(tank_list(cells, words.tank())),
        )
        .add(shown(
            move || is_empty.get(),
            move || {
                el("p.empty").add(move || match (search.get(), shows_words.get()) {
                    (search, _) if !search.is_empty() => fill(words.nothing_found(), &[("text", &search)]),
                    (_, true) => words.no_words().to_owned(),
                    (_, false) => words.no_pictures().to_owned(),
                })
            },
        ))
        .add(more(".button.more", count, most, MOST))
        .add(failed())
        // Where it comes and goes, nothing but the lower edge of the list makes room for it.
        .add((!is_panel).then(busy))
        .add(undo())
}

/// Where the page has no room for the tools: the ways to put something in, and to all that is there, below the thumb.
fn quick() -> El {
    let page = use_page();
    let words = &page.words().shell;
    el("div.quick")
        .add(tool(".button.is-main", Icon::Plus, words.add()).on("click", move |_| page.open(Panel::Add)))
        .add(tool(".button", Icon::Search, words.find()).on("click", move |_| page.open(Panel::Tank)))
}

/// The way out of all that could not be read; nothing where all was.
fn failed() -> View {
    let page = use_page();
    let failed = page.memo(|state| {
        let is_failed = |it: &&Item| it.is_picture() && matches!(it.status, Status::Failed(_));
        state.items.iter().filter(is_failed).map(|it| it.id).collect::<Vec<ItemId>>()
    });
    shown(
        move || failed.with(|it| !it.is_empty()),
        move || {
            let text = move || counted(page.words().shell.remove_failed(), failed.with(Vec::len));
            let remove = move |_| page.send(Msg::Remove(failed.get_untracked()));
            button(".button.is-quiet.remove-failed")
                .on("click", remove)
                .add(icon(Icon::Remove))
                .add(el("span").add(text))
        },
    )
}

fn search_field(search: Var<String>) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let field = el("input[type=search]")
        .attr("placeholder", words.search_hint())
        .attr("aria-label", words.search())
        .prop("value", move || search.get())
        .on("input", move |event| search.set(value_of(&event)))
        .on_as("keydown", move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                search.set(String::new());
            }
        });
    let node: HtmlElement = field.node();
    let before = page.search.get_untracked();
    effect(move || {
        if page.search.get() != before {
            drop(node.focus());
        }
    });
    el("label.search").add(icon(Icon::Search)).add(field)
}
