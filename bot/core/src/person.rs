//! People, teams and channels: who answers, and where they are reached.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{ChannelKey, PersonKey, TeamKey};
use crate::time::{WorkingHours, Zone};

/// A language with its region, named like the folder of `locales/` that holds it: `zh-CN`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Locale(Cow<'static, str>);

impl Locale {
    /// American English, also the language of last resort.
    pub const EN_US: Self = Self(Cow::Borrowed("en-US"));
    /// Simplified Chinese.
    pub const ZH_CN: Self = Self(Cow::Borrowed("zh-CN"));

    /// The locale that best serves a tag as browsers and platforms write it (`zh`, `zh_TW`, `en-GB`).
    pub fn best_for(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") { Self::ZH_CN } else { Self::EN_US }
    }

    /// The tag, such as `zh-CN`.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Whether names are taken in Chinese.
    pub fn is_chinese(&self) -> bool {
        self.0.starts_with("zh")
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a person may do, each role including the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads and asks.
    Viewer,
    /// Also acts on alerts and records values of the KPIs that are theirs.
    Owner,
    /// Also acts on everything of the teams they lead.
    Lead,
    /// Also sets everything.
    Admin,
}

/// A name of a chat platform, such as `web`, `slack`.
pub type PlatformName = String;

/// A person of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The short name that files and commands use.
    pub key: PersonKey,
    /// The name that people see.
    pub name: String,
    /// Further names people call them by.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Language of their direct messages.
    pub locale: Locale,
    /// Where their clock stands.
    pub zone: Zone,
    /// When they work, in their zone.
    pub working_hours: WorkingHours,
    /// The calendar of their workdays.
    pub calendar: String,
    /// What they may do.
    pub role: Role,
    /// Their team.
    pub team: Option<TeamKey>,
    /// Their id on each platform, best platform first by name order of the service's list.
    #[serde(default)]
    pub identities: BTreeMap<PlatformName, String>,
    /// The platform they want to be told on; none takes the first of the service's list that knows them. Where nothing
    /// arrives there, the others are tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefers: Option<PlatformName>,
    /// Whether they have left; a person who left is never chosen.
    #[serde(default)]
    pub left: bool,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Unique name.
    pub key: TeamKey,
    /// Name in English.
    pub name_en: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Who is told after owner and backup.
    pub lead: Option<PersonKey>,
    /// Where the team's alerts are shown.
    pub channel: Option<ChannelKey>,
}

/// A channel of some platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Unique name.
    pub key: ChannelKey,
    /// The platform it lives on.
    pub platform: PlatformName,
    /// Its id there.
    pub target: String,
    /// The name people see.
    pub name: String,
    /// Language of its cards.
    pub locale: Locale,
    /// The second language of its cards, where its people read one or the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_locale: Option<Locale>,
    /// The zone in which its times are written.
    pub zone: Zone,
}
