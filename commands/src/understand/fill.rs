//! From a command with its pieces to a meaning.

use steward_core::id::KpiKey;
use steward_core::kpi::Kpi;
use steward_core::person::Locale;
use steward_core::time::Zone;

use super::candidate::{Candidate, Taken};
use super::extreme;
use super::figure::{self, Figure};
use super::head::head;
use super::lexicon::{Lexicon, Name};
use super::people;
use super::period::{self, Period, Today};
use super::resolve::{self, Resolved};
use super::scene::Scene;
use super::single;
use super::term::Term;
use crate::dismiss;
use crate::meaning::{Comparison, Filter, Intent, Meaning, Span};
use crate::reading::day::{Lean, shifted};
use crate::reading::moment::Moment;
use crate::reading::span;
use crate::reading::text::shortened;
use crate::reading::words::Words;
use crate::registry::specs;
use crate::spec::{Rest, Slot};

/// A text with everything needed to make out what it means.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    /// The text.
    pub(super) words: Words<'a>,
    /// The words that are known.
    pub(super) lexicon: &'a Lexicon,
    /// Who says it, when and where.
    pub(super) scene: &'a Scene<'a>,
    /// Whether it ends like a question.
    pub(super) is_question: bool,
}

impl<'a> Said<'a> {
    /// The moment on the person's clock.
    pub(super) fn moment(&self) -> Moment<'a> {
        Moment::of(self.scene.person, self.scene.now)
    }

    pub(super) fn part(&self, begin: usize, end: usize) -> Words<'a> {
        self.words.skip(begin).first(end.saturating_sub(begin)).trim()
    }
}

/// What a candidate means: one meaning, several to choose from, or none.
pub(super) fn meanings(candidate: &Candidate, said: Said<'_>) -> Vec<Meaning> {
    if single::is_contradicted(candidate, said)
        || single::has_stray_part(candidate, said)
        || single::is_turned_round(candidate, said)
    {
        return Vec::new();
    }
    let base = named(candidate, said);
    match kpis(candidate, said) {
        Resolved::Clear(kpis) => finish(base, kpis, candidate, said).into_iter().collect(),
        Resolved::Open(readings) => {
            let mut readings = readings;
            // What does not fit into the question is rather not the person's own.
            if readings.len() > super::choice::MOST_CHOICES {
                readings.sort_by_key(|kpis| !kpis.iter().any(|key| is_own(key, said)));
            }
            readings.into_iter().filter_map(|kpis| finish(base.clone(), kpis, candidate, said)).collect()
        }
        Resolved::Nothing => Vec::new(),
    }
}

/// What was recognised by a candidate that is not meant: no KPI where it is open which.
pub(super) fn recognised(candidate: &Candidate, said: Said<'_>) -> Meaning {
    let base = named(candidate, said);
    let kpis = match kpis(candidate, said) {
        Resolved::Clear(kpis) => kpis,
        Resolved::Open(_) | Resolved::Nothing => Vec::new(),
    };
    finish(base.clone(), kpis, candidate, said).unwrap_or(base)
}

fn is_own(key: &KpiKey, said: Said<'_>) -> bool {
    let kpi = said.lexicon.org().kpis.get(key);
    kpi.is_some_and(|kpi| kpi.owner.as_ref() == Some(&said.scene.person.key))
}

fn kpis(candidate: &Candidate, said: Said<'_>) -> Resolved {
    // What is kept as it was said names nothing.
    let kept = candidate.kept_begin(said.words).unwrap_or(usize::MAX);
    let names: Vec<&Name> = candidate
        .taken
        .iter()
        .filter(|taken| taken.begin < kept)
        .filter_map(|taken| match taken.term {
            Term::Name(place) | Term::Part(place) => said.lexicon.name(place),
            _ => None,
        })
        .collect();
    let shops = resolve::shops(said.lexicon, places(candidate));
    if names.is_empty() {
        return Resolved::Clear(of_thread(candidate, said));
    }
    let all_shops =
        candidate.taken.iter().any(|taken| taken.term == Term::Breakdown(crate::meaning::Breakdown::Shop))
            || matches!(candidate.spec().intent, Intent::Best | Intent::Worst);
    resolve::resolve(said.lexicon, &names, &shops, all_shops)
}

/// The KPI of the thread's alert, for a command that sets something of a KPI and names none.
fn of_thread(candidate: &Candidate, said: Said<'_>) -> Vec<KpiKey> {
    let sets =
        matches!(candidate.spec().intent, Intent::Pause | Intent::Resume | Intent::Target | Intent::Record);
    let is_unnamed = sets && places(candidate).next().is_none();
    said.scene.thread.filter(|_| is_unnamed).map(|thread| thread.kpi.clone()).into_iter().collect()
}

