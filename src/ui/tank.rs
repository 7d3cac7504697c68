//! The tank: the pictures and words of the collection, always there.

use leptos::html;
use leptos::prelude::*;

use super::add::{AddCamera, AddFiles, AddFolder};
use super::cells::{Cells, cells};
use super::icon::{Icon, icon};
use super::messages::fill;
use super::page::{Panel, use_page};
use super::tank_list::TankList;
use super::undo::Undo;
use crate::app::Msg;

/// Items shown before the person asks for more: each costs a dozen nodes.
const MOST: usize = 200;

/// The collection with its tools.
#[component]
pub(super) fn Tank() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let shows_words = RwSignal::new(false);
    let search = RwSignal::new(String::new());
    let most = RwSignal::new(MOST);
    let counts = page.memo(|state| (state.pictures().count(), state.words().count()));
    let cells: Memo<Cells> = Memo::new(move |_| {
        let (shows_words, most) = (shows_words.get(), most.get());
        search.with(|search| page.read(|state| cells(state, shows_words, search, most)))
    });
    let tab = move |is_words: bool, label: &'static str| {
        let count = move || if is_words { counts.get().1 } else { counts.get().0 };
        let pressed = move || if shows_words.get() == is_words { "true" } else { "false" };
        view! {
            <button type="button" class="tab" aria-pressed=pressed on:click=move |_| shows_words.set(is_words)>
                {label} " " <span class="count">{move || count().to_string()}</span>
            </button>
        }
    };
    let n_more = Memo::new(move |_| cells.with(|it| it.n_more));
    let is_empty = Memo::new(move |_| cells.with(|it| it.order.is_empty()));
    view! {
        <section class="tank" aria-label=words.tank>
            <div class="tank-tools">
                <div class="tabs" role="group" aria-label=words.tank>
                    {tab(false, words.pictures)} {tab(true, words.words)}
                </div>
                <Search search />
                <div class="tank-adds" class:is-hidden=move || shows_words.get()>
                    <AddFiles label=words.add />
                    <AddFolder label=words.use_folder />
                    <AddCamera label=words.use_camera />
                    <button
                        type="button"
                        class="button"
                        title=words.use_samples
                        on:click=move |_| page.send(Msg::UseSamples)
                    >
                        {icon(Icon::Fish)}
                        <span>{words.use_samples}</span>
                    </button>
                </div>
                <div class="tank-adds is-words" class:is-hidden=move || !shows_words.get()>
                    <button type="button" class="button" on:click=move |_| page.open(Panel::Labels)>
                        {icon(Icon::Edit)}
                        <span>{words.edit_words}</span>
                    </button>
                </div>
            </div>
            <TankList cells label=words.tank />
            <Show when=move || is_empty.get()>
                <p class="empty">
                    {move || match (search.get(), shows_words.get()) {
                        (search, _) if !search.is_empty() => fill(words.nothing_found, &[("text", &search)]),
                        (_, true) => words.no_words.to_owned(),
                        (_, false) => words.no_pictures.to_owned(),
                    }}
                </p>
            </Show>
            <Show when=move || n_more.get() != 0>
                <button type="button" class="button more" on:click=move |_| most.update(|it| *it += MOST)>
                    {move || fill(words.more, &[("n", &n_more.get().to_string())])}
                </button>
            </Show>
            <Undo />
        </section>
    }
    .into_any()
}

#[component]
fn Search(search: RwSignal<String>) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |was: Option<u32>| {
        let asked = page.search.get();
        if let Some(field) = field.get_untracked().filter(|_| was.is_some_and(|was| was != asked)) {
            drop(field.focus());
        }
        asked
    });
    view! {
        <label class="search">
            {icon(Icon::Search)}
            <input
                type="search"
                placeholder=words.search_hint
                aria-label=words.search
                node_ref=field
                prop:value=move || search.get()
                on:input=move |event| search.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        search.set(String::new());
                    }
                }
            />
        </label>
    }
}
