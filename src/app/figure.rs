//! Figures: the map as plain points, ready to be drawn by whatever draws.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::axes;
use super::demos::{MapResult, OddWay};
use super::item::{Item, Kind, Picture};
use super::presets::MapOf;
use super::state::State;
use super::step::Step;
use crate::protocol::ItemId;

/// A map with everything that it wears.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// 2 or 3; 1 of a map by one pair of words.
    pub n_components: u32,
    /// The points, in the order of the map.
    pub marks: Vec<Mark>,
    /// The shown clusters' centres on the map; empty unless the rounds of K-Means are shown.
    pub centres: Vec<Centre>,
    /// From the selected item to its true nearest that are on the map too, nearest first.
    pub links: Vec<[[f32; 3]; 2]>,
    /// Of a map by words, the phrases at the low and the high end of each axis in turn; a UMAP map has none.
    pub ends: Vec<String>,
    /// The least and the greatest of each axis; they move in steps, so an unfolding map does not tremble.
    pub bounds: [(f32, f32); 3],
    /// Whether the layout is still going on.
    pub is_unfolding: bool,
}

/// One point.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Whose.
    pub item: ItemId,
    /// Where; the third is 0 on a plane.
    pub place: [f32; 3],
    /// The text at the point.
    pub text: String,
    /// Its form.
    pub shape: Shape,
    /// Whether it stands for a word.
    pub is_word: bool,
    /// Its cluster, where there are clusters.
    pub cluster: Option<u32>,
    /// Whether it is an odd one.
    pub is_odd: bool,
    /// Whether it is the selected one.
    pub is_selected: bool,
    /// The address of its small picture, if it has one.
    pub thumb: Option<Arc<str>>,
}

/// A cluster's centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Centre {
    /// Which.
    pub cluster: u32,
    /// The mean of its members' places: on the map, K-Means itself works on whole vectors.
    pub place: [f32; 3],
}

/// The forms of points: those that a plane and space have in common, so that a point keeps its form in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A disc.
    Circle,
    /// A filled square.
    Square,
    /// A filled diamond: among pictures, every word, and so no cluster.
    Diamond,
    /// An upright cross.
    Cross,
    /// A circle's outline.
    OpenCircle,
    /// A square's outline.
    OpenSquare,
}

impl Shape {
    /// Those of clusters, in the order of their numbers.
    const OF_CLUSTERS: [Self; 5] = [Self::Circle, Self::Square, Self::Cross, Self::OpenCircle, Self::OpenSquare];

    /// The form of a cluster's members.
    pub fn of_cluster(cluster: u32) -> Self {
        Self::OF_CLUSTERS[cluster as usize % Self::OF_CLUSTERS.len()]
    }
}

/// How many lines to nearest neighbours the map draws.
const N_LINKS: usize = 5;

/// The map of `state`; `None` while there is none.
///
/// Where the person has asked for a map by words, that one is shown at its own step. At the step of clusters it wears
/// those of the shown round and their centres, else those of the last round.
pub fn map_figure(state: &State, unknown: &str) -> Option<Figure> {
    if state.axes.is_on && state.step == Step::Map {
        return axes::figure(state, unknown);
    }
    let result = state.map.result.as_ref()?;
    let n_components = result.n_components as usize;
    let n = result.items.len().min(result.places.len().checked_div(n_components)?);
    let places = result.items.iter().take(n).enumerate().map(|(at, id)| (*id, place_at(result, at)));
    let marks = marks(state, places, unknown);
    let links = links(state, &marks);
    let centres = if state.step == Step::Clusters { centres(&marks) } else { Vec::new() };
    let (bounds, ends, n_components) = (bounds(&marks), Vec::new(), result.n_components);
    let is_unfolding = result.is_unfolding;
    Some(Figure { n_components, marks, centres, links, ends, bounds, is_unfolding })
}

