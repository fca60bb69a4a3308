//! Utterances in both languages, and texts that are anything.

use jiff::Timestamp;
use proptest::prelude::*;
use rstest::rstest;
use steward_core::time::Zone;

use super::*;
use crate::reading::moment::Moment;
use crate::reading::text::Text;

/// Name of the command, number of the alert, and the words left.
fn heard(said: &str) -> Option<(&'static str, Option<i64>, String)> {
    let text = Text::of(said);
    let reading = read(without_call(text.words()))?;
    Some((reading.command.spec().name, reading.number.map(|number| number.value), reading.rest.said()))
}

#[rstest]
#[case("ack 42", "ack", Some(42), "")]
#[case("ACK #42", "ack", Some(42), "")]
#[case("please ack 42, thanks!", "ack", Some(42), "")]
#[case("got it", "ack", None, "")]
#[case("Got it 👍", "ack", None, "")]
#[case("✅", "ack", None, "")]
#[case("I’m on it", "ack", None, "")]
#[case("ok, on it", "ack", None, "")]
#[case("/kpi ack 42", "ack", Some(42), "")]
#[case("42 ack", "ack", Some(42), "")]
#[case(
    "note 42 carrier strike, moved to UPS, due fri",
    "note",
    Some(42),
    "carrier strike, moved to UPS, due fri"
)]
#[case("Note #42: Thanks to UPS", "note", Some(42), "Thanks to UPS")]
#[case("done 42", "done", Some(42), "")]
#[case("it's done", "done", None, "")]
#[case("snooze 42 4h", "snooze", Some(42), "4h")]
#[case("snooze 4h", "snooze", None, "4h")]
#[case("remind me tomorrow", "snooze", None, "tomorrow")]
#[case("assign 42 lin", "assign", Some(42), "lin")]
#[case("hand over to Lin", "assign", None, "to Lin")]
#[case("dismiss 42 false alarm scans late", "dismiss", Some(42), "false alarm scans late")]
#[case("bad data 42 orders counted twice", "bad_data", Some(42), "orders counted twice")]
#[case("comment 42 called back", "comment", Some(42), "called back")]
#[case("history 42", "history", Some(42), "")]
#[case("mine", "mine", None, "")]
#[case("what do I have?", "mine", None, "")]
#[case("list red", "list", None, "red")]
#[case("digest weekly", "digest", None, "weekly")]
#[case("weekly digest", "digest", None, "")]
#[case("record late_shipment 4.6% 2026-11-20", "record", None, "late_shipment 4.6% 2026-11-20")]
#[case("kpi late_shipment", "kpi", None, "late_shipment")]
#[case("help note", "help", None, "note")]
#[case("Help!", "help", None, "")]
fn english(#[case] said: &str, #[case] name: &str, #[case] number: Option<i64>, #[case] rest: &str) {
    assert_eq!(heard(said), Some((known(name), number, rest.to_owned())));
}

#[rstest]
#[case("确认 42", "ack", Some(42), "")]
#[case("确认４２", "ack", Some(42), "")]
#[case("收到", "ack", None, "")]
#[case("好的，收到", "ack", None, "")]
#[case("收到，谢谢！", "ack", None, "")]
#[case("我来处理", "ack", None, "")]
#[case("收到，周五前搞定", "ack", None, "周五前搞定")]
#[case("42 确认", "ack", Some(42), "")]
#[case("整改 42 承运商停发，已换 UPS，周五前", "note", Some(42), "承运商停发，已换 UPS，周五前")]
#[case("note 42 承运商停发，已换 UPS，周五前", "note", Some(42), "承运商停发，已换 UPS，周五前")]
#[case("已处理 42", "done", Some(42), "")]
#[case("已处理，周五前", "done", None, "周五前")]
#[case("42 已处理", "done", Some(42), "")]
#[case("处理好了", "done", None, "")]
#[case("暂停 42 4小时", "snooze", Some(42), "4小时")]
#[case("稍后 明早", "snooze", None, "明早")]
#[case("转给 林", "assign", None, "林")]
#[case("转派 42 小林", "assign", Some(42), "小林")]
#[case("忽略 42 误报", "dismiss", Some(42), "误报")]
#[case("数据有误 42 订单重复计算", "bad_data", Some(42), "订单重复计算")]
#[case("评论 42 承运商已回电", "comment", Some(42), "承运商已回电")]
#[case("历史 42", "history", Some(42), "")]
#[case("历史记录 42", "history", Some(42), "")]
#[case("我的", "mine", None, "")]
#[case("请看我的待办", "mine", None, "")]
#[case("列表", "list", None, "")]
#[case("列表 红", "list", None, "红")]
#[case("日报", "digest", None, "")]
#[case("周报", "digest", None, "")]
#[case("录入 迟发率 4.6%", "record", None, "迟发率 4.6%")]
#[case("录入迟发率４．６％", "record", None, "迟发率４．６％")]
#[case("查 迟发率", "kpi", None, "迟发率")]
#[case("帮助", "help", None, "")]
#[case("帮助 整改", "help", None, "整改")]
fn chinese(#[case] said: &str, #[case] name: &str, #[case] number: Option<i64>, #[case] rest: &str) {
    assert_eq!(heard(said), Some((known(name), number, rest.to_owned())));
}

