//! How far apart two spellings are, for "did you mean".

/// How many letters to insert, drop or change to get from one text to the other (Levenshtein).
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

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
