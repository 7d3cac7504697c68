//! What went wrong, file by file: the name, the reason, what to do.

use leptos::prelude::*;

use super::fault::FaultLine;
use super::icon::{Icon, icon};
use super::messages::fill;
use super::page::use_page;
use crate::app::{Msg, Notice};

/// Notices shown before the rest fold away.
const FIRST: usize = 5;

/// The notices, newest last; nothing while there are none.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let notices = page.memo(|state| state.notices.clone());
    let count = Memo::new(move |_| notices.with(Vec::len));
    let shows_all = RwSignal::new(false);
    let shown = move || {
        let most = if shows_all.get() { usize::MAX } else { FIRST };
        notices.with(|it| it.iter().take(most).cloned().collect::<Vec<_>>())
    };
    let rest = move || count.get().saturating_sub(FIRST);
    let dismiss_all = move |_| {
        for notice in notices.get_untracked() {
            page.send(Msg::Dismiss(notice.id));
        }
    };
    view! {
        <Show when=move || count.get() != 0>
            <section class="notices" aria-label=words.notices>
                <ul>
                    <For each=shown key=|it| it.id let(notice)>
                        <One notice />
                    </For>
                </ul>
                <Show when=move || count.get() != 1>
                    <div class="notices-do">
                        <Show when=move || rest() != 0 && !shows_all.get()>
                            <button type="button" class="button is-quiet" on:click=move |_| shows_all.set(true)>
                                {move || fill(words.notices_more, &[("n", &rest().to_string())])}
                            </button>
                        </Show>
                        <button type="button" class="button is-quiet" on:click=dismiss_all>
                            {words.dismiss_all}
                        </button>
                    </div>
                </Show>
            </section>
        </Show>
    }
    .into_any()
}

#[component]
fn One(notice: Notice) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let id = notice.id;
    let label = fill(words.dismiss, &[("name", &notice.name)]);
    view! {
        <li>
            <b class="notice-name">{notice.name}</b>
            <FaultLine fault=notice.fault />
            <button type="button" class="icon-button" aria-label=label on:click=move |_| page.send(Msg::Dismiss(id))>
                {icon(Icon::Close)}
            </button>
        </li>
    }
}
