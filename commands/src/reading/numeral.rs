//! Small whole numbers in digits or Chinese numerals.

/// The whole number in digits with which the text begins, and how many characters it takes.
pub(crate) fn whole(plain: &[char]) -> Option<(i64, usize)> {
    let digits = plain.iter().take_while(|c| c.is_ascii_digit()).count();
    let text: String = plain.iter().take(digits).collect();
    text.parse().ok().map(|number| (number, digits))
}

/// The whole number, in digits or Chinese up to 九十九, with which the text begins, and how many characters it takes.
pub(crate) fn small(plain: &[char]) -> Option<(i64, usize)> {
    whole(plain).or_else(|| chinese(plain))
}

/// A number from twenty-one to ninety-nine as it is spoken, and how many characters it takes: "forty two", "四十二".
pub(crate) fn spoken(plain: &[char]) -> Option<(i64, usize)> {
    const LEAST: i64 = 20;
    chinese(plain).filter(|(number, _)| *number > LEAST).or_else(|| english(plain))
}

/// A number in Chinese up to a hundred, with its fraction, in digits: "十八", "零点八", "百". None when anything else is
/// said with it.
pub(crate) fn decimal(plain: &[char]) -> Option<String> {
    if plain == ['百'] {
        return Some("100".to_owned());
    }
    let (whole, length) = match plain.first() {
        Some('零' | '〇') => (0, 1),
        _ => chinese(plain)?,
    };
    let fraction = match plain.get(length..)? {
        [] => return Some(whole.to_string()),
        ['点', fraction @ ..] if !fraction.is_empty() => fraction,
        _ => return None,
    };
    let digit = |c: &char| if matches!(c, '零' | '〇') { Some(0) } else { chinese_digit(*c) };
    let digits: Option<Vec<String>> = fraction.iter().map(|c| Some(digit(c)?.to_string())).collect();
    Some(format!("{whole}.{}", digits?.concat()))
}

const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ONES: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

fn english(plain: &[char]) -> Option<(i64, usize)> {
    let begins = |plain: &[char], word: &str| word.chars().eq(plain.iter().copied().take(word.len()));
    let (tens, word) = (2..).zip(TENS).find(|(_, word)| begins(plain, word))?;
    let behind = plain.get(word.len()..)?;
    let gap = behind.iter().take_while(|c| matches!(c, ' ' | '-')).count();
    let behind = behind.get(gap..)?;
    let (ones, word_of_ones) = (1..).zip(ONES).find(|(_, word)| begins(behind, word))?;
    let length = word.len() + gap + word_of_ones.len();
    let is_cut = plain.get(length).is_some_and(char::is_ascii_alphabetic);
    (!is_cut).then_some((tens * 10 + ones, length))
}

fn chinese(plain: &[char]) -> Option<(i64, usize)> {
    let digit = |at: usize| plain.get(at).copied().and_then(chinese_digit);
    let is_ten = |at: usize| plain.get(at) == Some(&'十');
    let (tens, mut length) = match (digit(0), is_ten(0), is_ten(1)) {
        (_, true, _) => (1, 1),
        (Some(tens), _, true) => (tens, 2),
        (Some(ones), ..) => return Some((ones, 1)),
        _ => return None,
    };
    let ones = digit(length);
    length += usize::from(ones.is_some());
    Some((tens * 10 + ones.unwrap_or_default(), length))
}

fn chinese_digit(c: char) -> Option<i64> {
    Some(match c {
        '一' => 1,
        '二' | '两' | '俩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("42x", Some((42, 2)))]
    #[case("两小时", Some((2, 1)))]
    #[case("十天", Some((10, 1)))]
    #[case("十二", Some((12, 2)))]
    #[case("二十", Some((20, 2)))]
    #[case("二十三天", Some((23, 3)))]
    #[case("x", None)]
    #[case("", None)]
    fn reads(#[case] text: &str, #[case] expected: Option<(i64, usize)>) {
        assert_eq!(small(&text.chars().collect::<Vec<_>>()), expected);
    }

    #[rstest]
    #[case("forty two please", Some((42, 9)))]
    #[case("forty-two", Some((42, 9)))]
    #[case("四十二号", Some((42, 3)))]
    #[case("forty twos", None)]
    #[case("forty", None)]
    #[case("十二", None)]
    fn hears(#[case] text: &str, #[case] expected: Option<(i64, usize)>) {
        assert_eq!(spoken(&text.chars().collect::<Vec<_>>()), expected);
    }
}
