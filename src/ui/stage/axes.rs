//! The two axes of a map by words: opposite phrases, typed in or taken from what is suggested.

use web_sys::InputEvent;

use super::words;
use crate::app::Msg;
use crate::ui::dom::{El, button, effect, el, soon, value_of};
use crate::ui::page::{Page, use_page};
use crate::ui::parts::fault::fault_line;

/// The axes' phrases.
pub(super) fn axes() -> El {
    let page = use_page();
    let lang = page.memo(|state| state.text_lang());
    // Axes that are empty when they are opened begin with the first two that are suggested; a person may empty them.
    effect(move || {
        let lang = lang.get();
        if page.peek(|state| (0..4).all(|at| state.axes.phrase(lang, at / 2, at % 2).is_empty())) {
            soon(move || (0..2).for_each(|at| suggest(page, at, at)));
        }
    });
    let fault = page.memo(|state| state.axes.fault.clone());
    let shell = &page.words().shell;
    let other = move || (lang.get() != page.lang()).then(|| [shell.reads(), ": ", shell.lang(lang.get())].concat());
    el("div.settings")
        .add(axis(page, 0, words().axes_across()))
        .add(axis(page, 1, words().axes_up()))
        .add(move || other().map(|it| el("p.hint").add(it)))
        .add(move || fault.get().map(fault_line))
}

fn axis(page: Page, at: usize, label: &'static str) -> El {
    let presets = (0..words().axes_presets().len()).map(|preset| {
        let text = suggested(page, preset).join(" ⇄ ");
        button(".button.is-quiet").on("click", move |_| suggest(page, at, preset)).add(text)
    });
    let presets: Vec<El> = presets.collect();
    // One axis alone is a line.
    let none =
        (at > 0).then(|| button(".button.is-quiet").on("click", move |_| clear(page, at)).add(words().axes_none()));
    el("fieldset.axis")
        .add(el("legend.knob-name").add(label))
        .add(
            el("div.axis-ends")
                .add(field(page, at, 0, words().axes_low()))
                .add(el("span[aria-hidden=true]").add("⇄"))
                .add(field(page, at, 1, words().axes_high())),
        )
        .add(el("div.axis-presets").add(presets).add(none))
}

/// The phrase at one end.
fn field(page: Page, axis: usize, end: usize, label: &'static str) -> El {
    let text = page.memo(move |state| state.axes.phrase(state.text_lang(), axis, end).to_owned());
    el("input[type=text][maxlength=80][spellcheck=false]")
        .attr("aria-label", label)
        .prop("value", text)
        .on_as("input", move |event: InputEvent| {
            // A word that is still being composed is none yet.
            if !event.is_composing() {
                set(page, axis, end, value_of(&event));
            }
        })
        .on("compositionend", move |event| set(page, axis, end, value_of(&event)))
        .on("change", move |event| set(page, axis, end, value_of(&event)))
}

fn set(page: Page, axis: usize, end: usize, phrase: String) {
    page.send(Msg::SetPhrase { axis, end, phrase });
}

fn clear(page: Page, axis: usize) {
    (0..2).for_each(|end| set(page, axis, end, String::new()));
}

/// Takes a suggested pair.
fn suggest(page: Page, axis: usize, preset: usize) {
    for (end, phrase) in suggested(page, preset).into_iter().enumerate() {
        set(page, axis, end, phrase);
    }
}

/// A suggested pair, in the language that the model reads: a line of the words holds it in both.
fn suggested(page: Page, preset: usize) -> Vec<String> {
    let lang = page.peek(|state| state.text_lang() as usize);
    page.words().stage.axes_presets()[preset].split(" / ").skip(2 * lang).take(2).map(str::to_owned).collect()
}
