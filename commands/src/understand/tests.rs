//! Texts in both languages and what they mean, in the company of the corpus on Monday 23 November 2026, 14:00 in
//! Shanghai.

use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use rstest::rstest;
use steward_core::id::KpiKey;
use steward_core::org::Org;
use steward_core::org::file::read;

use super::*;
use crate::registry::specs;

const COMPANY: &str = include_str!("../../tests/corpus/company.toml");

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let org: Org = read(COMPANY, "company.toml").unwrap_or_else(|problems| panic!("{problems:?}"));
        Lexicon::of(Arc::new(org))
    })
}

fn heard(text: &str, addressed: bool, thread: Option<i64>) -> Understanding {
    let org = lexicon().org();
    let kpi = KpiKey::parse("acos_us").unwrap();
    let person = org.people.values().find(|person| person.key.as_str() == "mei").unwrap();
    let scene = Scene {
        now: "2026-11-23T06:00:00Z".parse().unwrap(),
        person,
        platform: "web",
        channel: org.channels.values().next(),
        thread: thread.map(|number| Thread { number, kpi: &kpi }),
        addressed,
    };
    understand(text, lexicon(), &scene)
}

/// A meaning in one line.
fn line(understanding: &Understanding) -> String {
    let says = |choices: &[steward_core::message::answer::Choice]| {
        choices.iter().map(|choice| choice.says.clone()).collect::<Vec<_>>().join(" | ")
    };
    match understanding {
        Understanding::Understood { meaning } => serde_json::to_string(meaning).unwrap(),
        Understanding::Choose { choices, .. } => format!("CHOOSE {}", says(choices)),
        Understanding::NotUnderstood { nearest, .. } => format!("NOT {}", says(nearest)),
        Understanding::NotForSteward => "-".to_owned(),
    }
}

#[rstest]
#[case("acos_us", r#"{"intent":"kpi","kpis":["acos_us"]}"#)]
#[case("what is red?", r#"{"intent":"list","filters":["red"]}"#)]
#[case("cfl 昨天", r#"{"intent":"kpi","kpis":["amz_lsr"],"from":"2026-11-21","to":"2026-11-21""#)]
#[case("迟发律昨天", r#"{"intent":"kpi","kpis":["amz_lsr"],"from":"2026-11-21""#)]
#[case("late shipmnet yesterday", r#"{"intent":"kpi","kpis":["amz_lsr"],"from":"2026-11-21""#)]
#[case("亞馬遜美國站的廣告銷售成本比", r#"{"intent":"kpi","kpis":["acos_us"],"scopes":["Amazon US"]}"#)]
#[case("ack all mine", r#"{"intent":"ack","all":true}"#)]
#[case("ack 41, 42 and 43", r#"{"intent":"ack","alerts":[41,42,43]}"#)]
#[case("dismiss 41 and 43", r#"{"intent":"dismiss","alerts":[41,43]}"#)]
#[case(
    "snooze 42 until 14:30",
    r#"{"intent":"snooze","alerts":[42],"values":{"until":"2026-11-23T06:30:00Z"}}"#
)]
#[case("42推迟到15:45", r#"{"intent":"snooze","alerts":[42],"values":{"until":"2026-11-23T07:45:00Z"}}"#)]
#[case("snooze 12 until 18:00", r#"{"intent":"snooze","alerts":[12],"#)]
#[case("snooze 12 until 2026-11-23 18:00", r#"{"intent":"snooze","alerts":[12],"#)]
#[case("snooze 12 until 30 nov", r#"{"intent":"snooze","alerts":[12],"#)]
#[case("assign 42 nobody", r#"{"intent":"assign","alerts":[42],"values":{"unclear":"nobody"}}"#)]
#[case("record odr 12", r#"{"intent":"record","kpis":["amz_odr"],"values":{"written":"12"}}"#)]
#[case("acos", "CHOOSE kpi acos_de | kpi acos_us | kpi acos_wm")]
#[case("akc 42", "NOT ack 42")]
#[case("don't ack 42", "NOT ")]
#[case("acos 31 feb", "NOT ")]
#[case("'; drop table kpi; --", "NOT ")]
fn understands(#[case] text: &str, #[case] expected: &str) {
    let line = line(&heard(text, true, None));
    assert!(line.starts_with(expected), "{line}");
}

