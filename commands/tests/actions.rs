//! Stories of what people do: slips taken back, alerts opened again, colleagues called, standing data set in chat.
#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the verdict")]

#[expect(dead_code, reason = "two suites share it, and each uses a part")]
#[path = "stories/world.rs"]
mod world;

use jiff::SignedDuration;
use rstest::rstest;
use steward_commands::Outcome;
use steward_core::alert::AlertStatus;
use steward_core::alert::event::Happened;
use steward_core::alert::undo::Undoable;
use steward_core::kpi::Activity;
use steward_core::limit::Severity::{self, Critical, Warning};
use steward_core::message::answer::setting::{Lack, NotSet, Setting};
use steward_core::message::answer::{Answer, DoneWhat, Refusal};
use steward_core::message::{Message, Purpose};
use steward_core::person::Locale;
use world::{World, asked_value, key};

fn done(outcome: Outcome) -> DoneWhat {
    match outcome {
        Outcome::Answer { answer: Answer::Done { what, .. }, .. } => what,
        other => panic!("not done: {other:?}"),
    }
}

fn set(outcome: Outcome) -> Setting {
    match done(outcome) {
        DoneWhat::Set { setting } => *setting,
        other => panic!("not set: {other:?}"),
    }
}

fn refused(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Answer { answer: Answer::Refused { why }, private: true } => why,
        other => panic!("not refused: {other:?}"),
    }
}

fn not_set(outcome: Outcome) -> NotSet {
    match refused(outcome) {
        Refusal::NotSet { reason } => *reason,
        other => panic!("another refusal: {other:?}"),
    }
}

#[rstest]
#[case("undo")]
#[case("撤销")]
#[case("点错了，撤回")]
#[tokio::test]
async fn a_slip_is_taken_back_in_words(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.say("mei", "ack 1").await;
    world.pass(4);
    let what = Undoable::Acknowledgement;
    assert_eq!(
        done(world.say("mei", said).await),
        DoneWhat::Undone { number: 1, what, status: AlertStatus::Open }
    );
    let at = world.now;
    world.pass(1);
    assert_eq!(refused(world.say("mei", said).await), Refusal::UndoneAlready { number: 1, at });
}

#[tokio::test]
async fn a_slip_is_taken_back_by_the_button_of_its_receipt() {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    let receipt = world.say("mei", "ack 1").await;
    let Outcome::Answer { answer: Answer::Done { undo: Some(undo), .. }, .. } = receipt else {
        panic!("no button")
    };
    assert!(matches!(done(world.act("mei", &undo.act).await), DoneWhat::Undone { number: 1, .. }));
    assert!(matches!(refused(world.act("mei", &undo.act).await), Refusal::UndoneAlready { .. }));
    world.say("mei", "ack 1").await;
    assert_eq!(refused(world.act("mei", &undo.act).await), Refusal::CannotUndo { number: 1 });
}

#[tokio::test]
async fn it_is_too_late_after_five_minutes() {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    let at = world.now;
    world.say("mei", "ack 1").await;
    world.pass(6);
    assert_eq!(refused(world.say("mei", "undo").await), Refusal::TooLateToUndo { number: 1, at });
    assert_eq!(refused(world.say("lin", "undo").await), Refusal::NothingToUndo);
}

#[rstest]
#[case("ack all mine")]
#[case("全部确认")]
#[tokio::test]
async fn all_of_one_s_alerts_are_taken_and_given_back_at_once(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.breach("acos_us", Warning).await;
    world.breach("acos_de", Warning).await;
    let Outcome::Answer { answer: Answer::Several { done: taken, refused: left, undo: Some(undo) }, .. } =
        world.say("mei", said).await
    else {
        panic!("not several")
    };
    assert_eq!((taken.len(), left.len()), (2, 0));
    assert_eq!(world.alert(3).await.status, AlertStatus::Open, "it is Lin's");
    assert_eq!(refused(world.say("mei", said).await), Refusal::NothingToDo);
    let Outcome::Answer { answer: Answer::Several { done: undone, .. }, .. } =
        world.act("mei", &undo.act).await
    else {
        panic!("not several")
    };
    assert_eq!(undone.len(), 2);
    assert_eq!(world.alert(1).await.status, AlertStatus::Open);
}

