//! Discord at the shell: the steps, what the doctor finds, and the service as a newcomer starts it and ties an account.

use std::sync::Arc;

use reqwest::Method;
use serde_json::json;
use steward_core::time::Clock;
use steward_tests::binary::{Outcome, Shell};
use steward_tests::fakes::discord::{Door, FakeDiscord, NewUser};

use super::{assert_says, shell};

/// The machine's own time, which the program under test goes by as well.
struct Now;

impl Clock for Now {
    #[expect(clippy::disallowed_methods, reason = "the program under test reads the same clock")]
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }
}

struct SetUp {
    discord: Arc<FakeDiscord>,
    guild: String,
    shell: Shell,
}

/// A server with a channel, and a shell that knows the bot's token.
async fn set_up() -> SetUp {
    let discord = FakeDiscord::start(Arc::new(Now)).await;
    discord.set_message_content(true);
    let guild = discord.add_guild("Evenfield", "en-US");
    discord.add_user(&guild, NewUser::named("mei").locale("zh-CN"));
    let ops = discord.add_channel(&guild, "ops");
    let mut shell = shell();
    shell.set("STEWARD_DISCORD_TOKEN", discord.token());
    shell.write("authority.pem", discord.authority());
    shell.write(
        "c.toml",
        format!(
            "[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"http://127.0.0.1:8080\"\n[discord]\napi_url = \"{}\"\n\
             ca_file = \"authority.pem\"\n",
            discord.tls_address()
        ),
    );
    let company = super::company::text().replacen(
        "platform = \"web\"\ntarget = \"ops\"",
        &format!("platform = \"discord\"\ntarget = \"{ops}\""),
        1,
    );
    shell.write("company.toml", company);
    shell.succeed(&["apply", "company.toml", "--yes"]);
    SetUp { discord, guild, shell }
}

/// Runs the program beside the Discord that it calls.
async fn run(shell: &Arc<Shell>, arguments: &'static [&'static str]) -> Outcome {
    let shell = Arc::clone(shell);
    tokio::task::spawn_blocking(move || shell.run(arguments)).await.expect("the program runs")
}

