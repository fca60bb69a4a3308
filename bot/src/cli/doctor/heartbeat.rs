//! What the doctor finds about the signs of life, without giving one.

use super::Finding;
use crate::config::Config;
use crate::heartbeat::Heartbeat;

/// Whether somebody outside would notice that the service is gone.
pub(super) async fn finding(config: &Config) -> Finding {
    const WHAT: &str = "heartbeat";
    let Some(url) = &config.heartbeat.url else {
        return Finding::look(
            WHAT,
            "none, so nobody outside notices when Steward is gone: set STEWARD_HEARTBEAT_URL to the address of a \
             check at a dead man's service",
        );
    };
    match Heartbeat::to(url) {
        Err(error) => Finding::bad(WHAT, format!("{error:#}")),
        Ok(heartbeat) => match heartbeat.reach().await {
            Ok(()) => Finding::good(WHAT, format!("{} answers; the service reports there", heartbeat.host())),
            Err(error) => Finding::bad(
                WHAT,
                format!("{} does not answer ({error:#}): correct [heartbeat] url", heartbeat.host()),
            ),
        },
    }
}
