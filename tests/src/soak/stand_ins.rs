//! The stand-ins of Slack, Feishu and its group robots, in a process of their own that no kill touches.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde::{Deserialize, Serialize};
use steward::clock::SystemClock;
use tokio::sync::watch;

use super::company::{ON_FEISHU, ON_SLACK, ROBOT};
use super::crowd;
use crate::chance::Chance;
use crate::fakes::feishu::{ClientConfig, FakeFeishu, NewChat, NewUser as FeishuUser};
use crate::fakes::feishu_robot::FakeRobots;
use crate::fakes::mood::Mood;
use crate::fakes::record::Record;
use crate::fakes::slack::{FakeSlack, NewChannel, NewUser as SlackUser};

/// The command of this program that is the stand-ins.
const COMMAND: &str = "stand-ins";
/// The word on their standard input after which nothing misbehaves and nobody presses any more.
const CALM: &str = "calm";
/// The secret of the robot.
const ROBOT_SECRET: &str = "robot-secret";

/// What the service has to know of the stand-ins.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Setup {
    slack_url: String,
    slack_bot_token: String,
    slack_app_token: String,
    slack_channel: String,
    slack_users: BTreeMap<String, String>,
    feishu_url: String,
    feishu_app_id: String,
    feishu_app_secret: String,
    feishu_chat: String,
    feishu_users: BTreeMap<String, String>,
    robot_webhook: String,
}

impl Setup {
    /// The configuration file.
    pub(super) fn config(&self) -> String {
        format!(
            "[slack]\napi_url = \"{}\"\n\n[feishu]\nfeishu_url = \"{}\"\nrobots_file = \"robots.toml\"\n\n\
             [log]\nlevel = \"warn\"\n",
            self.slack_url, self.feishu_url
        )
    }

    /// The file with the robot.
    pub(super) fn robots_file(&self) -> String {
        format!("[{ROBOT}]\nwebhook = \"{}\"\nsecret = \"{ROBOT_SECRET}\"\n", self.robot_webhook)
    }

    /// The credentials, as the service takes them from its environment.
    pub(super) fn environment(&self) -> [(&'static str, &str); 4] {
        [
            ("STEWARD_SLACK_BOT_TOKEN", &self.slack_bot_token),
            ("STEWARD_SLACK_APP_TOKEN", &self.slack_app_token),
            ("STEWARD_FEISHU_APP_ID", &self.feishu_app_id),
            ("STEWARD_FEISHU_APP_SECRET", &self.feishu_app_secret),
        ]
    }

    /// The target of the one channel of a platform.
    pub(super) fn target(&self, platform: &str) -> &str {
        match platform {
            "slack" => &self.slack_channel,
            "feishu" => &self.feishu_chat,
            "feishu_robot" => ROBOT,
            _ => "ops",
        }
    }

    /// The platform of a person, and who they are there; none for who has the web chat alone.
    pub(super) fn identity(&self, name: &str) -> Option<(&'static str, &str)> {
        let slack = self.slack_users.get(name).map(|id| ("slack", id.as_str()));
        slack.or_else(|| self.feishu_users.get(name).map(|id| ("feishu", id.as_str())))
    }
}

/// The running process.
pub(super) struct StandIns {
    child: Child,
    orders: Option<ChildStdin>,
    /// What the service has to know of them.
    pub(super) setup: Setup,
}

impl StandIns {
    /// Starts them as a process of this very program.
    pub(super) fn start(seed: u64, record: &Path) -> Result<Self> {
        let program = std::env::current_exe().context("the path of this program")?;
        let mut child = Command::new(program)
            .args([COMMAND, "--seed", &seed.to_string(), "--record"])
            .arg(record)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("start the stand-ins")?;
        let output = child.stdout.take().context("their output is piped")?;
        let mut told = String::new();
        BufReader::new(output).read_line(&mut told)?;
        let setup = serde_json::from_str(&told).context("the stand-ins say where they are")?;
        Ok(Self { orders: child.stdin.take(), child, setup })
    }

