//! The checker of the catalogue: finds missing, extra and unused keys, differing values and glued sentences.

mod pattern;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_syntax::ast::Entry;

use crate::catalogue::files::File;
use pattern::Shape;

/// Beginnings of keys that are put together in code, each with the place that does it.
pub const FAMILIES: &[(&str, &str)] = &[
    ("command-", "the help of a command: `command-NAME-help`, `-usage`, `-example`"),
    ("slot-", "what may be said behind a command: `slot-NAME`"),
    ("web-", "the chat page takes every one of them"),
];

/// Something wrong with the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// A part of a file is not Fluent.
    Junk {
        /// `locale/file`.
        place: String,
    },
    /// A key that other languages have.
    Missing {
        /// The language that lacks it.
        locale: String,
        /// The key.
        key: String,
    },
    /// The sentence has room for other values than in the first language.
    Values {
        /// The language that differs.
        locale: String,
        /// The key.
        key: String,
        /// Its values here and in the first language.
        differ: String,
    },
    /// A sentence that begins or ends in the middle, to be glued to another.
    Glued {
        /// The language.
        locale: String,
        /// The key.
        key: String,
    },
    /// A key that no source file names.
    Unused {
        /// The key.
        key: String,
    },
    /// A source file names a key that does not exist.
    Unknown {
        /// The source file.
        source: String,
        /// What it names.
        key: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Junk { place } => write!(f, "{place}: a part of the file is not Fluent"),
            Self::Missing { locale, key } => write!(f, "{locale}: `{key}` is missing"),
            Self::Values { locale, key, differ } => write!(f, "{locale}: `{key}` has other values: {differ}"),
            Self::Glued { locale, key } => {
                write!(f, "{locale}: `{key}` begins or ends in the middle of a sentence")
            }
            Self::Unused { key } => write!(f, "`{key}` is used nowhere"),
            Self::Unknown { source, key } => write!(f, "{source}: there is no key `{key}`"),
        }
    }
}

/// Everything wrong with the files, given the source files (name and text) that may use their keys.
pub fn problems(files: &[File], sources: &[(String, String)]) -> Vec<Problem> {
    let mut found = Vec::new();
    let languages = languages(files, &mut found);
    let keys: BTreeSet<&str> = languages.values().flat_map(|shapes| shapes.keys().copied()).collect();
    for (locale, shapes) in &languages {
        let here = |key: &&&str| !shapes.contains_key(**key);
        found.extend(
            keys.iter()
                .filter(here)
                .map(|key| Problem::Missing { locale: (*locale).into(), key: (*key).into() }),
        );
        for (key, shape) in shapes {
            if shape.glued {
                found.push(Problem::Glued { locale: (*locale).into(), key: (*key).into() });
            }
        }
    }
    found.extend(differing_values(&languages));
    found.extend(unused(&keys, sources));
    found.extend(unknown(&languages, &keys, sources));
    found.sort();
    found
}

/// The sentences of a language by key.
type Language<'f> = BTreeMap<&'f str, Shape<'f>>;

fn languages<'f>(files: &'f [File], found: &mut Vec<Problem>) -> BTreeMap<&'f str, Language<'f>> {
    let mut languages: BTreeMap<&str, Language<'_>> = BTreeMap::new();
    for file in files {
        let (Ok(resource) | Err((resource, _))) = fluent_syntax::parser::parse(file.text);
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let shape = message.value.as_ref().map(Shape::of).unwrap_or_default();
                    languages.entry(file.locale).or_default().insert(message.id.name, shape);
                }
                Entry::Junk { .. } | Entry::Term(_) => {
                    found.push(Problem::Junk { place: format!("{}/{}", file.locale, file.name) });
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    languages
}

fn differing_values(languages: &BTreeMap<&str, Language<'_>>) -> Vec<Problem> {
    let mut others = languages.iter();
    let Some((_, first)) = others.next() else { return Vec::new() };
    others
        .flat_map(|(locale, shapes)| shapes.iter().map(move |(key, shape)| (locale, key, shape)))
        .filter_map(|(locale, key, shape)| {
            let expected = first.get(key)?;
            (shape.values != expected.values).then(|| Problem::Values {
                locale: (*locale).into(),
                key: (*key).into(),
                differ: format!("{:?} instead of {:?}", shape.values, expected.values),
            })
        })
        .collect()
}

fn unused(keys: &BTreeSet<&str>, sources: &[(String, String)]) -> Vec<Problem> {
    keys.iter()
        .filter(|key| !FAMILIES.iter().any(|(beginning, _)| key.starts_with(beginning)))
        .filter(|key| {
            let literal = format!("\"{key}\"");
            !sources.iter().any(|(_, text)| text.contains(&literal))
        })
        .map(|key| Problem::Unused { key: (*key).into() })
        .collect()
}

/// Literals in the source of this crate that look like a key (words with hyphens) but are neither a key nor a value.
fn unknown(
    languages: &BTreeMap<&str, Language<'_>>,
    keys: &BTreeSet<&str>,
    sources: &[(String, String)],
) -> Vec<Problem> {
    let values: BTreeSet<&str> = languages
        .values()
        .flat_map(|shapes| shapes.values())
        .flat_map(|shape| shape.values.clone())
        .collect();
    let looks_like_key = |literal: &&str| {
        literal.contains('-')
            && literal.split('-').all(|word| {
                !word.is_empty()
                    && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            })
            && literal.starts_with(|c: char| c.is_ascii_lowercase())
    };
    sources
        .iter()
        .filter(|(name, _)| {
            name.starts_with("bot/text/src/render") || name.starts_with("bot/text/src/writer")
        })
        .flat_map(|(name, text)| {
            text.split('"').skip(1).step_by(2).filter(looks_like_key).map(move |literal| (name, literal))
        })
        .filter(|(_, literal)| !keys.contains(literal) && !values.contains(literal))
        .map(|(source, key)| Problem::Unknown { source: source.clone(), key: key.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::catalogue::files::FILES;

    /// Every Rust file that may use a key.
    fn sources() -> Vec<(String, String)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut sources = Vec::new();
        let mut folders = vec![root.join("bot"), root.join("commands")];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().unwrap().map(Result::unwrap) {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                    sources.push((name, std::fs::read_to_string(&path).unwrap()));
                }
            }
        }
        sources
    }

    #[test]
    fn the_catalogue_is_whole() {
        let problems: Vec<String> = problems(FILES, &sources()).iter().map(ToString::to_string).collect();
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn each_kind_of_problem_is_found() {
        let file = |locale, text| File { locale, name: "a.ftl", text };
        let files = [
            file("en-US", "both = { $a } and { $b }\nonly = Only here\nglued = that was done by,\n"),
            file("zh-CN", "both = { $a }\nglued = 完成\nspare = 多余\n= junk\n"),
        ];
        let source = "say(\"both\"); say(\"only\"); say(\"glued\"); say(\"not-there\")";
        let sources = [("bot/text/src/render/a.rs".to_owned(), source.to_owned())];
        let found: Vec<String> = problems(&files, &sources).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "zh-CN/a.ftl: a part of the file is not Fluent",
                "en-US: `spare` is missing",
                "zh-CN: `only` is missing",
                "zh-CN: `both` has other values: {\"a\"} instead of {\"a\", \"b\"}",
                "en-US: `glued` begins or ends in the middle of a sentence",
                "`spare` is used nowhere",
                "bot/text/src/render/a.rs: there is no key `not-there`",
            ]
        );
    }
}