#[rstest]
#[case("reopen 1 because the carrier stopped again", "the carrier stopped again")]
#[case("重新打开1", "")]
#[tokio::test]
async fn a_closed_alert_is_opened_again(#[case] said: &str, #[case] why: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.say("mei", "dismiss 1 false alarm").await;
    world.pass(30);
    let opened = done(world.say("boss", said).await);
    assert_eq!(opened, DoneWhat::Reopened { number: 1, owner_name: "陈梅".into(), until: None });
    assert_eq!(world.alert(1).await.status, AlertStatus::Open);
    let events = world.events(1).await;
    let text = events.iter().find_map(|event| match &event.what {
        Happened::Reopened { text, .. } => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(text, Some(why));
}

#[tokio::test]
async fn a_closed_alert_stays_closed_beside_an_open_one() {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.say("mei", "dismiss 1 false alarm").await;
    world.breach("late_shipment", Warning).await;
    assert_eq!(refused(world.say("boss", "reopen 1").await), Refusal::OpenElsewhere { number: 1, open: 2 });
}

#[rstest]
#[case("escalate 1")]
#[case("升级1")]
#[tokio::test]
async fn the_next_one_above_is_called(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    let called = |outcome| match done(outcome) {
        DoneWhat::Called { to_name, .. } => to_name,
        other => panic!("{other:?}"),
    };
    assert_eq!(called(world.say("mei", said).await), "林晓");
    assert_eq!(called(world.say("mei", said).await), "Ana");
    assert_eq!(called(world.say("mei", said).await), "Ada");
    assert!(matches!(refused(world.say("mei", said).await), Refusal::NobodyAbove { number: 1, .. }));
    assert!(matches!(refused(world.say("vic", said).await), Refusal::NotAllowed { .. }));
}

#[rstest]
#[case("pause acos_us until nov 30 because of stocktaking", "2026-11-30")]
#[case("暂停指标acos_us到12月1号，换仓", "2026-12-01")]
#[tokio::test]
async fn a_kpi_rests_with_somebody_who_answers_for_it(#[case] said: &str, #[case] last: &str) {
    let mut world = World::stored().await;
    let Setting::Paused { to, by_name, reason, .. } = set(world.say("mei", said).await) else {
        panic!("not paused")
    };
    assert_eq!((to.to_string().as_str(), by_name.as_str()), (last, "陈梅"));
    world.reload().await;
    let kpi = world.org.kpis[&key("acos_us")].clone();
    let Activity::Paused { until, reason: kept, since, by } = kpi.activity else { panic!("not paused") };
    assert_eq!((until, kept, by.unwrap().as_str()), (to.tomorrow().unwrap(), reason, "mei"));
    assert!(since.is_some());
    let resumed = set(world.say("boss", "resume acos_us").await);
    assert!(matches!(resumed, Setting::Resumed { judged: 0, .. }));
    world.reload().await;
    assert!(matches!(not_set(world.say("boss", "resume acos_us").await), NotSet::NotPaused { .. }));
}

/// In the thread of an alert its KPI need not be named.
#[tokio::test]
async fn a_kpi_is_set_in_the_thread_of_its_alert() {
    let mut world = World::stored().await;
    world.breach("acos_us", Warning).await;
    let said = "pause until nov 30 because of stocktaking";
    let Setting::Paused { kpi, .. } = set(world.say_below("mei", 1, said).await) else {
        panic!("not paused")
    };
    assert_eq!(kpi.scope.as_deref(), Some("US"));
    let unclear = refused(world.say_below("mei", 1, "record 31").await);
    assert_eq!(unclear, Refusal::AmbiguousPercent { text: "31".into() });
    let asked = asked_value(world.say_below("mei", 1, "录入 31%").await);
    assert_eq!((asked.kpi.scope.as_deref(), asked.value.to_string().as_str()), (Some("US"), "0.31"));
}

#[rstest]
#[case("pause acos_us until nov 30", Lack::Reason)]
#[case("pause acos_us because of stocktaking", Lack::End)]
#[tokio::test]
async fn a_pause_needs_its_reason_and_its_end(#[case] said: &str, #[case] lack: Lack) {
    let mut world = World::stored().await;
    let expected = NotSet::Incomplete { command: "pause".into(), lacks: lack };
    assert_eq!(not_set(world.say("mei", said).await), expected);
    assert!(matches!(refused(world.say("vic", said).await), Refusal::NotAllowed { .. }));
}

#[rstest]
#[case("小林12月1号到7号替我", "mei", "陈梅")]
#[case("lin covers me dec 1-7", "mei", "陈梅")]
#[tokio::test]
async fn a_colleague_covers(#[case] said: &str, #[case] by: &str, #[case] away: &str) {
    let mut world = World::stored().await;
    let covered = set(world.say(by, said).await);
    let (from, to) = ("2026-12-01".parse().unwrap(), "2026-12-07".parse().unwrap());
    let expected = Setting::Covered { person_name: away.into(), by_name: "林晓".into(), from, to };
    assert_eq!(covered, expected);
    let told = world.queued().await;
    assert!(told.iter().any(|message| matches!(message, Message::Answer { .. })), "Lin is told: {told:?}");
    world.reload().await;
    world.pass(9 * 24 * 60);
    world.breach("acos_us", Warning).await;
    let alert = world.alert(1).await;
    assert_eq!((alert.owner.as_str(), alert.told[0].as_str()), ("mei", "lin"));
    assert!(matches!(done(world.say("lin", "ack 1").await), DoneWhat::Acknowledged { number: 1, .. }));
}

#[rstest]
#[case("小林12月1号到7号替小林", NotSet::CoversThemselves)]
#[tokio::test]
async fn a_cover_that_helps_nobody_is_refused(#[case] said: &str, #[case] why: NotSet) {
    let mut world = World::stored().await;
    assert_eq!(not_set(world.say("lin", said).await), why);
}

#[tokio::test]
async fn a_season_has_its_own_target() {
    let mut world = World::stored().await;
    let said = "target acos_us 28% from 20 nov to 30 nov for BFCM";
    assert!(matches!(refused(world.say("mei", said).await), Refusal::NotAllowed { .. }));
    let Setting::Target { target, .. } = set(world.say("boss", said).await) else { panic!("no target") };
    assert_eq!((target.value.unwrap().to_string().as_str(), target.set_by.as_str()), ("0.28", "boss"));
    assert_eq!(target.valid_to, Some("2026-11-30".parse().unwrap()));
    world.reload().await;
    let targets = world.org.targets_of(&key("acos_us"));
    assert!(targets.contains(&target) && targets.len() > 1, "the base stays: {targets:?}");
    let bare = "target acos_us 28% from 1 dec to 9 dec";
    let lacks = NotSet::Incomplete { command: "target".into(), lacks: Lack::Reason };
    assert_eq!(not_set(world.say("boss", bare).await), lacks);
    let amazon = "target late_shipment 3% from 1 dec to 9 dec because of peak";
    assert!(matches!(not_set(world.say("boss", amazon).await), NotSet::PlatformDecides { .. }));
}

#[tokio::test]
async fn a_new_normal_moves_the_limits_when_the_lead_agrees() {
    let mut world = World::stored().await;
    world.breach_of("acos_us", "0.46", Warning).await;
    world.say("mei", "dismiss 1 new normal: new campaign").await;
    let alert = world.alert(1).await;
    let proposal = alert.proposal.clone().unwrap();
    assert_eq!(proposal.to.as_str(), "boss");
    let asked = world.queued_at(24 * 60).await;
    let is_asked =
        |message: &Message| matches!(message, Message::Alert { purpose: Purpose::Proposal { .. }, .. });
    assert!(asked.iter().any(is_asked), "{asked:?}");
    assert!(matches!(
        refused(world.press_value("mei", &alert, "target", "accept").await),
        Refusal::NotAllowed { .. }
    ));
    let Setting::Target { target, .. } = set(world.press_value("boss", &alert, "target", "accept").await)
    else {
        panic!("no target")
    };
    assert_eq!(target.limits, proposal.limits);
    assert_eq!(target.reason, "new campaign (#1)");
    world.reload().await;
    assert!(world.org.targets_of(&key("acos_us")).contains(&target));
    assert_eq!(
        refused(world.press_value("boss", &alert, "target", "decline").await),
        Refusal::AnsweredAlready { number: 1 }
    );
}

#[tokio::test]
async fn a_channel_gets_a_digest_and_gets_it_no_more() {
    let mut world = World::stored().await;
    assert!(matches!(refused(world.say("mei", "订阅周报").await), Refusal::NotAllowed { .. }));
    assert!(matches!(set(world.say("boss", "订阅周报").await), Setting::Subscribed { next: Some(_), .. }));
    world.reload().await;
    assert_eq!(world.org.schedules.len(), 2);
    assert!(matches!(not_set(world.say("boss", "subscribe weekly").await), NotSet::SubscribedAlready { .. }));
    let which = NotSet::Incomplete { command: "unsubscribe".into(), lacks: Lack::Digest };
    assert_eq!(not_set(world.say("boss", "unsubscribe").await), which);
    assert!(matches!(set(world.say("boss", "取消订阅周报").await), Setting::Unsubscribed { .. }));
    world.reload().await;
    assert_eq!(world.org.schedules.len(), 1);
}

#[tokio::test]
async fn a_person_sets_language_zone_and_hours() {
    let mut world = World::stored().await;
    assert_eq!(set(world.say("mei", "说英文").await), Setting::Language { locale: Locale::EN_US });
    world.reload().await;
    assert!(matches!(set(world.say("mei", "timezone Los Angeles").await), Setting::Zone { .. }));
    world.reload().await;
    assert!(matches!(set(world.say("mei", "工作时间 10:00-19:00").await), Setting::Hours { .. }));
    world.reload().await;
    let mei = world.org.person_on("web", "mei").unwrap();
    assert_eq!((mei.locale.tag(), mei.zone.name()), ("en-US", "America/Los_Angeles"));
    assert_eq!(mei.working_hours.from.to_string(), "10:00");
    let mut conn = world.store.reader().await.unwrap();
    let changes = steward_store::org::changes(&mut conn, 3).await.unwrap();
    assert!(changes.iter().all(|change| change.actor == "mei"), "{changes:?}");
}

#[tokio::test]
async fn a_critical_dismissal_is_taken_back_by_the_lead_who_did_it() {
    let mut world = World::new().await;
    world.breach("late_shipment", Critical).await;
    world.say("boss", "dismiss 1 known event: Prime Day").await;
    assert!(matches!(done(world.say("boss", "undo 1").await), DoneWhat::Undone { number: 1, .. }));
    assert_eq!(world.alert(1).await.status, AlertStatus::Open);
}

#[rstest]
#[case("已处理，周五前", "2026-11-27")]
#[case("changed bid cap, eta fri", "2026-11-27")]
#[tokio::test]
async fn a_promise_in_a_thread_is_a_note_once_it_is_confirmed(#[case] said: &str, #[case] due: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    let Outcome::Answer { answer: Answer::NoteProposal { form, confirm: Some(act), .. }, private: true } =
        world.reply("mei", 1, said).await
    else {
        panic!("no proposal")
    };
    assert_eq!(form.draft.due, Some(due.parse().unwrap()));
    let alert = world.alert(1).await;
    assert_eq!((alert.notes.len(), alert.status.clone()), (0, AlertStatus::Acknowledged));
    let is_kept = |event: &steward_core::alert::event::AlertEvent| matches!(&event.what, Happened::Commented { text } if text == said);
    assert!(world.events(1).await.iter().any(is_kept));
    world.pass(60 * 24);
    assert!(matches!(refused(world.act("lin", &act).await), Refusal::Stale { .. }), "it is not hers");
    let due = Some(due.parse().unwrap());
    assert_eq!(done(world.act("mei", &act).await), DoneWhat::Noted { number: 1, due });
    assert!(matches!(refused(world.act("mei", &act).await), Refusal::Stale { number: 1 }));
    assert_eq!(world.alert(1).await.notes.len(), 1);
}

#[tokio::test]
async fn something_critical_is_offered_the_form_for_its_cause() {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", Critical).await;
    let Outcome::Answer { answer: Answer::NoteProposal { form, confirm: None, taken: Some(taken) }, .. } =
        world.reply("mei", 1, "已处理，周五前").await
    else {
        panic!("no form")
    };
    assert!(form.needs_cause);
    assert!(taken.undo.is_some(), "it was taken by the promise, and may be given back");
    let due = form.draft.due.unwrap().to_string();
    let fields = [("cause", "logistics"), ("action", form.draft.action.as_str()), ("due", due.as_str())];
    assert!(matches!(done(world.press("mei", &shown, "note", &fields).await), DoneWhat::Noted { .. }));
}

#[tokio::test]
async fn a_value_that_replaces_another_is_confirmed_first() {
    let mut world = World::new().await;
    let first = asked_value(world.say("mei", "record acos_us 27% 2026-11-20").await);
    assert!(matches!(done(world.act("mei", &first.act).await), DoneWhat::Recorded { revision: 1, .. }));
    let again = done(world.say("mei", "record acos_us 27% 2026-11-20").await);
    assert!(matches!(again, DoneWhat::Recorded { revision: 1, .. }), "nothing is left to be confirmed");
    let asked = asked_value(world.say("mei", "record acos_us 29% 2026-11-20").await);
    assert_eq!(asked.before.unwrap().to_string(), "0.27");
    assert!(matches!(refused(world.act("vic", &asked.act).await), Refusal::NotAllowed { .. }));
    assert!(matches!(done(world.act("mei", &asked.act).await), DoneWhat::Recorded { revision: 2, .. }));
    assert!(matches!(done(world.act("mei", &asked.act).await), DoneWhat::Recorded { revision: 2, .. }));
    let other = asked_value(world.say("mei", "record acos_us 31% 2026-11-20").await);
    world.act("mei", &other.act).await;
    assert!(matches!(not_set(world.act("mei", &asked.act).await), NotSet::ValueMoved { .. }));
}

#[tokio::test]
async fn it_is_told_that_a_value_is_far_from_the_usual() {
    let mut world = World::new().await;
    for day in ["2026-11-17", "2026-11-18", "2026-11-19"] {
        let asked = asked_value(world.say("mei", &format!("record acos_us 27% {day}")).await);
        assert_eq!((asked.before, asked.usual), (None, None));
        done(world.act("mei", &asked.act).await);
    }
    let asked = asked_value(world.say("mei", "record acos_us 2.7% 2026-11-20").await);
    assert_eq!((asked.before, asked.usual.unwrap().to_string().as_str()), (None, "0.27"));
    assert!(matches!(done(world.act("mei", &asked.act).await), DoneWhat::Recorded { revision: 1, .. }));
}

/// A warning rests for three days at most, something critical for one.
#[rstest]
#[case::warning(Warning, "71h", "3 days", "4321 minutes", "2026-11-26T06:00:00Z")]
#[case::critical(Critical, "23h", "24h", "1441 minutes", "2026-11-24T06:00:00Z")]
#[tokio::test]
async fn each_severity_rests_up_to_its_limit(
    #[case] severity: Severity,
    #[case] below: &str,
    #[case] at: &str,
    #[case] above: &str,
    #[case] latest: &str,
    #[values("text", "thread", "form")] way: &str,
) {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", severity).await;
    let latest: jiff::Timestamp = latest.parse().unwrap();
    for span in [above, below, at] {
        let outcome = match way {
            "text" => world.say("mei", &format!("snooze 1 {span}")).await,
            "thread" => world.reply("mei", 1, &format!("snooze {span}")).await,
            _ => world.press("mei", &shown, "snooze", &[("span", span)]).await,
        };
        if span == above {
            assert_eq!(refused(outcome), Refusal::SnoozeOutOfRange { latest });
            assert_eq!(world.alert(1).await.snoozed_until, None, "nothing is shortened unasked");
        } else {
            let expected = if span == at { latest } else { latest - SignedDuration::from_hours(1) };
            assert_eq!(done(outcome), DoneWhat::Snoozed { number: 1, until: expected }, "{span}");
        }
    }
}

#[tokio::test]
async fn several_alerts_rest_at_once() {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.breach("acos_us", Warning).await;
    let Outcome::Answer { answer: Answer::Several { done, refused, undo: Some(_) }, .. } =
        world.say("mei", "snooze 1 2 4h").await
    else {
        panic!("not several")
    };
    assert_eq!((done.len(), refused.len()), (2, 0));
    assert!(world.alert(2).await.snoozed_until.is_some());
}
