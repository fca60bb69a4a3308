//! The configuration: compiled-in defaults, under the user's file, under the environment's secrets.

mod discord;
mod feishu;
mod heartbeat;
mod log;
mod push;
mod runner;
mod server;
mod slack;
mod store;
mod web;

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use serde::{Deserialize, Serialize};
use steward_platforms::feishu::app::{FEISHU, LARK};

pub use discord::DiscordConfig;
pub use feishu::FeishuConfig;
pub use heartbeat::HeartbeatConfig;
pub use log::{LogConfig, LogFormat};
pub use push::PushConfig;
pub use runner::RunnerConfig;
pub use server::ServerConfig;
pub use slack::SlackConfig;
pub use store::StoreConfig;
pub use web::WebConfig;

/// The text of the defaults, as `steward run --print-config` shows it.
pub const DEFAULTS: &str = include_str!("../config.default.toml");

/// Every setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where everything is kept.
    pub store: StoreConfig,
    /// Where HTTP is served.
    pub server: ServerConfig,
    /// The web chat.
    pub web: WebConfig,
    /// The push endpoint.
    pub push: PushConfig,
    /// Feishu and Lark.
    pub feishu: FeishuConfig,
    /// Slack.
    pub slack: SlackConfig,
    /// Discord.
    pub discord: DiscordConfig,
    /// The loop.
    pub runner: RunnerConfig,
    /// Signs of life to somebody outside.
    pub heartbeat: HeartbeatConfig,
    /// What is logged, and how.
    pub log: LogConfig,
}

/// What the environment adds: secrets, which stand in no configuration file.
#[derive(Clone, Default)]
pub struct Environment {
    /// `STEWARD_PUSH_TOKEN`
    pub push_token: Option<String>,
    /// `STEWARD_WEB_SECRET`
    pub web_secret: Option<String>,
    /// `STEWARD_SLACK_BOT_TOKEN`
    pub slack_bot_token: Option<String>,
    /// `STEWARD_SLACK_APP_TOKEN`
    pub slack_app_token: Option<String>,
    /// `STEWARD_SLACK_SIGNING_SECRET`
    pub slack_signing_secret: Option<String>,
    /// `STEWARD_FEISHU_APP_ID`
    pub feishu_app_id: Option<String>,
    /// `STEWARD_FEISHU_APP_SECRET`
    pub feishu_app_secret: Option<String>,
    /// `STEWARD_FEISHU_ENCRYPT_KEY`
    pub feishu_encrypt_key: Option<String>,
    /// `STEWARD_FEISHU_VERIFICATION_TOKEN`
    pub feishu_verification_token: Option<String>,
    /// `STEWARD_DISCORD_TOKEN`
    pub discord_token: Option<String>,
    /// `STEWARD_DISCORD_PUBLIC_KEY`
    pub discord_public_key: Option<String>,
    /// `STEWARD_STORE_URL`, since the address of a database may carry a password.
    pub store_url: Option<String>,
    /// `STEWARD_HEARTBEAT_URL`, since whoever knows the address can report for us.
    pub heartbeat_url: Option<String>,
}

impl Environment {
    /// Reads the process's environment; the only place that does.
    #[expect(clippy::disallowed_methods, reason = "the one place that owns the environment")]
    pub fn read() -> Self {
        let read = |name| std::env::var(name).ok().filter(|value: &String| !value.trim().is_empty());
        Self {
            push_token: read("STEWARD_PUSH_TOKEN"),
            web_secret: read("STEWARD_WEB_SECRET"),
            slack_bot_token: read("STEWARD_SLACK_BOT_TOKEN"),
            slack_app_token: read("STEWARD_SLACK_APP_TOKEN"),
            slack_signing_secret: read("STEWARD_SLACK_SIGNING_SECRET"),
            feishu_app_id: read("STEWARD_FEISHU_APP_ID"),
            feishu_app_secret: read("STEWARD_FEISHU_APP_SECRET"),
            feishu_encrypt_key: read("STEWARD_FEISHU_ENCRYPT_KEY"),
            feishu_verification_token: read("STEWARD_FEISHU_VERIFICATION_TOKEN"),
            discord_token: read("STEWARD_DISCORD_TOKEN"),
            discord_public_key: read("STEWARD_DISCORD_PUBLIC_KEY"),
            store_url: read("STEWARD_STORE_URL"),
            heartbeat_url: read("STEWARD_HEARTBEAT_URL"),
        }
    }
}

impl Config {
    /// The defaults alone.
    pub fn defaults() -> anyhow::Result<Self> {
        Self::from_text("", Path::new("config.default.toml"))
    }

