//! The people: they press "Acknowledge" on the cards they see, sometimes twice.

use std::sync::Arc;
use std::time::Duration;

use super::company::people_on;
use super::pause;
use super::platforms::Calm;
use crate::chance::Chance;

/// The words on the button, in both languages.
const BUTTONS: [&str; 2] = ["Acknowledge", "确认"];
/// So many of the newest cards of a conversation are looked at.
const NEWEST: usize = 8;
/// Longest pause between two presses on a platform, in milliseconds.
const PAUSE_MILLISECONDS: u64 = 1_600;
/// Of a hundred presses so many arrive twice.
const TWICE_PERCENT: u64 = 30;

/// A platform on which people press buttons.
pub(super) trait Pressed: Send + Sync + 'static {
    /// A message of the bot.
    type Card: Clone + Send + 'static;

    /// The messages of the bot in a conversation, oldest first; that with a person alone is `@name`.
    fn cards(&self, conversation: &str) -> Vec<Self::Card>;

    /// The words on the buttons of a message.
    fn buttons(card: &Self::Card) -> Vec<String>;

    /// Somebody presses a button that they see; twice where the press arrives twice.
    fn tap(
        self: Arc<Self>,
        person: &'static str,
        card: Self::Card,
        button: &'static str,
        is_twice: bool,
    ) -> impl Future<Output = ()> + Send;
}

/// Presses until it is time to be calm, in the channel that is called like the platform and in conversations of two.
pub(super) async fn act<P: Pressed>(platform: Arc<P>, name: &str, mut chance: Chance, calm: Calm) {
    let people = people_on(name);
    while !*calm.borrow() {
        pause(Duration::from_millis(chance.within(0, PAUSE_MILLISECONDS))).await;
        let person = people[chance.place(people.len())];
        let conversation = if chance.hits(50) { name.to_owned() } else { format!("@{person}") };
        let cards = platform.cards(&conversation);
        let Some(card) = newest(&mut chance, cards.len()).map(|place| cards[place].clone()) else { continue };
        let Some(button) = button(&P::buttons(&card)) else { continue };
        // A press lasts until it is answered or given up; meanwhile others press.
        tokio::spawn(Arc::clone(&platform).tap(person, card, button, chance.hits(TWICE_PERCENT)));
    }
}

/// The place of one of the newest so many.
fn newest(chance: &mut Chance, of: usize) -> Option<usize> {
    (of > 0).then(|| of - 1 - chance.place(of.min(NEWEST)))
}

fn button(words: &[String]) -> Option<&'static str> {
    BUTTONS.into_iter().find(|button| words.iter().any(|word| word == button))
}
