//! What a group robot's answer means. HTTP 200 is not success: the code in the body decides.

use serde::Deserialize;
use steward_core::platform::PlatformError;

/// The body of an answer.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    code: i64,
    #[serde(default)]
    msg: String,
}

/// How long to wait after a rate limit, in milliseconds: a robot may post 5 times a second and 100 times a minute.
const RATE_LIMIT_WAIT: u64 = 1_500;

/// What to do about a status and a body.
pub(super) fn outcome(status: u16, body: &[u8]) -> Result<(), PlatformError> {
    let answer: Option<Answer> = serde_json::from_slice(body).ok();
    match (status, answer) {
        (429, _) => Err(PlatformError::Wait { milliseconds: RATE_LIMIT_WAIT }),
        (503, _) => Err(PlatformError::Retry { reason: format!("HTTP {status}") }),
        // A server that fails may have posted the card before.
        (500.., _) => Err(PlatformError::Unknown { reason: format!("HTTP {status}") }),
        (_, Some(answer)) => by_code(&answer),
        (200, None) => {
            Err(PlatformError::Unknown { reason: "HTTP 200 with a body that is no JSON".to_owned() })
        }
        (_, None) => Err(PlatformError::Rejected { reason: format!("HTTP {status}") }),
    }
}

fn by_code(answer: &Answer) -> Result<(), PlatformError> {
    let reason = || format!("{} {}", answer.code, answer.msg.chars().take(200).collect::<String>());
    match answer.code {
        0 => Ok(()),
        // Tenant and robot rate limits.
        11232 | 99_991_400 => Err(PlatformError::Wait { milliseconds: RATE_LIMIT_WAIT }),
        // Signature or time stamp, address not on the allow-list.
        19021 | 19022 => Err(PlatformError::Auth { reason: reason() }),
        // The robot was removed or its address is wrong.
        19001 => Err(PlatformError::Dead { reason: reason() }),
        _ => Err(PlatformError::Rejected { reason: reason() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_decides() {
        assert_eq!(outcome(200, br#"{"code":0,"msg":"success","data":{}}"#), Ok(()));
        assert_eq!(outcome(200, br#"{"StatusCode":0,"StatusMessage":"success"}"#), Ok(()));
        let fails = |status, body: &str| outcome(status, body.as_bytes()).unwrap_err();
        assert!(matches!(
            fails(200, r#"{"code":11232,"msg":"frequency limited"}"#),
            PlatformError::Wait { .. }
        ));
        assert!(matches!(
            fails(200, r#"{"code":19021,"msg":"sign match fail"}"#),
            PlatformError::Auth { .. }
        ));
        assert!(matches!(fails(200, r#"{"code":19001,"msg":"param invalid"}"#), PlatformError::Dead { .. }));
        assert!(matches!(
            fails(200, r#"{"code":19024,"msg":"Key Words Not Found"}"#),
            PlatformError::Rejected { .. }
        ));
        assert!(matches!(fails(503, "<html>"), PlatformError::Retry { .. }));
        assert!(matches!(fails(502, "<html>"), PlatformError::Unknown { .. }));
        assert!(matches!(fails(200, "<html>"), PlatformError::Unknown { .. }));
    }
}
