//! The words that Steward knows: of the team's own data, of the commands and of both languages, ready to be looked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use steward_core::id::{ChannelKey, KpiKey, PersonKey, TeamKey};
use steward_core::org::Org;

use super::flat::Flat;
use super::place::Places;
use super::shop::Facet;
use super::spelling::Spelling;
use super::term::Term;
use super::tone::Tone;
use super::{names, vocabulary};
use crate::registry::specs;

/// The standing data with the words that people use for them.
#[derive(Debug)]
pub struct Lexicon {
    org: Arc<Org>,
    /// Shared by all standing data that are called the same.
    pub(super) words: Arc<Words>,
}

/// The words, folded and ready to be looked for.
#[derive(Debug)]
pub(super) struct Words {
    automaton: Option<AhoCorasick>,
    /// What each pattern of the automaton can be.
    terms: Vec<Vec<Term>>,
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

impl Lexicon {
    /// Folds the names of everything.
    pub fn of(org: Arc<Org>) -> Self {
        Self { words: Arc::new(Words::of(&org)), org }
    }

    /// The lexicon of these standing data, and keeps it for the next time. Names are folded anew only where something is
    /// called otherwise than in the one that was kept: a new target or schedule changes no word.
    pub fn kept(kept: &mut Option<Arc<Self>>, org: &Arc<Org>) -> Arc<Self> {
        let lexicon = match kept.take() {
            Some(lexicon) if Arc::ptr_eq(&lexicon.org, org) => lexicon,
            Some(lexicon) if is_called_the_same(&lexicon.org, org) => {
                Arc::new(Self { org: Arc::clone(org), words: Arc::clone(&lexicon.words) })
            }
            _ => Arc::new(Self::of(Arc::clone(org))),
        };
        Arc::clone(kept.insert(lexicon))
    }

    /// The standing data.
    pub fn org(&self) -> &Arc<Org> {
        &self.org
    }

    /// Every word of the lexicon that occurs in a text: the characters, begin and end, and what it can be.
    pub(super) fn find<'a>(&'a self, flat: &'a Flat) -> impl Iterator<Item = (usize, usize, &'a [Term])> {
        self.words
            .automaton
            .iter()
            .flat_map(|automaton| automaton.find_overlapping_iter(flat.as_str()))
            .filter_map(|found| {
                let (begin, end) = flat.characters(found.start(), found.end())?;
                Some((begin, end, self.words.terms.get(found.pattern().as_usize())?.as_slice()))
            })
    }

    /// The KPIs of a name.
    pub(super) fn name(&self, place: usize) -> Option<&Name> {
        self.words.names.get(place)
    }
}

impl Words {
    fn of(org: &Org) -> Self {
        let mut build = Build::default();
        let places = Places::of(org);
        build.kpis(org);
        build.people(org);
        build.places(&places);
        let teams = build.teams(org);
        let channels = build.channels(org);
        for (text, terms) in spoken() {
            for term in terms {
                build.add_flat(text.clone(), *term);
            }
        }
        build.parts(org);
        let spelling = Spelling::of(&build.patterns, super::period::WORDS.iter().copied());
        build.initials(org, &places);
        let (patterns, meanings): (Vec<String>, Vec<Vec<Term>>) = build.patterns.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .ok();
        Self {
            automaton,
            terms: meanings,
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
}

fn is_called_the_same(before: &Org, now: &Org) -> bool {
    before.kpis == now.kpis
        && before.people == now.people
        && before.teams == now.teams
        && before.channels == now.channels
}

/// Shorter sounds of commands are too many other things.
const SHORTEST_SPELLING: usize = 5;

/// The words of the commands and of both languages, which are the same for every team.
fn spoken() -> &'static BTreeMap<String, Vec<Term>> {
    static SPOKEN: OnceLock<BTreeMap<String, Vec<Term>>> = OnceLock::new();
    SPOKEN.get_or_init(|| {
        let mut build = Build::default();
        build.commands();
        for (word, term) in vocabulary::words() {
            build.add(word, term);
        }
        build.dismissals();
        build.transparent();
        build.patterns
    })
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

    /// Parts of names, where nothing else is called so and they are part of few.
    fn parts(&mut self, org: &Org) {
        const MOST_MEASURES: usize = 4;
        let mut bearers: BTreeMap<String, Name> = BTreeMap::new();
        let mut measures: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for kpi in org.kpis.values() {
            let measure = kpi.catalog.as_deref().unwrap_or(&kpi.name_en);
            for part in names::parts(kpi) {
                measures.entry(part.clone()).or_default().insert(measure);
                bearers.entry(part).or_default().kpis.insert(kpi.key.clone());
            }
        }
        let is_unknown = |terms: Option<&Vec<Term>>| match terms.map(Vec::as_slice) {
            None => true,
            // Known only with the platform said apart.
            Some([Term::Name(place)]) => self.names.get(*place).is_some_and(|name| name.kpis.is_empty()),
            Some(_) => false,
        };
        bearers.retain(|part, _| {
            is_unknown(self.patterns.get(part))
                && measures.get(part).is_some_and(|measures| measures.len() <= MOST_MEASURES)
        });
        for (part, mut name) in bearers {
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

    fn kpis(&mut self, org: &Org) {
        let mut bearers: BTreeMap<String, Name> = BTreeMap::new();
        for kpi in org.kpis.values() {
            for name in names::of_kpi(kpi) {
                bearers.entry(name).or_default().kpis.insert(kpi.key.clone());
            }
            for name in names::without_platform(kpi) {
                bearers.entry(name).or_default().of_shop.insert(kpi.key.clone());
            }
            let key = bearers.entry(Flat::name(kpi.key.as_str())).or_default();
            key.kpis.insert(kpi.key.clone());
            key.key = Some(kpi.key.clone());
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
    fn initials(&mut self, org: &Org, places: &Places) {
        for (at, spec) in specs().iter().enumerate() {
            for spelling in spec.words_zh.iter().flat_map(|word| super::pinyin::syllables(word)) {
                if spelling.len() > SHORTEST_SPELLING && !self.patterns.contains_key(&spelling) {
                    self.add_flat(spelling, Term::Sign(at));
                }
            }
        }
        for (place, (word, _)) in places.words.iter().enumerate() {
            for spelling in super::pinyin::spellings(word) {
                if !self.patterns.contains_key(&spelling) {
                    self.add_flat(spelling, Term::Place(place));
                }
            }
        }
        let mut bearers: BTreeMap<String, Name> = BTreeMap::new();
        let mut meanings: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for kpi in org.kpis.values() {
            for (spelling, measure) in names::in_latin_letters(kpi) {
                meanings.entry(spelling.clone()).or_default().insert(measure);
                bearers.entry(spelling).or_default().kpis.insert(kpi.key.clone());
            }
        }
        bearers.retain(|spelling, _| {
            !self.patterns.contains_key(spelling) && meanings.get(spelling).is_some_and(|all| all.len() == 1)
        });
        self.name_all(bearers);
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
