//! How long it takes to understand a text in a large company: 500 KPIs, 100 people and 50 shops.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot begin has nothing to measure")]

#[path = "understand/company.rs"]
mod company;
#[path = "understand/slowest.rs"]
mod slowest;
#[path = "understand/texts.rs"]
mod texts;

use std::sync::OnceLock;

use company::Company;
use divan::{Bencher, black_box};

fn main() {
    if std::env::args().any(|argument| argument == "--slowest") {
        slowest::search(company());
        return;
    }
    divan::main();
}

fn company() -> &'static Company {
    static COMPANY: OnceLock<Company> = OnceLock::new();
    COMPANY.get_or_init(Company::large)
}

/// Texts as people say them, by what makes them different to read.
#[divan::bench(args = texts::SAID)]
fn said(bencher: Bencher<'_, '_>, text: &str) {
    let company = company();
    bencher.bench(|| company.hears(black_box(text)));
}

/// Texts of 4 KB that are made of what is hardest to take apart.
#[divan::bench(args = texts::LONG)]
fn four_kilobytes(bencher: Bencher<'_, '_>, piece: &str) {
    let company = company();
    let text = texts::four_kilobytes_of(piece);
    bencher.bench(|| company.hears(black_box(&text)));
}

/// A reply of 4 KB in the thread of an alert.
#[divan::bench(args = texts::LONG)]
fn reply_of_four_kilobytes(bencher: Bencher<'_, '_>, piece: &str) {
    let company = company();
    let text = texts::four_kilobytes_of(piece);
    bencher.bench(|| company.hears_in_thread(black_box(&text)));
}

/// The words of a company are put in order again whenever its standing data change.
#[divan::bench]
fn lexicon(bencher: Bencher<'_, '_>) {
    let company = company();
    bencher.bench(|| company.lexicon_again());
}
