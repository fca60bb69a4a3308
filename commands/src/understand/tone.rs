//! The tone of a text: whether an action is said plainly, or only asked about, doubted, pleaded for or told of others.
//!
//! What changes something is done when it is said plainly. In every other tone it is offered as a button.

use super::candidate::Candidate;
use super::fill::Said;
use super::pieces::{Piece, pieces};
use super::term::Term;
use super::twist;
use crate::meaning::Intent;
use crate::reading::words::Words;
use crate::spec::Slot;

/// What a word does to an action that is named beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// It doubts: "maybe", "should we", "是不是", or asks how.
    Doubts,
    /// It asks for somebody: "who", "谁".
    AsksWho,
    /// It asks for a day or a time: "when", "哪天".
    AsksWhen,
    /// It asks whether, unless it pleads: "can", "可以", "吗".
    Asks,
    /// It asks whether when it stands in front: "is 42 done".
    AsksInFront,
    /// It pleads, also in the form of a question: "could you", "麻烦".
    Pleads,
    /// It tells of whoever is named right before it: "Lin is …", "浩哥已经…".
    Tells,
    /// It denies: "don't", "先别".
    Denies,
    /// It says something else of what is named: "the other one", "too low", "剩下的".
    Shades,
    /// It may belong to the name of a shop: "store hours" are not the person's own.
    Places,
}

impl Tone {
    /// Whether an answer of a command answers what such a word asks: no value says who or when.
    pub(super) fn is_answered_by(self, intent: Intent) -> bool {
        use Intent::{Alerts, Best, Freshness, Kpi, List, Mine, Room, Why, Worst};
        match self {
            Self::Denies => false,
            Self::AsksWho => !matches!(intent, Kpi | Room | Freshness | Why | Best | Worst),
            Self::AsksWhen => !matches!(intent, Kpi | List | Best | Worst | Alerts | Mine),
            Self::Doubts
            | Self::Asks
            | Self::AsksInFront
            | Self::Pleads
            | Self::Tells
            | Self::Shades
            | Self::Places => true,
        }
    }
}

/// A word with a tone, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Toned {
    pub(super) tone: Tone,
    pub(super) begin: usize,
    pub(super) end: usize,
}

/// The tones of a piece.
pub(super) fn toned(piece: &Piece) -> impl Iterator<Item = Toned> {
    let (begin, end) = (piece.begin, piece.end);
    piece.terms.iter().filter_map(move |term| match term {
        Term::Tone(tone) => Some(Toned { tone: *tone, begin, end }),
        _ => None,
    })
}

/// Whether a command is said plainly enough to be done. What only asks always is.
pub(super) fn is_plain(candidate: &Candidate, said: Said<'_>) -> bool {
    let spec = candidate.spec();
    // To show a digest changes nothing; to send one to a channel does.
    let is_shown = spec.intent == Intent::Digest && !candidate.has(Slot::Channel);
    if super::only_asks(spec) || (is_shown && !is_missed(candidate, said.words)) {
        return true;
    }
    let kept = candidate.kept_begin(said.words);
    let is_question = (said.is_question && kept.is_none()) || is_supposed(said.words);
    let kept = kept.unwrap_or(said.words.len());
    let frame = said.words.first(kept);
    let is_told = |toned: &Toned| {
        let names_before =
            |end: usize| said.words.skip(end).first(toned.begin.saturating_sub(end)).is_blank();
        toned.tone == Tone::Tells
            && spec.on_alert
            && candidate.taken.iter().any(|taken| {
                matches!(taken.term, Term::People(_)) && taken.end <= toned.begin && names_before(taken.end)
            })
    };
    let mut tones: Vec<Toned> = candidate.tones.iter().filter(|toned| toned.end <= kept).copied().collect();
    if !(spec.on_alert || is_of_person(spec.intent)) {
        tones.retain(|toned| toned.tone != Tone::Places);
    }
    !tones.iter().any(is_told)
        && !twist::is_twisted(candidate, said)
        && is_ordered(&tones, frame, is_question)
}

/// Whether a command sets what belongs to the person.
fn is_of_person(intent: Intent) -> bool {
    matches!(intent, Intent::Language | Intent::Zone | Intent::Hours)
}

/// "日报没发", "日报发了吗": whether a digest went out is no order of one.
fn is_missed(candidate: &Candidate, words: Words<'_>) -> bool {
    let plain = words.plain();
    let end = plain.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    candidate.tones.iter().any(|toned| toned.tone == Tone::Denies)
        || ["了吗", "了没", "了没有", "了嘛", "了么"].iter().any(|asks| end.ends_with(asks))
}