#[rstest]
#[case("收到", r#"{"intent":"ack"}"#)]
#[case("looking into it", r#"{"intent":"ack"}"#)]
#[case("误报", r#"{"intent":"dismiss","values":{"dismissal":"false_alarm"}}"#)]
#[case("3 done, 2 left", r#"{"intent":"comment","values":{"text":"3 done, 2 left"}}"#)]
#[case("what is red?", r#"{"intent":"comment","values":{"text":"what is red"}}"#)]
#[case(
    "changed bid cap, eta fri",
    r#"{"intent":"note","proposed":true,"values":{"due":"2026-11-27","action":"changed bid cap"}}"#
)]
fn understands_replies(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(line(&heard(text, false, Some(42))), expected);
}

/// What is offered is called by the word that the reader knows.
#[rstest]
#[case("akc 42", "ack 42", "确认 42")]
#[case("should I assign 42 to lin?", "assign 42 lin", "转给 42 lin")]
fn what_is_offered_is_called_in_both_languages(
    #[case] text: &str,
    #[case] english: &str,
    #[case] chinese: &str,
) {
    let (Understanding::NotUnderstood { nearest: offered, .. }
    | Understanding::Choose { choices: offered, .. }) = heard(text, true, None)
    else {
        panic!("{text} is understood")
    };
    let names: Vec<_> =
        offered.iter().map(|choice| (choice.name_en.as_str(), choice.name_zh.as_str())).collect();
    assert!(names.contains(&(english, chinese)), "{names:?}");
}

/// The examples that help gives for a command, in English and Chinese.
fn examples(spec: &Spec) -> [&'static str; 2] {
    let english = include_str!("../../../locales/en-US/commands.ftl");
    let chinese = include_str!("../../../locales/zh-CN/commands.ftl");
    let key = format!("command-{}-example = ", spec.name);
    [english, chinese].map(|texts| texts.lines().find_map(|line| line.strip_prefix(&key)).unwrap())
}

/// The examples of help are understood, and with them every command in both languages.
#[test]
fn every_command_is_reached_by_its_example() {
    for spec in specs() {
        for example in examples(spec) {
            let intent = match heard(example, true, None) {
                Understanding::Understood { meaning } | Understanding::Choose { meaning, .. } => {
                    meaning.intent
                }
                other => panic!("{example}: {}", line(&other)),
            };
            assert_eq!(intent, Some(spec.intent), "{example}");
        }
    }
}

/// What is printed for a meaning means it again.
#[rstest]
#[case("美国站acos上周同比按天")]
#[case("tacos net margin since nov 1")]
#[case("odr vs target")]
#[case("acos by shop yesterday")]
#[case("红的 我的")]
#[case("what is overdue")]
#[case("what is mei working on")]
#[case("为什么美国站acos红了")]
#[case("谁负责迟发率")]
#[case("odr离1%还有多少空间")]
#[case("42号告警的历史")]
#[case("what changed since yesterday")]
#[case("ack 41, 42")]
#[case("ack all mine")]
#[case("dismiss 42 false alarm: scans came late")]
#[case("note 42 承运商停发，已换 UPS，周五前")]
#[case("assign 42 lin")]
#[case("snooze 42 4h")]
#[case("小林替我 12月1-7号")]
#[case("pause ipi until dec 5 because warehouse move")]
#[case("target tacos 15% from 1 dec to 31 dec because of the season")]
#[case("record odr 0.8% yesterday")]
#[case("subscribe #us-team to the weekly digest")]
#[case("用英文")]
#[case("时区 上海")]
#[case("my hours 9:30-18:30")]
#[case("help note")]
fn a_printed_meaning_means_the_same(#[case] text: &str) {
    assert!(prints_the_same(text), "{text}: {}", line(&heard(text, true, None)));
}

