//! 「これは…」: a picture becomes an example (お手本) of a name.

use web_sys::{Event, HtmlElement};

use super::cells::folded;
use crate::app::{Item, Label, Msg, State, parse_labels};
use crate::protocol::ItemId;
use crate::ui::dom::{El, Kid, Memo, Var, button, el, focus, memo, next_frame, rows, shown, value_of};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::tool::{cross, tool};
use crate::web::gather::nfc;

/// Names that are offered at a time.
const MOST: usize = 6;

/// What it is an example of, or the way to make it one.
pub(crate) fn teach(item: ItemId) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let name = page.memo(move |state| state.taught_name(item).map(|it| it.shown(state.lang).to_owned()));
    let is_taught = memo(move || name.with(Option::is_some));
    let is_open = Var::new(false);
    let room = el("div.teach");
    let node: HtmlElement = room.node();
    let set = move |label: Option<Label>| {
        is_open.set(false);
        page.send(Msg::Teach(item, label));
        // The button that was pressed is gone: what stands in its place takes the focus.
        let node = node.clone();
        next_frame(move || focus(&node, "button"));
    };
    let body = move || {
        if is_taught.get() {
            let set = set.clone();
            el("p.taught")
                .add(icon(Icon::Tag))
                .add(el("span").add(move || fill(words.example_of(), &[("name", &name.get().unwrap_or_default())])))
                .add(cross(words.unteach()).on("click", move |_| set(None)))
                .view()
        } else {
            let set = set.clone();
            let ask = tool(".button.is-quiet", Icon::Tag, words.teach())
                .aria("aria-expanded", move || is_open.get())
                .on("click", move |_| is_open.update(|it| *it = !*it));
            el("div").add(ask).add(shown(move || is_open.get(), move || choices(item, set.clone()))).view()
        }
    };
    room.add(body)
}

/// The names that it may well be, and a field for any other.
fn choices(item: ItemId, set: impl Fn(Option<Label>) + Clone + 'static) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let text = Var::new(String::new());
    let found: Memo<Vec<ItemId>> = memo(move || text.with(|it| page.read(|state| found(state, item, it))));
    let by_field = set.clone();
    let submit = move |event: Event| {
        event.prevent_default();
        let said = nfc(&text.get_untracked());
        let label = page.peek(|state| named(state, &said)).or_else(|| parse_labels(&said).into_iter().next());
        if label.is_some() {
            by_field(label);
        }
    };
    let chip = move |word: ItemId| {
        let set = set.clone();
        let label = page.peek(|state| state.item(word).and_then(Item::label).cloned());
        let name = label.as_ref().map(|it| it.shown(page.lang()).to_owned());
        button(".chip").on("click", move |_| set(label.clone())).add(name)
    };
    el("div.teach-choices")
        .add(el("div.teach-names[role=group]").attr("aria-label", words.teach()).add(rows(move || found.get(), chip)))
        .add(
            el("form.teach-form")
                .on("submit", submit)
                .add(
                    el("input[type=text][autocapitalize=none][autocomplete=off][spellcheck=false]")
                        .attr("aria-label", words.teach_other())
                        .attr("placeholder", words.teach_other())
                        .on("input", move |event| text.set(value_of(&event))),
                )
                .add(el("button.button[type=submit]").add(words.teach_set())),
        )
}

/// Its own true name if that is known, what has been taught, then the likely ones; of what is written, names with it.
fn found(state: &State, item: ItemId, text: &str) -> Vec<ItemId> {
    let text = folded(text);
    if !text.is_empty() {
        let is_it = |it: &Item| it.label().is_some_and(|it| it.names().any(|it| folded(it).contains(&text)));
        return state.words().filter(|it| is_it(it)).map(|it| it.id).take(MOST).collect();
    }
    let truth = state.item(item).and_then(Item::truth).and_then(|it| word(state, it));
    let likely = state.names_of(item).unwrap_or_default().iter().map(|it| it.item);
    let mut found: Vec<ItemId> = Vec::new();
    for id in truth.into_iter().chain(state.taught_words()).chain(likely) {
        if found.len() < MOST && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

fn word(state: &State, label: &Label) -> Option<ItemId> {
    state.words().find(|it| it.label() == Some(label)).map(|it| it.id)
}

/// The name of the list that is written just so, or in the other kana.
fn named(state: &State, text: &str) -> Option<Label> {
    let text = folded(text);
    let labels = state.words().filter_map(Item::label);
    labels.into_iter().find(|it| it.names().any(|it| folded(it) == text)).cloned()
}