#[tokio::test]
async fn the_doctor_says_what_is_missing_and_where_to_click() {
    let SetUp { discord, guild, shell } = set_up().await;
    let shell = Arc::new(shell);
    let good = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_eq!(good.code, Some(0), "{good}");
    assert_says(
        &good.out,
        &[
            "ok    discord: it is the bot Steward",
            "ok    discord: it may read replies that do not mention it",
            "ok    discord: it is in Evenfield",
            "ok    discord: the gateway can be opened",
            "look  discord: its slash commands are not registered yet: `steward run` does it when it starts",
            "ok    discord: can post in #ops",
            "have no account on Discord: give each the code that `steward link PERSON` prints",
        ],
    );
    assert!(discord.commands(&guild).is_empty(), "the doctor changes nothing");

    discord.set_message_content(false);
    discord.deny("ops", "SEND_MESSAGES");
    discord.deny("ops", "EMBED_LINKS");
    let bad = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_eq!(bad.code, Some(1));
    assert_says(
        &bad.out,
        &[
            "BAD   discord: it may not read what people write",
            "\"Message Content Intent\" on, or set [discord] message_content = false",
            "BAD   discord: lacks \"Send Messages\" (to post), \"Embed Links\" (to post cards) in #ops",
        ],
    );
    discord.deny("ops", "VIEW_CHANNEL");
    let hidden = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(
        &hidden.out,
        &["BAD   discord: #运营 cannot be seen (50001", "\"Edit Channel\", \"Permissions\""],
    );
    discord.remove_bot(&guild);
    let nowhere = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(
        &nowhere.out,
        &[
            "BAD   discord: it is in no server: open https://discord.com/oauth2/authorize?client_id=1100000000000000001",
        ],
    );
    discord.change_token("another");
    let refused = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(&refused.out, &["BAD   discord: the token is refused", "\"Reset Token\""]);
    for outcome in [good, bad, hidden, nowhere, refused] {
        assert!(!outcome.out.contains("GSteward") && !outcome.err.contains("GSteward"), "{outcome}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_prove_to_be_discord_is_not_given_the_token() {
    let SetUp { discord, shell, .. } = set_up().await;
    let shell = Arc::new(shell);
    shell.write("c.toml", format!("[discord]\napi_url = \"{}\"\n", discord.tls_address()));
    let stranger = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(&stranger.out, &["BAD   discord: Discord cannot be asked"]);
    assert!(discord.traffic().is_empty());
    shell.write("c.toml", format!("[discord]\napi_url = \"{}\"\n", discord.api_url()));
    let open = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(&open.out, &["BAD   discord: the address of Discord's API", "must be https://discord.com"]);
}

#[tokio::test]
async fn a_probe_goes_there_and_back() {
    let SetUp { discord, shell, .. } = set_up().await;
    let shell = Arc::new(shell);
    let tap = async {
        let card = discord.wait_for_message("ops").await;
        // A thumb is slower than the connection that its tap comes back by.
        discord.wait_for_sessions(1).await;
        assert!(discord.press("mei", &card, "I see it").await.acked);
    };
    let (outcome, ()) = tokio::join!(run(&shell, &["doctor", "--live", "--config", "c.toml"]), tap);
    let told =
        format!("ok    live: the card was posted, and the tap of {} came back", discord.user_id("mei"));
    assert_says(&outcome.out, &[&told]);
}

#[tokio::test]
async fn a_probe_whose_tap_cannot_come_back_says_why() {
    let SetUp { discord, shell, .. } = set_up().await;
    discord.set_message_content(false);
    let outcome = run(&Arc::new(shell), &["doctor", "--live", "--config", "c.toml"]).await;
    assert_says(
        &outcome.out,
        &["BAD   live: the card was posted in #运营, but Discord may not tell what people write"],
    );
}

#[tokio::test]
async fn a_newcomer_ties_the_account_with_a_code_and_is_answered() {
    let SetUp { discord, guild, shell } = set_up().await;
    let shell = Arc::new(shell);
    let started = Arc::clone(&shell);
    let service = tokio::task::spawn_blocking(move || started.start(&["run", "--config", "c.toml"]));
    let service = service.await.expect("the service starts");
    discord.wait_for_sessions(1).await;
    discord.wait_until("the commands", |discord| discord.commands(&guild).first().map(drop)).await;
    let linked = run(&shell, &["link", "mei", "--config", "c.toml"]).await;
    assert_eq!(linked.code, Some(0), "{linked}");
    let (_, code) = linked.err.split_once("/kpi link ").expect("a code");
    let code = code.split('`').next().expect("a code");

    assert!(discord.slash("mei", "ops", "指标", &[("想说的话", "绑定 00000-00000")]).await.acked);
    discord.wait_for_ephemeral("mei", 1).await;
    assert!(discord.slash("mei", "ops", "kpi", &[("text", &format!("link {code}"))]).await.acked);
    let answer = discord.wait_for_ephemeral("mei", 2).await;
    assert!(answer.lines().concat().contains("Mei Chen"), "{:?}", answer.lines());
    // With the account her client's language is taken over.
    assert!(discord.slash("mei", "ops", "我的", &[]).await.acked);
    let answer = discord.wait_for_ephemeral("mei", 3).await;
    insta::assert_snapshot!("mine_after_linking", answer.lines().join("\n"));
    assert!(discord.slash("mei", "ops", "kpi", &[("text", &format!("link {code}"))]).await.acked);
    let again = discord.wait_for_ephemeral("mei", 4).await;
    assert!(again.lines().concat().contains("Mei Chen"), "{:?}", again.lines());

    let settled = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(&settled.out, &["ok    discord: its ", " slash commands are registered"]);
    drop(service);
    // Another version's set is noticed, also where it differs in a word of one language alone.
    let url = format!("{}/v10/applications/{}/commands", discord.api_url(), discord.application_id());
    let bearer = format!("Bot {}", discord.token());
    let mut other = discord.commands(&guild);
    let kpi = other.iter_mut().find(|command| command["name"] == "kpi").expect("the command");
    kpi["options"][0]["description_localizations"]["zh-CN"] = json!("旧版本的说明");
    other.retain(|command| command["name"] != "ack");
    other.push(json!({ "name": "frobnicate", "description": "what an older version offered" }));
    let call = reqwest::Client::new().request(Method::PUT, url).header("authorization", bearer).json(&other);
    assert_eq!(call.send().await.expect("an answer").status().as_u16(), 200);
    let changed = run(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(
        &changed.out,
        &[
            "look  discord: its slash commands were registered by another version (lacks ack; differs in kpi; still has \
             frobnicate): start `steward run` anew to renew them",
        ],
    );
}

#[tokio::test]
async fn a_probe_goes_there_and_back_over_the_endpoint() {
    let SetUp { discord, mut shell, .. } = set_up().await;
    // A port that is free now; the program takes it a moment later.
    let free =
        std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port").local_addr().expect("an address");
    shell.set("STEWARD_DISCORD_PUBLIC_KEY", discord.public_key());
    shell.write(
        "c.toml",
        format!(
            "[server]\nlisten = \"{free}\"\nbase_url = \"http://{free}\"\n[discord]\napi_url = \"{}\"\n\
             ca_file = \"authority.pem\"\ngateway = false\n",
            discord.tls_address()
        ),
    );
    discord.set_door(Door::Endpoint { url: format!("http://{free}/discord/interactions") });
    let shell = Arc::new(shell);
    let tap = async {
        let card = discord.wait_for_message("ops").await;
        assert!(discord.press("mei", &card, "I see it").await.acked);
    };
    let (outcome, ()) = tokio::join!(run(&shell, &["doctor", "--live", "--config", "c.toml"]), tap);
    let told =
        format!("ok    live: the card was posted, and the tap of {} came back", discord.user_id("mei"));
    assert_says(&outcome.out, &[&told]);
    assert_eq!(discord.connections(), 0, "without the gateway");
}

#[test]
fn the_steps_name_the_permissions_and_the_application() {
    let mut shell = shell();
    insta::assert_snapshot!("discord_steps", shell.succeed(&["manifest", "discord"]));
    shell.set("STEWARD_DISCORD_TOKEN", "MTIzNDU2Nzg5MDEyMzQ1Njc4.x.y");
    let known = shell.succeed(&["manifest", "discord", "--url", "https://steward.example.com/"]);
    assert_says(
        &known,
        &["client_id=123456789012345678&", "https://steward.example.com/discord/interactions"],
    );
    assert!(!known.contains("MTIzNDU2"), "the token is shown nowhere");
}
