//! Recording a value: in words, and on the button of the question that is asked before it is kept.

use rstest::rstest;
use steward_core::card::Press;
use steward_tests::world::Answer;

use super::{end, world};

/// A value and one that replaces it, whose words they are, and what the receipts say.
pub(super) const RECORDS: [[&str; 5]; 2] = [
    ["mei", "录入 迟发率 2.1%", "录入 迟发率 2.6%", "2.1%", "2.6%"],
    ["lin", "record late shipment 2.1%", "record late shipment 2.6%", "2.1%", "2.6%"],
];

fn has(answer: &Answer, words: &str) {
    assert!(answer.text().contains(words), "`{words}` is not in:\n{}", answer.text());
}

/// The word of the only button that does something.
fn button(answer: &Answer) -> String {
    let buttons = answer.card.iter().flat_map(|card| &card.buttons);
    let acts = buttons.filter_map(|button| match &button.press {
        Press::Act { act } => Some(format!("{} {}", act.command, act.value.as_deref().unwrap_or_default())),
        Press::Form { .. } | Press::Say { .. } => None,
    });
    let acts: Vec<String> = acts.collect();
    assert_eq!(acts.len(), 1, "{}", answer.text());
    acts.into_iter().collect()
}

#[rstest]
#[case(RECORDS[0])]
#[case(RECORDS[1])]
#[tokio::test]
async fn a_value_is_recorded_and_replaced_once_it_is_confirmed(#[case] story: [&str; 5]) {
    let [person, said, again, first, second] = story;
    let world = world().await;
    for (said, value) in [(said, first), (again, second)] {
        let before = world.person(person).says("late_shipment").await.text();
        let question = world.person(person).says(said).await;
        has(&question, value);
        let meanwhile = world.person(person).says("late_shipment").await.text();
        assert_eq!(meanwhile, before, "nothing is kept before it is confirmed");
        let receipt = world.person(person).presses(&question, &button(&question), &[]).await;
        receipt.accepted();
        has(&receipt, value);
        has(&world.person(person).says("late_shipment").await, value);
    }
    end(world).await;
}
