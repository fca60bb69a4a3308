//! How much of what people say is understood, measured on the corpus beside this file.
#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the verdict")]

#[path = "corpus/case.rs"]
mod case;
#[path = "corpus/compare.rs"]
mod compare;
#[path = "corpus/scene.rs"]
mod scene;
#[path = "corpus/tally.rs"]
mod tally;
#[path = "corpus/verdict.rs"]
mod verdict;

use case::{Case, read_folder};
use scene::Company;
use tally::{Failure, Tally};
use verdict::{Verdict, judge};

/// Least share of exact answers and greatest share of wrong guesses, in percent.
struct Bounds {
    exact: f64,
    wrong: f64,
}

/// What the grammar was made with.
const DEVELOPMENT: Bounds = Bounds { exact: 98.0, wrong: 0.5 };
/// What the grammar was not made with.
const HELD_OUT: Bounds = Bounds { exact: 88.0, wrong: 4.0 };

#[test]
fn people_are_understood() {
    let company = Company::read();
    let cases = read_folder();
    let mut tally = Tally::default();
    for case in &cases {
        let (verdict, differences) = judge(case, &company);
        tally.count(case, verdict);
        if verdict != Verdict::Exact {
            tally.failures.push(Failure { case: case.clone(), verdict, differences });
        }
    }
    println!("{}", tally.table());
    for held_out in [false, true] {
        if scene::is_verbose(held_out) {
            println!("{}", tally.listing(held_out));
        }
    }
    for (name, held_out, bounds) in [("development", false, DEVELOPMENT), ("held out", true, HELD_OUT)] {
        let counts = tally.total(held_out);
        assert!(counts.percent(Verdict::Exact) >= bounds.exact, "{name}: too few are exact");
        assert!(counts.percent(Verdict::WrongGuess) <= bounds.wrong, "{name}: too many wrong guesses");
    }
}

#[test]
fn the_corpus_is_as_broad_as_it_should_be() {
    let cases = read_folder();
    let share = |of: &dyn Fn(&Case) -> bool, among: &dyn Fn(&Case) -> bool| {
        let all: Vec<_> = cases.iter().filter(|case| among(case)).collect();
        (all.iter().filter(|case| of(case)).count(), all.len())
    };
    // Of the texts kept from the grammar fewer are written by people who mix.
    for (held_out, understood, others, one_in) in [(false, 460, 130, 4), (true, 160, 40, 5)] {
        let here = |case: &Case| case.is_held_out() == held_out;
        assert!(share(&Case::is_clear, &here).0 >= understood);
        assert!(share(&|case| !case.is_clear(), &here).0 >= others);
        let clear = |case: &Case| here(case) && case.is_clear();
        let (chinese, all) = share(&Case::is_chinese, &clear);
        assert!((2 * chinese).abs_diff(all) <= all / 10, "{chinese} of {all} are Chinese");
        let (mixed, all) = share(&|case| case.is_mixed() || case.misspelt, &clear);
        assert!(one_in * mixed >= all, "{mixed} of {all} are mixed or misspelt");
    }
}

#[test]
fn no_text_is_there_twice_with_the_same_scene() {
    let mut seen = std::collections::BTreeMap::new();
    for case in read_folder() {
        let scene = (case.text.clone(), case.by.clone(), case.thread, case.addressed, case.now.clone());
        if let Some(file) = seen.insert(scene, case.file.clone()) {
            panic!("{:?} is in {file} and in {}", case.text, case.file);
        }
    }
}
