//! Values as people write them: "12%", "1.2万", "3k", "$12,300", "１２", "30天".

use rust_decimal::Decimal;
use steward_core::message::answer::Refusal;
use steward_core::unit::Unit;

use super::numeral;
use super::words::Words;

/// Signs and words of a currency, with its code.
const CURRENCIES: &[(&[&str], &str)] = &[
    (&["us$", "$", "usd", "dollars", "dollar", "美元", "美金", "刀"], "USD"),
    (&["cn¥", "cny", "rmb", "人民币", "元", "块钱", "块"], "CNY"),
    (&["jpy", "日元", "円"], "JPY"),
    (&["€", "eur", "欧元"], "EUR"),
    (&["£", "gbp", "英镑"], "GBP"),
];

/// A sign that two currencies share.
const YEN_OR_YUAN: (char, &[&str]) = ('¥', &["CNY", "JPY"]);

/// Words behind a number that make it larger.
const SCALES: &[(&[&str], i64)] = &[
    (&["k", "千", "thousand"], 1_000),
    (&["w", "万"], 10_000),
    (&["m", "mn", "mio", "百万", "million"], 1_000_000),
    (&["亿"], 100_000_000),
    (&["bn", "b", "billion", "十亿"], 1_000_000_000),
];

/// Words for a percent sign.
const PERCENT: &[&str] = &["%", "percent", "pct", "个百分点", "个点"];

/// Words of the other units, which say nothing that the unit of the KPI does not say.
fn unit_words(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Percent | Unit::Money(_) => &[],
        Unit::Count => &["units", "unit", "orders", "order", "pcs", "个", "件", "单", "条", "次", "票"],
        Unit::Ratio => &["x", "倍"],
        Unit::Hours => &["hours", "hour", "hrs", "h", "个小时", "小时"],
        Unit::Days => &["days", "day", "d", "天", "日"],
        Unit::Weeks => &["weeks", "week", "w", "周"],
        Unit::Score => &["points", "point", "pts", "分"],
        Unit::Level => &["级"],
        Unit::TimesPerYear => &["times a year", "times", "次/年", "次"],
    }
}

/// Reads the whole stretch as a value of the unit. Of a percent without its sign 0.12 is a fraction, and of 12 or 1 it is
/// open what was meant.
pub(crate) fn value(words: Words<'_>, unit: Unit) -> Result<Decimal, Refusal> {
    let bad = || Refusal::BadValue { text: super::text::shortened(&words.said()), unit };
    let (sign, rest) = sign(words.trim());
    let (currency_before, rest) = currency(rest, Words::after_any);
    let (currency_behind, rest) = currency(rest, Words::before_any);
    if [&currency_before, &currency_behind].into_iter().flatten().any(|codes| !is_of(codes, unit)) {
        return Err(bad());
    }
    let unit_word =
        unit_words(unit).iter().filter_map(|word| behind_digits(rest, word)).min_by_key(Words::len);
    let rest = unit_word.unwrap_or(rest);
    let spoken = rest.after("百分之");
    let written = rest.before_any(PERCENT);
    let is_percent = spoken.or(written).is_some();
    let (scale, rest) = scale(spoken.or(written).unwrap_or(rest), unit);
    let digits = plain_digits(&rest.plain())
        .or_else(|| spoken.and_then(|_| numeral::decimal(rest.chars())))
        .ok_or_else(bad)?;
    let number = Decimal::from_str_exact(&digits).map_err(|_| bad())?;
    let number = number.checked_mul(Decimal::from(scale)).ok_or_else(bad)?.normalize();
    let is_bare_percent = unit == Unit::Percent && !is_percent;
    if is_bare_percent && scale != 1 {
        return Err(bad());
    }
    if is_bare_percent && number >= Decimal::ONE {
        return Err(Refusal::AmbiguousPercent { text: super::text::shortened(&words.plain()) });
    }
    let text = format!("{}{number}{}", if sign { "-" } else { "" }, if is_percent { "%" } else { "" });
    unit.parse_value(&text).map(|value| value.normalize()).map_err(|_| bad())
}

