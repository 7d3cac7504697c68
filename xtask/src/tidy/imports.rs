//! Who may import whom.

/// Rooms that everybody may import: plain values without any habits of their own.
const COMMON: &[&str] = &["error", "matrix", "progress", "rng", "view"];

/// What a room may import besides itself and [`COMMON`]; arrows point downwards, so that a method is read, tested and
/// moved without the page, and the page without the methods.
const ALLOWED: &[(&str, &[&str])] = &[
    ("anomaly", &["knn"]),
    ("app", &["anomaly", "kmeans", "protocol", "umap"]),
    ("bin/app", &["app", "ui", "web"]),
    ("bin/bench", &["kernels", "model", "picture"]),
    ("bin/draw", &["app", "creatures"]),
    ("bin/quantise", &["model"]),
    ("bin/samples", &["app", "creatures", "model", "picture"]),
    ("bin/worker", &["engine", "protocol", "web"]),
    ("creatures", &[]),
    ("engine", &["anomaly", "creatures", "kmeans", "knn", "model", "picture", "protocol", "umap"]),
    ("error", &[]),
    ("kernels", &[]),
    ("kmeans", &[]),
    ("knn", &["kernels"]),
    ("matrix", &[]),
    ("model", &["kernels", "picture"]),
    ("picture", &[]),
    ("progress", &[]),
    ("protocol", &["anomaly", "kmeans", "umap"]),
    ("rng", &[]),
    ("ui", &["anomaly", "app", "kmeans", "protocol", "umap", "web"]),
    ("umap", &["knn"]),
    ("view", &[]),
    // The runtime carries out the effects that `app` asks for; `app` knows nothing of it.
    ("web", &["app", "protocol"]),
];

/// The rooms of the view: what each may import besides itself, [`VIEW_COMMON`] and what `ui` may. Panels know nothing of
/// one another; only the shell knows all of them.
const VIEW: &[(&str, &[&str])] = &[
    ("camera", &["parts", "tank"]),
    ("detail", &["parts", "tank"]),
    ("dom", &[]),
    ("messages", &[]),
    ("models", &["parts"]),
    ("mount", &["parts", "shell"]),
    ("names", &["parts", "tank"]),
    ("page", &[]),
    ("parts", &[]),
    ("shell", &["camera", "detail", "models", "names", "parts", "stage", "tank"]),
    ("stage", &["models", "parts", "tank"]),
    ("tank", &["parts"]),
];

/// What all rooms of the view stand on; in this order, each may import those before it.
const VIEW_COMMON: &[&str] = &["dom", "messages", "page"];

/// The methods, of which the page's rooms know the parameters and nothing else: bounds, defaults, choices.
const METHODS: &[&str] = &["anomaly", "kmeans", "umap"];

/// Rooms that have no business with how a method works.
const PARAMS_ONLY: &[&str] = &["app", "protocol", "ui"];

/// The room of a file, by its path in `src`: `knn/exact.rs` is in `knn`; each binary is a room of its own.
pub(crate) fn room(path: &str) -> &str {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let depth = if path.starts_with("bin/") { 2 } else { 1 };
    path.match_indices('/').nth(depth - 1).map_or(path, |(end, _)| &path[..end])
}

/// The lines of a file that are code of the library: comments, strings and the tests at its end are blanked.
pub(crate) fn code(text: &str) -> String {
    let mut lines = Vec::new();
    let mut is_test = false;
    for line in text.lines() {
        is_test |= line.starts_with("#[cfg(test)]");
        lines.push(if is_test { String::new() } else { blank(line) });
    }
    lines.join("\n")
}

/// Imports of `path` that the table does not allow, with their lines.
pub(crate) fn check(path: &str, code: &str) -> Vec<(usize, String)> {
    let room = room(path);
    if room == "lib" {
        return Vec::new();
    }
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == room) else {
        return vec![(1, format!("`{room}` is not in the table of rooms (xtask/src/tidy/imports.rs)"))];
    };
    let mut found = Vec::new();
    if PARAMS_ONLY.contains(&room) {
        for (line, name) in METHODS.iter().flat_map(|method| members(code, method)) {
            if !name.ends_with("Params") && name != "Init" {
                found.push((line, format!("`{room}` may import parameters of a method, not `{name}`")));
            }
        }
    }
    if let Some(path) = path.strip_prefix("ui/") {
        found.extend(view(path, code));
    }
    for (line, import) in imports(code) {
        if import != room && !COMMON.contains(&import.as_str()) && !allowed.contains(&import.as_str()) {
            found.push((line, format!("`{room}` may not import `{import}`")));
        }
    }
    found
}

