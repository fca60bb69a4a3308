//! Notices to administrators: what went wrong in the service itself, and what to do.

use rust_decimal::Decimal;
use steward_core::alert::AlertKind;
use steward_core::card::{Card, Tone};
use steward_core::message::{AuditFinding, Notice};

use super::parts::short;
use crate::writer::Writer;

/// The card of a notice.
pub(super) fn card(writer: &Writer<'_>, notice: &Notice) -> Card {
    let (what, next) = match notice {
        Notice::Undeliverable { platform, target, reason } => (
            writer.say("notice-undeliverable", &[("platform", platform.into()), ("target", target.into())]),
            writer.say("notice-undeliverable-next", &[("reason", reason.into())]),
        ),
        Notice::DigestUnknown { channel, date } => (
            writer.say(
                "notice-digest-unknown",
                &[("channel", channel.into()), ("date", writer.weekday_date(*date).into())],
            ),
            writer.say("notice-digest-unknown-next", &[]),
        ),
        Notice::DigestSkipped { channel, due } => (
            writer.say(
                "notice-digest-skipped",
                &[("channel", channel.into()), ("due", writer.instant(*due).into())],
            ),
            writer.say("notice-digest-skipped-next", &[]),
        ),
        Notice::Restored { known, held, digests, quiet_until } => (
            match known {
                Some(known) => writer.say("notice-restored", &[("known", writer.instant(*known).into())]),
                None => writer.say("notice-restored-empty", &[]),
            },
            writer.say(
                "notice-restored-next",
                &[
                    ("held", held.to_string().into()),
                    ("digests", digests.to_string().into()),
                    ("until", writer.instant(*quiet_until).into()),
                ],
            ),
        ),
        Notice::Audit { finding, count } => audit(writer, *finding, *count),
        Notice::ChannelClosed { channel } => (
            writer.say("notice-channel-closed", &[("channel", channel.into())]),
            writer.say("notice-channel-closed-next", &[]),
        ),
        Notice::AccountClosed { name, platform } => (
            writer.say("notice-account-closed", &[("name", name.into()), ("platform", platform.into())]),
            writer.say("notice-account-closed-next", &[("name", name.into())]),
        ),
        Notice::CallBudget { platform, used, allowed } => {
            let values = [
                ("platform", platform.into()),
                ("used", Decimal::from(*used).into()),
                ("allowed", Decimal::from(*allowed).into()),
            ];
            let next = if used < allowed { "notice-calls-next" } else { "notice-calls-gone-next" };
            (writer.say("notice-calls", &values), writer.say(next, &values[..1]))
        }
        Notice::StrangeCard { platform } => {
            let values = [("platform", platform.into())];
            (writer.say("notice-strange-card", &values), writer.say("notice-strange-card-next", &values))
        }
        Notice::NobodyToTell { name_en, name_zh, scope, number, kind } => {
            let kpi = writer.kpi(name_en, name_zh, scope.as_deref());
            let values = [("number", number.to_string().into()), ("kpi", (&kpi).into())];
            let what = match kind {
                AlertKind::DataFault => writer.say("notice-nobody-for-data", &values),
                AlertKind::Breach | AlertKind::EarlyWarning => writer.say("notice-nobody", &values),
            };
            (what, writer.say("notice-nobody-next", &[("kpi", (&kpi).into())]))
        }
    };
    short(what, next, Tone::Warning)
}

/// What the self-audit found, and what to do.
fn audit(writer: &Writer<'_>, finding: AuditFinding, count: u64) -> (String, String) {
    let (what, next) = match finding {
        AuditFinding::OverdueAction => ("notice-audit-overdue-action", "notice-audit-standstill-next"),
        AuditFinding::NoNextAction => ("notice-audit-no-next-action", "notice-audit-no-next-action-next"),
        AuditFinding::StuckLease => ("notice-audit-stuck-lease", "notice-audit-standstill-next"),
        AuditFinding::UnknownOutcome => ("notice-audit-unknown-outcome", "notice-audit-unknown-outcome-next"),
        AuditFinding::OverdueRow => ("notice-audit-overdue-row", "notice-audit-standstill-next"),
        AuditFinding::DeadUncovered => ("notice-audit-dead-uncovered", "notice-audit-dead-uncovered-next"),
        AuditFinding::MissedSlot => ("notice-audit-missed-slot", "notice-audit-standstill-next"),
    };
    (writer.say(what, &[("count", count.to_string().into())]), writer.say(next, &[]))
}
