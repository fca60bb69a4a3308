//! Everything that Steward shows on Discord: the stand-in takes it within Discord's limits, `twilight-validate` takes it, and
//! it has the types that Discord publishes and the form that Discord describes.

mod stand;
mod twilight;
mod types;

use serde_json::{Value, json};

use super::discord_clients::hold_against_the_description;
use super::shelf::{self, Answering};
use super::{check_types, packages};
use stand::Stand;
use types::Sent;

/// A character as people see it, of eight UTF-16 units; the shelf's largest card is once made of it.
const FAMILY: &str = "👨‍👩‍👧";

#[tokio::test(flavor = "multi_thread")]
async fn everything_on_discord_is_within_its_limits_and_has_its_type() {
    let stand = Stand::open().await;
    for card in shelf::cards() {
        // The stand-in refuses what is beyond Discord's limits.
        let (_, parts) = stand.post(&card).await;
        stand.answer(&card, Answering::Privately, parts).await;
    }
    stand.answer_in_every_way().await;

    let sent = Sent::through(&stand.discord);
    assert!(
        sent.modals() >= 10 && sent.commands() > 30,
        "{} modals, {} commands",
        sent.modals(),
        sent.commands()
    );
    sent.each(|method, body| {
        twilight::judge(method, body).unwrap_or_else(|error| panic!("{method}: {error}: {body}"));
        assert_pings_nobody_by_text(body);
        assert_whole_characters(body);
    });

    let Some(packages) = packages() else { return };
    check_types(&packages, &sent.typescript()).await;
    hold_against_the_description(&packages, &stand.discord).await;
}

/// Every message says whom it may ping: the people it is meant for, and nobody whom a text in it names.
fn assert_pings_nobody_by_text(body: &Value) {
    let message = if body.get("data").is_some() { &body["data"] } else { body };
    if message.get("embeds").is_some() {
        let allowed = &message["allowed_mentions"];
        assert_eq!((&allowed["parse"], &allowed["replied_user"]), (&json!([]), &json!(false)), "{body}");
    }
}

/// Nothing is cut or split inside a character.
fn assert_whole_characters(body: &Value) {
    let rest = body.to_string().replace(FAMILY, "");
    assert!(!rest.contains(['👨', '👩', '👧', '\u{200d}', '\u{fffd}']), "{rest}");
}
