//! The shapes of the JSON that the page reads.

use std::collections::BTreeMap;

use serde::Serialize;
use steward_core::card::Card;
use steward_core::inbound::Immediate;

use crate::WebState;
use crate::access::Visitor;
use crate::history::{Body, WebMessage};
use crate::refusal::Why;

/// Everything the page knows before it shows a message.
#[derive(Serialize)]
pub(crate) struct State {
    pub(crate) company: String,
    pub(crate) me: Me,
    /// Whether one may become somebody else.
    pub(crate) demo: bool,
    /// Whom one may be; empty unless `demo`.
    pub(crate) people: Vec<Someone>,
    pub(crate) conversations: Vec<Conversation>,
    /// The page's own words.
    pub(crate) chrome: BTreeMap<&'static str, String>,
    pub(crate) quick: Vec<Quick>,
    /// Most characters of a text.
    pub(crate) most: usize,
    /// To be sent back with every change.
    pub(crate) token: String,
    /// Listening begins after this event.
    pub(crate) seq: i64,
}

/// The person who looks at the page.
#[derive(Serialize)]
pub(crate) struct Me {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) locale: String,
    pub(crate) zone: String,
}

/// A person of the demo, with words in the reader's language.
#[derive(Serialize)]
pub(crate) struct Someone {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) team: String,
    pub(crate) role: String,
    pub(crate) language: String,
}

/// A channel or one's own conversation with Steward.
#[derive(Serialize)]
pub(crate) struct Conversation {
    pub(crate) target: String,
    pub(crate) name: String,
    pub(crate) direct: bool,
    pub(crate) unread: u32,
    /// The newest message that was seen, 0 before any.
    pub(crate) read: i64,
}

/// A chip: what it shows and what it says.
#[derive(Serialize)]
pub(crate) struct Quick {
    pub(crate) label: String,
    pub(crate) text: String,
}

/// Messages of a conversation or a thread, oldest first.
#[derive(Serialize)]
pub(crate) struct Messages {
    pub(crate) messages: Vec<Message>,
    /// Whether there are earlier ones.
    pub(crate) more: bool,
}

/// A message.
#[derive(Serialize)]
pub(crate) struct Message {
    /// Grows with every message.
    pub(crate) id: String,
    /// Grows with every change of any message.
    pub(crate) seq: i64,
    pub(crate) target: String,
    /// The message it hangs below.
    pub(crate) thread: Option<String>,
    /// Nobody when it is Steward's.
    pub(crate) author: Option<Author>,
    pub(crate) text: Option<String>,
    pub(crate) card: Option<Card>,
    /// RFC 3339, UTC.
    pub(crate) at: String,
    pub(crate) edited: bool,
    pub(crate) replies: Replies,
    /// Those of the message it hangs below, where it comes to an open page.
    pub(crate) root_replies: Option<Replies>,
}

/// How many messages hang below one.
#[derive(Serialize)]
pub(crate) struct Replies {
    pub(crate) count: u32,
    /// The same in words, or the invitation to reply.
    pub(crate) label: String,
}

/// Who wrote a message.
#[derive(Serialize)]
pub(crate) struct Author {
    pub(crate) key: String,
    pub(crate) name: String,
}

/// What came of something a person said or pressed.
#[derive(Serialize)]
pub(crate) struct Outcome {
    /// The person's own text as it stands in the conversation.
    pub(crate) message: Option<Message>,
    /// For this person's eyes only.
    pub(crate) private: Option<Private>,
    /// An answer for all in the conversation.
    pub(crate) public: Option<Message>,
}

/// A card for one person's eyes.
#[derive(Serialize)]
pub(crate) struct Private {
    pub(crate) card: Card,
    /// Whether it tells that nothing was done.
    pub(crate) refused: bool,
    /// The field of the form that is to be corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
}

impl Private {
    /// The private part of an answer.
    pub(crate) fn of(immediate: &Immediate) -> Option<Self> {
        match immediate {
            Immediate::Private { card, refused, field } => {
                Some(Self { card: (**card).clone(), refused: *refused, field: field.clone() })
            }
            Immediate::Nothing | Immediate::Public { .. } => None,
        }
    }
}

impl Message {
    /// A stored message as a reader sees it.
    pub(crate) fn of(message: WebMessage, visitor: &Visitor, state: &WebState) -> Self {
        let author = message
            .author
            .as_ref()
            .map(|person| Author { key: person.to_string(), name: visitor.org.name_of(person).to_owned() });
        let (text, card) = match message.body {
            Body::Text { text } => (Some(text), None),
            Body::Card { card } => (None, Some(*card)),
        };
        Self {
            id: message.id.to_string(),
            seq: message.seq,
            target: message.target,
            thread: message.thread.map(|root| root.to_string()),
            author,
            text,
            card,
            at: message.at.to_string(),
            edited: message.edited,
            replies: Replies::of(message.replies, visitor, state),
            root_replies: None,
        }
    }
}

impl Replies {
    fn of(count: u32, visitor: &Visitor, state: &WebState) -> Self {
        let label = state.texts.phrase(&visitor.person.locale, "web-replies", &[("count", count.into())]);
        Self { count, label }
    }
}

/// A message that comes to an open page: a reply brings along how many there are now.
pub(crate) async fn arriving(
    state: &WebState,
    visitor: &Visitor,
    message: WebMessage,
) -> Result<Message, Why> {
    let root = match message.thread {
        Some(root) => state.platform.history().one(root).await?,
        None => None,
    };
    let mut shape = Message::of(message, visitor, state);
    shape.root_replies = root.map(|root| Replies::of(root.replies, visitor, state));
    Ok(shape)
}
