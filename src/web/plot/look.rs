//! The look: the page's colours and type as the plot wears them, read from the style sheet.

use web_sys::{CssStyleDeclaration, HtmlElement};

/// Colours in which clusters are shown before they come again; `--cluster-0` and on in `www/style.css`.
const N_COLOURS: u32 = 10;

/// The page's colours and type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    pub(super) surface: String,
    pub(super) ink: String,
    pub(super) faint: String,
    pub(super) line: String,
    pub(super) select: String,
    pub(super) odd: String,
    pub(super) font: String,
    clusters: Vec<String>,
}

impl Look {
    /// What `element` wears now; Plotly cannot read custom properties by itself.
    pub fn of(element: &HtmlElement) -> Self {
        let style = web_sys::window().and_then(|it| it.get_computed_style(element).ok().flatten());
        let Some(style) = style else { return Self::default() };
        Self {
            surface: value(&style, "--surface"),
            ink: value(&style, "--ink"),
            faint: value(&style, "--ink-faint"),
            line: value(&style, "--line"),
            select: value(&style, "--select"),
            odd: value(&style, "--odd-mark"),
            font: value(&style, "font-family"),
            clusters: (0..N_COLOURS).map(|it| value(&style, &format!("--cluster-{it}"))).collect(),
        }
    }

    /// A cluster's colour; that of a point without one is quiet.
    pub(super) fn cluster(&self, cluster: Option<u32>) -> &str {
        let found = cluster.and_then(|it| self.clusters.get((it % N_COLOURS) as usize));
        found.unwrap_or(&self.faint)
    }
}

fn value(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default().trim().to_owned()
}
