//! A company on Discord: the service with its doors open, and a clock moved by hand.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use steward::app::App;
use steward::config::{Config, DiscordConfig, Environment};
use steward::discord::Discord;
use steward_core::host::Host;
use steward_tests::fakes::discord::{Delivered, Door, FakeDiscord, Message, NewUser, Submitted};
use steward_tests::hand_clock::HandClock;
use tempfile::TempDir;
use tokio::sync::watch;

use crate::office::{self, Office, PEOPLE};

/// By which door interactions come from Discord. Messages and reactions come over the gateway only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Gateway,
    Endpoint,
    /// The gateway is not even opened: messages and reactions do not come at all.
    EndpointAlone,
}

/// The company.
pub struct Stand {
    pub discord: Arc<FakeDiscord>,
    pub guild: String,
    pub office: Office,
    /// Where Discord posts interactions.
    pub url: String,
    /// Who deals with what comes in.
    host: Arc<dyn Host>,
    _authority: Authority,
    _judged: Judged,
}

/// At the end of a test everything has to have been as Discord describes its API, where the description is there.
struct Judged(Arc<FakeDiscord>);

impl Drop for Judged {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.0.unlike_described(), Vec::<String>::new());
        }
    }
}

impl Deref for Stand {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.office
    }
}

/// The certificate of the stand-in's authority in a file.
pub struct Authority {
    pub file: PathBuf,
    _folder: TempDir,
}

impl Authority {
    pub fn of(discord: &FakeDiscord) -> Self {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("authority.pem");
        std::fs::write(&file, discord.authority()).expect("a file");
        Self { file, _folder: folder }
    }
}

/// The company at the beginning, everything done that was to be done.
pub async fn stand(way: Way) -> Stand {
    let clock = office::clock();
    stand_on(FakeDiscord::start(clock.clone()).await, &clock, way).await
}

/// As [`stand`], on a Discord that goes by this clock.
pub async fn stand_on(discord: Arc<FakeDiscord>, clock: &Arc<HandClock>, way: Way) -> Stand {
    stand_behind(|app| app as Arc<dyn Host>, discord, clock, way).await
}

/// As [`stand_on`], where something stands between Discord and the service.
pub async fn stand_behind(
    behind: impl FnOnce(Arc<App>) -> Arc<dyn Host>,
    discord: Arc<FakeDiscord>,
    clock: &Arc<HandClock>,
    way: Way,
) -> Stand {
    open(behind, discord, clock, way, |_| ()).await
}

/// As [`stand`], with settings of its own.
pub async fn stand_with(way: Way, set: impl FnOnce(&mut DiscordConfig)) -> Stand {
    let clock = office::clock();
    let discord = FakeDiscord::start(clock.clone()).await;
    open(|app| app as Arc<dyn Host>, discord, &clock, way, set).await
}

async fn open(
    behind: impl FnOnce(Arc<App>) -> Arc<dyn Host>,
    discord: Arc<FakeDiscord>,
    clock: &Arc<HandClock>,
    way: Way,
    set: impl FnOnce(&mut DiscordConfig),
) -> Stand {
    discord.set_message_content(true);
    let guild = discord.add_guild("Evenfield", "en-US");
    for name in PEOPLE {
        let locale = if name == "mei" { "zh-CN" } else { "en-US" };
        discord.add_user(&guild, NewUser::named(name).locale(locale));
    }
    discord.add_channel(&guild, "ops");

    let authority = Authority::of(&discord);
    let mut config = Config::defaults().expect("defaults");
    config.discord.api_url = discord.tls_address();
    config.discord.ca_file = Some(authority.file.clone());
    config.discord.gateway = way != Way::EndpointAlone;
    set(&mut config.discord);
    let environment = environment(&discord, way);
    let service = Discord::open(&config.discord, &environment).expect("Discord").expect("a bot");
    let office = Office::open(clock, config, service.platforms()).await;
    let host = behind(Arc::clone(&office.app));
    let (door, connections) = service.open_doors(&host, &office.app.clock, &office.stopped).expect("doors");
    let url = format!("{}/discord/interactions", office.serve(door, connections).await);
    if way != Way::EndpointAlone {
        discord.wait_for_sessions(1).await;
    }
    discord.wait_until("the commands", |discord| discord.commands(&guild).first().map(drop)).await;
    if way != Way::Gateway {
        assert!(discord.verify_endpoint(&url).await, "the portal would not take the address");
        discord.set_door(Door::Endpoint { url: url.clone() });
    }
    let (channel, id_of) = (discord.channel_id("ops"), |name: &str| discord.user_id(name));
    office.move_in(include_str!("company.toml"), &channel, id_of).await;
    let judged = Judged(Arc::clone(&discord));
    Stand { discord, guild, office, url, host, _authority: authority, _judged: judged }
}

fn environment(discord: &FakeDiscord, way: Way) -> Environment {
    Environment {
        discord_token: Some(discord.token()),
        discord_public_key: (way != Way::Gateway).then(|| discord.public_key()),
        ..Environment::default()
    }
}

impl Stand {
    /// The late shipment rate breaches its critical limit; the card in the channel and the page to Mei.
    pub async fn breach(&self) -> (Message, Message) {
        self.reports("2026-11-21", "0.06").await;
        (self.discord.wait_for_message("ops").await, self.discord.wait_for_message("@mei").await)
    }

    /// Another replica of the service with its own connection; it lives as long as what is given back.
    pub fn second_service(&self) -> (Discord, impl Send + use<>) {
        let config = &self.app.config.discord;
        let environment = environment(&self.discord, Way::Gateway);
        let service = Discord::open(config, &environment).expect("Discord").expect("a bot");
        let (stop, stopped) = watch::channel(false);
        let doors = service.open_doors(&self.host, &self.app.clock, &stopped).expect("doors");
        (service, (stop, doors))
    }

    /// Waits until so many messages to the administrator are queued, and sends them.
    pub async fn told(&self, count: usize) {
        let sent = async {
            while self.discord.posts("@ada").len() < count {
                self.settle().await;
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), sent).await.expect("the administrator is told");
    }

    /// Somebody says something that is answered to them directly, the so many-th time; the answer.
    pub async fn answered_directly(&self, user: &str, count: usize) -> Message {
        self.discord.wait_for_posts(&format!("@{user}"), count).await.pop().expect("an answer")
    }
}

/// What a modal that was sent came to.
pub fn sent(submitted: Submitted) -> Delivered {
    match submitted {
        Submitted::Sent(delivered) => *delivered,
        Submitted::Incomplete(fields) => panic!("the client holds the modal back for {fields:?}"),
    }
}

/// What a message shows, for a snapshot: what a notification tells, its texts, its buttons and what is behind "More".
pub fn shown(message: &Message) -> String {
    let mut lines = vec![format!("(push) {}", message.text())];
    lines.extend(message.lines().into_iter().skip(message.text().lines().count()));
    lines.extend(message.buttons().into_iter().map(|label| format!("[{label}]")));
    lines.extend(message.options().into_iter().map(|label| format!("[… {label}]")));
    lines.join("\n")
}
