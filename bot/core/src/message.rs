//! Messages: what is to be told, as meaning; the text crate turns it into a card in the reader's language.

pub mod answer;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::alert::event::AlertEvent;
use crate::alert::{Alert, AlertKind, ChosenBecause};
use crate::digest::Digest;
use crate::escalation::Rung;
use crate::id::{AlertId, KpiKey, PersonKey};
use crate::kpi::Kpi;
use crate::org::Org;

/// Everything Steward can tell. Stored in the outbox as JSON; a build leaves kinds it does not know to a newer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "message")]
pub enum Message {
    /// The card of an alert, rendered from the alert's newest version when it is sent.
    Alert {
        /// Which alert.
        alert: AlertId,
        /// Why this reader gets it.
        purpose: Purpose,
    },
    /// A line below the card of an alert that tells what happened to it.
    AlertUpdate {
        /// The event that is told, complete.
        event: Box<AlertEvent>,
        /// The alert's number.
        number: i64,
        /// Its KPI.
        kpi: KpiKey,
    },
    /// A digest, its content pinned to the data cut at which it was made.
    Digest {
        /// The content.
        digest: Box<Digest>,
    },
    /// An answer to something a person asked or did.
    Answer {
        /// The answer.
        answer: Box<answer::Answer>,
    },
    /// Something administrators have to know.
    Notice {
        /// What.
        notice: Notice,
    },
}

/// Why a reader gets the card of an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Purpose {
    /// For all to see, in the channel.
    Announce,
    /// This person is to act.
    Page {
        /// Who.
        person: PersonKey,
        /// Why they were chosen.
        because: ChosenBecause,
        /// The rung of the escalation.
        rung: Rung,
        /// Whether they had been told before in this episode.
        again: bool,
    },
    /// This person was handed the alert.
    Handover {
        /// Who gets it.
        person: PersonKey,
        /// Who gave it.
        from: PersonKey,
    },
    /// The promise of this person is overdue.
    Overdue {
        /// Who promised.
        person: PersonKey,
    },
    /// The number recovered; this person is asked for cause and action.
    AskForNote {
        /// Who.
        person: PersonKey,
    },
    /// A colleague asks this person to step in, without waiting for the clock.
    Called {
        /// Who.
        person: PersonKey,
        /// Who asks.
        by: PersonKey,
        /// Why they were chosen.
        because: ChosenBecause,
    },
    /// This person decides whether the limits that were proposed hold from now on.
    Proposal {
        /// Who decides.
        person: PersonKey,
    },
    /// Somebody asked to see it.
    Shown,
    /// The card belongs to an episode that is over, and says so; the one that runs has cards of its own.
    Over,
}

/// Something administrators have to know and do something about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Notice {
    /// A message could not be delivered at all.
    Undeliverable {
        /// The platform.
        platform: String,
        /// Its target.
        target: String,
        /// The platform's reason, for engineers.
        reason: String,
    },
    /// It is not known whether a digest was delivered, and it is held back.
    DigestUnknown {
        /// The channel's name.
        channel: String,
        /// The day it speaks about.
        date: Date,
    },
    /// A digest was skipped because it would have been too late.
    DigestSkipped {
        /// The channel's name.
        channel: String,
        /// The slot it was meant for.
        due: Timestamp,
    },
    /// A backup was restored, and what had been due before was left undone.
    Restored {
        /// The newest instant that the backup knows of; none when it knows of nothing.
        known: Option<Timestamp>,
        /// Pages and digests that are held, since they have probably been sent.
        held: u64,
        /// Digests of the past that are not posted.
        digests: u64,
        /// Until when nobody is called for what had been due.
        quiet_until: Timestamp,
    },
    /// The self-audit found something that the service could not put right by itself.
    Audit {
        /// What.
        finding: AuditFinding,
        /// How many times.
        count: u64,
    },
    /// Nothing can be posted in a channel any more: it was archived, or Steward was removed from it.
    ChannelClosed {
        /// The channel's name.
        channel: String,
    },
    /// A person's account on a platform was switched off.
    AccountClosed {
        /// The person's name.
        name: String,
        /// The platform.
        platform: String,
    },
    /// The calls that a platform allows in a month run out, or have.
    CallBudget {
        /// The platform.
        platform: String,
        /// Calls of this month.
        used: u64,
        /// Calls that it allows.
        allowed: u64,
    },
    /// Somebody acted on a card whose alert is not in this database: most likely another service runs on the same app.
    StrangeCard {
        /// The platform.
        platform: String,
    },
    /// Nobody can be told about an alert: no owner, backup, lead or administrator with an address.
    NobodyToTell {
        /// The KPI's name in English.
        name_en: String,
        /// The KPI's name in Chinese.
        name_zh: String,
        /// The KPI's scope.
        scope: Option<String>,
        /// The alert's number.
        number: i64,
        /// What kind of alert.
        kind: AlertKind,
    },
}

/// What the self-audit looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditFinding {
    /// Alerts whose next action should have been taken.
    OverdueAction,
    /// Open alerts that nothing will ever happen to.
    NoNextAction,
    /// Messages on their way whose sender has gone, and that nobody took over.
    StuckLease,
    /// Messages of which nobody has known for long whether they arrived.
    UnknownOutcome,
    /// Messages that should have been sent.
    OverdueRow,
    /// Messages that will never arrive, in whose place nothing went out.
    DeadUncovered,
    /// Digests that should have been made.
    MissedSlot,
}

impl AuditFinding {
    /// The name in metrics and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OverdueAction => "overdue_action",
            Self::NoNextAction => "no_next_action",
            Self::StuckLease => "stuck_lease",
            Self::UnknownOutcome => "unknown_outcome",
            Self::OverdueRow => "overdue_row",
            Self::DeadUncovered => "dead_uncovered",
            Self::MissedSlot => "missed_slot",
        }
    }

    /// Whether it shows that a duty stands still, and not only that something is wrong.
    pub fn is_standstill(self) -> bool {
        matches!(self, Self::OverdueAction | Self::StuckLease | Self::OverdueRow | Self::MissedSlot)
    }
}

impl Notice {
    /// Nobody can be told about the alert. Where its KPI is not known any more, its key stands for its name.
    pub fn nobody_to_tell(alert: &Alert, org: &Org) -> Self {
        let kpi = org.kpis.get(&alert.kpi);
        let name = |of: fn(&Kpi) -> &String| kpi.map_or_else(|| alert.kpi.to_string(), |kpi| of(kpi).clone());
        Self::NobodyToTell {
            name_en: name(|kpi| &kpi.name_en),
            name_zh: name(|kpi| &kpi.name_zh),
            scope: kpi.and_then(|kpi| kpi.scope.clone()),
            number: alert.number,
            kind: alert.kind,
        }
    }
}
