//! The bodies that Slack posts over HTTP: JSON for events, a form for commands and interactions.

use serde_json::{Map, Value};

use super::inbound::Kind;

/// What a body holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Slack asks whether the address is ours; the text goes back as it is.
    Challenge(String),
    /// Something that happened.
    Delivery(Kind, Value),
}

/// Why a body cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Neither JSON nor a form with JSON in it.
    #[error("the body is neither an event nor a command nor an interaction")]
    Malformed,
}

/// Reads a body whose signature was found right.
pub fn read_body(body: &[u8]) -> Result<Body, BodyError> {
    if body.first() == Some(&b'{') {
        let event: Value = serde_json::from_slice(body).map_err(|_| BodyError::Malformed)?;
        return match event.get("challenge").and_then(Value::as_str) {
            Some(challenge) if event.get("type").and_then(Value::as_str) == Some("url_verification") => {
                Ok(Body::Challenge(challenge.to_owned()))
            }
            _ => Ok(Body::Delivery(Kind::Event, event)),
        };
    }
    let fields: Map<String, Value> = form_urlencoded::parse(body)
        .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
        .collect();
    if let Some(payload) = fields.get("payload").and_then(Value::as_str) {
        let payload = serde_json::from_str(payload).map_err(|_| BodyError::Malformed)?;
        return Ok(Body::Delivery(Kind::Interaction, payload));
    }
    if fields.contains_key("command") {
        return Ok(Body::Delivery(Kind::Command, Value::Object(fields)));
    }
    Err(BodyError::Malformed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_kind_is_told_by_its_shape() {
        let event = br#"{"type":"event_callback","event":{}}"#;
        assert!(matches!(read_body(event), Ok(Body::Delivery(Kind::Event, _))));
        let challenge = br#"{"type":"url_verification","challenge":"c1"}"#;
        assert_eq!(read_body(challenge), Ok(Body::Challenge("c1".into())));
        let command = json!({ "command": "/kpi", "text": "我的 & yours" });
        let body = b"command=%2Fkpi&text=%E6%88%91%E7%9A%84+%26+yours";
        assert_eq!(read_body(body), Ok(Body::Delivery(Kind::Command, command)));
        let press = read_body(b"payload=%7B%22type%22%3A%22block_actions%22%7D");
        assert_eq!(press, Ok(Body::Delivery(Kind::Interaction, json!({ "type": "block_actions" }))));
    }

    #[test]
    fn what_is_no_body_is_refused() {
        for body in [&b""[..], b"{", b"payload=%7B", b"hello", b"\xff\xfe", b"[1]", b"null"] {
            assert_eq!(read_body(body), Err(BodyError::Malformed), "{body:?}");
        }
    }
}
