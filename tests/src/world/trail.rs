//! The audit trail of alerts, and what must hold of every alert at the end of a story.

use steward_core::alert::Alert;
use steward_core::alert::event::AlertEvent;
use steward_store::alert;

use super::World;

impl World {
    /// An alert as it stands, by the number people call it by.
    pub async fn alert(&self, number: i64) -> Alert {
        let mut conn = self.app().await.store.reader().await.expect("a reader");
        let found = alert::by_number(&mut conn, number).await.expect("read an alert");
        found.unwrap_or_else(|| panic!("there is no alert #{number}"))
    }

    /// Everything that happened to an alert, oldest first.
    pub async fn events(&self, number: i64) -> Vec<AlertEvent> {
        let id = self.alert(number).await.id;
        let mut conn = self.app().await.store.reader().await.expect("a reader");
        alert::events(&mut conn, id).await.expect("read the history")
    }

    /// The audit trail in words, a line an event: place, episode, what, who.
    pub async fn trail(&self, number: i64) -> String {
        let lines = self.events(number).await.into_iter().map(|event| {
            let what = serde_json::to_value(&event.what).expect("an event");
            let what = what["event"].as_str().unwrap_or_default().to_owned();
            let who = event.actor.person().map_or("steward", |person| person.as_str());
            format!("{} e{} {what} by {who}", event.seq, event.episode)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Every history is without a gap, and every open alert has its next action.
    pub(super) async fn check_alerts(&self) {
        for number in 1.. {
            let mut conn = self.app().await.store.reader().await.expect("a reader");
            let Some(alert) = alert::by_number(&mut conn, number).await.expect("read an alert") else {
                break;
            };
            let events = alert::events(&mut conn, alert.id).await.expect("read the history");
            let places: Vec<u32> = events.iter().map(|event| event.seq).collect();
            assert_eq!(places, (1..=alert.version).collect::<Vec<_>>(), "the history of #{number} has a gap");
            assert_eq!(alert.is_open(), alert.next_action.is_some(), "#{number}: {:?}", alert.next_action);
        }
    }
}
