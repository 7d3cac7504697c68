#!/bin/sh
# reactive_graph 0.2.16 (2026-11-30; the core of Leptos 0.8): an effect that reads two memos, of which the first is computed
# from the second, is not run when the second changes and the first does not. While an effect asks its sources in turn
# whether they differ, it is the observer, and a memo does not tell the observer that it has changed: the second memo is
# brought up to date for the first one's sake, and says "no" when its turn comes. In the other order the effect is run.
# 0.3.0-rc1 does the same; any other reader of the second memo that asks earlier hides it.
# Seen: "base, then derived: [1, 2, 3]", "derived, then base: [1]". Fails if the two agree.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "finding"
version = "0.0.0"
edition = "2021"
[dependencies]
any_spawner = { version = "=0.3.0", features = ["futures-executor"] }
reactive_graph = { version = "=0.2.16", features = ["effects"] }
TOML
cat > src/main.rs <<'RUST'
use std::sync::{Arc, Mutex};

use any_spawner::Executor;
use reactive_graph::computed::ArcMemo;
use reactive_graph::effect::RenderEffect;
use reactive_graph::owner::Owner;
use reactive_graph::signal::ArcRwSignal;
use reactive_graph::traits::{Get, Set};

/// The values of `base` that an effect sees while it goes from 1 to 3; `derived` says whether it is positive.
fn seen(derived_first: bool) -> Vec<i32> {
    let signal = ArcRwSignal::new(1);
    let base = ArcMemo::new({
        let signal = signal.clone();
        move |_| signal.get()
    });
    let derived = ArcMemo::new({
        let base = base.clone();
        move |_| base.get() > 0
    });
    let seen = Arc::new(Mutex::new(Vec::new()));
    let effect = RenderEffect::new({
        let seen = Arc::clone(&seen);
        move |_: Option<()>| {
            if derived_first {
                derived.get();
            }
            seen.lock().unwrap().push(base.get());
            derived.get();
        }
    });
    for value in [2, 3] {
        signal.set(value);
        Executor::poll_local();
    }
    drop(effect);
    let found = seen.lock().unwrap().clone();
    found
}

fn main() {
    Executor::init_futures_executor().expect("it is the first");
    let owner = Owner::new();
    owner.set();
    let (straight, by_way) = (seen(false), seen(true));
    println!("base, then derived: {straight:?}\nderived, then base: {by_way:?}");
    assert_eq!(straight, [1, 2, 3]);
    assert_eq!(by_way, [1], "the effect hears of it now");
}
RUST
cargo run --quiet
