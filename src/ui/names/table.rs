//! The label list as a table: what is written in a cell counts as soon as the cell is left.

use web_sys::{Event, HtmlElement, HtmlInputElement};

use super::draft::way_back;
use crate::app::{Item, Label, Lang, Msg};
use crate::protocol::ItemId;
use crate::ui::dom::{El, Kid, Memo, Var, View, act, el, focus, group, memo, rows, shown, target, value_of};
use crate::ui::messages::{counted, fill};
use crate::ui::page::use_page;
use crate::ui::parts::more::more;
use crate::ui::parts::tool::cross;
use crate::web::gather::nfc;

/// Rows at first, and at each asking for more.
const N_ROWS: usize = 50;

/// A row for a new name, then one for each of the list.
pub(super) fn labels_table() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let limit = Var::new(N_ROWS);
    let total = page.memo(|state| state.words().count());
    let list = page.memo(move |state| {
        let entries = state.words().take(limit.get()).filter_map(|it| Some((it.id, it.label()?.clone())));
        entries.collect::<Vec<_>>()
    });
    // By place, not by word: a name that is changed is another word, and must not take the focus from its own row.
    let places = memo(move || (0..).take(list.with(Vec::len)).collect::<Vec<u32>>());
    let has_glosses = page.memo(|state| state.words().filter_map(Item::label).any(|it| state.glosses.of(it).is_some()));
    group()
        .add(el("p.hint").add(words.labels_table_note()))
        .add(shown(move || has_glosses.get(), || el("p.note").add(words.glosses_note()).view()))
        .add(el("p.figure[role=status]").add(move || counted(words.labels_count(), total.get())))
        .add(fresh())
        .add(el("ul.label-rows").add(rows(move || places.get(), move |at| row(at as usize, list))))
        .add(
            el("div.row")
                .add(more(".button.is-quiet", total, limit, N_ROWS))
                .add(way_back(act(move |()| page.send(Msg::ResetLabels)))),
        )
}

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Ja,
    En,
    Scientific,
}

impl Column {
    const ALL: [Self; 3] = [Self::Ja, Self::En, Self::Scientific];

    fn name(self) -> &'static str {
        let words = &use_page().words().shell;
        match self {
            Self::Ja => words.lang(Lang::Ja),
            Self::En => words.lang(Lang::En),
            Self::Scientific => words.scientific(),
        }
    }

    fn of(self, label: &Label) -> &String {
        match self {
            Self::Ja => &label.ja,
            Self::En => &label.en,
            Self::Scientific => &label.scientific,
        }
    }

    fn set(self, label: &mut Label, text: String) {
        match self {
            Self::Ja => label.ja = text,
            Self::En => label.en = text,
            Self::Scientific => label.scientific = text,
        }
    }

    fn field(self) -> El {
        el("input[type=text][autocapitalize=none][spellcheck=false]")
    }
}

fn fresh() -> El {
    let page = use_page();
    let words = &page.words().shell;
    let label = Var::new(Label::default());
    let form = el("form.label-row");
    let first = form.node::<HtmlElement>();
    let add = move |event: Event| {
        event.prevent_default();
        let mut added = label.get_untracked();
        if added != Label::default() {
            // Not while it is written: a field must not be touched under an input method.
            for column in Column::ALL {
                let text = nfc(column.of(&added));
                column.set(&mut added, text);
            }
            label.set(Label::default());
            page.send(Msg::SetLabel(None, added));
        }
        focus(&first, "input");
    };
    let field = move |column: Column| {
        column
            .field()
            .attr("placeholder", column.name())
            .attr("aria-label", column.name())
            .prop("value", move || label.with(|it| column.of(it).clone()))
            .on("input", move |event| label.update(|it| column.set(it, value_of(&event))))
    };
    Column::ALL
        .into_iter()
        .fold(form.on("submit", add), |form, column| form.add(field(column)))
        .add(el("button.button[type=submit]").add(words.add()))
}

fn row(at: usize, list: Memo<Vec<(ItemId, Label)>>) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let entry = memo(move || list.with(|it| it.get(at).cloned().unwrap_or_default()));
    // What the dictionary says stands where it will be once the person writes it.
    let gloss = page.memo(move |state| entry.with(|it| state.glosses.of(&it.1).map(str::to_owned)));
    let field = move |column: Column| {
        column
            .field()
            .attr("aria-label", [column.name(), " ", &(at + 1).to_string()].concat())
            .attr("placeholder", move || {
                gloss.get().filter(|_| column == Column::En).unwrap_or(column.name().to_owned())
            })
            .prop("value", move || entry.with(|it| column.of(&it.1).clone()))
            .on("change", move |event| {
                // Not as the row shows it: a name that was changed in another cell a moment ago is another word by now,
                // which may not stand there yet.
                let word =
                    || page.peek(|state| state.words().nth(at).and_then(|it| Some((it.id, it.label()?.clone()))));
                let Some((id, mut label)) = word() else { return };
                column.set(&mut label, nfc(&value_of(&event)));
                page.send(Msg::SetLabel(Some(id), label));
                // What was not taken is not shown either.
                if let Some((_, taken)) = word() {
                    target::<HtmlInputElement>(&event).set_value(column.of(&taken));
                }
            })
    };
    let name = move || entry.with(|it| it.1.shown(page.lang()).to_owned());
    let remove = cross(move || fill(words.labels_remove(), &[("name", &name())]))
        .on("click", move |_| page.send(Msg::Remove(vec![entry.get_untracked().0])));
    Column::ALL.into_iter().fold(el("li.label-row"), |row, column| row.add(field(column))).add(remove)
}
