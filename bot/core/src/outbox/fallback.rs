//! Fallbacks: what takes the place of a message that will never be accepted.

use jiff::Timestamp;

use super::outcome::Fallback;
use super::route::route;
use super::{Class, Outgoing};
use crate::alert::Alert;
use crate::alert::decide::{Recipient, Tell};
use crate::escalation::Rung;
use crate::escalation::chain::{admins, on_rung};
use crate::id::{IdGen, OutboxId, PersonKey};
use crate::message::{Message, Notice};
use crate::org::Org;

/// Marks the key of a message that goes out in the place of another.
const ELSEWHERE: &str = ":elsewhere";
/// Most times that a message is put in the place of another; afterwards only administrators are told.
const MOST_TIMES: usize = 3;

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
        Fallback::PlainText => vec![plain(dead, around)],
        Fallback::NoticeOnly => notice(dead, reason, around),
        Fallback::OtherTarget => {
            let mut rows = elsewhere(dead, around);
            rows.extend(notice(dead, reason, around));
            rows
        }
    }
}

fn plain(dead: &Outgoing, around: Surroundings<'_>) -> Outgoing {
    Outgoing {
        id: OutboxId::fresh(around.ids),
        plain: true,
        idempotency_key: format!("{}:plain", dead.idempotency_key),
        not_before: around.now,
        ..dead.clone()
    }
}

/// The same person on another platform, else the next of the chain.
fn elsewhere(dead: &Outgoing, around: Surroundings<'_>) -> Vec<Outgoing> {
    let Some(person) = dead.reader.person.as_ref().filter(|_| dead.to.direct) else { return Vec::new() };
    if dead.idempotency_key.matches(ELSEWHERE).count() >= MOST_TIMES {
        return Vec::new();
    }
    let others: Vec<String> =
        around.platforms.iter().filter(|platform| **platform != dead.to.platform).cloned().collect();
    let has_other = around
        .org
        .people
        .get(person)
        .is_some_and(|known| others.iter().any(|platform| known.identities.contains_key(platform)));
    let (to, platforms) = if has_other {
        (person.clone(), others.as_slice())
    } else {
        match next_of_chain(person, around) {
            Some(next) => (next, around.platforms),
            None => return Vec::new(),
        }
    };
    let tell = Tell {
        to: Recipient::Person(to),
        class: dead.class,
        message: dead.message.clone(),
        not_before: around.now,
        key: format!("{}{ELSEWHERE}", dead.idempotency_key),
    };
    route(&tell, around.alert, around.org, platforms, around.ids, around.now)
}

/// Who stands behind a person: backup, lead, then the administrators.
fn next_of_chain(person: &PersonKey, around: Surroundings<'_>) -> Option<PersonKey> {
    let alert = around.alert?;
    let kpi = around.org.kpis.get(&alert.kpi)?;
    let chain: Vec<PersonKey> = [Rung::Owner, Rung::Backup, Rung::Lead]
        .into_iter()
        .filter_map(|rung| on_rung(rung, alert, kpi, around.org).map(|chosen| chosen.person))
        .chain(admins(around.org).map(|admin| admin.key.clone()))
        .collect();
    let own = chain.iter().position(|known| known == person);
    chain.into_iter().skip(own.map_or(0, |place| place + 1)).find(|next| next != person)
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
        key: format!("undeliverable:{}", dead.id),
    };
    route(&tell, around.alert, around.org, around.platforms, around.ids, around.now)
}
