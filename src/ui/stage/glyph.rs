//! The stage's own icons, from the same set as [`crate::ui::icon`]: Lucide, ISC licence, Copyright (c) 2026 Lucide
//! Icons and Contributors.

use crate::ui::dom::{El, svg};

/// One drawing; the words beside it, or the button's label, say what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
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

/// The drawing of `it`; hidden from screen readers.
pub(super) fn glyph(it: Glyph) -> El {
    svg("svg.icon[viewBox=0 0 24 24][width=20][height=20][aria-hidden=true]").add(svg("path").attr("d", path(it)))
}

fn path(it: Glyph) -> &'static str {
    match it {
        Glyph::Play => "M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z",
        Glyph::Pause => {
            "M6 3h3a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z M15 3h3a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z"
        }
        Glyph::First => {
            "M17.971 4.285A2 2 0 0 1 21 6v12a2 2 0 0 1-3.029 1.715l-9.997-5.998a2 2 0 0 1-.003-3.432z M3 20V4"
        }
        Glyph::Back => "M15 18l-6-6 6-6",
        Glyph::Next => "M9 18l6-6-6-6",
        Glyph::Last => "M21 4v16 M6.029 4.285A2 2 0 0 0 3 6v12a2 2 0 0 0 3.029 1.715l9.997-5.998a2 2 0 0 0 .003-3.432z",
        Glyph::Copy => {
            "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"
        }
        Glyph::Dice => {
            "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M16 8h.01 M8 8h.01 M8 16h.01 M16 16h.01 M12 12h.01"
        }
        Glyph::Turn => {
            "M16.466 7.5C15.643 4.237 13.952 2 12 2 9.239 2 7 6.477 7 12s2.239 10 5 10c.342 0 .677-.069 1-.2 M15.194 13.707l3.814 1.86-1.86 3.814 M19 15.57c-1.804.885-4.274 1.43-7 1.43-5.523 0-10-2.239-10-5s4.477-5 10-5c4.838 0 8.873 1.718 9.8 4"
        }
    }
}
