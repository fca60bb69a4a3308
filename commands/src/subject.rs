//! Which alert a command is about: the button's, the number's, the thread's, or the person's only one.

use steward_core::alert::Alert;
use steward_core::card::Act;
use steward_core::id::{AlertId, KpiKey};
use steward_core::message::answer::Refusal;
use steward_core::person::Person;
use steward_store::{alert, message_ref};

use crate::command::Call;
use crate::context::{Context, Stop};
use crate::kpi::most_important;

/// Most numbers that are named when it is not clear which alert is meant.
const MOST_NUMBERS: usize = 10;

/// The alert that a command is about, held until the end of the transaction.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    /// The alert as it stands.
    pub(crate) alert: Alert,
    /// The episode and version that the person saw, where a button carries them.
    pub(crate) seen: Option<(u32, u32)>,
}

/// The alert that a call is about.
pub(crate) async fn of(context: &mut Context<'_>, call: &Call<'_>) -> Result<Subject, Stop> {
    let (id, seen) = match call {
        Call::Pressed { act: Act { alert: Some(alert), episode, version, .. }, .. } => {
            (*alert, Some((*episode, *version)))
        }
        Call::Said { meaning, thread, .. } => match (meaning.alerts.first(), meaning.kpis.first(), thread) {
            (Some(number), ..) => (numbered(context, *number).await?, None),
            (None, Some(kpi), _) => (of_kpi(context, kpi).await?, None),
            (None, None, Some(alert)) => (alert.id, None),
            (None, None, None) => (only_open(context).await?, None),
        },
        // A button that names no alert means what its words would mean.
        Call::Pressed { .. } => (only_open(context).await?, None),
    };
    match context.round.alert(context.tx, id).await? {
        Some(alert) => Ok(Subject { alert, seen }),
        None => Err(Refusal::WhichAlert { open: numbers(&open_for(context).await?) }.into()),
    }
}

/// The alert whose card the message hangs below, or is about.
pub(crate) async fn in_view(context: &mut Context<'_>) -> Result<Option<Alert>, Stop> {
    let inbound = context.inbound;
    // A direct message was posted to the person, whatever the platform calls the conversation.
    let targets = [Some(&inbound.conversation), inbound.direct.then_some(&inbound.person)];
    let messages = [inbound.thread.as_ref(), inbound.message.as_ref()];
    // A list, since an iterator over closures cannot live across the questions to the store.
    let places: Vec<(&String, &String)> = messages
        .into_iter()
        .flatten()
        .flat_map(|message| targets.into_iter().flatten().map(move |target| (target, message)))
        .collect();
    for (target, message) in places {
        if let Some(id) = message_ref::of_message(context.tx, &inbound.platform, target, message).await? {
            return Ok(alert::by_id(context.tx, id).await?);
        }
    }
    Ok(None)
}

/// The open alerts that a person answers for or has taken, in the order of numbers.
pub(crate) async fn open_of_person(context: &mut Context<'_>) -> Result<Vec<Alert>, Stop> {
    let person = context.person;
    let mut open = alert::open_all(context.tx).await?;
    open.retain(|alert| is_of(alert, person));
    Ok(open)
}

/// Whether a person answers for an alert or has taken it.
fn is_of(alert: &Alert, person: &Person) -> bool {
    alert.owner == person.key || alert.ack.as_ref().is_some_and(|ack| ack.by == person.key)
}

/// Whether a person was told of an alert, such as a backup or lead.
fn was_told(alert: &Alert, person: &Person) -> bool {
    alert.told.contains(&person.key)
}

async fn numbered(context: &mut Context<'_>, number: i64) -> Result<AlertId, Stop> {
    match alert::by_number(context.tx, number).await? {
        Some(alert) => Ok(alert.id),
        None => Err(Refusal::NoSuchAlert { number }.into()),
    }
}

/// The open alert of a KPI that its card names.
async fn of_kpi(context: &mut Context<'_>, kpi: &KpiKey) -> Result<AlertId, Stop> {
    let open = alert::open_of(context.tx, kpi).await?;
    match most_important(open.iter()) {
        Some(alert) => Ok(alert.id),
        None => Err(Refusal::WhichAlert { open: numbers(&open_for(context).await?) }.into()),
    }
}

async fn only_open(context: &mut Context<'_>) -> Result<AlertId, Stop> {
    let person = context.person;
    let open = open_for(context).await?;
    match open.as_slice() {
        // What is not theirs is never guessed, even when there is nothing else.
        [only] if is_of(only, person) || was_told(only, person) => Ok(only.id),
        _ => Err(Refusal::WhichAlert { open: numbers(&open) }.into()),
    }
}

/// The alerts that a person may mean who names none: their own, else those they were told of, else everybody's.
async fn open_for(context: &mut Context<'_>) -> Result<Vec<Alert>, Stop> {
    let person = context.person;
    let open = alert::open_all(context.tx).await?;
    for is_near in [is_of, was_told] {
        let near: Vec<Alert> = open.iter().filter(|alert| is_near(alert, person)).cloned().collect();
        if !near.is_empty() {
            return Ok(near);
        }
    }
    Ok(open)
}

fn numbers(alerts: &[Alert]) -> Vec<i64> {
    alerts.iter().take(MOST_NUMBERS).map(|alert| alert.number).collect()
}
