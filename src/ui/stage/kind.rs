//! The choice of what a step works on: photos, names, or both.

use crate::ui::dom::{Act, El, Memo, act, memo};
use crate::ui::parts::choice::choice;

use super::words;
use crate::app::MapOf;

const KINDS: [MapOf; 3] = [MapOf::Pictures, MapOf::Names, MapOf::Both];

/// One of the three kinds.
pub(super) fn kind(of: Memo<MapOf>, on_set: Act<MapOf>) -> El {
    let w = words();
    choice(
        w.of(),
        "",
        vec![w.pictures(), w.names(), w.both()],
        memo(move || KINDS.iter().position(|it| *it == of.get()).unwrap_or(0)),
        act(move |at: usize| on_set(KINDS[at])),
    )
}
