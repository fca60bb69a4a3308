//! Amazon's marketplaces: from the id in a report to the country a KPI's scope speaks of.

/// A marketplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marketplace {
    /// Amazon's id.
    pub(crate) id: &'static str,
    /// Country code as sellers write it; the United Kingdom is `UK`.
    pub(crate) country: &'static str,
    /// The country in Chinese.
    pub(crate) chinese: &'static str,
}

const fn marketplace(id: &'static str, country: &'static str, chinese: &'static str) -> Marketplace {
    Marketplace { id, country, chinese }
}

/// Source: developer-docs.amazon.com/sp-api/docs/marketplace-ids, a stored copy; the Chinese names are ours.
const MARKETPLACES: [Marketplace; 23] = [
    marketplace("ATVPDKIKX0DER", "US", "美国"),
    marketplace("A2EUQ1WTGCTBG2", "CA", "加拿大"),
    marketplace("A1AM78C64UM0Y8", "MX", "墨西哥"),
    marketplace("A2Q3Y263D00KWC", "BR", "巴西"),
    marketplace("A28R8C7NBKEWEA", "IE", "爱尔兰"),
    marketplace("A1RKKUPIHCS9HS", "ES", "西班牙"),
    marketplace("A1F83G8C2ARO7P", "UK", "英国"),
    marketplace("A13V1IB3VIYZZH", "FR", "法国"),
    marketplace("AMEN7PMS3EDWL", "BE", "比利时"),
    marketplace("A1805IZSGTT6HS", "NL", "荷兰"),
    marketplace("A1PA6795UKMFR9", "DE", "德国"),
    marketplace("APJ6JRA9NG5V4", "IT", "意大利"),
    marketplace("A2NODRKZP88ZB9", "SE", "瑞典"),
    marketplace("AE08WJ6YKNBMC", "ZA", "南非"),
    marketplace("A1C3SOZRARQ6R3", "PL", "波兰"),
    marketplace("ARBP9OOSHTCHU", "EG", "埃及"),
    marketplace("A33AVAJ2PDY3EV", "TR", "土耳其"),
    marketplace("A17E79C6D8DWNP", "SA", "沙特"),
    marketplace("A2VIGQ35RCS4UG", "AE", "阿联酋"),
    marketplace("A21TJRUUN4KGV", "IN", "印度"),
    marketplace("A19VAU5U5O7RUS", "SG", "新加坡"),
    marketplace("A39IBJ37TRP1C6", "AU", "澳大利亚"),
    marketplace("A1VC38T7YXB528", "JP", "日本"),
];

impl Marketplace {
    /// Whether a text, such as a KPI's scope, speaks of this marketplace: `amazon-us`, `US`, `美国站` or the id.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        text.contains(self.chinese)
            || text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
                word.eq_ignore_ascii_case(self.country)
                    || word.eq_ignore_ascii_case(self.id)
                    || (self.country == "UK" && word.eq_ignore_ascii_case("GB"))
            })
    }
}

/// The marketplace a text names, if it names exactly one.
pub(crate) fn named(text: &str) -> Option<&'static Marketplace> {
    let mut found = MARKETPLACES.iter().filter(|marketplace| marketplace.is_named_in(text));
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ATVPDKIKX0DER", Some("US"))]
    #[case("amazon-us", Some("US"))]
    #[case("US", Some("US"))]
    #[case("Amazon GB", Some("UK"))]
    #[case("美国站", Some("US"))]
    #[case("focus", None)]
    #[case("US and CA", None)]
    #[case("", None)]
    fn a_scope_names_a_marketplace(#[case] text: &str, #[case] country: Option<&str>) {
        assert_eq!(named(text).map(|marketplace| marketplace.country), country);
    }
}
