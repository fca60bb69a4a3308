//! F22: holidays and make-up workdays, with two replicas at work: the right person on the right day.

use rstest::rstest;
use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;
use steward_tests::invariants::Tables;

use crate::delivery::stand::{Beginning, Stand};

/// China's workdays around the Mid-Autumn Festival and National Day of 2026: two weekend days are worked instead.
const WORKDAYS: [&str; 14] = [
    "2026-09-17",
    "2026-09-18",
    "2026-09-20",
    "2026-09-21",
    "2026-09-22",
    "2026-09-23",
    "2026-09-24",
    "2026-09-28",
    "2026-09-29",
    "2026-09-30",
    "2026-10-08",
    "2026-10-09",
    "2026-10-10",
    "2026-10-12",
];

/// A company whose digest and whose Mei keep the Chinese calendar.
async fn stand(engine: Engine, at: &str) -> Option<Stand> {
    let mut beginning = Beginning::on(engine).await?;
    beginning.at = at.parse().expect("an instant");
    beginning.company = beginning
        .company
        .replacen("at = \"daily 09:00\"", "at = \"workdays 09:00\"\ncalendar = \"cn\"", 1)
        .replacen("calendar = \"none\"", "calendar = \"cn\"", 1);
    Some(Stand::begin(beginning, ABLE).await)
}

#[tokio::test]
async fn f22_digests_come_on_workdays_and_make_up_workdays_once() {
    let Some(first) = stand(Engine::Postgres, "2026-09-17T10:00:00+08:00").await else { return };
    let second = first.replica().await;
    for _ in 0..25 {
        first.clock.forward(jiff::SignedDuration::from_hours(24));
        tokio::join!(first.settle(), second.settle());
    }
    let slots = Tables::read(&first.address).await.slots;
    let dates: Vec<&str> = slots.iter().map(|(_, date)| date.as_str()).collect();
    assert_eq!(dates, WORKDAYS);
    assert_eq!(first.digests().len(), WORKDAYS.len());
    first.check().await;
}

#[rstest]
#[tokio::test]
async fn f22_a_warning_waits_for_its_owner_s_next_workday(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, "2026-09-30T10:00:00+08:00").await else { return };
    // The evening before the holiday, after work.
    stand.forward(11 * 3600).await;
    stand.record("amz_lsr", "2026-09-29", "0.028").await;
    for day in ["01", "02", "03", "04", "05", "06", "07"] {
        stand.forward(24 * 3600).await;
        assert_eq!(stand.one.posts("mei").len(), 0, "October {day} is a holiday");
    }
    stand.forward(11 * 3600).await;
    assert_eq!(stand.one.posts("mei").len(), 1, "October 8, at eight in the morning");
    stand.check().await;
}
