//! After a backup was restored: what was due before is left undone, in one transaction, and the administrators are told.

use jiff::{SignedDuration, Timestamp};
use steward_core::alert::decide::{Recipient, Tell};
use steward_core::id::IdGen;
use steward_core::message::{Message, Notice};
use steward_core::outbox::Class;
use steward_core::outbox::route::route;
use steward_store::restore::{self, LeftUndone};
use steward_store::{Store, Tx, copy, outbox};

use crate::duty::{DutyError, plan_digests};

/// For how long nobody is called for what had been due: time to bring the missing numbers in again, without which they
/// would be missed at once, and to repeat what people did.
const QUIET: SignedDuration = SignedDuration::from_hours(1);

/// How the store comes by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is a copy of the backup, complete with this.
    Copied,
    /// The database's own means put it back.
    InPlace,
}

/// What became of the past.
#[derive(Debug, Clone, Copy)]
pub struct Settled {
    /// What was left undone.
    pub left: LeftUndone,
    /// Digests that are not posted.
    pub digests: u64,
    /// The newest instant that the backup knows of.
    pub known: Option<Timestamp>,
    /// Until when nobody is called.
    pub quiet_until: Timestamp,
    /// Administrators who are told.
    pub told: usize,
}

/// Settles the past of a restored store. Nothing is sent before a service runs on it.
///
/// # Errors
/// When the database cannot serve; nothing was changed then.
pub async fn settle(
    store: &Store,
    origin: Origin,
    platforms: &[String],
    ids: &dyn IdGen,
    now: Timestamp,
) -> Result<Settled, DutyError> {
    let org = store.org().await?;
    let quiet_until = now.saturating_add(QUIET).unwrap_or(now);
    let mut tx = store.begin().await?;
    let known = restore::newest_known(&mut tx).await?;
    let left = restore::leave_undone(&mut tx, now, quiet_until).await?;
    let digests = plan_digests::pass_over(&mut tx, &org, now).await?;
    let notice = Notice::Restored { known, held: left.held, digests, quiet_until };
    let tell = Tell {
        to: Recipient::Admins,
        class: Class::Chatter,
        message: Message::Notice { notice },
        not_before: now,
        key: format!("restored:{}", now.as_microsecond()),
    };
    let rows = route(&tell, None, &org, platforms, ids, now);
    outbox::enqueue(&mut tx, &rows).await?;
    complete(&mut tx, origin).await?;
    tx.commit().await?;
    Ok(Settled { left, digests, known, quiet_until, told: rows.len() })
}

async fn complete(tx: &mut Tx, origin: Origin) -> Result<(), DutyError> {
    match origin {
        Origin::Copied => Ok(copy::complete(tx).await?),
        Origin::InPlace => Ok(()),
    }
}