/// Every command is printed so that it means the same, in the words of both languages.
#[test]
fn every_command_is_printed_as_it_is_meant() {
    let is_printed =
        |spec: &&Spec| examples(spec).into_iter().filter(|example| prints_the_same(example)).count() > 0;
    let printed: Vec<&str> = specs().iter().filter(is_printed).map(|spec| spec.name).collect();
    let left: Vec<&str> =
        specs().iter().map(|spec| spec.name).filter(|name| !printed.contains(name)).collect();
    // Their examples name KPIs that this company has in several shops.
    assert!(left.len() <= 6, "{left:?} are not understood");
}

/// What people of the corpus say is printed so that it means the same, whatever they want.
#[test]
fn whatever_people_say_is_printed_as_it_is_meant() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let (mut said, mut faults) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|end| end != "toml")
            || name == "company.toml"
            || name.starts_with("held_out_")
        {
            continue;
        }
        let file: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let texts = file["cases"].as_array().unwrap().iter().filter_map(|case| case["text"].as_str());
        for text in texts {
            match printed(text) {
                Ok(is_understood) => said += u32::from(is_understood),
                Err(fault) => faults.push(fault),
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(said > 1_500, "{said} texts are understood");
}

/// Whether a text is understood without a question left. Then what is printed for it means the same, and is printed the same
/// again.
fn prints_the_same(text: &str) -> bool {
    printed(text).unwrap_or_else(|fault| panic!("{fault}"))
}

/// Whether a text is understood; what is wrong with what is printed for it.
fn printed(text: &str) -> Result<bool, String> {
    let Understanding::Understood { meaning } = heard(text, true, None) else { return Ok(false) };
    if meaning.values.unclear.is_some() {
        // What is asked back means nothing yet.
        return Ok(false);
    }
    let zone = &lexicon().org().people.values().find(|person| person.key.as_str() == "mei").unwrap().zone;
    let printed = print::print(&meaning, lexicon(), zone);
    let Understanding::Understood { meaning: again } = heard(&printed, true, None) else {
        return Err(format!("{text} → {printed}: {}", line(&heard(&printed, true, None))));
    };
    let printed_again = print::print(&again, lexicon(), zone);
    if printed_again != printed {
        return Err(format!("{text} → {printed} → {printed_again}"));
    }
    let mut again = *again;
    // What was proposed is printed as the note that it would be.
    again.proposed = meaning.proposed;
    if meaning.scopes.len() != again.scopes.len() {
        // A key says its shop without naming it.
        again.scopes.clone_from(&meaning.scopes);
    }
    if *meaning == again {
        Ok(true)
    } else {
        Err(format!("{text} → {printed}: {meaning:?} is not {again:?}"))
    }
}

/// Questions and actions put together from everything that they take: nearly all are understood, and printing each is
/// stable.
#[test]
fn printing_is_stable_whatever_is_put_together() {
    const KPIS: &[&str] =
        &["acos_us", "tacos", "美国站退款率", "odr", "独立站客单价", "walmart acos", "有效追踪率"];
    const DAYS: &[&str] = &["", "yesterday", "上周", "近30天", "nov 1-15", "mtd", "since nov 2", "Q3"];
    const BESIDE: &[&str] = &["", "vs target", "wow", "同比", "by week", "按天", "mom by day"];
    const DEEDS: &[&str] = &[
        "ack 42",
        "确认 41 43",
        "done 42",
        "snooze 42 2h",
        "暂缓 43 到明天 10:00",
        "assign 41 lin",
        "42转给小林",
        "dismiss 42 known event: sale",
        "忽略 42 误报",
        "reopen 41",
        "escalate 42",
        "升级 43",
        "undo",
        "history 42",
        "note 42 strike, moved to UPS, due fri",
        "comment 42 asked UPS",
        "bad data 42 counted twice",
    ];
    let questions = KPIS.iter().flat_map(|kpi| {
        let with_days =
            DAYS.iter().flat_map(move |days| BESIDE.iter().map(move |beside| [*kpi, *days, *beside]));
        with_days.map(|parts| parts.join(" ")).chain([format!("why {kpi}"), format!("{kpi}谁负责")])
    });
    let texts: Vec<String> = questions.chain(DEEDS.iter().map(|text| (*text).to_owned())).collect();
    let understood = texts.iter().filter(|text| prints_the_same(text)).count();
    assert!(understood * 100 >= texts.len() * 95, "{understood} of {} are understood", texts.len());
}

/// Words that are looked for, between characters of every kind.
fn any_text() -> impl Strategy<Value = String> {
    let known = "ack note done snooze acos 美国站 昨天 迟发率 确认 整改 录入 42 # due by fri 周五 前 4h 天 until 15:00 11-28 2026 年 月 十 cause: 措施: ， . % 万 $ - \
                 99999999999999999999 next 下 in half a pm target 目标 小林 covers from to 近7天 q3 黑五 why 为什么 all mine 全部 <@ > @all \u{202E} \u{0}";
    let known: Vec<&'static str> = known.split(' ').collect();
    let pieces = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(known).prop_map(String::from),
        Just(" ".to_owned()),
        Just("\n".to_owned()),
    ];
    prop::collection::vec(pieces, 0..900).prop_map(|pieces| {
        let text = pieces.concat();
        text.chars().take(4096).collect()
    })
}

