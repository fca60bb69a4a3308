//! Notes as people write them, in both languages.

use jiff::civil::date;
use rstest::rstest;
use steward_core::time::{TimeOfDay, Zone};

use super::*;
use crate::reading::text::Text;

/// Monday 23 November 2026.
fn read(said: &str) -> Result<NoteDraft, Refusal> {
    let zone = Zone::parse("Asia/Shanghai").unwrap();
    let now = zone.instant_of(date(2026, 11, 23).at(14, 0, 0, 0));
    draft(Text::of(said).words(), Moment { now, zone: &zone, day_begins: TimeOfDay::MIDNIGHT })
}

#[rstest]
#[case("carrier strike, moved to UPS, due fri", "carrier strike", "moved to UPS", "11-27")]
#[case("承运商停发，已换 UPS，周五前", "承运商停发", "已换 UPS", "11-27")]
#[case("承运商停发，已换 UPS，客户已通知，截止 11月28日", "承运商停发", "已换 UPS，客户已通知", "11-28")]
#[case("carrier strike, moved to UPS by 11-28", "carrier strike", "moved to UPS", "11-28")]
#[case("moved to UPS", "", "moved to UPS", "")]
#[case("second carrier booked, due Friday", "", "second carrier booked", "11-27")]
#[case("已加派第二家承运商，周五前", "", "已加派第二家承运商", "11-27")]
#[case("cause: strike action: moved to UPS due: Friday", "strike", "moved to UPS", "11-27")]
#[case("cause: strike, action: moved to UPS, due Friday", "strike", "moved to UPS", "11-27")]
#[case("原因：承运商停发\n措施：已换 UPS\n期限：周五", "承运商停发", "已换 UPS", "11-27")]
#[case("Because of the strike. Moved to UPS.", "Because of the strike", "Moved to UPS", "")]
#[case("rose to 4.6%, refunded $12,300", "rose to 4.6%", "refunded $12,300", "")]
#[case("due fri", "", "", "11-27")]
fn reads(#[case] said: &str, #[case] cause: &str, #[case] action: &str, #[case] due: &str) {
    let note = read(said).unwrap();
    let day = note.due.map(|due| due.strftime("%m-%d").to_string()).unwrap_or_default();
    assert_eq!((note.cause_text.as_str(), note.action.as_str(), day.as_str()), (cause, action, due));
    assert_eq!(note.cause.is_some(), !cause.is_empty());
}

#[test]
fn refuses_a_due_day_that_is_none() {
    assert_eq!(read("strike, moved, due whenever"), Err(Refusal::NoSuchDay { text: "whenever".into() }));
    assert_eq!(read("cause: x action: y due: soon"), Err(Refusal::NoSuchDay { text: "soon".into() }));
    assert_eq!(read(&"字".repeat(2001)), Err(Refusal::TooLong { most: 2000 }));
}

#[test]
fn keeps_words_as_they_were_said() {
    let note = read("承运商\u{202E}ＡＢＣ 停发 🚚，Moved To ＵＰＳ").unwrap();
    assert_eq!((note.cause_text.as_str(), note.action.as_str()), ("承运商ＡＢＣ 停发 🚚", "Moved To ＵＰＳ"));
}

#[test]
fn reads_the_form() {
    let fields =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let note =
        from_form(&fields(&[("cause", "logistics"), ("action", " moved "), ("due", "2026-11-27")])).unwrap();
    assert_eq!((note.cause, note.action.as_str()), (Some(CauseClass::Logistics), "moved"));
    assert_eq!(note.due, Some(date(2026, 11, 27)));
    assert!(matches!(from_form(&fields(&[("due", "27.11.")])), Err(Refusal::NoSuchDay { .. })));
    assert_eq!(from_form(&fields(&[("cause", "??")])).unwrap(), NoteDraft::default());
}
