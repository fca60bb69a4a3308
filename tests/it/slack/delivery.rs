//! Posting where Slack stumbles: limits, lost answers, channels that go, long digests.

use jiff::SignedDuration;
use steward_core::alert::AlertStatus;
use steward_core::card::Card;
use steward_core::platform::PlatformError;
use steward_tests::fakes::slack::{Fault, FaultOrder, Refused};

use super::stand::{Stand, Way, shown, stand};
use crate::conformance::shelf::{digest, largest, smallest};

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading_back() {
    let stand = stand(Way::Socket).await;
    stand.slack.fails(FaultOrder::next(1, Fault::AcceptedThenReset).of("chat.postMessage").about("ops"));
    stand.breach().await;
    assert_eq!(stand.slack.posts("ops").len(), 1, "one card, although its answer was lost");
    stand.slack.press("mei", &stand.slack.posts("ops")[0], "Acknowledge").await;
    stand.settle().await;
    let card = stand.slack.posts("ops").remove(0);
    assert!(
        !card.buttons().contains(&"Acknowledge".to_owned()),
        "the card is known and edited: {}",
        shown(&card)
    );
}

#[tokio::test]
async fn a_rate_limit_is_waited_for() {
    let stand = stand(Way::Socket).await;
    stand.slack.fails(FaultOrder::next(1, Fault::RateLimited(30)).of("chat.postMessage").about("ops"));
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!(stand.slack.posts("ops").len(), 0);
    stand.forward(SignedDuration::from_secs(31)).await;
    assert_eq!(stand.slack.posts("ops").len(), 1);
}

#[tokio::test]
async fn what_follows_an_answer_earns_no_refusal() {
    let stand = stand(Way::Socket).await;
    stand.slack.keep_pace();
    let before = stand.slack.posts("ops").len();
    stand.slack.mention("hao", "ops", "list").await;
    stand.slack.wait_for_posts("ops", before + 1).await;
    stand.reports("2026-11-21", "0.06").await;
    assert!(stand.slack.posts("ops").len() > before + 1, "the card is there");
    assert_eq!(stand.slack.refused(), 0, "a second later");
}

#[tokio::test]
async fn a_channel_that_is_archived_is_told_to_the_administrators() {
    let stand = stand(Way::Socket).await;
    stand.slack.archive("ops").await;
    stand.settle().await;
    let notice = stand.slack.wait_for_message("@ada").await;
    insta::assert_snapshot!("channel_closed", shown(&notice));
    stand.reports("2026-11-21", "0.06").await;
    stand.slack.wait_for_message("@mei").await;
}

#[tokio::test]
async fn the_bot_is_removed_and_invited_back() {
    let stand = stand(Way::Socket).await;
    stand.slack.remove_bot("ops").await;
    stand.settle().await;
    assert_eq!(stand.slack.posts("@ada").len(), 1, "the administrator is told once");
    stand.slack.invite_bot("ops").await;
    stand.breach().await;
    assert_eq!(stand.slack.posts("ops").len(), 1);
}

#[tokio::test]
async fn a_channel_that_is_made_private_goes_on() {
    let stand = stand(Way::Socket).await;
    let (card, _) = stand.breach().await;
    stand.slack.make_private("ops");
    stand.slack.reply("mei", &card, "收到").await;
    stand.slack.wait_for_ephemeral("mei", 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    assert_ne!(stand.slack.again(&card).lines(), card.lines(), "its card is edited");
}

#[tokio::test]
async fn an_app_token_that_is_refused_is_told_by_readiness() {
    let stand = stand(Way::Socket).await;
    assert_eq!(stand.told_of("slack"), None);
    let refused = Fault::Refused(Refused::with("invalid_auth"));
    stand.slack.fails(FaultOrder::next(2, refused).of("apps.connections.open"));
    stand.slack.cut_connections();
    let told = stand.until_told("slack").await;
    assert!(told.contains("invalid_auth"), "{told}");
    stand.slack.wait_for_connections(2).await;
    stand.until_well("slack").await;
}

#[tokio::test]
async fn a_channel_keeps_its_place_under_another_name() {
    let stand = stand(Way::Socket).await;
    stand.slack.rename("ops", "ops-us").await;
    stand.settle().await;
    let org = stand.app.store.org().await.expect("the standing data");
    assert_eq!(org.channels.values().next().expect("a channel").name, "#ops-us");
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!(stand.slack.posts("ops-us").len(), 1);
}

#[tokio::test]
async fn somebody_whose_account_is_closed_is_stood_in_for() {
    let stand = stand(Way::Socket).await;
    stand.slack.deactivate("mei").await;
    stand.settle().await;
    insta::assert_snapshot!("account_closed", shown(&stand.slack.wait_for_message("@ada").await));
    stand.reports("2026-11-21", "0.06").await;
    let page = stand.slack.wait_for_message("@hao").await;
    assert!(page.buttons().contains(&"Acknowledge".to_owned()), "{}", shown(&page));
}

#[tokio::test]
async fn connections_are_renewed_and_mended() {
    let stand = stand(Way::Socket).await;
    stand.breach().await;
    let slack = &stand.slack;
    slack.refresh_connections();
    slack.wait_for_connections(2).await;
    assert!(slack.slash("mei", "ops", "/kpi", "我的").await.acked);
    slack.cut_connections();
    slack.wait_for_connections(2).await;
    assert!(slack.slash("mei", "ops", "/kpi", "我的").await.acked);
    slack.wait_for_ephemeral("mei", 2).await;
}

async fn posted(stand: &Stand, card: &Card) -> Result<String, PlatformError> {
    stand.office.posted("slack", &stand.slack.channel_id("ops"), card).await
}

#[tokio::test]
async fn a_long_digest_goes_on_in_its_thread() {
    let stand = stand(Way::Socket).await;
    for (lines, goes_on) in [(1, false), (40, false), (300, true), (1_000, true)] {
        let before = stand.slack.posts("ops").len();
        let first = posted(&stand, &digest(lines)).await.expect("accepted");
        let posts = stand.slack.posts("ops").split_off(before);
        assert_eq!(posts.len() > 1, goes_on, "{lines} lines in {} messages", posts.len());
        assert!(posts[1..].iter().all(|reply| reply.thread() == Some(first.as_str())));
        let told: String = posts.iter().map(shown).collect();
        assert!(
            (1..=lines).all(|number| told.contains(&format!(" {number}. 迟发率"))),
            "every line is there"
        );
        assert_eq!(posts[0].buttons(), ["我的告警"]);
    }
}

#[tokio::test]
async fn the_largest_and_the_smallest_card_are_taken() {
    let stand = stand(Way::Socket).await;
    posted(&stand, &smallest()).await.expect("the smallest");
    posted(&stand, &largest("长 & <b> *")).await.expect("the largest");
}

#[tokio::test]
async fn a_busy_channel_gets_a_message_a_second() {
    let stand = stand(Way::Socket).await;
    stand.slack.keep_pace();
    stand.forward(SignedDuration::from_secs(61)).await;
    stand.reports("2026-11-21", "0.06").await;
    let posts = stand.slack.posts("ops");
    assert_eq!((posts.len(), stand.slack.refused()), (2, 0), "the digest and the card, neither too early");
}
