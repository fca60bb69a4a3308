//! The commands that a text may mean, and how much of the text each explains.

use super::pieces::Piece;
use super::term::Term;
use super::tone::{self, Tone, Toned};
use crate::meaning::{Filter, Intent};
use crate::reading::words::Words;
use crate::registry::specs;
use crate::spec::{Rest, Slot, Spec};

/// A command that a text may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Its place among the specs.
    pub(super) own: usize,
    /// How many characters of the text are its own phrases.
    pub(super) signs: usize,
    /// What each piece of the text is, in order; what says nothing left out.
    pub(super) taken: Vec<Taken>,
    /// The stretches that it does not explain, begin and end.
    pub(super) residue: Vec<(usize, usize)>,
    /// Where its first phrase begins.
    pub(super) begin: Option<usize>,
    /// Where its last phrase ends.
    pub(super) end: usize,
    /// The words that give a tone.
    pub(super) tones: Vec<Toned>,
    /// Whether it is said in the thread of an alert.
    in_thread: bool,
}

/// A piece of a text with what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    /// What it is.
    pub(super) term: Term,
    /// Its first character.
    pub(super) begin: usize,
    /// The first character behind it.
    pub(super) end: usize,
    /// The person that a mention means.
    pub(super) mention: Option<steward_core::id::PersonKey>,
}

