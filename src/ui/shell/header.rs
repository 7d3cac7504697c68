//! The header: what this is, and the four things that are always within reach.

use crate::app::{Lang, Msg, Theme};
use crate::ui::dom::{El, Kid, button, el, group};
use crate::ui::models::button::model_button;
use crate::ui::page::{Panel, use_page};
use crate::ui::parts::icon::{Icon, icon};

/// Name, one line, model, privacy, language, theme.
pub(super) fn header() -> El {
    let page = use_page();
    let words = move || &page.words().shell;
    let name = move || group().add(words().name()).add(" ").add(el("span.brand-kanji[lang=ja]").add("生け簀"));
    // Inside another page, that page's own title comes first.
    let title = if page.is_page { el("h1.brand-name").add(name).view() } else { el("h2.brand-name").add(name).view() };
    // Once there is something to see, a narrow page has no room to spare.
    let has_begun = page.memo(|state| state.pictures().next().is_some());
    el("header.head")
        .class_if("is-small", has_begun)
        .add(
            el("div.brand")
                .add(el("span.brand-mark").add(icon(Icon::Fish)))
                .add(el("div").add(title).add(el("p.brand-line").add(move || words().tagline()))),
        )
        .add(
            el("div.head-tools")
                .add(
                    button(".privacy-line")
                        .aria("aria-expanded", move || page.panel.get() == Some(Panel::Privacy))
                        .on("click", move |_| page.toggle(Panel::Privacy))
                        .add(icon(Icon::Shield))
                        .add(el("span").add(move || words().privacy()))
                        .add(el("span.chevron").add(icon(Icon::Down))),
                )
                .add(model_button())
                .add(lang_switch())
                .add(theme_switch()),
        )
}

fn lang_switch() -> El {
    let page = use_page();
    let other = move || if page.lang() == Lang::Ja { Lang::En } else { Lang::Ja };
    button(".switch")
        .attr("lang", move || if other() == Lang::Ja { "ja" } else { "en" })
        .on("click", move |_| page.send(Msg::SetLang(other())))
        .add(icon(Icon::Languages))
        .add(el("span.switch-word").add(move || page.words().shell.other_lang()))
}

fn theme_switch() -> El {
    let page = use_page();
    let theme = page.memo(|state| state.theme);
    let label = move || {
        let words = &page.words().shell;
        match theme.get() {
            Theme::System => words.theme_system(),
            Theme::Light => words.theme_light(),
            Theme::Dark => words.theme_dark(),
        }
    };
    let picture = move || match theme.get() {
        Theme::System => icon(Icon::SunMoon),
        Theme::Light => icon(Icon::Sun),
        Theme::Dark => icon(Icon::Moon),
    };
    let turn = move |_| {
        let next = match theme.get_untracked() {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        };
        page.send(Msg::SetTheme(next));
    };
    button(".switch.is-round").attr("aria-label", label).attr("title", label).on("click", turn).add(picture)
}
