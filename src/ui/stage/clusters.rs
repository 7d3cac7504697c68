//! Step 3: clusters.

use crate::ui::dom::{El, Kid, Memo, View, act, button, el, group, memo, shown};

use super::field::{Track, dice_and_reset, slider};
use super::frame::{bench, frame, paragraphs};
use super::gate::enough;
use super::groups::groups;
use super::kind::kind;
use super::map::picture;
use super::player::player;
use super::run::run_line;
use super::words;
use crate::app::{MapOf, Msg, Run, Step, cluster_preset};
use crate::kmeans::{Init, KMeansParams};
use crate::protocol::Stage;
use crate::ui::page::use_page;
use crate::ui::parts::choice::choice;

/// The greatest K that a slider gives: more groups than this cannot be told apart by eye.
const MOST_CLUSTERS: usize = 30;

/// The end of a slider of K that stands at `n_clusters`, for `n` items.
pub(super) fn most_clusters(n: usize, n_clusters: u32) -> f32 {
    n.clamp(2, MOST_CLUSTERS).max(n_clusters as usize) as f32
}

/// The step.
pub(super) fn clusters() -> View {
    let page = use_page();
    let w = words();
    let of = page.memo(|state| state.clusters.of);
    let run = page.memo(|state| state.clusters.run.clone());
    let picture = group()
        .add(run_line(run, Step::Clusters, &[Stage::Clusters], &["n_clusters", "n_init"]))
        .add(enough(of, 3, Some(|| Msg::SetClusterOf(MapOf::Names)), player_and_map));
    let settings = group().add(kind(of, act(move |it| page.send(Msg::SetClusterOf(it))))).add(settings(run));
    let body = group().add(bench(picture.view(), settings.view())).add(groups());
    frame(Step::Clusters, w.clusters_lead(), w.clusters_try(), body.view(), || paragraphs(words().clusters_how()))
}

/// The player and the map in the round's colours.
fn player_and_map() -> View {
    let page = use_page();
    let w = words();
    let covers = page.memo(|state| {
        let Some(clusters) = &state.clusters.result else { return true };
        let map = state.map.result.as_ref().map(|it| it.items.as_slice()).unwrap_or_default();
        map.is_empty() || clusters.items.iter().all(|id| map.contains(id))
    });
    let has_map = page.memo(|state| state.map.result.is_some());
    let same = move |_| page.send(Msg::SetMapOf(page.read(|state| state.clusters.of)));
    let other = move || {
        (!covers.get()).then(|| {
            el("p.note")
                .add(w.clusters_other_map())
                .add(" ")
                .add(button(".button.is-quiet").on("click", same).add(w.clusters_same_map()))
        })
    };
    group().add(player()).add(other).add(shown(move || has_map.get(), picture))
}

fn settings(run: Memo<Run>) -> El {
    let page = use_page();
    let w = words();
    let params = page.memo(|state| state.clusters.params);
    let n = page.memo(|state| state.ready(state.clusters.of).len());
    let set = move |change: fn(&mut KMeansParams, f32), to: f32| {
        let mut params = params.get_untracked();
        change(&mut params, to);
        page.send(Msg::SetClusters(params));
    };
    let fault = Some(memo(move || run.with(|it| it.fault.clone())));
    let most = move || most_clusters(n.get(), params.get().n_clusters);
    let counted = Track { min: 1.0, step: 1.0, ..Track::default() };
    let n_clusters = Track { label: w.clusters_k(), term: "K", ..counted };
    let n_init = Track { label: w.clusters_n_init(), term: "n_init", ..counted };
    el("div.settings")
        .add(slider(
            n_clusters,
            memo(move || params.get().n_clusters as f32),
            memo(most),
            fault,
            act(move |it| set(|params, to| params.n_clusters = to as u32, it)),
        ))
        .add(choice(
            w.clusters_init(),
            "init",
            vec!["k-means++", w.clusters_random()],
            memo(move || usize::from(params.get().init == Init::Random)),
            act(move |at: usize| {
                set(|params, to| params.init = if to > 0.0 { Init::Random } else { Init::PlusPlus }, at as f32)
            }),
        ))
        .add(slider(
            n_init,
            memo(move || params.get().n_init as f32),
            memo(move || 50.0),
            fault,
            act(move |it| set(|params, to| params.n_init = to as u32, it)),
        ))
        .add(dice_and_reset(
            memo(move || params.get().seed),
            act(move |it: u32| set(|params, to| params.seed = to as u32, it as f32)),
            memo(move || params.get() != cluster_preset()),
            act(move |()| page.send(Msg::SetClusters(cluster_preset()))),
        ))
}
