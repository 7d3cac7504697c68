//! The sample collections: offered at the first visit and from the tank, each with what to try first.

use crate::app::{Msg, Sample, Step};
use crate::ui::dom::{El, Kid, Var, View, act, button, el, group};
use crate::ui::messages::counted;
use crate::ui::page::{Page, use_page};
use crate::ui::parts::ask::ask;
use crate::ui::parts::icon::{Icon, icon};

/// The panel behind 見本をえらぶ: each collection with what it holds.
pub(crate) fn samples_panel() -> View {
    let page = use_page();
    // Over pictures that are there, the person is asked first.
    let asked = Var::new(None::<Sample>);
    let row = move |sample: Sample| {
        let choose = move |_| {
            // Names are in the list anyway, and nothing is in their way.
            if sample == Sample::Names || page.peek(|state| state.pictures().next().is_none()) {
                take(page, sample, false);
            } else {
                asked.set(Some(sample));
            }
        };
        let words = &page.words().shell;
        el("li")
            .add(
                button(".sample")
                    .on("click", choose)
                    .add(el("strong").add(words.sample_names()[sample as usize]))
                    .add(el("span").add(words.sample_notes()[sample as usize])),
            )
            .add(move || (asked.get() == Some(sample)).then(|| replaces(page, sample)))
    };
    el("ul.samples").add(Sample::ALL.into_iter().map(row).collect::<Vec<_>>()).view()
}

/// Whether it takes the place of what is there, or comes beside it.
fn replaces(page: Page, sample: Sample) -> El {
    let words = &page.words().shell;
    let line = counted(words.sample_ask(), page.peek(|state| state.pictures().count()));
    let answers = [words.sample_replace(), words.sample_add()];
    ask(words.samples(), line, ".button.is-main", answers, act(move |it| take(page, sample, it)))
}

fn take(page: Page, sample: Sample, replaces: bool) {
    page.close();
    page.send(Msg::UseSamples(sample, replaces));
}

/// The other collections, beside the first one's large button.
pub(crate) fn other_samples() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let way = |sample: Sample| {
        button(".button")
            .attr("title", words.sample_notes()[sample as usize])
            .on("click", move |_| page.send(Msg::UseSamples(sample, false)))
            .add(words.sample_names()[sample as usize])
    };
    let ways: Vec<El> = Sample::ALL.into_iter().skip(1).map(way).collect();
    group().add(el("span.hint").add(words.samples_more())).add(ways)
}

/// What to try first with the collection that was taken last, at the step where that is done.
pub(crate) fn tip(step: Step) -> View {
    let page = use_page();
    let sample = page.memo(move |state| state.sample.filter(|it| it.step() == step));
    let words = &page.words().shell;
    (move || {
        sample.get().map(|it| {
            el("p.step-tip[role=note]").add(icon(Icon::Fish)).add(
                el("span")
                    .add(el("strong").add(words.sample_names()[it as usize]))
                    .add(words.sample_tries()[it as usize]),
            )
        })
    })
    .view()
}
