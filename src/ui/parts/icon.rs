//! The icons: which there are. Their drawings lie beside the page, in `www/icons.txt`, which says whose they are.

use std::cell::Cell;

use crate::ui::dom::{El, svg};
use crate::ui::messages::words::{SEED, hashed, lines, take};
use crate::web::fetch;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// One drawing; the words beside it, or the button's label, say what it means.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) enum Icon {
            #[default]
            $($(#[$doc])* $name,)*
        }

        impl Icon {
            const N: usize = [$(Self::$name),*].len();
            const KEYS: u32 = {
                let mut hash = SEED;
                $(hash = hashed(hash, stringify!($name));)*
                hash
            };
        }
    };
}

icons! {
    /// A picture with a plus.
    Pictures,
    /// An open folder.
    Folder,
    /// A camera.
    Camera,
    /// A plus.
    Plus,
    /// A cross.
    Close,
    /// A tick.
    Check,
    /// A bin.
    Remove,
    /// An arrow that goes back.
    Undo,
    /// An arrow that turns.
    Reset,
    /// A magnifying glass.
    Search,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// A sun and a moon.
    SunMoon,
    /// Two scripts.
    Languages,
    /// A chip.
    Model,
    /// A shield with a tick.
    Shield,
    /// An arrow into a tray.
    Save,
    Share,
    /// An arrow out of a tray.
    Open,
    /// A chevron that points down.
    Down,
    /// A triangle with an exclamation mark.
    Warning,
    /// A fish.
    Fish,
    /// A pencil.
    Edit,
    /// A star.
    Star,
    /// An eye.
    Eye,
    /// A square in a circle.
    Stop,
    /// Bars.
    Vectors,
    /// A tag.
    Tag,
    /// Points on two axes.
    Map,
    /// A triangle, a square and a circle.
    Clusters,
    /// A magnifying glass in a frame.
    Odd,
    /// A triangle that points on.
    Play,
    /// Two bars.
    Pause,
    /// To the very first.
    First,
    /// One back.
    Back,
    /// One on.
    Next,
    /// To the very last.
    Last,
    /// Two sheets.
    Copy,
    /// A five.
    Dice,
    /// An arrow round a ball.
    Turn,
}

thread_local! {
    // Several tanks in one document share them.
    static PATHS: Cell<Option<&'static [&'static str; Icon::N]>> = const { Cell::new(None) };
}

/// Fetches the drawings, once for all icons; `base` is the page's own folder, ending in `/`.
///
/// # Errors
/// Why they could not be read, in English.
pub(crate) async fn load(base: &str) -> Result<(), String> {
    if PATHS.get().is_none() {
        let address = [base, "icons.txt"].concat();
        let paths = read(fetch::text(&address).await?.leak());
        PATHS.set(Some(Box::leak(Box::new(paths.ok_or_else(|| [&address, " is of another release"].concat())?))));
    }
    Ok(())
}

fn read(text: &'static str) -> Option<[&'static str; Icon::N]> {
    let mut paths = [""; Icon::N];
    take(&mut lines(text), &mut paths, Icon::KEYS).then_some(paths)
}

/// The drawing of `it`, as large as the text; hidden from screen readers.
pub(crate) fn icon(it: Icon) -> El {
    let path = PATHS.get().map_or("", |paths| paths[it as usize]);
    svg("svg.icon[viewBox=0 0 24 24][width=20][height=20][aria-hidden=true]").add(svg("path").attr("d", path))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn every_icon_is_drawn() {
        let paths = read(include_str!("../../../www/icons.txt")).unwrap();
        assert!(paths.iter().all(|it| it.starts_with('M')));
    }
}
