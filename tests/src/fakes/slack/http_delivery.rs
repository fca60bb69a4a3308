//! Delivery by signed HTTP.

use std::fmt::Write;

use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::arguments::url_encode;
use super::delivery::Parcel;
use super::state::Ack;
use super::{ACK_DEADLINE, FakeSlack};

/// The signature of a body at an instant, in seconds: `X-Slack-Signature`.
pub fn sign(secret: &str, timestamp: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key fits");
    mac.update(format!("v0:{timestamp}:{body}").as_bytes());
    let mut signature = String::from("v0=");
    for byte in mac.finalize().into_bytes() {
        // Writing to a String cannot fail.
        let _ = write!(signature, "{byte:02x}");
    }
    signature
}

/// The body that a parcel is signed and posted as, and its content type.
pub fn signed_body(parcel: &Parcel) -> (String, &'static str) {
    const FORM: &str = "application/x-www-form-urlencoded";
    match parcel {
        Parcel::Event(event) => (event.to_string(), "application/json"),
        Parcel::Interaction(payload) => (url_encode(&[("payload", &payload.to_string())]), FORM),
        Parcel::Command(fields) => {
            let pairs: Vec<(&str, &str)> = fields
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
                .collect();
            (url_encode(&pairs), FORM)
        }
    }
}

impl FakeSlack {
    /// Whether the address of events answers Slack's question, as when it is entered in the settings of the app.
    pub async fn verify_url(&self, url: &str) -> bool {
        let question =
            json!({ "type": "url_verification", "token": "verification", "challenge": "3eZbrw1a" });
        let Some(ack) = self.send_signed(url, &Parcel::Event(question), 0).await else { return false };
        let answer = ack.payload.unwrap_or_default();
        answer["challenge"] == "3eZbrw1a" || answer["text"] == "3eZbrw1a"
    }

    /// Posts a parcel; none when it is not answered with 200 in time.
    pub(super) async fn send_signed(&self, url: &str, parcel: &Parcel, attempt: u32) -> Option<Ack> {
        let (body, kind) = signed_body(parcel);
        let now = self.clock.now().as_second();
        let mut request = self
            .http
            .post(url)
            .timeout(ACK_DEADLINE)
            .header("content-type", kind)
            .header("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
            .header("x-slack-request-timestamp", now)
            .header("x-slack-signature", sign(&self.signing_secret(), now, &body));
        if attempt > 0 {
            request =
                request.header("x-slack-retry-num", attempt).header("x-slack-retry-reason", "http_error");
        }
        let response = request.body(body).send().await.ok()?;
        if !response.status().is_success() {
            return None;
        }
        let answer = response.text().await.ok()?;
        let payload = match serde_json::from_str::<Value>(&answer) {
            Ok(Value::Object(said)) => (!said.is_empty()).then(|| said.into()),
            _ if answer.trim().is_empty() => None,
            _ => Some(json!({ "text": answer })),
        };
        Some(Ack { payload })
    }
}
