//! Fresh PostgreSQL databases for tests, on the server of `TEST_POSTGRES_URL` or on a private cluster.
//!
//! The private cluster is made from the machine's own server binaries by the first test process that asks, shared by
//! all test processes of this user, and removed by its supervisor some minutes after the last of them has ended.

mod cluster;

use crate::environment;
use crate::skip::Skip;
use cluster::Cluster;
use reqwest::Url;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::sync::OnceCell;

/// What a commit on the private cluster costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing is forced to disk: for tests, which never outlive a power cut.
    Fast,
    /// The server's defaults (`fsync` and `synchronous_commit` on): for measurements that must be honest.
    Honest,
}

/// Databases of the user's own server older than this are left over from a run that has ended.
const LEFTOVER_AGE_SECONDS: i64 = 3_600;

static FAST: OnceCell<Cluster> = OnceCell::const_new();
static HONEST: OnceCell<Cluster> = OnceCell::const_new();
static SWEPT: OnceCell<()> = OnceCell::const_new();

/// The URL of a new, empty database that nobody else uses; it goes when the cluster goes.
///
/// The error says what this machine lacks; see [`crate::skip::unless`].
///
/// # Panics
///
/// When a server is there and does not do what it should: that is a failure, not a reason to skip.
pub async fn fresh_database() -> Result<String, Skip> {
    fresh_database_with(Durability::Fast).await
}

/// [`fresh_database`] with a chosen durability; a server named by `TEST_POSTGRES_URL` keeps its own settings.
///
/// # Panics
///
/// As [`fresh_database`].
pub async fn fresh_database_with(durability: Durability) -> Result<String, Skip> {
    if let Some(url) = environment::postgres_url() {
        let server = Url::parse(&url).expect("TEST_POSTGRES_URL is a URL");
        SWEPT.get_or_init(|| drop_leftovers(server.clone())).await;
        return Ok(create_database(server).await);
    }
    let shared = match durability {
        Durability::Fast => &FAST,
        Durability::Honest => &HONEST,
    };
    let cluster = shared.get_or_try_init(|| Cluster::join(durability)).await?;
    Ok(create_database(cluster.url()).await)
}

async fn create_database(mut server: Url) -> String {
    let mut admin = connect(&server).await;
    // The server names it, so that no two processes, machines or containers on one server meet.
    let name: String = sqlx::query_scalar(
        "SELECT 'steward_test_' || extract(epoch FROM now())::bigint || '_' || substr(md5(random()::text), 1, 12)",
    )
    .fetch_one(&mut admin)
    .await
    .expect("name a database");
    // Not template1: a connection to it, of anybody, would make this fail.
    admin
        .execute(AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")))
        .await
        .expect("create a database");
    admin.close().await.expect("close the connection");
    server.set_path(&name);
    server.into()
}

/// Drops databases of earlier runs that nobody is connected to.
async fn drop_leftovers(server: Url) {
    let mut admin = connect(&server).await;
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT datname::text
         FROM pg_database
         WHERE datname ~ '^steward_test_[0-9]+_[0-9a-f]+$'
           AND split_part(datname::text, '_', 3)::bigint < extract(epoch FROM now())::bigint - $1
           AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)
         ORDER BY datname",
    )
    .bind(LEFTOVER_AGE_SECONDS)
    .fetch_all(&mut admin)
    .await
    .expect("list databases");
    for name in names {
        // Another process may be dropping the same one: whoever is second fails, and nothing is lost.
        let _ = admin.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}"))).await;
    }
    admin.close().await.expect("close the connection");
}

async fn connect(server: &Url) -> PgConnection {
    PgConnection::connect(server.as_str())
        .await
        .unwrap_or_else(|error| panic!("connect to {server}: {error}"))
}