/// Items at places as the points that they are; those that are gone have none.
pub(super) fn marks(state: &State, places: impl Iterator<Item = (ItemId, [f32; 3])>, unknown: &str) -> Vec<Mark> {
    let items: BTreeMap<ItemId, &Item> = state.items.iter().map(|it| (it.id, it)).collect();
    let clusters = shown_clusters(state);
    let odd = odd_items(state);
    let is_mixed = state.map.of == MapOf::Both;
    let mut marks = Vec::new();
    for (id, place) in places {
        let Some(item) = items.get(&id) else { continue };
        let cluster = clusters.get(&id).copied();
        let is_word = !item.is_picture();
        let shape = shape(cluster, is_word, is_mixed);
        marks.push(Mark {
            item: id,
            place,
            text: caption(state, item, unknown),
            shape,
            is_word,
            cluster,
            is_odd: odd.contains(&id),
            is_selected: state.selected == Some(id),
            thumb: item.thumb().cloned(),
        });
    }
    marks
}

/// What to write at an item: a word's name; for a picture its true name once that is revealed, else the page's guess, else
/// `unknown` where it has none, and before that the file's name without its ending. The guess is no secret here: only
/// step 1 hides it for a beat.
pub fn caption(state: &State, item: &Item, unknown: &str) -> String {
    match &item.kind {
        Kind::Word(label) => label.shown(state.lang).to_owned(),
        Kind::Picture(Picture { truth: Some(truth), .. }) if state.naming.revealed.contains(&item.id) => {
            truth.shown(state.lang).to_owned()
        }
        Kind::Picture(Picture { name, .. }) => {
            let stem = || name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            let said = state.name_of(item.id).map(|it| it.map_or(unknown, |label| label.shown(state.lang)));
            said.unwrap_or_else(stem).to_owned()
        }
    }
}

/// The items that the shown way calls odd.
pub fn odd_items(state: &State) -> BTreeSet<ItemId> {
    match state.odd.way {
        OddWay::Clusters => {
            let scores = state.odd.by_clusters.iter().flat_map(|it| it.iter());
            scores.filter(|(_, it)| it.is_odd()).map(|(id, _)| *id).collect()
        }
        OddWay::References => {
            let scores = state.odd.by_references.iter().flat_map(|it| it.iter());
            scores.filter(|(_, it)| it.is_odd && !it.is_reference).map(|(id, _)| *id).collect()
        }
    }
}

/// Where pictures and words are together, the two kinds must be told apart first: words alone are diamonds.
fn shape(cluster: Option<u32>, is_word: bool, is_mixed: bool) -> Shape {
    if is_mixed && is_word { Shape::Diamond } else { cluster.map_or(Shape::Circle, Shape::of_cluster) }
}

/// The cluster of each item: after the round that the step of clusters shows, elsewhere after the last.
pub fn shown_clusters(state: &State) -> BTreeMap<ItemId, u32> {
    let Some(result) = &state.clusters.result else { return BTreeMap::default() };
    let round = if state.step == Step::Clusters { state.clusters.round } else { u32::MAX };
    result.items.iter().copied().zip(result.labels_at(round).iter().copied()).collect()
}

/// Where the item is that is `at` on the map.
pub(super) fn place_at(result: &MapResult, at: usize) -> [f32; 3] {
    let d = result.n_components as usize;
    let mut place = [0.0; 3];
    for (to, from) in place.iter_mut().zip(&result.places[at * d..(at + 1) * d]) {
        *to = *from;
    }
    place
}

fn links(state: &State, marks: &[Mark]) -> Vec<[[f32; 3]; 2]> {
    let Some((of, nearest)) = &state.nearest else { return Vec::new() };
    let place = |id: ItemId| marks.iter().find(|it| it.item == id).map(|it| it.place);
    let Some(from) = place(*of).filter(|_| state.selected == Some(*of)) else { return Vec::new() };
    nearest.iter().filter_map(|it| place(it.item)).take(N_LINKS).map(|to| [from, to]).collect()
}

