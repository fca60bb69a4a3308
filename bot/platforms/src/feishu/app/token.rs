//! The app's token: fetched once however many calls need it, and again before it runs out.

use std::time::Duration;

use serde_json::{Value, json};
use steward_core::platform::PlatformError;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long before its end a token is fetched again: as early as Feishu gives another.
const AHEAD: Duration = Duration::from_mins(10);
/// A token is used for at least so long, whatever Feishu says of its end.
const AT_LEAST: Duration = Duration::from_secs(30);

/// The token in use.
#[derive(Default)]
pub(super) struct Token {
    /// Locked while it is fetched, so that whoever needs it meanwhile waits for the same.
    held: Mutex<Option<Held>>,
}

#[derive(Clone)]
struct Held {
    text: String,
    until: Instant,
}

impl Token {
    /// The token, fetched by `fetch` where there is none that lasts. A token that is `stale` is not given again.
    pub(super) async fn get<F>(
        &self,
        stale: Option<&str>,
        now: Instant,
        fetch: impl Fn() -> F,
    ) -> Result<String, PlatformError>
    where
        F: Future<Output = Result<Value, PlatformError>>,
    {
        let mut held = self.held.lock().await;
        let is_good = |held: &&Held| held.until > now && Some(held.text.as_str()) != stale;
        if let Some(good) = held.as_ref().filter(is_good) {
            return Ok(good.text.clone());
        }
        let answer = fetch().await?;
        let text = answer.get("tenant_access_token").and_then(Value::as_str);
        let text = text.ok_or_else(|| PlatformError::Retry { reason: "Feishu gave no token".to_owned() })?;
        let lasts = Duration::from_secs(answer.get("expire").and_then(Value::as_u64).unwrap_or(0));
        let until = now + lasts.saturating_sub(AHEAD).max(AT_LEAST);
        *held = Some(Held { text: text.to_owned(), until });
        Ok(text.to_owned())
    }
}

/// What a token is asked for with.
pub(super) fn request(id: &str, secret: &str) -> Value {
    json!({ "app_id": id, "app_secret": secret })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    async fn get(token: &Token, stale: Option<&str>, now: Instant, fetched: &AtomicU32) -> String {
        let fetch = || async {
            tokio::task::yield_now().await;
            let number = fetched.fetch_add(1, Ordering::SeqCst);
            Ok(json!({ "code": 0, "tenant_access_token": format!("t-{number}"), "expire": 7_200 }))
        };
        token.get(stale, now, fetch).await.unwrap()
    }

    #[tokio::test]
    async fn it_is_fetched_once_and_before_it_ends() {
        let (token, fetched, now) = (Token::default(), AtomicU32::new(0), Instant::now());
        let (one, other) = tokio::join!(get(&token, None, now, &fetched), get(&token, None, now, &fetched));
        assert_eq!((one.as_str(), other.as_str()), ("t-0", "t-0"));
        let ten_minutes_before = now + Duration::from_mins(110);
        let earlier = ten_minutes_before - Duration::from_secs(1);
        assert_eq!(get(&token, None, earlier, &fetched).await, "t-0");
        assert_eq!(get(&token, None, ten_minutes_before, &fetched).await, "t-1");
    }

    #[tokio::test]
    async fn a_stale_one_is_fetched_again_once() {
        let (token, fetched, now) = (Token::default(), AtomicU32::new(0), Instant::now());
        get(&token, None, now, &fetched).await;
        let stale = Some("t-0");
        let (one, other) = tokio::join!(get(&token, stale, now, &fetched), get(&token, stale, now, &fetched));
        assert_eq!((one.as_str(), other.as_str(), fetched.load(Ordering::SeqCst)), ("t-1", "t-1", 2));
    }
}
