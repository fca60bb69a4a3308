//! What the pages need: everything the service injects into the web chat.

use std::fmt;
use std::sync::Arc;

use steward_core::inbound::Receiver;
use steward_core::person::Locale;
use steward_core::time::Clock;
use steward_store::Store;
use steward_text::Texts;

use crate::WebPlatform;
use crate::session::SecretSource;

/// Everything behind the routes. Cheap to clone.
#[derive(Clone)]
pub struct WebState {
    /// The durable state.
    pub store: Store,
    /// The words of the page.
    pub texts: Arc<Texts>,
    /// Takes what people say and press.
    pub receiver: Arc<dyn Receiver>,
    /// The platform whose messages the page shows; the one that the outbox posts through.
    pub platform: Arc<WebPlatform>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where session ids come from.
    pub secrets: Arc<dyn SecretSource>,
    /// Who may come in, and as whom.
    pub mode: Mode,
    /// Where people reach the page, such as `https://steward.example.com`; decides whether cookies are `Secure`.
    pub base_url: String,
}

/// Who may come in, and as whom.
#[derive(Clone)]
pub enum Mode {
    /// Everybody, as any of the people: for the sample company only.
    Demo {
        /// The language of the person that a visitor is first.
        first: Locale,
    },
    /// Whoever opens a link made by [`crate::sign_link`] with this secret, as the person in it.
    Signed {
        /// At least 32 random bytes.
        secret: Arc<[u8]>,
    },
}

impl fmt::Debug for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Demo { .. } => "Demo",
            Self::Signed { .. } => "Signed { .. }",
        })
    }
}

impl WebState {
    /// Whether people come over https, so that cookies must never travel otherwise.
    pub(crate) fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Whether anybody may be anybody.
    pub(crate) fn is_demo(&self) -> bool {
        matches!(self.mode, Mode::Demo { .. })
    }
}
