//! What people say for a measure instead of its name: what they did, not what it is called.

/// Phrases for an entry of the catalogue.
pub(super) fn of(catalog: &str) -> &'static [&'static str] {
    PHRASES.iter().find(|(key, _)| *key == catalog).map_or(&[], |(_, phrases)| phrases)
}

const PHRASES: &[(&str, &[&str])] = &[
    (
        "sales_ordered",
        &[
            "how much did we sell",
            "did we sell",
            "we sell",
            "we sold",
            "sell",
            "revenue",
            "turnover",
            "gmv",
            "卖了多少",
            "卖了多少钱",
            "卖多少",
            "卖得怎么样",
            "卖的怎么样",
            "卖得咋样",
            "卖得如何",
            "卖了",
            "营收",
            "业绩",
            "流水",
            "成交额",
            "销量金额",
        ],
    ),
    (
        "ad_spend",
        &[
            "spend on ads",
            "spent on ads",
            "did we spend on ads",
            "we spend on ads",
            "ads spend",
            "ads cost",
            "ad budget spent",
            "烧了多少广告费",
            "花了多少广告费",
            "广告花了多少",
            "广告烧了多少",
            "广告花了多少钱",
            "广告烧了多少钱",
            "投了多少广告",
        ],
    ),
    ("sessions", &["traffic", "visitors", "visits", "流量", "访问量", "访客"]),
    (
        "days_of_supply",
        &[
            "days of cover",
            "days of stock",
            "days of inventory",
            "还能卖几天",
            "还能卖多少天",
            "能卖几天",
            "够卖几天",
            "库存还能卖几天",
            "库存够卖几天",
            "库存能卖几天",
        ],
    ),
    ("firstleg_days", &["头程要几天", "头程要多久", "头程几天", "头程多久", "头程现在要几天", "头程"]),
    ("low_star_new", &["bad review", "negative review", "one star reviews", "差评"]),
    ("refund_rate", &["refunds", "退款"]),
    ("return_rate_cohort", &["returns", "退货"]),
    ("amz_lsr", &["late shipments", "late orders", "迟发", "晚发"]),
    ("amz_cancel", &["cancellations", "cancels"]),
    ("aov", &["basket size", "order value", "客单"]),
    ("frt_median_h", &["response time", "reply time", "回复时间", "响应时间", "多久回复"]),
];