fn places(candidate: &Candidate) -> impl Iterator<Item = usize> {
    candidate.taken.iter().filter_map(|taken| match taken.term {
        Term::Place(place) => Some(place),
        _ => None,
    })
}

/// Everything but KPIs, days and numbers, which depend on each other.
fn named(candidate: &Candidate, said: Said<'_>) -> Meaning {
    let lexicon = said.lexicon;
    let spec = candidate.spec();
    let mut meaning = Meaning { intent: Some(spec.intent), ..Meaning::default() };
    for taken in &candidate.taken {
        match taken.term {
            Term::OwnTeam => meaning.teams.extend(said.scene.person.team.clone()),
            Term::Team(place) => meaning.teams.extend(lexicon.teams.get(place).cloned()),
            Term::Channel(place) => meaning.channel = lexicon.channels.get(place).cloned(),
            Term::Here => meaning.channel = said.scene.channel.map(|channel| channel.key.clone()),
            Term::Comparison(comparison) => meaning.comparison = Some(comparison),
            Term::Breakdown(breakdown) => meaning.breakdown = Some(breakdown),
            // Why something is red is asked of what is red.
            Term::Filter(_) if spec.intent == Intent::Why => {}
            Term::Filter(filter) => meaning.filters.push(filter),
            Term::Dismissal(reason) => meaning.values.dismissal = Some(reason),
            Term::All => meaning.all = true,
            Term::Digest(kind) => meaning.values.digest = Some(kind),
            Term::Language(tag) => meaning.values.language = Some(Locale::best_for(tag)),
            Term::Zone(name) => meaning.values.zone = Zone::parse(name).ok(),
            Term::ZoneName => {
                meaning.values.zone = Zone::parse(&said.part(taken.begin, taken.end).said()).ok();
            }
            Term::Alert(number, _) => meaning.alerts.push(number),
            Term::Hours(hours) => meaning.values.hours = Some(hours),
            Term::Sign(other) if other != candidate.own => {
                meaning.values.command = specs().get(other).map(|spec| spec.name);
            }
            _ => {}
        }
    }
    meaning.filters.sort_unstable();
    meaning.filters.dedup();
    meaning.alerts.dedup();
    meaning.all &= meaning.alerts.is_empty();
    meaning.people = people::people(candidate, said);
    // Whoever asks for the alerts they have asks for their own.
    if spec.intent == Intent::Alerts && meaning.people.as_slice() == [said.scene.person.key.clone()] {
        meaning.people.clear();
        meaning.intent = Some(Intent::Mine);
    }
    if matches!(spec.intent, Intent::Digest | Intent::Subscribe | Intent::Unsubscribe)
        && meaning.values.digest.is_none()
    {
        meaning.values.digest = candidate
            .taken
            .iter()
            .filter(|taken| matches!(taken.term, Term::Sign(_)))
            .find_map(|taken| digest_kind(&said.part(taken.begin, taken.end).plain()));
    }
    meaning
}

/// The kind of digest that a phrase for it names.
pub(super) fn digest_kind(phrase: &str) -> Option<steward_core::digest::DigestKind> {
    use steward_core::digest::DigestKind::{Daily, Monthly, Weekly};
    let kinds = [(Weekly, ["week", "周"]), (Monthly, ["month", "月"]), (Daily, ["dai", "日"])];
    kinds.into_iter().find(|(_, words)| words.iter().any(|word| phrase.contains(word))).map(|(kind, _)| kind)
}

fn finish(base: Meaning, kpis: Vec<KpiKey>, candidate: &Candidate, said: Said<'_>) -> Option<Meaning> {
    let org = said.lexicon.org();
    let first: Option<&Kpi> = kpis.first().and_then(|key| org.kpis.get(key));
    let mut meaning = base;
    if !single::fits(candidate.spec().intent, kpis.len()) {
        return None;
    }
    if matches!(candidate.spec().intent, Intent::Best | Intent::Worst) {
        meaning.intent = Some(extreme::intent(candidate, first, said));
    }
    meaning.scopes = scopes(&kpis, candidate, said);
    let (span, is_compared) = span_of(candidate, first, said)?;
    if is_compared && !candidate.spec().takes(Slot::Comparison) {
        return None;
    }
    meaning.span = span.filter(|span| !is_of_now(&meaning, span, said));
    meaning.comparison = meaning.comparison.or(is_compared.then_some(Comparison::Previous));
    for taken in candidate.taken.iter().filter(|taken| taken.term == Term::Number) {
        let part = said.words.skip(taken.begin).first(taken.end - taken.begin);
        let figure = match figure::around(said.words, taken.begin, taken.end) {
            Some(written) => Figure::Wrong(written),
            None if candidate.spec().intent == Intent::Target
                && figure::is_change(said.words, taken.begin) =>
            {
                Figure::Wrong(part.said())
            }
            None => figure::read(part, first.map(|kpi| kpi.unit)),
        };
        match figure {
            Figure::Clear(number) => meaning.values.number = Some(number),
            Figure::Open(written) => meaning.values.written = Some(written),
            Figure::Wrong(written) => meaning.values.unclear = Some(written),
        }
    }
    if let Some(written) = single::several_numbers(candidate, said) {
        (meaning.values.number, meaning.values.unclear) = (None, Some(written));
    }
    meaning.kpis = kpis;
    Some(rest(meaning, candidate, said))
}

