//! KPIs as people call them: key, name or alias, with or without the scope, begun, in part, or mistyped.

use steward_core::kpi::Kpi;
use steward_core::message::answer::{Answer, Choice, Refusal};
use steward_core::spelling;

use super::matching::{Fit, fit_within, has_words, most_typos, plain};
use super::names::{Folded, KpiNames, Named};
use super::text::shortened;

/// Most KPIs that are offered to choose from.
pub(crate) const MOST_CHOICES: usize = 4;

/// Longer texts, in characters, name no KPI: they tell something.
const LONGEST_QUESTION: usize = 200;

/// What a text names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found<'a> {
    /// How well; none when nothing fits.
    pub(crate) fit: Option<Fit>,
    /// The KPIs that fit equally well, in order of their keys.
    pub(crate) kpis: Vec<&'a Kpi>,
}

/// The KPIs that a text names best.
pub(crate) fn find<'a>(asked: &str, names: &'a KpiNames) -> Found<'a> {
    if asked.chars().count() > LONGEST_QUESTION {
        return Found { fit: None, kpis: Vec::new() };
    }
    let asked = Folded::of_plain(plain(asked));
    // A mistyped name is the worst that fits, and by far the dearest to look for.
    let exact = best(&asked, names, 0);
    let typos = most_typos(&asked.text);
    if exact.fit.is_some() || typos == 0 { exact } else { best(&asked, names, typos) }
}

/// The KPIs that a text names best when so many letters may differ.
fn best<'a>(asked: &Folded, names: &'a KpiNames, typos: usize) -> Found<'a> {
    let mut fit: Option<Fit> = None;
    let mut found: Vec<&Named> = Vec::new();
    for kpi in names.all() {
        let Some(own) = best_fit(asked, names, kpi, typos) else { continue };
        if fit.is_none_or(|best| own < best) {
            found.clear();
            fit = Some(own);
        }
        if fit == Some(own) {
            found.push(kpi);
        }
    }
    if fit == Some(Fit::Part) {
        found = most_said(&asked.text, names, found);
    }
    Found { fit, kpis: names.bearers(found) }
}

/// The one KPI that a text names, or the answer that asks or refuses. `says` writes the command that means a KPI.
pub(crate) fn one<'a>(
    asked: &str,
    names: &'a KpiNames,
    says: impl Fn(&Kpi) -> String,
) -> Result<&'a Kpi, Answer> {
    let found = find(asked, names);
    match *found.kpis.as_slice() {
        [] => Err(Answer::Refused {
            why: Refusal::NoSuchKpi {
                asked: shortened(asked),
                nearest: choices(&nearest(asked, names), says),
            },
        }),
        [kpi] => Ok(kpi),
        _ => Err(Answer::Choose { asked: shortened(asked), choices: choices(&found.kpis, says) }),
    }
}

/// KPIs as choices, at most four.
pub(crate) fn choices(kpis: &[&Kpi], says: impl Fn(&Kpi) -> String) -> Vec<Choice> {
    let named = |name: &str, kpi: &Kpi| match &kpi.scope {
        Some(scope) => format!("{name} · {scope}"),
        None => name.to_owned(),
    };
    let choice = |kpi: &&Kpi| Choice {
        says: says(kpi),
        name_en: named(&kpi.name_en, kpi),
        name_zh: named(&kpi.name_zh, kpi),
    };
    kpis.iter().take(MOST_CHOICES).map(choice).collect()
}

/// The KPIs whose names come nearest to a text that names none.
fn nearest<'a>(asked: &str, names: &'a KpiNames) -> Vec<&'a Kpi> {
    const MOST: usize = 3;
    let asked = plain(&asked.chars().take(LONGEST_QUESTION).collect::<String>());
    let letters = asked.chars().count();
    let edits = names.of_each_text(|name| {
        let is_near = letters.abs_diff(name.chars().count()) <= letters / 2;
        is_near.then(|| spelling::edits(&asked, name))
    });
    let mut near: Vec<(usize, &Named)> = names
        .all()
        .iter()
        .filter_map(|kpi| Some((kpi.least(&edits)?, kpi)))
        .filter(|(least, _)| *least <= letters / 2)
        .collect();
    near.sort_by_key(|(letters, kpi)| (*letters, &kpi.key));
    names.bearers(near.into_iter().take(MOST).map(|(_, kpi)| kpi))
}

fn best_fit(asked: &Folded, names: &KpiNames, kpi: &Named, typos: usize) -> Option<Fit> {
    if names.names(kpi).next().is_some_and(|key| key.text == asked.text) {
        return Some(Fit::Key);
    }
    let scope = names.scope(kpi);
    let most = u32::try_from(typos).unwrap_or(u32::MAX);
    let of_name = |name: &Folded| {
        let joined = |first: &Folded, then: &Folded| {
            let text = || format!("{} {}", first.text, then.text);
            asked.may_be(first, Some(then), most).then(|| fit_within(&asked.text, &text(), typos)).flatten()
        };
        let with_scope =
            scope.and_then(|scope| joined(name, scope).into_iter().chain(joined(scope, name)).min());
        let alone =
            asked.may_be(name, None, most).then(|| fit_within(&asked.text, &name.text, typos)).flatten();
        with_scope.into_iter().chain(alone).min()
    };
    names.names(kpi).filter_map(of_name).min()
}

/// Of KPIs whose names are among the words of a text, those of which it says most: longest name, then the scope.
fn most_said<'a>(asked: &str, names: &KpiNames, found: Vec<&'a Named>) -> Vec<&'a Named> {
    let said = |kpi: &Named| {
        let said = names.names(kpi).filter(|name| has_words(asked, &name.text));
        let longest = said.map(|name| name.text.chars().count()).max();
        (longest, names.scope(kpi).is_some_and(|scope| has_words(asked, &scope.text)))
    };
    let most = found.iter().map(|kpi| said(kpi)).max();
    found.into_iter().filter(|kpi| Some(said(kpi)) == most).collect()
}

/// The KPIs of an organisation whose names come nearest to a text.
pub(crate) fn nearest_of(asked: &str, org: &steward_core::org::Org) -> Vec<steward_core::id::KpiKey> {
    const MOST: usize = 3;
    let asked = plain(&asked.chars().take(LONGEST_QUESTION).collect::<String>());
    let letters = asked.chars().count();
    let mut near: Vec<(usize, &steward_core::id::KpiKey)> = org
        .kpis
        .values()
        .filter_map(|kpi| {
            let names = [kpi.key.as_str(), &kpi.name_en, &kpi.name_zh];
            let least = names
                .into_iter()
                .chain(kpi.aliases.iter().map(String::as_str))
                .filter(|name| letters.abs_diff(name.chars().count()) <= letters / 2)
                .map(|name| spelling::edits(&asked, &name.to_lowercase()))
                .min()?;
            (least <= letters / 2).then_some((least, &kpi.key))
        })
        .collect();
    near.sort();
    near.into_iter().take(MOST).map(|(_, key)| key.clone()).collect()
}