    /// From now on nothing misbehaves and nobody presses.
    pub(super) fn calm_down(&mut self) -> Result<()> {
        let orders = self.orders.as_mut().context("the stand-ins listen")?;
        writeln!(orders, "{CALM}").context("tell the stand-ins to calm down")
    }

    /// Ends them, once everything they accepted is in the record.
    pub(super) fn end(mut self) -> Result<()> {
        drop(self.orders.take());
        let status = self.child.wait()?;
        ensure!(status.success(), "the stand-ins failed: {status}");
        Ok(())
    }
}

impl Drop for StandIns {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How the stand-ins are run.
#[derive(Debug, Args)]
pub struct StandInArgs {
    /// Where chance begins
    #[arg(long)]
    seed: u64,
    /// The file to which accepted calls are added
    #[arg(long)]
    record: PathBuf,
}

/// Runs the stand-ins until their standard input ends.
#[expect(clippy::print_stdout, reason = "the first line says where they are")]
pub async fn serve(args: &StandInArgs) -> Result<()> {
    let clock = Arc::new(SystemClock);
    let record = Record::at(&args.record)?;
    let (slack, feishu, robots) = (
        FakeSlack::start(clock.clone()).await,
        FakeFeishu::start(clock.clone()).await,
        FakeRobots::start(clock).await,
    );
    slack.record_into(record.clone());
    feishu.record_into(record.clone());
    robots.record_into(record);
    println!("{}", serde_json::to_string(&furnish(&slack, &feishu, &robots))?);
    set_moods(&slack, &feishu, &robots, |stream| Some(Mood::of(Chance::of(args.seed, stream))));
    let (calm, calmed) = watch::channel(false);
    let crowd = tokio::spawn(crowd::act(Chance::of(args.seed, 6), slack.clone(), feishu.clone(), calmed));
    let mut orders = orders();
    while orders.changed().await.is_ok() {
        set_moods(&slack, &feishu, &robots, |_| None);
        slack.go_on();
        feishu.go_on();
        let _ = calm.send(true);
    }
    crowd.abort();
    Ok(())
}

fn set_moods(
    slack: &FakeSlack,
    feishu: &FakeFeishu,
    robots: &FakeRobots,
    mood: impl Fn(u64) -> Option<Mood>,
) {
    slack.set_mood(mood(3));
    feishu.set_mood(mood(4));
    robots.set_mood(mood(5));
}

/// Moves with every order; closed when standard input ends.
fn orders() -> watch::Receiver<usize> {
    let (sender, receiver) = watch::channel(0);
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if line == CALM {
                sender.send_modify(|count| *count += 1);
            }
        }
    });
    receiver
}

fn furnish(slack: &FakeSlack, feishu: &FakeFeishu, robots: &FakeRobots) -> Setup {
    let workspace = slack.add_workspace("Evenfield");
    let slack_users = ON_SLACK.map(|name| {
        (name.to_owned(), slack.add_user(&workspace.team, SlackUser::named(name).zone("Etc/UTC")))
    });
    let channel = NewChannel::named("slack").members(&ON_SLACK).with_bot();
    let feishu_users =
        ON_FEISHU.map(|name| (name.to_owned(), feishu.add_user(FeishuUser::named(name).zone("Etc/UTC"))));
    // Clients that come back at once after a kill.
    feishu.set_client_config(ClientConfig {
        reconnect_count: -1,
        reconnect_interval: 1,
        reconnect_nonce: 1,
        ping_interval: 5,
    });
    let app = feishu.credentials();
    Setup {
        slack_url: slack.api_url(),
        slack_bot_token: workspace.bot_token,
        slack_app_token: slack.app_token(),
        slack_channel: slack.add_channel(&workspace.team, channel),
        slack_users: slack_users.into(),
        feishu_url: feishu.address().into(),
        feishu_app_id: app.app_id,
        feishu_app_secret: app.app_secret,
        feishu_chat: feishu.add_chat(NewChat::named("feishu").members(&ON_FEISHU).with_bot()),
        feishu_users: feishu_users.into(),
        robot_webhook: robots.add(ROBOT, Some(ROBOT_SECRET)),
    }
}
