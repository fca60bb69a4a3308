//! Time that passes: by a span or up to an instant, stopping at everything that is due on the way.

use jiff::{SignedDuration, Timestamp};
use steward_core::outbox::LEASE_SECONDS;
use steward_store::outbox::claim;
use steward_store::{alert, judgement, outbox};

use super::{World, instant};

impl World {
    /// Lets a span pass, such as `PT30M` or `PT26H`. Nothing that is due on the way is jumped over.
    pub async fn advance(&self, span: &str) {
        let span: SignedDuration = span.parse().unwrap_or_else(|error| panic!("`{span}`: {error}"));
        self.pass_until(self.now() + span).await;
    }

    /// Lets time pass until an instant, such as `2026-11-24T09:00[Asia/Shanghai]`.
    pub async fn advance_to(&self, until: &str) {
        self.pass_until(instant(until)).await;
    }

    /// Moves the clock on by a span and does nothing else, so that a story may run one duty alone.
    pub fn jump(&self, span: &str) {
        let span: SignedDuration = span.parse().unwrap_or_else(|error| panic!("`{span}`: {error}"));
        self.stage.clock.set(self.now() + span);
    }

    /// Moves the clock to an instant as if the service had not run meanwhile; what was due is found late.
    pub async fn sleep_until(&self, until: &str) {
        let until = instant(until);
        assert!(until >= self.now(), "time does not go back");
        self.stage.clock.set(until);
        self.restart().await;
        self.settle().await;
    }

    async fn pass_until(&self, until: Timestamp) {
        assert!(until >= self.now(), "time does not go back");
        self.settle().await;
        while let Some(next) = self.next_due().await.filter(|next| *next < until) {
            self.stage.clock.set(next);
            self.settle().await;
        }
        self.stage.clock.set(until);
        self.settle().await;
    }

    /// The next instant after now at which something is due.
    async fn next_due(&self) -> Option<Timestamp> {
        let (app, now) = (self.app().await, self.now());
        let org = app.store.org().await.expect("the standing data");
        let mut conn = app.store.reader().await.expect("a reader");
        let mut due = vec![
            judgement::next_due(&mut conn).await.expect("read when KPIs are due"),
            alert::next_due(&mut conn).await.expect("read when alerts are due"),
        ];
        for count in outbox::counts(&mut conn).await.expect("count the outbox") {
            due.push(Some(count.oldest));
            if count.state == "sending" {
                due.push(Some(now + SignedDuration::from_secs(LEASE_SECONDS + 1)));
            }
        }
        for schedule in org.schedules.values() {
            let calendar = org.calendar(&schedule.timing.calendar);
            due.push(schedule.timing.next_after(now, &calendar).map(|slot| slot.at));
        }
        due.into_iter().flatten().filter(|at| *at > now).min()
    }

    /// Another process takes everything that waits to be sent and is killed before it sends.
    pub async fn somebody_claims_and_dies(&self) -> usize {
        let store = self.app().await.store.clone();
        claim(&store, self.now(), 100, "a process that was killed").await.expect("claim").len()
    }
}
