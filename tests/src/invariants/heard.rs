//! What a platform accepted, in the form that the invariants compare with the tables.

use std::collections::{BTreeMap, BTreeSet};

use steward_core::platform::Platform;

use crate::fakes::chat::FakeChat;

/// How a message says that it may be there twice.
const LABELS: [&str; 2] = ["Possible duplicate", "可能重复"];

/// An accepted post.
#[derive(Debug, Clone)]
pub struct Post {
    /// The outbox row that it came from, as the call says.
    pub marker: String,
    /// Where it went; none where the call does not say.
    pub target: Option<String>,
    /// The platform's id of the message.
    pub message: String,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Whether it says that it may be there twice.
    pub is_labelled: bool,
}

/// What a platform accepted.
#[derive(Debug, Default)]
pub struct Heard {
    /// The name of the platform.
    pub platform: String,
    /// Whether it can neither remove nor find doubles.
    pub is_blind: bool,
    /// The posts, in the order in which they were accepted, each message once.
    pub posts: Vec<Post>,
    /// The messages that were posted or edited.
    pub messages: BTreeSet<String>,
}

/// Whether a card, as JSON, says that it may be there twice.
pub(super) fn is_labelled(card: &str) -> bool {
    LABELS.iter().any(|label| card.contains(label))
}

impl Heard {
    /// What a fake in this process accepted.
    pub fn of(fake: &FakeChat) -> Self {
        let caps = fake.capabilities();
        let accepted = fake.accepted();
        let posts = accepted.iter().filter_map(|call| {
            Some(Post {
                marker: call.marker?.to_string(),
                target: Some(call.to.target.clone()),
                message: call.message.clone(),
                at: call.at.as_microsecond(),
                is_labelled: is_labelled(&serde_json::to_string(&call.card).expect("a card")),
            })
        });
        Self {
            platform: fake.name().into(),
            is_blind: caps.idempotent_for.is_none() && !caps.can_find,
            posts: posts.collect(),
            messages: accepted.iter().map(|call| call.message.clone()).collect(),
        }
    }

    /// The posts of each outbox row, with their places in the order of all.
    pub(super) fn by_marker(&self) -> BTreeMap<&str, Vec<(usize, &Post)>> {
        let mut posts: BTreeMap<&str, Vec<(usize, &Post)>> = BTreeMap::new();
        for (place, post) in self.posts.iter().enumerate() {
            posts.entry(&post.marker).or_default().push((place, post));
        }
        posts
    }
}
