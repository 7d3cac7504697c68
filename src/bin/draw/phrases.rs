//! What the values of the attributes are called, for programs that learn from the pictures.

use ikesu::creatures::phrase::Value;
use ikesu::error::Result;

use super::files;
use super::job::Job;

/// Writes one object for each attribute, in it one for each value.
pub(crate) fn write(job: &Job) -> Result<()> {
    files::text(&job.out.join("phrases.json"), &phrases())
}

fn phrases() -> String {
    let value = |it: Value| {
        let name = Some("{}");
        let (ja, en) = it.bare();
        let ja = [it.japanese(name), it.japanese(None), ja.to_owned()];
        let en = [it.english(name), it.english(None), en.to_owned()];
        format!("    {:?}: {{\"ja\": {ja:?}, \"en\": {en:?}}}", it.word())
    };
    let attribute = |(name, values): (&str, Vec<Value>)| {
        let values: Vec<String> = values.into_iter().map(value).collect();
        format!("  {name:?}: {{\n{}\n  }}", values.join(",\n"))
    };
    let attributes: Vec<String> = Value::all().into_iter().map(attribute).collect();
    format!("{{\n{}\n}}\n", attributes.join(",\n"))
}
