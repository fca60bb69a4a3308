//! Where the month is lived: the service beside Feishu's stand-in, and a clock that jumps to whatever comes next.

use std::sync::Arc;

use anyhow::{Result, ensure};
use jiff::Timestamp;
use jiff::civil::Date;
use steward::app::{App, Parts};
use steward::config::{Config, Environment};
use steward::feishu::Feishu;
use steward::ids::ClockedIds;
use steward_core::sample::{Finality, Observation};
use steward_core::time::Clock;
use steward_store::{Options, Store, Topic, alert, judgement, outbox, sample};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::company::{GROUP, KPIS, PEOPLE, PLATFORM, address, company, kpi, person};
use super::diary::{begin, is_breaching};
use crate::fakes::feishu::{FakeFeishu, NewChat, NewUser};
use crate::hand_clock::HandClock;
use crate::load::home::Home;
use crate::load::stage::move_in;
use crate::patience;

/// A number outside its critical limit.
const BREACHING: &str = "0.06";
/// A number well inside.
const FINE: &str = "0.01";

/// The place.
pub(super) struct Place {
    pub(super) feishu: Arc<FakeFeishu>,
    pub(super) clock: Arc<HandClock>,
    app: Arc<App>,
    _stop: watch::Sender<bool>,
    _connections: JoinSet<()>,
}

impl Place {
    /// The team has moved in, and its people were found at Feishu.
    pub(super) async fn open(home: &Home) -> Result<Self> {
        let clock = Arc::new(HandClock::at(begin()));
        let feishu = FakeFeishu::start(clock.clone()).await;
        let people: Vec<String> = (0..PEOPLE).map(person).collect();
        for name in &people {
            feishu.add_user(NewUser::named(name).email(&address(name)));
        }
        let members: Vec<&str> = people.iter().map(String::as_str).collect();
        feishu.add_chat(NewChat::named(GROUP).members(&members).with_bot());

        let mut config = Config::defaults()?;
        feishu.address().clone_into(&mut config.feishu.feishu_url);
        let credentials = feishu.credentials();
        let environment = Environment {
            feishu_app_id: Some(credentials.app_id.clone()),
            feishu_app_secret: Some(credentials.app_secret.clone()),
            ..Environment::default()
        };
        let service = Feishu::open(&config.feishu, &environment)?.expect("an app");
        let store = Store::open(&home.address, Options::at(clock.now())).await?;
        move_in(&store, &company(&feishu.chat_id(GROUP))?).await?;
        let app = App::build(Parts {
            config,
            store,
            clock: clock.clone(),
            ids: Arc::new(ClockedIds::new(clock.clone())),
            push_token: None,
            web: None,
            platforms: service.platforms(),
        })?;
        let (stop, stopped) = watch::channel(false);
        let (_, connections) = service.serve(&app, &stopped);
        feishu.wait_for_connections(1).await;
        let place = Self { feishu, app, clock, _stop: stop, _connections: connections };
        place.everybody_is_found().await?;
        Ok(place)
    }

    async fn everybody_is_found(&self) -> Result<()> {
        let mut changed = self.app.store.changed(&[Topic::Standing]);
        loop {
            let org = self.app.store.org().await?;
            if org.people.values().all(|person| person.identities.contains_key(PLATFORM)) {
                return Ok(());
            }
            changed.wait().await;
        }
    }

    /// Lets time pass until an instant, and does what falls due on the way when it does.
    pub(super) async fn live_until(&self, at: Timestamp) -> Result<()> {
        loop {
            self.settle().await;
            let now = self.clock.now();
            let next = self.next_due(now).await?.filter(|next| *next < at).unwrap_or(at);
            if next <= now {
                return Ok(());
            }
            self.clock.forward(now.duration_until(next));
        }
    }

    /// Does everything that is to be done now.
    pub(super) async fn settle(&self) {
        patience::settle(&self.app, &self.clock).await;
    }

    /// The next instant at which the service has something to do by itself.
    async fn next_due(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let org = self.app.store.org().await?;
        let slots = org.schedules.values().filter_map(|schedule| {
            Some(schedule.timing.next_after(now, &org.calendar(&schedule.timing.calendar))?.at)
        });
        let mut conn = self.app.store.reader().await?;
        let due = [
            judgement::next_due(&mut conn).await?,
            alert::next_due(&mut conn).await?,
            outbox::next_due(&mut conn, now).await?,
        ];
        Ok(slots.chain(due.into_iter().flatten()).filter(|at| *at > now).min())
    }

    /// Fails unless the service's own count is Feishu's.
    pub(super) fn every_call_is_counted(&self) -> Result<()> {
        let own = self.app.platform(PLATFORM).map(|platform| platform.calls_made());
        let seen = self.feishu.call_count();
        ensure!(own == Some(seen), "the service counted {own:?} calls, Feishu {seen}");
        Ok(())
    }

    /// The numbers of a day come in.
    pub(super) async fn numbers(&self, of: Date) -> Result<()> {
        let seen: Vec<Observation> = (0..KPIS).map(|number| observed(number, of)).collect::<Result<_>>()?;
        let mut tx = self.app.store.begin().await?;
        let now = self.app.clock.now();
        sample::record(&mut tx, &seen, now, self.app.ids.as_ref(), &|_| true).await?;
        tx.commit().await?;
        self.settle().await;
        Ok(())
    }
}

fn observed(number: usize, of: Date) -> Result<Observation> {
    let value = if is_breaching(number, of) { BREACHING } else { FINE };
    Ok(Observation {
        kpi: kpi(number).parse()?,
        period: of,
        value: Some(value.parse()?),
        numerator: None,
        denominator: None,
        finality: Finality::Final,
        window: None,
        platform_target: None,
        source: "push".into(),
    })
}
