//! Opening an alert: who is chosen, who is told, and when.

use rstest::rstest;

use super::*;
use crate::alert::ChosenBecause;
use crate::alert::decide::NobodyToTell;

#[test]
fn a_warning_is_announced_and_its_owner_paged() {
    let case = Case::breach("4.6", "2026-03-03T10:00");
    assert_eq!(case.said(), "channel: Announce, mei: page Owner");
    assert_eq!(case.next(), "Escalate 03-03 12:00");
    assert_eq!((case.alert.because, case.alert.told.clone()), (ChosenBecause::OwnsIt, vec![key("mei")]));
}

#[test]
fn a_warning_at_night_waits_for_the_morning_but_not_the_card() {
    let mut case = Case::breach("4.6", "2026-03-03T23:00");
    assert_eq!(case.said(), "channel: Announce");
    assert_eq!(case.next(), "Escalate 03-04 09:00");
    assert_eq!(case.tick().said(), "mei: page Owner");
    assert_eq!(case.next(), "Escalate 03-04 11:00");
}

#[test]
fn something_critical_wakes_the_owner_and_tells_a_backup_who_is_at_work() {
    let asleep = Case::breach("9", "2026-03-03T23:00");
    assert_eq!(asleep.said(), "channel: Announce, mei: page Owner", "in Los Angeles it is 07:00");
    let awake = Case::breach("9", "2026-03-04T02:00");
    assert_eq!(
        awake.said(),
        "channel: Announce, mei: page Owner, bob: page Backup, thread: Escalated",
        "in Los Angeles it is 10:00"
    );
    assert_eq!(awake.next(), "Escalate 03-04 02:15");
}

#[rstest]
#[case::by_day("2026-03-03T10:00", "channel: Announce, dan: page Owner")]
#[case::by_night("2026-03-03T23:00", "channel: Announce")]
fn a_data_fault_is_told_to_who_owns_the_data_and_wakes_nobody(#[case] local: &str, #[case] said: &str) {
    let case = Case::fault(local);
    assert_eq!(case.said(), said);
    assert_eq!(case.alert.because, ChosenBecause::OwnsTheData);
}

#[test]
fn a_data_fault_wakes_nobody_whatever_the_policy_says() {
    let mut org = team();
    let mut policy = crate::escalation::Policy::built_in();
    policy.warning.around_the_clock = true;
    let kpi = org.kpis.values_mut().next().unwrap();
    kpi.policy = Some(policy.key.clone());
    org.policies.insert(policy.key.clone(), policy);
    let fault = DataFault::NoValue { period: Date::constant(2026, 3, 1) };
    let case = Case::opened(org, Opening::DataFault(fault), "2026-03-03T23:00");
    assert_eq!(case.next(), "Escalate 03-04 09:00");
}

#[rstest]
#[case(&["mei"], "bob", ChosenBecause::BacksUp)]
#[case(&["mei", "bob"], "lin", ChosenBecause::LeadsTheTeam)]
#[case(&["mei", "bob", "lin"], "ada", ChosenBecause::Administers)]
fn the_next_of_the_chain_stands_in_for_who_has_left(
    #[case] left: &[&str],
    #[case] chosen: &str,
    #[case] because: ChosenBecause,
) {
    let mut org = team();
    for name in left {
        org.people.get_mut(&key(name)).unwrap().left = true;
    }
    let case = Case::breach_in(org, "4.6", "2026-03-03T10:00");
    assert_eq!((case.alert.owner, case.alert.because), (key(chosen), because));
}

#[test]
fn nobody_at_all_is_an_error() {
    let mut org = team();
    org.people.clear();
    let kpi = org.kpis.values().next().unwrap();
    let (actor, origin) = (Actor::Steward, Origin::default());
    let facts = Facts { org: &org, kpi, now: shanghai("2026-03-03T10:00"), actor: &actor, origin: &origin };
    let fault = DataFault::NoValue { period: Date::constant(2026, 3, 1) };
    let refused = open(AlertId::from_uuid(Uuid::nil()), 1, Opening::DataFault(fault), &facts);
    assert!(matches!(refused, Err(NobodyToTell { .. })));
}

#[test]
fn a_chinese_holiday_is_no_working_day() {
    let case = Case::breach("4.6", "2026-02-20T10:00");
    assert_eq!(case.next(), "Escalate 02-24 09:00");
}

#[test]
fn a_warning_within_the_spring_festival_finds_somebody_who_works() {
    let case = Case::breach("4.6", "2026-02-15T10:00");
    assert_eq!(case.said(), "channel: Announce, bob: page Backup, thread: Escalated");
    assert_eq!(case.next(), "Escalate 02-24 09:00");
    let case = Case::breach("4.6", "2026-03-07T10:00");
    assert_eq!(case.said(), "channel: Announce", "a weekend is waited for");
}
