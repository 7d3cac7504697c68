//! The panel that is open: it folds out over the page, takes the focus, and gives it back.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::camera::CameraPanel;
use super::icon::{Icon, icon};
use super::labels::LabelsPanel;
use super::model_menu::ModelMenu;
use super::page::{Panel, use_page};
use super::privacy::PrivacyPanel;

/// One panel at a time, or none.
#[component]
pub(super) fn Panels() -> impl IntoView {
    let page = use_page();
    let asked = page.memo(|state| state.model.asked.is_some());
    Effect::new(move |_| {
        if asked.get() {
            page.open(Panel::Model);
        }
    });
    view! {
        <For each=move || page.panel.get() key=|it| *it as u8 let(panel)>
            <Open panel />
        </For>
    }
}

#[component]
fn Open(panel: Panel) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let (title, content) = match panel {
        Panel::Model => (words.model, ModelMenu().into_any()),
        Panel::Privacy => (words.privacy_title, PrivacyPanel().into_any()),
        Panel::Labels => (words.labels, LabelsPanel().into_any()),
        Panel::Camera => (words.camera, CameraPanel().into_any()),
    };
    let box_ = NodeRef::<html::Section>::new();
    let opener = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let opener = StoredValue::new_local(opener);
    Effect::new(move |_| {
        if let Some(box_) = box_.get() {
            drop(box_.focus());
        }
    });
    let close = move || {
        page.panel.set(None);
        if let Some(opener) = opener.get_value() {
            drop(opener.focus());
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
    };
    view! {
        <div class="scrim" on:click=move |_| close()></div>
        <section class="panel" tabindex="-1" aria-label=title node_ref=box_ on:keydown=on_key>
            <div class="panel-head">
                <h2>{title}</h2>
                <button type="button" class="icon-button" aria-label=words.close on:click=move |_| close()>
                    {icon(Icon::Close)}
                </button>
            </div>
            <div class="panel-body">{content}</div>
        </section>
    }
    .into_any()
}
