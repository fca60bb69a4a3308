//! Interactions by signed HTTP, and whether the address that takes them looks at the signature.

use std::fmt::Write;

use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};

use super::interaction::ask;
use super::{ANSWER_WITHIN, FakeDiscord};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn key(seed: &[u8; 32]) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(seed).expect("a seed of 32 bytes")
}

/// The public key of a seed, in hexadecimal digits.
pub fn public_key(seed: &[u8; 32]) -> String {
    hex(key(seed).public_key().as_ref())
}

/// `X-Signature-Ed25519` of a body at an instant, in seconds.
pub fn sign(seed: &[u8; 32], timestamp: i64, body: &str) -> String {
    hex(key(seed).sign(format!("{timestamp}{body}").as_bytes()).as_ref())
}

impl FakeDiscord {
    /// The public key of the application, as the developer portal shows it.
    pub fn public_key(&self) -> String {
        public_key(&self.state().app.seed)
    }

    /// `X-Signature-Ed25519` of a body at an instant, in seconds, as the application's own.
    pub fn signed(&self, timestamp: i64, body: &str) -> String {
        sign(&self.state().app.seed, timestamp, body)
    }

    /// Whether an address would be accepted as the interactions endpoint: it answers a ping, and refuses with 401 one that
    /// is signed with another key.
    pub async fn verify_endpoint(&self, url: &str) -> bool {
        let id = self.state().app.id.clone();
        let ping = json!({ "id": "1100000000000000777", "application_id": id, "type": ask::PING, "version": 1,
                           "token": "ping", "user": null, "entitlements": [] });
        let (body, now) = (ping.to_string(), self.clock.now().as_second());
        let other = sign(b"somebody else who would like to!", now, &body);
        let refused = self.post_signed(url, &body, now, &other).await;
        let is_refused =
            refused.is_some_and(|response| response.status() == reqwest::StatusCode::UNAUTHORIZED);
        let answer = self.send_signed(url, &ping).await;
        is_refused && answer.is_some_and(|answer| answer["type"] == 1)
    }

    /// Posts an interaction; none when it is not answered in time, nothing when the answer comes by itself later.
    pub(super) async fn send_signed(&self, url: &str, interaction: &Value) -> Option<Value> {
        let (body, now) = (interaction.to_string(), self.clock.now().as_second());
        let signature = sign(&self.state().app.seed, now, &body);
        let response = self.post_signed(url, &body, now, &signature).await?;
        match response.status().as_u16() {
            200 => response.json().await.ok(),
            202 => Some(Value::Null),
            _ => None,
        }
    }

    async fn post_signed(
        &self,
        url: &str,
        body: &str,
        now: i64,
        signature: &str,
    ) -> Option<reqwest::Response> {
        let request = self
            .http
            .post(url)
            .timeout(ANSWER_WITHIN)
            .header("content-type", "application/json")
            .header("user-agent", "Discord-Interactions/1.0 (+https://discord.com)")
            .header("x-signature-timestamp", now)
            .header("x-signature-ed25519", signature);
        request.body(body.to_owned()).send().await.ok()
    }
}