fn centres(marks: &[Mark]) -> Vec<Centre> {
    let n_clusters = marks.iter().filter_map(|it| it.cluster).max().map_or(0, |it| it + 1);
    let centre = |cluster: u32| {
        let (mut sum, mut count) = ([0.0; 3], 0.0);
        for mark in marks.iter().filter(|it| it.cluster == Some(cluster)) {
            for (sum, value) in sum.iter_mut().zip(mark.place) {
                *sum += value;
            }
            count += 1.0;
        }
        (count > 0.0).then(|| Centre { cluster, place: sum.map(|it| it / count) })
    };
    (0..n_clusters).filter_map(centre).collect()
}

/// Room beyond the outermost points, in parts of the axis.
const ROOM: f32 = 1.0 / 16.0;

pub(super) fn bounds(marks: &[Mark]) -> [(f32, f32); 3] {
    let mut axes = [(-1.0, 1.0); 3];
    for (axis, bounds) in axes.iter_mut().enumerate() {
        let values = || marks.iter().map(|it| it.place[axis]);
        let least = values().fold(f32::INFINITY, f32::min);
        let greatest = values().fold(f32::NEG_INFINITY, f32::max);
        if least.is_finite() && greatest > least {
            *bounds = widened(least, greatest);
        }
    }
    axes
}

