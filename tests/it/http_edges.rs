//! The edges of the HTTP interface: what a watcher and a proxy meet.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use steward::app::App;
use steward::http::{self, server};
use steward_store::Engine;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::sample_company::Company;

/// The company with its interface on a free port.
async fn served() -> Result<(Company, String)> {
    served_by(http::router, server::HEAD).await
}

/// The company with a part of its interface on a free port, and the time that a request's head may take.
async fn served_by(router: fn(&Arc<App>) -> Router, head: Duration) -> Result<(Company, String)> {
    let company = Company::on(Engine::Sqlite).await?.context("SQLite is always there")?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    tokio::spawn(server::serve(listener, router(&company.app), head, std::future::pending()));
    Ok((company, address))
}

/// Asks with these lines; the line on which the answer comes.
async fn ask(address: &str, lines: &[&str]) -> Result<BufReader<TcpStream>> {
    let mut line = TcpStream::connect(address).await?;
    let head = [lines, &["Host: steward", "Connection: close", "", ""]].concat().join("\r\n");
    line.write_all(head.as_bytes()).await?;
    Ok(BufReader::new(line))
}

/// The head of an answer, in lower case.
async fn head(line: &mut BufReader<TcpStream>) -> Result<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && line.read_line(&mut head).await? > 0 {}
    Ok(head.to_lowercase())
}

/// The whole answer.
async fn get(address: &str, path: &str) -> Result<String> {
    let mut answer = String::new();
    ask(address, &[&format!("GET {path} HTTP/1.1")]).await?.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn metrics_are_there_while_the_database_is_not() -> Result<()> {
    let (company, address) = served().await?;
    company.app.metrics.duty_ran("judge", true);
    assert!(get(&address, "/metrics").await?.contains("steward_duty_runs"));
    company.app.store.clone().close().await;
    assert!(get(&address, "/metrics").await?.contains("steward_duty_runs"));
    let ready = get(&address, "/readyz").await?;
    assert!(ready.starts_with("HTTP/1.1 503 ") && ready.contains("\"ready\":false"), "{ready}");
    Ok(())
}

#[tokio::test]
async fn a_proxy_is_told_to_pass_events_on_at_once() -> Result<()> {
    let (_company, address) = served().await?;
    let page = get(&address, "/").await?;
    let cookie = page.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("a cookie")?;
    let cookie = format!("Cookie: {}", cookie.split(';').next().unwrap_or_default());
    let mut line = ask(&address, &["GET /chat/events HTTP/1.1", &cookie]).await?;
    let head = head(&mut line).await?;
    assert!(head.starts_with("http/1.1 200 ") && head.contains("x-accel-buffering: no"), "{head}");
    Ok(())
}

#[tokio::test]
async fn a_connection_that_asks_nothing_is_closed_and_a_page_that_listens_is_not() -> Result<()> {
    let (_company, address) = served_by(http::router, Duration::from_millis(200)).await?;
    let page = get(&address, "/").await?;
    let cookie = page.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("a cookie")?;
    let cookie = format!("Cookie: {}", cookie.split(';').next().unwrap_or_default());
    let mut listening = ask(&address, &["GET /chat/events HTTP/1.1", &cookie]).await?;
    head(&mut listening).await?;

    for (said, answer) in [
        ("", ""),
        ("GET /healthz HTTP/1.1\r\nHost: stew", ""),
        ("GET /healthz HTTP/1.1\r\nHost: steward\r\n\r\n", "HTTP/1.1 200 OK"),
    ] {
        let mut line = TcpStream::connect(&address).await?;
        line.write_all(said.as_bytes()).await?;
        let mut heard = String::new();
        tokio::time::timeout(Duration::from_secs(10), line.read_to_string(&mut heard)).await??;
        assert!(heard.starts_with(answer) && heard.is_empty() == answer.is_empty(), "{said:?}: {heard:?}");
    }

    let mut next = [0];
    match listening.get_ref().try_read(&mut next) {
        Ok(read) => assert_eq!(read, 1, "the page's line was closed"),
        Err(nothing) => assert_eq!(nothing.kind(), std::io::ErrorKind::WouldBlock),
    }
    Ok(())
}

#[tokio::test]
async fn health_and_metrics_can_be_kept_off_the_address_of_the_people() -> Result<()> {
    let paths = ["/healthz", "/readyz", "/metrics"];
    let (_company, for_people) = served_by(http::public, server::HEAD).await?;
    let (_other, for_watchers) = served_by(http::watch, server::HEAD).await?;
    for path in paths {
        assert!(get(&for_people, path).await?.starts_with("HTTP/1.1 404 "), "{path}");
        assert!(!get(&for_watchers, path).await?.starts_with("HTTP/1.1 404 "), "{path}");
    }
    assert!(get(&for_people, "/").await?.starts_with("HTTP/1.1 200 "));
    for path in ["/", "/chat/state", "/api/v1/samples"] {
        assert!(get(&for_watchers, path).await?.starts_with("HTTP/1.1 404 "), "{path}");
    }
    Ok(())
}
