//! The page's own words, in the reader's language.

use std::collections::BTreeMap;

use steward_core::person::{Locale, Role};
use steward_text::Texts;

/// What the page calls a text, and its key. Places that the page fills itself stay as `{name}`.
const WORDS: &[(&str, &str)] = &[
    ("steward", "web-steward"),
    ("skip", "web-skip"),
    ("conversations", "web-conversations"),
    ("direct", "web-direct"),
    ("you_are", "web-you-are"),
    ("leave", "web-leave"),
    ("unread", "web-unread"),
    ("unread_line", "web-unread-line"),
    ("earlier", "web-earlier"),
    ("newer", "web-newer"),
    ("nothing", "web-nothing"),
    ("edited", "web-edited"),
    ("only_you", "web-only-you"),
    ("dismiss", "web-dismiss"),
    ("more", "web-more"),
    ("close", "web-close"),
    ("cancel", "web-cancel"),
    ("optional", "web-optional"),
    ("choose", "web-choose"),
    ("send", "web-send"),
    ("not_sent", "web-not-sent"),
    ("quick", "web-quick"),
    ("say_direct", "web-say-direct"),
    ("say_thread", "web-say-thread"),
    ("thread", "web-thread"),
    ("back", "web-back"),
    ("reconnecting", "web-reconnecting"),
    ("tone_good", "web-tone-good"),
    ("tone_warning", "web-tone-warning"),
    ("tone_critical", "web-tone-critical"),
    ("tone_unknown", "web-tone-unknown"),
    ("error_required", "web-error-required"),
    ("error_day", "web-error-day"),
];

/// All words of the page, by the names that its scripts use.
pub(crate) fn words(texts: &Texts, locale: &Locale) -> BTreeMap<&'static str, String> {
    let mut words: BTreeMap<&'static str, String> =
        WORDS.iter().map(|(name, key)| (*name, texts.phrase(locale, key, &[]))).collect();
    let day_range = [("first", "{first}".into()), ("last", "{last}".into())];
    let too_long = [("most", "{most}".into()), ("length", "{length}".into())];
    words.insert("lang", locale.tag().to_owned());
    words.insert("error_day_range", texts.phrase(locale, "web-error-day-range", &day_range));
    words.insert("too_long", texts.phrase(locale, "web-too-long", &too_long));
    words.insert("say_channel", texts.phrase(locale, "web-say-channel", &[("channel", "{channel}".into())]));
    words
}

/// What the chips above the composer show and say.
pub(crate) fn quick_replies(texts: &Texts, locale: &Locale) -> [(String, String); 4] {
    let chip = |label, says| (texts.phrase(locale, label, &[]), texts.phrase(locale, says, &[]));
    [
        chip("web-quick-mine", "web-quick-mine-says"),
        chip("web-quick-list", "web-quick-list-says"),
        chip("web-quick-menu", "web-quick-menu-says"),
        chip("web-quick-help", "web-quick-help-says"),
    ]
}

/// The name of a role.
pub(crate) fn role(texts: &Texts, locale: &Locale, role: Role) -> String {
    let key = match role {
        Role::Viewer => "web-role-viewer",
        Role::Owner => "web-role-owner",
        Role::Lead => "web-role-lead",
        Role::Admin => "web-role-admin",
    };
    texts.phrase(locale, key, &[])
}
