//! A session of the gateway, which outlives its connections, and why a connection ends.

use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

/// What is needed to go on with a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Session {
    /// Its id.
    pub(super) id: String,
    /// Where to go on.
    pub(super) url: String,
    /// The last event that arrived.
    pub(super) sequence: u64,
}

/// What to do after a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing: the service ends.
    Stopped,
    /// Go on with the session.
    Resume,
    /// Begin another session.
    Anew,
    /// Wait until somebody has put something right.
    Refused {
        /// Discord's code.
        code: u16,
        /// What to put right.
        what_to_do: &'static str,
    },
}

/// What to do about a token that Discord does not take.
pub(super) const WRONG_TOKEN: &str = "the token is wrong: in the developer portal choose the application, \"Bot\", \
                                      \"Reset Token\", and set it as STEWARD_DISCORD_TOKEN";
/// Codes after which no connection will be better (Discord's reference, "Gateway Close Event Codes").
const REFUSALS: &[(u16, &str)] = &[
    (4004, WRONG_TOKEN),
    (4010, "one connection is not enough for so many servers"),
    (4011, "one connection is not enough for so many servers: the bot is in more than 2,500"),
    (4012, "this version of Steward speaks an API that Discord no longer does: update it"),
    (4013, "Discord does not know what it is asked to tell: update Steward"),
    (
        4014,
        "Discord may not tell what people write: in the developer portal choose the application, \"Bot\", switch \
         \"Message Content Intent\" on, or set [discord] message_content = false",
    ),
];
/// Codes after which the session is over.
const OVER: [u16; 4] = [1000, 1001, 4007, 4009];

/// What a code means that Discord closed with.
pub(super) fn closed(code: CloseCode) -> End {
    let code = u16::from(code);
    match REFUSALS.iter().find(|(known, _)| *known == code) {
        Some((_, what_to_do)) => End::Refused { code, what_to_do },
        None if OVER.contains(&code) => End::Anew,
        None => End::Resume,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_to_put_right() {
        for (code, wanted) in [(4004, "STEWARD_DISCORD_TOKEN"), (4013, "update"), (4014, "message_content")] {
            let End::Refused { what_to_do, .. } = closed(code.into()) else { panic!("{code}") };
            assert!(what_to_do.contains(wanted), "{what_to_do}");
        }
    }

    #[test]
    fn a_session_goes_on_unless_it_is_over() {
        assert_eq!(closed(4000.into()), End::Resume);
        assert_eq!(closed(4008.into()), End::Resume);
        assert_eq!(closed(1006.into()), End::Resume);
        assert_eq!(closed(4009.into()), End::Anew);
        assert_eq!(closed(4007.into()), End::Anew);
    }
}
