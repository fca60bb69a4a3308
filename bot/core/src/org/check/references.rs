//! References: every key that a record names belongs to a record that is there, and to somebody who has not left.

use jiff::Timestamp;

use super::Checked;
use crate::calendar::Calendar;
use crate::id::{ChannelKey, Key, KpiKey, PersonKey, TeamKey};
use crate::kpi::Activity;
use crate::org::Org;
use crate::org::problem::{ProblemKind, Rule};
use crate::org::record::RecordKind;

pub(super) fn check(org: &Org, _: Timestamp, checked: &mut Checked) {
    let mut found = References { org, checked };
    for key in org.calendars.keys() {
        found.calendar(format!("calendar.{key}"), key);
    }
    for (key, team) in &org.teams {
        found.person(format!("team.{key}.lead"), team.lead.as_ref());
        found.channel(format!("team.{key}.channel"), team.channel.as_ref());
    }
    for (key, person) in &org.people {
        found.calendar(format!("person.{key}.calendar"), &person.calendar);
        found.team(format!("person.{key}.team"), person.team.as_ref());
    }
    for (key, cover) in &org.covers {
        found.known_person(format!("cover.{key}.person"), &cover.person);
        found.known_person(format!("cover.{key}.by"), &cover.by);
    }
    for (key, kpi) in &org.kpis {
        found.person(format!("kpi.{key}.owner"), kpi.owner.as_ref());
        found.person(format!("kpi.{key}.backup"), kpi.backup.as_ref());
        found.person(format!("kpi.{key}.data_owner"), kpi.data_owner.as_ref());
        if let Activity::Paused { by: Some(by), .. } = &kpi.activity {
            found.known_person(format!("kpi.{key}.paused.by"), by);
        }
        found.team(format!("kpi.{key}.team"), Some(&kpi.team));
        found.channel(format!("kpi.{key}.channel"), kpi.channel.as_ref());
        if let Some(policy) = &kpi.policy {
            let known = org.policies.keys().map(Key::as_str);
            found.checked.need(format!("kpi.{key}.policy"), RecordKind::Policy, policy.as_str(), known);
        }
    }
    for (key, card) in &org.scorecards {
        for entry in &card.entries {
            found.kpi(format!("scorecard.{key}.entries.{}", entry.kpi), &entry.kpi);
        }
    }
    for (key, schedule) in &org.schedules {
        found.channel(format!("schedule.{key}.channel"), Some(&schedule.channel));
        found.calendar(format!("schedule.{key}.calendar"), &schedule.timing.calendar);
        if let Some(card) = &schedule.scorecard {
            let known = org.scorecards.keys().map(Key::as_str);
            let place = format!("schedule.{key}.scorecard");
            found.checked.need(place, RecordKind::Scorecard, card.as_str(), known);
        }
    }
    for (key, mapping) in &org.mappings {
        for column in &mapping.columns {
            found.kpi(format!("mapping.{key}.columns.{}", column.kpi), &column.kpi);
        }
    }
}

struct References<'a> {
    org: &'a Org,
    checked: &'a mut Checked,
}

impl References<'_> {
    fn person(&mut self, place: String, key: Option<&PersonKey>) {
        let Some(key) = key else { return };
        if self.org.people.get(key).is_some_and(|person| person.left) {
            self.checked.error(place, ProblemKind::Rule(Rule::HasLeft(key.to_string())));
        } else {
            let known =
                self.org.people.values().filter(|person| !person.left).map(|person| person.key.as_str());
            self.checked.need(place, RecordKind::Person, key.as_str(), known);
        }
    }

    /// Somebody who may have left since.
    fn known_person(&mut self, place: String, key: &PersonKey) {
        let known = self.org.people.keys().map(Key::as_str);
        self.checked.need(place, RecordKind::Person, key.as_str(), known);
    }

    fn team(&mut self, place: String, key: Option<&TeamKey>) {
        if let Some(key) = key {
            let known = self.org.teams.keys().map(Key::as_str);
            self.checked.need(place, RecordKind::Team, key.as_str(), known);
        }
    }

    fn channel(&mut self, place: String, key: Option<&ChannelKey>) {
        if let Some(key) = key {
            let known = self.org.channels.keys().map(Key::as_str);
            self.checked.need(place, RecordKind::Channel, key.as_str(), known);
        }
    }

    fn kpi(&mut self, place: String, key: &KpiKey) {
        let known = self.org.kpis.keys().map(Key::as_str);
        self.checked.need(place, RecordKind::Kpi, key.as_str(), known);
    }

    fn calendar(&mut self, place: String, key: &str) {
        let known: Vec<&str> = Calendar::builtin_keys().collect();
        self.checked.need(place, RecordKind::Calendar, key, known.into_iter());
    }
}
