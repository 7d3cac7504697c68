//! The steps that a person takes.

use serde::{Deserialize, Serialize};

/// The steps of the rail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// 0: what a vector is.
    #[default]
    Vectors,
    /// 1: names from a photo.
    Names,
    /// 2: the map.
    Map,
    /// 3: clusters.
    Clusters,
    /// 4: odd ones.
    Odd,
    /// 5: a drawing of one's own.
    Draw,
}

impl Step {
    /// All: the webinar's, in its order, and what the page adds.
    pub const ALL: [Self; 6] = [Self::Vectors, Self::Names, Self::Map, Self::Clusters, Self::Odd, Self::Draw];

    /// Its name in addresses and attributes.
    pub fn name(self) -> &'static str {
        ["vectors", "names", "map", "clusters", "odd", "draw"][self as usize]
    }

    /// The one of this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
