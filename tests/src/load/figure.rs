//! Figures: what was measured, how often, and how it spread.

use std::time::Duration;

use serde::Serialize;

/// One row of the table for one engine.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// What was measured.
    pub what: String,
    /// The name of the engine.
    pub engine: &'static str,
    /// What it is to be at most, where there is an aim.
    pub aim: Option<String>,
    /// What was found.
    pub found: Found,
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// Times, in milliseconds.
    Times(Spread),
    /// Sizes, in MB of 1,000,000 bytes.
    Megabytes(Spread),
    /// How many durable commits one could have made in the median, and in the 99th percentile.
    Commits {
        /// At the median.
        median: f64,
        /// At the 99th percentile, in commits of median cost.
        p99: f64,
    },
    /// How many of something a second.
    Pace {
        /// Of what.
        of: &'static str,
        /// How it spread.
        spread: Spread,
    },
    /// How many.
    Count(usize),
    /// A quantity of work with the seconds it took, once.
    Work {
        /// How many.
        done: usize,
        /// Of what.
        of: &'static str,
        /// In how many seconds.
        seconds: f64,
    },
}

/// Repetitions of one measurement.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Spread {
    /// How often.
    pub times: usize,
    /// The least.
    pub min: f64,
    /// Half are at most this.
    pub median: f64,
    /// Of a hundred, 99 are at most this.
    pub p99: f64,
    /// The most.
    pub max: f64,
}

impl Spread {
    /// The spread of durations, in milliseconds.
    pub fn of(durations: &[Duration]) -> Self {
        Self::of_numbers(durations.iter().map(|duration| duration.as_secs_f64() * 1e3).collect())
    }

    /// The spread of numbers; of none, all zeros.
    pub fn of_numbers(mut numbers: Vec<f64>) -> Self {
        numbers.sort_by(f64::total_cmp);
        let times = numbers.len();
        // The least number that at least so many hundredths do not exceed.
        let at = |hundredths: usize| {
            let place = (times * hundredths).div_ceil(100).saturating_sub(1);
            numbers.get(place).copied().unwrap_or_default()
        };
        Self { times, min: at(0), median: at(50), p99: at(99), max: at(100) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_numbers_that_were_measured() {
        let spread = Spread::of_numbers((1..=200).rev().map(f64::from).collect());
        let found = [spread.min, spread.median, spread.p99, spread.max];
        assert!(found.iter().zip([1.0, 100.0, 198.0, 200.0]).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?}");
        assert_eq!(Spread::of_numbers(Vec::new()).times, 0);
    }
}
