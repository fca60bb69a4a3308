//! The age buckets of the planning report. Reports of different years cut the ages differently, and some carry two
//! overlapping cuts at once: the buckets chosen here cover every age once.

/// Columns that cover every age once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Buckets {
    /// All of them.
    pub(super) all: Vec<String>,
    /// Those from [`OLD_DAYS`] on.
    pub(super) old: Vec<String>,
}

/// From this age Amazon takes a surcharge.
const OLD_DAYS: u32 = 181;

/// Ages in days, first and last; without a last day when open.
struct Bucket<'a> {
    column: &'a str,
    first: u32,
    last: Option<u32>,
}

/// Chooses the buckets; none when they leave a gap or none begins at day 181.
pub(super) fn buckets<'a>(columns: impl Iterator<Item = &'a str>) -> Option<Buckets> {
    let buckets: Vec<Bucket<'_>> = columns.filter_map(bucket).collect();
    let (mut all, mut old) = (Vec::new(), Vec::new());
    let (mut next, mut is_open) = (0, false);
    loop {
        // The open bucket is named by the last day before it in older reports: 365-plus after 271-to-365.
        let begins = |bucket: &&Bucket<'_>| {
            bucket.first == next || (bucket.last.is_none() && bucket.first.checked_add(1) == Some(next))
        };
        let is_within =
            |bucket: &&Bucket<'_>| next >= OLD_DAYS || bucket.last.is_some_and(|last| last < OLD_DAYS);
        let longest = buckets
            .iter()
            .filter(begins)
            .filter(is_within)
            .max_by_key(|bucket| bucket.last.unwrap_or(u32::MAX));
        let Some(bucket) = longest else { break };
        all.push(bucket.column.to_owned());
        if next >= OLD_DAYS {
            old.push(bucket.column.to_owned());
        }
        is_open = bucket.last.is_none();
        match bucket.last.and_then(|last| last.checked_add(1)) {
            Some(after) => next = after,
            None => break,
        }
    }
    let is_whole = is_open || buckets.iter().all(|bucket| bucket.first < next);
    (!old.is_empty() && is_whole).then_some(Buckets { all, old })
}

/// Whether the oldest goods have a column.
pub(super) fn has_open_end<'a>(mut columns: impl Iterator<Item = &'a str>) -> bool {
    columns.any(|column| bucket(column).is_some_and(|bucket| bucket.last.is_none()))
}

fn bucket(column: &str) -> Option<Bucket<'_>> {
    let ages = column.strip_prefix("inv-age-")?.strip_suffix("-days")?;
    if let Some(first) = ages.strip_suffix("-plus") {
        return Some(Bucket { column, first: first.parse().ok()?, last: None });
    }
    let (first, last) = ages.split_once("-to-")?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some(Bucket { column, first, last: Some(last) })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::first_cut(&["0-to-90", "91-to-180", "181-to-270", "271-to-365"], 4, 2)]
    #[case::with_open_end(&["0-to-90", "91-to-180", "181-to-270", "271-to-365", "365-plus"], 5, 3)]
    #[case::two_cuts(
        &["0-to-30", "31-to-60", "61-to-90", "0-to-90", "91-to-180", "181-to-270", "271-to-365", "365-plus",
          "181-to-330", "331-to-365"],
        5, 3
    )]
    #[case::newest(
        &["0-to-30", "31-to-60", "61-to-90", "91-to-180", "181-to-330", "331-to-365", "366-to-455", "456-plus"],
        8, 4
    )]
    #[case::gap(&["0-to-90", "181-to-270"], 0, 0)]
    #[case::no_edge_at_181(&["0-to-90", "91-to-365"], 0, 0)]
    #[case::nothing(&[], 0, 0)]
    #[case::odd(&["5-to-2", "x-to-y", "4294967295-plus"], 0, 0)]
    fn every_age_is_covered_once(#[case] ages: &[&str], #[case] all: usize, #[case] old: usize) {
        let columns: Vec<_> = ages.iter().map(|ages| format!("inv-age-{ages}-days")).collect();
        let found = buckets(columns.iter().map(String::as_str));
        let counts = found.map_or((0, 0), |buckets| (buckets.all.len(), buckets.old.len()));
        assert_eq!(counts, (all, old));
    }
}
