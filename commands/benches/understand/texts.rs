//! What is understood in the benchmark.

/// An ordinary question, an action, Chinese, both languages, slips, and what nothing explains.
pub const SAID: [&str; 12] = [
    "what was us acos yesterday?",
    "acos shop 7 last week vs target",
    "ack 42",
    "assign 42 to person 17",
    "美国站广告销售成本比上周怎么样",
    "42 竞品降价，已调低竞价，明天前",
    "shop 7 的 ACoS 昨天多少",
    "odr shop 12 昨天 vs target thx",
    "late shipmnet rate shop 3 yesterdy",
    "迟发律 shop 3 昨天",
    "can somebody tell me where the quarterly marketing offsite is",
    "帮我订一张下周去洛杉矶的机票顺便问下酒店",
];

/// Pieces of which texts of 4 KB are made.
pub const LONG: [&str; 12] = [
    "acos shop 7 ",
    "广告销售成本比",
    "近7天上周周五11月",
    "1-1/1.1 ",
    "now that we look at it ",
    "until friday, ",
    "cause: action: due: ",
    "我看看在处理了",
    "aaaa ",
    "迟发律消售额",
    "42,",
    "\u{202E}é😀",
];

/// Words and signs that the search for the slowest text puts together.
pub const ATOMS: [&str; 40] = [
    "acos",
    "shop",
    "7",
    "广告销售成本比",
    "近7天",
    "上周",
    "周五",
    "11月",
    "1-1/1.1",
    "until friday",
    "by fri",
    "due",
    "，",
    ", ",
    " ",
    "cause:",
    "action:",
    "ack",
    "确认",
    "42",
    "#42",
    "迟发律",
    "aaaa",
    "销售额",
    "vs target",
    "same",
    "的",
    "在",
    "person 17",
    "<@U1>",
    "12%",
    "百分之",
    "from nov 1 to",
    "asia/shanghai",
    "9-18",
    ";",
    "\n",
    "我看看",
    "收到",
    "shipmnet",
];

const BYTES: usize = 4096;

/// A text of 4 KB made of a piece.
pub fn four_kilobytes_of(piece: &str) -> String {
    let mut text = piece.repeat(BYTES / piece.len() + 1);
    let end = (0..=BYTES).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.truncate(end);
    text
}
