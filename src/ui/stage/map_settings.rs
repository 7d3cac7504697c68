//! UMAP's parameters.

use crate::ui::dom::{El, Kid, Memo, act, el, memo};
use crate::ui::parts::choice::choice;

use super::field::{Track, dice_and_reset, slider};
use super::words;
use crate::app::{Msg, Run, map_preset};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::umap::UmapParams;

/// How the map is laid out.
pub(super) fn map_settings(run: Memo<Run>) -> El {
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
    let fault = Some(memo(move || run.with(|it| it.fault.clone())));
    let (low, high) = UmapParams::N_NEIGHBORS;
    // Beyond the number of points the slider would do nothing.
    let most = move || high.min(n.get().max(params.get().n_neighbors).max(15)) as f32;
    let shrunk = move || {
        used.get().filter(|used| *used < params.get().n_neighbors).map(|used| {
            el("p.note").add(fill(w.map_shrunk(), &[("used", &used.to_string()), ("n", &n.get().to_string())])).view()
        })
    };
    let neighbours =
        Track { label: w.map_neighbours(), term: "n_neighbors", min: low as f32, step: 1.0, ..Track::default() };
    let min_dist = Track { label: w.map_min_dist(), term: "min_dist", step: 0.01, decimals: 2, ..Track::default() };
    el("div.settings")
        .add(choice(
            w.map_dims(),
            "n_components",
            vec!["2-D", "3-D"],
            memo(move || params.get().n_components.saturating_sub(2) as usize),
            act(move |at| set(|it, to| it.n_components = to as u32, at as f32 + 2.0)),
        ))
        .add(slider(
            neighbours,
            memo(move || params.get().n_neighbors as f32),
            memo(most),
            fault,
            act(move |it| set(|params, to| params.n_neighbors = to as u32, it)),
        ))
        .add(shrunk)
        .add(slider(
            min_dist,
            memo(move || params.get().min_dist),
            memo(move || 1.0),
            fault,
            act(move |it| set(|params, to| params.min_dist = to, it)),
        ))
        .add(dice_and_reset(
            memo(move || params.get().seed),
            act(move |it: u32| set(|params, to| params.seed = to as u32, it as f32)),
            memo(move || params.get() != map_preset(of.get())),
            act(move |()| page.send(Msg::SetMap(map_preset(of.get_untracked())))),
        ))
}
