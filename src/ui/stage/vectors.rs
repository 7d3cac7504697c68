//! Step 0: what a vector is.

use crate::ui::dom::{Kid, Var, View, act, button, el, group, memo, rows, shown};
use crate::ui::parts::choice::choice;

use super::frame::{frame, paragraphs};
use super::gate::no_pictures;
use super::table::column;
use super::towers::towers;
use super::vector_row::vector_row;
use super::words;
use crate::app::{MapOf, Msg, Step};
use crate::protocol::ItemId;
use crate::ui::messages::{counted, told};
use crate::ui::page::use_page;
use crate::ui::parts::more::more;

/// Rows at first, and at each asking for more.
const N_ROWS: usize = 100;

/// The step.
pub(super) fn vectors() -> View {
    let w = words();
    let body = group().add(towers()).add(table());
    frame(Step::Vectors, w.vectors_lead(), w.vectors_try(), body.view(), || paragraphs(words().vectors_how()))
}

fn table() -> View {
    let page = use_page();
    let w = words();
    let has_pictures = page.peek(|state| state.pictures().next().is_some());
    // Words are there from the start, but they have no vectors before a model is asked for; pictures ask for it.
    let of = Var::new(if has_pictures { 0 } else { 1 });
    let limit = Var::new(N_ROWS);
    let ids = memo(move || {
        let is_pictures = of.get() == 0;
        page.read(|state| {
            state.items.iter().filter(|it| it.is_picture() == is_pictures).map(|it| it.id).collect::<Vec<ItemId>>()
        })
    });
    let count = memo(move || ids.with(Vec::len));
    let within = move || ids.with(|it| it.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let dims = page.memo(|state| (state.dims(), state.parts()));
    let said_dims = move || match dims.get() {
        (_, Some((names, pictures))) => {
            told(w.vectors_parts(), &[("names", names.to_string()), ("pictures", pictures.to_string())])
        }
        (Some(dims), None) => counted(w.vectors_dims(), dims),
        (None, None) => String::new(),
    };
    let is_empty = memo(move || ids.with(Vec::is_empty) && of.get() == 0);
    let wants_vectors = page.memo(|state| state.dims().is_none() && state.pictures().next().is_none());
    let make = shown(
        move || wants_vectors.get() && of.get() == 1,
        move || {
            // Naming a map of words is what asks for a model while there is no picture.
            let go = move |_| {
                page.send(Msg::SetMapOf(MapOf::Names));
                page.send(Msg::GoTo(Step::Map));
            };
            el("p.note")
                .add(w.vectors_none())
                .add(" ")
                .add(button(".button.is-quiet").on("click", go).add(w.names_instead()))
                .view()
        },
    );
    let table = move || {
        group()
            .add(
                el("div.scroller[tabindex=0][role=region]").attr("aria-label", w.vectors_table()).add(
                    el("table.vectors")
                        .add(
                            el("thead").add(
                                el("tr")
                                    .add(column(w.col_name()))
                                    .add(column(w.col_numbers()))
                                    .add(column(w.col_strip()))
                                    .add(column(w.col_norm()))
                                    .add(column(el("span.sr").add(w.copy()))),
                            ),
                        )
                        .add(el("tbody").add(rows(within, vector_row))),
                ),
            )
            .add(more(".button.is-quiet", count, limit, N_ROWS))
            .view()
    };
    group()
        .add(
            el("div.toolbar")
                .add(choice(
                    w.of(),
                    "",
                    vec![w.pictures(), w.names()],
                    memo(move || of.get()),
                    act(move |it| of.set(it)),
                ))
                .add(el("p.note").add(said_dims)),
        )
        .add(make)
        .add(move || if is_empty.get() { no_pictures(None) } else { table() })
}
