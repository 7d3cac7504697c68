//! What hangs in an element: other elements, texts, and regions that are built anew.

use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Node};

use super::cell::{Var, effect, memo};
use super::event::document;
use crate::web::task::{next_task, spawn};

/// Anything that hangs in an element: one node, or a fragment of several.
pub(crate) struct View(Node);

/// Something that can be hung into an element.
pub(crate) trait Kid: Sized {
    /// Hangs it behind what hangs in `parent`.
    fn hang(self, parent: &Node);

    /// The same with a parent that goes in and comes out by value, for the reason that `Given` has too.
    fn hang_in(self, parent: Node) -> Node {
        self.hang(&parent);
        parent
    }

    /// The same, before it is known where it will hang.
    fn view(self) -> View {
        let fragment = fragment();
        self.hang(&fragment);
        View(fragment.into())
    }
}

/// Several things side by side, without an element around them.
pub(crate) fn group() -> View {
    View(fragment().into())
}

/// `view` while `is_there`; kept as it is while that does not change.
pub(crate) fn shown<K: Kid + 'static>(
    is_there: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> K + 'static,
) -> View {
    let is_there = memo(is_there);
    (move || is_there.get().then(&view)).view()
}

/// `view`, built in a task of its own: what came before it is seen and heard first.
pub(crate) fn later<K: Kid + 'static>(view: impl Fn() -> K + 'static) -> View {
    let is_due = Var::new(false);
    spawn(async move {
        // Without a channel to wait for, it is built at once.
        drop(next_task().await);
        is_due.set(true);
    });
    (move || is_due.get().then(&view)).view()
}

impl View {
    /// One node.
    pub(super) fn of(node: Node) -> Self {
        Self(node)
    }

    /// Hangs one more thing beside the others of a [`group`].
    pub(crate) fn add(self, kid: impl Kid) -> Self {
        Self(kid.hang_in(self.0))
    }
}

impl Kid for View {
    fn hang(self, parent: &Node) {
        append(parent, &self.0);
    }

    #[inline(never)]
    fn hang_in(self, parent: Node) -> Node {
        self.hang(&parent);
        parent
    }

    fn view(self) -> Self {
        self
    }
}

impl Kid for () {
    fn hang(self, _parent: &Node) {}
}

impl Kid for &str {
    fn hang(self, parent: &Node) {
        append(parent, &document().create_text_node(self));
    }

    #[inline(never)]
    fn hang_in(self, parent: Node) -> Node {
        self.hang(&parent);
        parent
    }
}

impl Kid for String {
    fn hang(self, parent: &Node) {
        self.as_str().hang(parent);
    }

    #[inline(never)]
    fn hang_in(self, parent: Node) -> Node {
        self.hang(&parent);
        parent
    }
}

impl Kid for usize {
    fn hang(self, parent: &Node) {
        self.to_string().hang(parent);
    }
}

impl<K: Kid> Kid for Option<K> {
    fn hang(self, parent: &Node) {
        if let Some(kid) = self {
            kid.hang(parent);
        }
    }

    #[inline(never)]
    fn hang_in(self, parent: Node) -> Node {
        self.hang(&parent);
        parent
    }
}

impl<K: Kid> Kid for Vec<K> {
    fn hang(self, parent: &Node) {
        for kid in self {
            kid.hang(parent);
        }
    }

    #[inline(never)]
    fn hang_in(self, parent: Node) -> Node {
        self.hang(&parent);
        parent
    }
}

/// A closure is a region: what it gives is built anew when something that it read has changed.
impl<K: Kid, F: Fn() -> K + 'static> Kid for F {
    fn hang(self, parent: &Node) {
        region(parent, Box::new(self));
    }

    fn hang_in(self, parent: Node) -> Node {
        region_in(parent, Box::new(self))
    }

    fn view(self) -> View {
        View(region_in(fragment().into(), Box::new(self)))
    }
}

/// What fills a region.
trait Fill {
    fn fill(&self, at: &Node);
}

impl<K: Kid, F: Fn() -> K> Fill for F {
    fn fill(&self, at: &Node) {
        self().hang(at);
    }
}

/// Two comments mark where the region begins and ends, wherever its nodes are moved to and whatever grows between.
fn region(parent: &Node, fill: Box<dyn Fill>) {
    let document = document();
    let (start, end): (Node, Node) = (document.create_comment("").into(), document.create_comment("").into());
    append(parent, &start);
    append(parent, &end);
    effect(move || {
        let Some(parent) = end.parent_node() else { return };
        while let Some(old) = start.next_sibling().filter(|it| *it != end) {
            drop(parent.remove_child(&old));
        }
        let fresh = fragment();
        fill.fill(&fresh);
        drop(parent.insert_before(&fresh, Some(&end)));
    });
}

#[inline(never)]
fn region_in(parent: Node, fill: Box<dyn Fill>) -> Node {
    region(&parent, fill);
    parent
}

fn fragment() -> DocumentFragment {
    document().create_document_fragment()
}

/// Only a node that would then contain itself can be refused.
pub(super) fn append(parent: &Node, node: &Node) {
    drop(parent.append_child(node.unchecked_ref()));
}
