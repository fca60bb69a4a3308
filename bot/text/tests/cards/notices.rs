//! Notices to administrators.

use steward_core::alert::AlertKind;
use steward_core::message::{AuditFinding, Message, Notice};

use crate::picture::approve_all;
use crate::samples::*;

#[test]
fn notices() {
    let channel = || "ops".to_owned();
    let nobody = |number, kind| Notice::NobodyToTell {
        name_en: kpi().name_en,
        name_zh: kpi().name_zh,
        scope: kpi().scope,
        number,
        kind,
    };
    let audit = |finding| Notice::Audit { finding, count: 3 };
    let restored =
        |known| Notice::Restored { known, held: 7, digests: 2, quiet_until: at("2026-11-22T02:00:00Z") };
    let cases = [
        (
            "undeliverable",
            Notice::Undeliverable {
                platform: "slack".into(),
                target: "C0123".into(),
                reason: "channel_not_found".into(),
            },
        ),
        ("digest_unknown", Notice::DigestUnknown { channel: channel(), date: day("2026-11-21") }),
        ("digest_skipped", Notice::DigestSkipped { channel: channel(), due: at("2026-11-20T01:00:00Z") }),
        ("channel_closed", Notice::ChannelClosed { channel: channel() }),
        ("account_closed", Notice::AccountClosed { name: "Mei".into(), platform: "slack".into() }),
        ("calls", Notice::CallBudget { platform: "feishu".into(), used: 8_012, allowed: 10_000 }),
        ("calls_gone", Notice::CallBudget { platform: "feishu".into(), used: 10_003, allowed: 10_000 }),
        ("strange_card", Notice::StrangeCard { platform: "feishu".into() }),
        ("nobody", nobody(12, AlertKind::Breach)),
        ("nobody_for_data", nobody(13, AlertKind::DataFault)),
        ("restored", restored(Some(at("2026-11-21T01:00:00Z")))),
        ("restored_empty", restored(None)),
        ("audit_overdue_action", audit(AuditFinding::OverdueAction)),
        ("audit_no_next_action", audit(AuditFinding::NoNextAction)),
        ("audit_stuck_lease", audit(AuditFinding::StuckLease)),
        ("audit_unknown_outcome", audit(AuditFinding::UnknownOutcome)),
        ("audit_overdue_row", audit(AuditFinding::OverdueRow)),
        ("audit_dead_uncovered", audit(AuditFinding::DeadUncovered)),
        ("audit_missed_slot", audit(AuditFinding::MissedSlot)),
    ];
    approve_all("notices", cases.map(|(name, notice)| (name, Message::Notice { notice })));
}
