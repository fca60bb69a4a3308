//! The words of both languages that are no names: filters, comparisons, breakdowns, and what says nothing.

use steward_core::digest::DigestKind;

use super::term::Term;
use super::tone::Tone;
use crate::meaning::{Breakdown, Comparison, Filter};

/// Every word with what it can mean, in the order of the files.
pub(super) fn words() -> impl Iterator<Item = (&'static str, Term)> {
    read(WORDS, MEANINGS).chain(read(FILLING, MEANINGS)).chain(read(TONES, MEANINGS))
}

/// The words of a file, each with the meaning of the line "= NAME" above it. Lines that begin with "#" are remarks.
pub(super) fn read<M: Copy + 'static>(
    file: &'static str,
    meanings: &'static [(&'static str, M)],
) -> impl Iterator<Item = (&'static str, M)> {
    let mut meaning = None;
    file.lines().flat_map(move |line| {
        let is_remark = line.starts_with('#');
        if let Some(name) = line.strip_prefix("= ") {
            meaning = meanings.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning);
        }
        let has_words = !is_remark && !line.starts_with('=');
        let meant = meaning.filter(|_| has_words);
        let words = line.split(',').map(str::trim).filter(|word| !word.is_empty());
        words.filter_map(move |word| meant.map(|meant| (word, meant)))
    })
}

const FILLING: &str = include_str!("vocabulary/filling.txt");
const TONES: &str = include_str!("vocabulary/tones.txt");
const WORDS: &str = include_str!("vocabulary/words.txt");

/// The meanings by the names that the file has for them.
const MEANINGS: &[(&str, Term)] = &[
    ("filter red", Term::Filter(Filter::Red)),
    ("filter warning", Term::Filter(Filter::Warning)),
    ("filter critical", Term::Filter(Filter::Critical)),
    ("filter green", Term::Filter(Filter::Green)),
    ("filter mine", Term::Filter(Filter::Mine)),
    ("filter overdue", Term::Filter(Filter::Overdue)),
    ("filter unacknowledged", Term::Filter(Filter::Unacknowledged)),
    ("filter late", Term::Filter(Filter::Late)),
    ("filter open", Term::Filter(Filter::Open)),
    ("filter closed", Term::Filter(Filter::Closed)),
    ("filter paused", Term::Filter(Filter::Paused)),
    ("compared with target", Term::Comparison(Comparison::Target)),
    ("compared with previous", Term::Comparison(Comparison::Previous)),
    ("compared with day", Term::Comparison(Comparison::Day)),
    ("compared with week", Term::Comparison(Comparison::Week)),
    ("compared with month", Term::Comparison(Comparison::Month)),
    ("compared with year", Term::Comparison(Comparison::Year)),
    ("by shop", Term::Breakdown(Breakdown::Shop)),
    ("by day", Term::Breakdown(Breakdown::Day)),
    ("by week", Term::Breakdown(Breakdown::Week)),
    ("by month", Term::Breakdown(Breakdown::Month)),
    ("by team", Term::Breakdown(Breakdown::Team)),
    ("by owner", Term::Breakdown(Breakdown::Owner)),
    ("all", Term::All),
    ("digest daily", Term::Digest(DigestKind::Daily)),
    ("digest weekly", Term::Digest(DigestKind::Weekly)),
    ("digest monthly", Term::Digest(DigestKind::Monthly)),
    ("language en-US", Term::Language("en-US")),
    ("language zh-CN", Term::Language("zh-CN")),
    ("speaker", Term::Speaker),
    ("own team", Term::OwnTeam),
    ("here", Term::Here),
    ("because", Term::Because),
    ("zone Asia/Shanghai", Term::Zone("Asia/Shanghai")),
    ("zone Asia/Hong_Kong", Term::Zone("Asia/Hong_Kong")),
    ("zone Asia/Tokyo", Term::Zone("Asia/Tokyo")),
    ("zone Asia/Singapore", Term::Zone("Asia/Singapore")),
    ("zone America/Los_Angeles", Term::Zone("America/Los_Angeles")),
    ("zone America/New_York", Term::Zone("America/New_York")),
    ("zone America/Chicago", Term::Zone("America/Chicago")),
    ("zone America/Denver", Term::Zone("America/Denver")),
    ("zone Europe/London", Term::Zone("Europe/London")),
    ("zone Europe/Berlin", Term::Zone("Europe/Berlin")),
    ("zone UTC", Term::Zone("UTC")),
    ("nothing", Term::Filler),
    ("doubts", Term::Tone(Tone::Doubts)),
    ("asks who", Term::Tone(Tone::AsksWho)),
    ("asks when", Term::Tone(Tone::AsksWhen)),
    ("asks", Term::Tone(Tone::Asks)),
    ("asks in front", Term::Tone(Tone::AsksInFront)),
    ("pleads", Term::Tone(Tone::Pleads)),
    ("tells", Term::Tone(Tone::Tells)),
    ("denies", Term::Tone(Tone::Denies)),
    ("shades", Term::Tone(Tone::Shades)),
    ("places", Term::Tone(Tone::Places)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_of_the_files_is_known_and_has_words() {
        let lines = [WORDS, FILLING, TONES].into_iter().flat_map(str::lines);
        for line in lines.filter_map(|line| line.strip_prefix("= ")) {
            assert!(MEANINGS.iter().any(|(known, _)| *known == line), "{line}");
        }
        for (name, term) in MEANINGS {
            assert!(words().any(|(_, known)| known == *term), "{name}");
        }
    }
}