/// Imports of a file of the view, by its path in `ui`, that the table does not allow.
fn view(path: &str, code: &str) -> Vec<(usize, String)> {
    let room = path.split(['/', '.']).next().unwrap_or(path);
    if room == "mod" {
        return Vec::new();
    }
    let Some((_, allowed)) = VIEW.iter().find(|(name, _)| *name == room) else {
        return vec![(1, format!("`ui/{room}` is not in the table of rooms (xtask/src/tidy/imports.rs)"))];
    };
    let common = VIEW_COMMON.iter().take_while(|it| **it != room);
    let mut found = members(code, "ui");
    found.retain(|(_, name)| name != room && !allowed.contains(&&**name) && !common.clone().any(|it| it == name));
    found.into_iter().map(|(line, name)| (line, format!("`ui/{room}` may not import `ui/{name}`"))).collect()
}

/// The rooms that code names, by `crate::` or `ikesu::`, with their lines; a group is taken apart.
fn imports(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for start in ["crate::", "ikesu::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|it| it.is_alphanumeric() || it == '_' || it == ':') {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(heads(group).into_iter().map(|head| (line, head))),
                None => found.push((line, word(rest))),
            }
        }
    }
    // An item of the crate's root, such as a macro, is no room.
    found.retain(|(_, name)| name.starts_with(char::is_lowercase));
    found.sort();
    found
}

/// What code names of `crate::<room>::`, with the lines.
fn members(code: &str, room: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let start = format!("crate::{room}::");
    for (at, _) in code.match_indices(&start) {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + start.len()..];
        let names = rest.strip_prefix('{').map_or_else(|| vec![word(rest)], heads);
        found.extend(names.into_iter().map(|name| (line, name)));
    }
    found
}

/// The first words of a group's members: `a::{b, c}, d}` gives `a` and `d`.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut member) = (0, Vec::new(), String::new());
    for it in group.chars() {
        match it {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(word(&std::mem::take(&mut member))),
            it => member.push(it),
        }
    }
    heads.push(word(&member));
    heads.retain(|head| !head.is_empty());
    heads
}

fn word(text: &str) -> String {
    text.trim_start().chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect()
}

/// A line without its comment and without what its strings say.
fn blank(line: &str) -> String {
    let (mut kept, mut is_text, mut chars) = (String::new(), false, line.chars().peekable());
    while let Some(it) = chars.next() {
        match it {
            '\\' if is_text => drop(chars.next()),
            '"' => is_text = !is_text,
            '/' if !is_text && chars.peek() == Some(&'/') => break,
            it if !is_text => kept.push(it),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_imports(text: &str, expected: &[(usize, &str)]) {
        let found = imports(&code(text));
        let found: Vec<_> = found.iter().map(|(line, name)| (*line, name.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn imports_are_found_in_code_only() {
        check_imports("use crate::matrix::Rows;", &[(1, "matrix")]);
        check_imports("use ikesu::engine::Engine;", &[(1, "engine")]);
        check_imports("let a = crate::rng::Rng::new(1);", &[(1, "rng")]);
        check_imports("// crate::ui\nlet a = \"crate::ui\"; // crate::app", &[]);
        check_imports("use mycrate::ui;\nuse other::crate::ui;", &[]);
        check_imports("//! X.\n#[cfg(test)]\nmod tests { use crate::ui; }", &[]);
        check_imports("use crate::Error;", &[]);
    }

    #[test]
    fn a_group_is_taken_apart() {
        check_imports(
            "use crate::{\n    kmeans::{A, B},\n    umap::C,\n    rng,\n};",
            &[(1, "kmeans"), (1, "rng"), (1, "umap")],
        );
    }

    #[test]
    fn the_table_decides() {
        assert_eq!(check("umap/graph.rs", "use crate::knn::Neighbours;"), []);
        assert_eq!(check("umap/graph.rs", "use crate::umap::Params;"), []);
        assert_eq!(
            check("umap/graph.rs", "use crate::kmeans::Fit;"),
            [(1, "`umap` may not import `kmeans`".to_owned())]
        );
        assert_eq!(
            check("bin/app.rs", "use ikesu::engine::Engine;"),
            [(1, "`bin/app` may not import `engine`".to_owned())]
        );
        assert_eq!(check("ui/tank/list.rs", "use crate::ui::parts::icon::Icon;"), []);
        assert_eq!(
            check("ui/tank/list.rs", "use crate::ui::detail::detail;"),
            [(1, "`ui/tank` may not import `ui/detail`".to_owned())]
        );
        assert_eq!(
            check("ui/dom/list.rs", "use crate::ui::page::use_page;"),
            [(1, "`ui/dom` may not import `ui/page`".to_owned())]
        );
        assert_eq!(check("ui/attic/mod.rs", "").len(), 1);
        assert_eq!(check("attic/mod.rs", "").len(), 1);
        assert_eq!(check("lib.rs", "pub use crate::ui::page;"), []);
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(ALLOWED.is_sorted_by_key(|(name, _)| *name));
        assert!(VIEW.is_sorted_by_key(|(name, _)| *name));
    }
}
