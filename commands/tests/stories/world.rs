//! A small company on a real SQLite file, whose people say and press things.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use steward_commands::{Context, Lexicon, Outcome, handle};
use steward_core::alert::decide::Facts;
use steward_core::alert::decide::{Opening, open};
use steward_core::alert::event::{Actor, AlertEvent, Origin};
use steward_core::alert::{Alert, Reading};
use steward_core::card::Act;
use steward_core::id::{AlertId, IdGen, KpiKey};
use steward_core::inbound::{Inbound, Languages, Said};
use steward_core::judge::{Evidence, judge};
use steward_core::limit::Severity;
use steward_core::message::answer::Answer;
use steward_core::message::answer::asked::ValueAsked;
use steward_core::org::Org;
use steward_core::org::change::difference;
use steward_core::org::file::read;
use steward_core::outbox::outcome::Next;
use steward_core::target;
use steward_store::outbox::{self, Settling};
use steward_store::round::Round;
use steward_store::{Options, Store, alert, judgement, sample, transition};
use tempfile::TempDir;
use uuid::Uuid;

const COMPANY: &str = r##"
name = "Harbour & Pine"
[[team]]
key = "ops"
name = { en = "Operations", zh = "运营" }
lead = "boss"
channel = "ops"
[[channel]]
key = "ops"
name = "#ops"
platform = "web"
target = "ops"
locale = "zh"
zone = "Asia/Shanghai"
[[person]]
key = "mei"
locale = "zh-CN"
calendar = "cn"
name = "陈梅"
zone = "Asia/Shanghai"
hours = "09:30-18:30"
role = "owner"
team = "ops"
identities = { web = "mei" }
[[person]]
key = "lin"
locale = "zh-CN"
calendar = "cn"
name = "林晓"
aliases = ["小林", "Lin"]
zone = "Asia/Shanghai"
role = "owner"
team = "ops"
identities = { web = "lin" }
[[person]]
key = "boss"
locale = "zh-CN"
calendar = "cn"
name = "Ana"
zone = "America/Los_Angeles"
role = "lead"
team = "ops"
identities = { web = "boss" }
[[person]]
key = "vic"
locale = "zh-CN"
calendar = "cn"
name = "Vic"
zone = "Asia/Shanghai"
role = "viewer"
team = "ops"
identities = { web = "vic" }
[[person]]
key = "ada"
locale = "zh-CN"
calendar = "cn"
name = "Ada"
zone = "Asia/Shanghai"
role = "admin"
team = "ops"
identities = { web = "ada" }
[[kpi]]
key = "late_shipment"
catalog = "amz_lsr"
name = { en = "Late shipment", zh = "迟发率" }
owner = "mei"
backup = "lin"
team = "ops"
[[kpi]]
key = "acos_us"
catalog = "acos"
scope = "US"
owner = "mei"
team = "ops"
[[kpi.target]]
value = "25%"
warning = ["> 30%"]
critical = ["> 60%"]
[[kpi]]
key = "acos_de"
catalog = "acos"
scope = "DE"
owner = "lin"
team = "ops"
[[schedule]]
key = "ops_daily"
channel = "ops"
kind = "daily"
at = "workdays 09:00"
calendar = "cn"
"##;

#[derive(Default)]
struct CountingIds(AtomicU64);

impl IdGen for CountingIds {
    fn uuid(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 | u128::from(count))
    }
}

/// The company on Monday 23 November 2026, 14:00 in Shanghai.
pub struct World {
    pub store: Store,
    pub org: Org,
    pub now: Timestamp,
    ids: CountingIds,
    platforms: Vec<String>,
    events: u64,
    _folder: TempDir,
}

