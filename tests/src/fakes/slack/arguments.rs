//! The arguments of a call, however they come: in the address, as a form or as JSON.

use axum::body::Bytes;
use axum::http::{HeaderMap, Uri, header};
use serde_json::{Map, Value};

use super::answer::Refusal;

/// The arguments.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    /// Reads them, and the token.
    pub(super) fn read(
        uri: &Uri,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<(Self, Option<String>), Refusal> {
        let mut given = Self::default();
        given.take_form(uri.query().unwrap_or_default().as_bytes());
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        match kind.split(';').next().unwrap_or_default().trim() {
            _ if body.is_empty() => {}
            "application/json" => match serde_json::from_slice(body) {
                Ok(Value::Object(map)) => given.0.extend(map),
                Ok(_) => return Err(Refusal::of("json_not_object")),
                Err(_) => return Err(Refusal::of("invalid_json")),
            },
            "application/x-www-form-urlencoded" => given.take_form(body),
            _ => return Err(Refusal::of("invalid_post_type")),
        }
        let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let in_header = bearer.and_then(|value| value.strip_prefix("Bearer ")).map(String::from);
        let beside = given.0.remove("token").and_then(|token| token.as_str().map(String::from));
        Ok((given, in_header.or(beside)))
    }

    fn take_form(&mut self, form: &[u8]) {
        for (name, value) in url_decode(form) {
            self.0.insert(name, value.into());
        }
    }

    pub(super) fn to_json(&self) -> Value {
        self.0.clone().into()
    }

    /// A text, or a number written as text; none when it is absent or empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A text that must be there.
    pub(super) fn needed(&self, name: &str) -> Result<String, Refusal> {
        let missing = || {
            let message = format!("missing required field: {name}");
            Refusal::problems("invalid_arguments", &[message])
        };
        self.text(name).ok_or_else(missing)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => text == "true" || text == "1",
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    /// A list or object, or the same written as JSON; `error` is the refusal when it is neither.
    pub(super) fn structure(&self, name: &str, error: &str) -> Result<Option<Value>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(Some).map_err(|_| Refusal::of(error)),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    /// How many entries a page holds, and where it begins.
    pub(super) fn page(&self, standard: usize) -> (usize, usize) {
        let number = |name: &str| self.text(name).and_then(|text| text.parse().ok());
        let limit = number("limit").filter(|limit| *limit > 0).unwrap_or(standard);
        (limit, number("cursor").unwrap_or(0))
    }
}

/// The pairs of a form.
fn url_decode(form: &[u8]) -> Vec<(String, String)> {
    let mut url = reqwest::Url::parse("http://form").expect("an address");
    url.set_query(Some(&String::from_utf8_lossy(form)));
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// A form of these pairs.
pub(super) fn url_encode(pairs: &[(&str, &str)]) -> String {
    let mut url = reqwest::Url::parse("http://form").expect("an address");
    url.query_pairs_mut().extend_pairs(pairs);
    url.query().unwrap_or_default().to_owned()
}
