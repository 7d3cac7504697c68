//! The frame of every step: its sentence, its picture, one thing to try, and how it works.

use leptos::prelude::*;

use super::{shared, words};
use crate::app::Step;
use crate::ui::bind::maybe;

/// A step; `lead` is its sentence, `try_this` the thing to try, `how` what folds out below.
pub(super) fn frame(step: Step, lead: &'static str, try_this: &'static str, body: AnyView, how: AnyView) -> AnyView {
    let title = shared().steps[step as usize].1;
    view! {
        <div class="step">
            <header class="step-head">
                <h2>{title}</h2>
                <p class="step-lead">{lead}</p>
            </header>
            {body}
            <p class="step-try">
                <strong>{words().try_this}</strong>
                {try_this}
            </p>
            {fold(words().how, how)}
        </div>
    }
    .into_any()
}

/// A picture and the settings that change it: side by side where there is room, else the picture first.
pub(super) fn bench(picture: AnyView, settings: AnyView) -> AnyView {
    view! {
        <div class="bench">
            <div class="bench-picture">{picture}</div>
            <div class="bench-settings">{settings}</div>
        </div>
    }
    .into_any()
}

/// Something that folds out.
pub(super) fn fold(summary: &'static str, body: AnyView) -> AnyView {
    view! {
        <details class="fold">
            <summary>{summary}</summary>
            <div class="fold-body">{body}</div>
        </details>
    }
    .into_any()
}

/// The same, for what is heavy: it is only there while it is open.
pub(super) fn lazy_fold(summary: &'static str, body: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let is_open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event| {
        is_open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details class="fold" on:toggle=toggled>
            <summary>{summary}</summary>
            <div class="fold-body">{maybe(move || is_open.get().then(&body))}</div>
        </details>
    }
    .into_any()
}

/// Sentences, each its own paragraph.
pub(super) fn paragraphs(texts: &'static [&'static str]) -> AnyView {
    texts.iter().map(|text| view! { <p>{*text}</p> }).collect_view().into_any()
}
