//! The edges of the HTTP interface: what a watcher and a proxy meet.

use anyhow::{Context, Result};
use steward_store::Engine;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::sample_company::Company;

/// The company with its interface on a free port.
async fn served() -> Result<(Company, String)> {
    let company = Company::on(Engine::Sqlite).await?.context("SQLite is always there")?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let router = steward::http::router(&company.app);
    tokio::spawn(async move { axum::serve(listener, router).await });
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
