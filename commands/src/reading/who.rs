//! People as others call them: key, name, alias, part of a name, "me", or the platform's own mention.

use steward_core::message::answer::{Answer, Choice, Refusal};
use steward_core::org::Org;
use steward_core::person::Person;

use super::matching::{Fit, fit, plain};
use super::text::shortened;
use super::words::Words;

/// Most people that are offered to choose from.
const MOST_CHOICES: usize = 4;

/// Words that mean the speaker.
const ME: &[&str] = &["me", "myself", "我", "我自己", "自己"];

/// The person that is meant, or the answer that asks or refuses. `says` writes the command that means a person.
pub(crate) fn person<'a>(
    words: Words<'_>,
    speaker: &'a Person,
    platform: &str,
    org: &'a Org,
    says: impl Fn(&Person) -> String,
) -> Result<&'a Person, Answer> {
    let refused = |asked: String| Answer::Refused { why: Refusal::NoSuchPerson { asked } };
    let asked = words.plain();
    if ME.contains(&asked.as_str()) {
        return Ok(org.people.get(&speaker.key).unwrap_or(speaker));
    }
    if let Some(person) = mentioned(&words.said()).and_then(|id| org.person_on(platform, id)) {
        return Ok(person);
    }
    let asked = plain(asked.trim_start_matches('@'));
    let mut found: Vec<(Fit, &Person)> = org
        .people
        .values()
        .filter(|person| !person.left)
        .filter_map(|person| best_fit(&asked, person).map(|fit| (fit, person)))
        .collect();
    found.sort_by_key(|(fit, person)| (*fit, &person.key));
    let best = found.first().map(|(fit, _)| *fit);
    let fitting: Vec<&Person> =
        found.into_iter().filter(|(fit, _)| Some(*fit) == best).map(|(_, person)| person).collect();
    match *fitting.as_slice() {
        [] => Err(refused(shortened(&words.said()))),
        [person] => Ok(person),
        _ => Err(Answer::Choose {
            asked: shortened(&words.said()),
            choices: fitting
                .iter()
                .take(MOST_CHOICES)
                .map(|person| Choice {
                    says: says(person),
                    name_en: person.name.clone(),
                    name_zh: person.name.clone(),
                })
                .collect(),
        }),
    }
}

fn best_fit(asked: &str, person: &Person) -> Option<Fit> {
    if plain(person.key.as_str()) == asked {
        return Some(Fit::Key);
    }
    let names = [person.name.as_str(), person.key.as_str()];
    // A single character is a whole Chinese family name.
    let initial = |name: &str| !asked.is_ascii() && name.starts_with(asked);
    person
        .aliases
        .iter()
        .map(String::as_str)
        .chain(names)
        .map(plain)
        .filter_map(|name| fit(asked, &name).or_else(|| initial(&name).then_some(Fit::Beginning)))
        .min()
}

/// The id inside a mention as platforms write it: `<@U123>`, `<@!123>`.
fn mentioned(said: &str) -> Option<&str> {
    let id = said.strip_prefix("<@")?.strip_suffix('>')?;
    Some(id.trim_start_matches('!').split('|').next().unwrap_or(id))
}
