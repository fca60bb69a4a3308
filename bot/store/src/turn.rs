//! Beginning anew where somebody else was faster.

use crate::StoreError;

/// How often something begins anew.
const TRIES: u32 = 8;

/// Does something again while somebody else wrote the same at the same instant: the database lets one of them through, and
/// the other reads again what it went by.
pub async fn in_turn<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    let mut tries = 1;
    loop {
        match attempt().await {
            Err(StoreError::Conflict { .. }) if tries < TRIES => tries += 1,
            outcome => return outcome,
        }
    }
}
