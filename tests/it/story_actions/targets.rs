//! Setting a target: by words, on a card's buttons when somebody says that a number is the new normal, and what is refused.

use rstest::rstest;
use steward_core::id::KpiKey;
use steward_core::target::Target;
use steward_tests::world::{Answer, BEGINNING, Door, Engine, World};

use crate::company::COMPANY;

/// The company with a KPI whose target is its own to set. Bob leads the team and reads the language.
pub(super) fn company(bobs_language: &str) -> String {
    let bob = "name = \"Bob Stone\"\nlocale = ";
    let company = COMPANY.replace(&format!("{bob}\"en-US\""), &format!("{bob}\"{bobs_language}\""));
    format!(
        "{company}
[[kpi]]
key = \"acos\"
catalog = \"acos\"
scope = \"Amazon US\"
owner = \"mei\"
backup = \"lin\"
team = \"ops\"
settle_hours = 0
[[kpi.target]]
value = \"25%\"
warning = \"> 29%\"
critical = \"> 38%\"
set_by = \"bob\"
reason = \"Plan of the year\"
"
    )
}

async fn world(bobs_language: &str, door: Door) -> World {
    let world = World::start_at(Engine::Sqlite, &company(bobs_language), door, BEGINNING).await;
    world.expect("SQLite is everywhere")
}

async fn targets(world: &World) -> Vec<Target> {
    let org = world.app().await.store.org().await.unwrap();
    org.targets_of(&KpiKey::parse("acos").unwrap()).to_vec()
}

pub(super) async fn end(world: World) {
    for person in ["mei", "lin", "bob", "ada", "dan"] {
        world.person(person).direct().await.all_messages().await;
    }
    let channel = world.channel("ops").await;
    for message in channel.all_messages().await {
        message.thread().all_messages().await;
    }
    channel.all_messages().await;
    world.finish().await;
}

fn has(answer: &Answer, words: &[&str]) {
    let text = answer.text();
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
}

/// A target in words: the language, the words and the day in the receipt.
pub(super) const TARGETS: [[&str; 3]; 2] = [
    ["en-US", "target acos 22% from 24 nov to 30 nov because BFCM", "Nov 24"],
    ["zh-CN", "目标 acos 22% 11月24日到11月30日 因为 BFCM", "11月24日"],
];

#[rstest]
#[case(TARGETS[0])]
#[case(TARGETS[1])]
#[tokio::test]
async fn a_target_is_set_in_words(#[case] story: [&str; 3]) {
    let [language, said, first] = story;
    let world = world(language, Door::Signed).await;
    let answer = world.person("bob").says(said).await;
    answer.accepted();
    has(&answer, &["22%", first, "BFCM"]);
    let set = targets(&world).await.into_iter().find(|target| target.reason == "BFCM").unwrap();
    assert_eq!(set.value.map(|value| value.to_string()).as_deref(), Some("0.22"));
    assert_eq!(set.valid_from, "2026-11-24".parse().unwrap());
    assert_eq!(set.valid_to, Some("2026-11-30".parse().unwrap()));
    assert_eq!(set.set_by, "bob");
    end(world).await;
}

/// What leaves open how much, for whom or when changes nothing.
#[rstest]
#[case("bob", "target acos 22 because BFCM")]
#[case("bob", "target acos 22% or 24% because BFCM")]
#[case("bob", "raise the acos target by 2% because BFCM")]
#[case("bob", "acos目标上调2% 因为大促")]
#[case("bob", "should we lower the acos target to 22%?")]
#[case("mei", "目标 acos 22% 因为 大促")]
#[case("lin", "target acos 22% because BFCM")]
#[tokio::test]
async fn a_target_that_is_not_clear_or_not_theirs_stays(#[case] person: &str, #[case] said: &str) {
    let world = world("en-US", Door::Signed).await;
    let before = targets(&world).await;
    let answer = world.person(person).says(said).await;
    if person != "bob" {
        assert!(answer.refused && answer.private, "{}", answer.text());
        has(&answer, &["Bob Stone"]);
    }
    assert_eq!(targets(&world).await, before, "{}", answer.text());
    end(world).await;
}

/// The lead's language and the button pressed.
pub(super) const ANSWERS: [[&str; 2]; 4] =
    [["en-US", "accept"], ["zh-CN", "accept"], ["en-US", "decline"], ["zh-CN", "decline"]];

/// The form says that the number is the new normal; the lead takes the new limits or keeps the old ones with one tap.
#[rstest]
#[case(ANSWERS[0])]
#[case(ANSWERS[1])]
#[case(ANSWERS[2])]
#[case(ANSWERS[3])]
#[tokio::test]
async fn new_limits_are_proposed_by_the_form_and_answered_by_the_button(#[case] story: [&str; 2]) {
    let [language, press] = story;
    let is_taken = press == "accept";
    let world = world(language, Door::Signed).await;
    let before = targets(&world).await;
    world.reports("acos", "30%").await;
    let page = world.person("mei").direct().await.next_message().await;
    let reason = [("reason", "new_normal"), ("text", "new campaign")];
    page.now().await.press("mei", "dismiss", &reason).await.accepted();
    assert_eq!(targets(&world).await, before, "nothing changes before the lead has agreed");
    let asked = world.person("bob").direct().await.all_messages().await;
    let proposal = asked.iter().find(|message| message.text().contains("new campaign")).unwrap();
    assert_eq!(proposal.lang(), language);
    proposal.press("bob", &format!("target {press}"), &[]).await.accepted();
    assert_eq!(targets(&world).await != before, is_taken);
    end(world).await;
}