/// Signs that have broken programs before.
const SIGNS: &[&str] = &[
    "\u{0}",
    "\u{7}",
    "\u{1b}[31m",
    "\r\n",
    "\u{85}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{fe0f}",
    "\u{feff}",
    "\u{fffd}",
    "\u{e000}",
    "\u{10ffff}",
    "\u{301}",
    "👩\u{200d}👩\u{200d}👧",
    "🇨🇳",
    "👍🏽",
    "ﷺ",
    "ﬁ",
    "İ",
    "ß",
    "١٢",
    "٪",
    "％",
    "１２",
    "〇",
    "①",
    "㍿",
    "𝟒𝟐",
    "𠮷",
    "<@",
    "<@U1>",
    "@all",
    "`",
    "```",
    "](",
    "$(",
    "';--",
    "\\",
    "%",
    "-",
    ".",
    ",",
    ":",
    "42",
    "十",
    "周",
    "今",
    "ack",
    "note ",
    "due ",
    "until ",
    "cause:",
    "美国站",
    "acos",
    " ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_breaks_understanding(text in any_text(), addressed: bool, in_thread: bool, short in 0..90_usize) {
        heard(&text, addressed, in_thread.then_some(42));
        let short: String = text.chars().take(short).collect();
        heard(&short, addressed, in_thread.then_some(42));
    }

    /// Overrides of direction, emoji with joiners, marks without letters, private and unassigned characters: by themselves
    /// and around a command, as short texts and as novels.
    #[test]
    fn no_sign_breaks_understanding(
        signs in prop::collection::vec(prop::sample::select(SIGNS), 1..40),
        times in prop_oneof![Just(1_usize), 2..600_usize],
        addressed: bool,
        in_thread: bool,
    ) {
        const NOVEL: usize = 10_000;
        let text: String = signs.concat().repeat(times).chars().take(NOVEL).collect();
        heard(&text, addressed, in_thread.then_some(42));
        heard(&format!("{text}ack{text}42{text}"), addressed, in_thread.then_some(42));
    }

    #[test]
    fn what_is_not_said_to_steward_is_left_alone(text in any_text()) {
        prop_assert_eq!(heard(&text, false, None), Understanding::NotForSteward);
    }

    /// What is offered would be understood.
    #[test]
    fn what_is_offered_is_understood(words in prop::collection::vec(prop::sample::select(
        "acos sales 昨天 美国站 red 红的 why mei 上周 vs target odr 42 ack refund 退款率 by shop".split(' ').collect::<Vec<_>>()), 1..5)
    ) {
        let text = words.join(" ");
        let choices = match heard(&text, true, None) {
            Understanding::Choose { choices, .. } | Understanding::NotUnderstood { nearest: choices, .. } => choices,
            _ => Vec::new(),
        };
        for choice in choices {
            let again = heard(&choice.says, true, None);
            prop_assert!(!matches!(again, Understanding::NotUnderstood { .. }), "{} offers {}", text, choice.says);
        }
    }
}