/// `low..high` with some room, moved out to multiples of a power of two that is about a tenth of its length.
fn widened(low: f32, high: f32) -> (f32, f32) {
    let length = high - low;
    let mut step = 1.0_f32;
    while step * 16.0 > length && step > f32::EPSILON {
        step /= 2.0;
    }
    while step * 16.0 <= length {
        step *= 2.0;
    }
    (((low - length * ROOM) / step).floor() * step, ((high + length * ROOM) / step).ceil() * step)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::demos::{ClusterResult, Ranked};
    use crate::app::item::Status;
    use crate::app::label::{Label, parse_labels};
    use crate::protocol::RoundFacts;

    fn picture(id: ItemId, name: &str) -> Item {
        let truth = parse_labels("アユ | ayu").into_iter().next();
        let kind = Kind::Picture(Picture { name: name.to_owned(), file: id, truth, ..Picture::default() });
        Item { id, kind, status: Status::Ready, vector: None, in_worker: true }
    }

    fn word(id: ItemId, ja: &str) -> Item {
        let kind = Kind::Word(Label { ja: ja.to_owned(), ..Label::default() });
        Item { id, kind, status: Status::Ready, vector: None, in_worker: true }
    }

    /// Two pictures and two words on a plane.
    fn tank() -> State {
        let mut state = State { step: Step::Map, ..State::default() };
        state.items = vec![picture(11, "a.b.jpg"), picture(12, "c.png"), word(13, "コイ"), word(14, "ハモ")];
        state.map.of = MapOf::Both;
        state.map.result = Some(Arc::new(MapResult {
            items: vec![11, 12, 13, 14],
            places: vec![0.0, 0.0, 2.0, 4.0, -3.0, 1.0, 7.0, 7.0],
            n_components: 2,
            n_neighbors: 4,
            is_unfolding: false,
        }));
        state
    }

    fn grouped() -> State {
        let mut state = tank();
        let facts = RoundFacts { n_changed: 1, inertia: 1.0 };
        state.clusters.result = Some(Arc::new(ClusterResult {
            items: vec![11, 12, 13],
            n_clusters: 2,
            rounds: vec![facts, facts],
            labels: vec![0, 1, 1, 0, 0, 1],
            distances: vec![0.1, 0.1, 0.0],
            inertia: 1.0,
            converged: true,
        }));
        state
    }

    #[test]
    fn no_map_no_figure() {
        assert_eq!(map_figure(&State::default(), ""), None);
    }

    #[test]
    fn words_among_pictures_are_diamonds_and_words_alone_are_not() {
        let mut state = tank();
        let figure = map_figure(&state, "").unwrap();
        let shapes: Vec<Shape> = figure.marks.iter().map(|it| it.shape).collect();
        assert_eq!(shapes, [Shape::Circle, Shape::Circle, Shape::Diamond, Shape::Diamond]);
        assert_eq!(figure.marks[1].place, [2.0, 4.0, 0.0]);
        state.map.of = MapOf::Names;
        assert_eq!(map_figure(&state, "").unwrap().marks[3].shape, Shape::Circle);
    }

    #[test]
    fn an_item_that_is_gone_has_no_point() {
        let mut state = tank();
        state.items.remove(1);
        let figure = map_figure(&state, "").unwrap();
        assert_eq!(figure.marks.iter().map(|it| it.item).collect::<Vec<_>>(), [11, 13, 14]);
        assert_eq!(figure.marks[1].place, [-3.0, 1.0, 0.0]);
    }

    #[test]
    fn the_step_of_clusters_shows_its_round_and_the_map_the_last() {
        let mut state = grouped();
        let clusters =
            |state: &State| map_figure(state, "").unwrap().marks.iter().map(|it| it.cluster).collect::<Vec<_>>();
        assert_eq!(clusters(&state), [Some(0), Some(0), Some(1), None]);
        assert!(map_figure(&state, "").unwrap().centres.is_empty());
        state.step = Step::Clusters;
        state.clusters.round = 0;
        assert_eq!(clusters(&state), [Some(0), Some(1), Some(1), None]);
        let centres = map_figure(&state, "").unwrap().centres;
        assert_eq!(centres[0], Centre { cluster: 0, place: [0.0, 0.0, 0.0] });
        assert_eq!(centres[1], Centre { cluster: 1, place: [-0.5, 2.5, 0.0] });
    }

    #[test]
    fn lines_go_from_the_selected_to_its_nearest_on_the_map() {
        let mut state = tank();
        let near = |item| Ranked { item, cosine: 0.5 };
        state.nearest = Some((12, vec![near(14), near(99), near(11)]));
        assert!(map_figure(&state, "").unwrap().links.is_empty());
        state.selected = Some(12);
        let figure = map_figure(&state, "").unwrap();
        assert_eq!(figure.links, [[[2.0, 4.0, 0.0], [7.0, 7.0, 0.0]], [[2.0, 4.0, 0.0], [0.0, 0.0, 0.0]]]);
        assert!(figure.marks[1].is_selected && !figure.marks[0].is_selected);
    }

    #[test]
    fn bounds_hold_every_point_and_move_in_steps() {
        let figure = map_figure(&tank(), "").unwrap();
        for mark in &figure.marks {
            for (value, (low, high)) in mark.place.iter().zip(figure.bounds) {
                assert!(low < *value && *value < high, "{value} is outside {low}..{high}");
            }
        }
        // Ten long, so the step is 1: x from -3.6 to 7.6, y from -0.4 to 7.4 in steps of a half.
        assert_eq!(figure.bounds[0], (-4.0, 8.0));
        assert_eq!(figure.bounds[1], (-0.5, 7.5));
        assert_eq!(figure.bounds[2], (-1.0, 1.0));
    }

    #[test]
    fn a_caption_is_the_guess_until_the_truth_is_revealed() {
        let mut state = tank();
        let written = |state: &State| caption(state, &state.items[0], "unknown");
        state.naming.ranked.insert(11, (0, vec![Ranked { item: 13, cosine: 0.3 }]));
        assert_eq!(written(&state), "コイ");
        state.naming.revealed.insert(11);
        assert_eq!(written(&state), "アユ");
    }

    #[test]
    fn a_picture_without_a_true_name_is_called_by_its_file_and_then_by_its_guess_or_unknown() {
        let mut state = tank();
        state.items[0].picture_mut().unwrap().truth = None;
        let written = |state: &State| caption(state, &state.items[0], "unknown");
        assert_eq!(written(&state), "a.b");
        state.naming.ranked.insert(11, (0, vec![Ranked { item: 13, cosine: 0.3 }]));
        assert_eq!(written(&state), "コイ");
        state.naming.thresholds.insert(String::new(), 0.4);
        assert_eq!(written(&state), "unknown", "under the threshold it has no name");
    }
}
