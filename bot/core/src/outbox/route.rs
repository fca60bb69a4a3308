//! Routing: from whom to tell to the addresses, readers and order of the rows that tell them.

use jiff::Timestamp;

use super::{Outgoing, Reader};
use crate::alert::decide::{Recipient, Tell};
use crate::alert::event::Happened;
use crate::alert::{Alert, ChosenBecause, announcement};
use crate::escalation::Rung;
use crate::escalation::chain::{Chosen, admins, on_rung};
use crate::id::{AlertId, IdGen, OutboxId, PersonKey};
use crate::message::{Message, Notice, Purpose};
use crate::org::Org;
use crate::person::{Channel, Person};
use crate::platform::Address;

/// What routing looks at beside what is told.
struct Way<'a> {
    alert: Option<&'a Alert>,
    org: &'a Org,
    platforms: &'a [String],
    ids: &'a dyn IdGen,
    now: Timestamp,
}

/// The rows that tell it. `platforms` are those of this service, best first. A person without an address on any of
/// them is stood in for by the next of the chain who has one, and the administrators are told so.
pub fn route(
    tell: &Tell,
    alert: Option<&Alert>,
    org: &Org,
    platforms: &[String],
    ids: &dyn IdGen,
    now: Timestamp,
) -> Vec<Outgoing> {
    let way = Way { alert, org, platforms, ids, now };
    match &tell.to {
        Recipient::Channel | Recipient::Thread => way.channel(tell).into_iter().collect(),
        Recipient::In(channel) => way
            .org
            .channels
            .get(channel)
            .and_then(|channel| way.posted_in(tell, channel))
            .into_iter()
            .collect(),
        Recipient::Person(person) => way.person(tell, person),
        Recipient::Admins => way.admins(tell),
    }
}

impl Way<'_> {
    fn channel(&self, tell: &Tell) -> Option<Outgoing> {
        let alert = self.alert?;
        let channel = self.org.channel_of(self.org.kpis.get(&alert.kpi)?)?;
        let row = self.posted_in(tell, channel)?;
        let (is_card, own) = (is_announcement(&tell.message), announced_as(&tell.message, alert));
        Some(if is_card {
            Outgoing { id: own, ..row }
        } else {
            Outgoing { reply_to: below(tell, own), ..row }
        })
    }

    fn posted_in(&self, tell: &Tell, channel: &Channel) -> Option<Outgoing> {
        let is_served = self.platforms.contains(&channel.platform);
        is_served.then(|| self.row(tell, tell.message.clone(), address_of(channel), reader_of(channel)))
    }

    fn person(&self, tell: &Tell, person: &PersonKey) -> Vec<Outgoing> {
        let known = self.org.people.get(person).filter(|person| !person.left);
        if let Some(row) = known.and_then(|known| self.direct(tell, known, tell.message.clone())) {
            return vec![row];
        }
        let stand_in = self.stand_in(person).and_then(|(rung, chosen)| {
            let message = addressed_to(&tell.message, rung, &chosen);
            self.direct(tell, self.org.people.get(&chosen.person)?, message)
        });
        stand_in.into_iter().chain(self.nobody_to_tell(tell)).collect()
    }

    fn admins(&self, tell: &Tell) -> Vec<Outgoing> {
        admins(self.org).filter_map(|admin| self.direct(tell, admin, tell.message.clone())).collect()
    }

    /// A direct message where the person wants to be told.
    fn direct(&self, tell: &Tell, person: &Person, message: Message) -> Option<Outgoing> {
        let reader = Reader {
            locale: person.locale.clone(),
            zone: person.zone.clone(),
            person: Some(person.key.clone()),
        };
        Some(self.row(tell, message, self.address(person)?, reader))
    }

    fn address(&self, person: &Person) -> Option<Address> {
        let preferred = self.platforms.iter().filter(|platform| person.prefers.as_ref() == Some(platform));
        let mut identities = preferred
            .chain(self.platforms)
            .filter_map(|platform| Some((platform, person.identities.get(platform)?)));
        let (platform, id) = identities.next()?;
        Some(Address { platform: platform.clone(), target: id.clone(), direct: true, thread: None })
    }

    /// The next of the chain, other than the person, who has an address.
    fn stand_in(&self, person: &PersonKey) -> Option<(Rung, Chosen)> {
        let alert = self.alert?;
        let kpi = self.org.kpis.get(&alert.kpi)?;
        let rungs = [Rung::Backup, Rung::Lead].into_iter();
        let chain = rungs.filter_map(|rung| Some((rung, on_rung(rung, alert, kpi, self.org, self.now)?)));
        let because = ChosenBecause::Administers;
        let admins =
            admins(self.org).map(|admin| (Rung::Admin, Chosen { person: admin.key.clone(), because }));
        chain.chain(admins).find(|(_, chosen)| {
            let known = self.org.people.get(&chosen.person);
            chosen.person != *person && known.and_then(|known| self.address(known)).is_some()
        })
    }

    /// Tells the administrators that a person cannot be reached.
    fn nobody_to_tell(&self, tell: &Tell) -> Vec<Outgoing> {
        let Some(alert) = self.alert else { return Vec::new() };
        let message = Message::Notice { notice: Notice::nobody_to_tell(alert, self.org) };
        let key = format!("{}:unreachable", tell.key);
        let notice = Tell { to: Recipient::Admins, class: tell.class, message, key, not_before: self.now };
        self.admins(&notice)
    }

    fn row(&self, tell: &Tell, message: Message, to: Address, reader: Reader) -> Outgoing {
        let alert = self.alert.map(|alert| alert.id).or_else(|| shown(&message));
        let place = format!("{}|{}", to.platform, to.target);
        Outgoing {
            id: OutboxId::fresh(self.ids),
            class: tell.class,
            order_key: alert.map_or_else(|| place.clone(), |alert| format!("{place}|{alert}")),
            idempotency_key: format!("{}@{}:{}", tell.key, to.platform, to.target),
            to,
            shows: shown(&message),
            message,
            reader,
            reply_to: None,
            not_before: tell.not_before,
            expires_at: None,
            plain: false,
        }
    }
}

