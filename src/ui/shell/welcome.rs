//! The first visit: one sentence, and the ways to begin.

use crate::app::{Msg, Sample, Step};
use crate::ui::dom::{Kid, View, el, shown};
use crate::ui::page::use_page;
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::tool::tool;
use crate::ui::tank::add::{add_camera, add_files, add_folder};
use crate::ui::tank::samples::other_samples;

/// Shown while there is no picture and none is on its way.
pub(super) fn welcome() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let is_empty = page.memo(|state| {
        // Drawing begins with a drawing, not with a question; whoever has chosen the names alone has begun.
        let is_under_way = state.step == Step::Draw || state.sample == Some(Sample::Names);
        state.is_started && !state.is_gathering && !is_under_way && state.pictures().next().is_none()
    });
    let content = move || {
        el("section.welcome")
            .attr("aria-label", words.welcome_title())
            .add(
                el("div.welcome-words")
                    .add(el("h2").add(words.welcome_title()))
                    .add(el("p").add(words.welcome()))
                    .add(
                        el("div.welcome-ways")
                            .add(
                                tool(".button.is-main", Icon::Fish, words.use_samples())
                                    .on("click", move |_| page.send(Msg::UseSamples(Sample::Market, false))),
                            )
                            .add(add_files(words.use_own())),
                    )
                    .add(el("div.welcome-ways.is-row").add(other_samples()))
                    .add(
                        el("div.welcome-ways.is-small")
                            .add(add_camera(words.use_camera()))
                            .add(
                                tool(".button", Icon::Edit, words.use_draw())
                                    .on("click", move |_| page.send(Msg::GoTo(Step::Draw))),
                            )
                            .add(add_folder(words.use_folder())),
                    )
                    .add(el("p.hint").add(words.welcome_drop())),
            )
            .add(
                el("div.pond[aria-hidden=true]")
                    .add((0..4).map(|_| el("span.swims").add(icon(Icon::Fish))).collect::<Vec<_>>()),
            )
            .view()
    };
    shown(move || is_empty.get(), content)
}
