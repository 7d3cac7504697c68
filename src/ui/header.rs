//! The header: what this is, and the four things that are always within reach.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::model_button::ModelButton;
use super::page::{Panel, use_page};
use crate::app::{Lang, Msg, Theme};

/// Name, one line, model, privacy, language, theme.
#[component]
pub(super) fn Header() -> impl IntoView {
    let page = use_page();
    let words = move || &page.words().shell;
    let name = move || view! { {words().name} " " <span class="brand-kanji" lang="ja">"生け簀"</span> };
    // Inside another page, that page's own title comes first.
    let title = if page.is_page {
        view! { <h1 class="brand-name">{name}</h1> }.into_any()
    } else {
        view! { <h2 class="brand-name">{name}</h2> }.into_any()
    };
    view! {
        <header class="head">
            <div class="brand">
                <span class="brand-mark">{icon(Icon::Fish)}</span>
                <div>
                    {title}
                    <p class="brand-line">{move || words().tagline}</p>
                </div>
            </div>
            <div class="head-tools">
                <button
                    type="button"
                    class="privacy-line"
                    aria-expanded=move || if page.panel.get() == Some(Panel::Privacy) { "true" } else { "false" }
                    on:click=move |_| page.toggle(Panel::Privacy)
                >
                    {icon(Icon::Shield)}
                    <span>{move || words().privacy}</span>
                    <span class="chevron">{icon(Icon::Down)}</span>
                </button>
                <ModelButton />
                <LangSwitch />
                <ThemeSwitch />
            </div>
        </header>
    }
}

#[component]
fn LangSwitch() -> impl IntoView {
    let page = use_page();
    let other = move || if page.lang() == Lang::Ja { Lang::En } else { Lang::Ja };
    view! {
        <button
            type="button"
            class="switch"
            lang=move || if other() == Lang::Ja { "ja" } else { "en" }
            on:click=move |_| page.send(Msg::SetLang(other()))
        >
            {icon(Icon::Languages)}
            <span class="switch-word">{move || page.words().shell.other_lang}</span>
        </button>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let page = use_page();
    let theme = page.memo(|state| state.theme);
    let label = move || {
        let words = &page.words().shell;
        match theme.get() {
            Theme::System => words.theme_system,
            Theme::Light => words.theme_light,
            Theme::Dark => words.theme_dark,
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
    view! {
        <button type="button" class="switch is-round" aria-label=label title=label on:click=turn>
            {picture}
        </button>
    }
}