    /// The defaults with a user's file laid over them.
    ///
    /// # Errors
    /// Names the file, the line and the key that cannot be read or is unknown.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        match file {
            None => Self::defaults(),
            Some(path) => {
                let text = std::fs::read_to_string(path).with_context(|| {
                    format!("cannot read the configuration file {}: check the path", path.display())
                })?;
                Self::from_text(&text, path)
            }
        }
    }

    fn from_text(text: &str, path: &Path) -> anyhow::Result<Self> {
        let mut base: toml::Table = toml::from_str(DEFAULTS).context("the built-in defaults")?;
        let over: toml::Table = toml::from_str(text).map_err(|error| {
            // The library quotes the line, which may hold the password of a database.
            let line = error
                .span()
                .map_or(1, |span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1);
            anyhow::anyhow!("{}, line {line}, is not valid TOML: {}", path.display(), error.message())
        })?;
        for (section, values) in over {
            let toml::Value::Table(values) = values else {
                bail!("{}: `{section}` must be a section, as in [{section}]", path.display());
            };
            match base.get_mut(&section).and_then(toml::Value::as_table_mut) {
                Some(known) => known.extend(values),
                None => bail!(
                    "{}: there is no section [{section}]; known are {}",
                    path.display(),
                    base.keys().map(|name| format!("[{name}]")).collect::<Vec<_>>().join(", ")
                ),
            }
        }
        let config: Self = base.try_into().map_err(|error: toml::de::Error| {
            // The library tells the section on a line of its own.
            let told = error.to_string().trim().replace("\nin ", ", in ");
            anyhow!("{}: {told}; see `steward run --print-config`", path.display())
        })?;
        config.server.check().with_context(|| format!("in {}", path.display()))?;
        Ok(config)
    }

    /// The names of the chat platforms that are switched on, best first.
    pub fn platform_names(&self, environment: &Environment) -> Vec<String> {
        // Credentials that cannot be read are told of where they are needed.
        let slack = self.slack.credentials(environment).unwrap_or_default().into_keys();
        let feishu = self.feishu.credentials(environment).unwrap_or_default().into_keys();
        let discord =
            crate::discord::is_configured(&self.discord, environment).then_some(crate::discord::NAME);
        let robots = self.feishu.robots_file.as_ref().map(|_| steward_platforms::feishu::ROBOTS);
        let web = self.web.enabled.then_some(steward_web::NAME);
        let others = discord.into_iter().chain(robots).chain(web).map(str::to_owned);
        slack.chain(feishu).chain(others).collect()
    }

    /// How many calls a month the app of a platform may make, where that is limited.
    pub fn monthly_calls(&self, platform: &str) -> Option<u64> {
        let has_budget = [FEISHU, LARK].contains(&platform) && self.feishu.monthly_calls > 0;
        has_budget.then_some(self.feishu.monthly_calls)
    }

    /// The directory that relative paths of a SQLite store lie in; secrets are made beside it.
    pub fn data_dir(&self) -> PathBuf {
        self.store.sqlite_path().and_then(|path| path.parent().map(Path::to_path_buf)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_defaults_are_the_defaults() {
        let config = Config::defaults().unwrap();
        let written: toml::Table = toml::from_str(DEFAULTS).unwrap();
        let held = toml::Table::try_from(&config).unwrap();
        assert_eq!(written, held, "config.default.toml and the sections of config/ must name the same keys");
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        let unknown_key = Config::from_text("[server]\nport = 80\n", Path::new("my.toml")).unwrap_err();
        assert!(format!("{unknown_key:#}").contains("port"), "{unknown_key:#}");
        let unknown_section = Config::from_text("[sever]\n", Path::new("my.toml")).unwrap_err();
        assert!(unknown_section.to_string().contains("[server]"), "{unknown_section}");
    }

    #[test]
    fn a_slip_is_named_by_its_line_without_what_stands_there() {
        let text = "[store]\nurl = \"postgres://bot:s3cret@db/steward\n";
        let slip = format!("{:#}", Config::from_text(text, Path::new("my.toml")).unwrap_err());
        assert!(slip.contains("my.toml, line 2"), "{slip}");
        assert!(!slip.contains("s3cret"), "{slip}");
    }

    #[test]
    fn a_user_file_changes_only_what_it_names() {
        let config = Config::from_text("[server]\nlisten = \"0.0.0.0:80\"\n", Path::new("my.toml")).unwrap();
        assert_eq!(config.server.listen, "0.0.0.0:80");
        assert_eq!(config.web, Config::defaults().unwrap().web);
    }
}
