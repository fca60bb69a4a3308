//! A name in both languages: `name = "ACoS"`, or `name = { en = "…", zh = "…" }`.

use super::fields::Fields;
use crate::org::problem::ProblemKind;

/// The English and the Chinese name. What the file leaves out comes from the catalogue, else from the other language.
pub(super) fn read(fields: &Fields<'_>, catalog: Option<(&str, &str)>) -> Option<(String, String)> {
    let owned = |(en, zh): (&str, &str)| (en.to_owned(), zh.to_owned());
    if fields.find("name").is_none() {
        return fields.need("name", catalog.map(owned), "the name people see, or { en = \"…\", zh = \"…\" }");
    }
    if fields.holds_text("name") {
        return fields.text("name").map(|name| (name.clone(), name));
    }
    let table = fields.table("name")?;
    let (en, zh) = (table.text("en"), table.text("zh"));
    table.finish();
    match (en, zh, catalog) {
        (Some(en), Some(zh), _) => Some((en, zh)),
        (Some(en), None, catalog) => Some((en.clone(), catalog.map_or(en, |(_, zh)| zh.to_owned()))),
        (None, Some(zh), catalog) => Some((catalog.map_or(zh.clone(), |(en, _)| en.to_owned()), zh)),
        (None, None, _) => {
            table.report_here(ProblemKind::Missing {
                key: "en",
                hint: "the name in English, in Chinese, or both",
            });
            None
        }
    }
}
