//! Fallbacks: what takes the place of a message that will never be accepted.

use jiff::Timestamp;

use super::outcome::Fallback;
use super::route::{addressed_to, route};
use super::{Class, Outgoing};
use crate::alert::decide::{Recipient, Tell};
use crate::alert::{Alert, ChosenBecause};
use crate::escalation::Rung;
use crate::escalation::chain::{Chosen, admins, on_rung};
use crate::id::{IdGen, PersonKey};
use crate::message::{Message, Notice};
use crate::org::Org;

/// Marks the key of a message that goes out in the place of another.
const ELSEWHERE: &str = ":elsewhere";
/// Most times that a message is put in the place of another; afterwards only administrators are told.
const MOST_TIMES: usize = 6;

/// What finding a fallback looks at beside the dead message.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The alert it was about, where there is one.
    pub alert: Option<&'a Alert>,
    /// The standing data.
    pub org: &'a Org,
    /// The platforms of this service, best first.
    pub platforms: &'a [String],
    /// Fresh ids.
    pub ids: &'a dyn IdGen,
    /// The present instant.
    pub now: Timestamp,
}

/// The messages that take the place of `dead`, which ended for `reason`.
pub fn replacements(
    dead: &Outgoing,
    fallback: Fallback,
    reason: &str,
    around: Surroundings<'_>,
) -> Vec<Outgoing> {
    match fallback {
        Fallback::Nothing => Vec::new(),
        Fallback::NoticeOnly => notice(dead, reason, around),
        Fallback::OtherTarget => {
            let mut rows = elsewhere(dead, around);
            rows.extend(notice(dead, reason, around));
            rows
        }
    }
}

/// The same person on another platform, else the next of the chain.
fn elsewhere(dead: &Outgoing, around: Surroundings<'_>) -> Vec<Outgoing> {
    let Some(person) = dead.reader.person.as_ref().filter(|_| dead.to.direct) else { return Vec::new() };
    if dead.idempotency_key.matches(ELSEWHERE).count() >= MOST_TIMES {
        return Vec::new();
    }
    let identities = around.org.people.get(person).map(|known| &known.identities);
    let is_other = |platform: &&String| {
        let id = identities.and_then(|identities| identities.get(*platform));
        id.is_some_and(|id| !was_tried(&dead.idempotency_key, platform, id))
    };
    let others: Vec<String> = around.platforms.iter().filter(is_other).cloned().collect();
    let (to, message, platforms) = if others.is_empty() {
        let Some((rung, next)) = next_of_chain(person, around) else { return Vec::new() };
        let message = addressed_to(&dead.message, rung, &next);
        (next.person, message, around.platforms)
    } else {
        (person.clone(), dead.message.clone(), others.as_slice())
    };
    let tell = Tell {
        to: Recipient::Person(to),
        class: dead.class,
        message,
        not_before: around.now,
        key: format!("{}{ELSEWHERE}", dead.idempotency_key),
    };
    route(&tell, around.alert, around.org, platforms, around.ids, around.now)
}

/// Whether a message went to this address before it went elsewhere: its key is the way it took.
fn was_tried(key: &str, platform: &str, target: &str) -> bool {
    let address = format!("@{platform}:{target}");
    key.split(ELSEWHERE).any(|stop| stop.ends_with(&address))
}

/// Who stands behind a person: backup, lead, then the administrators.
fn next_of_chain(person: &PersonKey, around: Surroundings<'_>) -> Option<(Rung, Chosen)> {
    let alert = around.alert?;
    let kpi = around.org.kpis.get(&alert.kpi)?;
    let because = ChosenBecause::Administers;
    let chain: Vec<(Rung, Chosen)> = [Rung::Owner, Rung::Backup, Rung::Lead]
        .into_iter()
        .filter_map(|rung| Some((rung, on_rung(rung, alert, kpi, around.org, around.now)?)))
        .chain(admins(around.org).map(|admin| (Rung::Admin, Chosen { person: admin.key.clone(), because })))
        .collect();
    let own = chain.iter().position(|(_, chosen)| chosen.person == *person);
    chain.into_iter().skip(own.map_or(0, |place| place + 1)).find(|(_, next)| next.person != *person)
}

fn notice(dead: &Outgoing, reason: &str, around: Surroundings<'_>) -> Vec<Outgoing> {
    let tell = Tell {
        to: Recipient::Admins,
        class: Class::Chatter,
        message: Message::Notice {
            notice: Notice::Undeliverable {
                platform: dead.to.platform.clone(),
                target: dead.to.target.clone(),
                reason: reason.to_owned(),
            },
        },
        not_before: around.now,
        // One a day for each target: what ails it ails everything that goes there.
        key: format!("undeliverable:{}:{}:{}", dead.to.platform, dead.to.target, around.now.strftime("%F")),
    };
    route(&tell, around.alert, around.org, around.platforms, around.ids, around.now)
}
