//! Every card that the product can make, for the tests of what each platform gets.

use std::path::Path;

use steward_core::card::Card;

/// The cards as `bot/text` has them approved, a line for each language.
const SHELF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../text/tests/cards/shelf");

/// Every card by its name, in the order of names.
pub(crate) fn shelf() -> Vec<(String, Vec<Card>)> {
    let mut all: Vec<(String, Vec<Card>)> = std::fs::read_dir(Path::new(SHELF))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let cards = text.lines().filter(|line| line.starts_with('{'));
            let cards = cards.map(|line| serde_json::from_str(line).unwrap()).collect();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), cards)
        })
        .collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all
}
