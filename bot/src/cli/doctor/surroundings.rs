//! What the doctor finds around the service: its address, the folder of its database, its chat platforms.

use std::fs::{File, remove_file};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use steward_platforms::feishu::Robots;
use tokio::net::TcpListener;

use super::Finding;
use crate::clock::SystemClock;
use crate::config::Config;

/// Whether the addresses can be listened on.
pub(super) async fn addresses(config: &Config) -> Vec<Finding> {
    let mut findings = vec![address(&config.server.listen, "[server] listen").await];
    if let Some(watch) = &config.server.watch_listen {
        findings.push(address(watch, "[server] watch_listen").await);
    }
    findings
}

async fn address(listen: &str, setting: &str) -> Finding {
    match TcpListener::bind(listen).await {
        Ok(_) => Finding::good("address", listen),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Finding::look(
            "address",
            format!("{listen} is taken: by the running service, or choose another {setting}"),
        ),
        Err(error) => Finding::bad(
            "address",
            format!("{listen} cannot be listened on ({error}): correct {setting}, as in 127.0.0.1:8080"),
        ),
    }
}

/// What can be told about a SQLite store that was not begun yet, without beginning it.
pub(super) fn no_database(config: &Config) -> Finding {
    let dir = config.data_dir();
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { &dir };
    let probe = dir.join(".steward-doctor");
    match File::create(&probe).and_then(|_| remove_file(&probe)) {
        Ok(()) => Finding::look(
            "database",
            format!(
                "{} is not there yet: begin it with `steward apply FILE --yes`, FILE being your scorecard file",
                config.store.shown()
            ),
        ),
        Err(error) => Finding::bad(
            "database",
            format!("{} cannot be written to ({error}): make it, or name another [store] url", dir.display()),
        ),
    }
}

/// Whether the credentials of each platform that is configured can be read.
pub(super) fn platforms(config: &Config) -> Option<Finding> {
    let file = config.feishu.robots_file.as_ref()?;
    Some(match Robots::read(file, Arc::new(SystemClock)) {
        Ok(_) => Finding::good("feishu", format!("the group robots of {}", file.display())),
        Err(error) => Finding::bad("feishu", error.to_string()),
    })
}
