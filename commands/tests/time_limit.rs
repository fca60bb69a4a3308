//! Within which time any text of 4 KB is understood, by a company of 500 KPIs, 100 people and 50 shops.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

#[path = "../benches/understand/company.rs"]
#[expect(dead_code, reason = "the benchmark needs more of it")]
mod company;
#[path = "time_limit/fastest.rs"]
mod fastest;
#[path = "../benches/understand/texts.rs"]
#[expect(dead_code, reason = "the benchmark needs more of it")]
mod texts;

use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Duration;

use company::Company;
use fastest::{LIMIT, fastest};
use proptest::prelude::*;
use rstest::rstest;
use texts::{ATOMS, LONG, four_kilobytes_of};

/// What separates, nests or repeats, and names as people write them.
const KNOTS: &[&str] = &[
    "((((",
    "))))",
    "[[",
    "]]",
    "{}",
    "\"'",
    "“”",
    "（",
    "）",
    "<@",
    ">",
    "|||",
    "///",
    "---",
    "...",
    ",,,",
    "，，",
    "；",
    "::",
    "&&",
    "||",
    "$$$",
    "%%%",
    "##",
    "@all ",
    "\n\n",
    "  ",
    "\t",
    "0",
    "00",
    "1234567890",
    "9.9.9",
    "1,234,567",
    "2026-11-20",
    "11/20/",
    "31 feb ",
    "12:30-",
    "九十九",
    "百分之",
    "一二三",
    "½",
    "１２％",
    "\u{0}",
    "\u{202e}",
    "\u{301}",
    "👩\u{200d}👧",
    "ß",
    "İ",
    "ﷺ",
    "Shop 49 ",
    "person 99 ",
    "due fri due ",
    "by by by ",
    "since since ",
    "until ",
    "vs ",
    "同比环比",
    "为什么",
    "谁负责",
    "不是",
    "don't ",
    "if ",
    "and ",
    "和",
    "、",
    "a",
    "b ",
    "的",
    "了",
    "note 42 ",
    "target ",
    "because ",
    "因为",
    "covers me ",
    "替我",
    "acso ",
    "shipmnet ",
    "迟发律",
];

fn company() -> &'static Company {
    static COMPANY: OnceLock<Company> = OnceLock::new();
    COMPANY.get_or_init(Company::large)
}

/// Where a text may be said: to Steward, or in the thread of an alert.
const PLACES: [fn(&Company, &str); 2] = [
    |company, text| drop(black_box(company.hears(text))),
    |company, text| drop(black_box(company.hears_in_thread(text))),
];

/// The time that a text takes, wherever it is said.
fn time_of(text: &str) -> Duration {
    PLACES.iter().map(|hears| fastest(|| hears(company(), text))).max().unwrap_or_default()
}

fn any_piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&ATOMS[..]).prop_map(str::to_owned),
        3 => prop::sample::select(KNOTS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => any::<u64>().prop_map(|number| number.to_string()),
    ]
}

/// Up to 4 KB: a few pieces over and over, or many at random.
fn any_text() -> impl Strategy<Value = String> {
    let pattern =
        prop::collection::vec(any_piece(), 1..9).prop_map(|pieces| four_kilobytes_of(&pieces.concat()));
    let medley = prop::collection::vec(any_piece(), 1..1200).prop_map(|pieces| cut(pieces.concat()));
    let short = prop::collection::vec(any_piece(), 1..40).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pattern, 2 => medley, 2 => short, 1 => any::<String>().prop_map(cut)]
}

fn cut(text: String) -> String {
    const BYTES: usize = 4096;
    if text.len() > BYTES { four_kilobytes_of(&text) } else { text }
}

#[rstest]
fn hard_texts_are_read_in_time(#[values(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)] piece: usize) {
    let text = four_kilobytes_of(LONG[piece]);
    let time = time_of(&text);
    assert!(time <= LIMIT, "{time:?} for {:?} over and over", LONG[piece]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_in_time(text in any_text()) {
        let time = time_of(&text);
        prop_assert!(time <= LIMIT, "{time:?}");
    }
}
