//! What is to be done in the developer console of Feishu or Lark, step by step in Chinese and English.

use steward_core::person::Locale;
use steward_platforms::feishu::app::{CALLBACK, EVENTS, LARK, MENU, permissions};

use crate::feishu::FeishuWords;

/// A step: the key of its words, and what is to be pasted or picked.
type Step = (&'static str, Vec<String>);

/// The steps as text. `address` is where Feishu reaches the service over HTTP; without one it is the long connection.
pub(super) fn steps(words: &FeishuWords, platform: &str, address: Option<&str>) -> anyhow::Result<String> {
    let host = if platform == LARK { "open.larksuite.com" } else { "open.feishu.cn" };
    let console = format!("https://{host}/app");
    let lines = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
    let permissions = serde_json::to_string_pretty(&permissions())?;
    let mut steps: Vec<Step> = vec![
        ("feishu-step-create", vec![console]),
        ("feishu-step-bot", Vec::new()),
        ("feishu-step-permissions", permissions.lines().map(str::to_owned).collect()),
        ("feishu-step-start", Vec::new()),
        ("feishu-step-events", lines(EVENTS)),
        ("feishu-step-callback", lines(&[CALLBACK])),
        ("feishu-step-menu", lines(MENU)),
        ("feishu-step-release", Vec::new()),
        ("feishu-step-invite", Vec::new()),
    ];
    if let Some(address) = address {
        let url = format!("{}/{platform}/events", address.trim_end_matches('/'));
        steps.insert(4, ("feishu-step-hook", vec![url]));
    }
    Ok(written(words, &steps))
}

fn written(words: &FeishuWords, steps: &[Step]) -> String {
    let mut text = String::new();
    for (number, (key, items)) in (1..).zip(steps) {
        for (place, locale) in [Locale::ZH_CN, Locale::EN_US].iter().enumerate() {
            let begin = if place == 0 { format!("{number}. ") } else { "   ".to_owned() };
            text.extend([begin.as_str(), &words.phrase(locale, key), "\n"]);
        }
        for item in items {
            text.extend(["       ", item, "\n"]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use steward_platforms::feishu::app::FEISHU;

    use super::*;

    #[test]
    fn every_step_is_told_in_both_languages() {
        let words = FeishuWords::load().unwrap();
        let text = steps(&words, FEISHU, None).unwrap();
        assert_eq!(
            text.lines().filter(|line| line.starts_with(|sign: char| sign.is_ascii_digit())).count(),
            9
        );
        for wanted in
            ["创建企业自建应用", "self-built app", "im.message.receive_v1", "card.action.trigger", "批量导入"]
        {
            assert!(text.contains(wanted), "{wanted} in {text}");
        }
        assert!(!text.contains("feishu-step"), "a step without words: {text}");
    }

    #[test]
    fn over_http_the_address_is_one_of_the_steps() {
        let words = FeishuWords::load().unwrap();
        let text = steps(&words, LARK, Some("https://steward.example.com/")).unwrap();
        assert!(text.contains("https://steward.example.com/lark/events"), "{text}");
        assert!(text.contains("https://open.larksuite.com/app"), "{text}");
    }
}
