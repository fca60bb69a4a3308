//! The company of the corpus, and who says what to it.

use std::sync::Arc;

use serde_json::Value;
use steward_commands::{Lexicon, Scene, Thread, understand};
use steward_core::id::{ChannelKey, KpiKey, PersonKey};
use steward_core::org::Org;
use steward_core::org::file::read;
use steward_core::time::Zone;

use crate::case::Case;

/// The open alerts with their KPIs.
const ALERTS: [(i64, &str); 3] = [(41, "amz_lsr"), (42, "acos_us"), (43, "days_of_supply")];
const CHANNEL: &str = "ops";
const PLATFORM: &str = "web";

/// The company with the words it uses.
pub struct Company {
    pub org: Arc<Org>,
    lexicon: Lexicon,
}

impl Company {
    /// The company of `company.toml`.
    pub fn read() -> Self {
        let org = read(include_str!("company.toml"), "company.toml");
        let org = Arc::new(org.unwrap_or_else(|problems| panic!("{problems:?}")));
        Self { lexicon: Lexicon::of(org.clone()), org }
    }

    /// The zone of a person.
    pub fn zone_of(&self, person: &str) -> Zone {
        self.org.people[&PersonKey::parse(person).unwrap()].zone.clone()
    }

    /// What becomes of a text in the scene of a case, in JSON.
    pub fn understand(&self, case: &Case, text: &str, addressed: bool) -> Value {
        let thread = case.thread.map(|number| (number, KpiKey::parse(kpi_of(number).unwrap()).unwrap()));
        let scene = Scene {
            now: case.now.parse().unwrap(),
            person: &self.org.people[&PersonKey::parse(&case.by).unwrap()],
            platform: PLATFORM,
            channel: self.org.channels.get(&ChannelKey::parse(CHANNEL).unwrap()),
            thread: thread.as_ref().map(|(number, kpi)| Thread { number: *number, kpi }),
            addressed,
        };
        serde_json::to_value(understand(text, &self.lexicon, &scene)).unwrap()
    }
}

/// The KPI of an open alert.
pub fn kpi_of(alert: i64) -> Option<&'static str> {
    ALERTS.iter().find(|(number, _)| *number == alert).map(|(_, kpi)| *kpi)
}

/// Which failures are to be printed, by the part of the corpus they belong to.
#[expect(clippy::disallowed_methods, reason = "only what is printed depends on it")]
pub fn is_verbose(held_out: bool) -> bool {
    let wanted = if held_out { "held_out" } else { "1" };
    std::env::var("CORPUS_VERBOSE").is_ok_and(|value| value == wanted)
}
