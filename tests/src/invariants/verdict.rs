//! The verdict on a run: what was due, accepted, lost and doubled on each platform, and which invariants are broken.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::heard::Heard;
use super::messages;
use super::record::{self, Record};
use super::robots;
use super::tables::{OutboxRow, Tables};

/// What became of the messages of one platform. Edits are left out: they are the state of a message, not a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Messages that were to be sent.
    pub due: usize,
    /// Those that the platform accepted.
    pub accepted: usize,
    /// Those that cannot be delivered, for which something else was sent or the administrators were told.
    pub replaced: usize,
    /// Those that an administrator was asked to look after, since nobody can know whether they are there.
    pub held: usize,
    /// Those that nobody got.
    pub lost: usize,
    /// Messages that are there twice without saying so.
    pub doubled: usize,
    /// Messages that are there a second time and say that they may be.
    pub labelled: usize,
    /// Milliseconds from the decision to send until the platform accepted it, of those pages whose row tells its time.
    pub waits: Vec<u64>,
}

/// The verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Each platform by its name.
    pub platforms: BTreeMap<String, Tally>,
    /// What is broken, a line for each.
    pub broken: Vec<String>,
}

impl Verdict {
    /// Judges a store of which nothing moves any more by the record.
    pub async fn on(address: &str, record: &Record, now: Timestamp) -> Self {
        let tables = Tables::read(address).await;
        let web = record::web(&tables.web);
        let heard: Vec<&Heard> = record.heard.iter().chain([&web]).collect();
        let mut verdict = Self { platforms: BTreeMap::new(), broken: tables.broken_alerts() };
        verdict.broken.extend(messages::pages(&tables, now));
        verdict.broken.extend(messages::digests(&tables));
        verdict.broken.extend(messages::cards(&tables, now));
        for platform in heard {
            verdict.judge(&tables, platform, now);
        }
        verdict.judge_robots(&tables, record, now);
        verdict
    }

    /// The sum over all platforms.
    pub fn total(&self, of: impl Fn(&Tally) -> usize) -> usize {
        self.platforms.values().map(of).sum()
    }

    fn judge(&mut self, tables: &Tables, heard: &Heard, now: Timestamp) {
        let posts = heard.by_marker();
        let mut tally = Tally::default();
        for row in due(tables, &heard.platform, now) {
            tally.due += 1;
            if let Some((_, first)) = posts.get(row.id.as_str()).and_then(|posts| posts.first()) {
                tally.accepted += 1;
                tally.waits.extend(waited(row, first.at));
            } else if let Some(lost) = tally.without(tables, row) {
                self.broken.push(lost);
            }
        }
        let doubled = messages::doubles(tables, heard).into_iter().chain(messages::strays(tables, heard));
        for line in doubled {
            tally.doubled += 1;
            self.broken.push(line);
        }
        tally.labelled = heard.posts.iter().filter(|post| post.is_labelled).count();
        self.broken.extend(messages::absent(tables, heard));
        self.broken.extend(messages::order(tables, heard));
        if tally.due > 0 || !heard.posts.is_empty() {
            self.platforms.insert(heard.platform.clone(), tally);
        }
    }

    fn judge_robots(&mut self, tables: &Tables, record: &Record, now: Timestamp) {
        let mut tally = Tally { labelled: record.robots.labelled(), ..Tally::default() };
        let mut names: BTreeSet<&String> = record.robots.names().collect();
        for row in due(tables, robots::PLATFORM, now) {
            tally.due += 1;
            names.insert(&row.target);
            if row.state == "accepted" {
                tally.accepted += 1;
            } else if let Some(lost) = tally.without(tables, row) {
                self.broken.push(lost);
            }
        }
        for name in names {
            let difference = record.robots.difference(tables, name);
            tally.accepted -= difference.lost;
            tally.lost += difference.lost;
            tally.doubled += difference.doubled;
            if difference.lost + difference.doubled > 0 {
                self.broken.push(format!("I2 the robot {name}: {difference:?}"));
            }
        }
        if tally.due > 0 {
            self.platforms.insert(robots::PLATFORM.into(), tally);
        }
    }
}

impl Tally {
    /// Counts a row that its platform does not have; the line to tell where nothing makes up for it.
    fn without(&mut self, tables: &Tables, row: &OutboxRow) -> Option<String> {
        match row.state.as_str() {
            "dead" if row.class != "page" && row.class != "digest" => self.replaced += 1,
            "dead" if messages::has_stand_in(tables, row) => self.replaced += 1,
            "held" => self.held += 1,
            _ => {
                self.lost += 1;
                return Some(format!("I1 {} to {} is {} and not there", row.key, row.target, row.state));
            }
        }
        None
    }
}

/// The messages that a platform was to get by now: not edits, not what is pointless after its time, and not what nobody
/// has tried yet because it is for a later hour.
fn due<'a>(tables: &'a Tables, platform: &'a str, now: Timestamp) -> impl Iterator<Item = &'a OutboxRow> {
    let is_for_later = move |row: &OutboxRow| {
        row.state == "pending" && row.attempt == 0 && row.not_before > now.as_microsecond()
    };
    let own = tables.outbox.iter().filter(move |row| row.platform == platform);
    own.filter(move |row| row.edits.is_none() && row.state != "expired" && !is_for_later(row))
}

/// How long a page waited: the id of most rows holds the millisecond in which it was made.
fn waited(row: &OutboxRow, accepted_at: i64) -> Option<u64> {
    let made_at = row.id.parse::<Uuid>().ok().filter(|id| id.get_version_num() == 7)?.get_timestamp()?;
    let (seconds, nanoseconds) = made_at.to_unix();
    let made_milliseconds = seconds * 1_000 + u64::from(nanoseconds) / 1_000_000;
    let accepted_milliseconds = u64::try_from(accepted_at / 1_000).ok()?;
    (row.class == "page").then(|| accepted_milliseconds.saturating_sub(made_milliseconds))
}
