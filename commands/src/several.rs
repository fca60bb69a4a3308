//! Several alerts at once: each is acted upon by itself, and all of it is told in one answer.

use steward_core::alert::Alert;
use steward_core::card::Act;
use steward_core::message::answer::{Answer, DoneWhat, Refusal, Undo};
use steward_store::alert;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Intent, Meaning};
use crate::subject::{Subject, open_of_person};

/// The alerts that a call is about when they are several: named by number, or all of the person's that are open. None when
/// it is about one.
pub(crate) async fn subjects(context: &mut Context<'_>, call: &Call<'_>) -> Result<Option<Vec<Named>>, Stop> {
    let Call::Said { meaning: Meaning { all, alerts, .. }, .. } = call else { return Ok(None) };
    let mut named = Vec::new();
    if *all {
        for open in open_of_person(context).await? {
            let held = alert::lock(context.tx, open.id).await?;
            named.push(Named { number: open.number, alert: held, is_one_of_all: true });
        }
        return Ok(Some(named));
    }
    if alerts.len() < 2 {
        return Ok(None);
    }
    let mut numbers = alerts.clone();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let held = match alert::by_number(context.tx, number).await? {
            Some(found) => alert::lock(context.tx, found.id).await?,
            None => None,
        };
        named.push(Named { number, alert: held, is_one_of_all: false });
    }
    Ok(Some(named))
}

/// Whether a deed is meant for each of several alerts.
pub(crate) fn means_each(meaning: &Meaning) -> bool {
    let is_deed = matches!(
        meaning.intent,
        Some(
            Intent::Done
                | Intent::Snooze
                | Intent::Assign
                | Intent::Dismiss
                | Intent::Comment
                | Intent::Reopen
                | Intent::Escalate
        )
    );
    is_deed && (meaning.all || meaning.alerts.len() > 1)
}

/// Does to each of several alerts what was said of all.
pub(crate) async fn each(
    context: &mut Context<'_>,
    command: &dyn Command,
    meaning: &Meaning,
    thread: Option<&Alert>,
    text: &str,
) -> Result<Outcome, Stop> {
    let mut numbers = meaning.alerts.clone();
    if meaning.all {
        numbers = open_of_person(context).await?.iter().map(|alert| alert.number).collect();
    }
    numbers.sort_unstable();
    numbers.dedup();
    let mut told = Told::default();
    for number in numbers {
        let one = Meaning { alerts: vec![number], all: false, ..meaning.clone() };
        match command.run(context, Call::Said { meaning: &one, thread, text }).await {
            Ok(Outcome::Answer { answer: Answer::Done { what, undo }, .. }) => {
                told.undo = undo.map(|undo| Box::new(of_several(*undo))).or(told.undo);
                told.add(number, Ok(what))?;
            }
            Ok(other) => return Ok(other),
            Err(stop) => told.add(number, Err(stop))?,
        }
    }
    Ok(told.outcome()?.ok_or(Refusal::NothingToDo)?)
}

/// The button of several names none: it means what was done last.
fn of_several(undo: Undo) -> Undo {
    let act = Act { alert: None, value: None, episode: 0, version: 0, ..undo.act };
    Undo { act, until: undo.until }
}

/// An alert that was named, where there is one.
pub(crate) struct Named {
    /// Its number.
    pub(crate) number: i64,
    alert: Option<Alert>,
    /// Whether it was not named itself but is one of all that are the person's: then what does not fit it is no mistake.
    pub(crate) is_one_of_all: bool,
}

impl Named {
    /// The alert to act upon.
    pub(crate) fn subject(self) -> Result<Subject, Stop> {
        let alert = self.alert.ok_or(Refusal::NoSuchAlert { number: self.number })?;
        Ok(Subject { alert, seen: None })
    }
}

/// What became of each.
#[derive(Default)]
pub(crate) struct Told {
    done: Vec<DoneWhat>,
    refused: Vec<(i64, Refusal)>,
    undo: Option<Box<Undo>>,
}

impl Told {
    /// Adds what became of one; only the store can stop the rest.
    pub(crate) fn add(&mut self, number: i64, outcome: Result<DoneWhat, Stop>) -> Result<(), Stop> {
        match outcome {
            Ok(what) => self.done.push(what),
            Err(Stop::Answer(answer)) => match *answer {
                Answer::Refused { why } => self.refused.push((number, why)),
                other => return Err(other.into()),
            },
            Err(error @ Stop::Store(_)) => return Err(error),
        }
        Ok(())
    }

    /// The last instant at which all of it may be taken back, by what was done to one of them.
    pub(crate) fn undoable(&mut self, alert: &Alert) {
        if let Outcome::Answer { answer: Answer::Done { undo: Some(undo), .. }, .. } =
            Outcome::undoable(DoneWhat::Commented { number: alert.number }, alert)
        {
            self.undo = Some(Box::new(of_several(*undo)));
        }
    }

    /// The answer; none when there was nothing to do. One alone is told as if it had been named.
    pub(crate) fn outcome(self) -> Result<Option<Outcome>, Stop> {
        let Self { mut done, mut refused, undo } = self;
        Ok(match (done.len(), refused.len()) {
            (0, 0) => None,
            (1, 0) => done.pop().map(|what| Outcome::private(Answer::Done { what, undo })),
            (0, 1) => match refused.pop() {
                Some((_, why)) => return Err(why.into()),
                None => None,
            },
            _ => Some(Outcome::private(Answer::Several { done, refused, undo })),
        })
    }
}