#[rstest]
#[case("")]
#[case("42")]
#[case("late_shipment")]
#[case("迟发率")]
#[case("acknowledgements are slow")]
#[case("noted")]
#[case("how is our ACoS?")]
fn no_command(#[case] said: &str) {
    assert_eq!(heard(said), None);
}

/// In a thread people talk to each other, too.
#[rstest]
#[case("ack", true)]
#[case("收到，周五前搞定", true)]
#[case("got it from the supplier", false)]
#[case("done, moved to UPS", true)]
#[case("done with lunch?", false)]
#[case("已处理，周五前", true)]
#[case("snooze 4h", true)]
#[case("推迟发货是因为罢工", false)]
#[case("note that the carrier is late", false)]
#[case("note: carrier strike", true)]
#[case("close the window", false)]
#[case("忽略 误报", true)]
#[case("history", true)]
#[case("历史上也有过", false)]
fn tells_commands_from_talk(#[case] said: &str, #[case] is_command: bool) {
    let zone = Zone::utc();
    let moment = Moment {
        now: Timestamp::UNIX_EPOCH,
        zone: &zone,
        day_begins: steward_core::time::TimeOfDay::MIDNIGHT,
    };
    let text = Text::of(said);
    let reading = read(text.words()).unwrap();
    assert_eq!(reading.command.fits(reading.rest, moment), is_command);
}

/// The examples of help are understood.
#[test]
fn examples_of_help_mean_their_command() {
    for texts in [
        include_str!("../../../locales/en-US/commands.ftl"),
        include_str!("../../../locales/zh-CN/commands.ftl"),
    ] {
        let examples: Vec<(&str, &str)> = texts
            .lines()
            .filter_map(|line| line.strip_prefix("command-")?.split_once(" = "))
            .filter_map(|(key, example)| Some((key.strip_suffix("-example")?, example)))
            .filter(|(name, _)| *name != "kpi")
            .collect();
        assert_eq!(examples.len() + 1, COMMANDS.len());
        for (name, example) in examples {
            assert_eq!(heard(example).map(|(name, ..)| name), Some(name), "{example}");
        }
    }
}

fn known(name: &str) -> &'static str {
    crate::registry::named(name).unwrap().spec().name
}

/// Words that grammars look for, between characters of every kind.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "ack",
            "note",
            "done",
            "snooze",
            "确认",
            "整改",
            "录入",
            "42",
            "#",
            "due",
            "by",
            "fri",
            "周五",
            "前",
            "4h",
            "天",
            "until",
            "15:00",
            "11-28",
            "2026",
            "年",
            "月",
            "十",
            "cause:",
            "措施:",
            "，",
            ".",
            "%",
            "万",
            "$",
            "-",
            " ",
            "\n",
            "99999999999999999999",
            "next",
            "下",
            "in",
            "half",
            "a",
            "pm",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(pieces, 0..1024).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_breaks_a_grammar(text in any_text(), now in -62_135_596_800_i64..253_402_207_200) {
        let zone = Zone::parse("America/Los_Angeles").unwrap();
        let moment = Moment { now: Timestamp::from_second(now).unwrap(), zone: &zone, day_begins: "09:00".parse().unwrap() };
        let text = Text::of(&text);
        let words = without_call(text.words());
        for command in COMMANDS {
            command.fits(words, moment);
        }
        if let Some(reading) = read(words) {
            reading.command.fits(reading.rest, moment);
        }
        crate::reading::value::value(words, "USD".parse().unwrap()).ok();
        crate::reading::day::day(words, moment.today(), crate::reading::day::Lean::Back);
        crate::note::drafted(words, moment).ok();
    }
}
