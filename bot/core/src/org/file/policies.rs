//! Escalation policies in the file: the built-in times unless a key says otherwise.

use super::fields::Fields;
use super::lines::{self, Lines};
use crate::escalation::{DEFAULT_RELAPSE_DAYS, Policy, Rung, Step, Times};
use crate::id::PolicyKey;

const RUNGS: [(&str, Rung); 4] =
    [("owner", Rung::Owner), ("backup", Rung::Backup), ("lead", Rung::Lead), ("admin", Rung::Admin)];

pub(super) fn read(fields: &Fields<'_>) -> Option<Policy> {
    let key = fields.need("key", fields.read("key", PolicyKey::parse), "a short name, such as \"calm\"");
    let warning = fields.table("warning").map(|table| times(&table, Times::default_warning()));
    let critical = fields.table("critical").map(|table| times(&table, Times::default_critical()));
    let relapse_days = fields.whole("relapse_days").unwrap_or(DEFAULT_RELAPSE_DAYS);
    fields.finish();
    Some(Policy {
        key: key?,
        warning: warning.unwrap_or_else(Times::default_warning),
        critical: critical.unwrap_or_else(Times::default_critical),
        relapse_days,
    })
}

fn times(fields: &Fields<'_>, default: Times) -> Times {
    let step = |table: &Fields<'_>| {
        let rung =
            table.need("tell", table.word("tell", &RUNGS), "\"owner\", \"backup\", \"lead\" or \"admin\"");
        let after =
            table.need("after_minutes", table.whole("after_minutes"), "minutes after the alert opened");
        table.finish();
        Some(Step { rung: rung?, after_minutes: after? })
    };
    let steps: Vec<_> = fields.tables("steps", &["tell"]).iter().filter_map(step).collect();
    let times = Times {
        steps: if fields.has("steps") { steps } else { default.steps },
        repeat_minutes: fields.whole("repeat_minutes").unwrap_or(default.repeat_minutes),
        ack_minutes: fields.whole("ack_minutes").unwrap_or(default.ack_minutes),
        around_the_clock: fields.flag("around_the_clock").unwrap_or(default.around_the_clock),
        snooze_limit_minutes: fields.whole("snooze_limit_minutes").unwrap_or(default.snooze_limit_minutes),
    };
    fields.finish();
    times
}

pub(super) fn write(out: &mut Lines, policy: &Policy) {
    out.record("policy");
    out.text("key", &policy.key);
    out.raw("relapse_days", policy.relapse_days);
    for (name, times) in [("policy.warning", &policy.warning), ("policy.critical", &policy.critical)] {
        out.table(name);
        let line = |step: &Step| {
            let rung = RUNGS.iter().find(|(_, rung)| *rung == step.rung).map_or("", |(word, _)| word);
            format!("tell = {}, after_minutes = {}", lines::quoted(rung), step.after_minutes)
        };
        out.tables("steps", times.steps.iter().map(line));
        out.raw("repeat_minutes", times.repeat_minutes);
        out.raw("ack_minutes", times.ack_minutes);
        out.raw("around_the_clock", times.around_the_clock);
        out.raw("snooze_limit_minutes", times.snooze_limit_minutes);
    }
}
