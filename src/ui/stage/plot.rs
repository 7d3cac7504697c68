//! The plot: a figure in an element, drawn at most once a frame.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use crate::ui::dom::{Act, Kid, Memo, Stored, Var, View, effect, el, group, on_media, stored};
use crate::web::task::spawn;
use web_sys::{Event, HtmlElement};

use super::hover::hover;
use super::words;
use crate::app::{Figure, Msg, drawing_places};
use crate::ui::messages::{counted, fill};
use crate::ui::page::use_page;
use crate::web::plot::{Plot, Sight, Touched, next_frame};

/// A plot and what its buttons need of it.
#[derive(Clone, Copy)]
pub(super) struct Drawn {
    element: Stored<Option<HtmlElement>>,
    plot: Stored<Option<Rc<Plot>>>,
    next: Stored<Option<(Arc<Figure>, Sight)>>,
    way: Stored<Option<Vec<[f32; 3]>>>,
    is_drawing: Stored<bool>,
    failure: Var<Option<String>>,
    is_open: Var<bool>,
    n_losses: Var<u32>,
    losses: Stored<Vec<f64>>,
    pointed: Var<Option<Touched>>,
    tapped: Stored<f64>,
}

/// So many times in so many milliseconds a lost drawing is made anew.
const LOSSES: usize = 4;
const LOSSES_WITHIN: f64 = 60_000.0;

/// Milliseconds after a tap in which Plotly finds the point under it.
const TAP: f64 = 400.0;

impl Drawn {
    pub(super) fn new() -> Self {
        Self {
            element: stored(None),
            plot: stored(None),
            next: stored(None),
            way: stored(None),
            is_drawing: stored(false),
            failure: Var::new(None),
            is_open: Var::new(false),
            n_losses: Var::new(0),
            losses: stored(Vec::new()),
            pointed: Var::new(None),
            tapped: stored(0.0),
        }
    }

    /// The element that is drawn in, once there is a plot.
    pub(super) fn element(self) -> Option<HtmlElement> {
        self.plot().and_then(|_| self.element.try_get().flatten())
    }

    fn plot(self) -> Option<Rc<Plot>> {
        self.plot.try_get().flatten()
    }

    /// Draws again what was lost, unless that comes again and again: pages that take the graphics memory from one another
    /// would never rest.
    fn lose(self) {
        let now = js_sys::Date::now();
        let often = self.losses.update(|it| {
            it.retain(|then| now - then < LOSSES_WITHIN);
            it.push(now);
            it.len() > LOSSES
        });
        if often == Some(true) {
            self.failure.set(Some("WebGL: CONTEXT_LOST_WEBGL".to_owned()));
        } else {
            self.n_losses.update(|it| *it = it.wrapping_add(1));
        }
    }

    /// Draws what was asked for last; what comes while it draws is drawn after, and only the newest of it.
    async fn draw(self) {
        if self.is_drawing.try_get() != Some(false) {
            return;
        }
        self.is_drawing.set(true);
        next_frame().await;
        while let Some(plot) = self.plot() {
            let drawn = if let Some((figure, view)) = self.next.update(Option::take).flatten() {
                plot.draw(&figure, view).await
            } else if let Some(way) = self.way.update(Option::take).flatten() {
                plot.follow(&way).await
            } else {
                break;
            };
            self.failure.set(drawn.err());
            next_frame().await;
        }
        self.is_drawing.set(false);
    }
}

/// The drawing, with a card at the point that is pointed at; a touch selects. What is drawn in space is turned by a finger
/// from the first tap on it: `on_free` is told.
pub(super) fn plot_view(
    drawn: Drawn,
    figure: Memo<Option<Arc<Figure>>>,
    view: Memo<Sight>,
    on_free: Act<bool>,
) -> View {
    let page = use_page();
    let theme = page.memo(|state| state.theme);
    let label = move || {
        let n = figure.with(|it| it.as_ref().map_or(0, |it| it.marks.len()));
        counted(words().plot_label(), n)
    };
    let canvas = el("div.plot-canvas[role=img]").attr("aria-label", label);
    let element: HtmlElement = canvas.node();
    let frame = stored(element.clone());
    drawn.element.set(Some(element.clone()));
    spawn(open(drawn, element, page.peek(|state| state.base.clone()), page));
    // The drawing has its colours from the page, which may follow the device's day and night.
    let n_nights = Var::new(0_u32);
    on_media("(prefers-color-scheme: dark)", move |_| n_nights.update(|it| *it = it.wrapping_add(1)));
    effect(move || {
        theme.get();
        n_nights.get();
        drawn.n_losses.get();
        let (view, is_open) = (view.get(), drawn.is_open.get());
        let Some(figure) = figure.get() else { return };
        drawn.next.set(Some((figure, view)));
        if is_open {
            spawn(drawn.draw());
        }
    });
    let way = page.memo(drawing_places);
    let has_way = Cell::new(false);
    effect(move || {
        let (way, is_open) = (way.get(), drawn.is_open.get());
        // Most maps have none, and are not drawn twice for it.
        if is_open && (has_way.replace(!way.is_empty()) || !way.is_empty()) {
            drawn.way.set(Some(way));
            spawn(drawn.draw());
        }
    });
    // A finger that shall scroll the page must not reach Plotly, which would keep it; its taps come as clicks anyway.
    let is_kept = move || !view.get_untracked().can_drag;
    let touched = move |event: Event| {
        if is_kept() {
            event.stop_propagation();
        }
    };
    // Of a tap, Plotly in space is told by mouse events that are over before it has looked: it sees a hover, no click.
    let tap = move |_| {
        if is_kept() {
            drawn.tapped.set(js_sys::Date::now());
            if view.get_untracked().in_space {
                on_free(true);
            }
        }
    };
    let failed = move || {
        drawn.failure.get().map(|why| {
            let text = fill(words().plot_failed(), &[("why", &why)]);
            el("p.fault[role=alert]").add(text).view()
        })
    };
    group().add(failed).add(
        el("div.plot")
            .class_if("is-still", move || !view.get().can_drag)
            .on_capture("touchstart", touched)
            .on_capture("touchmove", touched)
            .on_capture("touchend", touched)
            .on_capture("click", tap)
            .add(canvas)
            .add(hover(drawn.pointed, frame)),
    )
}

async fn open(drawn: Drawn, element: web_sys::HtmlElement, base: String, page: crate::ui::page::Page) {
    let plot = match Plot::open(element, &base).await {
        Ok(plot) => plot,
        Err(why) => {
            drawn.failure.set(Some(why));
            return;
        }
    };
    let select = move |it: Option<Touched>| {
        // A touch has no hover: the item's own sheet opens, and the card would lie over it.
        drawn.pointed.set(None);
        if let Some(Touched { item, .. }) = it {
            page.send(Msg::Select(Some(item)));
        }
    };
    plot.on("hover", move |it| {
        let tapped = drawn.tapped.try_get().unwrap_or_default();
        if js_sys::Date::now() - tapped < TAP {
            select(it);
        } else {
            drawn.pointed.set(it);
        }
    });
    plot.on("unhover", move |_| {
        drawn.pointed.set(None);
    });
    plot.on("click", select);
    plot.on_loss(move || drawn.lose());
    // The step may have been left meanwhile; then the plot is dropped here.
    drawn.plot.set(Some(Rc::new(plot)));
    drawn.is_open.set(true);
}
