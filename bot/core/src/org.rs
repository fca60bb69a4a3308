//! The standing data of a team, held together: who there is, what is watched, when digests go out.

pub mod change;
pub mod check;
pub mod file;
pub mod mapping;
pub mod problem;
pub mod record;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, CalendarChanges};
use crate::cover::Cover;
use crate::digest::DigestSchedule;
use crate::escalation::Policy;
use crate::id::{
    ChannelKey, CoverKey, KpiKey, MappingKey, PersonKey, PolicyKey, ScheduleKey, ScorecardKey, TeamKey,
};
use crate::kpi::Kpi;
use crate::person::{Channel, Person, Team};
use crate::scorecard::Scorecard;
use crate::target::Target;
use mapping::Mapping;

/// All standing data. The database is the truth; this is one consistent reading of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Org {
    /// Name of the company, shown on the web chat.
    pub name: String,
    /// People.
    pub people: BTreeMap<PersonKey, Person>,
    /// Who answers for whom while they are away.
    #[serde(default)]
    pub covers: BTreeMap<CoverKey, Cover>,
    /// Teams.
    pub teams: BTreeMap<TeamKey, Team>,
    /// Channels.
    pub channels: BTreeMap<ChannelKey, Channel>,
    /// KPIs.
    pub kpis: BTreeMap<KpiKey, Kpi>,
    /// The targets of each KPI, oldest first.
    pub targets: BTreeMap<KpiKey, Vec<Target>>,
    /// Schedules of digests.
    pub schedules: BTreeMap<ScheduleKey, DigestSchedule>,
    /// Scorecards.
    pub scorecards: BTreeMap<ScorecardKey, Scorecard>,
    /// Escalation policies.
    pub policies: BTreeMap<PolicyKey, Policy>,
    /// Import mappings.
    pub mappings: BTreeMap<MappingKey, Mapping>,
    /// The team's own changes to calendars, by calendar.
    pub calendars: BTreeMap<String, CalendarChanges>,
}

impl Org {
    /// The targets of a KPI.
    pub fn targets_of(&self, kpi: &KpiKey) -> &[Target] {
        self.targets.get(kpi).map_or(&[], Vec::as_slice)
    }

    /// The channel where the alerts of a KPI are shown: its own, else its team's.
    pub fn channel_of(&self, kpi: &Kpi) -> Option<&Channel> {
        let team = || self.teams.get(&kpi.team).and_then(|team| team.channel.as_ref());
        self.channels.get(kpi.channel.as_ref().or_else(team)?)
    }

    /// The person with this id on a platform, unless they have left.
    pub fn person_on(&self, platform: &str, id: &str) -> Option<&Person> {
        self.people
            .values()
            .find(|person| !person.left && person.identities.get(platform).is_some_and(|own| own == id))
    }

    /// The channel with this id on a platform.
    pub fn channel_on(&self, platform: &str, target: &str) -> Option<&Channel> {
        self.channels.values().find(|channel| channel.platform == platform && channel.target == target)
    }

    /// The calendar of a key, with the team's own days on top. A key that no calendar has means that every day is a
    /// workday: it must not silence anybody.
    pub fn calendar(&self, key: &str) -> Cow<'static, Calendar> {
        let Some(calendar) = Calendar::builtin(key) else { return Cow::Owned(Calendar::every_day()) };
        match self.calendars.get(key) {
            Some(changes) => Cow::Owned(calendar.with_changes(key, changes)),
            None => Cow::Borrowed(calendar),
        }
    }

    /// The name of a person, or the key when they are not known.
    pub fn name_of<'a>(&'a self, person: &'a PersonKey) -> &'a str {
        self.people.get(person).map_or(person.as_str(), |person| &person.name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::calendar::DayOff;

    #[test]
    fn a_calendar_carries_the_days_of_the_team() {
        let party = DayOff { date: date(2026, 3, 3), name: "年会".to_owned() };
        let changes = CalendarChanges { days_off: vec![party], workdays: Vec::new() };
        let org = Org { calendars: BTreeMap::from([("cn".to_owned(), changes)]), ..Org::default() };
        assert!(!org.calendar("cn").is_workday(date(2026, 3, 3)));
        assert!(org.calendar("us").is_workday(date(2026, 3, 3)));
        assert!(org.calendar("mars").is_workday(date(2026, 10, 3)), "an unknown calendar silences nobody");
    }
}
