//! The sum of `bot/docs/feishu.md`: a month of a team of twenty with thirty KPIs is lived through, and its calls counted.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::SignedDuration;
use steward_core::alert::{AlertStatus, Closure};
use steward_core::pace::budget::month_of;
use steward_core::sample::Observation;
use steward_core::time::Clock;
use steward_store::{alert, calls, sample};
use steward_tests::fakes::feishu::{FakeFeishu, Message};

use super::stand::{Stand, Way, empty};
use crate::office::observed;

const DOCUMENT: &str = include_str!("../../../bot/docs/feishu.md");
/// What the free edition allows in a month.
const ALLOWED: u64 = 10_000;
/// What is counted apart, by the method that it takes.
const WHAT: [(&str, &str); 5] = [
    ("im.v1.message.create", "digests, cards, pages, forms, and answers to people"),
    ("im.v1.message.reply", "lines below cards, answers in the group"),
    ("im.v1.message.patch", "edits of cards"),
    ("im.v1.message.urgent_app", "buzzes"),
    ("ephemeral.v1.send", "cards in the group that one person sees"),
];
const TOKEN: &str = "auth.v3.tenant_access_token.internal";
/// For how long a token is used: two hours less the ten minutes before their end.
const TOKEN_MINUTES: u64 = 110;
const DAYS: i64 = 30;
/// Days that end before the second value inside the limits is there.
const RECOVERY_DAYS: i64 = 4;
const KPIS: usize = 30;
const PEOPLE: [&str; 20] = [
    "p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09", "p10", "p11", "p12", "p13", "p14", "p15",
    "p16", "p17", "p18", "p19", "p20",
];
/// How many of the people own KPIs, the next one being their backup.
const OWNERS: usize = 10;

#[tokio::test]
async fn a_month_of_twenty_people_and_thirty_kpis_stays_within_the_free_edition() {
    let stand = empty(Way::LongConnection, &PEOPLE).await;
    stand.move_in(&company(&stand), "", |_| String::new()).await;
    let before = by_method(&stand);
    for day in 0..DAYS + RECOVERY_DAYS {
        live(&stand, day).await;
    }
    let mut conn = stand.app.store.reader().await.expect("a reader");
    for number in 1..=i64::try_from(KPIS).expect("a few") {
        let alert = alert::by_number(&mut conn, number).await.expect("read").expect("an alert");
        assert_eq!(alert.status, AlertStatus::Closed { how: Closure::Verified }, "#{number}");
    }
    // The month that it begins in and the next.
    let (first, now) = ("2026-11-01".parse().expect("a date"), month_of(stand.clock.now()));
    let mut own = 0;
    for month in [first, now] {
        own += calls::of_month(&mut conn, "feishu", month).await.expect("the service's own count");
    }
    assert_eq!(own, stand.feishu.call_count(), "the service counts every call");

    let sums = Sums::between(&before, &by_method(&stand));
    let table = sums.table();
    let (_, rest) = DOCUMENT.split_once("<!-- month -->\n").expect("the mark of the table");
    let (written, _) = rest.split_once("<!-- /month -->").expect("the end of the table");
    assert_eq!(written, table, "put this table into bot/docs/feishu.md:\n{table}");
    assert!(sums.all() < ALLOWED, "{table}");
}

/// How many calls of each method were carried out.
fn by_method(stand: &Stand) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for call in stand.feishu.calls() {
        *counts.entry(call.method).or_default() += 1;
    }
    counts
}

