//! Cards of another service on the same app: met where people act on them, and told to the administrators, since the platform
//! gives each event to one of the two.

use jiff::{SignedDuration, Timestamp};
use steward_core::alert::decide::{Recipient, Tell};
use steward_core::id::AlertId;
use steward_core::inbound::{Inbound, Said};
use steward_core::message::{Message, Notice};
use steward_core::org::Org;
use steward_core::outbox::Class;
use steward_core::outbox::route::route;
use steward_store::{Conn, Store, StoreError, Tx, alert, outbox, receipt};

use crate::app::App;

/// For how long a card that was met is pointed out: services that share an app meet each other's cards every day.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// Whether something was done on the card of an alert that is not in this database.
pub(crate) async fn is_acted_on(tx: &mut Tx, inbound: &Inbound) -> Result<bool, StoreError> {
    match &inbound.what {
        Said::Act { act, .. } => match act.alert {
            Some(alert) => is_strange(tx, alert).await,
            None => Ok(false),
        },
        Said::Text { .. } => Ok(false),
    }
}

/// Looks whether an alert is in this database, and takes note where it is not; whether it is strange.
pub(crate) async fn met(app: &App, platform: &str, alert: AlertId) -> Result<bool, StoreError> {
    if !is_strange(&mut app.store.reader().await?, alert).await? {
        return Ok(false);
    }
    let org = app.store.org().await?;
    let mut tx = app.store.begin().await?;
    note(app, &mut tx, &org, platform).await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes note of a strange card, and tells the administrators once a day.
pub(crate) async fn note(app: &App, tx: &mut Tx, org: &Org, platform: &str) -> Result<(), StoreError> {
    let now = app.clock.now();
    tracing::warn!(platform, "somebody acted on the card of another service");
    receipt::forget(tx, &key(platform)).await?;
    receipt::put_receipt(tx, &key(platform), &now.to_string(), now).await?;
    let tell = Tell {
        to: Recipient::Admins,
        class: Class::Chatter,
        message: Message::Notice { notice: Notice::StrangeCard { platform: platform.to_owned() } },
        not_before: now,
        key: format!("{}:{}", key(platform), now.strftime("%F")),
    };
    let rows = route(&tell, None, org, &app.platform_names, app.ids.as_ref(), now);
    outbox::enqueue(tx, &rows).await
}

/// What is to be said about strange cards that were met on a platform in the last day.
///
/// # Errors
/// When the database cannot be read.
pub async fn trouble(store: &Store, platform: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
    let met = receipt::receipt(&mut store.reader().await?, &key(platform)).await?;
    let met: Option<Timestamp> = met.and_then(|met| met.parse().ok());
    let lately = met.filter(|met| met.duration_until(now) < REMEMBERED);
    Ok(lately.map(|met| {
        format!(
            "at {} somebody acted on the card of an alert that is not in this database: most likely another Steward runs on \
             the same app, and each of them misses what reaches the other; stop one of them, or make an app for each",
            met.strftime("%Y-%m-%d %H:%M UTC")
        )
    }))
}

fn key(platform: &str) -> String {
    format!("strange:{platform}")
}

async fn is_strange(conn: &mut Conn, id: AlertId) -> Result<bool, StoreError> {
    Ok(alert::by_id(conn, id).await?.is_none())
}
