//! What people of the sample company do in the days before the visitor comes, through the same door as everybody.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use steward_core::inbound::{Inbound, Languages, Receiver, Said};
use steward_core::kpi::Kpi;
use steward_core::org::Org;
use steward_store::{StoreError, alert};

use super::{opening, story};
use crate::app::App;

/// Something a person says about the open alert of a KPI.
struct Line {
    /// By their id in the web chat.
    who: &'static str,
    /// Whole days before the opening, and minutes after it on that day.
    when: (i64, i64),
    /// The words; `{number}` is the alert's number, `{day}` the day of the demo.
    says: &'static str,
}

/// The owner of the stock has acknowledged, and has promised a day that has come.
const LINES: [Line; 3] = [
    Line { who: "yan", when: (4, 14), says: "确认 {number}" },
    Line {
        who: "yan",
        when: (4, 41),
        says: "整改 {number} 原因：海运船期晚了 9 天，补货没有按时到仓 措施：先空运 600 件顶上，后面两柜改快船 期限：{day}",
    },
    Line { who: "mei", when: (2, 95), says: "评论 {number} 空运 600 件已出港，预计按期到仓" },
];

/// The instants at which somebody says something, oldest first.
pub(super) fn instants(day: Date) -> impl Iterator<Item = Timestamp> {
    LINES.iter().map(move |line| line.at(day))
}

/// Lets whoever speaks at this instant speak.
///
/// # Errors
/// When the store cannot be read.
pub(super) async fn speak(app: &App, org: &Org, day: Date, now: Timestamp) -> Result<(), StoreError> {
    for (place, line) in LINES.iter().enumerate().filter(|(_, line)| line.at(day) == now) {
        let Some(kpi) = org.kpis.values().find(|kpi| story::is_meant(kpi)) else { continue };
        let Some(number) = open_alert(app, kpi).await? else { continue };
        let text = line.says.replace("{number}", &number.to_string()).replace("{day}", &day.to_string());
        let inbound = Inbound {
            platform: steward_web::NAME.to_owned(),
            event_id: format!("demo:{place}"),
            person: line.who.to_owned(),
            conversation: format!("@{}", line.who),
            direct: true,
            thread: None,
            message: None,
            at: now,
            languages: Languages::default(),
            what: Said::Text { text, addressed: true },
        };
        if app.receive(inbound).await.is_err() {
            tracing::warn!(place, "a line of the sample company was not kept");
        }
    }
    Ok(())
}

async fn open_alert(app: &App, kpi: &Kpi) -> Result<Option<i64>, StoreError> {
    let open = alert::open_of(&mut app.store.reader().await?, &kpi.key).await?;
    Ok(open.first().map(|alert| alert.number))
}

impl Line {
    fn at(&self, day: Date) -> Timestamp {
        let (days, minutes) = self.when;
        opening(day) - SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(minutes)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use steward_core::org::file::read;

    use super::*;

    #[test]
    fn whoever_speaks_is_in_the_company_and_has_a_word_in_it() {
        let org = read(super::super::company(), "company.toml").unwrap();
        let kpi = org.kpis.values().find(|kpi| story::is_meant(kpi)).unwrap();
        let lead = org.teams[&kpi.team].lead.as_ref();
        for line in &LINES {
            let person = org.person_on(steward_web::NAME, line.who).unwrap();
            assert!(
                kpi.owner.as_ref() == Some(&person.key) || lead == Some(&person.key),
                "{} may not act",
                line.who
            );
        }
    }

    #[test]
    fn all_is_said_in_order_before_the_opening() {
        let day = date(2026, 11, 23);
        let mut said: Vec<Timestamp> = instants(day).collect();
        said.push(opening(day));
        assert!(said.windows(2).all(|pair| pair[0] < pair[1]), "{said:?}");
    }
}
