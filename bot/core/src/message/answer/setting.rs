//! Standing data that was set by a person in chat, and why it was not.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::digest::DigestKind;
use crate::judge::missed::{Missed, QuietAlert};
use crate::kpi::Kpi;
use crate::person::Locale;
use crate::target::Target;
use crate::time::{WorkingHours, Zone};
use crate::unit::Unit;

/// The names of a KPI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KpiName {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
    /// What it is about, where it has a scope.
    pub scope: Option<String>,
}

impl From<&Kpi> for KpiName {
    fn from(kpi: &Kpi) -> Self {
        Self { en: kpi.name_en.clone(), zh: kpi.name_zh.clone(), scope: kpi.scope.clone() }
    }
}

/// What was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "set")]
pub enum Setting {
    /// A KPI is not judged for some days.
    Paused {
        /// Which.
        kpi: KpiName,
        /// Last day of the pause.
        to: Date,
        /// Who answers for the pause, by name.
        by_name: String,
        /// Why.
        reason: String,
    },
    /// A KPI is judged again.
    Resumed {
        /// Which.
        kpi: KpiName,
        /// First day of the pause, where it is known.
        since: Option<Date>,
        /// Settled periods of the pause.
        judged: u32,
        /// Those beyond a limit.
        beyond: u32,
        /// The alerts of which people would have been told, oldest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        alerts: Vec<QuietAlert>,
    },
    /// Somebody answers for somebody else.
    Covered {
        /// Who is away, by name.
        person_name: String,
        /// Who answers, by name.
        by_name: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Somebody answers for somebody else no more.
    Uncovered {
        /// Who is not away, by name.
        person_name: String,
        /// Who was to answer, by name.
        by_name: String,
        /// First day of what was arranged.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// A target holds.
    Target {
        /// Of which KPI.
        kpi: KpiName,
        /// Its unit.
        unit: Unit,
        /// The target.
        target: Target,
    },
    /// The limits stay as they are, though other ones were proposed.
    LimitsKept {
        /// The alert.
        number: i64,
        /// Who had proposed other ones, by name.
        by_name: String,
    },
    /// A channel gets a digest.
    Subscribed {
        /// The channel's name.
        channel: String,
        /// Which digest.
        kind: DigestKind,
        /// When the next one comes.
        next: Option<Timestamp>,
    },
    /// A channel gets a digest no more.
    Unsubscribed {
        /// The channel's name.
        channel: String,
        /// Which digest.
        kind: DigestKind,
    },
    /// The person's language.
    Language {
        /// The language.
        locale: Locale,
    },
    /// The person's zone.
    Zone {
        /// The zone.
        zone: Zone,
        /// What the clock shows there now.
        now: Timestamp,
    },
    /// The person's working hours.
    Hours {
        /// The hours.
        hours: WorkingHours,
    },
}

impl Setting {
    /// The end of a pause, with what it kept quiet.
    pub fn resumed(kpi: &Kpi, since: Option<Date>, quiet: Missed) -> Self {
        let Missed { judged, beyond, alerts } = quiet;
        Self::Resumed { kpi: kpi.into(), since, judged, beyond, alerts }
    }
}

/// What has to be said and was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Which KPI.
    Kpi,
    /// One KPI, where several were named.
    OneKpi,
    /// Which person.
    Person,
    /// From which day to which.
    Days,
    /// Until which day.
    End,
    /// Why.
    Reason,
    /// The value.
    Value,
    /// Which channel.
    Channel,
    /// Which digest.
    Digest,
    /// Which language.
    Language,
    /// Which zone.
    Zone,
    /// Which hours.
    Hours,
}

/// Why standing data was not set. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "not_set")]
pub enum NotSet {
    /// Something was not said.
    Incomplete {
        /// The command, whose usage helps.
        command: String,
        /// What.
        lacks: Lack,
    },
    /// A day that is too early or too late.
    DayOutOfRange {
        /// The day given.
        day: Date,
        /// First day allowed.
        first: Date,
        /// Last day allowed.
        last: Date,
    },
    /// It ends before it begins.
    EndsFirst {
        /// First day given.
        from: Date,
        /// Last day given.
        to: Date,
    },
    /// Nobody covers themselves.
    CoversThemselves,
    /// Nobody covers for the person.
    NotCovered {
        /// Who, by name.
        person_name: String,
    },
    /// Somebody else covers on some of the days.
    CoveredAlready {
        /// Who is away, by name.
        person_name: String,
        /// Who covers already, by name.
        by_name: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Who is to cover is covered by who is away.
    CoverCircle {
        /// Who is to cover, by name.
        by_name: String,
    },
    /// The KPI is not paused.
    NotPaused {
        /// Which.
        kpi: KpiName,
    },
    /// Another season's target holds on some of the days.
    SeasonAlready {
        /// The season.
        season: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Option<Date>,
    },
    /// The platform's own target counts, whatever the team sets.
    PlatformDecides {
        /// Of which KPI.
        kpi: KpiName,
    },
    /// From the value alone no limits follow: both sides are bad.
    TwoSided {
        /// Of which KPI.
        kpi: KpiName,
    },
    /// Another value was recorded meanwhile.
    ValueMoved {
        /// Of which KPI.
        kpi: KpiName,
    },
    /// The channel gets it already.
    SubscribedAlready {
        /// The channel's name.
        channel: String,
        /// Which digest.
        kind: DigestKind,
    },
    /// The channel gets no such digest.
    NotSubscribed {
        /// The channel's name.
        channel: String,
    },
    /// It would break a rule of the standing data, which is told as the command line tells it.
    BreaksRule {
        /// The rule.
        rule: String,
    },
}
