//! The page: `mount` for the page itself and for the custom element.

#[cfg(all(target_arch = "wasm32", feature = "ui"))]
mod page {
    use ikesu::app::{Catalog, Lang, ModelChoice, Msg, State, Step};
    use ikesu::ui;
    use ikesu::web::history::Entry;
    use ikesu::web::{RuntimeOptions, fetch};
    use serde::Deserialize;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::HtmlElement;

    /// The attributes of the element, or the page's own choice; all may be missing.
    #[derive(Default, Deserialize)]
    #[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
    struct Options {
        embedded: bool,
        src: Option<String>,
        demo: Option<String>,
        lang: Option<String>,
        model: Option<String>,
        seed: Option<u32>,
        n_neighbors: Option<u32>,
    }

    /// A mounted page; `dispose` takes it away with its worker.
    #[wasm_bindgen]
    pub struct Mounted {
        handle: Option<ui::Handle>,
    }

    #[wasm_bindgen]
    impl Mounted {
        /// Takes the page away and ends its worker.
        pub fn dispose(&mut self) {
            drop(self.handle.take());
        }
    }

    /// Builds the page in `root`, and resolves once it stands; `base` is the address of the folder that `app.js` lies in, ending in `/`.
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "wasm-bindgen exports only what is pub")]
    pub async fn mount(root: HtmlElement, base: String, options: JsValue) -> Result<Mounted, JsValue> {
        console_error_panic_hook::set_once();
        let options: Options =
            if options.is_object() { serde_wasm_bindgen::from_value(options)? } else { Options::default() };
        let catalog = fetch::json(&[&base, "models/catalog.json"].concat()).await?;
        let catalog: Catalog = serde_wasm_bindgen::from_value(catalog)?;
        let mut state = State::new(catalog, base, lang(options.lang.as_deref())?);
        if let Some(seed) = options.seed {
            state.map.params.seed = seed;
            state.clusters.params.seed = seed;
        }
        if let Some(n_neighbors) = options.n_neighbors {
            state.map.params.n_neighbors = n_neighbors;
        }
        if let Some(demo) = options.demo.as_deref() {
            let none = || format!("demo must be vectors, names, map, clusters, odd or draw, not {demo:?}");
            (state.step, state.has_step) = (Step::find(demo).ok_or_else(none)?, true);
        } else if let Some(found) = (!options.embedded).then(linked).flatten() {
            (state.step, state.has_step) = (found, true);
        }
        let runtime = RuntimeOptions { root: root.clone(), is_page: !options.embedded, source: options.src };
        let choice = options.model.map(|model| match state.catalog.find(&model) {
            Some(_) => ModelChoice::Entry(model),
            None => ModelChoice::Address(model, vec![Lang::En]),
        });
        let handle = ui::mount(root, state, runtime).await?;
        if let Some(choice) = choice {
            handle.send(Msg::Choose(choice));
        }
        Ok(Mounted { handle: Some(handle) })
    }

    /// The step of a link into the page; an entry that the page itself has written is none.
    fn linked() -> Option<Step> {
        let entry = Entry::present();
        // The first step is where every visit begins.
        Step::find(&entry.name).filter(|it| !entry.is_own && *it != Step::default())
    }

    /// The language asked for, else the browser's if it is one of ours, else Japanese.
    fn lang(word: Option<&str>) -> Result<Lang, JsValue> {
        // Of a whole tag, such as en-US, the language.
        match word.map(|it| it.get(..2).unwrap_or(it)) {
            Some("ja") => Ok(Lang::Ja),
            Some("en") => Ok(Lang::En),
            Some(other) => Err(format!("lang must be ja or en, not {other:?}").into()),
            None => {
                let browser = web_sys::window().and_then(|it| it.navigator().language()).unwrap_or_default();
                Ok(if browser.starts_with("en") { Lang::En } else { Lang::Ja })
            }
        }
    }
}

fn main() {}
