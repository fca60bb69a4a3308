//! A company with 500 KPIs in 50 shops and 100 people.

use std::fmt::Write as _;
use std::sync::Arc;

use steward_commands::meaning::Understanding;
use steward_commands::{Lexicon, Scene, Thread, understand};
use steward_core::id::KpiKey;
use steward_core::org::Org;
use steward_core::org::file::read;
use steward_core::person::Person;

/// What is measured in every shop, by the keys of the catalogue.
const MEASURES: [&str; 10] = [
    "acos",
    "roas",
    "ad_spend",
    "sales_ordered",
    "refund_rate",
    "amz_odr",
    "amz_lsr",
    "sessions",
    "tacos",
    "days_of_supply",
];
const SHOPS: usize = 50;
const PEOPLE: usize = 100;

/// The company with the words it uses.
pub struct Company {
    org: Arc<Org>,
    lexicon: Lexicon,
    thread: KpiKey,
}

impl Company {
    /// 50 shops of 10 KPIs each, and 100 people.
    pub fn large() -> Self {
        let mut text = String::from("name = \"Large\"\n");
        text.push_str("[[channel]]\nkey = \"ops\"\nname = \"#ops\"\nplatform = \"web\"\ntarget = \"ops\"\nlocale = \"en-US\"\nzone = \"Asia/Shanghai\"\n");
        text.push_str("[[team]]\nkey = \"ops\"\nname = { en = \"Operations\", zh = \"运营\" }\nlead = \"p0\"\nchannel = \"ops\"\n");
        for person in 0..PEOPLE {
            writeln!(text, "[[person]]\nkey = \"p{person}\"\nname = \"Person {person}\"\nlocale = \"en-US\"\nzone = \"Asia/Shanghai\"\nhours = \"09:00-18:00\"\ncalendar = \"cn\"\nrole = \"admin\"\nteam = \"ops\"\nidentities = {{ web = \"p{person}\" }}").unwrap();
        }
        for shop in 0..SHOPS {
            let scope = if shop == 0 { "Amazon US".to_owned() } else { format!("Shop {shop}") };
            for (place, measure) in MEASURES.iter().enumerate() {
                let owner = (shop * MEASURES.len() + place) % PEOPLE;
                writeln!(text, "[[kpi]]\nkey = \"{measure}_{shop}\"\ncatalog = \"{measure}\"\nscope = \"{scope}\"\nowner = \"p{owner}\"\nteam = \"ops\"").unwrap();
            }
        }
        let org = Arc::new(read(&text, "large.toml").unwrap());
        Self { lexicon: Lexicon::of(org.clone()), org, thread: KpiKey::parse("acos_0").unwrap() }
    }

    /// The words of the company, put in order once more.
    pub fn lexicon_again(&self) -> Lexicon {
        Lexicon::of(self.org.clone())
    }

    /// What a text means that is said to Steward.
    pub fn hears(&self, text: &str) -> Understanding {
        understand(text, &self.lexicon, &self.scene(true))
    }

    /// What a reply means in the thread of an alert.
    pub fn hears_in_thread(&self, text: &str) -> Understanding {
        understand(text, &self.lexicon, &self.scene(false))
    }

    fn scene(&self, addressed: bool) -> Scene<'_> {
        let person: &Person = self.org.people.values().next().unwrap();
        Scene {
            now: "2026-11-23T06:00:00Z".parse().unwrap(),
            person,
            platform: "web",
            channel: self.org.channels.values().next(),
            thread: (!addressed).then_some(Thread { number: 42, kpi: &self.thread }),
            addressed,
        }
    }
}
