//! Pictures for messages and cards.

use serde_json::json;

use crate::fakes::feishu::answer::{Answer, Refusal};
use crate::fakes::feishu::open_api::Calling;

/// Largest picture in bytes.
const LIMIT: usize = 10 * 1024 * 1024;
/// How the files of the known kinds begin: PNG, JPEG, GIF, BMP, TIFF twice and WEBP.
const BEGINNINGS: [&[u8]; 7] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"];

pub(in crate::fakes::feishu) fn create(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let kind = call.arguments.parts.get("image_type").map(Vec::as_slice);
    if !matches!(kind, Some(b"message" | b"avatar")) {
        return Err(Refusal::of(234_001, "Invalid request param."));
    }
    let image = call.arguments.parts.get("image").map(Vec::as_slice).unwrap_or_default();
    if image.is_empty() {
        return Err(Refusal::of(234_010, "File's size can't be 0."));
    }
    if image.len() > LIMIT {
        return Err(Refusal::of(234_006, "The file size exceed the max value."));
    }
    if !BEGINNINGS.iter().any(|beginning| image.starts_with(beginning)) {
        return Err(Refusal::of(234_011, "Can't regonnize the image format."));
    }
    let image = image.to_vec();
    let key = call.state.next_id("img_v3");
    call.state.images.insert(key.clone(), image);
    Ok(Answer::Data(json!({ "image_key": key })))
}
