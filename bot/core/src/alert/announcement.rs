//! The row of the outbox that announces an episode in its channel, known without being stored.

use uuid::Uuid;

use super::Alert;
use crate::id::{AlertId, OutboxId};

/// The bits of a UUID that tell its version; a drawn id has version 7.
const VERSION_BITS: u128 = 0xf << 76;
/// Version 8, free for own use, so that an announcement never has the id of a drawn row.
const OWN_VERSION: u128 = 0x8 << 76;
/// The twelve bits after the version; the episode is mixed in there.
const EPISODE_SHIFT: u32 = 64;
/// Largest number that fits into those bits.
const EPISODE_MASK: u32 = 0xfff;

impl Alert {
    /// The outbox row of the channel card of this episode. Lines about the episode reply below it.
    pub fn announced_as(&self) -> OutboxId {
        announcement(self.id, self.episode)
    }
}

/// The outbox row that announces an episode of an alert: a function of both, so that whoever has to reply below the
/// card knows it.
pub fn announcement(alert: AlertId, episode: u32) -> OutboxId {
    let own = (alert.uuid().as_u128() & !VERSION_BITS) | OWN_VERSION;
    OutboxId::from_uuid(Uuid::from_u128(own ^ (u128::from(episode & EPISODE_MASK) << EPISODE_SHIFT)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_episode_of_each_alert_has_its_own() {
        let alerts =
            (1..5_u128).map(|n| AlertId::from_uuid(Uuid::from_u128(0x0199_0000_7000_8000 << 64 | n)));
        let rows: BTreeSet<_> =
            alerts.flat_map(|alert| (1..5).map(move |episode| announcement(alert, episode))).collect();
        assert_eq!(rows.len(), 16);
        assert!(rows.iter().all(|row| row.uuid().get_version_num() == 8));
    }
}
