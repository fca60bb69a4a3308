//! The one-file copy of a SQLite database, made by SQLite itself while a service may write to it.

use std::path::Path;
use std::time::Duration;

use crate::db::{Db, make_private};
use crate::sql::sql;
use crate::{Conn, StoreError};

/// Writes the database as it is now into a new file, readable by its owner alone. The service goes on meanwhile.
///
/// # Errors
///
/// When the file is there and holds something, and as opening it for reading.
pub async fn into_file(address: &str, file: &Path, patience: Duration) -> Result<(), StoreError> {
    let db = Db::open_original(address, patience, false).await?;
    let mut conn = db.reader().await?;
    super::must_be_complete(&mut conn).await?;
    make_private(file)?;
    let name = file.to_str().ok_or_else(|| StoreError::Unavailable {
        reason: format!("the path {} is not written in UTF-8", file.display()),
    })?;
    sql("VACUUM INTO $1").bind(name).run(&mut conn).await?;
    drop(conn);
    db.close().await;
    Ok(())
}

/// Refuses a SQLite file that is damaged, as SQLite itself can tell.
///
/// # Errors
///
/// [`StoreError::Corrupt`] with what SQLite found first.
pub async fn is_sound(file: &Path, patience: Duration) -> Result<(), StoreError> {
    let db = Db::open_original(&format!("sqlite:{}", file.display()), patience, false).await?;
    let mut conn = db.reader().await?;
    let found = integrity(&mut conn).await?;
    drop(conn);
    db.close().await;
    if found == "ok" { Ok(()) } else { Err(StoreError::corrupt(found)) }
}

async fn integrity(conn: &mut Conn) -> Result<String, StoreError> {
    sql("PRAGMA integrity_check(1)").one(conn).await?.text("integrity_check")
}
