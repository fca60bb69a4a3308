//! What happened to channels and accounts: the standing data follow, and administrators hear what needs them.

use steward_core::alert::decide::{Recipient, Tell};
use steward_core::host::News;
use steward_core::message::{Message, Notice};
use steward_core::org::Org;
use steward_core::org::change::difference;
use steward_core::outbox::Class;
use steward_core::outbox::route::route;
use steward_store::{StoreError, org as store_org, outbox};

use crate::app::App;

pub(super) async fn hear(app: &App, platform: &str, news: &News) -> Result<(), StoreError> {
    let before = app.store.org().await?;
    let (after, notice) = match news {
        News::ChannelRenamed { target, name } => (renamed(&before, platform, target, name), None),
        News::ChannelClosed { target } => {
            let channel = before.channel_on(platform, target);
            (None, channel.map(|channel| Notice::ChannelClosed { channel: channel.name.clone() }))
        }
        News::AccountClosed { id } => closed(&before, platform, id),
    };
    if after.is_none() && notice.is_none() {
        return Ok(());
    }
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if let Some(after) = &after {
        store_org::apply(&mut tx, &difference(&before, after), platform, now).await?;
    }
    if let Some(notice) = notice {
        // Slack tells some things in two ways, and each at least once.
        let key = format!("news:{platform}:{news:?}:{}", now.strftime("%F"));
        let message = Message::Notice { notice };
        let tell = Tell { to: Recipient::Admins, class: Class::Chatter, message, not_before: now, key };
        let org = after.as_ref().unwrap_or(&before);
        let rows = route(&tell, None, org, &app.platform_names, app.ids.as_ref(), now);
        outbox::enqueue(&mut tx, &rows).await?;
    }
    tx.commit().await
}

fn renamed(before: &Org, platform: &str, target: &str, name: &str) -> Option<Org> {
    let mut after = before.clone();
    let channel = after
        .channels
        .values_mut()
        .find(|channel| channel.platform == platform && channel.target == target && channel.name != name)?;
    name.clone_into(&mut channel.name);
    Some(after)
}

/// Without the account the person is reached elsewhere, or somebody stands in for them.
fn closed(before: &Org, platform: &str, id: &str) -> (Option<Org>, Option<Notice>) {
    let Some(key) = before.person_on(platform, id).map(|person| person.key.clone()) else {
        return (None, None);
    };
    let mut after = before.clone();
    let name = after.people.get_mut(&key).map(|person| {
        person.identities.remove(platform);
        person.name.clone()
    });
    let platform = platform.to_owned();
    (Some(after), name.map(|name| Notice::AccountClosed { name, platform }))
}