impl Candidate {
    /// Its spec.
    pub(super) fn spec(&self) -> &'static Spec {
        specs().get(self.own).unwrap_or(&specs()[0])
    }

    /// Whether something fills a slot.
    pub(super) fn has(&self, slot: Slot) -> bool {
        self.taken.iter().any(|taken| taken.term.fills(slot))
    }

    /// Where the last thing that it takes ends.
    fn last_end(&self) -> usize {
        self.taken.last().map_or(0, |taken| taken.end)
    }

    /// Whether it asks for KPIs by how they stand.
    pub(super) fn is_of_state(&self) -> bool {
        self.taken.iter().any(|taken| matches!(taken.term, Term::Filter(filter) if !is_of_alerts(filter) && filter != Filter::Mine))
    }

    /// Whether nothing is named beside its own phrases.
    pub(super) fn is_alone(&self) -> bool {
        self.taken.iter().all(|taken| matches!(taken.term, Term::Sign(_)))
    }

    /// Whether it has one of the things that it needs.
    pub(super) fn has_needs(&self) -> bool {
        let needs = self.spec().needs;
        needs.is_empty() || needs.iter().any(|slot| self.has(*slot))
    }

    /// Whether it explains the whole text.
    pub(super) fn is_complete(&self, words: Words<'_>) -> bool {
        match self.spec().rest {
            Rest::Reason if self.has_reason_in_front(words) => false,
            Rest::Reason => self.reason_begin(words).is_some() || self.residue.is_empty(),
            // "42 is expected, it's the sale": what is said behind a comma says why.
            Rest::Text | Rest::Dismissal if self.in_thread || self.has(Slot::Alerts) => {
                self.residue.is_empty() || self.remark_begin(words).is_some()
            }
            _ => self.residue.is_empty(),
        }
    }

    /// Where the words begin that are kept as they were said, if any are.
    pub(super) fn kept_begin(&self, words: Words<'_>) -> Option<usize> {
        match self.spec().rest {
            Rest::Reason => self.reason_begin(words),
            Rest::Text | Rest::Dismissal => self.remark_begin(words),
            Rest::Nothing | Rest::Note | Rest::Until | Rest::Remark => None,
        }
    }

    /// Where a remark begins: the clause behind everything that is explained.
    pub(super) fn remark_begin(&self, words: Words<'_>) -> Option<usize> {
        let first = self.residue.first().map(|(begin, _)| *begin)?;
        let is_behind = self.taken.iter().all(|taken| taken.end <= first);
        let before = words.first(first);
        let sign = before.chars().iter().rev().find(|c| !c.is_whitespace());
        (is_behind && sign.is_some_and(|c| matches!(c, ',' | ':' | ';' | '.' | '('))).then_some(first)
    }

    /// Where the words of a reason begin: behind the last word that announces one, else with the first clause that is
    /// not explained. None when what is not explained stands among the rest.
    pub(super) fn reason_begin(&self, words: Words<'_>) -> Option<usize> {
        let first = self.residue.first().map(|(begin, _)| *begin);
        let announced = self
            .taken
            .iter()
            .rfind(|taken| taken.term == Term::Because && first.is_none_or(|first| taken.end <= first))
            .filter(|because| !self.is_before_kpi(because, words))
            .filter(|because| !self.is_in_front(because));
        if let Some(because) =
            announced.filter(|because| !self.is_before_days(because, first.is_none(), words))
        {
            return Some(because.end);
        }
        if announced.is_some() && first.is_none() {
            return None;
        }
        // "…, 11月20到30号，黑五": what is named after the days is why.
        let times: Vec<&Taken> = self.taken.iter().filter(|taken| taken.term == Term::Time).collect();
        if let (None, [days, .., last]) = (first, times.as_slice()) {
            let between = words.skip(days.end).first(last.begin.saturating_sub(days.end));
            return (between.chars().contains(&',') || is_named_after(days, last, words))
                .then_some(last.begin);
        }
        if let Some(begin) = self.clause_of_reason(first?, words) {
            return Some(begin);
        }
        let first = self.begin_of_clause(first?, words);
        let before = words.first(first);
        let separated = before
            .chars()
            .iter()
            .rev()
            .find(|c| !c.is_whitespace())
            .is_some_and(|c| matches!(c, ',' | ':' | ';' | '.' | '(' | '-'));
        let is_behind = self
            .taken
            .iter()
            .filter(|taken| !matches!(taken.term, Term::Because))
            .all(|taken| taken.end <= first || taken.begin >= first);
        // Chinese needs no comma where a space stands.
        let chinese = words.skip(first).chars().first().is_some_and(|c| !c.is_ascii());
        let is_last = self.taken.iter().all(|taken| taken.end <= first);
        let spaced = chinese && is_last && before.chars().last().is_some_and(|c| c.is_whitespace());
        ((separated || spaced) && is_behind && self.begin.is_some()).then_some(first)
    }

    /// Where the clause of a stretch that is not explained begins, when everything that is needed stands in front of it: what
    /// its words mean elsewhere says nothing here, as in "reopen 42, margin still bleeding" and "target 3k thru nov 30, BFCM
    /// push". Neither a value nor an alert stands in a reason, nor days where none stand in front.
    fn clause_of_reason(&self, begin: usize, words: Words<'_>) -> Option<usize> {
        let chars = words.chars();
        let is_end = |at: &usize| {
            let letter = chars.get(*at).copied().unwrap_or(' ');
            matches!(letter, ',' | ':' | ';') && !chars.get(at + 1).is_some_and(char::is_ascii_digit)
        };
        let sign = (0..begin).rev().find(is_end)?;
        let (before, behind): (Vec<&Taken>, Vec<&Taken>) =
            self.taken.iter().partition(|taken| taken.end <= sign);
        let has = |slot: Slot| before.iter().any(|taken| taken.term.fills(slot));
        let spec = self.spec();
        let is_named = if spec.on_alert { has(Slot::Alerts) } else { has(Slot::Kpis) };
        let has_needs = spec.needs.is_empty() || spec.needs.iter().any(|slot| has(*slot));
        let has_sign = before.iter().any(|taken| matches!(taken.term, Term::Sign(_)));
        let may_be_of_reason = |taken: &&Taken| match taken.term {
            Term::Name(_) | Term::Part(_) => spec.on_alert,
            Term::Time => has(Slot::Ahead) && is_name_of_days(taken, words),
            _ => false,
        };
        let begins = || {
            let gap = chars.iter().skip(sign + 1).take_while(|letter| letter.is_whitespace()).count();
            sign + 1 + gap
        };
        (is_named && has_needs && has_sign && behind.iter().all(may_be_of_reason)).then(begins)
    }

    /// "Because of bfcm target tacos 15%": where a reason in front ends is open, and so is which days are of it. "For" may name
    /// days or what the command is about.
    fn has_reason_in_front(&self, words: Words<'_>) -> bool {
        let is_for =
            |because: &Taken| words.skip(because.begin).first(because.end - because.begin).plain() == "for";
        let reasons = self.taken.iter().filter(|taken| taken.term == Term::Because);
        reasons.filter(|because| self.is_in_front(because)).any(|because| !is_for(because))
    }

    fn is_in_front(&self, because: &Taken) -> bool {
        self.begin.is_none_or(|begin| because.begin < begin)
    }

    /// "For 3 days", "for december, holiday": the word announces days, and the reason stands elsewhere, if anywhere.
    fn is_before_days(&self, because: &Taken, is_all: bool, words: Words<'_>) -> bool {
        let is_time = |taken: &&Taken| taken.term == Term::Time;
        let is_next =
            |taken: &Taken| taken.begin >= because.end && is_gap_between(words, because.end, taken.begin);
        let is_first = !self.taken.iter().filter(is_time).any(|taken| taken.end <= because.begin);
        let is_for = words.skip(because.begin).first(because.end - because.begin).plain() == "for";
        is_first && (is_all || is_for) && self.taken.iter().filter(is_time).any(is_next)
    }

    /// "Target for us sales": the word announces what the command is about, and no reason.
    fn is_before_kpi(&self, because: &Taken, words: Words<'_>) -> bool {
        let next = self.taken.iter().find(|taken| taken.begin >= because.end);
        let is_kpi = |taken: &Taken| matches!(taken.term, Term::Name(_) | Term::Part(_) | Term::Place(_));
        next.is_some_and(|next| is_kpi(next) && is_gap_between(words, because.end, next.begin))
    }

    /// Where the clause begins of which a stretch is not explained: words that say nothing elsewhere belong to it, as in
    /// "reopen 41, it's back".
    fn begin_of_clause(&self, begin: usize, words: Words<'_>) -> usize {
        let taken_end =
            self.taken.iter().map(|taken| taken.end).filter(|end| *end <= begin).max().unwrap_or(0);
        let before = words.first(begin);
        let is_sign = |letter: &char| matches!(letter, ',' | ':' | ';' | '.' | '(');
        // The point of "target.com" ends nothing.
        let is_end = |sign: &usize| !before.chars().get(sign + 1).is_some_and(char::is_ascii_alphanumeric);
        let sign = before.chars().iter().rposition(is_sign).filter(|sign| *sign >= taken_end);
        let sign = sign.filter(is_end);
        let is_apart = |letter: &char| letter.is_whitespace() || is_sign(letter);
        if let Some(sign) = sign {
            let spaces = before.chars().iter().skip(sign + 1).take_while(|letter| letter.is_whitespace());
            return sign + 1 + spaces.count();
        }
        let length = before.chars().iter().rev().take_while(|letter| !is_apart(letter)).count();
        begin.saturating_sub(length).max(taken_end)
    }
}