/// "是误报吧" supposes, and waits to be told.
fn is_supposed(words: Words<'_>) -> bool {
    let plain = words.plain();
    let end =
        plain.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, '.' | '!' | '~'));
    end.ends_with('吧') && end.contains('是')
}

/// Whether words in front of what is kept order something: "dismiss 42" of "dismiss 42, is it the sale?".
pub(super) fn is_order(frame: Words<'_>, is_question: bool, said: Said<'_>) -> bool {
    if frame.len() > super::LONGEST_QUESTION {
        return false;
    }
    let tones: Vec<Toned> = pieces(frame, said.lexicon, said.scene).iter().flat_map(toned).collect();
    is_ordered(&tones, frame, is_question)
}

fn is_ordered(tones: &[Toned], frame: Words<'_>, is_question: bool) -> bool {
    let has = |tone: Tone| tones.iter().any(|toned| toned.tone == tone);
    let asks_in_front =
        || tones.iter().any(|toned| toned.tone == Tone::AsksInFront && frame.first(toned.begin).is_blank());
    // "Close 42? It recovered" asks in its first sentence.
    let asks = || has(Tone::Asks) || asks_in_front() || is_question || frame.chars().contains(&'?');
    let doubts = [Tone::Doubts, Tone::AsksWho, Tone::AsksWhen, Tone::Denies, Tone::Shades, Tone::Places]
        .into_iter()
        .any(has);
    !doubts && (has(Tone::Pleads) || !asks())
}

/// Whether words do no more than doubt, ask or deny: the "maybe" of "bad data 42 maybe" says nothing of the data.
pub(super) fn only_doubts(words: Words<'_>, said: Said<'_>) -> bool {
    let pieces = pieces(words, said.lexicon, said.scene);
    let turns = |toned: Toned| !matches!(toned.tone, Tone::Pleads | Tone::Tells | Tone::Places);
    words.len() <= LONGEST_DOUBT
        && pieces.iter().all(Piece::says_nothing)
        && pieces.iter().flat_map(toned).any(turns)
}

/// Longer words, in characters, say something, too.
const LONGEST_DOUBT: usize = 20;

/// Whether a clause denies what it says.
pub(super) fn is_denied(clause: Words<'_>, said: Said<'_>) -> bool {
    let is_denial = |piece: &Piece| piece.terms.contains(&Term::Tone(Tone::Denies));
    pieces(clause, said.lexicon, said.scene).iter().any(is_denial)
}

/// Who else may be spoken to, or of, where a day is named.
const OTHERS: &[&str] = &[
    "was", "were", "had", "原定", "本来", "本该", "you", "u", "they", "he", "she", "lets see", "你", "您",
    "你们", "他", "她", "他们", "让", "叫", "请", "客户", "对方", "能否",
];

/// What a clause says that demands rather than promises.
const MUST: &[&str] = &["必须", "务必", " must ", "别拖"];

/// Whether a clause asks, or tells what others do: "谁周五前能搞定", "你周五前搞定", "让小林周五前搞定".
pub(super) fn is_not_own(clause: Words<'_>, said: Said<'_>) -> bool {
    let is_other = |piece: &Piece| {
        piece.terms.iter().any(|term| matches!(term, Term::People(_) | Term::Tone(Tone::AsksWho)))
    };
    let plain = clause.plain();
    if MUST.iter().any(|word| plain.contains(word)) {
        return true;
    }
    clause.after_any(OTHERS).is_some() || pieces(clause, said.lexicon, said.scene).iter().any(is_other)
}

/// Whoever a text speaks of is named within so many characters.
const LONGEST_BEGINNING: usize = 60;

/// Whether a text tells what somebody else does: "浩哥在处理", "Lin said Friday".
pub(super) fn is_of_others(words: Words<'_>, said: Said<'_>) -> bool {
    let beginning = words.first(LONGEST_BEGINNING);
    let pieces = pieces(beginning, said.lexicon, said.scene);
    let is_person = |piece: &Piece| piece.terms.iter().any(|term| matches!(term, Term::People(_)));
    let tells = |piece: &Piece| piece.terms.contains(&Term::Tone(Tone::Tells));
    pieces.first().is_some_and(is_person)
        || pieces.windows(2).any(|two| matches!(two, [first, second] if is_person(first) && tells(second)))
}
