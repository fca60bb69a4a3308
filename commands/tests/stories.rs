//! Stories: people say and press things, and the ledger follows.
#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the verdict")]

#[path = "stories/questions.rs"]
mod questions;
#[expect(dead_code, reason = "two suites share it, and each uses a part")]
#[path = "stories/world.rs"]
mod world;

use rstest::rstest;
use steward_commands::Outcome;
use steward_core::alert::event::Happened;
use steward_core::alert::{AlertStatus, CauseClass, Closure, DismissReason};
use steward_core::limit::Severity::{Critical, Warning};
use steward_core::message::Message;
use steward_core::message::answer::{Answer, DoneWhat, Recognised, Refusal};
use steward_core::person::Role;
use world::{World, asked_value};

fn done(outcome: Outcome) -> DoneWhat {
    match outcome {
        Outcome::Answer { answer: Answer::Done { what, .. }, private: true } => what,
        other => panic!("not done: {other:?}"),
    }
}

fn refused(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Answer { answer: Answer::Refused { why }, private: true } => why,
        other => panic!("not refused: {other:?}"),
    }
}

#[rstest]
#[case("ack 1")]
#[case("确认 1")]
#[case("ack")]
#[case("收到")]
#[case("✅")]
#[tokio::test]
async fn one_takes_an_alert_and_the_second_is_told_who(#[case] said: &str) {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", Warning).await;
    assert!(matches!(done(world.say("mei", said).await), DoneWhat::Acknowledged { number: 1, .. }));
    assert_eq!(world.alert(1).await.status, AlertStatus::Acknowledged);
    let at = world.now;
    world.pass(5);
    let taken = Refusal::AlreadyTaken { number: 1, by_name: "陈梅".into(), at };
    assert_eq!(refused(world.press("lin", &shown, "ack", &[]).await), taken);
    assert_eq!(refused(world.say("lin", "ack 1").await), taken);
    assert_eq!(
        world
            .events(1)
            .await
            .iter()
            .filter(|event| matches!(event.what, Happened::Acknowledged { .. }))
            .count(),
        1
    );
}

#[tokio::test]
async fn a_button_takes_an_alert() {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", Warning).await;
    assert!(matches!(
        done(world.press("mei", &shown, "ack", &[]).await),
        DoneWhat::Acknowledged { number: 1, .. }
    ));
    assert_eq!(world.alert(1).await.ack.unwrap().by.as_str(), "mei");
}

#[rstest]
#[case("note 1 carrier strike, moved to UPS, due fri", "carrier strike", "moved to UPS")]
#[case("整改 1 承运商停发，已换 UPS，周五前", "承运商停发", "已换 UPS")]
#[case("note 1 承运商停发，已换 UPS，周五前", "承运商停发", "已换 UPS")]
#[tokio::test]
async fn a_note_is_written(#[case] said: &str, #[case] cause: &str, #[case] action: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Critical).await;
    let due = Some("2026-11-27".parse().unwrap());
    assert_eq!(done(world.say("mei", said).await), DoneWhat::Noted { number: 1, due });
    let alert = world.alert(1).await;
    let note = alert.note().unwrap();
    assert_eq!((note.cause_text.as_str(), note.action.as_str(), note.due), (cause, action, due));
    assert_eq!(alert.status, AlertStatus::Remediating);
}

#[tokio::test]
async fn a_note_comes_from_the_form() {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", Critical).await;
    let asked = world.say("mei", "note 1").await;
    assert!(matches!(asked, Outcome::Answer { answer: Answer::NoteForm { .. }, private: true }));
    let fields =
        [("cause", "logistics"), ("cause_text", "strike"), ("action", "moved"), ("due", "2026-11-27")];
    assert!(matches!(
        done(world.press("mei", &shown, "note", &fields).await),
        DoneWhat::Noted { number: 1, .. }
    ));
    assert_eq!(world.alert(1).await.note().unwrap().cause, Some(CauseClass::Logistics));
    let late = [("cause", "other"), ("action", "again"), ("due", "2030-01-01")];
    assert!(matches!(
        refused(world.press("mei", &shown, "note", &late).await),
        Refusal::DueOutOfRange { .. }
    ));
}

