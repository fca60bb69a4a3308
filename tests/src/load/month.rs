//! A month of a team on Feishu: the calls that it takes, by kind, beside what the free edition allows.

mod company;
mod diary;
mod kinds;
mod people;
mod place;

use anyhow::Result;

use super::Engine;
use super::figure::{Finding, Found};
use super::home::Home;
use crate::fakes::feishu::Call;
use place::Place;

/// What the free edition of Feishu allows an app in a month.
const ALLOWED: &str = "10,000";

/// Lives through the month and counts.
pub async fn measure(engine: Engine) -> Result<Vec<Finding>> {
    let home = Home::fresh(engine).await?;
    let place = Place::open(&home).await?;
    for entry in diary::diary() {
        place.live_until(entry.at).await?;
        place.does(&entry.deed).await?;
    }
    place.live_until(diary::end()).await?;
    place.every_call_is_counted()?;
    let calls = place.feishu.calls();
    let late: Vec<Call> = calls.iter().filter(|call| diary::late_day().contains(&call.at)).cloned().collect();
    let counted = kinds::count(&calls);
    let sum = |counted: &[(String, usize)]| counted.iter().map(|(_, calls)| calls).sum();
    let finding = |what: &str, aim: Option<&str>, calls: usize| Finding {
        what: format!("a month on Feishu: {what}"),
        engine: engine.name(),
        aim: aim.map(str::to_owned),
        found: Found::Count(calls),
    };
    let kinds = counted.iter().map(|(kind, calls)| finding(kind, None, *calls));
    let sums = [
        finding("all calls", Some(ALLOWED), sum(&counted)),
        finding("… of them on the day when all numbers came late", None, sum(&kinds::count(&late))),
    ];
    Ok(kinds.chain(sums).collect())
}
