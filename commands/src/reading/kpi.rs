//! KPIs as people call them: key, name or alias, with or without the scope, begun, in part, or mistyped.

use steward_core::kpi::Kpi;
use steward_core::message::answer::{Answer, Choice, Refusal};
use steward_core::org::Org;

use super::matching::{Fit, fit, has_words, plain};
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
pub(crate) fn find<'a>(asked: &str, org: &'a Org) -> Found<'a> {
    if asked.chars().count() > LONGEST_QUESTION {
        return Found { fit: None, kpis: Vec::new() };
    }
    let asked = plain(asked);
    let mut fit: Option<Fit> = None;
    let mut kpis: Vec<&Kpi> = Vec::new();
    for kpi in org.kpis.values() {
        let Some(own) = best_fit(&asked, kpi) else { continue };
        if fit.is_none_or(|best| own < best) {
            kpis.clear();
            fit = Some(own);
        }
        if fit == Some(own) {
            kpis.push(kpi);
        }
    }
    if fit == Some(Fit::Part) {
        kpis = most_said(&asked, kpis);
    }
    Found { fit, kpis }
}

/// The one KPI that a text names, or the answer that asks or refuses. `says` writes the command that means a KPI.
pub(crate) fn one<'a>(asked: &str, org: &'a Org, says: impl Fn(&Kpi) -> String) -> Result<&'a Kpi, Answer> {
    let found = find(asked, org);
    match *found.kpis.as_slice() {
        [] => Err(Answer::Refused {
            why: Refusal::NoSuchKpi { asked: shortened(asked), nearest: choices(&nearest(asked, org), says) },
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
fn nearest<'a>(asked: &str, org: &'a Org) -> Vec<&'a Kpi> {
    const MOST: usize = 3;
    let asked = plain(&asked.chars().take(LONGEST_QUESTION).collect::<String>());
    let letters = asked.chars().count();
    let mut near: Vec<(usize, &Kpi)> = org
        .kpis
        .values()
        .filter_map(|kpi| {
            let least = names(kpi).map(|name| steward_core::spelling::edits(&asked, &name)).min()?;
            (least <= letters / 2).then_some((least, kpi))
        })
        .collect();
    near.sort_by_key(|(letters, kpi)| (*letters, &kpi.key));
    near.into_iter().take(MOST).map(|(_, kpi)| kpi).collect()
}

fn best_fit(asked: &str, kpi: &Kpi) -> Option<Fit> {
    if plain(kpi.key.as_str()) == asked {
        return Some(Fit::Key);
    }
    names(kpi)
        .flat_map(|name| {
            let with_scope = scope(kpi).map(|scope| [format!("{name} {scope}"), format!("{scope} {name}")]);
            with_scope.into_iter().flatten().chain([name])
        })
        .filter_map(|name| fit(asked, &name))
        .min()
}

/// Of KPIs whose names are among the words of a text, those of which it says most: longest name, then the scope.
fn most_said<'a>(asked: &str, kpis: Vec<&'a Kpi>) -> Vec<&'a Kpi> {
    let said = |kpi: &&Kpi| {
        let name = names(kpi).filter(|name| has_words(asked, name)).map(|name| name.chars().count()).max();
        (name, scope(kpi).is_some_and(|scope| has_words(asked, &scope)))
    };
    let most = kpis.iter().map(said).max();
    kpis.into_iter().filter(|kpi| Some(said(kpi)) == most).collect()
}

fn names(kpi: &Kpi) -> impl Iterator<Item = String> {
    let names = [kpi.key.as_str(), kpi.name_en.as_str(), kpi.name_zh.as_str()];
    names.into_iter().chain(kpi.aliases.iter().map(String::as_str)).map(plain)
}

fn scope(kpi: &Kpi) -> Option<String> {
    kpi.scope.as_deref().map(plain).filter(|scope| !scope.is_empty())
}
