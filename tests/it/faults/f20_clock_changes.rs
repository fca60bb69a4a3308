//! F20: the nights in which clocks are put forward and back, on both hemispheres, with two replicas at work: one digest for
//! each local date, also at an hour that is missing or comes twice.

use rstest::rstest;
use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;
use steward_tests::invariants::Tables;

use crate::delivery::stand::{Beginning, Stand};

/// Looks two hours apart: two days from the morning before the change on.
const LOOKS: u32 = 25;

#[rstest]
#[tokio::test]
async fn f20_every_local_date_has_one_digest_when_clocks_change(
    #[values("01:30", "02:30")] time: &str,
    #[values(
        ("America/Los_Angeles", "2027-03-13T03:10:00-08:00", ["2027-03-13", "2027-03-14", "2027-03-15"]),
        ("America/Los_Angeles", "2026-10-31T03:10:00-07:00", ["2026-10-31", "2026-11-01", "2026-11-02"]),
        ("Australia/Sydney", "2026-10-03T03:10:00+10:00", ["2026-10-03", "2026-10-04", "2026-10-05"]),
        ("Australia/Sydney", "2027-04-03T03:10:00+11:00", ["2027-04-03", "2027-04-04", "2027-04-05"])
    )]
    night: (&str, &str, [&str; 3]),
) {
    let (zone, begin, dates) = night;
    let Some(mut beginning) = Beginning::on(Engine::Postgres).await else { return };
    beginning.at = begin.parse().expect("an instant");
    let (people, schedule) = beginning.company.split_once("[[schedule]]").expect("a schedule");
    let schedule = schedule.replacen("daily 09:00", &format!("daily {time}"), 1);
    let schedule = schedule.replacen("Asia/Shanghai", zone, 1);
    beginning.company = format!("{people}[[schedule]]{schedule}");
    let first = Stand::begin(beginning, ABLE).await;
    let second = first.replica().await;
    for _ in 0..LOOKS {
        first.clock.forward(jiff::SignedDuration::from_hours(2));
        tokio::join!(first.settle(), second.settle());
    }
    let slots = Tables::read(&first.address).await.slots;
    assert_eq!(slots.iter().map(|(_, date)| date.as_str()).collect::<Vec<_>>(), dates);
    assert_eq!(first.digests().len(), dates.len());
    first.check().await;
}
