//! Sends what the outbox holds: claims by lease whenever there is room, and never lets a slow call hold up another.

pub(crate) mod ahead;
mod call;
mod render;
mod room;
pub(crate) mod settle;

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use jiff::{SignedDuration, Timestamp};
use steward_core::outbox::Class;
use steward_core::platform::Platform;
use steward_store::outbox::{self, Claimed, Room, Taken};
use steward_store::{StoreError, Topic};
use tokio::sync::watch;

use super::{Cause, DutyError, Worked};
use crate::app::App;
use crate::runner;
use ahead::Ahead;
use room::InFlight;
use settle::Tried;

/// Shortest time between two looks at what platforms do not take yet: what becomes free within it goes together.
const SHORTEST_REST: SignedDuration = SignedDuration::from_millis(100);
/// How much longer the rest is than the look before it, when that found that platforms take nothing more for now.
const REST_PER_LOOK: u32 = 4;
/// Longest such rest.
const LONGEST_REST: Duration = Duration::from_millis(20);

/// What ends while this duty runs.
enum Ended {
    /// A look for rows that may be sent.
    Look(Result<Looked, StoreError>),
    /// The rest after a look.
    Rest,
    /// A row was handed over, or not.
    Tried(Box<Tried>),
    /// What became of rows of these classes is kept, or not.
    Kept(Vec<Class>, Result<(), DutyError>),
}

/// Sends until nothing may be sent and nothing is on its way. What becomes due meanwhile is taken up at once, as far as
/// there is room; once told to stop, or after an error, only what is on its way is brought to its end.
///
/// Everything runs inside this one future: who drops it drops the calls, as a process that is killed does.
pub async fn run(app: &App, cause: Cause, stopped: &watch::Receiver<bool>) -> Result<Worked, DutyError> {
    let mut sending = Sending::of(app);
    let mut stopped = stopped.clone();
    let mut changed = app.store.changed(&[Topic::Outbox]);
    sending.look(cause);
    // What happens during a look, and during the rest after it, asks for another one: the room and the rows that it saw are
    // those of its beginning.
    let mut next_look = None;
    loop {
        let may_look = sending.may_look() && !*stopped.borrow();
        let free_at = sending.free_at;
        let mut asked = tokio::select! {
            biased;
            ended = sending.running.next() => match ended {
                None => return sending.came_to(),
                Some(ended) => sending.end(ended),
            },
            () = changed.wait(), if may_look => Some(Cause::News),
            () = runner::poll(app), if may_look => Some(Cause::Time),
            () = runner::wait_until(app, free_at), if may_look => Some(Cause::Time),
            _ = stopped.changed(), if may_look => None,
        };
        // Whatever has ended by now is kept together.
        while let Some(Some(ended)) = sending.running.next().now_or_never() {
            asked = sending.end(ended).or(asked);
        }
        sending.keep();
        next_look = asked.or(next_look);
        if sending.may_look()
            && !*stopped.borrow()
            && let Some(cause) = next_look.take()
        {
            sending.look(cause);
        }
    }
}

fn rested(app: &App) -> Timestamp {
    let now = app.clock.now();
    now.saturating_add(SHORTEST_REST).unwrap_or(now)
}

/// What is under way. Looking runs beside the calls: on SQLite both wait for the one writer, and neither for the other.
struct Sending<'a> {
    app: &'a App,
    running: FuturesUnordered<BoxFuture<'a, Ended>>,
    in_flight: InFlight,
    /// Rows that were tried and wait for what became of them to be kept.
    tried: Vec<Tried>,
    is_keeping: bool,
    is_looking: bool,
    worked: Worked,
    failed: Option<DutyError>,
    /// From when on a platform takes more of what waits.
    free_at: Option<Timestamp>,
}

/// What a look came to.
struct Looked {
    taken: Taken,
    /// What the rows show, unless it could not be read.
    ahead: Arc<Result<Ahead, DutyError>>,
    /// How long to rest before the next one. Where all that waits is more than platforms take, a look passes over all of it:
    /// such looks leave most of the time to those who write.
    rest: Duration,
}

