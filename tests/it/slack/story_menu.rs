//! The menu at the thumb: from its words to a form in a modal, and the same from the home tab.

use rstest::rstest;
use steward_tests::fakes::slack::{FakeSlack, Submitted};

use super::stand::{Way, error_of, shown, stand};

/// Lin arranges a cover in a modal: what is wrong is said at its field, and a second modal with the same sets nothing twice.
#[rstest]
#[case(Way::Socket)]
#[case(Way::Http)]
#[tokio::test]
async fn a_cover_is_arranged_in_a_modal(#[case] way: Way) {
    let stand = stand(way).await;
    let slack = &stand.slack;
    slack.slash("lin", "ops", "/kpi", "menu").await;
    let menu = slack.wait_for_ephemeral("lin", 1).await;
    assert_eq!(menu.buttons(), ["Alerts", "KPIs", "Digests", "My settings"]);
    slack.press("lin", &menu, "My settings").await;
    let settings = slack.wait_for_ephemeral("lin", 2).await;
    insta::assert_snapshot!("menu_me", shown(&settings));

    slack.press("lin", &settings, "Cover me").await;
    let modal = slack.wait_for_modal("lin").await;
    insta::assert_json_snapshot!("cover_modal", modal["blocks"]);
    let wrong = [("field:person", "hao"), ("field:from", "2026-11-01"), ("field:until", "2026-11-07")];
    let Submitted::Errors(errors) = slack.submit("lin", &wrong).await else { panic!("no errors") };
    insta::assert_snapshot!("cover_error", error_of(&errors, "until"));
    let right = [("field:from", "2026-12-01"), ("field:until", "2026-12-07")];
    assert_eq!(slack.submit("lin", &right).await, Submitted::Closed);
    stand.settle().await;
    let org = stand.app.store.org().await.expect("the standing data");
    let cover = org.covers.values().next().expect("a cover");
    assert_eq!((cover.person.as_str(), cover.by.as_str()), ("lin", "hao"));
    assert_eq!(org.covers.len(), 1);
}

/// What is set from the home tab needs no conversation; the tab itself is in the new language afterwards.
#[tokio::test]
async fn a_language_is_chosen_on_the_home_tab() {
    let stand = stand(Way::Socket).await;
    let slack = &stand.slack;
    slack.open_home("mei").await;
    let before = slack.wait_until("a home tab", |slack| slack.home("mei")).await;
    insta::assert_snapshot!("home_with_menu", FakeSlack::lines(&before).join("\n"));
    slack.press_at_home("mei", "语言").await;
    slack.wait_for_modal("mei").await;
    assert_eq!(slack.submit("mei", &[("field:language", "en-US")]).await, Submitted::Closed);
    let is_new = |slack: &FakeSlack| slack.home("mei").filter(|home| home["blocks"] != before["blocks"]);
    let after = slack.wait_until("a newer home tab", is_new).await;
    assert!(after.to_string().contains("Language"), "{after:#}");
}
