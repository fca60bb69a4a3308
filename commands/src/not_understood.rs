//! What is answered to words that mean nothing to Steward: the nearest things that do.

use steward_core::message::answer::{Answer, Choice, Refusal};
use steward_core::spelling::edits;

use crate::context::{Context, Stop};
use crate::reading::kpi;
use crate::reading::text::shortened;
use crate::reading::words::Words;
use crate::registry::specs;
use crate::spec::Spec;
use crate::subject::open_of_person;

/// Most examples that are given.
const MOST_EXAMPLES: usize = 4;

/// The answer to words that mean nothing: did you mean a command, else examples for this person.
pub(crate) async fn answer(context: &mut Context<'_>, words: Words<'_>) -> Result<Answer, Stop> {
    let open = open_of_person(context).await?;
    let mut examples: Vec<Choice> = meant(words).into_iter().collect();
    examples.extend(open.first().map(|alert| Choice {
        says: format!("ack {}", alert.number),
        name_en: format!("ack {}", alert.number),
        name_zh: format!("确认 {}", alert.number),
    }));
    let own: Vec<_> = context
        .org
        .kpis
        .values()
        .filter(|kpi| kpi.owner.as_ref() == Some(&context.person.key))
        .take(1)
        .collect();
    examples.extend(kpi::choices(&own, |kpi| format!("kpi {}", kpi.key)));
    for name in ["mine", "list", "help"] {
        examples.extend(specs().iter().find(|spec| spec.name == name).map(taught));
    }
    let mut said = std::collections::BTreeSet::new();
    examples.retain(|example| said.insert(example.says.clone()));
    examples.truncate(MOST_EXAMPLES);
    Ok(Answer::Refused { why: Refusal::NotUnderstood { text: shortened(&words.said()), examples } })
}

/// A command by the words to teach.
fn taught(spec: &Spec) -> Choice {
    let first = |words: &[&str]| words.first().copied().unwrap_or(spec.name).to_owned();
    Choice { says: first(spec.words_en), name_en: first(spec.words_en), name_zh: first(spec.words_zh) }
}

/// The same words with their first one spelled as the nearest command.
fn meant(words: Words<'_>) -> Option<Choice> {
    let said = words.plain();
    let (first, rest) = said.split_once(' ').unwrap_or((&said, ""));
    let (letters, word) = specs()
        .iter()
        .flat_map(Spec::words)
        .map(|word| (edits(first, word), word))
        .min_by_key(|(letters, _)| *letters)?;
    // A transposition counts as two edits, and is the commonest slip of a thumb.
    let is_transposed = letters == 2 && sorted(first) == sorted(word);
    let is_slip = match first.chars().count() {
        ..3 => false,
        3..6 => letters == 1 || is_transposed,
        _ => (1..=2).contains(&letters),
    };
    if !is_slip {
        return None;
    }
    let says = format!("{word} {rest}").trim().to_owned();
    Some(Choice { name_en: says.clone(), name_zh: says.clone(), says })
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::reading::text::Text;

    #[rstest]
    #[case("akc 42", Some("ack 42"))]
    #[case("snoze 42 4h", Some("snooze 42 4h"))]
    #[case("hlep", Some("help"))]
    #[case("dismis 42", Some("dismiss 42"))]
    #[case("the weather", None)]
    #[case("x", None)]
    #[case("", None)]
    fn knows_slips(#[case] said: &str, #[case] expected: Option<&str>) {
        let text = Text::of(said);
        assert_eq!(meant(text.words()).map(|choice| choice.says).as_deref(), expected);
    }
}