#[rstest]
#[case("done 1")]
#[case("已处理 1")]
#[case("搞定了")]
#[tokio::test]
async fn what_is_done_is_watched(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    assert_eq!(done(world.say("mei", said).await), DoneWhat::Watching { number: 1, periods: 2 });
    assert_eq!(world.alert(1).await.status, AlertStatus::Watching);
}

#[tokio::test]
async fn a_critical_alert_is_not_done_without_its_note() {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", Critical).await;
    assert_eq!(refused(world.press("mei", &shown, "done", &[]).await), Refusal::NeedsNote { number: 1 });
    assert_eq!(world.alert(1).await, shown, "a refusal changes nothing");
}

#[rstest]
#[case("snooze 1 4h")]
#[case("暂停 1 4小时")]
#[case("snooze until 18:00")]
#[tokio::test]
async fn an_alert_rests(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    let until = "2026-11-23T10:00:00Z".parse().unwrap();
    assert_eq!(done(world.say("mei", said).await), DoneWhat::Snoozed { number: 1, until });
    assert!(matches!(refused(world.say("mei", "snooze 1 3 weeks").await), Refusal::SnoozeOutOfRange { .. }));
    assert_eq!(
        refused(world.say("mei", "snooze 1 a bit").await),
        Refusal::NoSuchSpan { text: "a bit".into() }
    );
}

#[tokio::test]
async fn an_alert_rests_by_its_form() {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", Warning).await;
    let until = "2026-11-24T01:30:00Z".parse().unwrap();
    let outcome = world.press("mei", &shown, "snooze", &[("span", "tomorrow")]).await;
    assert_eq!(done(outcome), DoneWhat::Snoozed { number: 1, until });
}

#[rstest]
#[case("assign 1 lin")]
#[case("assign 1 to Lin")]
#[case("转给 林")]
#[case("转派 1 小林")]
#[tokio::test]
async fn an_alert_is_handed_over(#[case] said: &str) {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", Warning).await;
    assert_eq!(done(world.say("mei", said).await), DoneWhat::Assigned { number: 1, to_name: "林晓".into() });
    assert_eq!(world.alert(1).await.owner.as_str(), "lin");
    assert_eq!(
        refused(world.say("mei", "assign 1 nobody").await),
        Refusal::NoSuchPerson { asked: "nobody".into() }
    );
    let back = world.press("lin", &shown, "assign", &[("to", "mei")]).await;
    assert_eq!(done(back), DoneWhat::Assigned { number: 1, to_name: "陈梅".into() });
}

#[rstest]
#[case("dismiss 1 false alarm, scans came late", "scans came late")]
#[case("忽略 1 误报 扫描延迟", "扫描延迟")]
#[tokio::test]
async fn an_alert_is_dismissed(#[case] said: &str, #[case] why: &str) {
    let mut world = World::new().await;
    let shown = world.breach("late_shipment", Warning).await;
    assert_eq!(refused(world.say("mei", "dismiss 1").await), Refusal::NeedsReason { number: 1 });
    done(world.say("mei", said).await);
    let how = Closure::Dismissed { reason: DismissReason::FalseAlarm, text: why.into() };
    assert_eq!(world.alert(1).await.status, AlertStatus::Closed { how });
    let again = world.press("lin", &shown, "dismiss", &[("reason", "new_normal"), ("text", "x")]).await;
    assert!(matches!(refused(again), Refusal::AlreadyClosed { number: 1, .. }));
}

#[rstest]
#[case("bad data 1 orders counted twice", "orders counted twice")]
#[case("数据有误 1 订单重复计算", "订单重复计算")]
#[tokio::test]
async fn a_wrong_number_ends_an_alert(#[case] said: &str, #[case] why: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    done(world.say("mei", said).await);
    assert_eq!(
        world.alert(1).await.status,
        AlertStatus::Closed { how: Closure::BadData { text: why.into() } }
    );
    let shown = world.breach("acos_us", Warning).await;
    done(world.press("mei", &shown, "bad_data", &[("text", "twice")]).await);
    assert!(!world.alert(2).await.is_open());
}

