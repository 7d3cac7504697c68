//! One's own model: four files of this device, or an address.

use web_sys::{FileList, HtmlInputElement};

use crate::app::{Lang, ModelChoice, Msg};
use crate::ui::dom::{El, Kid, Var, button, el, target, value_of};
use crate::ui::messages::fill;
use crate::ui::page::{Page, use_page};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::picker::Picker;
use crate::web::error;
use crate::web::gather::{ModelPart, parts as parts_of};
use crate::web::runtime::NoModel;
use crate::web::task::spawn;

/// The files of a model, picked at once.
pub(super) fn own_files() -> El {
    let page = use_page();
    let words = &page.words().shell;
    let reads = Reads::default();
    let parts = Var::new(Vec::<ModelPart>::new());
    let problem = Var::new(None::<NoModel>);
    let take = move |found: Vec<ModelPart>, reads: Vec<Lang>| {
        let files = page.runtime().model_files(&found);
        parts.set(found);
        problem.set(files.as_ref().err().cloned());
        if let Ok(files) = files {
            page.send(Msg::Choose(ModelChoice::Files(files, reads)));
            show_load(page);
        }
    };
    let pick = move |list: FileList| {
        // The panel may be gone once they have been read.
        let (coming, reads) = (parts_of(&list), reads.langs());
        spawn(async move {
            match coming.await {
                Ok(found) => take(found, reads),
                // One that cannot be read is as good as missing.
                Err(thrown) => problem.set(Some(NoModel::Missing(error::words(&thrown)))),
            }
        });
    };
    // Of files of one kind the others are forgotten.
    let choose = move |name: &str, others: &[String]| {
        let mut found = parts.get_untracked();
        found.retain(|it| it.name == name || !others.contains(&it.name));
        take(found, reads.langs());
    };
    let told = move || match problem.get() {
        None => String::new(),
        Some(NoModel::Missing(file)) => fill(words.own_files_missing(), &[("file", &file)]),
        Some(NoModel::Several(_)) => words.own_files_several().to_owned(),
    };
    let several = move || {
        let names = match problem.get() {
            Some(NoModel::Several(names)) => names,
            _ => Vec::new(),
        };
        let one = |name: &String| {
            let (name, others) = (name.clone(), names.clone());
            button(".button").add(name.clone()).on("click", move |_| choose(&name, &others))
        };
        names.iter().map(one).collect::<Vec<_>>().view()
    };
    let (class, label, accept) = ("button", words.own_files_pick(), ".json,.safetensors");
    let picker = Picker { class, label, accept, icon: Icon::Open, is_multiple: true, ..Picker::default() };
    el("details.own")
        .add(el("summary").add(words.own_files()))
        .add(el("p.hint").add(words.own_files_note()))
        .add(reads_field(reads))
        .add(picker.view(pick))
        .add(el("p.warn[role=status]").add(told))
        .add(el("div.row.several").add(several))
}

/// A folder somewhere on the network.
pub(super) fn own_address() -> El {
    let page = use_page();
    let words = &page.words().shell;
    let reads = Reads::default();
    let address = Var::new(String::new());
    let take = move |event: web_sys::Event| {
        event.prevent_default();
        let address = address.get_untracked();
        if !address.trim().is_empty() {
            page.send(Msg::Choose(ModelChoice::Address(address, reads.langs())));
            show_load(page);
        }
    };
    el("details.own").add(el("summary").add(words.own_address())).add(
        el("form")
            .on("submit", take)
            .add(
                el("label.field").add(el("span").add(words.own_address_note())).add(
                    el("input[inputmode=url][placeholder=owner/name][autocomplete=off][autocapitalize=off][spellcheck=false][required]")
                        .prop("value", move || address.get())
                        .on("input", move |event| address.set(value_of(&event))),
                ),
            )
            .add(reads_field(reads))
            .add(el("button.button[type=submit]").add(words.load())),
    )
}

/// How the load goes is said at the top of the panel.
fn show_load(page: Page) {
    if let Ok(Some(panel)) = page.runtime().root().query_selector(".panel-body") {
        panel.set_scroll_top(0);
    }
}

/// Which languages a text tower reads, as ticked.
#[derive(Clone, Copy)]
struct Reads {
    ja: Var<bool>,
    en: Var<bool>,
}

impl Default for Reads {
    /// Most models that lie about read English.
    fn default() -> Self {
        Self { ja: Var::new(false), en: Var::new(true) }
    }
}

impl Reads {
    fn langs(self) -> Vec<Lang> {
        let ticked = [(Lang::Ja, self.ja), (Lang::En, self.en)];
        ticked.into_iter().filter(|(_, it)| it.get_untracked()).map(|(lang, _)| lang).collect()
    }
}

fn reads_field(reads: Reads) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let tick = |label: &'static str, on: Var<bool>| {
        el("label.tick")
            .add(
                el("input[type=checkbox]")
                    .prop("checked", move || on.get())
                    .on("change", move |event| on.set(target::<HtmlInputElement>(&event).checked())),
            )
            .add(label)
    };
    el("fieldset.ticks")
        .add(el("legend").add(words.own_reads()))
        .add(tick(words.ja(), reads.ja))
        .add(tick(words.en(), reads.en))
}
