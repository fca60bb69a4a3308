//! Room for calls: how many rows of each class may be on their way, so that the urgent always find a place.

use steward_core::outbox::{CLASSES, Class};
use steward_store::outbox::Room;

/// Of all places, the quarters that a class and those less urgent may take together: a quarter is kept for pages alone,
/// and half of the rest for what people wait for.
const QUARTERS: [usize; CLASSES] = [4, 3, 3, 2, 1];

/// How many rows of each class are on their way.
#[derive(Debug, Default)]
pub(super) struct InFlight([usize; CLASSES]);

impl InFlight {
    pub(super) fn begin(&mut self, class: Class) {
        if let Some(count) = self.0.get_mut(class.rank()) {
            *count += 1;
        }
    }

    pub(super) fn end(&mut self, class: Class) {
        if let Some(count) = self.0.get_mut(class.rank()) {
            *count = count.saturating_sub(1);
        }
    }

    /// The room that is left of so many places. Every class has one place at least.
    pub(super) fn room(&self, places: usize) -> Room {
        let mut room = [0; CLASSES];
        for (rank, (room, quarters)) in room.iter_mut().zip(QUARTERS).enumerate() {
            let most = (places * quarters / 4).max(1);
            let taken: usize = self.0.iter().skip(rank).sum();
            *room = u32::try_from(most.saturating_sub(taken)).unwrap_or(u32::MAX);
        }
        Room(room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_less_urgent_leave_places_free() {
        let mut in_flight = InFlight::default();
        assert_eq!(in_flight.room(16), Room([16, 12, 12, 8, 4]));
        for _ in 0..8 {
            in_flight.begin(Class::Digest);
        }
        assert_eq!(in_flight.room(16), Room([8, 4, 4, 0, 4]));
        for _ in 0..4 {
            in_flight.begin(Class::Reply);
        }
        assert_eq!(in_flight.room(16), Room([4, 0, 4, 0, 4]));
        in_flight.end(Class::Digest);
        assert_eq!(in_flight.room(16), Room([5, 1, 5, 1, 4]));
    }

    #[test]
    fn one_place_serves_everybody() {
        assert_eq!(InFlight::default().room(1), Room([1; CLASSES]));
    }
}
