//! The words that Steward knows: of the team's own data, of the commands and of both languages, ready to be looked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use steward_core::id::{ChannelKey, KpiKey, PersonKey, TeamKey};
use steward_core::org::Org;

use super::flat::Flat;
use super::measure::Measure;
use super::place::Places;
use super::shop::Facet;
use super::spelling::Spelling;
use super::term::Term;
use super::tone::Tone;
use super::{names, vocabulary};
use crate::registry::specs;
use crate::spec::Spec;

/// The standing data with the words that people use for them. Build it again when the standing data change.
#[derive(Debug)]
pub struct Lexicon {
    org: Arc<Org>,
    /// The words of the team's own data.
    own: Patterns,
    /// The KPIs that bear each name.
    pub(super) names: Vec<Name>,
    /// Every whole name once, with the first KPI that bears it.
    pub(super) whole_names: Vec<(String, KpiKey)>,
    /// What each word for a shop says.
    pub(super) places: Vec<Vec<Facet>>,
    /// What is known of the shop of each KPI that has one.
    pub(super) facets: BTreeMap<KpiKey, Vec<Facet>>,
    /// The people of each name.
    pub(super) people: Vec<Vec<PersonKey>>,
    pub(super) teams: Vec<TeamKey>,
    pub(super) channels: Vec<ChannelKey>,
    /// The words that may be mistyped.
    pub(super) spelling: Spelling,
}

/// Words with what each can be, ready to be looked for.
#[derive(Debug)]
struct Patterns {
    automaton: Option<AhoCorasick>,
    /// What each pattern of the automaton can be.
    terms: Vec<Vec<Term>>,
}

impl Patterns {
    fn of(patterns: BTreeMap<String, Vec<Term>>) -> Self {
        let (patterns, terms): (Vec<String>, Vec<Vec<Term>>) = patterns.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .ok();
        Self { automaton, terms }
    }

    fn find<'a>(&'a self, flat: &'a Flat) -> impl Iterator<Item = (usize, usize, &'a [Term])> {
        self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(flat.as_str())).filter_map(
            |found| {
                let (begin, end) = flat.characters(found.start(), found.end())?;
                Some((begin, end, self.terms.get(found.pattern().as_usize())?.as_slice()))
            },
        )
    }
}

/// The KPIs that bear a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Name {
    /// All of them, in order of keys.
    pub(super) kpis: BTreeSet<KpiKey>,
    /// Those that bear it once their platform is said apart: "cancellation rate" of Walmart.
    pub(super) of_shop: BTreeSet<KpiKey>,
    /// The one whose key it is.
    pub(super) key: Option<KpiKey>,
}

/// Parts of names that say how something is measured and not what: alone or beside another name they mean no KPI.
const GENERIC: &[&str] =
    &["median", "average", "new", "product", "products", "中位", "平均", "新增", "主力", "首次"];

impl Lexicon {
    /// Folds the names of everything.
    pub fn of(org: Arc<Org>) -> Self {
        let mut build = Build::default();
        let places = Places::of(&org);
        let measures = Measure::all(&org);
        build.kpis(&org, &measures);
        build.people(&org);
        build.places(&places);
        let teams = build.teams(&org);
        let channels = build.channels(&org);
        build.parts(&measures);
        let spelling = Spelling::of(&build.patterns, Some(&spoken().spelling));
        build.initials(&measures, &places);
        Self {
            org,
            own: Patterns::of(build.patterns),
            names: build.names,
            whole_names: build.whole_names,
            places: places.words.into_iter().map(|(_, facets)| facets).collect(),
            facets: places.of_kpis,
            people: build.people,
            teams,
            channels,
            spelling,
        }
    }

    /// The standing data.
    pub fn org(&self) -> &Arc<Org> {
        &self.org
    }

    /// Every word of the lexicon that occurs in a text, the team's own first: the characters, begin and end, and what it
    /// can be.
    pub(super) fn find<'a>(&'a self, flat: &'a Flat) -> impl Iterator<Item = (usize, usize, &'a [Term])> {
        self.own.find(flat).chain(spoken().words.find(flat))
    }

    /// The KPIs of a name.
    pub(super) fn name(&self, place: usize) -> Option<&Name> {
        self.names.get(place)
    }
}

