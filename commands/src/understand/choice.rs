//! Readings as buttons: each with the text that means it and what it is called.

use steward_core::kpi::Kpi;
use steward_core::message::answer::Choice;

use super::fill::Said;
use super::print::print;
use super::readings::Readings;
use crate::meaning::{Intent, Meaning, Understanding};
use crate::reading::text::Text;
use crate::registry::specs;

/// Most readings that are offered to choose from.
pub(super) const MOST_CHOICES: usize = 4;

/// Readings to choose from, at most four, each once.
pub(super) fn choices(readings: &[Meaning], said: Said<'_>, most: usize) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for meaning in readings {
        let choice = choice(meaning, said);
        if !choices.iter().any(|known| known.says == choice.says) {
            choices.push(choice);
        }
    }
    choices.truncate(most.min(MOST_CHOICES));
    choices
}

/// What is asked instead of doing what was not said plainly: to do it, or to see what it is about.
pub(super) fn instead_of_doing(meaning: Meaning, said: Said<'_>) -> Understanding {
    let about = match (meaning.alerts.first(), meaning.kpis.first()) {
        (Some(_), _) => Intent::History,
        (None, Some(_)) => Intent::Kpi,
        (None, None) => Intent::Mine,
    };
    let about = Meaning {
        intent: Some(about),
        alerts: meaning.alerts.first().copied().into_iter().collect(),
        kpis: meaning.kpis.first().filter(|_| meaning.alerts.is_empty()).cloned().into_iter().collect(),
        ..Meaning::default()
    };
    let offered = [deed(&meaning, said), Some(about)];
    let offered: Vec<Meaning> = offered.into_iter().flatten().collect();
    let choices = choices(&offered, said, MOST_CHOICES);
    if choices.len() < 2 {
        return Understanding::NotUnderstood { meaning: Box::new(meaning), nearest: choices };
    }
    Understanding::Choose { meaning: Box::new(meaning), choices }
}

/// The deed as it would be done once it is said plainly: without the words or the days that make it doubtful, where it is
/// not plain with them.
fn deed(meaning: &Meaning, said: Said<'_>) -> Option<Meaning> {
    let mut wordless = meaning.clone();
    wordless.values.text = None;
    let dateless = Meaning { span: None, ..wordless.clone() };
    [meaning.clone(), wordless, dateless].into_iter().find(|meaning| is_done(meaning, said))
}

/// Whether the text that a choice says is understood as a deed.
fn is_done(meaning: &Meaning, said: Said<'_>) -> bool {
    let text = Text::of(&choice(meaning, said).says);
    let again = Said { words: text.words(), is_question: text.is_question(), ..said };
    super::kept_order(again).is_some() || Readings::of(again).are_plain(again)
}

/// A command as a Chinese reader knows it: "确认 42" for "ack 42".
pub(super) fn in_chinese(says: &str, intent: Option<Intent>) -> String {
    let spec = specs().iter().find(|spec| Some(spec.intent) == intent);
    let words = spec.into_iter().flat_map(|spec| spec.words_en.iter().chain(spec.words_zh));
    let behind = |word: &&'static str| {
        let rest = says.strip_prefix(*word)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
    };
    let rest = words.filter_map(behind).min_by_key(|rest| rest.len());
    match (rest, spec.and_then(|spec| spec.words_zh.first())) {
        (Some(rest), Some(word)) => format!("{word}{rest}"),
        _ => says.to_owned(),
    }
}

fn choice(meaning: &Meaning, said: Said<'_>) -> Choice {
    let says = print(meaning, said.lexicon, &said.scene.person.zone);
    let org = said.lexicon.org();
    let kpis: Vec<&Kpi> = meaning.kpis.iter().filter_map(|key| org.kpis.get(key)).collect();
    if kpis.is_empty() {
        return Choice { name_en: says.clone(), name_zh: in_chinese(&says, meaning.intent), says };
    }
    let named = |name: fn(&Kpi) -> &str| {
        let names: Vec<String> = kpis
            .iter()
            .map(|kpi| match &kpi.scope {
                Some(scope) => format!("{} · {scope}", name(kpi)),
                None => name(kpi).to_owned(),
            })
            .collect();
        names.join(" / ")
    };
    Choice { says, name_en: named(|kpi| &kpi.name_en), name_zh: named(|kpi| &kpi.name_zh) }
}
