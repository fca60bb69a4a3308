//! Sends presses, so many in flight at the same time, and takes the time of each.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use steward::clock::SystemClock;
use steward_core::time::Clock;
use tokio::task::JoinSet;

use super::press::{Press, Signed};

/// What became of some presses.
#[derive(Debug)]
pub struct Sent {
    /// From the press to the answer, each.
    pub times: Vec<Duration>,
    /// All of them.
    pub took: Duration,
}

/// Sends each press once; fails when one is not answered with success.
pub async fn send(url: &str, presses: &[Press], in_flight: usize) -> Result<Sent> {
    // The process decides on the provider of TLS, which the client asks for even where none is spoken.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let now = SystemClock.now().as_second();
    let signed: Arc<Vec<Signed>> = Arc::new(presses.iter().map(|press| press.signed(now)).collect());
    let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(in_flight).build()?;
    let next = Arc::new(AtomicUsize::new(0));
    let begin = Instant::now();
    let mut senders = JoinSet::new();
    for _ in 0..in_flight {
        let (signed, next, client, url) = (signed.clone(), next.clone(), client.clone(), url.to_owned());
        senders.spawn(async move {
            let mut times = Vec::new();
            while let Some(press) = signed.get(next.fetch_add(1, Ordering::Relaxed)) {
                times.push(post(&client, &url, press).await?);
            }
            Ok::<_, anyhow::Error>(times)
        });
    }
    let mut times = Vec::with_capacity(presses.len());
    while let Some(sender) = senders.join_next().await {
        times.extend(sender??);
    }
    Ok(Sent { times, took: begin.elapsed() })
}

async fn post(client: &reqwest::Client, url: &str, press: &Signed) -> Result<Duration> {
    let request = client
        .post(url)
        .header("content-type", press.kind)
        .header("x-slack-request-timestamp", press.stamp)
        .header("x-slack-signature", &press.signature)
        .body(press.body.clone());
    let begin = Instant::now();
    let answer = request.send().await?;
    let status = answer.status();
    let told = answer.bytes().await?;
    let took = begin.elapsed();
    ensure!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&told));
    Ok(took)
}
