//! Understanding a text: what it means, which readings there are to choose from, or that it was not said to Steward.
//!
//! Pure and deterministic. A text is taken apart into stretches that the lexicon knows (`pieces.rs`); a command is meant
//! when it explains the whole text (`candidate.rs`); what it means follows from its spec (`fill.rs`). What no command
//! explains is asked back with the nearest that would be understood, never guessed.

mod candidate;
mod choice;
mod code;
mod colloquial;
mod extreme;
mod figure;
mod fill;
mod flat;
mod further;
mod head;
mod hours;
mod kept;
mod lexicon;
mod measure;
mod names;
mod nearest;
mod people;
mod period;
mod pieces;
mod pinyin;
mod place;
mod print;
mod readings;
mod reply;
mod resolve;
mod scene;
mod shop;
mod single;
mod slip;
mod spelling;
mod talk;
mod term;
#[cfg(test)]
mod tests;
mod thread;
mod tone;
mod twist;
mod vocabulary;

pub(crate) use hours::hours;
pub use lexicon::Lexicon;
pub use scene::{Scene, Thread};

use fill::Said;
use readings::Readings;

use crate::meaning::{Intent, Meaning, Understanding};
use crate::reading::text::{MOST_CHARACTERS, Text};
use crate::spec::{Rest, Spec};

/// Longer texts, in characters, ask for nothing: they tell something. Only commands that keep words read them.
const LONGEST_QUESTION: usize = 200;

/// Understands a text.
pub fn understand(text: &str, lexicon: &Lexicon, scene: &Scene<'_>) -> Understanding {
    if !scene.addressed && scene.thread.is_none() {
        return Understanding::NotForSteward;
    }
    // Nothing that long can be kept, and no command needs more around what it keeps.
    let text: String = text.chars().take(2 * MOST_CHARACTERS + 1).collect();
    let text = Text::of(&text);
    let words = head::without_call(text.words());
    if words.is_blank() {
        let help = || understood(Meaning { intent: Some(Intent::Help), ..Meaning::default() });
        return if scene.addressed { help() } else { Understanding::NotForSteward };
    }
    let said = Said { words, lexicon, scene, is_question: text.is_question() };
    let understanding = if scene.addressed { addressed(said) } else { thread::reply(said) };
    match understanding {
        Understanding::Understood { meaning } => unasked(*meaning, said),
        other => other,
    }
}

/// What a text means once nothing is done that was not asked for: whoever takes an alert over themselves acknowledges
/// it; code, a condition or a further order beside an action is asked back.
fn unasked(meaning: Meaning, said: Said<'_>) -> Understanding {
    let is_own = meaning.people.len() == 1 && meaning.people.first() == Some(&said.scene.person.key);
    if meaning.intent == Some(Intent::Assign) && is_own && reply::reported(said.words) == Some(Intent::Ack) {
        return understood(Meaning { intent: Some(Intent::Ack), people: Vec::new(), ..meaning });
    }
    let is_told = matches!(meaning.intent, Some(Intent::Note | Intent::Comment)) && !meaning.proposed;
    if is_told || meaning.intent.is_none_or(Intent::is_question) {
        return understood(meaning);
    }
    let is_more = || further::is_conditional(said) || further::orders_more(&meaning, said);
    if !code::is_code(said.words) && !is_more() {
        return understood(meaning);
    }
    if !said.scene.addressed {
        return understood(kept::comment(said));
    }
    let mut plain = meaning;
    plain.values.text = None;
    choice::instead_of_doing(plain, said)
}

fn understood(meaning: Meaning) -> Understanding {
    Understanding::Understood { meaning: Box::new(meaning) }
}

/// A text that was said to Steward.
fn addressed(said: Said<'_>) -> Understanding {
    let is_short = said.words.len() <= LONGEST_QUESTION;
    if is_short && let Some(meaning) = exact_key(said) {
        return understood(meaning);
    }
    if let Some(understanding) = keeping(said) {
        return understanding;
    }
    let readings = if is_short { Readings::of(said) } else { Readings::none() };
    if let Some(understanding) = readings.decided(said) {
        return understanding;
    }
    if let Some(meaning) = kept::numbered_note(said).or_else(|| thread::numbered_reply(said, &readings)) {
        return understood(meaning);
    }
    if is_short {
        if let Some(understanding) = slip::corrected(said, &readings) {
            return understanding;
        }
        if let Some(meaning) = readings.unclear(said) {
            return understood(meaning);
        }
    }
    match said.scene.thread {
        Some(_) => thread::reply(said),
        None => nearest::not_understood(said, &readings),
    }
}

/// The key of a KPI, exactly and alone, means the KPI whatever else it may be.
fn exact_key(said: Said<'_>) -> Option<Meaning> {
    let asked = said.words.plain();
    let key = steward_core::id::KpiKey::parse(&asked).ok()?;
    let kpi = said.lexicon.org().kpis.get(&key)?;
    Some(Meaning { intent: Some(Intent::Kpi), kpis: vec![kpi.key.clone()], ..Meaning::default() })
}

/// A command that keeps the words behind it; asked back where what stands in front of them is no order.
fn keeping(said: Said<'_>) -> Option<Understanding> {
    let (head, meaning) = kept_command(said)?;
    if kept::is_order(&head, &meaning, said) {
        return Some(understood(meaning));
    }
    // "确认没人接的" may ask for something else.
    (head.spec.rest != Rest::Remark).then(|| choice::instead_of_doing(meaning, said))
}

/// A command that keeps the words behind it, where it is an order.
fn kept_order(said: Said<'_>) -> Option<Meaning> {
    let (head, meaning) = kept_command(said)?;
    kept::is_order(&head, &meaning, said).then_some(meaning)
}

/// The command in front of a text that keeps the words behind it, and what it would mean.
fn kept_command(said: Said<'_>) -> Option<(head::Head<'_>, Meaning)> {
    let thread = said.scene.thread.map(|thread| thread.number);
    let head = head::head(said.words)?.in_thread(thread)?;
    let is_meant = match head.spec.rest {
        Rest::Text | Rest::Note => head.number.is_some() || kept::fits(&head, said),
        Rest::Dismissal => (head.number.is_some() || kept::fits(&head, said)) && !kept::is_list(head.rest),
        Rest::Remark => kept::fits(&head, said) && !kept::is_list(head.rest),
        Rest::Nothing | Rest::Reason | Rest::Until => false,
    };
    if !is_meant || talk::is_name(said) || kept::runs_on(&head, said) {
        return None;
    }
    let meaning = kept::meaning(&head, said);
    Some((head, meaning))
}

/// Whether a command changes nothing when it is done.
fn only_asks(spec: &Spec) -> bool {
    matches!(
        spec.intent,
        Intent::Kpi
            | Intent::List
            | Intent::Best
            | Intent::Worst
            | Intent::Why
            | Intent::Owner
            | Intent::Alerts
            | Intent::Mine
            | Intent::Room
            | Intent::Freshness
            | Intent::History
            | Intent::Changes
            | Intent::Help
            | Intent::Menu
    )
}
