//! Delivery by encrypted and signed HTTP.

use std::time::Duration;

use serde_json::{Value, json};

use super::crypto::{encrypt, sign};
use super::{ACK_DEADLINE, FakeFeishu};

/// How long the answer to the question about an address may take.
const CHALLENGE_DEADLINE: Duration = Duration::from_secs(1);
/// What the question wants to hear back.
const CHALLENGE: &str = "ajls384kdjx98XX";

impl FakeFeishu {
    /// Whether an address answers Feishu's question, as when it is entered in the developer console.
    pub async fn verify_url(&self, url: &str) -> bool {
        let token = self.state().app.verification_token.clone();
        let question = json!({ "challenge": CHALLENGE, "token": token, "type": "url_verification" });
        let answer = self.post(url, &question, CHALLENGE_DEADLINE).await;
        answer.is_some_and(|answer| answer["challenge"] == CHALLENGE)
    }

    /// Posts an event; none when it is not answered with 200 in time.
    pub(super) async fn send_webhook(&self, url: &str, event: &Value) -> Option<Value> {
        self.post(url, event, ACK_DEADLINE).await
    }

    /// The headers and the body of a delivery, for who wants to spoil them: time stamp, nonce, signature, body.
    pub fn seal(&self, event: &Value) -> (String, String, String, String) {
        let mut state = self.state();
        let key = state.app.encrypt_key.clone();
        let number = state.next_number();
        let mut initial = [0; 16];
        initial[8..].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        let body = json!({ "encrypt": encrypt(&key, &event.to_string(), initial) }).to_string();
        let timestamp = self.clock.now().as_second().to_string();
        let nonce = number.to_string();
        let signature = sign(&timestamp, &nonce, &key, &body);
        (timestamp, nonce, signature, body)
    }

    async fn post(&self, url: &str, event: &Value, deadline: Duration) -> Option<Value> {
        let (timestamp, nonce, signature, body) = self.seal(event);
        let request = self
            .http
            .post(url)
            .timeout(deadline)
            .header("content-type", "application/json; charset=utf-8")
            .header("x-lark-request-timestamp", timestamp)
            .header("x-lark-request-nonce", nonce)
            .header("x-lark-signature", signature)
            .body(body);
        let response = request.send().await.ok()?;
        if response.status() != reqwest::StatusCode::OK {
            return None;
        }
        let answer = response.text().await.ok()?;
        Some(serde_json::from_str(&answer).unwrap_or_default())
    }
}