fn address_of(channel: &Channel) -> Address {
    let (platform, target) = (channel.platform.clone(), channel.target.clone());
    Address { platform, target, direct: false, thread: None }
}

fn reader_of(channel: &Channel) -> Reader {
    Reader { locale: channel.locale.clone(), zone: channel.zone.clone(), person: None }
}

/// The alert whose card a message is.
fn shown(message: &Message) -> Option<AlertId> {
    match message {
        Message::Alert { alert, .. } => Some(*alert),
        _ => None,
    }
}

fn is_announcement(message: &Message) -> bool {
    matches!(message, Message::Alert { purpose: Purpose::Announce, .. })
}

/// The announcement that a message is, or belongs below. That an alert relapsed is told below the card of the
/// episode before, where the fix was talked about.
fn announced_as(message: &Message, alert: &Alert) -> OutboxId {
    let episode = match message {
        Message::AlertUpdate { event, .. } => match event.what {
            Happened::Relapsed { .. } => event.episode.saturating_sub(1),
            _ => event.episode,
        },
        _ => alert.episode,
    };
    announcement(alert.id, episode)
}

fn below(tell: &Tell, announcement: OutboxId) -> Option<OutboxId> {
    (tell.to == Recipient::Thread).then_some(announcement)
}

/// The message as it is told to somebody who stands in: the page names them, not the person who cannot be reached.
pub(super) fn addressed_to(message: &Message, rung: Rung, stand_in: &Chosen) -> Message {
    match message {
        Message::Alert { alert, purpose: Purpose::Page { again, .. } } => {
            let (person, because) = (stand_in.person.clone(), stand_in.because);
            Message::Alert { alert: *alert, purpose: Purpose::Page { person, because, rung, again: *again } }
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use uuid::Uuid;

    use super::*;
    use crate::alert::decide::Deed;
    use crate::alert::tests::{Case, key};
    use crate::person::Locale;

    /// Counts up.
    #[derive(Default)]
    struct Counter(AtomicU64);

    impl IdGen for Counter {
        fn uuid(&self) -> Uuid {
            Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 100)
        }
    }

    fn routed(case: &Case, tell: &Tell) -> Vec<Outgoing> {
        let platforms = ["slack".to_owned(), "web".to_owned()];
        route(tell, Some(&case.alert), &case.org, &platforms, &Counter::default(), case.now)
    }

    fn all(case: &Case) -> Vec<Outgoing> {
        case.tell.iter().flat_map(|tell| routed(case, tell)).collect()
    }

    #[test]
    fn a_card_goes_to_the_channel_in_its_language_and_the_page_to_the_person_in_theirs() {
        let case = Case::breach("4.6", "2026-03-03T10:00");
        let rows = all(&case);
        let [card, page] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((card.to.target.as_str(), card.to.direct), ("c-ops", false));
        assert_eq!((&card.reader.locale, &card.reader.person), (&Locale::EN_US, &None));
        assert_eq!(card.id, case.alert.announced_as());
        assert_eq!((page.to.target.as_str(), page.to.direct), ("u-mei", true));
        assert_eq!((&page.reader.locale, &page.reader.person), (&Locale::ZH_CN, &Some(key("mei"))));
        assert!(rows.iter().all(|row| row.shows == Some(case.alert.id)));
        assert_eq!(card.order_key, format!("web|c-ops|{}", case.alert.id));
        assert_ne!(card.idempotency_key, page.idempotency_key);
    }

    #[test]
    fn a_line_replies_below_the_card() {
        let mut case = Case::breach("4.6", "2026-03-03T10:00");
        case.act("mei", Deed::Acknowledge);
        let rows = all(&case);
        let [line] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((line.to.target.as_str(), line.shows), ("c-ops", None));
        assert_eq!(line.reply_to, Some(case.alert.announced_as()));
    }

    #[test]
    fn a_relapse_is_told_below_the_card_of_the_episode_before() {
        let mut case = Case::breach("4.6", "2026-03-03T10:00");
        let first = case.alert.announced_as();
        case.read(2, "3").read(3, "5");
        let rows = all(&case);
        let [line, card, page] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((line.reply_to, card.reply_to, page.reply_to), (Some(first), None, None));
        assert_eq!(card.id, case.alert.announced_as());
    }

    #[test]
    fn the_best_platform_of_the_person_is_taken() {
        let mut case = Case::breach("4.6", "2026-03-03T10:00");
        let identities = &mut case.org.people.get_mut(&key("mei")).unwrap().identities;
        identities.insert("slack".to_owned(), "U1".to_owned());
        assert_eq!(routed(&case, &case.tell[1])[0].to.platform, "slack");
    }

    #[test]
    fn who_prefers_a_platform_is_told_there_where_it_knows_them() {
        let mut case = Case::breach("4.6", "2026-03-03T10:00");
        let mei = case.org.people.get_mut(&key("mei")).unwrap();
        mei.identities.insert("slack".to_owned(), "U1".to_owned());
        mei.prefers = Some("web".to_owned());
        let rows = routed(&case, &case.tell[1]);
        assert_eq!((rows.len(), rows[0].to.platform.as_str()), (1, "web"));
        case.org.people.get_mut(&key("mei")).unwrap().prefers = Some("discord".to_owned());
        assert_eq!(routed(&case, &case.tell[1])[0].to.platform, "slack");
    }

    #[test]
    fn for_a_person_without_an_address_the_next_stands_in_and_administrators_are_told() {
        let mut case = Case::breach("4.6", "2026-03-03T10:00");
        for name in ["mei", "bob"] {
            case.org.people.get_mut(&key(name)).unwrap().identities.clear();
        }
        let rows = routed(&case, &case.tell[1]);
        let [page, notice] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((page.to.target.as_str(), notice.to.target.as_str()), ("u-lin", "u-ada"));
        let Message::Alert { purpose: Purpose::Page { person, rung, .. }, .. } = &page.message else {
            panic!("{page:?}")
        };
        assert_eq!((person, rung), (&key("lin"), &Rung::Lead));
        assert!(matches!(notice.message, Message::Notice { notice: Notice::NobodyToTell { number: 7, .. } }));
    }

    #[test]
    fn a_channel_of_a_platform_that_is_not_served_gets_nothing() {
        let mut case = Case::breach("4.6", "2026-03-03T10:00");
        case.org.channels.values_mut().next().unwrap().platform = "discord".to_owned();
        assert_eq!(routed(&case, &case.tell[0]), []);
    }

    #[test]
    fn routing_twice_gives_the_same_keys() {
        let case = Case::breach("9", "2026-03-04T02:00");
        let keys = || all(&case).into_iter().map(|row| row.idempotency_key).collect::<Vec<_>>();
        assert_eq!(keys(), keys());
        assert_eq!(keys().len(), 4);
    }
}
