//! UMAP's parameters.

use leptos::prelude::*;

use super::field::{Choice, Dice, Reset, Slider};
use super::words;
use crate::app::{Msg, Run, map_preset};
use crate::ui::bind::maybe;
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::umap::UmapParams;

/// How the map is laid out.
#[component]
pub(super) fn MapSettings(run: Memo<Run>) -> impl IntoView {
    let page = use_page();
    let w = words();
    let of = page.memo(|state| state.map.of);
    let params = page.memo(|state| state.map.params);
    let used = page.memo(|state| state.map.result.as_ref().map(|it| it.n_neighbors));
    let n = page.memo(|state| state.ready(state.map.of).len() as u32);
    let set = move |change: fn(&mut UmapParams, f32), to: f32| {
        let mut params = params.get_untracked();
        change(&mut params, to);
        page.send(Msg::SetMap(params));
    };
    let fault = Signal::derive(move || run.with(|it| it.fault.clone()));
    let (low, high) = UmapParams::N_NEIGHBORS;
    // Beyond the number of points the slider would do nothing.
    let most = move || high.min(n.get().max(params.get().n_neighbors).max(15)) as f32;
    let shrunk = maybe(move || {
        used.get().filter(|used| *used < params.get().n_neighbors).map(|used| {
            view! { <p class="note">{fill(w.map_shrunk, &[("used", &used.to_string()), ("n", &n.get().to_string())])}</p> }.into_any()
        })
    });
    view! {
        <div class="settings">
            <Choice
                label=w.map_dims
                term="n_components"
                options=vec!["2-D", "3-D"]
                value=Signal::derive(move || params.get().n_components.saturating_sub(2) as usize)
                on_set=Callback::new(move |at| set(|it, to| it.n_components = to as u32, at as f32 + 2.0))
            />
            <Slider
                label=w.map_neighbours
                term="n_neighbors"
                value=Signal::derive(move || params.get().n_neighbors as f32)
                min=low as f32
                max=Signal::derive(most)
                step=1.0
                decimals=0
                fault
                on_set=Callback::new(move |it| set(|params, to| params.n_neighbors = to as u32, it))
            />
            {shrunk}
            <Slider
                label=w.map_min_dist
                term="min_dist"
                value=Signal::derive(move || params.get().min_dist)
                min=0.0
                max=Signal::stored(1.0)
                step=0.01
                decimals=2
                fault
                on_set=Callback::new(move |it| set(|params, to| params.min_dist = to, it))
            />
            <div class="knob-row">
                <Dice
                    seed=Signal::derive(move || params.get().seed)
                    on_set=Callback::new(move |it: u32| set(|params, to| params.seed = to as u32, it as f32))
                />
                <Reset
                    is_changed=Signal::derive(move || params.get() != map_preset(of.get()))
                    on_reset=Callback::new(move |()| page.send(Msg::SetMap(map_preset(of.get_untracked()))))
                />
            </div>
        </div>
    }
}
