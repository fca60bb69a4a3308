//! The service's source of ids and secrets: the only place that owns randomness.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use steward_core::id::IdGen;
use steward_core::time::Clock;
use steward_web::SecretSource;
use uuid::{ContextV7, Timestamp, Uuid};

/// Draws UUIDs of version 7 by the injected clock.
pub struct ClockedIds {
    clock: Arc<dyn Clock>,
    context: std::sync::Mutex<ContextV7>,
}

impl ClockedIds {
    /// Ids that sort by this clock.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, context: std::sync::Mutex::new(ContextV7::new()) }
    }
}

impl IdGen for ClockedIds {
    fn uuid(&self) -> Uuid {
        let now = self.clock.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
        let context = self.context.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, nanos))
    }
}

/// Bytes that nobody can guess, straight from the system.
///
/// # Errors
/// When the system has no randomness to give.
pub fn secret_bytes() -> std::io::Result<[u8; 32]> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::from)?;
    Ok(bytes)
}

/// A stream of secrets from one seed of the system's: SHA-256 over seed and counter, so that drawing cannot fail later.
pub struct SeededSecrets {
    seed: [u8; 32],
    drawn: AtomicU64,
}

impl SeededSecrets {
    /// Draws the seed.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self { seed: secret_bytes()?, drawn: AtomicU64::new(0) })
    }
}

impl SecretSource for SeededSecrets {
    fn bytes(&self) -> [u8; 32] {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        Sha256::new().chain_update(self.seed).chain_update(drawn.to_be_bytes()).finalize().into()
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
