//! What went wrong, file by file: the name, the reason, what to do.

use crate::app::{Msg, Notice};
use crate::ui::dom::{El, Var, View, button, el, memo, rows, shown};
use crate::ui::messages::{counted, fill};
use crate::ui::page::use_page;
use crate::ui::parts::fault::fault_line;
use crate::ui::parts::tool::cross;

/// Notices shown before the rest fold away.
const FIRST: usize = 5;

/// The notices, newest last; nothing while there are none.
pub(super) fn notices() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let notices = page.memo(|state| state.notices.clone());
    let count = memo(move || notices.with(Vec::len));
    let shows_all = Var::new(false);
    let ids = move || {
        let most = if shows_all.get() { usize::MAX } else { FIRST };
        notices.with(|it| it.iter().take(most).map(|it| it.id).collect::<Vec<u32>>())
    };
    let row = move |id: u32| {
        let notice = notices.get_untracked().into_iter().find(|it| it.id == id);
        notice.map_or_else(|| el("li"), one)
    };
    let rest = move || count.get().saturating_sub(FIRST);
    let dismiss_all = move |_| {
        for notice in notices.get_untracked() {
            page.send(Msg::Dismiss(notice.id));
        }
    };
    shown(
        move || count.get() != 0,
        move || {
            el("section.notices").attr("aria-label", words.notices()).add(el("ul").add(rows(ids, row))).add(shown(
                move || count.get() != 1,
                move || {
                    el("div.notices-do")
                        .add(shown(
                            move || rest() != 0 && !shows_all.get(),
                            move || {
                                button(".button.is-quiet")
                                    .on("click", move |_| shows_all.set(true))
                                    .add(move || counted(words.notices_more(), rest()))
                            },
                        ))
                        .add(button(".button.is-quiet").on("click", dismiss_all).add(words.dismiss_all()))
                },
            ))
        },
    )
}

fn one(notice: Notice) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let id = notice.id;
    // What has no name of its own is just closed.
    let label = if notice.name.is_empty() { words.close() } else { words.dismiss() };
    let label = fill(label, &[("name", &notice.name)]);
    el("li")
        .add(el("b.notice-name").add(notice.name))
        .add(fault_line(notice.fault))
        .add(cross(label).on("click", move |_| page.send(Msg::Dismiss(id))))
}
