//! What the service has to know of the stand-ins: each platform adds its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::company;

/// The channel of the web chat, which is the service's own.
const OF_THE_SERVICE: &str = "ops";

/// What the service has to know.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Setup {
    /// Sections of the configuration file.
    pub(super) config: String,
    /// The files that the configuration names.
    pub(super) files: BTreeMap<String, String>,
    /// The credentials, as the service takes them from its environment.
    pub(super) environment: BTreeMap<String, String>,
    /// The target of the one channel of each platform.
    targets: BTreeMap<String, String>,
    /// The platform of each person, and who they are there.
    identities: BTreeMap<String, (String, String)>,
}

impl Setup {
    /// Adds a section to the configuration file.
    pub(super) fn add_section(&mut self, section: &str) {
        self.config.push_str(section);
        self.config.push_str("\n\n");
    }

    /// Names the target of the channel of a platform.
    pub(super) fn add_target(&mut self, platform: &str, target: String) {
        self.targets.insert(platform.into(), target);
    }

    /// Adds everybody who is on a platform; `add` answers who they are there.
    pub(super) fn add_people(&mut self, platform: &str, add: impl Fn(&str) -> String) {
        for name in company::people_on(platform) {
            self.identities.insert(name.into(), (platform.into(), add(name)));
        }
    }

    /// Gives the service a credential.
    pub(super) fn add_credential(&mut self, variable: &str, credential: String) {
        self.environment.insert(variable.into(), credential);
    }

    /// The target of the one channel of a platform.
    pub(super) fn target(&self, platform: &str) -> &str {
        self.targets.get(platform).map_or(OF_THE_SERVICE, String::as_str)
    }

    /// The platform of a person, and who they are there; none for who has the web chat alone.
    pub(super) fn identity(&self, name: &str) -> Option<&(String, String)> {
        self.identities.get(name)
    }
}
