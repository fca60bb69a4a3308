//! Shops and marketplaces as people call them: a platform, a country, or both.

/// What a word says of a shop: the platform it is on or the country it sells to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Facet {
    /// A platform.
    Platform(&'static str),
    /// A country or region.
    Country(&'static str),
    /// A word of a scope that is neither, by its place in the lexicon.
    Own(usize),
}

impl Facet {
    /// Whether two facets speak of the same side of a shop, so that only one of them can be true of it.
    pub(super) fn excludes(self, other: Self) -> bool {
        self != other
            && matches!(
                (self, other),
                (Self::Platform(_), Self::Platform(_)) | (Self::Country(_), Self::Country(_))
            )
    }
}

/// Words for the platforms; the first is the name of the facet.
pub(super) const PLATFORMS: &[&[&str]] = &[
    &["amazon", "amz", "亚马逊", "亚马孙", "amazon marketplace"],
    &["walmart", "wm", "沃尔玛", "沃爾瑪", "wmt"],
    &["shopify", "独立站", "官网", "dtc", "own site", "our site", "web store", "自建站"],
    &["ebay", "易贝"],
    &["tiktok", "tiktok shop", "tk", "tts", "抖音"],
    &["temu", "拼多多"],
    &["etsy"],
    &["shein", "希音"],
    &["target plus"],
    &["aliexpress", "速卖通"],
];

/// Words for the countries; the first is the name of the facet.
pub(super) const COUNTRIES: &[&[&str]] = &[
    &[
        "us",
        "usa",
        "u.s.",
        "u.s",
        "america",
        "american",
        "united states",
        "us store",
        "us shop",
        "us marketplace",
        "美国站",
        "美国店",
        "美国",
        "美站",
        "us站",
        "us店",
        "北美站",
    ],
    &["uk", "gb", "britain", "united kingdom", "uk store", "英国站", "英国", "英站", "uk站"],
    &["de", "germany", "german", "german store", "德国站", "德国", "德站", "de站"],
    &["jp", "japan", "japanese", "日本站", "日本", "日站", "jp站"],
    &["ca", "canada", "canadian", "加拿大站", "加拿大", "加站", "ca站"],
    &["mx", "mexico", "墨西哥站", "墨西哥", "mx站"],
    &["fr", "france", "french", "法国站", "法国", "法站", "fr站"],
    &["italy", "italian", "意大利站", "意大利", "意站", "it站"],
    &["es", "spain", "spanish", "西班牙站", "西班牙", "es站"],
    &["eu", "europe", "european", "欧洲站", "欧洲", "欧站", "eu站"],
    &["au", "australia", "australian", "澳洲站", "澳大利亚", "澳洲", "澳站", "au站"],
    &["nl", "netherlands", "荷兰站", "荷兰"],
    &["india", "印度站", "印度"],
    &["ae", "uae", "阿联酋"],
    &["sg", "singapore", "新加坡站", "新加坡"],
];

/// What the keys of the catalogue begin with when a KPI is of one platform.
pub(super) const KEY_BEGINNINGS: &[(&str, &str)] = &[
    ("amz_", "amazon"),
    ("wm_", "walmart"),
    ("ebay_", "ebay"),
    ("shopify_", "shopify"),
    ("tiktok_", "tiktok"),
    ("tts_", "tiktok"),
];

/// Codes that are common English words, too: alone they name no country unless a KPI carries it.
pub(super) const ALSO_WORDS: &[&str] = &["us", "de", "es", "ca"];
