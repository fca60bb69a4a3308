//! Who is signed in to the web chat.

use jiff::Timestamp;
use steward_core::id::PersonKey;

use crate::sql::sql;
use crate::{Conn, StoreError, Tx};

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub person: PersonKey,
    /// Since when.
    pub begun_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Signs a person in. `token` is the digest of what the browser holds, never the thing itself.
pub async fn session_put(
    tx: &mut Tx,
    token: &str,
    person: &PersonKey,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    sql("INSERT INTO web_session (token, person, begun_at, expires_at)
         VALUES ($1, $2, $3, $4)")
    .bind(token)
    .bind(person)
    .bind(now)
    .bind(expires_at)
    .run_one(tx)
    .await
}

/// Who is signed in under this token now.
pub async fn session(conn: &mut Conn, token: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
    sql("SELECT person, begun_at, expires_at
         FROM web_session
         WHERE token = $1
           AND expires_at > $2")
    .bind(token)
    .bind(now)
    .maybe(conn)
    .await?
    .map(|row| {
        Ok(Session {
            person: row.parsed("person")?,
            begun_at: row.instant("begun_at")?,
            expires_at: row.instant("expires_at")?,
        })
    })
    .transpose()
}

/// Signs out.
pub async fn session_drop(tx: &mut Tx, token: &str) -> Result<(), StoreError> {
    sql("DELETE FROM web_session
         WHERE token = $1")
    .bind(token)
    .run(tx)
    .await
    .map(drop)
}

/// Forgets sessions that ended before now; how many there were.
pub async fn clean_sessions(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    sql("DELETE FROM web_session
         WHERE expires_at <= $1")
    .bind(now)
    .run(tx)
    .await
}
