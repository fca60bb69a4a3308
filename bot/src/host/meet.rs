//! Whose an account is: the person's who has the same e-mail address in the standing data.

use steward_core::host::{Account, Acquaintance, EMAIL};
use steward_core::id::PersonKey;
use steward_core::org::Org;
use steward_core::org::change::difference;
use steward_core::person::{Locale, Person};
use steward_core::time::Zone;
use steward_store::{StoreError, org as store_org};

use crate::app::App;

pub(super) async fn meet(app: &App, account: &Account) -> Result<Acquaintance, StoreError> {
    let before = app.store.org().await?;
    if let Some(person) = before.person_on(&account.platform, &account.id) {
        return Ok(Acquaintance::Known { name: person.name.clone() });
    }
    let key = before.people.values().find(|person| is_of(person, account)).map(|person| person.key.clone());
    match key {
        Some(key) => tie(app, &before, &key, account).await,
        None => Ok(Acquaintance::Stranger),
    }
}

/// Ties an account to a person and takes over what it says of them.
pub(super) async fn tie(
    app: &App,
    before: &Org,
    key: &PersonKey,
    account: &Account,
) -> Result<Acquaintance, StoreError> {
    let mut after = before.clone();
    let Some(person) = after.people.get_mut(key) else { return Ok(Acquaintance::Stranger) };
    person.identities.insert(account.platform.clone(), account.id.clone());
    // Both can be changed afterwards; from then on the account has no say in them.
    if let Some(tag) = &account.locale {
        person.locale = Locale::best_for(tag);
    }
    if let Some(zone) = account.zone.as_deref().and_then(|zone| Zone::parse(zone).ok()) {
        person.zone = zone;
    }
    let name = person.name.clone();
    let actor = format!("{}:{}", account.platform, account.id);
    let mut tx = app.store.begin().await?;
    store_org::apply(&mut tx, &difference(before, &after), &actor, app.clock.now()).await?;
    tx.commit().await?;
    tracing::info!(
        platform = account.platform,
        account = account.id,
        name,
        "an account was tied to a person"
    );
    Ok(Acquaintance::Linked { name })
}

/// Whether the account has the person's address. Who has another account there already is not taken over.
fn is_of(person: &Person, account: &Account) -> bool {
    let own = person.identities.get(EMAIL);
    !person.left
        && !person.identities.contains_key(&account.platform)
        && own
            .zip(account.email.as_ref())
            .is_some_and(|(own, given)| own.trim().eq_ignore_ascii_case(given.trim()))
}