/// Whether days that go on until now say no more of alerts than that they are open: "what is Lin working on this week",
/// "today's overdue alerts".
fn is_of_now(meaning: &Meaning, span: &Span, said: Said<'_>) -> bool {
    let is_state =
        |filter: &Filter| matches!(filter, Filter::Overdue | Filter::Unacknowledged | Filter::Open);
    let is_standing = !meaning.people.is_empty() || meaning.filters.iter().any(is_state);
    let today = said.scene.person.zone.date_at(said.scene.now);
    let yesterday = shifted(today, -1).unwrap_or(today);
    let goes_on = span.to.is_none_or(|to| to >= today || (to == yesterday && span.from < to));
    meaning.intent == Some(Intent::Alerts)
        && is_standing
        && goes_on
        && !meaning.filters.contains(&Filter::Closed)
}

/// The scopes of the KPIs, where a shop was named; of all KPIs of the shop, where no KPI was.
fn scopes(kpis: &[KpiKey], candidate: &Candidate, said: Said<'_>) -> Vec<String> {
    let shops = resolve::shops(said.lexicon, places(candidate));
    let org = said.lexicon.org();
    let mut scopes: Vec<String> = Vec::new();
    for shop in &shops {
        let of_shop = org
            .kpis
            .values()
            .filter(|kpi| kpis.is_empty() || kpis.contains(&kpi.key))
            .filter(|kpi| !kpis.is_empty() || resolve::is_of(said.lexicon, kpi, shop));
        for scope in of_shop.filter_map(|kpi| kpi.scope.clone()) {
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
    }
    scopes
}

/// The days that are named, with what is compared when two spans of one length follow each other: "上周 vs 上上周".
/// None when it is open which days are meant, or when they are no days that have been.
fn span_of(candidate: &Candidate, kpi: Option<&Kpi>, said: Said<'_>) -> Option<(Option<Span>, bool)> {
    let spec = candidate.spec();
    let is_ahead = spec.takes(Slot::Ahead);
    let zone = match kpi {
        Some(kpi) if !is_ahead => &kpi.zone,
        _ => &said.scene.person.zone,
    };
    let today =
        Today { speaker: said.scene.person.zone.date_at(said.scene.now), kpi: zone.date_at(said.scene.now) };
    let lean = if is_ahead { Lean::Ahead } else { Lean::Back };
    let periods: Vec<Period> = candidate
        .taken
        .iter()
        .filter(|taken| taken.term == Term::Time)
        .filter(|taken| !is_reason(taken, candidate, said))
        .map(|taken| {
            let part = said.words.skip(taken.begin).first(taken.end - taken.begin);
            period::period(part, today, lean).map(|(period, _)| period)
        })
        .collect::<Option<_>>()?;
    let (period, is_compared) = match periods.as_slice() {
        [] => return Some((None, false)),
        // "跟去年11月比" names with what to compare, and not what.
        [_] if !is_ahead && is_other_side(candidate, said) => return None,
        [only] => (*only, false),
        // "from 1 dec … until 5 dec", with something between them.
        [first, .., last] if is_ahead => (Period { from: first.from, to: last.to.or(first.to) }, false),
        [one, other] if is_comparing(said) => (one.after(*other).or_else(|| other.after(*one))?, true),
        _ => return None,
    };
    let is_forwards = period.to.is_none_or(|to| to >= period.from);
    // What is set for days to come is not set for days that have been.
    let is_over = is_ahead && period.to.is_some_and(|to| to < today.speaker.min(today.kpi));
    if is_over {
        return None;
    }
    // What stands and what happened is no matter of days to come; a value of these says that they are.
    let is_to_come = !is_ahead && period.from > today.speaker.max(today.kpi);
    if is_to_come && spec.intent != Intent::Kpi && super::only_asks(spec) {
        return None;
    }
    let span = Span { from: period.from, to: period.to, zone: zone.clone() };
    is_forwards.then_some((Some(span), is_compared))
}

/// Whether the only days named stand behind a word that compares with them.
fn is_other_side(candidate: &Candidate, said: Said<'_>) -> bool {
    const COMPARES: &[&str] = &[
        "vs",
        "versus",
        "against",
        "than",
        "compared to",
        "compared with",
        "跟",
        "与",
        "对比",
        "同比",
        "环比",
        "相比",
        "比",
    ];
    // The end of a name is no word of its own: "占比近一个月".
    let is_name = |taken: &Taken| matches!(taken.term, Term::Name(_) | Term::Part(_));
    let is_name_end = |end: usize| candidate.taken.iter().any(|taken| taken.end == end && is_name(taken));
    let is_compared = |taken: &Taken| {
        let before = said.words.first(taken.begin);
        before.before_any(COMPARES).is_some() && !is_name_end(before.trim().len())
    };
    candidate.taken.iter().filter(|taken| taken.term == Term::Time).any(is_compared)
}

/// Whether a text compares: "昨天前天" are two days and no comparison.
fn is_comparing(said: Said<'_>) -> bool {
    const COMPARES: [&str; 11] =
        ["vs", "versus", "compar", "against", "than", "relative", "over", "over the", "to", "v", "with"];
    let plain = said.words.plain();
    let mut words = plain.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    plain.chars().any(|letter| matches!(letter, '比' | '较'))
        || words.any(|word| COMPARES.contains(&word) || word.starts_with("compar"))
}

fn is_reason(taken: &Taken, candidate: &Candidate, said: Said<'_>) -> bool {
    candidate.spec().rest == Rest::Reason
        && candidate.reason_begin(said.words).is_some_and(|begin| taken.begin >= begin)
}

/// What is kept or read of the words that are no slot.
fn rest(mut meaning: Meaning, candidate: &Candidate, said: Said<'_>) -> Meaning {
    match candidate.spec().rest {
        Rest::Reason => {
            if let Some(begin) = candidate.reason_begin(said.words) {
                let text = said.words.skip(begin).trim();
                meaning.values.text = Some(text.said()).filter(|text| !text.is_empty());
            }
        }
        Rest::Until => match until(candidate, said) {
            Some(Ok(until)) => meaning.values.until = Some(until),
            Some(Err(text)) => meaning.values.unclear = Some(text),
            None => {}
        },
        Rest::Text | Rest::Dismissal => {
            let remark = candidate.remark_begin(said.words).map(|begin| said.words.skip(begin).trim());
            let reason =
                remark.filter(|_| candidate.spec().rest == Rest::Dismissal).and_then(dismiss::reason);
            let text = reason.map(|(_, text)| text).or(remark);
            meaning.values.dismissal = meaning.values.dismissal.or(reason.map(|(reason, _)| reason));
            meaning.values.text = text.map(|text| text.said()).filter(|text| !text.is_empty());
        }
        Rest::Nothing | Rest::Note | Rest::Remark => {}
    }
    meaning
}

/// The end that a text tells: an instant, or what was written instead of one. None when it tells nothing.
pub(super) fn until(candidate: &Candidate, said: Said<'_>) -> Option<Result<jiff::Timestamp, String>> {
    let (begin, end) = hull(&candidate.residue)?;
    let part = said.part(begin, end);
    if begin.checked_sub(1).and_then(|before| said.words.chars().get(before)) == Some(&'-') {
        return Some(Err(shortened(&said.words.skip(begin - 1).said())));
    }
    let behind =
        head(said.words).filter(|head| head.spec.intent == candidate.spec().intent).map(|head| head.rest);
    let read = |words: Words<'_>| span::until(words, said.moment());
    // A time may begin or end with what says nothing elsewhere: "下午四点", "8am".
    let wider = || {
        let ends = [end, end + 2, end + 3, said.words.len()];
        let begins = (0..=3).filter_map(|more| begin.checked_sub(more));
        begins.flat_map(|begin| ends.map(|end| said.part(begin, end))).find_map(read)
    };
    let found = read(part).or_else(wider).or_else(|| behind.and_then(read));
    Some(found.ok_or_else(|| shortened(&behind.unwrap_or(part).said())))
}

/// From the first unexplained stretch to the last.
pub(super) fn hull(residue: &[(usize, usize)]) -> Option<(usize, usize)> {
    Some((residue.first()?.0, residue.last()?.1))
}
