//! What the outbox promises against what the platforms accepted: I1, I2, I5, I6, and that every card is up to date.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::heard::Heard;
use super::tables::{OutboxRow, Tables};

/// The kinds of message that this build knows.
const KINDS: [&str; 5] = ["alert", "alert_update", "digest", "answer", "notice"];
/// How long a page may take once it is due and its target takes messages, in microseconds.
const PAGE_LIMIT: i64 = 0;

pub(super) fn broken(tables: &Tables, heard: &[Heard], now: Timestamp) -> Vec<String> {
    let mut broken = pages(tables, now);
    for platform in heard {
        broken.extend(doubles(tables, platform));
        broken.extend(strays(tables, platform));
        broken.extend(absent(tables, platform));
        broken.extend(order(tables, platform));
    }
    broken.extend(digests(tables));
    broken.extend(cards(tables, now));
    broken
}

/// I1: every page that is due is accepted, or dead with something in its place.
pub(super) fn pages(tables: &Tables, now: Timestamp) -> Vec<String> {
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

/// Whether something was queued in the place of a dead row, or the administrators were told of its target.
pub(super) fn has_stand_in(tables: &Tables, dead: &OutboxRow) -> bool {
    let elsewhere = format!("{}:elsewhere", dead.key);
    tables.outbox.iter().any(|row| {
        let notice = &row.message["notice"];
        row.key.starts_with(&elsewhere)
            || (notice["is"] == "undeliverable"
                && notice["platform"] == dead.platform.as_str()
                && notice["target"] == dead.target.as_str())
    })
}

/// I2: one accepted call for each row; two where the platform can neither remove nor find doubles, the second labelled.
pub(super) fn doubles(tables: &Tables, heard: &Heard) -> Vec<String> {
    let by_id: HashMap<&str, &OutboxRow> = tables.outbox.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut broken = Vec::new();
    for (marker, posts) in heard.by_marker() {
        let unlabelled = posts.iter().skip(1).filter(|(_, post)| !post.is_labelled).count();
        let most = if heard.is_blind { 2 } else { 1 };
        if posts.len() > most || unlabelled > 0 {
            let key = by_id.get(marker).map_or(marker, |row| row.key.as_str());
            let platform = &heard.platform;
            let times = posts.len();
            broken.push(format!("I2 {platform} accepted {key} {times} times, {unlabelled} unlabelled"));
        }
    }
    broken
}

/// I2: nothing that no row asked for, and nothing to another target.
pub(super) fn strays(tables: &Tables, heard: &Heard) -> Vec<String> {
    let rows: HashMap<&str, &OutboxRow> = tables.outbox.iter().map(|row| (row.id.as_str(), row)).collect();
    let stray = |marker: &str, target: Option<&str>| match rows.get(marker) {
        None => Some(format!("I2 {} accepted {marker}, which nobody asked for", heard.platform)),
        Some(row) if target.is_some_and(|target| target != row.target) => {
            Some(format!("I2 {} went to {target:?}, not {}", row.key, row.target))
        }
        Some(_) => None,
    };
    heard.posts.iter().filter_map(|post| stray(&post.marker, post.target.as_deref())).collect()
}

/// I2: what the outbox takes for accepted is there.
pub(super) fn absent(tables: &Tables, heard: &Heard) -> Vec<String> {
    let own = tables.outbox.iter().filter(|row| row.platform == heard.platform && row.state == "accepted");
    own.filter(|row| row.edits.is_none())
        .filter(|row| !row.platform_message.as_ref().is_some_and(|message| heard.messages.contains(message)))
        .map(|row| format!("I2 {} is not there: {:?}", row.key, row.platform_message))
        .collect()
}

/// I5: rows of one order key are accepted in the order of their places, but for one that waits for a later hour.
pub(super) fn order(tables: &Tables, heard: &Heard) -> Vec<String> {
    let posts = heard.by_marker();
    let first = |id: &str| posts.get(id).and_then(|posts| posts.first()).copied();
    let own = tables.outbox.iter().filter(|row| row.platform == heard.platform && row.edits.is_none());
    let mut by_key: BTreeMap<&str, Vec<(&OutboxRow, usize, i64)>> = BTreeMap::new();
    for row in own {
        if let Some((place, post)) = first(&row.id) {
            by_key.entry(&row.order_key).or_default().push((row, place, post.at));
        }
    }
    let mut broken = Vec::new();
    for (key, mut rows) in by_key {
        rows.sort_by_key(|(row, ..)| row.place);
        for pair in rows.windows(2) {
            let ((earlier, first, _), (later, second, at)) = (pair[0], pair[1]);
            let waited = earlier.attempt == 1 && earlier.not_before > at;
            if first > second && !waited {
                broken.push(format!("I5 {key}: {} overtook {}", later.key, earlier.key));
            }
        }
    }
    broken
}

/// I6: one digest for each schedule and local date, and its slot is taken.
pub(super) fn digests(tables: &Tables) -> Vec<String> {
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
pub(super) fn cards(tables: &Tables, now: Timestamp) -> Vec<String> {
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
