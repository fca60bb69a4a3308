//! Escalation: who is told next, and when, while nobody answers.

pub mod chain;
pub mod hours;

use serde::{Deserialize, Serialize};

use crate::id::PolicyKey;
use crate::kpi::Kpi;
use crate::org::Org;

/// Whom a step tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// The owner of the KPI.
    Owner,
    /// The backup owner.
    Backup,
    /// The lead of the KPI's team.
    Lead,
    /// An administrator.
    Admin,
}

/// One step of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Whom it tells.
    pub rung: Rung,
    /// Minutes after the episode opened (or the ack expired).
    pub after_minutes: u32,
}

/// The times of one severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// The steps, in order of time; the first is the owner at 0.
    pub steps: Vec<Step>,
    /// Minutes after the last step until the steps begin again.
    pub repeat_minutes: u32,
    /// Minutes that an acknowledgement without a note holds the clock.
    pub ack_minutes: u32,
    /// Whether the clock runs outside the person's working hours.
    pub around_the_clock: bool,
    /// Longest snooze in minutes.
    pub snooze_limit_minutes: u32,
}

/// Times per severity. A running episode keeps the policy it began with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Unique name.
    pub key: PolicyKey,
    /// For warnings and data faults.
    pub warning: Times,
    /// For critical breaches.
    pub critical: Times,
    /// Days after a closing in which a new breach counts as a relapse of the same alert.
    pub relapse_days: u32,
}

impl Times {
    /// Built-in times of a warning: within working hours, a day long.
    pub fn default_warning() -> Self {
        let step = |rung, after_minutes| Step { rung, after_minutes };
        Self {
            steps: vec![
                step(Rung::Owner, 0),
                step(Rung::Owner, 120),
                step(Rung::Backup, 240),
                step(Rung::Lead, 480),
                step(Rung::Admin, 960),
            ],
            repeat_minutes: 1440,
            ack_minutes: 1440,
            around_the_clock: false,
            snooze_limit_minutes: 3 * 1440,
        }
    }

    /// Built-in times of a critical breach: around the clock, two hours long.
    pub fn default_critical() -> Self {
        let step = |rung, after_minutes| Step { rung, after_minutes };
        Self {
            steps: vec![
                step(Rung::Owner, 0),
                step(Rung::Owner, 15),
                step(Rung::Backup, 30),
                step(Rung::Lead, 60),
                step(Rung::Admin, 120),
            ],
            repeat_minutes: 120,
            ack_minutes: 240,
            around_the_clock: true,
            snooze_limit_minutes: 1440,
        }
    }
}

/// Days in which a new breach is a relapse, where no policy says otherwise.
pub const DEFAULT_RELAPSE_DAYS: u32 = 14;

impl Policy {
    /// The policy of a KPI that names none.
    pub fn built_in() -> Self {
        Self {
            key: built_in_key(),
            warning: Times::default_warning(),
            critical: Times::default_critical(),
            relapse_days: DEFAULT_RELAPSE_DAYS,
        }
    }

    /// The policy by which a new episode of a KPI's alert escalates.
    pub fn of(kpi: &Kpi, org: &Org) -> Self {
        kpi.policy.as_ref().and_then(|key| org.policies.get(key)).cloned().unwrap_or_else(Self::built_in)
    }
}

#[expect(clippy::expect_used, reason = "the text is compiled in, and a test reads it")]
fn built_in_key() -> PolicyKey {
    PolicyKey::parse("built_in").expect("the name of the built-in policy is a key")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_policy_begins_with_the_owner_and_climbs() {
        let policy = Policy::built_in();
        for times in [&policy.warning, &policy.critical] {
            assert_eq!(times.steps[0], Step { rung: Rung::Owner, after_minutes: 0 });
            assert!(times.steps.is_sorted_by_key(|step| (step.after_minutes, step.rung)));
        }
    }
}
