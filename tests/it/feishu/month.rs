//! A month of a team of twenty with thirty KPIs: how many calls it takes, and that they are counted and told.

use jiff::civil::date;
use jiff::{SignedDuration, Span, Timestamp};
use steward_core::id::{Key, KpiKey, PersonKey};
use steward_core::pace::budget::month_of;
use steward_core::time::Clock;
use steward_store::calls;
use steward_tests::fakes::feishu::NewUser;

use super::stand::{Stand, Way, shown, stand};

/// KPIs that breach on each day, a tenth of all.
const BREACHES: usize = 3;
/// Questions on each day.
const QUESTIONS: usize = 6;
const KPIS: usize = 30;
const PEOPLE: usize = 20;

async fn counted(stand: &Stand, at: Timestamp) -> u64 {
    let mut conn = stand.app.store.reader().await.expect("a reader");
    calls::of_month(&mut conn, "feishu", month_of(at)).await.expect("read")
}

/// Thirty KPIs, each of one of twenty people.
async fn grow(stand: &Stand) {
    for number in 0..PEOPLE {
        let name = format!("p{number}");
        stand.feishu.add_user(NewUser::named(&name).email(&format!("{name}@evenfield.example")));
    }
    let ids: Vec<String> = (0..PEOPLE).map(|number| stand.feishu.open_id(&format!("p{number}"))).collect();
    stand
        .change(|org| {
            let person = org.people[&PersonKey::parse("mei").expect("a key")].clone();
            for (number, id) in ids.into_iter().enumerate() {
                let mut own = person.clone();
                own.key = PersonKey::parse(&format!("p{number}")).expect("a key");
                own.name = format!("P{number}");
                own.identities = [("feishu".to_owned(), id)].into();
                org.people.insert(own.key.clone(), own);
            }
            let template = org.kpis[&KpiKey::parse("amz_lsr").expect("a key")].clone();
            let targets = org.targets[&template.key].clone();
            for number in org.kpis.len()..KPIS {
                let mut own = template.clone();
                own.key = KpiKey::parse(&format!("lsr_{number:02}")).expect("a key");
                own.scope = Some(format!("Shop {number}"));
                own.owner = PersonKey::parse(&format!("p{}", number % PEOPLE)).ok();
                own.backup = None;
                org.targets.insert(own.key.clone(), targets.clone());
                org.kpis.insert(own.key.clone(), own);
            }
        })
        .await;
    stand.settle().await;
}

#[tokio::test]
async fn a_team_of_twenty_with_thirty_kpis_stays_below_ten_thousand_calls() {
    let stand = stand(Way::LongConnection).await;
    grow(&stand).await;
    // The first of December in Shanghai, half past eight.
    let first: Timestamp = "2026-12-01T08:30:00+08:00".parse().expect("an instant");
    stand.forward(stand.clock.now().duration_until(first)).await;
    let before = stand.feishu.call_count();
    let mut alerts = 0;
    for day in 0..31 {
        let now = first + SignedDuration::from_hours(24 * day);
        // The digest.
        stand.forward(stand.clock.now().duration_until(now + SignedDuration::from_mins(31))).await;
        let period = date(2026, 11, 30).saturating_add(Span::new().days(day)).to_string();
        for breach in 0..BREACHES {
            let number = 2 + (usize::try_from(day).expect("a day") * BREACHES + breach) % (KPIS - 2);
            let (kpi, owner) = (format!("lsr_{number:02}"), format!("p{}", number % PEOPLE));
            let pages = stand.feishu.posts(&format!("@{owner}")).len();
            stand.reports_of(&kpi, &period, "0.06").await;
            let told = stand.feishu.posts(&format!("@{owner}"));
            if told.len() == pages {
                continue;
            }
            alerts += 1;
            let page = told.last().expect("the page");
            stand.feishu.press(&owner, page, "确认").await;
            stand.settle().await;
            stand.feishu.press(&owner, &stand.feishu.again(page), "已处理").await;
            stand.settle().await;
        }
        for question in 0..QUESTIONS {
            let posts = stand.feishu.posts("ops").len();
            let asker = ["mei", "hao", "lin"][question % 3];
            stand.feishu.mention(asker, "ops", "迟发率 Shop 7").await;
            stand.feishu.wait_for_posts("ops", posts + 1).await;
            stand.forward(SignedDuration::from_mins(20)).await;
        }
    }
    let made = stand.feishu.call_count() - before;
    assert!(alerts >= 60, "{alerts} alerts");
    assert!((2_000..8_000).contains(&made), "{made} calls for {alerts} alerts");
    stand.settle().await;
    let (counted, made) = (counted(&stand, first).await, stand.feishu.call_count() - before);
    assert!(counted.abs_diff(made) <= 20, "{counted} counted of {made}");
}

#[tokio::test]
async fn administrators_are_told_once_when_the_month_runs_out() {
    let stand = stand(Way::LongConnection).await;
    let mut tx = stand.app.store.begin().await.expect("begin");
    let month = month_of(stand.clock.now());
    calls::add(&mut tx, "feishu", month, 7_999).await.expect("add");
    tx.commit().await.expect("commit");
    stand.breach().await;
    stand.settle().await;
    let notice = stand.feishu.posts("@ada").pop().expect("a notice");
    assert!(shown(&notice).contains("10,000"), "{}", shown(&notice));
    stand.reports("2026-11-22", "0.07").await;
    assert_eq!(stand.feishu.posts("@ada").len(), 1, "once");
    let page = stand.app.metrics.page(&stand.app.store).await.expect("metrics");
    assert!(page.contains("steward_month_calls_allowed{platform=\"feishu\"} 10000"), "{page}");
}
