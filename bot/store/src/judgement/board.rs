//! The board: where every KPI stands, kept in memory, of which only what changed is read again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::RandomState;
use steward_core::id::KpiKey;
use steward_core::judge::Judgement;

use super::of_each;
use crate::sql::sql;
use crate::{Conn, StoreError};

/// Where KPIs stand that were ever judged. A list looks every KPI up, so that the hash counts.
pub type Standings = HashMap<KpiKey, Arc<Judgement>, RandomState>;

/// What is kept between two questions. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Board(Arc<Mutex<Kept>>);

#[derive(Debug, Clone, Default)]
struct Kept {
    mark: Option<Mark>,
    versions: Arc<BTreeMap<KpiKey, Version>>,
    standings: Arc<Standings>,
}

/// How many KPIs were judged, how often in all, and when last. Every judgement raises the second; a KPI that is watched no
/// more lowers the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    kpis: i64,
    judged: i64,
    last: Option<i64>,
}

/// How often a KPI was judged and when last, as the database writes it.
type Version = String;

impl Board {
    /// Where every KPI stands that was ever judged. Not for a transaction that has judged: what it may still take back
    /// would be kept in memory.
    pub async fn read(&self, conn: &mut Conn) -> Result<Arc<Standings>, StoreError> {
        let mark = mark(conn).await?;
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if kept.mark == Some(mark) {
            return Ok(kept.standings);
        }
        let kept = brought_up_to_date(kept, mark, conn).await?;
        let standings = Arc::clone(&kept.standings);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = kept;
        Ok(standings)
    }
}

/// Reads what changed. The mark is older than what is read: what came between is read once more the next time.
async fn brought_up_to_date(mut kept: Kept, mark: Mark, conn: &mut Conn) -> Result<Kept, StoreError> {
    let versions = versions(conn).await?;
    let is_changed = |(kpi, version): &(&KpiKey, &Version)| kept.versions.get(*kpi) != Some(*version);
    let changed: BTreeSet<KpiKey> = versions.iter().filter(is_changed).map(|(kpi, _)| kpi.clone()).collect();
    let read = of_each(conn, &changed).await?;
    let standings = Arc::make_mut(&mut kept.standings);
    standings.retain(|kpi, _| versions.contains_key(kpi));
    standings.extend(read.into_iter().map(|(kpi, judgement)| (kpi, Arc::new(judgement))));
    Ok(Kept { mark: Some(mark), versions: Arc::new(versions), ..kept })
}

async fn mark(conn: &mut Conn) -> Result<Mark, StoreError> {
    let row = sql(MARK).one(conn).await?;
    Ok(Mark { kpis: row.int("kpis")?, judged: row.int("judged")?, last: row.maybe_int("last")? })
}

/// Answered from an index alone.
pub(crate) const MARK: &str = "SELECT
         COUNT(*) AS kpis,
         CAST(COALESCE(SUM(version), 0) AS BIGINT) AS judged,
         MAX(judged_at) AS last
     FROM judgement
     WHERE version > 0";

/// The version of every KPI. One text instead of many rows: a row costs more than what it holds.
async fn versions(conn: &mut Conn) -> Result<BTreeMap<KpiKey, Version>, StoreError> {
    let row =
        sql("SELECT STRING_AGG(kpi || ' ' || version || ' ' || COALESCE(judged_at, 0), '\n') AS versions
         FROM judgement
         WHERE version > 0")
        .one(conn)
        .await?;
    let Some(listed) = row.maybe_text("versions")? else { return Ok(BTreeMap::new()) };
    let entry = |line: &str| {
        let (kpi, version) = line.split_once(' ')?;
        Some((KpiKey::parse(kpi).ok()?, version.to_owned()))
    };
    let unreadable = || StoreError::corrupt("the versions of the judgements cannot be read");
    listed.lines().map(|line| entry(line).ok_or_else(unreadable)).collect()
}
