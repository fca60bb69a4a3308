//! What the outbox promises against what the fakes accepted: I1, I2, I5, I6, and that every card is up to date.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::tables::{OutboxRow, Tables};
use crate::fakes::chat::{Accepted, FakeChat};
use steward_core::platform::Platform;

/// The kinds of message that this build knows.
const KINDS: [&str; 5] = ["alert", "alert_update", "digest", "answer", "notice"];
/// How long a page may take once it is due and its target takes messages, in microseconds.
const PAGE_LIMIT: i64 = 0;
/// How a message says that it may be there twice.
const LABELS: [&str; 2] = ["Possible duplicate", "可能重复"];

pub(super) fn broken(tables: &Tables, fakes: &[&FakeChat], now: Timestamp) -> Vec<String> {
    let accepted: Vec<(&FakeChat, Vec<Accepted>)> =
        fakes.iter().map(|fake| (*fake, fake.accepted())).collect();
    let mut broken = pages(tables, now);
    for (fake, calls) in &accepted {
        broken.extend(doubles(tables, fake, calls));
        broken.extend(order(tables, fake, calls));
    }
    broken.extend(digests(tables));
    broken.extend(cards(tables, now));
    broken
}

/// I1: every page that is due is accepted, or dead with something in its place.
fn pages(tables: &Tables, now: Timestamp) -> Vec<String> {
    let is_due = |row: &&OutboxRow| {
        row.class == "page"
            && row.not_before + PAGE_LIMIT <= now.as_microsecond()
            && row.message["message"].as_str().is_some_and(|kind| KINDS.contains(&kind))
    };
    let late = tables.outbox.iter().filter(is_due).filter(|row| match row.state.as_str() {
        "accepted" => false,
        "dead" => !has_stand_in(tables, row),
        // Its target asked to wait, or an earlier row of its key is not through.
        "pending" => !tables.outbox.iter().any(|other| {
            let is_held_up = other.order_key == row.order_key || other.target == row.target;
            is_held_up && other.state == "pending" && other.not_before > now.as_microsecond()
        }),
        _ => true,
    });
    late.map(|row| format!("I1 page {} to {} is {}", row.key, row.target, row.state)).collect()
}

fn has_stand_in(tables: &Tables, dead: &OutboxRow) -> bool {
    let elsewhere = format!("{}:elsewhere", dead.key);
    tables.outbox.iter().any(|row| {
        let notice = &row.message["notice"];
        row.key.starts_with(&elsewhere)
            || (notice["is"] == "undeliverable"
                && notice["platform"] == dead.platform.as_str()
                && notice["target"] == dead.target.as_str())
    })
}

/// I2: one accepted call for each row, two where the platform can neither remove nor find doubles, the second labelled;
/// and nothing that no row asked for.
fn doubles(tables: &Tables, fake: &FakeChat, calls: &[Accepted]) -> Vec<String> {
    let rows: HashMap<&str, &OutboxRow> = tables.outbox.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut posts: BTreeMap<String, Vec<&Accepted>> = BTreeMap::new();
    for call in calls {
        if let Some(marker) = call.marker {
            posts.entry(marker.to_string()).or_default().push(call);
        }
    }
    let caps = fake.capabilities();
    let is_blind = caps.idempotent_for.is_none() && !caps.can_find;
    let mut broken = Vec::new();
    for (marker, posts) in &posts {
        let is_labelled = |call: &&&Accepted| {
            let card = serde_json::to_string(&call.card).expect("a card");
            LABELS.iter().any(|label| card.contains(label))
        };
        let unlabelled = posts.iter().skip(1).filter(|call| !is_labelled(call)).count();
        let most = if is_blind { 2 } else { 1 };
        if posts.len() > most || unlabelled > 0 {
            broken.push(format!("I2 {marker} was accepted {} times, {unlabelled} unlabelled", posts.len()));
        }
        match rows.get(marker.as_str()) {
            None => broken.push(format!("I2 nobody asked for {marker}: {}", posts[0].card.title)),
            Some(row) if row.target != posts[0].to.target => {
                broken.push(format!("I2 {marker} went to {}", posts[0].to.target));
            }
            Some(_) => {}
        }
    }
    let told: BTreeSet<&str> = calls.iter().map(|call| call.message.as_str()).collect();
    for row in tables.outbox.iter().filter(|row| row.platform == fake.name() && row.state == "accepted") {
        let message = row.platform_message.as_deref();
        if row.edits.is_none() && !message.is_some_and(|message| told.contains(message)) {
            broken.push(format!("I2 {} is not there: {message:?}", row.key));
        }
    }
    broken
}

/// I5: rows of one order key are accepted in the order of their places, but for one that waits for a later hour.
fn order(tables: &Tables, fake: &FakeChat, calls: &[Accepted]) -> Vec<String> {
    let first =
        |id: &str| calls.iter().position(|call| call.marker.is_some_and(|marker| marker.to_string() == id));
    let own = tables.outbox.iter().filter(|row| row.platform == fake.name() && row.edits.is_none());
    let mut by_key: BTreeMap<&str, Vec<(&OutboxRow, usize)>> = BTreeMap::new();
    for row in own {
        if let Some(at) = first(&row.id) {
            by_key.entry(&row.order_key).or_default().push((row, at));
        }
    }
    let mut broken = Vec::new();
    for (key, mut rows) in by_key {
        rows.sort_by_key(|(row, _)| row.place);
        for pair in rows.windows(2) {
            let ((earlier, first), (later, second)) = (pair[0], pair[1]);
            let waited = earlier.attempt == 1 && earlier.not_before > calls[second].at.as_microsecond();
            if first > second && !waited {
                broken.push(format!("I5 {key}: {} overtook {}", later.key, earlier.key));
            }
        }
    }
    broken
}

/// I6: one digest for each schedule and local date, and its slot is taken.
fn digests(tables: &Tables) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut broken = Vec::new();
    for row in tables.outbox.iter().filter(|row| row.message["message"] == "digest") {
        let digest = &row.message["digest"];
        let (Some(schedule), Some(date)) = (digest["schedule"].as_str(), digest["date"].as_str()) else {
            continue;
        };
        let slot = (schedule.to_owned(), date.to_owned());
        if !tables.slots.contains(&slot) || !seen.insert(slot.clone()) {
            broken.push(format!("I6 the digest of {slot:?} is there twice or without its slot"));
        }
    }
    broken
}

/// Every card that can be edited shows the newest version, unless its edit is still to come or was given up.
fn cards(tables: &Tables, now: Timestamp) -> Vec<String> {
    let is_behind = |(post, desired, sent): &&(String, i64, i64)| {
        let edit = tables.outbox.iter().find(|row| row.edits.as_deref() == Some(post));
        let is_coming = edit.is_some_and(|edit| {
            edit.state == "dead" || (edit.state == "pending" && edit.not_before > now.as_microsecond())
        });
        sent < desired && !is_coming
    };
    tables
        .cards
        .iter()
        .filter(is_behind)
        .map(|(post, desired, sent)| format!("the card {post} shows version {sent}, not {desired}"))
        .collect()
}
