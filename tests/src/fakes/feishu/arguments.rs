//! The arguments of a call: ids in the path, the query, a JSON body or the parts of a form.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, Uri, header};
use serde_json::{Value, json};

use super::answer::Refusal;
use crate::fakes::multipart;

/// The arguments.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    /// What stands in the path where the pattern has `:id`, in its order.
    pub(super) ids: Vec<String>,
    pub(super) query: BTreeMap<String, String>,
    pub(super) body: Value,
    /// The parts of a form by name, whether or not they carry a file name.
    pub(super) parts: BTreeMap<String, Vec<u8>>,
}

impl Arguments {
    pub(super) fn read(
        ids: Vec<String>,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self, Refusal> {
        let mut read = Self { ids, ..Self::default() };
        let mut url = reqwest::Url::parse("http://feishu").expect("an address");
        url.set_query(uri.query());
        read.query = url.query_pairs().into_owned().collect();
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if let Some(boundary) = multipart::boundary(kind) {
            let parts = multipart::parts(body, boundary).into_iter();
            read.parts = parts.map(|part| (part.name, part.content)).collect();
        } else if !body.is_empty() {
            let bad = |error: serde_json::Error| {
                Refusal::of(99_992_402, format!("field validation failed: {error}"))
            };
            read.body = serde_json::from_slice(body).map_err(bad)?;
        }
        Ok(read)
    }

    /// What identifies the thing that the path is about.
    pub(super) fn id(&self) -> &str {
        self.ids.first().map(String::as_str).unwrap_or_default()
    }

    /// A text of the body; none when it is absent or empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.body[name].as_str().filter(|text| !text.is_empty())
    }

    /// A text of the body that must be there.
    pub(super) fn needed(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).ok_or_else(|| Refusal::parameter(&format!("{name} is required")))
    }

    /// A list of texts of the body.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let list = self.body[name].as_array().into_iter().flatten();
        list.filter_map(|member| member.as_str().map(String::from)).collect()
    }

    /// How a person's id is written: `open_id` where nothing is said.
    pub(super) fn user_id_type(&self) -> &str {
        self.query.get("user_id_type").map_or("open_id", String::as_str)
    }

    /// All of it, for who looks at the calls.
    pub(super) fn to_json(&self) -> Value {
        let parts: BTreeMap<&str, usize> =
            self.parts.iter().map(|(name, bytes)| (name.as_str(), bytes.len())).collect();
        json!({ "ids": self.ids, "query": self.query, "body": self.body, "parts": parts })
    }
}
