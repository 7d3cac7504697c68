//! The icons: paths of Lucide 1.62 (ISC licence, Copyright (c) 2026 Lucide Icons and Contributors; parts MIT,
//! Copyright (c) 2013-2023 Cole Bemis), each joined into one path.

use super::dom::{El, svg};

/// One drawing; the words beside it say what it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Icon {
    /// A picture with a plus.
    #[default]
    Pictures,
    /// An open folder.
    Folder,
    /// A camera.
    Camera,
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
}

/// The drawing of `it`, as large as the text; hidden from screen readers.
pub(crate) fn icon(it: Icon) -> El {
    let path = path(it);
    svg("svg.icon[viewBox=0 0 24 24][width=20][height=20][aria-hidden=true]").add(svg("path").attr("d", path))
}

fn path(it: Icon) -> &'static str {
    match it {
        Icon::Pictures => {
            "M16 5h6 M19 2v6 M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5 M21 15l-3.086-3.086a2 2 0 0 0-2.828 0L6 21 M7 9a2 2 0 1 0 4 0a2 2 0 1 0-4 0"
        }
        Icon::Folder => {
            "M6 14l1.5-2.9A2 2 0 0 1 9.24 10H20a2 2 0 0 1 1.94 2.5l-1.54 6a2 2 0 0 1-1.95 1.5H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h3.9a2 2 0 0 1 1.69.9l.81 1.2a2 2 0 0 0 1.67.9H18a2 2 0 0 1 2 2v2"
        }
        Icon::Camera => {
            "M13.997 4a2 2 0 0 1 1.76 1.05l.486.9A2 2 0 0 0 18.003 7H20a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h1.997a2 2 0 0 0 1.759-1.048l.489-.904A2 2 0 0 1 10.004 4z M9 13a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
        }
        Icon::Close => "M18 6 6 18 M6 6l12 12",
        Icon::Check => "M20 6 9 17l-5-5",
        Icon::Remove => {
            "M10 11v6 M14 11v6 M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6 M3 6h18 M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2"
        }
        Icon::Undo => "M9 14 4 9l5-5 M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11",
        Icon::Reset => "M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8 M3 3v5h5",
        Icon::Search => "M21 21l-4.34-4.34 M3 11a8 8 0 1 0 16 0a8 8 0 1 0-16 0",
        Icon::Sun => {
            "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0 M12 2v2 M12 20v2 M4.93 4.93l1.41 1.41 M17.66 17.66l1.41 1.41 M2 12h2 M20 12h2 M6.34 17.66l-1.41 1.41 M19.07 4.93l-1.41 1.41"
        }
        Icon::Moon => {
            "M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401"
        }
        Icon::SunMoon => {
            "M12 2v2 M14.837 16.385a6 6 0 1 1-7.223-7.222c.624-.147.97.66.715 1.248a4 4 0 0 0 5.26 5.259c.589-.255 1.396.09 1.248.715 M16 12a4 4 0 0 0-4-4 M19 5l-1.256 1.256 M20 12h2"
        }
        Icon::Languages => "M5 8l6 6 M4 14l6-6 2-3 M2 5h12 M7 2h1 M22 22l-5-10-5 10 M14 18h6",
        Icon::Model => {
            "M12 20v2 M12 2v2 M17 20v2 M17 2v2 M2 12h2 M2 17h2 M2 7h2 M20 12h2 M20 17h2 M20 7h2 M7 20v2 M7 2v2 M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-12a2 2 0 0 1 2-2z M9 8h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z"
        }
        Icon::Shield => {
            "M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z M9 12l2 2 4-4"
        }
        Icon::Save => "M12 15V3 M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4 M7 10l5 5 5-5",
        Icon::Open => "M12 3v12 M17 8l-5-5-5 5 M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4",
        Icon::Down => "M6 9l6 6 6-6",
        Icon::Warning => "M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3 M12 9v4 M12 17h.01",
        Icon::Fish => {
            "M6.5 12c.94-3.46 4.94-6 8.5-6 3.56 0 6.06 2.54 7 6-.94 3.47-3.44 6-7 6s-7.56-2.53-8.5-6Z M18 12v.5 M16 17.93a9.77 9.77 0 0 1 0-11.86 M7 10.67C7 8 5.58 5.97 2.73 5.5c-1 1.5-1 5 .23 6.5-1.24 1.5-1.24 5-.23 6.5C5.58 18.03 7 16 7 13.33 M10.46 7.26C10.2 5.88 9.17 4.24 8 3h5.8a2 2 0 0 1 1.98 1.67l.23 1.4 M16.01 17.93l-.23 1.4A2 2 0 0 1 13.8 21H9.5a5.96 5.96 0 0 0 1.49-3.98"
        }
        Icon::Edit => {
            "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z M15 5l4 4"
        }
        Icon::Star => {
            "M11.525 2.295a.53.53 0 0 1 .95 0l2.31 4.679a2.123 2.123 0 0 0 1.595 1.16l5.166.756a.53.53 0 0 1 .294.904l-3.736 3.638a2.123 2.123 0 0 0-.611 1.878l.882 5.14a.53.53 0 0 1-.771.56l-4.618-2.428a2.122 2.122 0 0 0-1.973 0L6.396 21.01a.53.53 0 0 1-.77-.56l.881-5.139a2.122 2.122 0 0 0-.611-1.879L2.16 9.795a.53.53 0 0 1 .294-.906l5.165-.755a2.122 2.122 0 0 0 1.597-1.16z"
        }
        Icon::Eye => {
            "M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0 M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
        }
        Icon::Stop => {
            "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0 M10 9h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z"
        }
        Icon::Vectors => "M3 5v14 M8 5v14 M12 5v14 M17 5v14 M21 5v14",
        Icon::Tag => {
            "M12.586 2.586A2 2 0 0 0 11.172 2H4a2 2 0 0 0-2 2v7.172a2 2 0 0 0 .586 1.414l8.704 8.704a2.426 2.426 0 0 0 3.42 0l6.58-6.58a2.426 2.426 0 0 0 0-3.42z M7 7.5a.5 .5 0 1 0 1 0a.5 .5 0 1 0-1 0"
        }
        Icon::Map => {
            "M7 7.5a.5 .5 0 1 0 1 0a.5 .5 0 1 0-1 0 M18 5.5a.5 .5 0 1 0 1 0a.5 .5 0 1 0-1 0 M11 11.5a.5 .5 0 1 0 1 0a.5 .5 0 1 0-1 0 M7 16.5a.5 .5 0 1 0 1 0a.5 .5 0 1 0-1 0 M17 14.5a.5 .5 0 1 0 1 0a.5 .5 0 1 0-1 0 M3 3v16a2 2 0 0 0 2 2h16"
        }
        Icon::Clusters => {
            "M8.3 10a.7.7 0 0 1-.626-1.079L11.4 3a.7.7 0 0 1 1.198-.043L16.3 8.9a.7.7 0 0 1-.572 1.1Z M4 14h5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1z M14 17.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0"
        }
        Icon::Odd => {
            "M3 7V5a2 2 0 0 1 2-2h2 M17 3h2a2 2 0 0 1 2 2v2 M21 17v2a2 2 0 0 1-2 2h-2 M7 21H5a2 2 0 0 1-2-2v-2 M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0 M16 16l-1.9-1.9"
        }
    }
}