/// Claims rows that may be sent; what they show is read while that is being written.
async fn look(app: &App, cause: Cause, room: Room) -> Result<Looked, StoreError> {
    let nothing =
        || Looked { taken: Taken::default(), ahead: Arc::new(Ok(Ahead::default())), rest: Duration::ZERO };
    if app.health.is_clock_wrong() {
        return Ok(nothing());
    }
    let now = app.clock.now();
    count_beside(app, now).await?;
    // A look takes no place before those who write.
    if cause == Cause::Time && !outbox::is_waiting(&mut app.store.reader().await?, now).await? {
        return Ok(nothing());
    }
    let begin = Instant::now();
    let (taken, ahead) = outbox::claim_within(&app.store, now, room, &app.limits, &app.lease_owner, |rows| {
        Ahead::of_rows(app, rows)
    })
    .await?;
    let rest = match taken.free_at {
        Some(_) => (begin.elapsed() * REST_PER_LOOK).min(LONGEST_REST),
        None => Duration::ZERO,
    };
    Ok(Looked { taken, ahead: Arc::new(ahead), rest })
}

/// Gives a place in the pace to what went out beside the outbox.
async fn count_beside(app: &App, now: Timestamp) -> Result<(), StoreError> {
    let of = |platform: &Arc<dyn Platform>| {
        let name = platform.name().to_owned();
        platform.sent_beside().into_iter().map(move |target| (name.clone(), target))
    };
    let sent: Vec<(String, String)> = app.platforms.iter().flat_map(of).collect();
    if sent.is_empty() { Ok(()) } else { outbox::count_beside(&app.store, now, &app.limits, &sent).await }
}

impl<'a> Sending<'a> {
    fn of(app: &'a App) -> Self {
        Self {
            app,
            running: FuturesUnordered::new(),
            in_flight: InFlight::default(),
            tried: Vec::new(),
            is_keeping: false,
            is_looking: false,
            worked: Worked::Nothing,
            failed: None,
            free_at: None,
        }
    }

    /// Takes note of what has ended; why to look again, if that is to be done.
    fn end(&mut self, ended: Ended) -> Option<Cause> {
        match ended {
            Ended::Look(Ok(Looked { taken, ahead, rest })) => {
                self.rest(rest);
                self.free_at = taken.free_at.map(|at| at.max(rested(self.app)));
                for row in taken.rows {
                    self.worked = Worked::Some;
                    self.send(row, &ahead);
                }
                taken.has_more.then_some(Cause::News)
            }
            Ended::Look(Err(error)) => {
                self.is_looking = false;
                self.failed.get_or_insert(error.into());
                None
            }
            Ended::Rest => {
                self.is_looking = false;
                None
            }
            Ended::Tried(tried) => {
                self.tried.push(*tried);
                None
            }
            Ended::Kept(classes, outcome) => {
                self.is_keeping = false;
                for class in classes {
                    self.in_flight.end(class);
                }
                if let Err(error) = outcome {
                    self.failed.get_or_insert(error);
                }
                Some(Cause::Time)
            }
        }
    }

    /// What a run came to in which everything was brought to its end.
    fn came_to(self) -> Result<Worked, DutyError> {
        match (self.failed, self.worked, self.free_at) {
            (Some(error), ..) => Err(error),
            (None, Worked::Nothing, Some(at)) => Ok(Worked::Until(at)),
            (None, worked, _) => Ok(worked),
        }
    }

    /// Whether another look may begin. After an error none does.
    fn may_look(&self) -> bool {
        !self.is_looking && self.failed.is_none()
    }

    fn look(&mut self, cause: Cause) {
        self.is_looking = true;
        let app = self.app;
        let room = self.in_flight.room(app.config.runner.sends_at_once);
        self.running.push(Box::pin(async move { Ended::Look(look(app, cause, room).await) }));
    }

    fn rest(&mut self, rest: Duration) {
        self.running.push(Box::pin(async move {
            runner::rest(rest).await;
            Ended::Rest
        }));
    }

    fn send(&mut self, row: Claimed, ahead: &Arc<Result<Ahead, DutyError>>) {
        let (app, class): (&'a App, Class) = (self.app, row.outgoing.class);
        let ahead = Arc::clone(ahead);
        self.in_flight.begin(class);
        self.running
            .push(Box::pin(async move { Ended::Tried(Box::new(call::send(app, row, &ahead).await)) }));
    }

    /// Keeps what became of all rows that were tried, one transaction after the other: those that are tried while one is
    /// under way share the next one's commit.
    fn keep(&mut self) {
        if self.is_keeping || self.tried.is_empty() {
            return;
        }
        self.is_keeping = true;
        let (app, tried) = (self.app, std::mem::take(&mut self.tried));
        self.running.push(Box::pin(async move {
            let classes = tried.iter().map(|one| one.row.outgoing.class).collect();
            Ended::Kept(classes, settle::keep(app, &tried).await)
        }));
    }
}
