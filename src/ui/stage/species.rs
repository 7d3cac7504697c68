//! A field in which a species is found by its name and chosen: a combobox with a list below.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::ui::dom::{Act, El, Kid, Memo, Var, effect, el, memo, next_frame, rows, scroll_to, shown, target, value_of};
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{shared, words};
use crate::app::State;
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::tank::cells::folded;

/// Fields so far: a page may have several tanks, and no two fields share their ids.
static N_FIELDS: AtomicU32 = AtomicU32::new(0);

/// The field; `none` is what choosing none of them is called.
pub(super) fn species(
    label: &'static str,
    value: Memo<Option<u32>>,
    none: &'static str,
    on_set: Act<Option<u32>>,
) -> El {
    let page = use_page();
    let field_id = N_FIELDS.fetch_add(1, Ordering::Relaxed);
    // What is looked for, while the list is open.
    let sought = Var::new(None::<String>);
    let at = Var::new(0_usize);
    // Keys of rows: 0 is none of them, the others count from one.
    let found = memo(move || sought.with(|it| it.as_ref().map(|it| page.read(|state| found(state, none, it)))));
    let title = move |key: u32| page.peek(|state| title_of(state, none, key).to_owned());
    // The names may come after the field.
    let chosen_title = memo(move || {
        let key = value.get().map_or(0, |it| it + 1);
        page.read(|state| title_of(state, none, key).to_owned())
    });
    let active = memo(move || found.with(|it| it.as_ref().and_then(|it| it.get(at.get()).copied())));
    let has_found = memo(move || found.with(|it| it.as_ref().is_some_and(|it| !it.is_empty())));
    let nothing = move || {
        let text = sought.get().filter(|_| !has_found.get());
        text.map(|text| fill(shared().nothing_found(), &[("text", &text)]))
    };
    let open = move |text: String| {
        // All are listed in the order of their keys, so the list opens at the one that is chosen.
        let chosen = value.get_untracked().map_or(0, |it| it as usize + 1);
        at.set(if text.is_empty() { chosen } else { 0 });
        sought.set(Some(text));
    };
    let choose = move |key: u32| {
        sought.set(None);
        on_set(key.checked_sub(1));
    };
    let by_key = choose.clone();
    let key = move |event: KeyboardEvent| {
        let is_open = sought.peek(Option::is_some);
        let n = found.get_untracked().map_or(0, |it| it.len());
        match event.key().as_str() {
            // While a word is being composed, these keys are the input method's.
            _ if event.is_composing() => return,
            "ArrowDown" if !is_open => open(String::new()),
            "ArrowDown" => at.update(|it| *it = (*it + 1).min(n.saturating_sub(1))),
            "ArrowUp" if is_open => at.update(|it| *it = it.saturating_sub(1)),
            "Enter" if is_open => active.get_untracked().into_iter().for_each(&by_key),
            "Escape" if is_open => sought.set(None),
            _ => return,
        }
        event.prevent_default();
    };
    let field = el("input[role=combobox][autocomplete=off][aria-autocomplete=list][spellcheck=false]")
        .attr("aria-label", label)
        .attr("placeholder", words().draw_find())
        .attr("aria-controls", name_of(field_id, None))
        .attr("aria-activedescendant", move || active.get().map(|key| name_of(field_id, Some(key))))
        .aria("aria-expanded", move || has_found.get())
        .prop("value", move || sought.get().unwrap_or_else(|| chosen_title.get()))
        .on("focus", |event| target::<HtmlInputElement>(&event).select())
        .on("click", move |_| {
            if sought.peek(Option::is_none) {
                open(String::new());
            }
        })
        .on("input", move |event| open(value_of(&event)))
        .on("blur", move |_| sought.set(None))
        .on_as("keydown", key);
    let list = move || {
        let choose = choose.clone();
        let list = el("ul.species-list[role=listbox]")
            .attr("id", name_of(field_id, None))
            .attr("aria-label", label)
            // The field keeps the focus, or the list would be gone before the click.
            .on("mousedown", |event: Event| event.prevent_default());
        let node: HtmlElement = list.node();
        let row = move |key: u32| {
            let choose = choose.clone();
            let row = el("li[role=option]")
                .aria("aria-selected", move || active.get() == Some(key))
                .attr("id", name_of(field_id, Some(key)))
                .on("click", move |_| choose(key))
                .add(title(key));
            let (list, option): (HtmlElement, HtmlElement) = (node.clone(), row.node());
            effect(move || {
                if active.get() == Some(key) {
                    let (list, option) = (list.clone(), option.clone());
                    // A row has no place before the list stands in the page.
                    next_frame(move || scroll_to(&list, &option));
                }
            });
            row
        };
        list.add(rows(move || found.get().unwrap_or_default(), row)).view()
    };
    el("div.species")
        .add(el("span.knob-name[aria-hidden=true]").add(label))
        .add(field)
        .add(shown(move || has_found.get(), list))
        .add(el("p.note[role=status]").add(nothing))
}

/// By what the field names its list, and the option that the arrows have come to.
fn name_of(field: u32, key: Option<u32>) -> String {
    let option = key.map_or(String::new(), |it| ["-", &it.to_string()].concat());
    ["species-", &field.to_string(), &option].concat()
}

fn title_of<'a>(state: &'a State, none: &'a str, key: u32) -> &'a str {
    match key.checked_sub(1) {
        Some(at) => state.species(at).map_or("", |it| it.shown(state.lang)),
        None => none,
    }
}

fn found(state: &State, none: &str, sought: &str) -> Vec<u32> {
    let sought = folded(sought);
    let is_found = |at: u32| state.species(at).is_some_and(|it| it.names().any(|it| folded(it).contains(&sought)));
    let has_none = folded(none).contains(&sought);
    has_none
        .then_some(0)
        .into_iter()
        .chain((0..state.n_species()).filter(|at| is_found(*at)).map(|it| it + 1))
        .collect()
}
