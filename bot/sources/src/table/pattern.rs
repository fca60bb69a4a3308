//! File name patterns: `*` stands for anything, upper and lower case are the same.

/// Whether a name fits a pattern.
pub(super) fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(first) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return left.ends_with(part);
        }
        match left.find(part).and_then(|at| left.get(at + part.len()..)) {
            Some(after) => left = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ads_*.csv", "ads_2026-11-20.csv", true)]
    #[case("ads_*.csv", "Ads_1.CSV", true)]
    #[case("ads_*.csv", "my_ads_1.csv", false)]
    #[case("*", "x", true)]
    #[case("a*b*c", "a1b2c", true)]
    #[case("a*b*c", "ac", false)]
    #[case("a*a", "a", false)]
    #[case("退货*.xlsx", "退货11月.xlsx", true)]
    #[case("x.csv", "x.csv", true)]
    fn a_star_stands_for_anything(#[case] pattern: &str, #[case] name: &str, #[case] expected: bool) {
        assert_eq!(fits(pattern, name), expected);
    }
}
