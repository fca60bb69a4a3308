//! What an engineer wants to know about the database at a glance.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::row::Row;
use crate::sql::{Sql, sql};
use crate::value::Value;
use crate::{Conn, StoreError, alert, judgement, outbox, sample};

/// The state of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doctor {
    /// The newest migration that was applied.
    pub schema: u32,
    /// Rows per table, in the order of names.
    pub rows: Vec<(String, i64)>,
}

/// Looks at the database. Counts every row of the larger tables, so it is not for every minute.
pub async fn doctor(conn: &mut Conn) -> Result<Doctor, StoreError> {
    let schema = sql("SELECT COALESCE(MAX(number), 0) AS number
         FROM migration")
    .one(conn)
    .await?
    .count("number")?;
    let rows = sql("SELECT 'alert' AS name, COUNT(*) AS rows FROM alert
         UNION ALL SELECT 'alert_event', COUNT(*) FROM alert_event
         UNION ALL SELECT 'inbox', COUNT(*) FROM inbox
         UNION ALL SELECT 'judgement', COUNT(*) FROM judgement
         UNION ALL SELECT 'message_ref', COUNT(*) FROM message_ref
         UNION ALL SELECT 'outbox', COUNT(*) FROM outbox
         UNION ALL SELECT 'sample', COUNT(*) FROM sample
         UNION ALL SELECT 'standing', COUNT(*) FROM standing
         UNION ALL SELECT 'web_message', COUNT(*) FROM web_message
         ORDER BY name")
    .all(conn)
    .await?;
    let count = |row: &Row| Ok((row.text("name")?, row.int("rows")?));
    Ok(Doctor { schema, rows: rows.iter().map(count).collect::<Result<_, StoreError>>()? })
}

/// How the database runs one of the queries that run all the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Which query.
    pub query: &'static str,
    /// The database's own words, a step a line.
    pub steps: Vec<String>,
}

/// How the database runs the queries that duties and answers wait for.
pub async fn plans(conn: &mut Conn) -> Result<Vec<Plan>, StoreError> {
    let now = Timestamp::UNIX_EPOCH;
    let key = || [[Value::from("a")]];
    let queries: [(&str, Sql); 11] = [
        ("outbox claim", sql(outbox::WAITING).bind(now).bind(1_u32)),
        ("alerts due", sql(alert::DUE).bind(now).bind(1_u32)),
        ("judgements due", sql(judgement::DUE).bind(now).bind(1_u32)),
        ("judgements changed", sql(judgement::MARK)),
        ("latest samples", sql(sample::LATEST).bind("a").bind(1_u32)),
        ("latest samples of each KPI", sample::latest_query(1, key())),
        ("samples that a push meets", sample::met_query([["a".into(), Date::MIN.into()]])),
        ("what is at hand", judgement::at_hand_query(1, key())),
        ("alerts of cards", alert::by_ids_query(key())),
        ("samples of a span", sql(sample::BETWEEN).bind("a").bind(Date::MIN).bind(Date::MAX)),
        (
            "samples of a span of each KPI",
            sample::between_query([["a".into(), Date::MIN.into(), Date::MAX.into()]]),
        ),
    ];
    let mut plans = Vec::new();
    for (name, query) in queries {
        plans.push(Plan { query: name, steps: query.explain(conn).await? });
    }
    Ok(plans)
}
