//! The camera's panel: look, take, see what it is called, take again.

mod file;
mod taken;

use web_sys::HtmlVideoElement;

use crate::ui::dom::{Kid, Stored, Var, View, document, el, group, on_document, shown, stored, value_of};
use crate::ui::page::{Page, use_page};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::tool::tool;
use crate::web::camera::{Camera, CameraChoice, CameraFault, frame_of, id_of_camera};
use crate::web::gather::Named;
use crate::web::task::spawn;
use file::camera_file;
use taken::taken;

/// How far the camera is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Off,
    Opening,
    Live,
    Failed(CameraFault),
}

/// What the panel holds; the camera is turned off when it goes.
#[derive(Clone, Copy)]
struct Eye {
    page: Page,
    stand: Var<Stand>,
    choices: Var<Vec<CameraChoice>>,
    /// The one that the person chose, or the browser for them.
    chosen: Var<Option<String>>,
    camera: Stored<Option<Camera>>,
    /// The name of the file that was taken last.
    taken: Var<Option<String>>,
    video: Stored<HtmlVideoElement>,
}

impl Eye {
    fn open(self, id: Option<String>) {
        self.close();
        self.chosen.set(id.clone());
        self.stand.set(Stand::Opening);
        spawn(async move {
            let ended = move || {
                self.close();
                self.stand.set(Stand::Failed(CameraFault::Ended));
            };
            let opened = Camera::open(id.clone(), ended).await;
            // The panel may have closed while the person was being asked, or they chose another one meanwhile: then this
            // camera goes out at once.
            let Some(Stand::Opening) = self.stand.try_get_untracked() else { return };
            if self.chosen.get_untracked() != id {
                return;
            }
            match opened {
                Err(fault) => self.stand.set(Stand::Failed(fault)),
                Ok(camera) => {
                    self.video.with(|video| {
                        camera.show_in(video);
                        // Whichever the browser chose is the one that the field names.
                        self.chosen.set(id_of_camera(video));
                    });
                    self.camera.set(Some(camera));
                    self.stand.set(Stand::Live);
                    let choices = Camera::choices().await;
                    // A page that has gone has no use for them.
                    self.choices.set(choices);
                }
            }
        });
    }

    fn close(self) {
        // The panel may have gone already; then they went with it.
        self.camera.update(Option::take);
        self.stand.set(Stand::Off);
    }

    /// What the camera sees goes into the tank at once, and it goes on seeing.
    fn take(self) {
        let video = self.video.get();
        spawn(async move {
            let Some(file) = frame_of(&video).await else {
                self.close();
                return self.stand.set(Stand::Failed(CameraFault::Ended));
            };
            let name = file_name();
            self.taken.set(Some(name.clone()));
            self.page.runtime().add_files(vec![Named { name, file, is_found: false }]);
        });
    }
}

/// `camera-2026-11-23T15-42-10-123.jpg`: sorts by time, is a name everywhere, and is nobody else's.
fn file_name() -> String {
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    ["camera-", &now.trim_end_matches('Z').replace([':', '.'], "-"), ".jpg"].concat()
}

/// The panel; the camera opens at once where `is_asked_for`, or else if the person has allowed it before.
pub(super) fn camera_panel(is_asked_for: bool) -> View {
    let page = use_page();
    let words = &page.words().shell;
    let video = el("video[autoplay][playsinline]").prop("muted", true).attr("aria-label", words.camera());
    let eye = Eye {
        page,
        stand: Var::new(Stand::Off),
        choices: Var::new(Vec::new()),
        chosen: Var::new(None),
        camera: stored(None),
        taken: Var::new(None),
        video: stored(video.node()),
    };
    if is_asked_for {
        eye.open(None);
    } else {
        spawn(async move {
            // The panel may have closed meanwhile, or the person been faster.
            if Camera::is_allowed().await && eye.stand.try_get_untracked() == Some(Stand::Off) {
                eye.open(None);
            }
        });
    }
    on_document("visibilitychange", move |_| {
        if document().hidden() {
            eye.close();
        }
    });
    let stand = eye.stand;
    let line = move || match stand.get() {
        Stand::Off | Stand::Live => words.camera_note(),
        Stand::Opening => words.camera_opening(),
        Stand::Failed(CameraFault::Insecure) => words.camera_insecure(),
        Stand::Failed(CameraFault::Refused) => words.camera_refused(),
        Stand::Failed(CameraFault::Absent) => words.camera_absent(),
        Stand::Failed(CameraFault::Ended) => words.camera_ended(),
        Stand::Failed(CameraFault::Taken) => words.camera_taken(),
        Stand::Failed(CameraFault::Other) => words.camera_other(),
    };
    let failed = move || matches!(stand.get(), Stand::Failed(_));
    let shows_video = move || stand.get() == Stand::Live;
    let buttons = move || match stand.get() {
        Stand::Opening => ().view(),
        Stand::Live => {
            tool(".button.is-main", Icon::Camera, words.camera_take()).on("click", move |_| eye.take()).view()
        }
        Stand::Off | Stand::Failed(_) => {
            tool(".button.is-main", Icon::Camera, words.camera_start()).on("click", move |_| eye.open(None)).view()
        }
    };
    group()
        .add(el("div.eye").class_if("is-on", shows_video).add(video))
        .add(el("p[role=status]").class_if("hint", move || !failed()).class_if("warn", failed).add(line))
        .add(el("div.row").add(buttons))
        .add(taken(page, eye.taken))
        .add(choices(eye))
        .add(camera_file())
        .view()
}

fn choices(eye: Eye) -> View {
    let words = &eye.page.words().shell;
    let options = move || {
        let named = eye.choices.get().into_iter().enumerate().map(|(at, it)| {
            let label = if it.label.is_empty() { (at + 1).to_string() } else { it.label };
            let is_chosen = eye.chosen.peek(|chosen| chosen.as_ref() == Some(&it.id));
            el("option").attr("value", it.id).attr("selected", is_chosen).add(label)
        });
        named.collect::<Vec<_>>()
    };
    shown(
        move || 1 < eye.choices.with(Vec::len),
        move || {
            el("label.field")
                .add(el("span").add(words.camera_which()))
                .add(el("select").on("change", move |event| eye.open(Some(value_of(&event)))).add(options))
        },
    )
}
