//! Steward's adapter in front of the Discord stand-in, with a service that shows one card at a time.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use steward::clock::SystemClock;
use steward::config::{DiscordConfig, Environment};
use steward::discord::{Discord, DiscordWords};
use steward_core::card::{Block, Card};
use steward_core::host::Host;
use steward_core::id::OutboxId;
use steward_core::platform::{Address, Platform};
use steward_core::time::Clock;
use steward_platforms::discord::{self, Bot, Credentials, Site, Words};
use steward_tests::fakes::discord::{Delivered, FakeDiscord, Message, NewUser, Submitted};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::conformance::shelf::{self, Answering, OneCard};

/// Kinds of first answers in Discord's reference.
const MESSAGE_LATER: u64 = 5;
const NOTHING: u64 = 6;
const MODAL: u64 = 9;
/// Most completions in Discord's reference.
const MOST_CHOICES: usize = 25;
/// Cards that one bot posts: it makes some four calls for each, and at the most 45 in a second.
const CARDS_OF_A_BOT: usize = 5;
/// Units of the title of a card that is longer than any platform takes.
const FAR_TOO_LONG: usize = 1_000;
/// Calls that answer an interaction further.
const REPLACED: &str = "update_original_webhook_message";
const FOLLOWED_UP: &str = "execute_webhook";
/// The call that puts a picture to a further answer.
const ILLUSTRATED: &str = "update_webhook_message";
/// What a component carries begins with it where its act needs an answer first.
const ASK: &str = "ask|";

pub struct Stand {
    pub discord: Arc<FakeDiscord>,
    host: Arc<OneCard>,
    words: Arc<dyn Words>,
    markers: AtomicU64,
    folder: TempDir,
    bot: Mutex<Option<(Arc<Bot>, usize)>>,
    /// Language, command and, where it is far too long, title of what was opened.
    asked: Mutex<BTreeSet<(String, String, Option<String>)>>,
    _stop: watch::Sender<bool>,
    _connections: JoinSet<()>,
}

