//! I2 for group robots, whose calls name no row: as many cards as rows, none more unless it says so.

use super::heard::is_labelled;
use super::record::Counts;
use super::tables::{OutboxRow, Tables};

/// The name of the platform.
pub(super) const PLATFORM: &str = "feishu_robot";

/// The cards that group robots posted.
#[derive(Debug, Default)]
pub(super) struct Robots(Counts);

/// Too few and too many cards of a robot.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) lost: usize,
    pub(super) doubled: usize,
}

impl Robots {
    pub(super) fn take(&mut self, robot: &str, card: &str) {
        let (plain, labelled) = self.0.entry(robot.into()).or_default();
        *if is_labelled(card) { labelled } else { plain } += 1;
    }

    /// The cards of every robot that say that they may be doubles.
    pub(super) fn labelled(&self) -> usize {
        self.0.values().map(|(_, labelled)| labelled).sum()
    }

    /// Compares the cards of a robot with its rows.
    ///
    /// A row that is accepted has a card: without the label, unless it was sent again in doubt. A row that was given up
    /// in doubt may have one. Nothing else may.
    pub(super) fn difference(&self, tables: &Tables, robot: &str) -> Difference {
        let (plain, labelled) = self.0.get(robot).copied().unwrap_or_default();
        let own = || {
            let is_own = |row: &&OutboxRow| row.platform == PLATFORM && row.target == robot;
            tables.outbox.iter().filter(is_own).filter(|row| row.edits.is_none())
        };
        let accepted = own().filter(|row| row.state == "accepted").count();
        let certain = own().filter(|row| row.state == "accepted" && !row.is_labelled).count();
        let possible = own().filter(|row| row.state != "accepted" && row.is_in_doubt).count();
        let again = own().filter(|row| row.is_labelled).count();
        let most_plain = certain + again + possible;
        Difference {
            lost: accepted.saturating_sub(plain + labelled).max(certain.saturating_sub(plain)),
            doubled: plain.saturating_sub(most_plain) + labelled.saturating_sub(again),
        }
    }

    /// The robots that have posted.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}
