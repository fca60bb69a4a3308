//! What may come of a text that a person has begun to type.

use steward_commands::{Completing, complete as completions};
use steward_store::{StoreError, alert};

use crate::app::App;

/// Most completions; no platform shows more.
const MOST: usize = 25;

pub(super) async fn complete(
    app: &App,
    platform: &str,
    id: &str,
    typed: &str,
) -> Result<Vec<String>, StoreError> {
    let org = app.store.org().await?;
    let Some(person) = org.person_on(platform, id) else { return Ok(Vec::new()) };
    let mut conn = app.store.reader().await?;
    let open: Vec<i64> = alert::open_all(&mut conn).await?.iter().map(|alert| alert.number).collect();
    Ok(completions(typed, &Completing { org: &org, person, open: &open, most: MOST }))
}