/// What calls were made for.
struct Sums(Vec<(&'static str, u64)>);

impl Sums {
    fn between(before: &BTreeMap<String, u64>, after: &BTreeMap<String, u64>) -> Self {
        let made = |method: &str| {
            let of = |counts: &BTreeMap<String, u64>| counts.get(method).copied().unwrap_or_default();
            of(after) - of(before)
        };
        let mut rows: Vec<(&str, u64)> = WHAT.iter().map(|(method, what)| (*what, made(method))).collect();
        let named = |method: &&String| *method == TOKEN || WHAT.iter().any(|(own, _)| own == method);
        let others = after.keys().filter(|method| !named(method)).map(|method| made(method)).sum();
        rows.push(("everything else", others));
        // Their life in this test is a stand-in's; while something is always sent it is one for every so many minutes.
        rows.push((
            "tokens, each used for 1 h 50 min",
            (DAYS.unsigned_abs() * 24 * 60).div_ceil(TOKEN_MINUTES),
        ));
        Self(rows)
    }

    fn all(&self) -> u64 {
        self.0.iter().map(|(_, calls)| calls).sum()
    }

    fn table(&self) -> String {
        let mut table = String::from("| what | calls |\n|---|---|\n");
        for (what, calls) in &self.0 {
            writeln!(table, "| {what} | {calls} |").expect("a text takes everything");
        }
        writeln!(table, "| **together** | **{}** |", self.all()).expect("a text takes everything");
        table
    }
}

/// One day, from 08:59 to 08:59.
async fn live(stand: &Stand, day: i64) {
    let (begin, is_workday) = (stand.clock.now(), day % 7 < 5);
    stand.forward(SignedDuration::from_secs(61)).await;
    stand.clock.forward(SignedDuration::from_mins(30));
    report(stand, day).await;
    if let Some(number) = usize::try_from(day).ok().filter(|number| *number < KPIS) {
        handle(stand, number).await;
    }
    if is_workday && day < DAYS {
        for (place, person) in PEOPLE.into_iter().enumerate() {
            // Everybody on two days of the week.
            let place = i64::try_from(place).expect("a few");
            if (place + day) % 7 == 0 || (place + day) % 7 == 3 {
                ask(stand, person, place % 4 == 0).await;
            }
        }
    }
    let until = begin + SignedDuration::from_hours(24);
    stand.forward(stand.clock.now().duration_until(until)).await;
}

/// The values of the last complete day: one KPI begins to breach, those before it recover.
async fn report(stand: &Stand, day: i64) {
    let period = jiff::civil::date(2026, 11, 21) + jiff::Span::new().days(day);
    let seen: Vec<Observation> = (0..KPIS)
        .map(|number| {
            let is_breaching = i64::try_from(number).is_ok_and(|number| number == day);
            observed(&kpi(number), &period.to_string(), if is_breaching { "0.06" } else { "0.01" })
        })
        .collect();
    let (app, mut tx) = (&stand.app, stand.app.store.begin().await.expect("begin"));
    sample::record(&mut tx, &seen, app.clock.now(), app.ids.as_ref(), &|_| true).await.expect("record");
    tx.commit().await.expect("commit");
    stand.settle().await;
}

/// The owner of the alert deals with it; every third one only after an hour.
async fn handle(stand: &Stand, number: usize) {
    let feishu = &stand.feishu;
    let owner = PEOPLE[number % OWNERS];
    let own = format!("@{owner}");
    let page = feishu.posts(&own).pop().expect("a page");
    if number % 3 == 2 {
        for minutes in [16, 16, 31] {
            stand.forward(SignedDuration::from_mins(minutes)).await;
        }
    }
    press(stand, owner, &page, "确认").await;
    let forms = |feishu: &FakeFeishu| -> Vec<Message> {
        let is_form = |post: &Message| post.content.to_string().contains("\"tag\":\"form\"");
        feishu.posts(&own).into_iter().filter(is_form).collect()
    };
    let before = forms(feishu).len();
    assert!(feishu.press(owner, &feishu.again(&page), "填写整改").await.problem.is_none());
    let look = |feishu: &FakeFeishu| Some(forms(feishu)).filter(|forms| forms.len() > before)?.pop();
    let form = feishu.wait_until("a form", look).await;
    let due = (stand.clock.now() + SignedDuration::from_hours(48)).strftime("%F").to_string();
    let typed = [("cause", "物流 / 仓库"), ("action", "联系了第二家承运商"), ("due", due.as_str())];
    let submitted = feishu.submit(owner, &form, &typed).await;
    assert!(submitted.problem.is_none(), "{submitted:?}");
    stand.settle().await;
    press(stand, owner, &page, "已处理").await;
}

async fn press(stand: &Stand, person: &str, page: &Message, button: &str) {
    let feishu = &stand.feishu;
    let tap = feishu.press(person, &feishu.again(page), button).await;
    assert!(tap.acked && tap.problem.is_none(), "{button}: {tap:?}");
    stand.settle().await;
}

/// Somebody asks, in the group or directly.
async fn ask(stand: &Stand, person: &str, in_group: bool) {
    let feishu = &stand.feishu;
    let place = if in_group { "ops".to_owned() } else { format!("@{person}") };
    let before = feishu.posts(&place).len();
    if in_group {
        feishu.mention(person, "ops", "1号店迟发率").await;
    } else {
        feishu.tell(person, "我的").await;
    }
    feishu.wait_for_posts(&place, before + 1).await;
}

fn kpi(number: usize) -> String {
    format!("lsr_{:02}", number + 1)
}

fn company(stand: &Stand) -> String {
    let mut company = format!(
        r#"name = "Evenfield"

[[channel]]
key = "ops"
name = "运营"
platform = "feishu"
target = "{}"
locale = "zh-CN"
zone = "Asia/Shanghai"

[[team]]
key = "ops"
name = {{ en = "Operations", zh = "运营" }}
lead = "p19"
channel = "ops"
"#,
        stand.feishu.chat_id("ops")
    );
    for person in PEOPLE {
        let role = match person {
            "p19" => "lead",
            "p20" => "admin",
            _ => "owner",
        };
        let id = stand.feishu.open_id(person);
        write!(
            company,
            r#"
[[person]]
key = "{person}"
name = "{person}"
locale = "zh-CN"
zone = "Asia/Shanghai"
hours = "08:00-20:00"
calendar = "none"
role = "{role}"
team = "ops"
identities = {{ feishu = "{id}" }}
"#
        )
        .expect("a text takes everything");
    }
    for number in 0..KPIS {
        let (owner, backup) = (PEOPLE[number % OWNERS], PEOPLE[(number + 1) % OWNERS]);
        let shop = number + 1;
        write!(
            company,
            r#"
[[kpi]]
key = "{}"
catalog = "amz_lsr"
name = {{ en = "Late shipment of shop {shop}", zh = "{shop}号店迟发率" }}
scope = "{shop}"
owner = "{owner}"
backup = "{backup}"
data_owner = "p19"
plausible_jump = "none"
team = "ops"
"#,
            kpi(number)
        )
        .expect("a text takes everything");
    }
    for (key, kind, at) in [("daily", "daily", "workdays 09:00"), ("weekly", "weekly", "mon 09:00")] {
        write!(
            company,
            r#"
[[schedule]]
key = "ops-{key}"
channel = "ops"
kind = "{kind}"
at = "{at}"
calendar = "none"
zone = "Asia/Shanghai"
"#
        )
        .expect("a text takes everything");
    }
    company
}