/// Whether the number is negative, and what stands behind the sign: "-3", "(3)", "负3".
fn sign(words: Words<'_>) -> (bool, Words<'_>) {
    if let Some(inside) = words.after("(").and_then(|rest| rest.before(")")) {
        return (true, inside);
    }
    match words.after_any(&["-", "minus", "负"]) {
        Some(rest) => (true, rest),
        None => (false, words.after("+").unwrap_or(words)),
    }
}

fn currency<'a>(
    words: Words<'a>,
    strip: impl Fn(&Words<'a>, &[&str]) -> Option<Words<'a>>,
) -> (Option<Vec<&'static str>>, Words<'a>) {
    let (shared, codes) = YEN_OR_YUAN;
    for (names, code) in CURRENCIES {
        if let Some(rest) = strip(&words, names) {
            return (Some(vec![code]), rest);
        }
    }
    match strip(&words, &[shared.to_string().as_str()]) {
        Some(rest) => (Some(codes.to_vec()), rest),
        None => (None, words),
    }
}

fn is_of(codes: &[&str], unit: Unit) -> bool {
    matches!(unit, Unit::Money(currency) if codes.contains(&currency.code()))
}

fn scale(words: Words<'_>, unit: Unit) -> (i64, Words<'_>) {
    let fits = |name: &&&str| !unit_words(unit).contains(*name);
    SCALES
        .iter()
        .filter_map(|(names, scale)| {
            let names: Vec<&str> = names.iter().filter(fits).copied().collect();
            names
                .iter()
                .filter_map(|name| behind_digits(words, name))
                .min_by_key(Words::len)
                .map(|rest| (*scale, rest))
        })
        .min_by_key(|(_, rest)| rest.len())
        .unwrap_or((1, words))
}

/// What stands before a word at the end, which may follow its digits without a space.
fn behind_digits<'a>(words: Words<'a>, name: &str) -> Option<Words<'a>> {
    if let Some(rest) = words.before(name) {
        return Some(rest);
    }
    let begin = words.len().checked_sub(name.chars().count())?;
    let rest = words.first(begin);
    let glued = super::words::starts_with(words.skip(begin).chars(), name).is_some();
    (glued && rest.chars().last().is_some_and(char::is_ascii_digit)).then_some(rest)
}

