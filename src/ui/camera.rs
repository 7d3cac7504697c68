//! The camera's panel: look, take, keep or take again.

use leptos::html;
use leptos::leptos_dom::helpers::window_event_listener_untyped;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

use super::camera_file::CameraFile;
use super::icon::{Icon, icon};
use super::page::{Page, use_page};
use crate::web::camera::{Camera, CameraChoice, CameraFault, frame_of};

/// How far the camera is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Off,
    Opening,
    Live,
    Frozen,
    Failed(CameraFault),
}

/// What the panel holds; the camera is turned off when it goes.
#[derive(Clone, Copy)]
struct Eye {
    page: Page,
    stand: RwSignal<Stand>,
    choices: RwSignal<Vec<CameraChoice>>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
    frame: StoredValue<Option<Blob>, LocalStorage>,
    video: NodeRef<html::Video>,
}

impl Eye {
    fn open(self, id: Option<String>) {
        self.close();
        self.stand.set(Stand::Opening);
        spawn_local(async move {
            let opened = Camera::open(id.as_deref()).await;
            // The panel may have closed while the person was being asked: then the camera goes out at once.
            let Some(Stand::Opening) = self.stand.try_get_untracked() else { return };
            match opened {
                Err(fault) => self.stand.set(Stand::Failed(fault)),
                Ok(camera) => {
                    if let Some(video) = self.video.get_untracked() {
                        camera.show_in(&video);
                    }
                    self.camera.set_value(Some(camera));
                    self.stand.set(Stand::Live);
                    let choices = Camera::choices().await;
                    // A page that has gone has no use for them.
                    self.choices.try_set(choices);
                }
            }
        });
    }

    fn close(self) {
        // The panel may have gone already; then they went with it.
        self.camera.try_update_value(Option::take);
        self.frame.try_update_value(Option::take);
        self.stand.try_set(Stand::Off);
    }

    fn take(self) {
        let Some(video) = self.video.get_untracked() else { return };
        drop(video.pause());
        spawn_local(async move {
            let frame = frame_of(&video).await;
            let stand = if frame.is_some() { Stand::Frozen } else { Stand::Failed(CameraFault::Other) };
            self.frame.try_update_value(|it| *it = frame);
            self.stand.try_set(stand);
        });
    }

    fn again(self) {
        self.frame.set_value(None);
        if let Some(playing) = self.video.get_untracked().map(|it| it.play()) {
            // Its answer comes as the picture itself.
            drop(playing);
        }
        self.stand.set(Stand::Live);
    }

    fn keep(self) {
        let taken = self.frame.try_update_value(Option::take).flatten();
        if let Some(blob) = taken {
            self.page.runtime().add_files(vec![(file_name(), blob)]);
        }
        self.page.panel.set(None);
    }
}

/// `camera-2026-11-23T15-42-10.jpg`: sorts by time, and is a name everywhere.
fn file_name() -> String {
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    ["camera-", &now.get(..19).unwrap_or(&now).replace(':', "-"), ".jpg"].concat()
}

/// The panel.
#[component]
pub(super) fn CameraPanel() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let eye = Eye {
        page,
        stand: RwSignal::new(Stand::Off),
        choices: RwSignal::new(Vec::new()),
        camera: StoredValue::new_local(None),
        frame: StoredValue::new_local(None),
        video: NodeRef::new(),
    };
    eye.open(None);
    let hidden = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            eye.close();
        }
    });
    on_cleanup(move || {
        hidden.remove();
        eye.close();
    });
    let stand = eye.stand;
    let line = move || match stand.get() {
        Stand::Off | Stand::Live | Stand::Frozen => words.camera_note,
        Stand::Opening => words.camera_opening,
        Stand::Failed(CameraFault::Insecure) => words.camera_insecure,
        Stand::Failed(CameraFault::Refused) => words.camera_refused,
        Stand::Failed(CameraFault::Absent) => words.camera_absent,
        Stand::Failed(CameraFault::Taken) => words.camera_taken,
        Stand::Failed(CameraFault::Other) => words.camera_other,
    };
    let failed = move || matches!(stand.get(), Stand::Failed(_));
    let shows_video = move || matches!(stand.get(), Stand::Live | Stand::Frozen);
    let buttons = move || match stand.get() {
        Stand::Opening => ().into_any(),
        Stand::Live => view! {
            <button type="button" class="button is-main" on:click=move |_| eye.take()>
                {icon(Icon::Camera)}
                <span>{words.camera_take}</span>
            </button>
        }
        .into_any(),
        Stand::Frozen => view! {
            <button type="button" class="button is-main" on:click=move |_| eye.keep()>
                {icon(Icon::Check)}
                <span>{words.camera_use}</span>
            </button>
            <button type="button" class="button" on:click=move |_| eye.again()>
                {icon(Icon::Reset)}
                <span>{words.camera_again}</span>
            </button>
        }
        .into_any(),
        Stand::Off | Stand::Failed(_) => view! {
            <button type="button" class="button" on:click=move |_| eye.open(None)>
                {icon(Icon::Camera)}
                <span>{words.camera_start}</span>
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="eye" class:is-on=shows_video>
            <video node_ref=eye.video autoplay playsinline prop:muted=true aria-label=words.camera></video>
        </div>
        <p class:hint=move || !failed() class:warn=failed role="status">
            {line}
        </p>
        <div class="row">{buttons}</div>
        <Choices eye />
        <CameraFile />
    }
    .into_any()
}

#[component]
fn Choices(eye: Eye) -> impl IntoView {
    let words = &eye.page.words().shell;
    let options = move || {
        let named = eye.choices.get().into_iter().enumerate().map(|(at, it)| {
            let label = if it.label.is_empty() { (at + 1).to_string() } else { it.label };
            view! { <option value=it.id>{label}</option> }
        });
        named.collect_view()
    };
    view! {
        <Show when=move || 1 < eye.choices.with(Vec::len)>
            <label class="field">
                <span>{words.camera_which}</span>
                <select on:change=move |event| eye.open(Some(event_target_value(&event)))>{options}</select>
            </label>
        </Show>
    }
}
