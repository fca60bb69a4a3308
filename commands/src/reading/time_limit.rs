//! Within which time the fields of forms, notes, spans, days, values and names are read, whatever they hold.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Duration;

use proptest::prelude::*;
use steward_core::org::Org;
use steward_core::org::file::read;
use steward_core::person::Person;
use steward_core::unit::{Currency, Unit};

use super::day::{self, Lean};
use super::moment::Moment;
use super::text::Text;
use super::words::Words;
use super::{due, span, value, who};
use crate::note::draft;

#[path = "../../tests/time_limit/fastest.rs"]
mod fastest;
use fastest::{LIMIT, fastest};

const COMPANY: &str = include_str!("../../tests/corpus/company.toml");

/// What the readers look for, and what stands between.
const PIECES: &[&str] = &[
    "1",
    "12",
    "99999999999999999999",
    "0.5",
    "1h",
    "1h30m",
    "半",
    "一个半",
    "两",
    "十",
    "九十九",
    "百分之",
    "点",
    "万",
    "k",
    "%",
    "$",
    "¥",
    "-",
    "(",
    ")",
    ",",
    "，",
    ".",
    ":",
    "/",
    " ",
    "\n",
    "due ",
    "due: ",
    "by ",
    "eta ",
    "fri",
    "周五",
    "下周",
    "前",
    "until ",
    "to ",
    "nov 1",
    "11月28日",
    "31 feb",
    "2026-11-28",
    "28/11/",
    "15:00",
    "3pm",
    "下午3点",
    "cause: ",
    "action: ",
    "原因:",
    "措施:",
    "and ",
    "and then ",
    "since ",
    "because ",
    "<@U1>",
    "@all",
    "me",
    "小林",
    "daniel ",
    "\u{202e}",
    "\u{301}",
    "👩\u{200d}👧",
    "ﷺ",
    "㍿",
];

fn any_field() -> impl Strategy<Value = String> {
    const BYTES: usize = 4096;
    let piece = prop_oneof![
        5 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let pattern = prop::collection::vec(piece, 1..8);
    (pattern, prop_oneof![Just(1_usize), Just(BYTES)]).prop_map(|(pieces, times)| {
        let text = pieces.concat();
        let times = (BYTES / text.len().max(1)).min(times).max(1);
        text.repeat(times)
    })
}

/// What somebody wrote, by whom, in which company.
struct Field<'a> {
    words: Words<'a>,
    text: &'a str,
    moment: Moment<'a>,
    person: &'a Person,
    org: &'a Org,
}

/// Everything that reads what somebody wrote into one field or one line.
const READERS: [fn(&Field<'_>); 11] = [
    |field| {
        let _ = black_box(value::value(field.words, Unit::Percent));
    },
    |field| {
        let _ = black_box(value::value(field.words, Unit::Count));
    },
    |field| {
        let _ = black_box(value::value(field.words, Unit::Money(Currency::USD)));
    },
    |field| {
        let _ = black_box(value::value(field.words, Unit::Days));
    },
    |field| {
        let _ = black_box(day::whole(field.words, field.moment.today(), Lean::Ahead));
    },
    |field| {
        let _ = black_box(day::whole(field.words, field.moment.today(), Lean::Back));
    },
    |field| {
        let _ = black_box(span::until(field.words, field.moment));
    },
    |field| {
        let _ = black_box(due::promise(field.words, field.moment.today()));
    },
    |field| {
        let _ = black_box(draft::draft(field.words, field.moment));
    },
    |field| {
        let _ = black_box(draft::remark(field.words, field.moment));
    },
    |field| {
        let says = |_: &Person| String::new();
        let _ = black_box(who::person(field.words, field.person, "web", field.org, says));
    },
];

/// The longest time that one reader takes for a text.
fn time_of(text: &str) -> Duration {
    static ORG: OnceLock<Org> = OnceLock::new();
    let org = ORG.get_or_init(|| read(COMPANY, "company.toml").unwrap());
    let person = org.people.values().next().unwrap();
    let whole = Text::of(text);
    let moment = Moment::of(person, "2026-11-23T06:00:00Z".parse().unwrap());
    let field = Field { words: whole.words(), text, moment, person, org };
    READERS
        .iter()
        .chain([&(folded as fn(&Field<'_>))])
        .map(|reader| fastest(|| reader(&field)))
        .max()
        .unwrap()
}

/// Folding the text, and reading it as the fields of the form for a note.
fn folded(field: &Field<'_>) {
    black_box(Text::of(field.text));
    let fields =
        ["due", "cause", "cause_text", "action"].map(|name| (name.to_owned(), field.text.to_owned()));
    let _ = black_box(draft::from_form(&BTreeMap::from(fields)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_field_is_read_in_time(text in any_field()) {
        let time = time_of(&text);
        prop_assert!(time <= LIMIT, "{time:?}");
    }
}
