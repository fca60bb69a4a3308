//! Whose an account is: the person's who has the same e-mail address or phone number in the standing data.

use steward_core::host::{Account, Acquaintance, Contact, EMAIL, PHONE};
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

/// What those may be found by who have no account on the platform.
pub(super) fn unlinked(org: &Org, platform: &str) -> Vec<Contact> {
    org.people
        .values()
        .filter(|person| !person.left && !person.identities.contains_key(platform))
        .map(|person| Contact {
            email: person.identities.get(EMAIL).cloned(),
            phone: person.identities.get(PHONE).cloned(),
        })
        .filter(|contact| contact.email.is_some() || contact.phone.is_some())
        .collect()
}

/// Whether the account has the person's address or number. Who has another account there already is not taken over.
fn is_of(person: &Person, account: &Account) -> bool {
    let is_same = |key: &str, given: &Option<String>, same: fn(&str, &str) -> bool| {
        person.identities.get(key).zip(given.as_ref()).is_some_and(|(own, given)| same(own, given))
    };
    !person.left
        && !person.identities.contains_key(&account.platform)
        && (is_same(EMAIL, &account.email, is_same_address) || is_same(PHONE, &account.phone, is_same_number))
}

fn is_same_address(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

fn is_same_number(one: &str, other: &str) -> bool {
    let (one, other) = (digits(one), digits(other));
    one == other && !one.is_empty()
}

/// The digits of a number with its country; a Chinese mobile number is often written without.
fn digits(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    let is_mobile = digits.len() == 11 && digits.starts_with('1') && !number.trim_start().starts_with('+');
    if is_mobile { format!("86{digits}") } else { digits.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for same in ["+86 138-0013-8000", "13800138000", "0086 138 0013 8000", "86 13800138000"] {
            assert!(is_same_number(same, "+8613800138000"), "{same}");
        }
        assert!(is_same_number("+1 (626) 555-0100", "+16265550100"));
        for other in ["", "+", "13800138001", "+1 380 013 8000"] {
            assert!(!is_same_number(other, "+8613800138000"), "{other}");
        }
        assert!(!is_same_number("", ""));
    }
}
