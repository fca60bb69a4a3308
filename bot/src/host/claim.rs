//! Whose an account is: the person's who was given the code.

use steward_core::host::{Account, Acquaintance};
use steward_store::StoreError;

use super::meet::tie;
use crate::app::App;

pub(super) async fn claim(app: &App, account: &Account, code: &str) -> Result<Acquaintance, StoreError> {
    let org = app.store.org().await?;
    if let Some(person) = org.person_on(&account.platform, &account.id) {
        return Ok(Acquaintance::Known { name: person.name.clone() });
    }
    let Some(secret) = app.link_secret() else { return Ok(Acquaintance::Stranger) };
    // Who has another account there already is not taken over.
    let free = org
        .people
        .values()
        .filter(|person| !person.left && !person.identities.contains_key(&account.platform));
    let keys = free.map(|person| &person.key);
    match steward_web::whose_code(secret, code, keys, app.clock.now()) {
        Some(key) => tie(app, &org, key, account).await,
        None => Ok(Acquaintance::Stranger),
    }
}
