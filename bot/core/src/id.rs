//! The identifiers of the domain: every kind of id has its own type, all listed here.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Makes fresh ids. Randomness is an argument: the service injects one generator, tests another.
pub trait IdGen: Send + Sync {
    /// A new UUID version 7, ordered by the injected clock.
    fn uuid(&self) -> Uuid;
}

/// A machine-made id of one kind of record, stored and shown as a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id<K>(Uuid, #[serde(skip)] PhantomData<K>);

impl<K> Id<K> {
    /// Draws a fresh id.
    pub fn fresh(ids: &dyn IdGen) -> Self {
        Self(ids.uuid(), PhantomData)
    }

    /// Wraps a UUID that is known to name a record of this kind.
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The UUID itself.
    pub fn uuid(&self) -> Uuid {
        self.0
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K> FromStr for Id<K> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::from_str(text).map(Self::from_uuid)
    }
}

/// A name that people choose for a standing record and write in files and chat: `late_shipment`, `mei`.
///
/// One to 64 characters: lower-case ASCII letters, digits, `_`, `-`, `.`; the first is a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String", bound(serialize = "K: Clone"))]
pub struct Key<K>(String, PhantomData<K>);

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a key: use 1 to 64 lower-case letters, digits, `_`, `-` or `.`, beginning with a letter or digit"
)]
pub struct KeyError(pub String);

impl<K> Key<K> {
    /// Reads a key; the only way to make one.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
        let first = text.chars().next().is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        if first && text.len() <= 64 && text.chars().all(good) {
            Ok(Self(text.to_owned(), PhantomData))
        } else {
            Err(KeyError(text.chars().take(80).collect()))
        }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<K> fmt::Display for Key<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<K> TryFrom<String> for Key<K> {
    type Error = KeyError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl<K> FromStr for Key<K> {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<K> From<Key<K>> for String {
    fn from(key: Key<K>) -> Self {
        key.0
    }
}

/// The kinds of record an [`Id`] or a [`Key`] can name.
pub mod kind {
    use serde::{Deserialize, Serialize};

    /// An alert.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Alert {}
    /// A row of the outbox.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Outbox {}
    /// A revision of a sample.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Sample {}
    /// A target.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Target {}
    /// A person.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Person {}
    /// A team.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Team {}
    /// A channel.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Channel {}
    /// A KPI.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Kpi {}
    /// A schedule of digests.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Schedule {}
    /// A scorecard.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Scorecard {}
    /// An escalation policy.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Policy {}
    /// A cover.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Cover {}
    /// An import mapping of a file.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub enum Mapping {}
}

/// Names an alert (people see its number).
pub type AlertId = Id<kind::Alert>;
/// Names a row of the outbox; also the marker that a platform message carries.
pub type OutboxId = Id<kind::Outbox>;
/// Names one revision of a sample.
pub type SampleId = Id<kind::Sample>;
/// Names a target.
pub type TargetId = Id<kind::Target>;
/// Names a person.
pub type PersonKey = Key<kind::Person>;
/// Names a team.
pub type TeamKey = Key<kind::Team>;
/// Names a channel.
pub type ChannelKey = Key<kind::Channel>;
/// Names a KPI.
pub type KpiKey = Key<kind::Kpi>;
/// Names a schedule of digests.
pub type ScheduleKey = Key<kind::Schedule>;
/// Names a scorecard.
pub type ScorecardKey = Key<kind::Scorecard>;
/// Names an escalation policy.
pub type PolicyKey = Key<kind::Policy>;
/// Names a cover.
pub type CoverKey = Key<kind::Cover>;
/// Names an import mapping.
pub type MappingKey = Key<kind::Mapping>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_parsed_or_refused_with_the_rule() {
        assert_eq!(KpiKey::parse("amz_lsr").unwrap().as_str(), "amz_lsr");
        assert!(KpiKey::parse("us.late-shipment_2").is_ok());
        for bad in ["", "ACoS", " x", "_x", "广告", "a b", &"x".repeat(65)] {
            assert!(KpiKey::parse(bad).unwrap_err().to_string().contains("is not a key"), "{bad}");
        }
    }
}
