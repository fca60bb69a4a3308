//! Help: what is the person's, what they could say now, and what there is to say.

use serde::{Deserialize, Serialize};

use super::{AlertLine, Choice};
use crate::digest::DigestLine;

/// Help for one person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HelpAnswer {
    /// Their KPIs, those beyond a limit first; the first few.
    pub kpis: Vec<DigestLine>,
    /// How many they have.
    pub all_kpis: u32,
    /// Their open alerts, most urgent first; the first few.
    pub alerts: Vec<AlertLine>,
    /// How many they have.
    pub all_alerts: u32,
    /// Texts that would do something for them now.
    pub examples: Vec<Choice>,
    /// The words of the commands that ask, in English and Chinese.
    pub asks: Vec<(String, String)>,
    /// Of those that act on an alert.
    pub acts: Vec<(String, String)>,
    /// Of those that set or send something.
    pub sets: Vec<(String, String)>,
}
