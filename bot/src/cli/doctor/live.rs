//! `steward doctor --live`: posts a card into a channel and waits until somebody taps it, which proves the whole way
//! out and back.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use async_trait::async_trait;
use steward_core::card::{Act, Block, Button, ButtonStyle, Card, Press};
use steward_core::host::{Account, Acquaintance, Asked, Contact, Host, News};
use steward_core::id::{AlertId, IdGen, OutboxId};
use steward_core::inbound::{Immediate, Inbound, NotKept, Receiver, Said};
use steward_core::org::Org;
use steward_core::person::{Channel, Locale};
use steward_core::platform::{Address, Platform};
use steward_core::time::Clock;
use steward_text::Texts;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::Finding;
use crate::cli::serve;
use crate::clock::SystemClock;
use crate::config::{Config, Environment};
use crate::ids::ClockedIds;
use crate::outside::Outside;

/// How long somebody may take to tap.
const PATIENCE: Duration = Duration::from_mins(5);
/// How long the connections may take to their end.
const DRAIN: Duration = Duration::from_secs(5);
/// What the card's button does.
const PROBE: &str = "probe";

/// Posts the card and waits for the tap.
pub(super) async fn probe(config: &Config, environment: &Environment, org: &Org) -> Finding {
    match tapped(config, environment, org).await {
        Ok(by) => Finding::good("live", format!("the card was posted, and the tap of {by} came back")),
        Err(error) => Finding::bad("live", format!("{error:#}")),
    }
}

async fn tapped(config: &Config, environment: &Environment, org: &Org) -> anyhow::Result<String> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let outside = Outside::open(config, environment, &clock)?;
    let platforms = outside.platforms();
    let (platform, channel) = target(&platforms, org)
        .context("no channel of the standing data is on a platform outside where something can be tapped")?;
    let texts = Texts::load()?;
    let (tell, mut told) = mpsc::channel(1);
    let (platform_name, locale) = (channel.platform.clone(), channel.locale.clone());
    let probe = Arc::new(Probe { texts, platform: platform_name, locale, tell });
    let host: Arc<dyn Host> = probe.clone();
    let ids: Arc<dyn IdGen> = Arc::new(ClockedIds::new(Arc::clone(&clock)));
    let (stop, stopped) = watch::channel(false);
    let mut doors = outside.open_doors(&host, &clock, &ids, &stopped)?;
    let door = doors.router.clone();
    let listener = serve::listen(&config.server.listen)
        .await
        .context("stop the running service first: it would take the tap")?;
    let server = tokio::spawn(async move { axum::serve(listener, door).await });
    let to = Address {
        platform: channel.platform.clone(),
        target: channel.target.clone(),
        direct: false,
        thread: None,
    };
    let marker = OutboxId::fresh(ids.as_ref());
    platform
        .post(&to, marker, &probe.card())
        .await
        .with_context(|| format!("cannot post in {}", channel.name))?;
    eprintln!("A card is in {}: tap its button within {} minutes.", channel.name, PATIENCE.as_secs() / 60);
    let by = timeout(PATIENCE, told.recv()).await;
    // What came is acknowledged before the connections are closed.
    let _ = stop.send(true);
    let _ = timeout(DRAIN, doors.closed()).await;
    server.abort();
    match by {
        Ok(Some(Ok(by))) => Ok(by),
        Ok(Some(Err(trouble))) => bail!("the card was posted in {}, but {trouble}", channel.name),
        _ => bail!(
            "the card was posted in {}, but no tap came back: check how the app is to tell of taps, or that {} reaches \
             the service's address",
            channel.name,
            channel.platform
        ),
    }
}

/// The first channel that is on a platform where something can be tapped.
fn target<'a>(
    platforms: &'a [Arc<dyn Platform>],
    org: &'a Org,
) -> Option<(&'a Arc<dyn Platform>, &'a Channel)> {
    org.channels.values().find_map(|channel| {
        let is_its = |platform: &&Arc<dyn Platform>| {
            platform.name() == channel.platform && platform.capabilities().can_press
        };
        Some((platforms.iter().find(is_its)?, channel))
    })
}

/// Stands in for the service: knows nobody, and waits for one tap.
struct Probe {
    texts: Texts,
    /// Where the card is.
    platform: String,
    locale: Locale,
    /// Whose tap came, or what keeps any from coming.
    tell: mpsc::Sender<Result<String, String>>,
}

impl Probe {
    fn card(&self) -> Card {
        let say = |key| self.texts.phrase(&self.locale, key, &[]);
        let act = Act { command: PROBE.to_owned(), alert: None, episode: 0, version: 0, value: None };
        let title = say("probe-card");
        Card {
            summary: title.clone(),
            title,
            lang: self.locale.tag().to_owned(),
            blocks: vec![Block::Text { text: say("probe-card-next") }],
            buttons: vec![Button {
                label: say("probe-card-button"),
                style: ButtonStyle::Primary,
                press: Press::Act { act },
                confirm: None,
            }],
            ..Card::default()
        }
    }

    fn thanks(&self) -> Box<Card> {
        let title = self.texts.phrase(&self.locale, "probe-card-done", &[]);
        Box::new(Card {
            summary: title.clone(),
            title,
            lang: self.locale.tag().to_owned(),
            ..Card::default()
        })
    }
}

#[async_trait]
impl Receiver for Probe {
    async fn receive(&self, inbound: Inbound) -> Result<Immediate, NotKept> {
        Ok(match inbound.what {
            Said::Act { act, .. } if act.command == PROBE => {
                // A second tap finds nobody waiting.
                let _ = self.tell.try_send(Ok(inbound.person));
                Immediate::Private { card: self.thanks(), refused: false, field: None }
            }
            Said::Act { .. } | Said::Text { .. } => Immediate::Nothing,
        })
    }
}

#[async_trait]
impl Host for Probe {
    async fn disown(&self, _platform: &str, _person: &str, _alert: AlertId) -> Option<Box<Card>> {
        None
    }

    async fn offer(&self, _asked: Asked) -> Result<Button, Box<Card>> {
        Err(self.thanks())
    }

    async fn home(&self, _platform: &str, _person: &str) -> Card {
        self.card()
    }

    async fn locale(&self, _platform: &str, _person: &str) -> Locale {
        self.locale.clone()
    }

    async fn knows(&self, _platform: &str, _person: &str) -> bool {
        true
    }

    async fn unlinked(&self, _platform: &str) -> Vec<Contact> {
        Vec::new()
    }

    async fn meet(&self, _account: Account) -> Acquaintance {
        Acquaintance::Stranger
    }

    async fn claim(&self, _account: Account, _code: &str) -> Acquaintance {
        Acquaintance::Stranger
    }

    async fn complete(&self, _platform: &str, _person: &str, _typed: &str) -> Vec<String> {
        Vec::new()
    }

    async fn hear(&self, _platform: &str, _news: News) -> bool {
        true
    }

    fn note_connection(&self, platform: &str, trouble: Option<&str>) {
        if let Some(trouble) = trouble.filter(|_| platform == self.platform) {
            let _ = self.tell.try_send(Err(trouble.to_owned()));
        }
    }
}
