//! Amounts of money: a sign where it is clear, the code where it is not.

use rust_decimal::Decimal;
use steward_core::unit::Currency;

use super::number;

/// Decimals of an amount that is not whole.
const PLACES: u32 = 2;

/// An amount: `$1,234.50`, `$12,300`, `−¥80`, `CAD 5`. Whole amounts have no decimals.
pub fn money(amount: Decimal, currency: Currency) -> String {
    let sign = sign(currency);
    if number::is_lost(amount, PLACES) {
        let least = Decimal::new(1, PLACES);
        let (compared, minus) = if amount.is_sign_negative() { (">", "−") } else { ("<", "") };
        return format!("{compared}{minus}{sign}{least}");
    }
    let minus = if amount.is_sign_negative() && !amount.is_zero() { "−" } else { "" };
    let amount = number::round(amount.abs(), PLACES);
    let digits =
        if amount.fract().is_zero() { number::number(amount, 0) } else { number::fixed(amount, PLACES) };
    format!("{minus}{sign}{digits}")
}

fn sign(currency: Currency) -> String {
    match currency.code() {
        "USD" => "$".to_owned(),
        "CNY" => "¥".to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        code => format!("{code}\u{a0}"),
    }
}

#[cfg(test)]
mod tests {
    use steward_core::unit::Unit;

    use super::*;

    fn shown(amount: &str, code: &str) -> String {
        let Ok(Unit::Money(currency)) = code.parse() else { panic!("{code}") };
        money(amount.parse().unwrap(), currency)
    }

    #[test]
    fn amounts() {
        assert_eq!(shown("1234.5", "USD"), "$1,234.50");
        assert_eq!(shown("12300", "USD"), "$12,300");
        assert_eq!(shown("-80.00", "CNY"), "−¥80");
        assert_eq!(shown("5.1", "CAD"), "CAD\u{a0}5.10");
        assert_eq!(shown("0.004", "USD"), "<$0.01");
    }
}
