//! The line between the processes that share a PostgreSQL server: what one commits wakes the others.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use tokio::time::timeout;

use crate::StoreError;
use crate::wake::{Topic, Waker};

/// The channel of the database on which processes tell each other.
const CHANNEL: &str = "steward";
/// One connection listens, one tells.
const CONNECTIONS: u32 = 2;
/// How long the server may take to answer on this line.
const ANSWER: Duration = Duration::from_secs(10);
/// After so long without a word the server is asked whether it is still there: a line that was cut somewhere on the way is
/// as silent as one without news.
const QUIET: Duration = Duration::from_secs(30);

/// This process's end of the line.
///
/// Telling is no part of the commit. PostgreSQL lets only one transaction at a time commit that notifies, through its
/// writing to disk: a notification inside would end the sharing of commits. What is lost in between, when the process
/// dies after a commit, the others find at their next look.
#[derive(Debug)]
pub struct Bell {
    server: PgConnectOptions,
    name: String,
    waker: Waker,
}

impl Bell {
    pub(crate) fn new(server: PgConnectOptions, name: &str, waker: Waker) -> Self {
        // A notification is nothing to wait for the disk for.
        Self { server: server.options([("synchronous_commit", "off")]), name: name.to_owned(), waker }
    }

    /// Carries wakes both ways until the line is lost. Once it is there everybody in this process is woken: what was told
    /// before, nobody has heard.
    ///
    /// # Errors
    ///
    /// Always, in the end: why the line could not be made or was lost.
    pub async fn carry(&self) -> Result<Infallible, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(ANSWER)
            .connect_lazy_with(self.server.clone());
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        self.waker.wake(Topic::ALL);
        tokio::select! {
            lost = self.hear(&mut listener) => lost,
            lost = self.tell(&pool) => lost,
        }
    }

    async fn hear(&self, listener: &mut PgListener) -> Result<Infallible, StoreError> {
        loop {
            if let Ok(told) = timeout(QUIET, listener.try_recv()).await {
                let told = told?.ok_or_else(|| lost("the connection that listens was closed"))?;
                self.waker.wake(self.heard(told.payload()));
            } else {
                let asked = sqlx::raw_sql("SELECT 1");
                timeout(ANSWER, asked.execute(&mut *listener))
                    .await
                    .map_err(|_| lost("the server does not answer on the connection that listens"))??;
            }
        }
    }

    async fn tell(&self, pool: &PgPool) -> Result<Infallible, StoreError> {
        loop {
            let word = self.word(&self.waker.untold().await);
            let telling = sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(word).execute(pool);
            timeout(ANSWER, telling).await.map_err(|_| lost("the server does not take a notification"))??;
        }
    }

    /// What is told: who tells, and of what.
    fn word(&self, topics: &BTreeSet<Topic>) -> String {
        let topics: Vec<&str> = topics.iter().map(|topic| topic.name()).collect();
        format!("{} {}", self.name, topics.join(","))
    }

    /// The topics that a neighbour tells of. Its own words a process has heeded before; topics of a newer build make no
    /// work for this one.
    fn heard(&self, word: &str) -> Vec<Topic> {
        let Some((name, topics)) = word.split_once(' ') else { return Vec::new() };
        if name == self.name {
            return Vec::new();
        }
        topics
            .split(',')
            .filter_map(|told| Topic::ALL.into_iter().find(|topic| topic.name() == told))
            .collect()
    }
}

fn lost(reason: &str) -> StoreError {
    StoreError::Unavailable { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bell(name: &str) -> Bell {
        Bell::new(PgConnectOptions::new_without_pgpass(), name, Waker::new())
    }

    #[test]
    fn a_neighbour_understands_and_the_speaker_is_deaf_to_itself() {
        let topics = BTreeSet::from([Topic::Outbox, Topic::Due]);
        let word = bell("a").word(&topics);
        assert_eq!(word, "a due,outbox");
        assert_eq!(bell("b").heard(&word), [Topic::Due, Topic::Outbox]);
        assert_eq!(bell("a").heard(&word), []);
    }

    #[test]
    fn what_a_newer_build_tells_is_passed_over() {
        assert_eq!(bell("b").heard("a weather,web"), [Topic::Web]);
        for odd in ["", "a", "a ", "a ,,"] {
            assert_eq!(bell("b").heard(odd), [], "{odd}");
        }
    }

    #[tokio::test]
    async fn commits_are_told_together_and_once() {
        let waker = Waker::new();
        waker.committed([Topic::Due].into());
        waker.committed([Topic::Web, Topic::Due].into());
        assert_eq!(waker.untold().await, [Topic::Due, Topic::Web].into());
        // What a neighbour told is not told on.
        waker.wake([Topic::Alert]);
        waker.committed([Topic::Doubt].into());
        assert_eq!(waker.untold().await, [Topic::Doubt].into());
    }
}
