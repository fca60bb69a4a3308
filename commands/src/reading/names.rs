//! The names of all KPIs, folded once for each state of the standing data, since folding is what a search costs.

use std::collections::HashMap;
use std::sync::Arc;

use steward_core::id::KpiKey;
use steward_core::kpi::Kpi;
use steward_core::org::Org;

use super::matching::plain;

/// The standing data with the folded names of its KPIs. Build it again when the standing data change.
#[derive(Debug)]
pub struct KpiNames {
    org: Arc<Org>,
    /// Every different text once: shops share the names of their KPIs.
    texts: Vec<Folded>,
    /// In the order of keys.
    kpis: Vec<Named>,
}

/// A KPI with its texts, as places in [`KpiNames::texts`].
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) key: KpiKey,
    /// Key, both names, aliases.
    names: Vec<usize>,
    scope: Option<usize>,
}

/// A folded text with what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folded {
    /// The text.
    pub(crate) text: String,
    letters: Letters,
}

/// Which pairs of neighbouring letters a text has, spaces aside: one bit for each, several pairs to a bit. What is not
/// near by this is not near at all, and to compare costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters {
    pairs: u128,
    first: Option<char>,
    last: Option<char>,
}

impl KpiNames {
    /// Folds the names of all KPIs.
    pub fn of(org: Arc<Org>) -> Self {
        let mut texts = Texts::default();
        let kpis = org
            .kpis
            .values()
            .map(|kpi| {
                let own = [kpi.key.as_str(), kpi.name_en.as_str(), kpi.name_zh.as_str()];
                let aliases = kpi.aliases.iter().map(String::as_str);
                let names = own.into_iter().chain(aliases).map(|name| texts.place(name)).collect();
                let scope = kpi.scope.as_deref().filter(|scope| !plain(scope).is_empty());
                Named { key: kpi.key.clone(), names, scope: scope.map(|scope| texts.place(scope)) }
            })
            .collect();
        Self { org, texts: texts.all, kpis }
    }

    /// The standing data.
    pub fn org(&self) -> &Arc<Org> {
        &self.org
    }

    /// The names of every KPI, in the order of keys.
    pub(crate) fn all(&self) -> &[Named] {
        &self.kpis
    }

    /// The KPIs that bear the names.
    pub(crate) fn bearers<'a>(&'a self, named: impl IntoIterator<Item = &'a Named>) -> Vec<&'a Kpi> {
        named.into_iter().filter_map(|named| self.org.kpis.get(&named.key)).collect()
    }

    /// The names of a KPI, its key first.
    pub(crate) fn names<'a>(&'a self, named: &'a Named) -> impl Iterator<Item = &'a Folded> {
        named.names.iter().filter_map(|&place| self.texts.get(place))
    }

    /// What a KPI is about.
    pub(crate) fn scope(&self, named: &Named) -> Option<&Folded> {
        self.texts.get(named.scope?)
    }

    /// A number for each different text.
    pub(crate) fn of_each_text(&self, number: impl Fn(&str) -> Option<usize>) -> Vec<Option<usize>> {
        self.texts.iter().map(|folded| number(&folded.text)).collect()
    }
}

impl Named {
    /// The least that any name of the KPI has of the numbers of [`KpiNames::of_each_text`].
    pub(crate) fn least(&self, of_each_text: &[Option<usize>]) -> Option<usize> {
        self.names.iter().filter_map(|&place| of_each_text.get(place).copied().flatten()).min()
    }
}

impl Folded {
    /// Folds a text that is [`plain`] already.
    pub(crate) fn of_plain(text: String) -> Self {
        let letters = Letters::of(&text);
        Self { text, letters }
    }

    /// Whether one may contain the other, or be it with so many letters changed, followed by another text or alone.
    pub(crate) fn may_be(&self, name: &Self, then: Option<&Self>, typos: u32) -> bool {
        let pairs = then.map_or(name.letters.pairs, |then| name.letters.before(then.letters));
        let asked = self.letters.pairs;
        // A changed letter changes two pairs at most.
        (asked & !pairs).count_ones() <= 2 * typos || pairs & !asked == 0
    }
}

impl Letters {
    fn of(text: &str) -> Self {
        let letters = || text.chars().filter(|c| *c != ' ');
        let pairs = letters().zip(letters().skip(1)).fold(0, |pairs, (a, b)| pairs | bit(a, b));
        Self { pairs, first: letters().next(), last: letters().next_back() }
    }

    fn before(self, behind: Self) -> u128 {
        let joint = self.last.zip(behind.first).map_or(0, |(last, first)| bit(last, first));
        self.pairs | behind.pairs | joint
    }
}

/// The bit of a pair of letters: the highest seven bits of a product that spreads neighbours widely.
fn bit(first: char, second: char) -> u128 {
    const SPREAD: u32 = 0x9E37_79B1;
    let mixed = u32::from(first).wrapping_mul(31).wrapping_add(u32::from(second)).wrapping_mul(SPREAD);
    1 << (mixed >> 25)
}

#[derive(Default)]
struct Texts {
    all: Vec<Folded>,
    places: HashMap<String, usize>,
}

impl Texts {
    fn place(&mut self, name: &str) -> usize {
        let text = plain(name);
        if let Some(&place) = self.places.get(&text) {
            return place;
        }
        let place = self.all.len();
        self.places.insert(text.clone(), place);
        self.all.push(Folded::of_plain(text));
        place
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::matching::{Fit, fit};
    use super::*;

    proptest! {
        /// Looking only at what may fit finds everything that does.
        #[test]
        fn what_fits_may_be(asked in "[ab率 ]{0,8}", name in "[ab率 ]{0,6}", scope in "[ab店 ]{0,4}") {
            let [asked, name, scope] = [asked, name, scope].map(|text| Folded::of_plain(plain(&text)));
            let both = format!("{} {}", name.text, scope.text);
            let found = [(fit(&asked.text, &both), Some(&scope)), (fit(&asked.text, &name.text), None)];
            for (fit, then) in found {
                let typos = match fit {
                    Some(Fit::Typo(letters)) => u32::try_from(letters).unwrap(),
                    Some(_) => 0,
                    None => continue,
                };
                prop_assert!(asked.may_be(&name, then, typos), "{fit:?}");
            }
        }
    }
}
