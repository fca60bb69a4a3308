//! Where a limit comes from, as short as a card tells it; the export holds the whole source.

use serde::{Deserialize, Serialize};

use crate::id::PersonKey;
use crate::org::Org;

/// Who set a target that was taken over from the catalogue.
pub const CATALOG: &str = "catalogue";

/// Where a limit comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum LimitSource {
    /// The platform sent its own target with the value.
    Platform {
        /// Its name in lower case, such as `amazon`; the source's own name when the platform cannot be told.
        name: String,
    },
    /// The catalogue proposes it, and the team has set none.
    Catalog,
    /// The team set it.
    Team {
        /// Who: a person's key, or whatever the file says instead; a name once it is to be shown.
        set_by: String,
        /// Why, in their words; may be empty.
        reason: String,
    },
}

impl LimitSource {
    /// The same with the name of whoever set it in the place of their key; nobody when they are not known.
    #[must_use]
    pub fn named(self, org: &Org) -> Self {
        match self {
            Self::Team { set_by, reason } => {
                let known = PersonKey::parse(&set_by).ok().and_then(|key| org.people.get(&key));
                Self::Team { set_by: known.map(|person| person.name.clone()).unwrap_or_default(), reason }
            }
            other => other,
        }
    }
}
