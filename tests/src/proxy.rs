//! A line to a database server that is cut, held and slowed on command.

mod hearing;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::Url;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use hearing::Hearing;

const CHUNK: usize = 64 * 1024;

/// Where a connection dies during a commit. The client sees the same both times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Before the server hears of it: nothing is kept.
    Before,
    /// When the server has done it and before its answer arrives: everything is kept.
    After,
}

#[derive(Debug, Clone, Default)]
struct Order {
    is_away: bool,
    is_held: bool,
    delay: Duration,
    /// Of so many commits, the one at this place, counted from 0, is cut.
    cut: Option<(Cut, usize, usize)>,
    commits: usize,
    cuts: usize,
}

/// The line. It ends with the test's runtime.
#[derive(Debug)]
pub struct Proxy {
    order: watch::Sender<Order>,
    url: String,
}

impl Proxy {
    /// A line to the server of a database's URL.
    ///
    /// # Panics
    ///
    /// When there is no free port.
    pub async fn to(database: &str) -> Arc<Self> {
        let mut url = Url::parse(database).expect("the URL of a database");
        let server = (url.host_str().expect("a host").to_owned(), url.port().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(Some(port)).expect("a port");
        let proxy = Arc::new(Self { order: watch::Sender::default(), url: url.into() });
        tokio::spawn(serve(Arc::clone(&proxy), listener, server));
        proxy
    }

    /// The database's URL by this line.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Cuts every connection and refuses new ones until [`Proxy::come_back`].
    pub fn go_away(&self) {
        self.order.send_modify(|order| order.is_away = true);
    }

    /// Lets nothing through until [`Proxy::come_back`]: whoever waits for an answer goes on waiting.
    pub fn hold(&self) {
        self.order.send_modify(|order| order.is_held = true);
    }

    /// Lets everything through again.
    pub fn come_back(&self) {
        self.order.send_modify(|order| (order.is_away, order.is_held) = (false, false));
    }

    /// Lets every answer wait so long.
    pub fn slow_down(&self, delay: Duration) {
        self.order.send_modify(|order| order.delay = delay);
    }

    /// Of every so many commits from now on, cuts the one at this place, counted from 0.
    pub fn cut_commits(&self, cut: Cut, every: usize, place: usize) {
        self.order.send_modify(|order| (order.cut, order.commits) = (Some((cut, every, place)), 0));
    }

    /// Cuts no more commits; how many were cut.
    pub fn stop_cutting(&self) -> usize {
        self.order.send_modify(|order| order.cut = None);
        self.order.borrow().cuts
    }

    /// Counts a commit; how it is cut.
    fn commit(&self) -> Option<Cut> {
        let mut found = None;
        self.order.send_modify(|order| {
            let Some((cut, every, place)) = order.cut else { return };
            if order.commits % every == place {
                order.cuts += 1;
                found = Some(cut);
            }
            order.commits += 1;
        });
        found
    }

    /// Waits until something may pass.
    async fn passage(&self) {
        let mut order = self.order.subscribe();
        let _ = order.wait_for(|order| !order.is_held).await;
    }

    async fn departure(&self) {
        let mut order = self.order.subscribe();
        let _ = order.wait_for(|order| order.is_away).await;
    }
}

async fn serve(proxy: Arc<Proxy>, listener: TcpListener, server: (String, u16)) {
    while let Ok((client, _)) = listener.accept().await {
        let is_away = proxy.order.borrow().is_away;
        // Dropped at once, as by a server that is not there.
        if is_away {
            continue;
        }
        let (proxy, server) = (Arc::clone(&proxy), server.clone());
        tokio::spawn(async move {
            let Ok(server) = TcpStream::connect(server).await else { return };
            let ((from_client, to_client), (from_server, to_server)) =
                (client.into_split(), server.into_split());
            let is_deaf = AtomicBool::new(false);
            // Whatever ends first ends both connections.
            tokio::select! {
                () = proxy.departure() => {}
                () = ask(&proxy, from_client, to_server, &is_deaf) => {}
                () = answer(&proxy, from_server, to_client, &is_deaf) => {}
            }
        });
    }
}

async fn ask(proxy: &Proxy, mut client: OwnedReadHalf, mut server: OwnedWriteHalf, is_deaf: &AtomicBool) {
    let mut chunk = vec![0; CHUNK];
    let mut hearing = Hearing::default();
    while let Ok(length @ 1..) = client.read(&mut chunk).await {
        proxy.passage().await;
        let chunk = &chunk[..length];
        if hearing.is_told_to_keep(chunk) {
            match proxy.commit() {
                Some(Cut::Before) => return,
                Some(Cut::After) => is_deaf.store(true, Ordering::Relaxed),
                None => {}
            }
        }
        if server.write_all(chunk).await.is_err() {
            return;
        }
    }
}

async fn answer(proxy: &Proxy, mut server: OwnedReadHalf, mut client: OwnedWriteHalf, is_deaf: &AtomicBool) {
    let mut chunk = vec![0; CHUNK];
    while let Ok(length @ 1..) = server.read(&mut chunk).await {
        let delay = proxy.order.borrow().delay;
        if !delay.is_zero() {
            pause(delay).await;
        }
        proxy.passage().await;
        if is_deaf.load(Ordering::Relaxed) || client.write_all(&chunk[..length]).await.is_err() {
            return;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "it imitates a network that takes its time")]
async fn pause(delay: Duration) {
    tokio::time::sleep(delay).await;
}
