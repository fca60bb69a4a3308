//! A search for the text of 4 KB that takes longest: short patterns are changed at random, and the slower ones kept.
//!
//! `cargo bench -p steward-commands --bench understand -- --slowest` prints what it found.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::company::Company;
use crate::texts::{ATOMS, four_kilobytes_of};

/// Patterns that are tried in each of the three places.
const TRIES: usize = 12_000;
/// Atoms of a pattern, at most.
const LONGEST: usize = 12;
/// A text is timed so often, and the fastest counts: what else the machine does is not the text's.
const TIMES: usize = 3;
/// Patterns that live on.
const KEPT: usize = 12;

type Hears = fn(&Company, &str);

/// Searches where a text may be said, and prints the slowest of each.
#[expect(clippy::print_stdout, reason = "what it finds is what it is run for")]
pub fn search(company: &Company) {
    let places: [(&str, Hears); 2] = [
        ("said to Steward", |company, text| drop(black_box(company.hears(text)))),
        ("in a thread", |company, text| drop(black_box(company.hears_in_thread(text)))),
    ];
    for (place, hears) in places {
        let (time, pattern, is_long) = slowest(company, hears);
        let length = if is_long { "repeated to 4 KB" } else { "once" };
        println!("{place}: {:.3} ms for {pattern:?}, {length}", time.as_secs_f64() * 1_000.0);
    }
}

/// The slowest pattern found: its time, itself, and whether it was repeated.
fn slowest(company: &Company, hears: Hears) -> (Duration, String, bool) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut best: Vec<(Duration, Vec<&'static str>, bool)> = Vec::new();
    for _ in 0..TRIES {
        let mut atoms = match random.below(4) {
            0 => Vec::new(),
            _ => best.get(random.below(KEPT)).map(|(_, atoms, _)| atoms.clone()).unwrap_or_default(),
        };
        for _ in 0..=random.below(3) {
            change(&mut atoms, &mut random);
        }
        let is_long = random.below(3) > 0;
        let pattern = atoms.concat();
        if pattern.is_empty() {
            continue;
        }
        let text = if is_long { four_kilobytes_of(&pattern) } else { pattern };
        let once = || {
            let begin = Instant::now();
            hears(company, &text);
            begin.elapsed()
        };
        let time = (0..TIMES).map(|_| once()).min().unwrap_or_default();
        best.push((time, atoms, is_long));
        best.sort_by_key(|(time, ..)| std::cmp::Reverse(*time));
        best.dedup_by(|one, other| one.1 == other.1);
        best.truncate(KEPT);
    }
    let (time, atoms, is_long) = best.swap_remove(0);
    (time, atoms.concat(), is_long)
}

/// Adds, takes or replaces an atom.
fn change(atoms: &mut Vec<&'static str>, random: &mut Random) {
    let atom = ATOMS[random.below(ATOMS.len())];
    let at = random.below(atoms.len() + 1);
    match random.below(3) {
        0 if at < atoms.len() => drop(atoms.remove(at)),
        1 if at < atoms.len() => atoms[at] = atom,
        _ if atoms.len() < LONGEST => atoms.insert(at, atom),
        _ => {}
    }
}

/// A sequence that is the same at every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }
}
