//! Slack's error codes in one table: what to do about each, and why, in words for an administrator.

use steward_core::platform::PlatformError;

use crate::what::What::{self, Auth, Dead, Rejected, Retry, Unknown, Wait};

/// How long to wait where Slack does not say, in milliseconds: it takes one message a second for each channel.
const WAIT_MILLISECONDS: u64 = 1_000;

/// Codes of the Web API's reference. A code that is not here is a message that Slack refuses.
const CODES: &[(&str, What, &str)] = &[
    ("ratelimited", Wait, "too many calls"),
    ("rate_limited", Wait, "too many calls"),
    ("message_limit_exceeded", Wait, "the workspace posts too much"),
    ("request_timeout", Retry, "the call arrived cut off"),
    ("service_unavailable", Retry, "Slack is not available"),
    ("team_added_to_org", Retry, "the workspace is being moved to another organisation"),
    ("external_channel_migrating", Retry, "the channel is being moved"),
    // Of these two Slack says that part of the call may have been carried out.
    ("fatal_error", Unknown, "Slack failed on the way"),
    ("internal_error", Unknown, "Slack failed on the way"),
    ("channel_not_found", Dead, "there is no such channel, or it is private and Steward was not invited"),
    ("not_in_channel", Dead, "Steward is not in the channel: invite it there with /invite"),
    ("is_archived", Dead, "the channel is archived"),
    ("is_inactive", Dead, "the conversation is closed"),
    ("user_not_found", Dead, "there is no such person"),
    ("user_not_visible", Dead, "the person cannot be seen by Steward"),
    ("user_disabled", Dead, "the person's account is deactivated"),
    ("users_not_found", Dead, "there is no such person"),
    ("cannot_dm_bot", Dead, "the id is one of an app, not of a person"),
    ("messages_tab_disabled", Dead, "the app's messages tab is off: switch it on under App Home"),
    ("message_not_found", Dead, "the message was deleted"),
    ("thread_not_found", Dead, "the message of the thread was deleted"),
    ("cannot_reply_to_message", Dead, "the message takes no replies"),
    ("cant_update_message", Dead, "the message is not Steward's"),
    ("edit_window_closed", Dead, "the workspace does not let messages be edited that late"),
    ("restricted_action", Dead, "the workspace does not let apps post there"),
    ("restricted_action_read_only_channel", Dead, "the channel can only be read"),
    ("restricted_action_thread_only_channel", Dead, "the channel takes replies only"),
    ("restricted_action_non_threadable_channel", Dead, "the channel takes no replies"),
    ("restricted_action_thread_locked", Dead, "the thread is locked"),
    ("channel_type_not_supported", Dead, "apps cannot post in this kind of channel"),
    ("method_not_supported_for_channel_type", Dead, "apps cannot do this in this kind of channel"),
    ("invalid_auth", Auth, "the token is wrong"),
    ("not_authed", Auth, "there is no token"),
    ("token_revoked", Auth, "the token was revoked: install the app again and take the new one"),
    ("token_expired", Auth, "the token has expired: install the app again and take the new one"),
    ("account_inactive", Auth, "the app was removed from the workspace"),
    ("access_denied", Auth, "the token may not be used here"),
    ("no_permission", Auth, "the token may not do this"),
    ("missing_scope", Auth, "the app lacks a scope: paste the manifest again and reinstall the app"),
    ("not_allowed_token_type", Auth, "this is another kind of token than is needed"),
    ("org_login_required", Auth, "the workspace is being moved to another organisation"),
    ("team_access_not_granted", Auth, "the app is not installed in this workspace"),
    ("ekm_access_denied", Auth, "an administrator has locked the workspace"),
    ("enterprise_is_restricted", Auth, "the organisation does not let the app in"),
    ("two_factor_setup_required", Auth, "the account needs two-factor sign-in"),
    ("invalid_blocks", Rejected, "the blocks are refused"),
    ("invalid_blocks_format", Rejected, "the blocks are refused"),
    ("msg_too_long", Rejected, "the message is too long"),
    ("msg_blocks_too_long", Rejected, "the blocks are too long"),
    ("no_text", Rejected, "the message is empty"),
    ("invalid_arguments", Rejected, "the call is refused"),
    ("invalid_metadata_format", Rejected, "the metadata is refused"),
    ("invalid_metadata_schema", Rejected, "the metadata is refused"),
    ("metadata_too_large", Rejected, "the metadata is too long"),
];

/// What a code means. `detail` is what Slack adds to it, such as the scope that is missing.
pub(super) fn refused(code: &str, detail: Option<&str>) -> PlatformError {
    let (what, why) = CODES
        .iter()
        .find(|(known, ..)| *known == code)
        .map_or((Rejected, ""), |(_, what, why)| (*what, *why));
    let reason = [code, why, detail.unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(": ");
    what.error(WAIT_MILLISECONDS, reason)
}

/// What an answer means whose body says nothing.
pub(super) fn status(status: u16) -> PlatformError {
    let reason = format!("HTTP {status}");
    match status {
        429 => PlatformError::Wait { milliseconds: WAIT_MILLISECONDS },
        // A server that fails may have carried the call out before.
        500.. => PlatformError::Unknown { reason },
        401 | 403 => PlatformError::Auth { reason },
        _ => PlatformError::Rejected { reason },
    }
}

/// A rate limit, with what Slack asks to wait in seconds.
pub(super) fn limited(seconds: Option<u64>) -> PlatformError {
    let milliseconds = seconds.map_or(WAIT_MILLISECONDS, |seconds| seconds.saturating_mul(1_000));
    PlatformError::Wait { milliseconds }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::what::check_table;

    #[test]
    fn every_code_says_what_to_do_once() {
        check_table(CODES, |code| refused(code, None));
    }

    #[test]
    fn what_is_not_known_is_refused_and_named() {
        let error = refused("bogus_code", Some("needs more"));
        assert_eq!(error, PlatformError::Rejected { reason: "bogus_code: needs more".into() });
        assert!(matches!(status(503), PlatformError::Unknown { .. }));
        assert_eq!(limited(Some(30)), PlatformError::Wait { milliseconds: 30_000 });
    }
}
