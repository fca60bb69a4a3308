//! The review of a weekly or monthly digest: what happened to alerts in its span, and who was slow to acknowledge.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Review, SlowAck};
use crate::alert::Alert;
use crate::alert::Closure;
use crate::alert::event::{AlertEvent, Happened};
use crate::id::AlertId;
use crate::org::Org;

/// How many slow acknowledgements are named.
const SLOWEST_SHOWN: usize = 3;

/// What happened in a span, from the events in it and the alerts they belong to. Events of other alerts are left out.
pub(super) fn review(
    (from, to): (Timestamp, Timestamp),
    events: &[AlertEvent],
    alerts: &BTreeMap<AlertId, &Alert>,
    org: &Org,
) -> Review {
    let inside: Vec<&AlertEvent> = events
        .iter()
        .filter(|event| from <= event.at && event.at < to && alerts.contains_key(&event.alert))
        .collect();
    let count = |is: fn(&Happened) -> bool| {
        u32::try_from(inside.iter().filter(|event| is(&event.what)).count()).unwrap_or(u32::MAX)
    };
    let answers = answers(&inside);
    let mut minutes: Vec<i64> = answers
        .iter()
        .filter_map(|answer| Some(minutes_between(answer.opened_at, answer.answered_at?)))
        .collect();
    minutes.sort_unstable();
    Review {
        from,
        to,
        opened: count(|what| matches!(what, Happened::Opened { .. } | Happened::Relapsed { .. })),
        closed: count(|what| matches!(what, Happened::Closed { .. })),
        verified: count(|what| matches!(what, Happened::Closed { how: Closure::Verified })),
        relapsed: count(|what| matches!(what, Happened::Relapsed { .. })),
        overdue: count(|what| matches!(what, Happened::Overdue)),
        median_ack_minutes: median(&minutes),
        slowest: slowest(answers, to, alerts, org),
    }
}

/// An episode that opened in the span, and when somebody first took it.
struct Answer {
    alert: AlertId,
    opened_at: Timestamp,
    answered_at: Option<Timestamp>,
    /// It ended before anybody took it, so that nobody was slow.
    is_moot: bool,
}

fn answers(events: &[&AlertEvent]) -> Vec<Answer> {
    let first = |of: &AlertEvent, is: fn(&Happened) -> bool| {
        events
            .iter()
            .filter(|event| event.alert == of.alert && event.episode == of.episode && is(&event.what))
            .map(|event| event.at)
            .min()
    };
    let mut seen = BTreeSet::new();
    events
        .iter()
        .filter(|event| matches!(event.what, Happened::Opened { .. } | Happened::Relapsed { .. }))
        .filter(|event| seen.insert((event.alert, event.episode)))
        .map(|event| {
            let answered_at =
                first(event, |what| matches!(what, Happened::Acknowledged { .. } | Happened::Noted { .. }));
            let closed_at = first(event, |what| matches!(what, Happened::Closed { .. }));
            Answer {
                alert: event.alert,
                opened_at: event.at,
                answered_at,
                is_moot: answered_at.is_none() && closed_at.is_some(),
            }
        })
        .collect()
}

fn slowest(
    answers: Vec<Answer>,
    to: Timestamp,
    alerts: &BTreeMap<AlertId, &Alert>,
    org: &Org,
) -> Vec<SlowAck> {
    let mut slow: Vec<SlowAck> = answers
        .into_iter()
        .filter(|answer| !answer.is_moot)
        .filter_map(|answer| {
            let alert = alerts.get(&answer.alert)?;
            let kpi = org.kpis.get(&alert.kpi)?;
            Some(SlowAck {
                number: alert.number,
                name_en: kpi.name_en.clone(),
                name_zh: kpi.name_zh.clone(),
                owner_name: org.name_of(&alert.owner).to_owned(),
                minutes: minutes_between(answer.opened_at, answer.answered_at.unwrap_or(to)),
            })
        })
        .collect();
    slow.sort_by_key(|slow| (std::cmp::Reverse(slow.minutes), slow.number));
    slow.truncate(SLOWEST_SHOWN);
    slow
}

fn minutes_between(from: Timestamp, to: Timestamp) -> i64 {
    from.duration_until(to).as_mins()
}

/// The median; of an even count the lower of the two in the middle, so that it is a time somebody really took.
fn median(sorted: &[i64]) -> Option<i64> {
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}
