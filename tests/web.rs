//! What only a browser can show: arrays are moved, waiting messages get in, names are NFC.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on has failed")]

use std::cell::Cell;
use std::rc::Rc;

use ikesu::app::{Lang, MapOf, State, Step, StoredSettings, Theme};
use ikesu::protocol::{Body, Command, Event, Fault, FaultKind, JobId, ModelFacts, ModelFiles, News, Stage};
use ikesu::umap::UmapParams;
use ikesu::web::{gather, port, task};
use js_sys::{Float32Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::MessageChannel;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_message_comes_out_as_it_went_in() {
    let body = Body { bytes: vec![1, 2, 255], floats: vec![0.5, -1.25], indices: vec![7, u32::MAX] };
    let commands = [
        Command::EmbedPicture { job: JobId(1), item: 9 },
        Command::EmbedWords {
            job: JobId(2),
            items: vec![1, 2],
            texts: vec!["マアジ".to_owned(), "🐟".to_owned()],
            templates: vec!["a photo of a {}.".to_owned()],
        },
        Command::Project {
            job: JobId(3),
            items: vec![4],
            params: UmapParams { min_dist: 0.25, ..UmapParams::default() },
        },
        Command::Load {
            job: JobId(4),
            files: ModelFiles { weights: vec!["model.safetensors".to_owned()], ..ModelFiles::default() },
        },
        Command::Cancel { job: JobId(u32::MAX) },
    ];
    for command in commands {
        let (message, moved) = port::pack(&command, &port::Arrays::from(&body)).unwrap();
        assert_eq!(moved.length(), 3);
        assert_eq!(port::open::<Command>(&message).unwrap(), (command, body.clone()));
    }
    let facts = ModelFacts { dims: 512, logit_scale: 100.0, n_parameters: 151_277_313, ..ModelFacts::default() };
    let fault = Fault { kind: FaultKind::Checksum, subject: "model.safetensors".to_owned(), detail: String::new() };
    let all = [
        News::Ready,
        News::Progress(Stage::Layout),
        News::Thumbnail("JPEG".to_owned()),
        News::Loaded(facts),
        News::Done,
        News::Failed(fault),
    ];
    for news in all {
        let event = Event { job: JobId(1), news };
        let (message, moved) = port::pack(&event, &port::Arrays::default()).unwrap();
        assert_eq!(moved.length(), 0);
        assert_eq!(port::open::<Event>(&message).unwrap(), (event, Body::default()));
    }
}

#[wasm_bindgen_test]
fn settings_come_out_as_they_went_in_and_an_older_page_s_too() {
    let mut state = State::default();
    (state.lang, state.theme, state.step) = (Lang::En, Theme::Dark, Step::Odd);
    state.map.params.min_dist = 0.25;
    state.clusters.of = MapOf::Both;
    state.naming.thresholds.insert("demo".to_owned(), 0.5);
    state.naming.templates.insert("demo".to_owned(), vec!["{} の写真".to_owned()]);
    state.naming.revealed.insert(7);
    let settings = state.settings();
    let written = serde_wasm_bindgen::to_value(&settings).unwrap();
    assert_eq!(serde_wasm_bindgen::from_value::<StoredSettings>(written.clone()).unwrap(), settings);
    // What an older page did not know is missing, and what a newer one knows is not looked at.
    Reflect::delete_property(written.unchecked_ref::<js_sys::Object>(), &"cluster_of".into()).unwrap();
    Reflect::set(&written, &"tide".into(), &1.into()).unwrap();
    let read: StoredSettings = serde_wasm_bindgen::from_value(written.clone()).unwrap();
    assert_eq!(read, StoredSettings { cluster_of: MapOf::Pictures, ..settings });
    Reflect::set(&written, &"theme".into(), &"Mauve".into()).unwrap();
    let refused = serde_wasm_bindgen::from_value::<StoredSettings>(written).unwrap_err().to_string();
    assert!(refused.contains("`Mauve`, expected one of `System`, `Light`, `Dark`"), "{refused}");
}

#[wasm_bindgen_test]
fn arrays_are_moved_not_copied() {
    let arrays = port::Arrays::from(&Body { floats: vec![1.0; 1000], ..Body::default() });
    let (message, moved) = port::pack(&Event { job: JobId::NONE, news: News::Ready }, &arrays).unwrap();
    let floats: Float32Array = Reflect::get(&message, &"floats".into()).unwrap().dyn_into().unwrap();
    assert_eq!(floats.length(), 1000);
    let channel = MessageChannel::new().unwrap();
    channel.port1().post_message_with_transferable(&message, &moved).unwrap();
    assert_eq!(floats.length(), 0, "the sender no longer has it");
}

#[wasm_bindgen_test]
async fn a_waiting_message_gets_in_between_two_slices() {
    let channel = MessageChannel::new().unwrap();
    let heard = Rc::new(Cell::new(false));
    let hearing = Rc::clone(&heard);
    let hear = Closure::<dyn Fn(JsValue)>::new(move |_| hearing.set(true));
    channel.port1().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    channel.port2().post_message(&JsValue::NULL).unwrap();
    for _ in 0..50 {
        task::next_task().await.unwrap();
    }
    assert!(heard.get());
}

#[wasm_bindgen_test]
fn names_are_compared_in_one_form() {
    assert_eq!(gather::nfc("キ\u{3099}ンブナ"), "ギンブナ");
}