/// "12月1日到12月31日 圣诞": days by number, and behind them what they are called.
fn is_named_after(days: &Taken, name: &Taken, words: Words<'_>) -> bool {
    is_gap_between(words, days.end, name.begin) && has_digit(days, words) && is_name_of_days(name, words)
}

/// Whether days are told by what they are called, without a number and without a word that begins or ends them.
fn is_name_of_days(days: &Taken, words: Words<'_>) -> bool {
    const BOUNDS: &[&str] = &[
        "from", "since", "starting", "until", "till", "to", "through", "thru", "before", "by", "从", "自",
        "到", "至", "截至", "直到",
    ];
    let part = words.skip(days.begin).first(days.end - days.begin);
    !has_digit(days, words) && part.after_any(BOUNDS).is_none()
}

fn has_digit(taken: &Taken, words: Words<'_>) -> bool {
    words.skip(taken.begin).first(taken.end - taken.begin).chars().iter().any(char::is_ascii_digit)
}

fn is_gap_between(words: Words<'_>, begin: usize, end: usize) -> bool {
    words.skip(begin).first(end.saturating_sub(begin)).is_blank()
}

/// Every command that a text may mean.
pub(super) fn candidates(pieces: &[Piece], words: Words<'_>, in_thread: bool) -> Vec<Candidate> {
    let mut owns: Vec<usize> = pieces
        .iter()
        .flat_map(|piece| &piece.terms)
        .filter_map(|term| match term {
            Term::Sign(own) => Some(*own),
            _ => None,
        })
        .collect();
    owns.sort_unstable();
    owns.dedup();
    let has = |fits: &dyn Fn(&Term) -> bool| pieces.iter().flat_map(|piece| &piece.terms).any(fits);
    let mut implied: Vec<Intent> = Vec::new();
    if has(&|term| matches!(term, Term::Name(_) | Term::Part(_))) {
        implied.push(Intent::Kpi);
    }
    if has(&|term| matches!(term, Term::Filter(filter) if !is_of_alerts(*filter) && *filter != Filter::Mine))
    {
        implied.push(Intent::List);
    }
    if has(&|term| matches!(term, Term::Filter(filter) if is_of_alerts(*filter))) {
        implied.push(Intent::Alerts);
    }
    let signs = |intents: &[Intent]| {
        has(&|term| match term {
            Term::Sign(own) => specs().get(*own).is_some_and(|spec| intents.contains(&spec.intent)),
            _ => false,
        })
    };
    let is_whose = |term: &Term| matches!(term, Term::Team(_) | Term::People(_) | Term::Place(_));
    if has(&is_whose)
        && signs(&[Intent::Kpi, Intent::List])
        && !has(&|term| matches!(term, Term::Name(_) | Term::Part(_)))
    {
        implied.push(Intent::List);
    }
    let has_name = has(&|term| matches!(term, Term::Name(_) | Term::Part(_)));
    if has(&|term| matches!(term, Term::Digest(_))) && !has_name {
        implied.push(Intent::Digest);
    }
    if has(&|term| matches!(term, Term::Language(_))) && !has_name {
        implied.push(Intent::Language);
    }
    if has(&|term| matches!(term, Term::Team(_))) && !has_name && !has(&|term| matches!(term, Term::Place(_)))
    {
        implied.push(Intent::List);
    }
    if has(&|term| matches!(term, Term::Dismissal(_))) {
        implied.push(Intent::Dismiss);
    }
    let place = |intent: Intent| specs().iter().position(|spec| spec.intent == intent);
    owns.extend(implied.into_iter().filter_map(place));
    let mut seen: Vec<usize> = Vec::new();
    owns.retain(|own| {
        let is_new = !seen.contains(own);
        seen.push(*own);
        is_new
    });
    owns.into_iter()
        .filter_map(|own| specs().get(own).map(|spec| explain(own, spec, pieces, words, in_thread)))
        .collect()
}