/// Shorter sounds of commands are too many other things.
const SHORTEST_SPELLING: usize = 5;

/// The words of the commands and of both languages, which are the same for every team.
struct Spoken {
    known: BTreeSet<String>,
    words: Patterns,
    spelling: Spelling,
    /// The sounds of the commands' Chinese words, with the place of the command.
    sounds: Vec<(String, usize)>,
}

/// The words that are the same for every team, put in order once.
fn spoken() -> &'static Spoken {
    static SPOKEN: OnceLock<Spoken> = OnceLock::new();
    SPOKEN.get_or_init(|| {
        let mut build = Build::default();
        build.commands();
        for (word, term) in vocabulary::words() {
            build.add(word, term);
        }
        build.dismissals();
        build.transparent();
        let mut spelling = Spelling::of(&build.patterns, None);
        spelling.learn_days();
        Spoken {
            known: build.patterns.keys().cloned().collect(),
            words: Patterns::of(build.patterns),
            spelling,
            sounds: sounds(),
        }
    })
}

/// The sounds of the commands' Chinese words.
fn sounds() -> Vec<(String, usize)> {
    let of_spec = |(at, spec): (usize, &'static Spec)| {
        let sounds = spec.words_zh.iter().flat_map(|word| super::pinyin::syllables(word));
        sounds
            .filter(|sound| sound.len() > SHORTEST_SPELLING)
            .map(move |sound| (sound, at))
            .collect::<Vec<_>>()
    };
    specs().iter().enumerate().flat_map(of_spec).collect()
}

/// Whether a text can be taken apart into words that are all known.
fn is_made_of(text: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
    let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let cuts = |end: &usize| {
        let is_latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = text.as_bytes();
        !(is_latin(bytes.get(end.wrapping_sub(1))) && is_latin(bytes.get(*end)))
    };
    ends.filter(cuts).any(|end| {
        let (first, rest) = text.split_at(end);
        let rest = rest.trim_start();
        is_known(first) && (rest.is_empty() || is_made_of(rest, is_known))
    })
}

#[derive(Default)]
struct Build {
    whole_names: Vec<(String, KpiKey)>,
    patterns: BTreeMap<String, Vec<Term>>,
    names: Vec<Name>,
    people: Vec<Vec<PersonKey>>,
}

impl Build {
    fn add(&mut self, text: &str, term: Term) {
        self.add_flat(Flat::name(text), term);
        let flat = Flat::name(text);
        for (short, long) in [("whats", "what"), ("hows", "how"), ("whos", "who"), ("whys", "why")] {
            if let Some(rest) = flat.strip_prefix(short).filter(|rest| rest.starts_with(' ')) {
                self.add_flat(format!("{long}{rest}"), term);
                self.add_flat(format!("{long} is{rest}"), term);
            }
        }
        // The apostrophe of "who's" takes its "is" along.
        for asked in ["what", "how", "who", "why", "where", "when"] {
            if let Some(rest) = flat.strip_prefix(asked).and_then(|rest| rest.strip_prefix(" is ")) {
                self.add_flat([asked, rest].join(" "), term);
            }
        }
        // People leave apostrophes out.
        if text.contains('\'') {
            self.add_flat(Flat::name(&text.replace('\'', "")), term);
        }
    }

    fn commands(&mut self) {
        for (at, spec) in specs().iter().enumerate() {
            for phrase in spec.phrases() {
                self.add(phrase, Term::Sign(at));
            }
        }
        for (at, spec) in specs().iter().enumerate() {
            for word in spec.beside {
                self.add(word, Term::Beside(at));
            }
        }
    }

    fn dismissals(&mut self) {
        for (reason, words) in crate::dismiss::REASONS {
            for word in *words {
                self.add(word, Term::Dismissal(*reason));
            }
        }
    }

    /// Whether nothing else is written so.
    fn is_free(&self, text: &str) -> bool {
        !self.patterns.contains_key(text) && !spoken().known.contains(text)
    }

