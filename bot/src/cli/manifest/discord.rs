//! What is to be done in Discord's developer portal, step by step, and the address that invites the bot.

use steward_core::person::Locale;
use steward_platforms::discord::{HTTP_PATH, invitation, permissions};

use crate::discord::DiscordWords;

/// Where applications are made.
const PORTAL: &str = "https://discord.com/developers/applications";

/// A step: its words in Chinese and English, and what is to be opened or pasted.
type Step = ([String; 2], Vec<String>);

/// The steps as text. `address` is where Discord reaches the service over HTTP; without one it is the gateway.
pub(super) fn steps(words: &DiscordWords, token: Option<&str>, address: Option<&str>) -> String {
    let both = |key: &str| [Locale::ZH_CN, Locale::EN_US].map(|locale| words.phrase(&locale, key));
    let asked = permissions().iter().map(|permission| format!("{}: {}", permission.name, permission.why));
    let invitation = std::iter::once(invitation(token)).chain(asked).collect();
    let mut steps: Vec<Step> = vec![
        (both("discord-step-create"), vec![PORTAL.to_owned()]),
        (both("discord-step-token"), Vec::new()),
        (both("discord-step-content"), Vec::new()),
        (both("discord-step-start"), Vec::new()),
        (both("discord-step-invite"), invitation),
        (both("discord-step-channel"), Vec::new()),
    ];
    if let Some(address) = address {
        let url = format!("{}{HTTP_PATH}", address.trim_end_matches('/'));
        steps.insert(4, (both("discord-step-endpoint"), vec![url]));
    }
    let mut text = String::new();
    for (number, ([chinese, english], items)) in (1..).zip(steps) {
        text.extend([&format!("{number}. "), chinese.as_str(), "\n   ", &english, "\n"]);
        for item in items {
            text.extend(["       ", &item, "\n"]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_told_in_both_languages() {
        let words = DiscordWords::load().unwrap();
        let text = steps(&words, None, None);
        assert_eq!(
            text.lines().filter(|line| line.starts_with(|sign: char| sign.is_ascii_digit())).count(),
            6
        );
        for wanted in ["创建应用", "developer portal", "client_id=APPLICATION_ID", "Embed Links"] {
            assert!(text.contains(wanted), "{wanted} in {text}");
        }
        assert!(!text.contains("discord-step"), "a step without words: {text}");
    }

    #[test]
    fn over_http_the_address_is_one_of_the_steps() {
        let words = DiscordWords::load().unwrap();
        let text = steps(&words, None, Some("https://steward.example.com/"));
        assert!(text.contains("https://steward.example.com/discord/interactions"), "{text}");
    }
}
