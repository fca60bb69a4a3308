//! More than Discord has room for: cards that outgrow their message, buttons, choices of a form.

use rstest::rstest;
use steward_core::card::{Block, Button, ButtonStyle, Card, Press};
use steward_core::inbound::Immediate;
use steward_core::platform::Address;
use steward_tests::fakes::discord::{FakeDiscord, Message};

use super::hand::stand_in_hand;
use super::stand::{Stand, Way, sent, shown, stand};

/// Where the rest of a card is that was cut short.
const POINTER: &str = "reply “history” to read all of it";

/// Mei writes a note that fills half a message, because every sign of it is escaped.
async fn notes_at_length(stand: &Stand, page: &Message, sign: &str) {
    let discord = &stand.discord;
    discord.press("mei", &discord.again(page), "填写整改").await;
    discord.wait_for_modal("mei").await;
    let action = sign.repeat(1_900);
    let note = [("原因类别", "物流 / 仓库"), ("整改措施", action.as_str()), ("完成日期", "2026-11-27")];
    assert!(sent(discord.submit("mei", &note).await).acked);
    stand.settle().await;
}

#[tokio::test]
async fn a_card_that_outgrows_its_message_says_how_to_read_the_rest() {
    let stand = stand(Way::Gateway).await;
    let (card, page) = stand.breach().await;
    let discord = &stand.discord;
    notes_at_length(&stand, &page, "*").await;
    assert!(!shown(&discord.again(&card)).contains(POINTER), "one note has room");
    notes_at_length(&stand, &page, "~").await;
    let told = shown(&discord.again(&card));
    assert!(told.contains(POINTER), "{told}");
    assert!(!told.contains("Continued in the thread"), "{told}");
    assert!(shown(&discord.again(&page)).contains("回复“历史”可查看全部"));

    let before = discord.posts("ops").len();
    discord.reply("hao", &card, "history");
    let is_whole = |discord: &FakeDiscord| {
        let told: String = discord.posts("ops").split_off(before).iter().map(shown).collect();
        ["\\*", "\\~"].iter().all(|sign| told.matches(sign).count() == 1_900).then_some(())
    };
    discord.wait_until("both notes to the last sign", is_whole).await;
}

#[tokio::test]
async fn a_message_that_is_edited_stays_one_and_shrinks_again() {
    let stand = stand(Way::Gateway).await;
    let target = stand.discord.channel_id("ops");
    let card = |paragraphs: usize| Card {
        title: "Late shipment rate".into(),
        lang: "en-US".into(),
        blocks: (0..paragraphs)
            .map(|one| Block::Text { text: format!("{one} {}", "x".repeat(400)) })
            .collect(),
        ..Card::default()
    };
    let message = stand.posted("discord", &target, &card(1)).await.expect("accepted");
    let to = Address { platform: "discord".into(), target, direct: false, thread: None };
    let platform = stand.app.platform("discord").expect("Discord");
    for (paragraphs, is_cut) in [(10, false), (40, true), (2, false)] {
        platform.edit(&to, &message, &card(paragraphs)).await.expect("edited");
        let posts = stand.discord.posts("ops");
        assert_eq!((posts.len(), posts[0].id()), (1, message.as_str()));
        let told = shown(&posts[0]);
        assert_eq!(told.contains(POINTER), is_cut, "{paragraphs}: {told}");
        assert!(told.contains("0 xxx") && told.contains("1 xxx"), "{told}");
    }
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn what_finds_no_room_among_the_buttons_is_listed_or_told(#[case] way: Way) {
    let (stand, hand) = stand_in_hand(way).await;
    let button = |label: String, style| Button {
        press: Press::Say { text: label.clone() },
        label,
        style,
        confirm: None,
    };
    let plain = (0..30).map(|one| button(format!("plain {one}"), ButtonStyle::Plain));
    let more = (0..30).map(|one| button(format!("more {one}"), ButtonStyle::More));
    let long = format!("late shipment rate of {}", "every shop ".repeat(20));
    let buttons = plain.chain(more).chain([button(long.clone(), ButtonStyle::Plain)]).collect();
    let card = Card { title: "Choose".into(), lang: "en-US".into(), buttons, ..Card::default() };
    *hand.answer.lock().expect("a hand") =
        Some(Immediate::Private { card: Box::new(card), refused: false, field: None });
    let discord = &stand.discord;
    assert!(discord.slash("hao", "ops", "mine", &[]).await.acked);
    let answer = discord.wait_for_ephemeral("hao", 1).await;
    let (buttons, options) = (answer.buttons(), answer.options());
    assert_eq!(buttons.len() + options.len(), 60, "{}", shown(&answer));
    assert!(options.contains(&"plain 29".to_owned()) && options.contains(&"more 29".to_owned()));
    let told = shown(&answer);
    assert!(told.contains("For these there is no button here; say them:"), "{told}");
    assert!(told.contains(long.trim()), "{told}");
    // The last list works as the first does.
    assert!(discord.choose("hao", &answer, "more 29").await.acked);
    discord.wait_for_ephemeral("hao", 2).await;
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn whoever_is_not_in_the_first_list_of_a_form_is_in_another(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    stand
        .change(|org| {
            let hao = org.people[&"hao".parse().expect("a key")].clone();
            for number in 10..70 {
                let mut other = hao.clone();
                other.key = format!("p{number}").parse().expect("a key");
                other.name = format!("Person {number}");
                other.aliases = Vec::new();
                other.identities.clear();
                org.people.insert(other.key.clone(), other);
            }
        })
        .await;
    discord.choose("lin", &discord.again(&card), "Assign").await;
    let modal = discord.wait_for_modal("lin").await;
    let lists = modal["components"].as_array().expect("fields").clone();
    let options = |list: &serde_json::Value| list["component"]["options"].as_array().map_or(0, Vec::len);
    assert_eq!(lists.iter().map(options).collect::<Vec<_>>(), [25, 25, 13], "all but Mei, who has it");
    let name = lists[2]["label"].as_str().expect("a label").to_owned();
    assert!(sent(discord.submit("lin", &[(&name, "Person 69")]).await).acked);
    discord.wait_for_ephemeral("lin", 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.owner.as_str(), "p69");

    // Nothing chosen, and two at once.
    let first = lists[0]["label"].as_str().expect("a label").to_owned();
    let both = [(first.as_str(), "Hao"), (name.as_str(), "Person 68")];
    for (count, chosen) in [(2, &[][..]), (3, &both[..])] {
        discord.choose("lin", &discord.again(&card), "Assign").await;
        discord.wait_for_modal("lin").await;
        assert!(sent(discord.submit("lin", chosen).await).acked);
        discord.wait_for_ephemeral("lin", count).await;
        stand.settle().await;
        assert_eq!(stand.alert().await.owner.as_str(), "p69");
    }
}
