//! The detail sheet: all that is known of the selected item.

use leptos::prelude::*;

use super::cells::{Name, name};
use super::detail_names::DetailNames;
use super::detail_nearest::DetailNearest;
use super::detail_picture::{DetailPicture, picture_facts};
use super::detail_place::DetailPlace;
use super::icon::{Icon, icon};
use super::messages::fill;
use super::page::use_page;
use super::stage::strip::Strip;
use crate::app::Msg;
use crate::protocol::ItemId;

/// Beside the tank on a wide page; on a narrow one a line that opens to a sheet.
#[component]
pub(super) fn Detail() -> impl IntoView {
    let page = use_page();
    let selected = page.memo(|state| state.selected.filter(|id| state.item(*id).is_some()));
    let is_open = RwSignal::new(false);
    view! {
        <For each=move || selected.get() key=|id| *id let(id)>
            <Sheet id is_open />
        </For>
    }
}

#[component]
fn Sheet(id: ItemId, is_open: RwSignal<bool>) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let is_picture = page.peek(|state| state.item(id).is_some_and(crate::app::Item::is_picture));
    let title = page.memo(move |state| {
        let Some(item) = state.item(id) else { return (String::new(), None) };
        let title = item.title(state.lang).to_owned();
        match name(state, item) {
            Name::None => (title, None),
            Name::Hidden => (words.guess_first.to_owned(), Some(title)),
            Name::Unknown => (words.unknown.to_owned(), Some(title)),
            Name::Given(name) => (name, Some(title)),
        }
    });
    let dims = page.memo(move |state| state.item(id).and_then(|it| it.vector.as_ref()).map_or(0, |it| it.values.len()));
    let facts = picture_facts(page, id);
    let is_reference = page.memo(move |state| state.odd.references.contains(&id));
    view! {
        <aside class="detail" class:is-open=move || is_open.get() aria-label=words.detail>
            <div class="detail-head">
                <DetailPicture id />
                <div class="detail-title">
                    <h2>{move || title.get().0}</h2>
                    <p>{move || title.get().1}</p>
                    <p class="figure">{move || facts.get()}</p>
                </div>
                <button
                    type="button"
                    class="icon-button detail-opener"
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    aria-label=move || if is_open.get() { words.show_less } else { words.show_more }
                    on:click=move |_| is_open.update(|it| *it = !*it)
                >
                    {icon(Icon::Down)}
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=words.close
                    on:click=move |_| page.send(Msg::Select(None))
                >
                    {icon(Icon::Close)}
                </button>
            </div>
            <div class="detail-rest">
                {is_picture.then(|| view! { <DetailNames id /> })}
                <DetailNearest id />
                <DetailPlace id />
                <Show when=move || dims.get() != 0>
                    <section>
                        <h3>
                            {words.vector} " "
                            <small>{move || fill(words.vector_line, &[("n", &dims.get().to_string())])}</small>
                        </h3>
                        <Strip item=Signal::stored(Some(id)) />
                    </section>
                </Show>
                <div class="detail-do">
                    <button
                        type="button"
                        class="button"
                        aria-pressed=move || if is_reference.get() { "true" } else { "false" }
                        on:click=move |_| page.send(Msg::ToggleReference(id))
                    >
                        {icon(Icon::Star)}
                        <span>
                            {move || if is_reference.get() { words.unmake_reference } else { words.make_reference }}
                        </span>
                    </button>
                    <button type="button" class="button is-quiet" on:click=move |_| page.send(Msg::Remove(vec![id]))>
                        {icon(Icon::Remove)}
                        <span>{words.remove}</span>
                    </button>
                </div>
            </div>
        </aside>
    }
    .into_any()
}
