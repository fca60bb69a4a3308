//! A card as messages of Discord: the first with its buttons, and what does not fit into it as further ones.

use std::num::NonZeroU64;

use jiff::Timestamp;
use serde_json::{Value, json};
use steward_core::card::{Block, Card};

use super::components::{Rows, rows};
use super::embed::{ENDING_CHARACTERS, Filling, Piece, fine, pieces};
use super::limits::{CONTENT_CHARACTERS, MESSAGE_CHARACTERS, cut, length};
use super::markup::{escape, mention, small};
use super::words::Chrome;

/// Most characters of a list that goes on in its thread: about what a phone shows in four screens. A card without a list
/// stays in one piece as long as it can, because it is edited.
const LIST_CHARACTERS: usize = 3_500;

/// A message.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// The text above the embed; empty where the embed says it all.
    pub(super) content: String,
    pub(super) embed: Value,
    pub(super) components: Vec<Value>,
    /// The only people whom it may ping.
    pub(super) pings: Vec<String>,
}

impl Part {
    /// Its fields in a call. Whom it pings is said each time, so that no text ever does.
    pub(super) fn body(&self) -> Value {
        json!({
            "content": self.content,
            "embeds": [self.embed],
            "components": self.components,
            "allowed_mentions": { "parse": [], "users": self.pings, "replied_user": false },
        })
    }

    /// With the address that a message is found again by. Discord keeps it and shows it nowhere.
    pub(super) fn marked(mut self, address: &str) -> Self {
        if let Some(embed) = self.embed.as_object_mut() {
            embed.insert("url".to_owned(), json!(address));
        }
        self
    }
}

/// For whom and where a card is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Showing<'a> {
    pub(super) chrome: &'a Chrome,
    /// Whether the people it names are pinged. A direct message pings by itself.
    pub(super) mentions: bool,
    /// Whether its summary stands above it, where notifications take it from.
    pub(super) summary: bool,
    /// The event that the card answers.
    pub(super) answer_to: Option<&'a str>,
    /// When it was said; Discord writes it in each reader's own form.
    pub(super) at: Option<Timestamp>,
}

/// The messages of a card.
pub(super) fn parts(card: &Card, showing: Showing<'_>) -> Vec<Part> {
    let is_list = card.blocks.iter().any(|block| matches!(block, Block::Section { .. }));
    let most = if is_list { LIST_CHARACTERS } else { MESSAGE_CHARACTERS };
    let rows = rows(card, showing.chrome, showing.answer_to);
    let fillings = filled(all_pieces(card, &rows, showing.chrome), most, &showing.chrome.more_in_thread);
    made(fillings, rows, card, showing)
}

/// The one message of a card that takes the place of another message: what finds no room in it is left to be asked for.
pub(super) fn whole(card: &Card, showing: Showing<'_>) -> Option<Part> {
    let rows = rows(card, showing.chrome, showing.answer_to);
    let pieces = all_pieces(card, &rows, showing.chrome);
    let fillings = filled(pieces, MESSAGE_CHARACTERS, &showing.chrome.cut_short);
    made(fillings.into_iter().take(1).collect(), rows, card, showing).into_iter().next()
}

/// The pieces of a card, and what has to be said because there is no button for it.
fn all_pieces(card: &Card, rows: &Rows, chrome: &Chrome) -> Vec<Piece> {
    let mut pieces = pieces(card);
    if !rows.left_out.is_empty() {
        pieces.extend(fine(&chrome.say_instead));
        pieces.extend(rows.left_out.iter().flat_map(|said| fine(said)));
    }
    pieces
}

/// The messages of what was filled; buttons and pings stand on the first.
fn made(fillings: Vec<Filling>, rows: Rows, card: &Card, showing: Showing<'_>) -> Vec<Part> {
    let (content, pings) = above(card, showing);
    let mut parts: Vec<Part> = fillings
        .into_iter()
        .map(|filling| Part {
            content: String::new(),
            embed: filling.embed(card.tone),
            components: Vec::new(),
            pings: Vec::new(),
        })
        .collect();
    if let Some(first) = parts.first_mut() {
        first.content = content;
        first.pings = pings;
        first.components = rows.rows;
    }
    if let (Some(last), Some(at)) = (parts.last_mut().and_then(|part| part.embed.as_object_mut()), showing.at)
    {
        last.insert("timestamp".to_owned(), json!(at.to_string()));
    }
    parts
}

/// The pieces in as few embeds of so many characters as they fit in; each alone fits. Where one is not enough the first says
/// where the rest is.
fn filled(pieces: Vec<Piece>, most: usize, rest: &str) -> Vec<Filling> {
    let rest = small(rest);
    let most = most.min(MESSAGE_CHARACTERS - length(&rest) - ENDING_CHARACTERS);
    let mut done: Vec<Filling> = Vec::new();
    let mut open = Filling::default();
    for piece in pieces {
        if let Some(piece) = open.add(piece, most) {
            done.push(std::mem::take(&mut open));
            let _ = open.add(piece, MESSAGE_CHARACTERS);
        }
    }
    if !open.is_empty() {
        done.push(open);
    }
    if done.len() > 1
        && let Some(first) = done.first_mut()
    {
        first.end(rest);
    }
    done
}

/// The text above the embed, and whom it pings. A ping inside an embed reaches nobody.
fn above(card: &Card, showing: Showing<'_>) -> (String, Vec<String>) {
    let mut words: Vec<String> = Vec::new();
    let mut pings = Vec::new();
    if showing.mentions {
        for one in &card.mentions {
            match one.id.as_deref().filter(|id| is_id(id)) {
                Some(id) => {
                    words.push(mention(id));
                    pings.push(id.to_owned());
                }
                None => words.push(escape(&one.name)),
            }
        }
    }
    if showing.summary || !words.is_empty() {
        words.push(escape(&card.summary));
    }
    (cut(&words.join(" "), CONTENT_CHARACTERS), pings)
}

/// Whether an id can be one of Discord's. For one that cannot it refuses the whole message.
fn is_id(id: &str) -> bool {
    let is_number = id.parse::<NonZeroU64>().is_ok();
    is_number && id.bytes().all(|sign| sign.is_ascii_digit()) && !id.starts_with('0')
}

#[cfg(test)]
mod tests {
    use steward_core::card::Mention;

    use super::*;

    #[test]
    fn whoever_has_no_id_of_discord_s_is_named_and_the_message_goes_out() {
        let mention = |name: &str, id: Option<&str>| Mention {
            person: "mei".parse().unwrap(),
            name: name.into(),
            id: id.map(str::to_owned),
        };
        let ids =
            [Some("1444444444444444444"), Some("U024BE7LH"), Some("mei"), Some("+1"), Some("007"), None];
        let card =
            Card { title: "1".into(), mentions: ids.map(|id| mention("Mei", id)).into(), ..Card::default() };
        let chrome = Chrome::default();
        let showing = Showing { chrome: &chrome, mentions: true, summary: false, answer_to: None, at: None };
        let part = parts(&card, showing).remove(0);
        assert_eq!(part.content, "<@1444444444444444444> Mei Mei Mei Mei Mei ");
        assert_eq!(part.body()["allowed_mentions"]["users"], json!(["1444444444444444444"]));
    }
}
