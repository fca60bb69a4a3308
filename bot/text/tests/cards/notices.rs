//! Notices to administrators.

use steward_core::alert::AlertKind;
use steward_core::message::{Message, Notice};

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
        ("nobody", nobody(12, AlertKind::Breach)),
        ("nobody_for_data", nobody(13, AlertKind::DataFault)),
    ];
    approve_all("notices", cases.map(|(name, notice)| (name, Message::Notice { notice })));
}
