//! Notices to administrators.

use steward_core::alert::AlertKind;
use steward_core::id::{ChannelKey, KpiKey};
use steward_core::message::{Message, Notice};

use crate::picture::approve_all;
use crate::samples::*;

#[test]
fn notices() {
    let channel = || ChannelKey::parse("ops").unwrap();
    let kpi = || KpiKey::parse("amz_lsr").unwrap();
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
        ("nobody", Notice::NobodyToTell { kpi: kpi(), number: 12, kind: AlertKind::Breach }),
        ("nobody_for_data", Notice::NobodyToTell { kpi: kpi(), number: 13, kind: AlertKind::DataFault }),
    ];
    approve_all("notices", cases.map(|(name, notice)| (name, Message::Notice { notice })));
}
