//! A text with its slips corrected: understood where it asks, offered where it would change something.

use super::fill::Said;
use super::only_asks;
use super::readings::Readings;
use crate::meaning::{Intent, Understanding};
use crate::reading::text::Text;
use crate::registry::specs;

/// What a text means when its unknown words are spelled as the only known ones that are near. An action is never taken
/// for a mistyped one: it is asked whether it was meant.
pub(super) fn corrected(said: Said<'_>, readings: &Readings) -> Option<Understanding> {
    let corrected = correction(said, readings)?;
    // Three letters are a slip away from too much.
    let is_long_enough = !corrected.is_short;
    let text = Text::of(&corrected.text);
    let again = Said { words: text.words(), ..said };
    let readings = Readings::of(again);
    match readings.decided(again)? {
        Understanding::Understood { meaning } => {
            let spec = specs().iter().find(|spec| Some(spec.intent) == meaning.intent)?;
            // What names what it is about is as clear as a question; what changes how KPIs are judged is not.
            let is_mild = !matches!(spec.intent, Intent::Target | Intent::Pause | Intent::Resume);
            let is_named = !meaning.alerts.is_empty()
                || !meaning.kpis.is_empty()
                || !meaning.people.is_empty()
                || said.scene.thread.is_some()
                || matches!(spec.intent, Intent::Digest | Intent::Undo);
            if only_asks(spec) || (is_mild && is_named && is_long_enough) {
                return Some(Understanding::Understood { meaning });
            }
            let nearest = super::choice::choices(std::slice::from_ref(&*meaning), said, 1);
            Some(Understanding::NotUnderstood { meaning, nearest })
        }
        other => Some(other),
    }
}

/// Shorter words, in letters, are no slip of an action.
const SHORTEST_ACTION: usize = 4;

/// A text with its slips corrected.
struct Correction {
    text: String,
    /// Whether a short word was corrected.
    is_short: bool,
}

/// The text with every unknown word corrected; none when one cannot be.
fn correction(said: Said<'_>, readings: &Readings) -> Option<Correction> {
    let spelling = &said.lexicon.words.spelling;
    let chars = said.words.chars();
    let unknown: Vec<(usize, usize)> = readings
        .pieces
        .iter()
        .filter(|piece| piece.terms.is_empty())
        .map(|piece| (piece.begin, piece.end))
        .collect();
    let mut changes: Vec<(usize, usize, String)> = Vec::new();
    let part = |begin: usize, end: usize| chars.get(begin..end).unwrap_or_default();
    for &(begin, end) in &unknown {
        let word: String = part(begin, end).iter().collect();
        let may_be_slip = word.len() >= SHORTEST_ACTION && !spelling.knows(&word);
        if may_be_slip && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            changes.push((begin, end, spelling.meant(&word)?));
        }
    }
    let is_chinese = |&(begin, end): &(usize, usize)| part(begin, end).iter().any(|c| !c.is_ascii());
    // A wrong letter may read as a word of its own.
    let is_weak = |at: usize| {
        let piece = readings.pieces.iter().find(|piece| (piece.begin..piece.end).contains(&at));
        piece.is_some_and(|piece| piece.says_nothing() || piece.end - piece.begin == 1)
    };
    if unknown.iter().any(is_chinese) {
        let (begin, end, name) = spelling.chinese(chars, is_weak)?;
        let is_corrected = |&(from, to): &(usize, usize)| begin <= from && to <= end;
        if !unknown.iter().filter(|place| is_chinese(place)).all(is_corrected) {
            return None;
        }
        changes.push((begin, end, name.iter().collect()));
    }
    if changes.is_empty() {
        return None;
    }
    changes.sort_unstable();
    let is_short = changes.iter().any(|(begin, end, word)| word.is_ascii() && end - begin < SHORTEST_ACTION);
    let mut text = String::new();
    let mut at = 0;
    for (begin, end, word) in changes {
        text.extend(part(at, begin));
        text.push_str(&word);
        at = end;
    }
    text.extend(part(at, chars.len()));
    Some(Correction { text, is_short })
}