impl World {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let now: Timestamp = "2026-11-23T06:00:00Z".parse().unwrap();
        let address = format!("sqlite:{}", folder.path().join("steward.db").display());
        let store = Store::open(&address, Options::at(now)).await.unwrap();
        let org = read(COMPANY, "company.toml").unwrap_or_else(|problems| panic!("{problems:?}"));
        let platforms = vec!["web".to_owned()];
        Self { store, org, now, ids: CountingIds::default(), platforms, events: 0, _folder: folder }
    }

    /// The same company with its standing data in the store, so that they can be changed.
    pub async fn stored() -> Self {
        let world = Self::new().await;
        let mut tx = world.store.begin().await.unwrap();
        let changes = difference(&Org::default(), &world.org);
        steward_store::org::apply(&mut tx, &changes, "file", world.now).await.unwrap();
        tx.commit().await.unwrap();
        world
    }

    /// Reads the standing data again, as the service does before each event.
    pub async fn reload(&mut self) {
        self.org = self.store.org().await.unwrap().as_ref().clone();
    }

    pub fn pass(&mut self, minutes: i64) {
        self.now = self.now.checked_add(SignedDuration::from_mins(minutes)).unwrap();
    }

    /// A breach of a KPI, with its card posted to the channel as message `card-NUMBER`.
    pub async fn breach(&mut self, kpi: &str, severity: Severity) -> Alert {
        self.breach_of(kpi, "0.046", severity).await
    }

    /// The same with a value of its own, beyond the limits in force.
    pub async fn breach_of(&mut self, kpi: &str, value: &str, severity: Severity) -> Alert {
        let value = value.parse().unwrap();
        let limits = target::in_force(self.org.targets_of(&key(kpi)), "2026-11-20".parse().unwrap());
        let crossed = limits.and_then(|target| target.limits.crossed_by(value));
        let mut tx = self.store.begin().await.unwrap();
        let number = alert::Numbers::default().draw(&mut tx).await.unwrap();
        let facts = Facts {
            org: &self.org,
            kpi: &self.org.kpis[&key(kpi)],
            now: self.now,
            actor: &Actor::Steward,
            origin: &Origin::default(),
        };
        let reading = Reading {
            period: "2026-11-20".parse().unwrap(),
            revision: 1,
            value,
            numerator: None,
            denominator: None,
            limit: crossed.map(|(_, limit)| limit),
            severity: Some(severity),
            recovered: false,
            previous: None,
            limit_source: None,
        };
        let opening = Opening::Breach { reading, severity, since: "2026-11-20".parse().unwrap() };
        let decision = open(AlertId::fresh(&self.ids), number, opening, &facts).unwrap();
        transition::commit(&mut tx, &decision, &self.org, &self.platforms, &self.ids, self.now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for claimed in outbox::claim(&self.store, self.now, 100, "one").await.unwrap() {
            let id = &claimed.outgoing.id;
            let is_card = claimed.outgoing.shows.is_some() && !claimed.outgoing.to.direct;
            let message_id = if is_card { format!("card-{number}") } else { format!("other-{id}") };
            let mut tx = self.store.begin().await.unwrap();
            let next = Next::Accepted { message_id };
            outbox::settle(&mut tx, &[Settling { claimed: &claimed, next: &next }], self.now).await.unwrap();
            tx.commit().await.unwrap();
        }
        decision.alert
    }

    /// Says something to Steward in the channel.
    pub async fn say(&mut self, person: &str, text: &str) -> Outcome {
        self.tell(person, said(text, true), None).await
    }

    /// Says something in the thread of a card, not to Steward.
    pub async fn reply(&mut self, person: &str, number: i64, text: &str) -> Outcome {
        self.tell(person, said(text, false), Some(format!("card-{number}"))).await
    }

    /// Says something to Steward in the thread of a card.
    pub async fn say_below(&mut self, person: &str, number: i64, text: &str) -> Outcome {
        self.tell(person, said(text, true), Some(format!("card-{number}"))).await
    }

    /// Says something in the channel, not to Steward.
    pub async fn chat(&mut self, person: &str, text: &str) -> Outcome {
        self.tell(person, said(text, false), None).await
    }

    /// Presses a button of a card that shows the alert so.
    pub async fn press(
        &mut self,
        person: &str,
        shown: &Alert,
        command: &str,
        fields: &[(&str, &str)],
    ) -> Outcome {
        let act = Act {
            command: command.to_owned(),
            alert: Some(shown.id),
            episode: shown.episode,
            version: shown.version,
            value: None,
        };
        let fields: BTreeMap<String, String> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.tell(person, Said::Act { act, fields }, None).await
    }

    /// Presses a button that is not part of an alert's card.
    pub async fn act(&mut self, person: &str, act: &Act) -> Outcome {
        self.tell(person, Said::Act { act: act.clone(), fields: BTreeMap::new() }, None).await
    }

    /// Presses a button of an alert's card that fixes a value.
    pub async fn press_value(&mut self, person: &str, shown: &Alert, command: &str, value: &str) -> Outcome {
        let act = Act {
            command: command.to_owned(),
            alert: Some(shown.id),
            episode: shown.episode,
            version: shown.version,
            value: Some(value.to_owned()),
        };
        self.act(person, &act).await
    }

    async fn tell(&mut self, person: &str, what: Said, thread: Option<String>) -> Outcome {
        self.events += 1;
        let inbound = Inbound {
            platform: "web".into(),
            event_id: format!("event-{}", self.events),
            person: person.into(),
            conversation: "ops".into(),
            direct: false,
            thread,
            message: Some(format!("said-{}", self.events)),
            at: self.now,
            languages: Languages::default(),
            what,
        };
        let mut tx = self.store.begin().await.unwrap();
        let outcome = handle(&mut Context {
            tx: &mut tx,
            round: &mut Round::default(),
            org: &self.org,
            board: self.store.board(),
            lexicon: &Lexicon::of(Arc::new(self.org.clone())),
            now: self.now,
            ids: &self.ids,
            platforms: &self.platforms,
            inbound: &inbound,
            person: self.org.person_on("web", person).unwrap(),
            channel: self.org.channel_on("web", "ops"),
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        outcome
    }

    /// The alert as it stands.
    pub async fn alert(&self, number: i64) -> Alert {
        let mut conn = self.store.reader().await.unwrap();
        alert::by_number(&mut conn, number).await.unwrap().unwrap()
    }

    /// The events of an alert.
    pub async fn events(&self, number: i64) -> Vec<AlertEvent> {
        let id = self.alert(number).await.id;
        let mut conn = self.store.reader().await.unwrap();
        alert::events(&mut conn, id).await.unwrap()
    }

    /// Judges a KPI, as the duty does.
    pub async fn judge(&self, kpi: &str) {
        let kpi = &self.org.kpis[&key(kpi)];
        let mut tx = self.store.begin().await.unwrap();
        let samples = sample::latest(&mut tx, &kpi.key, 60).await.unwrap();
        let evidence = Evidence {
            kpi,
            targets: self.org.targets_of(&kpi.key),
            samples: &samples,
            watched_since: self.now,
        };
        judgement::save(&mut tx, &[judge(&evidence, self.now)]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The messages that wait in the outbox and are due in so many minutes.
    pub async fn queued_at(&self, minutes: i64) -> Vec<steward_core::message::Message> {
        let then = self.now.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        let claimed = outbox::claim(&self.store, then, 100, "two").await.unwrap();
        claimed.into_iter().map(|claimed| claimed.outgoing.message).collect()
    }

    /// The messages that wait in the outbox and are due.
    pub async fn queued(&self) -> Vec<steward_core::message::Message> {
        let claimed = outbox::claim(&self.store, self.now, 100, "two").await.unwrap();
        claimed.into_iter().map(|claimed| claimed.outgoing.message).collect()
    }
}

/// The value that is to be confirmed, which only the person sees.
pub fn asked_value(outcome: Outcome) -> ValueAsked {
    match outcome {
        Outcome::Answer { answer: Answer::ValueAsked { asked }, private: true } => *asked,
        other => panic!("not asked: {other:?}"),
    }
}

fn said(text: &str, addressed: bool) -> Said {
    Said::Text { text: text.to_owned(), addressed }
}

pub fn key(key: &str) -> KpiKey {
    KpiKey::parse(key).unwrap()
}
