//! Which KPIs a question is about: those named, those of the alerts named, that of the thread, or all of the shops named.

use steward_core::kpi::Kpi;
use steward_core::message::answer::Refusal;
use steward_store::alert;

use crate::command::Call;
use crate::context::{Context, Stop};
use crate::list;

/// The KPIs, in the order in which they were named; none when nothing says which.
pub(crate) async fn of<'a>(context: &mut Context<'a>, call: &Call<'_>) -> Result<Vec<&'a Kpi>, Stop> {
    let org = context.org;
    let Call::Said { meaning, thread, .. } = call else { return Ok(Vec::new()) };
    if !meaning.kpis.is_empty() {
        return Ok(meaning.kpis.iter().filter_map(|key| org.kpis.get(key)).collect());
    }
    if !meaning.alerts.is_empty() {
        let mut found = Vec::new();
        for number in &meaning.alerts {
            let alert = alert::by_number(context.tx, *number).await?;
            let kpi = alert.and_then(|alert| org.kpis.get(&alert.kpi));
            found.push(kpi.ok_or(Refusal::NoSuchAlert { number: *number })?);
        }
        return Ok(found);
    }
    if let Some(kpi) = thread.and_then(|alert| org.kpis.get(&alert.kpi)) {
        return Ok(vec![kpi]);
    }
    if meaning.scopes.is_empty() {
        return Ok(Vec::new());
    }
    Ok(org.kpis.values().filter(|kpi| list::is_named(kpi, meaning, context.person)).collect())
}
