//! Words on their way: fetched from beside the page, once for each language.

use std::cell::Cell;

use super::Messages;
use crate::app::Lang;
use crate::web::fetch;

thread_local! {
    // Several tanks in one document share them.
    static LOADED: Cell<[Option<&'static Messages>; 2]> = const { Cell::new([None; 2]) };
}

/// The words of `lang`; `base` is the page's own folder, ending in `/`.
///
/// # Errors
/// Why they could not be read, in English: without words there is no other language to say it in.
pub(crate) async fn load(base: &str, lang: Lang) -> Result<&'static Messages, String> {
    let at = lang as usize;
    if let Some(loaded) = LOADED.get()[at] {
        return Ok(loaded);
    }
    let address = [base, if lang == Lang::Ja { "words/ja.txt" } else { "words/en.txt" }].concat();
    let text = fetch::text(&address).await?;
    // For as long as the document: views hold on to single words.
    let messages = Messages::read(lang, text.leak()).map(|it| &*Box::leak(Box::new(it)));
    let messages = messages.ok_or_else(|| [&address, " is of another release; please reload"].concat())?;
    let mut loaded = LOADED.get();
    loaded[at] = Some(messages);
    LOADED.set(loaded);
    Ok(messages)
}
