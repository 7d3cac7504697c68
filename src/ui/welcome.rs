//! The first visit: one sentence, and the ways to begin.

use leptos::prelude::*;

use super::add::{AddCamera, AddFiles, AddFolder};
use super::icon::{Icon, icon};
use super::page::use_page;
use crate::app::Msg;

/// Shown while there is no picture and none is on its way.
#[component]
pub(super) fn Welcome() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let is_empty = page.memo(|state| state.is_started && !state.is_gathering && state.pictures().next().is_none());
    let content = move || {
        view! {
            <section class="welcome" aria-labelledby="ikesu-welcome">
                <div class="welcome-words">
                    <h2 id="ikesu-welcome">{words.welcome_title}</h2>
                    <p>{words.welcome}</p>
                    <div class="welcome-ways">
                        <button type="button" class="button is-main" on:click=move |_| page.send(Msg::UseSamples)>
                            {icon(Icon::Fish)}
                            <span>{words.use_samples}</span>
                        </button>
                        <AddFiles label=words.use_own />
                    </div>
                    <div class="welcome-ways is-small">
                        <AddCamera label=words.use_camera />
                        <AddFolder label=words.use_folder />
                    </div>
                    <p class="hint">{words.welcome_drop}</p>
                </div>
                <div class="pond" aria-hidden="true">
                    <span class="swims">{icon(Icon::Fish)}</span>
                    <span class="swims">{icon(Icon::Fish)}</span>
                    <span class="swims">{icon(Icon::Fish)}</span>
                    <span class="swims">{icon(Icon::Fish)}</span>
                </div>
            </section>
        }
        .into_any()
    };
    view! { <Show when=move || is_empty.get()>{content()}</Show> }
}
