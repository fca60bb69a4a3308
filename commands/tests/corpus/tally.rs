//! Counts verdicts by file and by language.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::case::Case;
use crate::verdict::Verdict;

/// In the order of the columns.
const COLUMNS: [(Verdict, &str); 5] = [
    (Verdict::Exact, "exact"),
    (Verdict::AskedBack, "asked back"),
    (Verdict::WrongGuess, "wrong guess"),
    (Verdict::Spoke, "spoke"),
    (Verdict::Silent, "silent"),
];

/// A case that is not as expected.
pub struct Failure {
    pub case: Case,
    pub verdict: Verdict,
    pub differences: Vec<String>,
}

/// How often each verdict was given.
#[derive(Debug, Clone, Default)]
pub struct Counts(BTreeMap<Verdict, u32>);

impl Counts {
    fn all(&self) -> u32 {
        self.0.values().sum()
    }

    fn of(&self, verdict: Verdict) -> u32 {
        self.0.get(&verdict).copied().unwrap_or_default()
    }

    /// The share of a verdict, in percent.
    pub fn percent(&self, verdict: Verdict) -> f64 {
        100.0 * f64::from(self.of(verdict)) / f64::from(self.all().max(1))
    }
}

/// Everything counted. A row is named by whether it is held out, then by what it counts.
#[derive(Default)]
pub struct Tally {
    rows: BTreeMap<(bool, u8, String), Counts>,
    pub failures: Vec<Failure>,
}

/// The order of rows: files, then kinds of text, then all.
const FILES: u8 = 0;
const KINDS: u8 = 1;
const ALL: u8 = 2;

impl Tally {
    /// Counts one case in every row it belongs to.
    pub fn count(&mut self, case: &Case, verdict: Verdict) {
        let language = if case.is_chinese() { "Chinese" } else { "English" };
        let kinds = [
            (true, language),
            (case.is_mixed(), "both languages"),
            (case.misspelt, "misspelt"),
            (case.is_clear(), "clear"),
            (!case.is_clear(), "to be asked back, refused or left alone"),
        ];
        let mut rows = vec![(FILES, case.file.clone()), (ALL, "all".to_owned())];
        rows.extend(kinds.iter().filter(|(fits, _)| *fits).map(|(_, kind)| (KINDS, (*kind).to_owned())));
        for (order, name) in rows {
            *self.rows.entry((case.is_held_out(), order, name)).or_default().0.entry(verdict).or_default() +=
                1;
        }
    }

    /// All of the development part, or all that is held out.
    pub fn total(&self, held_out: bool) -> Counts {
        self.rows.get(&(held_out, ALL, "all".to_owned())).cloned().unwrap_or_default()
    }

    /// The rows as a table.
    pub fn table(&self) -> String {
        let mut out = format!("{:<42}{:>7}", "", "texts");
        for (_, name) in COLUMNS {
            let _ = write!(out, "{name:>13}");
        }
        for ((held_out, order, name), counts) in &self.rows {
            let part = if *order == FILES {
                ""
            } else if *held_out {
                "held out, "
            } else {
                "development, "
            };
            let _ = write!(out, "\n{:<42}{:>7}", format!("{part}{name}"), counts.all());
            for (verdict, _) in COLUMNS {
                let _ = write!(out, "{:>6}{:>6.1}%", counts.of(verdict), counts.percent(verdict));
            }
        }
        out
    }

    /// Every failure of a part of the corpus.
    pub fn listing(&self, held_out: bool) -> String {
        let line = |failure: &Failure| {
            let Failure { case, verdict, differences } = failure;
            format!("{}: {verdict:?}: {:?}\n    {}", case.file, case.text, differences.join("\n    "))
        };
        let of_part = self.failures.iter().filter(|failure| failure.case.is_held_out() == held_out);
        of_part.map(line).collect::<Vec<_>>().join("\n")
    }
}
