//! One press: the interaction that Slack posts when somebody presses "Acknowledge" on a card.

use serde_json::{Value, json};

use super::SECRET;
use super::slack::TEAM;
use crate::fakes::slack::{Parcel, sign, signed_body};

/// What is posted.
#[derive(Debug, Clone)]
pub struct Press {
    interaction: Value,
}

/// What is posted, signed.
#[derive(Debug)]
pub struct Signed {
    /// The body.
    pub body: String,
    /// The content type.
    pub kind: &'static str,
    /// The time stamp, in seconds.
    pub stamp: i64,
    /// The signature.
    pub signature: String,
}

impl Press {
    /// Of the first button on a card that was posted; none on one without buttons.
    pub fn on(card: &Value, ts: &str, user: &str) -> Option<Self> {
        let blocks = card["blocks"].as_array()?;
        let row = blocks.iter().find(|block| block["type"] == "actions")?;
        let mut action = row["elements"].get(0)?.clone();
        action["block_id"] = "row".into();
        action["action_ts"] = ts.into();
        let channel = &card["channel"];
        let message = json!({ "type": "message", "ts": ts, "text": card["text"], "blocks": blocks });
        let interaction = json!({
            "type": "block_actions", "team": { "id": TEAM, "domain": "load" }, "api_app_id": "A1",
            "user": { "id": user, "username": user, "team_id": TEAM }, "token": "verification",
            "trigger_id": format!("{ts}.{user}"), "channel": { "id": channel, "name": "load" },
            "container": { "type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": false },
            "message": message, "actions": [action],
        });
        Some(Self { interaction })
    }

    /// Signed at an instant, in seconds.
    pub fn signed(&self, stamp: i64) -> Signed {
        let (body, kind) = signed_body(&Parcel::Interaction(self.interaction.clone()));
        let signature = sign(SECRET, stamp, &body);
        Signed { body, kind, stamp, signature }
    }
}
