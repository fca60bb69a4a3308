//! A decision in the making: events are added one by one and folded at once, so that each builds on the last.

use jiff::Timestamp;

use super::{Decision, Facts, Recipient, Tell};
use crate::alert::event::{AlertEvent, Happened};
use crate::alert::fold::fold;
use crate::alert::{Alert, NextAction};
use crate::id::PersonKey;
use crate::message::{Message, Purpose};
use crate::outbox::Class;

/// A decision in the making.
pub(super) struct Draft<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) alert: Alert,
    events: Vec<AlertEvent>,
    tell: Vec<Tell>,
}

impl<'a> Draft<'a> {
    /// Begins with an alert that exists.
    pub(super) fn of(alert: &Alert, facts: &'a Facts<'a>) -> Self {
        Self { facts, alert: alert.clone(), events: Vec::new(), tell: Vec::new() }
    }

    /// Begins with the event that opened the alert.
    pub(super) fn opened(alert: Alert, event: AlertEvent, facts: &'a Facts<'a>) -> Self {
        Self { facts, alert, events: vec![event], tell: Vec::new() }
    }

    /// Adds an event and the next action after it. The next action may build on the alert as the event leaves it,
    /// which there still has the next action of before; an event that closes the alert has none.
    pub(super) fn push(&mut self, what: Happened, next: impl FnOnce(&Alert) -> Option<NextAction>) {
        self.push_in(self.alert.episode, what, next);
    }

    /// Adds the event that begins the next episode.
    pub(super) fn push_relapse(&mut self, what: Happened, next: impl FnOnce(&Alert) -> Option<NextAction>) {
        self.push_in(self.alert.episode.saturating_add(1), what, next);
    }

    /// Adds an event that leaves the next action as it is.
    pub(super) fn push_aside(&mut self, what: Happened) {
        let next = self.alert.next_action;
        self.push(what, |_| next);
    }

    fn push_in(&mut self, episode: u32, what: Happened, next: impl FnOnce(&Alert) -> Option<NextAction>) {
        let mut event = AlertEvent {
            alert: self.alert.id,
            seq: self.alert.version.saturating_add(1),
            episode,
            at: self.facts.now,
            actor: self.facts.actor.clone(),
            origin: self.facts.origin.clone(),
            what,
            next_action: self.alert.next_action,
        };
        let folded = |event: &AlertEvent| fold(Some(self.alert.clone()), event);
        event.next_action = folded(&event).as_ref().and_then(next);
        if let Some(alert) = folded(&event) {
            self.alert = alert;
            self.events.push(event);
        }
    }

    /// Shows the alert's card in its channel.
    pub(super) fn announce(&mut self) {
        let message = Message::Alert { alert: self.alert.id, purpose: Purpose::Announce };
        self.say(Recipient::Channel, Class::Page, message, self.facts.now);
    }

    /// Sends the alert's card to a person, who is to act.
    pub(super) fn page(&mut self, person: &PersonKey, purpose: Purpose, not_before: Timestamp) {
        let message = Message::Alert { alert: self.alert.id, purpose };
        self.say(Recipient::Person(person.clone()), Class::Page, message, not_before);
    }

    /// Tells the newest event in the thread below the card.
    pub(super) fn line(&mut self) {
        let Some(event) = self.events.last().cloned() else { return };
        let (number, kpi) = (self.alert.number, self.alert.kpi.clone());
        let message = Message::AlertUpdate { event: Box::new(event), number, kpi };
        self.say(Recipient::Thread, Class::Chatter, message, self.facts.now);
    }

    /// Whether the decision already tells this person.
    pub(super) fn tells(&self, person: &PersonKey) -> bool {
        self.tell.iter().any(|tell| matches!(&tell.to, Recipient::Person(told) if told == person))
    }

    /// Tells something, under a key made of the newest event and the recipient.
    pub(super) fn say(&mut self, to: Recipient, class: Class, message: Message, not_before: Timestamp) {
        let (alert, seq) = (self.alert.id, self.alert.version);
        let key = match &to {
            Recipient::Channel => format!("{alert}:{seq}:channel"),
            Recipient::Thread => format!("{alert}:{seq}:thread"),
            Recipient::In(channel) => format!("{alert}:{seq}:in:{channel}"),
            Recipient::Person(person) => format!("{alert}:{seq}:person:{person}"),
            Recipient::Admins => format!("{alert}:{seq}:admins"),
        };
        if self.tell.iter().all(|tell| tell.key != key) {
            self.tell.push(Tell { to, class, message, not_before, key });
        }
    }

    /// The decision.
    pub(super) fn decided(self) -> Decision {
        Decision { alert: self.alert, events: self.events, tell: self.tell }
    }
}