/// The digits without separators of thousands; none when a comma stands where no separator can. One or two digits
/// behind the only comma are a fraction, as in "24,5".
fn plain_digits(text: &str) -> Option<String> {
    let decimal_comma = text.split_once(',').filter(|(whole, fraction)| {
        !whole.is_empty() && (1..=2).contains(&fraction.len()) && !whole.contains(['.', '\''])
    });
    let (whole, fraction) = match text.split_once('.').or(decimal_comma) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let groups: Vec<&str> = whole.split([',', '\'']).collect();
    let (first, others) = groups.split_first()?;
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped =
        others.is_empty() || ((1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3));
    if !grouped || !groups.iter().all(|group| all_digits(group)) {
        return None;
    }
    let whole = groups.concat();
    match fraction {
        None if whole.is_empty() => None,
        None => Some(whole),
        Some(fraction) if fraction.is_empty() || !all_digits(fraction) => None,
        Some(fraction) if whole.is_empty() => Some(format!("0.{fraction}")),
        Some(fraction) => Some(format!("{whole}.{fraction}")),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::text::Text;
    use super::*;

    fn read(said: &str, unit: &str) -> Result<String, Refusal> {
        value(Text::of(said).words(), unit.parse().unwrap()).map(|value| value.to_string())
    }

    #[rstest]
    #[case("12%", "percent", "0.12")]
    #[case("４．６％", "percent", "0.046")]
    #[case("4.6 percent", "percent", "0.046")]
    #[case("百分之4.6", "percent", "0.046")]
    #[case("4.6个点", "percent", "0.046")]
    #[case("24,5%", "percent", "0.245")]
    #[case("0,85 %", "percent", "0.0085")]
    #[case("1,5万", "count", "15000")]
    #[case("百分之十八", "percent", "0.18")]
    #[case("百分之二十点五", "percent", "0.205")]
    #[case("百分之零点八", "percent", "0.008")]
    #[case("百分之百", "percent", "1")]
    #[case("0", "percent", "0")]
    #[case("-3%", "percent", "-0.03")]
    #[case("1.2万", "count", "12000")]
    #[case("1.2 万单", "count", "12000")]
    #[case("3k", "count", "3000")]
    #[case("3K orders", "count", "3000")]
    #[case("１２", "count", "12")]
    #[case("12,300", "count", "12300")]
    #[case("１２，３００", "count", "12300")]
    #[case("$12,300", "USD", "12300")]
    #[case("$ 1.2m", "USD", "1200000")]
    #[case("12300 usd", "USD", "12300")]
    #[case("1.2万美元", "USD", "12000")]
    #[case("¥300", "CNY", "300")]
    #[case("300元", "CNY", "300")]
    #[case("3亿", "CNY", "300000000")]
    #[case("-$5", "USD", "-5")]
    #[case("(300)", "USD", "-300")]
    #[case("30天", "days", "30")]
    #[case("30 days", "days", "30")]
    #[case("12h", "hours", "12")]
    #[case("3w", "weeks", "3")]
    #[case("3w", "count", "30000")]
    #[case("4.2x", "ratio", "4.2")]
    #[case(".5", "ratio", "0.5")]
    fn reads(#[case] said: &str, #[case] unit: &str, #[case] expected: &str) {
        assert_eq!(read(said, unit).as_deref(), Ok(expected));
    }

    /// What was written: as a percent, as a count, as dollars. `?` asks, `-` is no value of the unit.
    #[rstest]
    #[case("12%", "0.12", "-", "-")]
    #[case("0.12", "0.12", "0.12", "0.12")]
    #[case("-0.03", "-0.03", "-0.03", "-0.03")]
    #[case("1", "?", "1", "1")]
    #[case("-12", "?", "-12", "-12")]
    #[case("12.5", "?", "12.5", "12.5")]
    #[case("1.2万", "-", "12000", "12000")]
    #[case("3k", "-", "3000", "3000")]
    #[case("$12,300", "-", "-", "12300")]
    #[case("１２", "?", "12", "12")]
    fn a_number_means_what_its_unit_lets_it_mean(
        #[case] said: &str,
        #[case] percent: &str,
        #[case] count: &str,
        #[case] dollars: &str,
    ) {
        let units = [("percent", percent), ("count", count), ("USD", dollars)];
        for (unit, expected) in units {
            let told = match read(said, unit) {
                Ok(value) => value,
                Err(Refusal::AmbiguousPercent { .. }) => "?".to_owned(),
                Err(_) => "-".to_owned(),
            };
            assert_eq!(told, expected, "{said} as {unit}");
        }
    }

    #[rstest]
    #[case("", "count")]
    #[case("many", "count")]
    #[case("1,2,3", "count")]
    #[case("1,2345", "count")]
    #[case("1.2,30", "count")]
    #[case("百分之", "percent")]
    #[case("百分之十八九", "percent")]
    #[case("1.2.3", "count")]
    #[case("12%", "count")]
    #[case("¥300", "USD")]
    #[case("$300", "CNY")]
    #[case("$3", "count")]
    #[case("99999999999999999999999999999亿", "count")]
    fn refuses(#[case] said: &str, #[case] unit: &str) {
        assert!(matches!(read(said, unit), Err(Refusal::BadValue { .. })), "{:?}", read(said, unit));
    }
}
