//! How far apart two spellings are, for "did you mean".

/// How many letters to insert, drop or change to get from one text to the other (Levenshtein). Inlined, as a text is held
/// against hundreds of names.
#[inline]
pub fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (dropped, letter) in from.chars().enumerate() {
        let mut next = vec![dropped + 1];
        let mut left = dropped + 1;
        for ((&other, &above_left), &above) in to.iter().zip(&row).zip(row.iter().skip(1)) {
            left = (above + 1).min(left + 1).min(above_left + usize::from(letter != other));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// How many names are suggested at most.
const SUGGESTIONS: usize = 3;

/// The most letters that may differ between a typing error and what was meant.
const TYPO_LIMIT: usize = 3;

/// Up to three of the names that a text probably means, the likeliest first: few letters differ, or one contains the
/// other.
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wanted = text.trim().to_lowercase();
    // A short text is within a few letters of everything: at most half of it may differ.
    let limit = TYPO_LIMIT.min(wanted.chars().count() / 2);
    let is_part = |name: &str| wanted.len() > TYPO_LIMIT && (name.contains(&wanted) || wanted.contains(name));
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| (edits(&wanted, &name.to_lowercase()), name))
        .filter(|(letters, name)| *letters <= limit || is_part(&name.to_lowercase()))
        .collect();
    found.sort_unstable();
    found.into_iter().take(SUGGESTIONS).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("onwer", &["owner"])]
    #[case("amz_lsr_us", &["amz_lsr"])]
    #[case("Mei", &["mei", "leo"])]
    #[case("x", &[])]
    fn suggests_what_was_meant(#[case] text: &str, #[case] expected: &[&str]) {
        let found = nearest(text, ["owner", "backup", "mei", "leo", "amz_lsr"]);
        assert!(expected.starts_with(&found.iter().map(String::as_str).collect::<Vec<_>>()), "{found:?}");
        assert_eq!(found.is_empty(), expected.is_empty());
    }

    #[rstest]
    #[case("", "", 0)]
    #[case("abc", "", 3)]
    #[case("shanghia", "shanghai", 2)]
    #[case("kitten", "sitting", 3)]
    #[case("退货率", "退款率", 1)]
    fn counts_edits(#[case] from: &str, #[case] to: &str, #[case] expected: usize) {
        assert_eq!(edits(from, to), expected);
    }
}
