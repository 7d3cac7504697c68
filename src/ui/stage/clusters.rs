//! Step 3: clusters.

use leptos::prelude::*;

use super::field::{Choice, Dice, Reset, Slider};
use super::frame::{bench, frame, paragraphs};
use super::gate::Enough;
use super::groups::Groups;
use super::kind::Kind;
use super::map::Picture;
use super::player::Player;
use super::run::RunLine;
use super::words;
use crate::app::{MapOf, Msg, Run, Step, cluster_preset};
use crate::kmeans::{Init, KMeansParams};
use crate::protocol::Stage;
use crate::ui::bind::{maybe, shown};
use crate::ui::page::use_page;

/// The greatest K that the slider gives: more groups than this cannot be told apart by eye.
const MOST_CLUSTERS: usize = 30;

/// The step.
#[component]
pub(super) fn Clusters() -> impl IntoView {
    let page = use_page();
    let w = words();
    let of = page.memo(|state| state.clusters.of);
    let run = page.memo(|state| state.clusters.run.clone());
    let picture = view! {
        <RunLine run step=Step::Clusters stages=&[Stage::Clusters] fields=&["n_clusters", "n_init"] />
        <Enough of needed=1 use_names=Some(Msg::SetClusterOf(MapOf::Names)) body=|| Shown().into_any() />
    };
    let body = view! {
        <Kind of on_set=Callback::new(move |it| page.send(Msg::SetClusterOf(it))) />
        {bench(picture.into_any(), view! { <Settings run /> }.into_any())}
        <Groups />
    };
    frame(Step::Clusters, w.clusters_lead, w.clusters_try, body.into_any(), paragraphs(w.clusters_how))
}

/// The player and the map in the round's colours.
#[component]
fn Shown() -> impl IntoView {
    let page = use_page();
    let w = words();
    let covers = page.memo(|state| {
        let Some(clusters) = &state.clusters.result else { return true };
        let map = state.map.result.as_ref().map(|it| it.items.as_slice()).unwrap_or_default();
        map.is_empty() || clusters.items.iter().all(|id| map.contains(id))
    });
    let has_map = page.memo(|state| state.map.result.is_some());
    let same = move |_| page.send(Msg::SetMapOf(page.read(|state| state.clusters.of)));
    let other = maybe(move || {
        (!covers.get()).then(|| {
            view! {
                <p class="note">
                    {w.clusters_other_map}
                    " "
                    <button type="button" class="button is-quiet" on:click=same>{w.clusters_same_map}</button>
                </p>
            }
            .into_any()
        })
    });
    view! {
        <Player />
        {other}
        {shown(move || has_map.get(), || Picture().into_any())}
    }
}

#[component]
fn Settings(run: Memo<Run>) -> impl IntoView {
    let page = use_page();
    let w = words();
    let params = page.memo(|state| state.clusters.params);
    let n = page.memo(|state| state.ready(state.clusters.of).len());
    let set = move |change: fn(&mut KMeansParams, f32), to: f32| {
        let mut params = params.get_untracked();
        change(&mut params, to);
        page.send(Msg::SetClusters(params));
    };
    let fault = Signal::derive(move || run.with(|it| it.fault.clone()));
    let most = move || n.get().clamp(2, MOST_CLUSTERS).max(params.get().n_clusters as usize) as f32;
    view! {
        <div class="settings">
            <Slider
                label=w.clusters_k
                term="K"
                value=Signal::derive(move || params.get().n_clusters as f32)
                min=1.0
                max=Signal::derive(most)
                step=1.0
                decimals=0
                fault
                on_set=Callback::new(move |it| set(|params, to| params.n_clusters = to as u32, it))
            />
            <Choice
                label=w.clusters_init
                term="init"
                options=vec!["k-means++", w.clusters_random]
                value=Signal::derive(move || usize::from(params.get().init == Init::Random))
                on_set=Callback::new(move |at: usize| {
                    set(|params, to| params.init = if to > 0.0 { Init::Random } else { Init::PlusPlus }, at as f32)
                })
            />
            <Slider
                label=w.clusters_n_init
                term="n_init"
                value=Signal::derive(move || params.get().n_init as f32)
                min=1.0
                max=Signal::stored(50.0)
                step=1.0
                decimals=0
                fault
                on_set=Callback::new(move |it| set(|params, to| params.n_init = to as u32, it))
            />
            <div class="knob-row">
                <Dice
                    seed=Signal::derive(move || params.get().seed)
                    on_set=Callback::new(move |it: u32| set(|params, to| params.seed = to as u32, it as f32))
                />
                <Reset
                    is_changed=Signal::derive(move || params.get() != cluster_preset())
                    on_reset=Callback::new(move |()| page.send(Msg::SetClusters(cluster_preset())))
                />
            </div>
        </div>
    }
}