#[tokio::test]
async fn a_thread_is_about_its_alert() {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.breach("acos_us", Warning).await;
    assert_eq!(world.chat("mei", "收到").await, Outcome::Silent);
    assert_eq!(refused(world.say("mei", "ack").await), Refusal::WhichAlert { open: vec![1, 2] });
    assert!(matches!(done(world.reply("mei", 2, "收到").await), DoneWhat::Acknowledged { number: 2, .. }));
    assert_eq!(done(world.reply("mei", 2, "3 trucks are missing").await), DoneWhat::Commented { number: 2 });
    assert_eq!(done(world.reply("lin", 2, "mine is fine").await), DoneWhat::Commented { number: 2 });
    let Outcome::Answer { answer: Answer::NoteProposal { confirm: Some(confirm), .. }, private: true } =
        world.reply("mei", 2, "已处理，周五前").await
    else {
        panic!("not proposed")
    };
    let due = Some("2026-11-27".parse().unwrap());
    assert_eq!(done(world.act("mei", &confirm).await), DoneWhat::Noted { number: 2, due });
    assert_eq!(
        done(world.reply("mei", 2, "done, moved to UPS").await),
        DoneWhat::Watching { number: 2, periods: 2 }
    );
    assert_eq!(world.alert(1).await.status, AlertStatus::Open);
    let comments = world.events(2).await;
    let first = comments.iter().find_map(|event| match &event.what {
        Happened::Commented { text } => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(first, Some("3 trucks are missing"));
}

#[rstest]
#[case("收到？")]
#[case("done?")]
#[case("已处理了吗")]
#[case("搞定没")]
#[case("2 done, 3 left")]
#[case("claim: 113-2 was filed")]
#[tokio::test]
async fn talk_in_a_thread_does_nothing_to_an_alert(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.breach("acos_us", Warning).await;
    assert_eq!(done(world.reply("lin", 1, said).await), DoneWhat::Commented { number: 1 });
    for number in [1, 2] {
        assert_eq!(world.alert(number).await.status, AlertStatus::Open);
    }
}

#[rstest]
#[case("done?")]
#[case("处理好了吗")]
#[case("收到货了")]
#[tokio::test]
async fn a_sentence_is_no_report(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    let outcome = world.say("mei", said).await;
    let is_asked_back = matches!(
        outcome,
        Outcome::Answer {
            answer: Answer::Choose { .. } | Answer::Refused { why: Refusal::NotUnderstood { .. } },
            ..
        }
    );
    assert!(is_asked_back, "{outcome:?}");
    assert_eq!(world.alert(1).await.status, AlertStatus::Open);
}

#[tokio::test]
async fn nobody_takes_an_alert_that_they_neither_have_nor_were_told_of_without_its_number() {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    assert_eq!(refused(world.say("boss", "收到").await), Refusal::WhichAlert { open: vec![1] });
    assert!(matches!(done(world.say("boss", "收到 1").await), DoneWhat::Acknowledged { number: 1, .. }));
}

#[tokio::test]
async fn alerts_that_are_not_there_are_said_so() {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    assert_eq!(refused(world.say("mei", "ack 42").await), Refusal::NoSuchAlert { number: 42 });
    assert!(matches!(refused(world.say("vic", "ack 1").await), Refusal::NotAllowed { .. }));
}

#[rstest]
#[case("mine")]
#[case("我的")]
#[tokio::test]
async fn people_see_their_alerts(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.breach("acos_us", Critical).await;
    world.breach("acos_de", Warning).await;
    let Outcome::Answer { answer: Answer::AlertList { lines, more: 0, .. }, private: true } =
        world.say("mei", said).await
    else {
        panic!("no list")
    };
    assert_eq!(lines.iter().map(|line| line.brief.number).collect::<Vec<_>>(), [2, 1]);
}

#[rstest]
#[case("history 1")]
#[case("历史 1")]
#[tokio::test]
async fn an_alert_tells_its_history(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.say("mei", "ack 1").await;
    let Outcome::Answer { answer: Answer::History { number: 1, events, names, .. }, private: false } =
        world.say("vic", said).await
    else {
        panic!("no history")
    };
    assert_eq!(events, world.events(1).await);
    assert!(names.iter().any(|(key, name)| key.as_str() == "mei" && name == "陈梅"));
}

#[rstest]
#[case("record late_shipment 4.6%")]
#[case("录入 迟发率 4.6%")]
#[case("录入迟发率４．６％")]
#[case("record late shipment = 4.6 %")]
#[tokio::test]
async fn a_value_is_recorded_and_asked_for(#[case] said: &str) {
    let mut world = World::new().await;
    let question = asked_value(world.say("mei", said).await);
    assert_eq!((question.value.to_string().as_str(), question.before, question.usual), ("0.046", None, None));
    let why = refused(world.say("vic", "late_shipment").await);
    assert!(matches!(why, Refusal::NoData { .. }), "nothing is kept before it is confirmed: {why:?}");
    let DoneWhat::Recorded { value, period, revision: 1, before: None, .. } =
        done(world.act("mei", &question.act).await)
    else {
        panic!("not recorded")
    };
    world.judge("late_shipment").await;
    for asked in [
        "late_shipment",
        "迟发率",
        "Late shipment?",
        "迟发率怎么样",
        "/kpi late_shipment",
        "how is our late shipment",
    ] {
        let Outcome::Answer { answer: Answer::Kpi { kpi }, private: false } = world.say("vic", asked).await
        else {
            panic!("no answer to {asked}")
        };
        assert_eq!((kpi.line.kpi.as_str(), kpi.source.as_str()), ("late_shipment", "陈梅 in chat"));
        let shown = kpi.line.period.zip(kpi.line.value).or(kpi.provisional);
        assert_eq!(shown, Some((period, value)));
    }
}

#[tokio::test]
async fn a_value_is_corrected_on_its_day() {
    let mut world = World::new().await;
    let first = asked_value(world.say("mei", "record late_shipment 4.6% 2026-11-20").await);
    done(world.act("mei", &first.act).await);
    let asked = asked_value(world.say("boss", "录入 迟发率 3.9% 11月20日").await);
    let DoneWhat::Recorded { period, revision: 2, before: Some(before), .. } =
        done(world.act("boss", &asked.act).await)
    else {
        panic!("no revision")
    };
    assert_eq!((period.to_string().as_str(), before.to_string().as_str()), ("2026-11-20", "0.046"));
}

#[tokio::test]
async fn a_value_that_is_unclear_is_asked_for_again() {
    let mut world = World::new().await;
    let why = refused(world.say("mei", "record late_shipment 12").await);
    assert_eq!(why, Refusal::AmbiguousPercent { text: "12".into() });
    assert!(matches!(
        refused(world.say("mei", "record late_shipment 460%").await),
        Refusal::ImplausibleValue { .. }
    ));
    assert!(matches!(refused(world.say("mei", "record late_shipment many").await), Refusal::BadValue { .. }));
    assert!(matches!(
        refused(world.say("mei", "record late_shipment 4% someday").await),
        Refusal::NoSuchDay { .. }
    ));
    assert!(matches!(
        refused(world.say("mei", "record late_shipment 4% 2027-01-01").await),
        Refusal::NoSuchDay { .. }
    ));
    assert!(matches!(refused(world.say("vic", "record late_shipment 4%").await), Refusal::NotAllowed { .. }));
    assert!(matches!(
        refused(world.say("mei", "record gross margin 4%").await),
        Refusal::NotUnderstood { .. }
    ));
}

#[tokio::test]
async fn two_kpis_that_fit_are_asked_about() {
    let mut world = World::new().await;
    let Outcome::Answer { answer: Answer::Choose { choices, .. }, private: true } =
        world.say("mei", "ACoS").await
    else {
        panic!("no question back")
    };
    let says: Vec<&str> = choices.iter().map(|choice| choice.says.as_str()).collect();
    assert_eq!(says, ["kpi acos_de", "kpi acos_us"]);
    let why = refused(world.say("mei", "acos us").await);
    assert!(matches!(why, Refusal::NoData { .. }), "one KPI, without data: {why:?}");
}

#[rstest]
#[case("list")]
#[case("列表")]
#[tokio::test]
async fn all_kpis_are_listed(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("acos_de", Warning).await;
    let Outcome::Answer { answer: Answer::KpiList { lines, more: 0, .. }, private: false } =
        world.say("vic", said).await
    else {
        panic!("no list")
    };
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().any(|line| line.alert.as_ref().is_some_and(|alert| alert.number == 1)));
    let Outcome::Answer { answer: Answer::KpiList { lines, .. }, .. } = world.say("vic", "list red").await
    else {
        panic!("no list")
    };
    assert!(lines.is_empty());
}

#[rstest]
#[case("digest")]
#[case("日报")]
#[tokio::test]
async fn a_digest_is_queued(#[case] said: &str) {
    let mut world = World::new().await;
    assert_eq!(done(world.say("vic", said).await), DoneWhat::DigestQueued { channel: "#ops".into() });
    let queued = world.queued().await;
    assert!(matches!(queued.as_slice(), [Message::Digest { digest }] if digest.schedule.is_none()));
}

#[rstest]
#[case("help")]
#[case("帮助")]
#[case("")]
#[tokio::test]
async fn help_is_for_the_person(#[case] said: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    let Outcome::Answer { answer: Answer::Help { help }, private: true } = world.say("mei", said).await
    else {
        panic!("no help")
    };
    let words = help.asks.len() + help.acts.len() + help.sets.len();
    assert_eq!(words, steward_commands::specs().iter().filter(|spec| spec.role <= Role::Owner).count());
    let kpis: Vec<&str> = help.kpis.iter().map(|line| line.kpi.as_str()).collect();
    assert_eq!((kpis, help.all_kpis), (vec!["late_shipment", "acos_us"], 2), "what is red comes first");
    assert_eq!((help.alerts.len(), help.all_alerts), (1, 1));
    let examples: Vec<&str> = help.examples.iter().map(|example| example.name_zh.as_str()).collect();
    assert_eq!(examples, ["确认 1", "为什么 迟发率", "广告销售成本比 US 近7天"]);
    for example in &help.examples.clone() {
        for text in [&example.name_en, &example.name_zh] {
            let outcome = world.say("mei", text).await;
            let is_refused = matches!(&outcome, Outcome::Answer { answer: Answer::Refused { why }, .. }
                if !matches!(why, Refusal::NoData { .. } | Refusal::AlreadyTaken { .. } | Refusal::NotNow { .. }));
            assert!(!is_refused, "{text}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn words_that_mean_nothing_get_examples() {
    let mut world = World::new().await;
    let Refusal::NotUnderstood { text, recognised, examples } =
        refused(world.say("mei", "make me a coffee").await)
    else {
        panic!("understood")
    };
    assert_eq!((text.as_str(), recognised, examples.len()), ("make me a coffee", vec![], 3));
    let halfway = "frobnicate the late shipment rate of yesterday into bananas for lin";
    let Refusal::NotUnderstood { recognised, .. } = refused(world.say("mei", halfway).await) else {
        panic!("understood")
    };
    let rate = Recognised::Kpi { name_en: "Late shipment".into(), name_zh: "迟发率".into(), scope: None };
    let yesterday = jiff::civil::date(2026, 11, 21);
    assert_eq!(recognised, [rate, Recognised::Days(yesterday, Some(yesterday))]);
    let Refusal::NotUnderstood { examples, .. } = refused(world.say("mei", "akc 1").await) else {
        panic!("understood")
    };
    assert_eq!(examples[0].says, "ack 1");
    let endless = "record 1 ok ".repeat(4000);
    assert_eq!(refused(world.say("mei", &endless).await), Refusal::TooLong { most: 2000 });
    let long = "字".repeat(2001);
    world.breach("late_shipment", Warning).await;
    assert_eq!(refused(world.reply("mei", 1, &long).await), Refusal::TooLong { most: 2000 });
}