/// Whether a filter is about alerts rather than about KPIs.
fn is_of_alerts(filter: Filter) -> bool {
    matches!(filter, Filter::Overdue | Filter::Unacknowledged | Filter::Open | Filter::Closed)
}

/// Whether another piece is the name of a KPI and nothing else.
fn names_other(pieces: &[Piece], own: &Piece) -> bool {
    let is_name = |term: &Term| matches!(term, Term::Name(_) | Term::Part(_));
    pieces.iter().any(|piece| {
        piece.begin != own.begin && piece.terms.iter().any(is_name) && !piece.terms.contains(&Term::Time)
    })
}

/// Whether a term is a phrase that means something.
fn is_of(term: Term, intent: Intent) -> bool {
    matches!(term, Term::Sign(own) if specs().get(own).is_some_and(|spec| spec.intent == intent))
}

/// What a command makes of the pieces.
fn explain(own: usize, spec: &Spec, pieces: &[Piece], words: Words<'_>, in_thread: bool) -> Candidate {
    let mut candidate = Candidate {
        own,
        signs: 0,
        taken: Vec::new(),
        residue: Vec::new(),
        begin: None,
        end: 0,
        tones: Vec::new(),
        in_thread,
    };
    let mut is_remark = false;
    for piece in pieces {
        // Behind the word, the number and a comma stands a remark, whatever its words may mean elsewhere.
        if matches!(spec.rest, Rest::Text | Rest::Dismissal)
            && candidate.signs > 0
            && (in_thread || candidate.has(Slot::Alerts))
        {
            let between =
                words.skip(candidate.last_end()).first(piece.begin.saturating_sub(candidate.last_end()));
            is_remark |= between.chars().iter().any(|c| matches!(c, ',' | ':' | ';' | '('));
        }
        if is_remark {
            candidate.residue.push((piece.begin, piece.end));
            continue;
        }
        let sign = piece.terms.iter().find(|term| **term == Term::Sign(own));
        let beside = piece.terms.iter().find(|term| **term == Term::Beside(own));
        // "MTD" may be the name of a KPI, too; beside another name it is a time.
        let is_name = piece.terms.iter().any(|term| matches!(term, Term::Name(_) | Term::Part(_)));
        let is_time = is_name
            && piece.terms.contains(&Term::Time)
            && spec.takes(Slot::Span)
            && names_other(pieces, piece);
        let time = is_time.then_some(&Term::Time);
        let fitting =
            sign.or(beside).or(time).or_else(|| piece.terms.iter().find(|term| term.belongs(spec, own)));
        // A plea stays one where it is a phrase of the command, too.
        candidate.tones.extend(tone::toned(piece).filter(|toned| toned.tone == Tone::Pleads));
        match fitting {
            Some(Term::Filler | Term::Beside(_)) => {}
            Some(Term::Tone(_)) => candidate.tones.extend(tone::toned(piece)),
            // "The alert of …" names what is acted upon.
            None if spec.on_alert && piece.terms.iter().any(|term| is_of(*term, Intent::Alerts)) => {}
            Some(term) => {
                // The command that help is wanted for is a part of the question.
                let is_sign = matches!(term, Term::Sign(_) | Term::Dismissal(_));
                if is_sign {
                    candidate.signs += piece.end - piece.begin;
                    candidate.begin = candidate.begin.or(Some(piece.begin));
                    candidate.end = piece.end;
                }
                candidate.taken.push(Taken {
                    term: *term,
                    begin: piece.begin,
                    end: piece.end,
                    mention: piece.mention.clone(),
                });
            }
            None => candidate.residue.push((piece.begin, piece.end)),
        }
    }
    candidate
}
