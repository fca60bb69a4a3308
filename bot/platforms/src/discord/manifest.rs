//! What the bot has to be allowed, and the address that invites it with exactly that.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// A permission in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// Its bit.
    pub(super) bit: u64,
    /// As Discord's settings call it.
    pub name: &'static str,
    /// What it is needed for.
    pub why: &'static str,
}

/// Everything the bot has to be allowed (bits of Discord's reference, "Permissions").
const PERMISSIONS: [Permission; 7] = [
    Permission { bit: 1 << 10, name: "View Channel", why: "to be in it" },
    Permission { bit: 1 << 11, name: "Send Messages", why: "to post" },
    Permission { bit: 1 << 14, name: "Embed Links", why: "to post cards" },
    Permission { bit: 1 << 15, name: "Attach Files", why: "for pictures below answers" },
    Permission { bit: 1 << 16, name: "Read Message History", why: "to find a message again" },
    Permission { bit: 1 << 35, name: "Create Public Threads", why: "for the rest of a long card" },
    Permission { bit: 1 << 38, name: "Send Messages in Threads", why: "for the rest of a long card" },
];

/// What is shown where the application is not known.
const SOMEBODY: &str = "APPLICATION_ID";

/// Everything the bot has to be allowed.
pub fn permissions() -> &'static [Permission] {
    &PERMISSIONS
}

/// The address that invites the bot. A token begins with the application's id.
pub fn invitation(token: Option<&str>) -> String {
    let application = token.and_then(application).unwrap_or_else(|| SOMEBODY.to_owned());
    let bits = PERMISSIONS.iter().fold(0, |bits, permission| bits | permission.bit);
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot%20applications.commands&permissions={bits}"
    )
}

fn application(token: &str) -> Option<String> {
    let token = token.trim();
    let first = token.strip_prefix("Bot ").unwrap_or(token).split('.').next()?;
    let id = String::from_utf8(STANDARD_NO_PAD.decode(first.trim_end_matches('=')).ok()?).ok()?;
    (!id.is_empty() && id.chars().all(|digit| digit.is_ascii_digit())).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invitation_asks_for_what_is_needed_and_names_the_application() {
        // "123456789012345678" in base 64.
        let token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.x.y";
        let wanted = "https://discord.com/oauth2/authorize?client_id=123456789012345678&scope=bot%20applications.commands&permissions=309237763072";
        assert_eq!(invitation(Some(token)), wanted);
        for nothing in [None, Some(""), Some("xyz"), Some("迟.发")] {
            assert!(invitation(nothing).contains("client_id=APPLICATION_ID&"), "{nothing:?}");
        }
    }
}
