//! Lists whose rows stay as they are while their keys stay; long ones are built in slices.

use reactive_graph::owner::Owner;
use web_sys::{HtmlElement, Node};

use super::cell::{Var, effect};
use super::element::El;
use super::event::document;
use super::pace::is_spent;
use super::view::{Kid, append};
use crate::web::task::{next_task, spawn};

/// Rows, each built once for its key, moved with it, and taken away with it.
pub(crate) struct Rows {
    keys: Box<dyn Fn() -> Vec<u32>>,
    row: Box<dyn Fn(u32) -> El>,
}

/// A row for each of `keys`, in their order.
pub(crate) fn rows(keys: impl Fn() -> Vec<u32> + 'static, row: impl Fn(u32) -> El + 'static) -> Rows {
    Rows { keys: Box::new(keys), row: Box::new(row) }
}

struct Row {
    key: u32,
    node: HtmlElement,
    // What the row's component owns ends with it.
    _owner: Owner,
}

impl Kid for Rows {
    fn hang(self, parent: &Node) {
        let end: Node = document().create_comment("").into();
        append(parent, &end);
        // Rows outlive a run of the effect below, so they are not its own but its owner's.
        let owner = Owner::current().unwrap_or_default();
        let mut held: Vec<Row> = Vec::new();
        let rest = Var::new(());
        effect(move || {
            rest.get();
            let keys = (self.keys)();
            let Some(parent) = end.parent_node() else { return };
            // Hundreds of rows at most: what is not shown is behind a button.
            let (mut kept, gone): (Vec<Row>, Vec<Row>) = held.drain(..).partition(|row| keys.contains(&row.key));
            gone.iter().for_each(|row| row.node.remove());
            for key in keys {
                if is_spent() {
                    // The others follow as a task of their own; those that were there stay so long. An effect that told
                    // itself at once would run again at once.
                    spawn(async move {
                        drop(next_task().await);
                        rest.set(());
                    });
                    break;
                }
                // Where nothing was moved, the next row is the first of those that are left.
                let row = match kept.iter().position(|row| row.key == key) {
                    Some(at) => kept.remove(at),
                    None => {
                        let owner = owner.child();
                        let node = owner.with(|| (self.row)(key)).node();
                        Row { key, node, _owner: owner }
                    }
                };
                let next = kept.first().map(|it| it.node.as_ref()).unwrap_or(&end);
                if row.node.next_sibling().as_ref() != Some(next) {
                    drop(parent.insert_before(&row.node, Some(next)));
                }
                held.push(row);
            }
            held.append(&mut kept);
        });
    }
}