    /// Parts of names, where nothing else is called so and they are part of few.
    fn parts(&mut self, measures: &[Measure<'_>]) {
        const MOST_MEASURES: usize = 4;
        let mut bearers: BTreeMap<String, (Name, BTreeSet<&str>)> = BTreeMap::new();
        for measure in measures {
            for part in names::parts(measure.first()) {
                let (name, known) = bearers.entry(part).or_default();
                name.kpis.extend(measure.keys());
                known.insert(measure.first().catalog.as_deref().unwrap_or(&measure.first().name_en));
            }
        }
        let is_unknown = |part: &str| match self.patterns.get(part).map(Vec::as_slice) {
            None => !spoken().known.contains(part),
            // Known only with the platform said apart.
            Some([Term::Name(place)]) => self.names.get(*place).is_some_and(|name| name.kpis.is_empty()),
            Some(_) => false,
        };
        bearers.retain(|part, (_, known)| {
            is_unknown(part) && known.len() <= MOST_MEASURES && !GENERIC.contains(&part.as_str())
        });
        for (part, (mut name, _)) in bearers {
            if let Some([Term::Name(place)]) = self.patterns.get(&part).map(Vec::as_slice)
                && let Some(known) = self.names.get(*place)
            {
                name.of_shop.clone_from(&known.of_shop);
            }
            self.names.push(name);
            self.patterns.insert(part, vec![Term::Part(self.names.len() - 1)]);
        }
    }

    /// A phrase of one command that is made of words which say nothing beside another says nothing there either: "我看看"
    /// in "我看看周报". A word that gives a tone gives it to the phrase.
    fn transparent(&mut self) {
        let phrases: Vec<(String, Vec<Term>)> = self
            .patterns
            .iter()
            .filter_map(|(text, terms)| Some((text.clone(), self.plain_terms(text, terms)?)))
            .collect();
        for (phrase, terms) in phrases {
            for term in terms {
                self.add_flat(phrase.clone(), term);
            }
        }
    }

    /// What a phrase of commands is beside others.
    fn plain_terms(&self, text: &str, terms: &[Term]) -> Option<Vec<Term>> {
        if !terms.iter().all(|term| matches!(term, Term::Sign(_) | Term::Beside(_))) {
            return None;
        }
        let has = |text: &str, fits: &dyn Fn(&Term) -> bool| {
            self.patterns.get(text).is_some_and(|terms| terms.iter().any(fits))
        };
        let is_filler = |part: &str| part != text && has(part, &|term| *term == Term::Filler);
        if is_made_of(text, &is_filler) {
            return Some(vec![Term::Filler]);
        }
        let tones = [
            Tone::AsksWho,
            Tone::AsksWhen,
            Tone::Doubts,
            Tone::Asks,
            Tone::AsksInFront,
            Tone::Pleads,
            Tone::Tells,
        ]
        .map(Term::Tone);
        let with_tone =
            |tone: &Term| is_made_of(text, &|part| is_filler(part) || has(part, &|term| term == tone));
        if let Some(tone) = tones.iter().find(|tone| with_tone(tone)) {
            return Some(vec![*tone]);
        }
        let is_any = |part: &str| {
            is_filler(part) || (part != text && has(part, &|term| matches!(term, Term::Beside(_))))
        };
        if !is_made_of(text, &is_any) {
            return None;
        }
        let beside = (0..specs().len()).map(Term::Beside).filter(|beside| !terms.contains(beside));
        let is_beside = |beside: &Term| {
            is_made_of(text, &|part| is_filler(part) || (part != text && has(part, &|term| term == beside)))
        };
        Some(beside.filter(is_beside).collect())
    }

    fn add_flat(&mut self, flat: String, term: Term) {
        if flat.is_empty() {
            return;
        }
        let terms = self.patterns.entry(flat).or_default();
        if !terms.contains(&term) {
            terms.push(term);
        }
    }

    fn kpis(&mut self, org: &Org, measures: &[Measure<'_>]) {
        let mut bearers: BTreeMap<String, Name> = BTreeMap::new();
        for measure in measures {
            for name in names::of_kpi(measure.first()) {
                bearers.entry(name).or_default().kpis.extend(measure.keys());
            }
            for name in names::without_platform(measure.first()) {
                bearers.entry(name).or_default().of_shop.extend(measure.keys());
            }
        }
        for key in org.kpis.keys() {
            let name = bearers.entry(Flat::name(key.as_str())).or_default();
            name.kpis.insert(key.clone());
            name.key = Some(key.clone());
        }
        let first = |(text, name): (&String, &Name)| Some((text.clone(), name.kpis.first()?.clone()));
        self.whole_names = bearers.iter().filter_map(first).collect();
        self.name_all(bearers);
    }

    /// Names with the same bearers are one.
    fn name_all(&mut self, bearers: BTreeMap<String, Name>) {
        let mut known: HashMap<Name, usize> = HashMap::new();
        for (text, name) in bearers {
            let place = *known.entry(name.clone()).or_insert_with(|| {
                self.names.push(name);
                self.names.len() - 1
            });
            self.add_flat(text, Term::Name(place));
        }
    }

    /// Chinese names in Latin letters, where nothing else is written so.
    fn initials(&mut self, measures: &[Measure<'_>], places: &Places) {
        for (sound, at) in &spoken().sounds {
            if self.is_free(sound) {
                self.add_flat(sound.clone(), Term::Sign(*at));
            }
        }
        for (place, (word, _)) in places.words.iter().enumerate() {
            for spelling in super::pinyin::spellings(word) {
                if self.is_free(&spelling) {
                    self.add_flat(spelling, Term::Place(place));
                }
            }
        }
        let mut bearers: BTreeMap<String, (Name, BTreeSet<&str>)> = BTreeMap::new();
        for measure in measures {
            for (spelling, meant) in names::in_latin_letters(measure.first()) {
                let (name, known) = bearers.entry(spelling).or_default();
                name.kpis.extend(measure.keys());
                known.insert(meant);
            }
        }
        bearers.retain(|spelling, (_, known)| self.is_free(spelling) && known.len() == 1);
        self.name_all(bearers.into_iter().map(|(spelling, (name, _))| (spelling, name)).collect());
    }

    fn people(&mut self, org: &Org) {
        let mut bearers: BTreeMap<String, BTreeSet<PersonKey>> = BTreeMap::new();
        for person in org.people.values().filter(|person| !person.left) {
            for name in names::of_person(person) {
                bearers.entry(name).or_default().insert(person.key.clone());
            }
        }
        let mut short: BTreeMap<String, BTreeSet<PersonKey>> = BTreeMap::new();
        for person in org.people.values().filter(|person| !person.left) {
            for name in names::short_of_person(person) {
                short.entry(name).or_default().insert(person.key.clone());
            }
        }
        // Somebody's whole name is no part of another's.
        for (name, keys) in short {
            bearers.entry(name).or_insert(keys);
        }
        for (text, keys) in bearers {
            let place = self.people.len();
            self.people.push(keys.into_iter().collect());
            self.add_flat(text, Term::People(place));
        }
    }

    fn teams(&mut self, org: &Org) -> Vec<TeamKey> {
        for (place, team) in org.teams.values().enumerate() {
            for name in [team.key.as_str(), &team.name_en, &team.name_zh] {
                self.add(name, Term::Team(place));
                self.add(&format!("{name} team"), Term::Team(place));
                self.add(&format!("{name}团队"), Term::Team(place));
                self.add(&format!("{name}组"), Term::Team(place));
            }
        }
        org.teams.keys().cloned().collect()
    }

    fn channels(&mut self, org: &Org) -> Vec<ChannelKey> {
        for (place, channel) in org.channels.values().enumerate() {
            for name in [channel.key.as_str(), &channel.name] {
                let name = name.trim_start_matches('#');
                for written in [
                    name.to_owned(),
                    format!("#{name}"),
                    format!("{name} channel"),
                    format!("{name}频道"),
                    format!("{name}群"),
                    format!("{name}那个群"),
                    format!("{name}那个群里"),
                    format!("{name}群里"),
                ] {
                    self.add(&written, Term::Channel(place));
                }
            }
        }
        org.channels.keys().cloned().collect()
    }

    fn places(&mut self, places: &Places) {
        for (place, (word, _)) in places.words.iter().enumerate() {
            self.add(word, Term::Place(place));
        }
    }
}
