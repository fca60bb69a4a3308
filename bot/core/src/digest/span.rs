//! The time a digest looks back on: days of each zone for its values, and a span of instants for its review.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{DigestKind, Order};
use crate::judge::period::add_days;
use crate::time::Zone;

impl Order {
    /// The span in which the events of the review lie, from included, to excluded; none for a daily digest. Weekly: the
    /// seven local days up to the slot. Monthly: the month it speaks of, up to the slot.
    pub fn review_span(&self) -> Option<(Timestamp, Timestamp)> {
        match self.kind {
            DigestKind::Daily => None,
            DigestKind::Weekly => {
                let from = self.zone.instant_of(self.time.on(add_days(self.date, -7)));
                Some((from, self.at))
            }
            DigestKind::Monthly => {
                let month = self.month();
                let end = self.zone.start_of_day(add_days(month.last_of_month(), 1));
                Some((self.zone.start_of_day(month), end.min(self.at)))
            }
        }
    }

    /// First and last of the days it speaks about in a zone, all complete there at the slot: at 09:00 in Shanghai the
    /// last complete day of Los Angeles is the day before yesterday.
    ///
    /// Weekly: seven days. Monthly: the month whose end is nearest to the slot, so that a digest of the last evening
    /// speaks of the running month and one of the first morning of the month before.
    pub(super) fn days_in(&self, zone: &Zone) -> (Date, Date) {
        let last = add_days(zone.date_at(self.at), -1);
        match self.kind {
            DigestKind::Daily => (last, last),
            DigestKind::Weekly => (add_days(last, -6), last),
            DigestKind::Monthly => {
                let month = self.month();
                // On the first of a month another zone may still lack the whole month that is spoken of.
                (month.min(last), month.last_of_month().min(last))
            }
        }
    }

    fn month(&self) -> Date {
        if self.date.day() > MONTH_TURNS_AFTER {
            self.date.first_of_month()
        } else {
            add_days(self.date.first_of_month(), -1).first_of_month()
        }
    }
}

/// Last day of the month on which a monthly digest still speaks of the month before.
const MONTH_TURNS_AFTER: i8 = 14;
