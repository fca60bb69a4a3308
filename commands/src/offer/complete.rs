//! Autocomplete: what somebody who has begun to type may want to say, as texts that will be understood.

use steward_core::kpi::{Activity, Kpi};
use steward_core::org::Org;
use steward_core::person::Person;

use crate::registry::specs;
use crate::spec::{Slot, Spec};

/// Who types, and what completions are made of.
#[derive(Debug, Clone, Copy)]
pub struct Completing<'a> {
    /// The standing data.
    pub org: &'a Org,
    /// Who types: their language, their KPIs first.
    pub person: &'a Person,
    /// Numbers of the alerts that are open for them.
    pub open: &'a [i64],
    /// Most completions; Discord shows 25.
    pub most: usize,
}

/// What may come of a beginning, most likely first. Behind the word of a command it completes what the command takes;
/// otherwise commands by their word, then KPIs by their name.
pub fn complete(typed: &str, completing: &Completing<'_>) -> Vec<String> {
    let begun = typed.trim_start().to_lowercase();
    let mut found = match behind_a_word(&begun, completing.person) {
        Some((word, spec, rest)) => of_command(word, spec, rest.trim(), completing),
        None => of_beginning(begun.trim_end(), completing),
    };
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|text| seen.insert(text.clone()));
    found.truncate(completing.most);
    found
}

/// The command whose word was typed whole, the longest that fits, and what stands behind it. An English word ends with a
/// space.
fn behind_a_word<'t>(begun: &'t str, person: &Person) -> Option<(&'static str, &'static Spec, &'t str)> {
    let all = specs().iter().filter(|spec| spec.role <= person.role);
    let words = all.flat_map(|spec| spec.words().map(move |word| (word, spec)));
    let fits = words.filter_map(|(word, spec)| {
        let rest = begun.strip_prefix(word)?;
        let ends = rest.starts_with(' ') || (!word.is_ascii() && !rest.is_empty());
        ends.then_some((word, spec, rest))
    });
    fits.max_by_key(|(word, ..)| word.len())
}

fn of_command(word: &str, spec: &Spec, rest: &str, completing: &Completing<'_>) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    if spec.on_alert {
        let numbers = completing.open.iter().map(i64::to_string);
        values.extend(numbers.filter(|number| number.starts_with(rest)));
    }
    // The KPI of an alert may stand for its number; the number is shorter, so a KPI is offered once its name is begun.
    let names_alert = spec.on_alert && spec.needs.is_empty() && !rest.is_empty();
    if spec.takes.contains(&Slot::Kpis) || names_alert {
        values.extend(kpis(rest, completing));
    }
    if spec.takes(Slot::People) {
        let people = completing.org.people.values().filter(|person| !person.left);
        values.extend(people.filter(|person| is_called(person, rest)).map(|person| person.name.clone()));
    }
    if spec.takes(Slot::Command) {
        let words = specs().iter().map(|spec| own_word(spec, completing.person));
        values.extend(words.filter(|word| word.starts_with(rest)).map(str::to_owned));
    }
    values.into_iter().map(|value| format!("{word} {value}")).collect()
}

fn of_beginning(begun: &str, completing: &Completing<'_>) -> Vec<String> {
    let own = |spec: &&Spec| spec.role <= completing.person.role;
    let words = specs().iter().filter(own).filter_map(|spec| {
        let own = own_word(spec, completing.person);
        let mut words = [own].into_iter().chain(spec.words());
        words.find(|word| !begun.is_empty() && word.starts_with(begun))
    });
    let mut found: Vec<String> = words.map(str::to_owned).collect();
    found.extend(kpis(begun, completing));
    if begun.is_empty() {
        found.extend(specs().iter().filter(own).map(|spec| own_word(spec, completing.person).to_owned()));
    }
    found
}

/// The KPIs one of whose names has a word that begins so: the person's own first.
fn kpis(begun: &str, completing: &Completing<'_>) -> Vec<String> {
    let is_own = |kpi: &Kpi| kpi.owner.as_ref() == Some(&completing.person.key);
    let all = completing.org.kpis.values().filter(|kpi| kpi.activity != Activity::Draft);
    let mut fitting: Vec<&Kpi> = all.filter(|kpi| is_begun(kpi, begun)).collect();
    fitting.sort_by_key(|kpi| !is_own(kpi));
    fitting.truncate(completing.most);
    fitting.into_iter().map(|kpi| said(kpi, completing.person)).collect()
}

/// What is said to mean a KPI: its name with its shop in the person's language.
pub(crate) fn said(kpi: &Kpi, person: &Person) -> String {
    let name = if person.locale.is_chinese() { &kpi.name_zh } else { &kpi.name_en };
    match &kpi.scope {
        Some(scope) => format!("{name} {scope}"),
        None => name.clone(),
    }
}

fn is_begun(kpi: &Kpi, begun: &str) -> bool {
    let names = [kpi.key.as_str(), &kpi.name_en, &kpi.name_zh].into_iter();
    let mut names = names.chain(kpi.aliases.iter().map(String::as_str)).map(str::to_lowercase);
    let scope = kpi.scope.as_deref().map(str::to_lowercase);
    names.any(|name| {
        let whole = scope.as_ref().map_or_else(|| name.clone(), |scope| format!("{name} {scope}"));
        whole.starts_with(begun)
            || name.split([' ', '_', '-']).any(|word| word.starts_with(begun))
            || (!begun.is_ascii() && name.contains(begun))
    })
}

fn is_called(person: &Person, begun: &str) -> bool {
    let names = [person.key.as_str(), &person.name].into_iter();
    let mut names = names.chain(person.aliases.iter().map(String::as_str)).map(str::to_lowercase);
    names.any(|name| name.starts_with(begun))
}

fn own_word(spec: &Spec, person: &Person) -> &'static str {
    let words = if person.locale.is_chinese() { spec.words_zh } else { spec.words_en };
    words.first().copied().unwrap_or_default()
}
