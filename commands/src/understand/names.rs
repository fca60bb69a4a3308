//! All names of a KPI and of a person, flattened.

use std::collections::BTreeSet;

use steward_core::catalog;
use steward_core::kpi::Kpi;
use steward_core::person::Person;

use super::flat::Flat;
use super::{colloquial, pinyin, shop};

/// Names, aliases and abbreviations of a KPI, those of its entry in the catalogue included; its key apart.
pub(super) fn of_kpi(kpi: &Kpi) -> BTreeSet<String> {
    let entry = kpi.catalog.as_deref().and_then(catalog::entry);
    let own = [kpi.name_en.as_str(), kpi.name_zh.as_str()];
    let of_entry = entry.into_iter().flat_map(|entry| {
        [entry.key.as_str(), entry.name_en.as_str(), entry.name_zh.as_str()]
            .into_iter()
            .chain(entry.aliases.iter().map(String::as_str))
    });
    let spoken = colloquial::of(kpi.catalog.as_deref().unwrap_or_default());
    let mut names: BTreeSet<String> = own
        .into_iter()
        .chain(spoken.iter().copied())
        .chain(kpi.aliases.iter().map(String::as_str))
        .chain(of_entry)
        .map(Flat::name)
        .filter(|name| !name.is_empty())
        .collect();
    // People leave spaces out.
    let joined: Vec<String> =
        names.iter().filter(|name| name.contains(' ')).map(|name| name.replace(' ', "")).collect();
    names.extend(joined.into_iter().filter(|name| name.len() > 4));
    names
}

/// The names of a KPI of one platform without the platform, which is said apart.
pub(super) fn without_platform(kpi: &Kpi) -> BTreeSet<String> {
    let mut short = BTreeSet::new();
    for name in of_kpi(kpi) {
        for word in shop::PLATFORMS.iter().copied().flatten() {
            let rest = name.strip_prefix(word).or_else(|| name.strip_suffix(word)).map(str::trim);
            short.extend(rest.filter(|rest| rest.chars().count() > 2).map(str::to_owned));
        }
    }
    short
}

/// What people shorten names to: the first letters of a Chinese name, some words of an English one.
pub(super) fn parts(kpi: &Kpi) -> BTreeSet<String> {
    const SHORTEST_WORD: usize = 5;
    let mut parts = BTreeSet::new();
    let spoken: BTreeSet<String> = colloquial::of(kpi.catalog.as_deref().unwrap_or_default())
        .iter()
        .map(|phrase| Flat::name(phrase))
        .collect();
    for name in of_kpi(kpi).difference(&spoken).cloned().chain(without_platform(kpi)) {
        let letters: Vec<char> = name.chars().collect();
        if letters.iter().all(|letter| !letter.is_ascii()) {
            parts.extend((2..letters.len()).map(|end| letters.iter().take(end).collect::<String>()));
            parts.extend(
                (1..letters.len().saturating_sub(2))
                    .map(|begin| letters.iter().skip(begin).collect::<String>()),
            );
        } else if name.is_ascii() {
            let words: Vec<&str> = name.split(' ').collect();
            for begin in 0..words.len() {
                for end in begin + 1..=words.len() {
                    let part = words.get(begin..end).unwrap_or_default().join(" ");
                    if part.len() >= SHORTEST_WORD && words.len() > end - begin {
                        parts.insert(part);
                    }
                }
            }
        }
    }
    parts
}

/// The Chinese names of a KPI in Latin letters, each with what the KPI measures, so that shops share a spelling.
pub(super) fn in_latin_letters(kpi: &Kpi) -> Vec<(String, &str)> {
    let measure = kpi.catalog.as_deref().unwrap_or(&kpi.name_zh);
    let names = [kpi.name_zh.as_str()].into_iter().chain(kpi.aliases.iter().map(String::as_str));
    names.flat_map(pinyin::spellings).map(|spelling| (spelling, measure)).collect()
}

/// Key, name and aliases of a person.
pub(super) fn of_person(person: &Person) -> BTreeSet<String> {
    let whole = [person.key.as_str(), person.name.as_str()];
    let names = whole.into_iter().chain(person.aliases.iter().map(String::as_str));
    names.map(Flat::name).filter(|name| !name.is_empty()).collect()
}

/// Parts of the name of a person by which others call them: a first name, the Chinese half of a name in two scripts, a
/// Chinese given or family name, and the sounds of Chinese names.
pub(super) fn short_of_person(person: &Person) -> BTreeSet<String> {
    let mut parts: BTreeSet<String> = BTreeSet::new();
    for name in [person.name.as_str()].into_iter().chain(person.aliases.iter().map(String::as_str)) {
        for word in name.split_whitespace() {
            parts.insert(Flat::name(word));
            let letters: Vec<char> = word.chars().collect();
            if word.is_ascii() || letters.iter().any(char::is_ascii) {
                continue;
            }
            parts.extend(pinyin::spellings(word).into_iter().filter(|sound| sound.len() > 3));
            if letters.len() == 3 {
                parts.insert(letters.iter().skip(1).collect());
            }
            if let Some(family) = letters.first()
                && (2..=3).contains(&letters.len())
            {
                parts.insert(family.to_string());
                parts.insert(format!("小{family}"));
                parts.insert(format!("老{family}"));
                parts.insert(format!("{family}总"));
            }
        }
    }
    parts.remove("");
    parts.retain(|part| !part.is_ascii() || part.len() > 1);
    parts
}
