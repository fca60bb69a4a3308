//! Ids and secrets that are the same in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use steward_core::id::IdGen;
use steward_web::SecretSource;
use uuid::Uuid;

/// Ids of the form of version 7 that count up.
#[derive(Debug, Default)]
pub(super) struct CountedIds(AtomicU64);

impl IdGen for CountedIds {
    fn uuid(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 | u128::from(count))
    }
}

/// Secrets that count up.
#[derive(Debug, Default)]
pub(super) struct CountedSecrets(AtomicU64);

impl SecretSource for CountedSecrets {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bytes
    }
}
