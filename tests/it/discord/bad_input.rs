//! What must not do harm: hostile words, and too many of them.

use steward_core::alert::AlertStatus;
use steward_tests::fakes::discord::{Message, Submitted};

use super::stand::{Stand, Way, sent, shown, stand};

/// Every message of the bot that anybody sees.
fn all(stand: &Stand) -> Vec<Message> {
    let discord = &stand.discord;
    let private = ["mei", "hao", "lin"].into_iter().flat_map(|name| discord.ephemerals(name));
    let direct = ["@mei", "@hao", "@lin", "@ada"].into_iter().flat_map(|name| discord.posts(name));
    discord.posts("ops").into_iter().chain(direct).chain(private).collect()
}

/// A text without what is escaped in it.
fn unescaped(text: &str) -> String {
    let mut signs = text.chars();
    let mut left = String::new();
    while let Some(sign) = signs.next() {
        if sign == '\\' {
            signs.next();
        } else {
            left.push(sign);
        }
    }
    left
}

#[tokio::test]
async fn hostile_words_ping_nobody_and_mark_up_nothing() {
    let stand = stand(Way::Gateway).await;
    let (card, page) = stand.breach().await;
    let discord = &stand.discord;
    let (hao, ops) = (discord.user_id("hao"), discord.channel_id("ops"));
    let hostile = format!(
        "@everyone @here <@{hao}> <@&{}> <#{ops}> [click](https://x.example) `code` **bold** __it__ ~~s~~ ||x||\n> quoted\n# big <t:0:R>",
        stand.guild
    );
    discord.press("mei", &page, "填写整改").await;
    discord.wait_for_modal("mei").await;
    let note = [("原因类别", "物流 / 仓库"), ("整改措施", hostile.as_str()), ("完成日期", "2026-11-27")];
    assert!(sent(discord.submit("mei", &note).await).acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    assert!(discord.slash("hao", "ops", "kpi", &[("text", hostile.as_str())]).await.acked);
    discord.wait_for_ephemeral("hao", 1).await;
    for message in all(&stand) {
        assert_eq!(message.shown["mention_everyone"], false, "{}", shown(&message));
        assert!(!message.pinged().contains(&hao.as_str()), "{}", shown(&message));
        let text = unescaped(&message.lines().join("\n"));
        for bad in ["<@", "<#", "[click]", "`", "**bold", "__it", "~~", "||", "<t:0", "\n# big"] {
            assert!(!text.contains(bad), "{bad} in {text}");
        }
    }
    insta::assert_snapshot!("hostile", shown(&discord.again(&card)));
}

#[tokio::test]
async fn a_note_of_four_thousand_characters_is_refused_before_anything_is_lost() {
    let stand = stand(Way::Endpoint).await;
    let (_, page) = stand.breach().await;
    let discord = &stand.discord;
    let long = "长".repeat(4_000);
    discord.press("mei", &page, "填写整改").await;
    discord.wait_for_modal("mei").await;
    let note = [("原因类别", "物流 / 仓库"), ("整改措施", long.as_str())];
    let submitted = discord.submit("mei", &note).await;
    assert!(matches!(submitted, Submitted::Incomplete(_)), "{submitted:?}");
    assert!(discord.slash("mei", "ops", "指标", &[("想说的话", &format!("整改 1 {long}"))]).await.acked);
    insta::assert_snapshot!("too_long", shown(&discord.wait_for_ephemeral("mei", 1).await));
    assert_eq!(stand.alert().await.notes.len(), 0);
}
