//! The plot: a figure in an element, drawn at most once a frame.

use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::hover::Hover;
use super::words;
use crate::app::{Figure, Msg};
use crate::ui::bind::{flag, maybe, text};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::web::plot::{Look, Plot, Touched, View, next_frame};

/// A plot and what its buttons need of it.
#[derive(Clone, Copy)]
pub(super) struct Drawn {
    plot: StoredValue<Option<Rc<Plot>>, LocalStorage>,
    next: StoredValue<Option<(Arc<Figure>, View)>, LocalStorage>,
    is_drawing: StoredValue<bool>,
    failure: RwSignal<Option<String>>,
    is_open: RwSignal<bool>,
    pointed: RwSignal<Option<Touched>>,
    tapped: StoredValue<f64>,
}

/// Milliseconds after a tap in which Plotly finds the point under it.
const TAP: f64 = 400.0;

impl Drawn {
    pub(super) fn new() -> Self {
        Self {
            plot: StoredValue::new_local(None),
            next: StoredValue::new_local(None),
            is_drawing: StoredValue::new(false),
            failure: RwSignal::new(None),
            is_open: RwSignal::new(false),
            pointed: RwSignal::new(None),
            tapped: StoredValue::new(0.0),
        }
    }

    /// The plot, once it is there.
    pub(super) fn plot(self) -> Option<Rc<Plot>> {
        self.plot.try_get_value().flatten()
    }

    /// Draws what was asked for last; what comes while it draws is drawn after, and only the newest of it.
    async fn draw(self, element: web_sys::HtmlElement) {
        if self.is_drawing.try_get_value() != Some(false) {
            return;
        }
        self.is_drawing.set_value(true);
        next_frame().await;
        while let (Some(plot), Some(Some((figure, view)))) = (self.plot(), self.next.try_update_value(Option::take)) {
            let drawn = plot.draw(&figure, &Look::of(&element), view).await;
            let _gone = self.failure.try_set(drawn.err());
            next_frame().await;
        }
        let _gone = self.is_drawing.try_set_value(false);
    }
}

/// The drawing, with a card at the point that is pointed at; a touch selects.
#[component]
pub(super) fn PlotView(drawn: Drawn, figure: Memo<Option<Arc<Figure>>>, view: Memo<View>) -> impl IntoView {
    let page = use_page();
    let frame = NodeRef::<html::Div>::new();
    let theme = page.memo(|state| state.theme);
    Effect::new(move |_| {
        let Some(element) = frame.get() else { return };
        let base = untrack(|| page.read(|state| state.base.clone()));
        spawn_local(open(drawn, element.into(), base, page));
    });
    Effect::new(move |_| {
        theme.track();
        let (Some(element), Some(figure)) = (frame.get(), figure.get()) else { return };
        drawn.next.set_value(Some((figure, view.get())));
        if drawn.is_open.get() {
            spawn_local(drawn.draw(element.into()));
        }
    });
    // A finger that shall scroll the page must not reach Plotly, which would keep it; its taps come as clicks anyway.
    let is_kept = move || !view.get_untracked().can_drag;
    let start = move |event: web_sys::TouchEvent| {
        if is_kept() {
            event.stop_propagation()
        }
    };
    let go = start;
    let end = start;
    // Of a tap, Plotly in space is told by mouse events that are over before it has looked: it sees a hover, no click.
    let tap = move |_| {
        if is_kept() {
            drawn.tapped.set_value(js_sys::Date::now());
        }
    };
    let failed = maybe(move || {
        drawn.failure.get().map(|why| {
            let text = fill(words().plot_failed, &[("why", &why)]);
            view! { <p class="fault" role="alert">{text}</p> }.into_any()
        })
    });
    let label = text(move || {
        let n = figure.with(|it| it.as_ref().map_or(0, |it| it.marks.len()));
        fill(words().plot_label, &[("n", &n.to_string())])
    });
    view! {
        {failed}
        <div
            class="plot"
            class:is-still=flag(move || !view.get().can_drag)
            on:touchstart:capture=start
            on:touchmove:capture=go
            on:touchend:capture=end
            on:click:capture=tap
        >
            <div class="plot-canvas" node_ref=frame role="img" aria-label=label></div>
            <Hover pointed=drawn.pointed frame />
        </div>
    }
}

async fn open(drawn: Drawn, element: web_sys::HtmlElement, base: String, page: crate::ui::page::Page) {
    let plot = match Plot::open(element, &base).await {
        Ok(plot) => plot,
        Err(why) => {
            let _gone = drawn.failure.try_set(Some(why));
            return;
        }
    };
    let select = move |it: Option<Touched>| {
        // A touch has no hover: the item's own sheet opens, and the card would lie over it.
        let _gone = drawn.pointed.try_set(None);
        if let Some(Touched { item, .. }) = it {
            page.send(Msg::Select(Some(item)));
        }
    };
    plot.on("hover", move |it| {
        let tapped = drawn.tapped.try_get_value().unwrap_or_default();
        if js_sys::Date::now() - tapped < TAP {
            select(it);
        } else {
            let _gone = drawn.pointed.try_set(it);
        }
    });
    plot.on("unhover", move |_| {
        let _gone = drawn.pointed.try_set(None);
    });
    plot.on("click", select);
    // The step may have been left meanwhile; then the plot is dropped here.
    if drawn.plot.try_set_value(Some(Rc::new(plot))).is_none() {
        let _gone = drawn.is_open.try_set(true);
    }
}
