//! What may be sent: the kinds of message and their content.

use serde_json::Value;

use crate::fakes::feishu::answer::Refusal;
use crate::fakes::feishu::card;
use crate::fakes::feishu::state::State;

/// Longest text message in bytes.
const TEXT_LIMIT: usize = 150 * 1024;
/// Longest card or rich text in bytes.
const CARD_LIMIT: usize = 30 * 1024;

/// Reads the content of a message, which is JSON written as a text, and refuses what Feishu refuses.
pub(super) fn read(state: &State, kind: &str, content: &str) -> Result<Value, Refusal> {
    let limit = if kind == "text" { TEXT_LIMIT } else { CARD_LIMIT };
    if content.len() > limit {
        return Err(Refusal::of(230_025, "The length of the message content reaches its limit."));
    }
    let value: Value = serde_json::from_str(content)
        .map_err(|_| Refusal::parameter("content is not a string in json format"))?;
    match kind {
        "text" if value["text"].as_str().is_none_or(str::is_empty) => {
            Err(Refusal::parameter("text is required in content"))
        }
        "post" => check_post(&value).map(|()| value),
        "image" if !has_image(state, &value["image_key"]) => Err(Refusal::parameter("invalid image_key")),
        "interactive" => check_card(state, &value).map(|()| value),
        "text" | "image" => Ok(value),
        _ => Err(Refusal::parameter(&format!("invalid msg_type {kind}"))),
    }
}

/// Refuses a card that Feishu does not show.
pub(in crate::fakes::feishu) fn check_card(state: &State, card: &Value) -> Result<(), Refusal> {
    let failed = |problem: &str| {
        let msg = format!("Failed to create card content, ext=ErrCode: 11310; ErrMsg: {problem}");
        Refusal::of(230_099, msg)
    };
    let problems = card::check(card);
    if !problems.is_empty() {
        return Err(failed(&problems.join("; ")));
    }
    match card::images(card).into_iter().find(|key| !has_image(state, key)) {
        Some(key) => Err(failed(&format!("image key {key} does not exist"))),
        None => Ok(()),
    }
}

fn has_image(state: &State, key: &Value) -> bool {
    key.as_str().is_some_and(|key| state.images.contains_key(key))
}

/// A rich text has a part for each language, each with lines of pieces.
fn check_post(value: &Value) -> Result<(), Refusal> {
    let bad = || Refusal::parameter("invalid post content");
    let languages = value.as_object().filter(|map| !map.is_empty()).ok_or_else(bad)?;
    for (language, part) in languages {
        let is_language = matches!(language.as_str(), "zh_cn" | "en_us" | "ja_jp");
        let lines = part["content"].as_array().filter(|_| is_language).ok_or_else(bad)?;
        let pieces =
            lines.iter().map(|line| line.as_array().ok_or_else(bad)).collect::<Result<Vec<_>, _>>()?;
        if pieces.into_iter().flatten().any(|piece| !piece["tag"].is_string()) {
            return Err(bad());
        }
    }
    Ok(())
}
