//! Refusals, each with what to do instead.

use jiff::civil::date;
use steward_core::alert::AlertStatus;
use steward_core::message::Message;
use steward_core::message::answer::{Answer, Choice, Recognised, Refusal};
use steward_core::unit::Unit;

use crate::picture::approve_all;
use crate::samples::*;

fn choice(says: &str, english: &str, chinese: &str) -> Choice {
    Choice { says: says.into(), name_en: english.into(), name_zh: chinese.into() }
}

#[test]
fn refusals() {
    let nearest = vec![choice("acos", "ACoS", "广告销售成本比"), choice("tacos", "TACoS", "总广告占比")];
    let status = AlertStatus::Watching;
    let asked = || "acso".to_owned();
    let cases = [
        (
            "already_taken",
            Refusal::AlreadyTaken { number: 12, by_name: "Mei".into(), at: at("2026-11-21T01:12:00Z") },
        ),
        ("already_closed", Refusal::AlreadyClosed { number: 12, at: at("2026-11-20T01:12:00Z") }),
        ("stale", Refusal::Stale { number: 12 }),
        ("no_such_alert", Refusal::NoSuchAlert { number: 99 }),
        ("which_alert", Refusal::WhichAlert { open: vec![12, 15] }),
        ("which_alert_none", Refusal::WhichAlert { open: vec![] }),
        ("not_allowed", Refusal::NotAllowed { who_may: vec!["Mei".into(), "Lin".into()] }),
        ("not_allowed_ask_admin", Refusal::NotAllowed { who_may: vec![] }),
        ("not_linked", Refusal::NotLinked { platform: "slack".into(), id: "U123".into() }),
        ("not_now", Refusal::NotNow { number: 12, status }),
        ("needs_note", Refusal::NeedsNote { number: 12 }),
        ("needs_reason", Refusal::NeedsReason { number: 12 }),
        ("needs_action", Refusal::NeedsAction { number: 12 }),
        (
            "due_out_of_range",
            Refusal::DueOutOfRange {
                due: day("2027-03-01"),
                first: day("2026-11-21"),
                last: day("2026-12-21"),
            },
        ),
        ("no_such_day", Refusal::NoSuchDay { text: "someday".into() }),
        ("snooze_out_of_range", Refusal::SnoozeOutOfRange { latest: at("2026-11-22T01:12:00Z") }),
        ("no_such_span", Refusal::NoSuchSpan { text: "a bit".into() }),
        ("no_such_kpi", Refusal::NoSuchKpi { asked: asked(), nearest }),
        ("no_such_kpi_at_all", Refusal::NoSuchKpi { asked: asked(), nearest: vec![] }),
        ("no_such_person", Refusal::NoSuchPerson { asked: "bob".into() }),
        ("bad_value", Refusal::BadValue { text: "lots".into(), unit: Unit::Percent }),
        ("ambiguous_percent", Refusal::AmbiguousPercent { text: "12".into() }),
        ("implausible", Refusal::ImplausibleValue { value: number("1.4"), unit: Unit::Percent }),
        (
            "not_understood",
            Refusal::NotUnderstood {
                text: "make it\u{202e} so\n".into(),
                recognised: vec![],
                examples: vec![choice("list", "How do the KPIs stand?", "指标情况怎么样？")],
            },
        ),
        (
            "not_understood_in_part",
            Refusal::NotUnderstood {
                text: "acos amazon us 昨天 42 frobnicate mei from dec 1 on".into(),
                recognised: vec![
                    Recognised::Kpi {
                        name_en: "ACoS".into(),
                        name_zh: "广告销售成本比".into(),
                        scope: Some("Amazon US".into()),
                    },
                    Recognised::Person("*Mei*".into()),
                    Recognised::Alert(42),
                    Recognised::Days(date(2026, 11, 21), Some(date(2026, 11, 21))),
                    Recognised::Days(date(2026, 12, 1), None),
                ],
                examples: vec![choice("kpi acos_us", "ACoS · Amazon US", "广告销售成本比 · Amazon US")],
            },
        ),
        ("too_long", Refusal::TooLong { most: 2000 }),
        ("no_digest_here", Refusal::NoDigestHere),
        ("no_data", Refusal::NoData { name_en: "ACoS".into(), name_zh: "广告销售成本比".into() }),
        ("nobody_above", Refusal::NobodyAbove { number: 12, told: vec!["Ana".into(), "Ada".into()] }),
        ("nobody_above_alone", Refusal::NobodyAbove { number: 12, told: vec![] }),
        ("cannot_undo", Refusal::CannotUndo { number: 12 }),
        ("nothing_to_do", Refusal::NothingToDo),
        ("nothing_to_undo", Refusal::NothingToUndo),
        ("undone_already", Refusal::UndoneAlready { number: 12, at: at("2026-11-21T01:00:00Z") }),
        ("too_late_to_undo", Refusal::TooLateToUndo { number: 12, at: at("2026-11-21T01:00:00Z") }),
        ("answered_already", Refusal::AnsweredAlready { number: 12 }),
        ("open_elsewhere", Refusal::OpenElsewhere { number: 12, open: 15 }),
        ("needs_person", Refusal::NeedsPerson),
        ("strange_card", Refusal::StrangeCard),
        ("try_again", Refusal::TryAgain),
    ];
    let messages =
        cases.map(|(name, why)| (name, Message::Answer { answer: Box::new(Answer::Refused { why }) }));
    approve_all("refusals", messages);
}