impl Stand {
    pub async fn open() -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let discord = FakeDiscord::start(Arc::clone(&clock)).await;
        discord.set_message_content(true);
        let guild = discord.add_guild("Acme", "en-US");
        discord.add_user(&guild, NewUser::named("mei").locale("zh-CN"));
        discord.add_channel(&guild, "ops");
        let folder = TempDir::new().expect("a folder");
        let authority = folder.path().join("authority.pem");
        fs::write(&authority, discord.authority()).expect("write the authority");
        let config = DiscordConfig {
            credentials_file: None,
            gateway: true,
            message_content: true,
            most_refusals: 5_000,
            api_url: discord.tls_address(),
            ca_file: Some(authority),
        };
        let environment = Environment { discord_token: Some(discord.token()), ..Environment::default() };
        let service = Discord::open(&config, &environment).expect("Discord").expect("a bot");
        let host = Arc::new(OneCard::empty());
        let (stop, stopped) = watch::channel(false);
        let behind: Arc<dyn Host> = Arc::clone(&host) as Arc<dyn Host>;
        let (_, connections) = service.open_doors(&behind, &clock, &stopped).expect("doors");
        discord.wait_for_sessions(1).await;
        discord.wait_until("the commands", |discord| discord.commands(&guild).pop()).await;
        Self {
            discord,
            host,
            words: Arc::new(DiscordWords::load().expect("words")),
            markers: AtomicU64::new(1),
            folder,
            bot: Mutex::default(),
            asked: Mutex::default(),
            _stop: stop,
            _connections: connections,
        }
    }

    /// A bot that has called so little that its pace lets it call at once.
    fn bot(&self, card: &Card) -> Arc<Bot> {
        let mut kept = self.bot.lock().unwrap_or_else(PoisonError::into_inner);
        let (bot, room) = match kept.take() {
            Some((bot, room)) if room > 0 && !is_far_too_long(card) => (bot, room),
            _ => (self.new_bot(), CARDS_OF_A_BOT),
        };
        *kept = Some((Arc::clone(&bot), if is_far_too_long(card) { 0 } else { room - 1 }));
        bot
    }

    fn new_bot(&self) -> Arc<Bot> {
        let credentials = Credentials { token: self.discord.token(), public_key: None };
        let site = Site {
            api_url: self.discord.tls_address(),
            ca_file: Some(self.folder.path().join("authority.pem")),
            message_content: true,
            most_refusals: 5_000,
        };
        discord::open(&credentials, site, Arc::clone(&self.words)).expect("a bot")
    }

    /// Posts a card in a channel and to a person, edits it, and opens the forms and questions behind it, of each kind the
    /// first: the others differ in the alert. Gives the message in the channel, and how many it took.
    pub async fn post(&self, card: &Card) -> (Message, usize) {
        let mei = self.discord.user_id("mei");
        let mut card = card.clone();
        for mention in &mut card.mentions {
            mention.id.get_or_insert_with(|| mei.clone());
        }
        self.host.show(&card);
        let (bot, ops) = (self.bot(&card), self.discord.channel_id("ops"));
        let to = |target: &str, direct| Address {
            platform: discord::NAME.into(),
            target: target.into(),
            direct,
            thread: None,
        };
        let done = bot.post(&to(&mei, true), self.marker(), &card).await;
        done.unwrap_or_else(|error| refused(&card, &error));
        let done = bot.post(&to(&ops, false), self.marker(), &card).await;
        let id = done.unwrap_or_else(|error| refused(&card, &error));
        let done = bot.edit(&to(&ops, false), &id, &card).await;
        done.unwrap_or_else(|error| refused(&card, &error));
        let known = Message { channel: ops, shown: json!({ "id": id }), only_for: None };
        let message = self.discord.again(&known);
        for asking in asking(&message) {
            let command = asking.split('|').nth(1).unwrap_or_default().to_owned();
            let kind = (card.lang.clone(), command, is_far_too_long(&card).then(|| card.title.clone()));
            if !self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(kind) {
                continue;
            }
            assert!(self.press(&message, &asking).await.acked, "{asking}");
            self.discord.close("mei");
        }
        // A thread has the id of the message that it hangs on.
        (message, 1 + self.discord.messages(&id).len())
    }

    fn marker(&self) -> OutboxId {
        OutboxId::from_uuid(Uuid::from_u128(u128::from(self.markers.fetch_add(1, Ordering::Relaxed))))
    }

    async fn press(&self, message: &Message, id: &str) -> Delivered {
        let is_option = message.shown["components"].to_string().contains(&format!("\"value\":\"{id}\""));
        if is_option {
            self.discord.choose("mei", message, id).await
        } else {
            self.discord.press("mei", message, id).await
        }
    }

    /// Answers a command with a card that takes so many messages.
    pub async fn answer(&self, card: &Card, how: Answering, parts: usize) {
        let before = if parts > 1 { self.said_to_mei() } else { 0 };
        self.host.answer(card, how);
        assert!(self.command("what is red").await.acked, "{}", card.title);
        if parts > 1 {
            let all = |_: &FakeDiscord| (self.said_to_mei() >= before + parts).then_some(());
            self.discord.wait_until("the whole answer", all).await;
        }
    }

    async fn command(&self, text: &str) -> Delivered {
        self.discord.slash("mei", "ops", "kpi", &[("text", text)]).await
    }

    /// Messages in the channel, its threads apart, and those that only one person sees.
    fn said_to_mei(&self) -> usize {
        self.discord.messages("ops").len() + self.discord.ephemerals("mei").len()
    }

    /// Answers what is typed, what is written, what is filled in, what is none of ours, and too late.
    pub async fn answer_in_every_way(&self) {
        let offered = self.discord.complete("mei", "ops", "kpi", ("text", "late")).await;
        assert_eq!(offered.len(), MOST_CHOICES);
        assert!(self.command("link 12345-67890").await.acked);

        self.answer(&shelf::with_form(), Answering::Publicly, 1).await;
        self.host.answer(&shelf::with_form(), Answering::Privately);
        let count = self.discord.posts("@mei").len();
        self.discord.mention("mei", "ops", "what is red");
        self.discord.wait_for_posts("@mei", count + 1).await;
        self.discord.set_mailbox("mei", false);
        let count = self.discord.posts("ops").len();
        self.discord.mention("mei", "ops", "what is red");
        self.discord.wait_for_posts("ops", count + 1).await;

        for largest in [shelf::largest("x"), shelf::largest("超")] {
            self.discord.set_mailbox("mei", true);
            let (message, _) = self.post(&largest).await;
            let form = asking(&message).into_iter().find(|id| id.contains("assign")).expect("a form");
            let opened = self.press(&message, &form).await.answer.expect("a modal");
            assert_eq!(opened["type"], MODAL);
            self.host.answer(&shelf::smallest(), Answering::Refusing);
            let Submitted::Sent(sent) = self.discord.submit("mei", &[]).await else { panic!("{opened}") };
            assert!(sent.acked);
        }
        for how in [Answering::Privately, Answering::Publicly] {
            self.answer_late(how).await;
        }
        self.discord.wait_until("a picture", |discord| discord.calls_of(ILLUSTRATED).pop()).await;
    }

    /// Answers only when Discord waits no longer.
    async fn answer_late(&self, how: Answering) {
        let mut card = shelf::with_form();
        let (alt, legend) = ("2 values.".into(), Some("Dots.".into()));
        card.blocks.push(Block::Spark { points: vec![0, 1_000], limit: Some(500), alt, legend });
        let (message, _) = self.post(&card).await;
        self.host.answer(&card, how);
        let form = asking(&message).pop().expect("a form");
        let held = self.host.door.write().await;
        let (said, asked) = tokio::join!(self.command("what is red"), self.press(&message, &form));
        assert_eq!(said.answer.expect("an answer")["type"], MESSAGE_LATER);
        assert_eq!(asked.answer.expect("an answer")["type"], NOTHING);
        let before = self.discord.calls_of(REPLACED).len() + self.discord.calls_of(FOLLOWED_UP).len();
        drop(held);
        let both = |discord: &FakeDiscord| {
            let now = discord.calls_of(REPLACED).len() + discord.calls_of(FOLLOWED_UP).len();
            (now >= before + 2).then_some(())
        };
        self.discord.wait_until("both late answers", both).await;
    }
}

/// Whether a card is one of the largest, which take more messages than a bot may post at once.
fn is_far_too_long(card: &Card) -> bool {
    card.title.encode_utf16().count() >= FAR_TOO_LONG
}

/// What the components of a message carry that ask for something first.
fn asking(message: &Message) -> Vec<String> {
    let rows = message.shown["components"].as_array().into_iter().flatten();
    let elements = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let carried = elements.flat_map(|element| {
        let options = element["options"].as_array().into_iter().flatten();
        let values = options.filter_map(|option| option["value"].as_str());
        element["custom_id"].as_str().into_iter().chain(values)
    });
    carried.filter(|id| id.starts_with(ASK)).map(String::from).collect()
}

fn refused<T>(card: &Card, error: &impl std::fmt::Display) -> T {
    let title: String = card.title.chars().take(80).collect();
    panic!("{title} ({}): {error}", card.lang)
}
