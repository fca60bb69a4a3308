//! The form of a command for one person, made of what its spec asks for.

mod choices;
mod filled;

use jiff::Span;
use jiff::civil::Date;
use steward_core::alert::Alert;
use steward_core::message::answer::menu::{Blank, BlankName, Door, Takes};

use crate::context::Context;
use crate::spec::{Ask, Spec, Want};

pub(crate) use filled::meaning;

/// Most choices of a list: Discord takes no more.
const MOST_CHOICES: usize = 25;
/// Most fields of a form: Discord takes no more.
const MOST_BLANKS: usize = 5;
/// How far back days are asked for.
const YEAR_DAYS: i64 = 366;

/// The command with its form; none where there is nothing to choose from. `open` are the open alerts of the person, the
/// one that they most likely mean first.
pub(crate) fn door(context: &Context<'_>, spec: &Spec, open: &[Alert]) -> Option<Door> {
    let mut blanks: Vec<(Ask, Blank)> = Vec::new();
    for ask in spec.form {
        let asked = blanks_of(context, *ask, open);
        if asked.is_empty() && ask.required {
            return None;
        }
        blanks.extend(asked.into_iter().map(|blank| (*ask, blank)));
    }
    while blanks.len() > MOST_BLANKS {
        blanks.remove(spared(&blanks));
    }
    let blanks = blanks.into_iter().map(|(_, blank)| blank).collect();
    Some(Door { command: spec.name.to_owned(), blanks })
}

/// The field that is left out where there are too many: the first of days to come, which is today where none is said;
/// else the name of what a list has no room for, where nothing has to be chosen; else the last one that may be empty.
fn spared(blanks: &[(Ask, Blank)]) -> usize {
    let begins = |(ask, _): &(Ask, Blank)| !ask.required && matches!(ask.what, Want::From(_));
    let named = |(ask, blank): &(Ask, Blank)| !ask.required && blank.name.is_named();
    let empty = |(ask, _): &(Ask, Blank)| !ask.required;
    let last = |is: &dyn Fn(&(Ask, Blank)) -> bool| blanks.iter().rposition(is);
    last(&begins).or_else(|| last(&named)).or_else(|| last(&empty)).unwrap_or(MOST_BLANKS)
}

/// The field for something that is asked for, with a second one where there are more choices than a list takes; none
/// where there is no choice at all.
fn blanks_of(context: &Context<'_>, ask: Ask, open: &[Alert]) -> Vec<Blank> {
    let person = context.person;
    let today = person.zone.date_at(context.now);
    let (name, takes, initial) = match ask.what {
        Want::Kpi(which) => {
            return listed(BlankName::Kpi, ask, choices::kpis(context, which), BlankName::KpiNamed);
        }
        Want::Person => {
            return listed(BlankName::Person, ask, choices::people(context), BlankName::PersonNamed);
        }
        Want::Owner => {
            return listed(BlankName::Owner, ask, choices::owners(context), BlankName::OwnerNamed);
        }
        Want::Shop => return listed(BlankName::Shop, ask, choices::shops(context), BlankName::ShopNamed),
        Want::Alerts => return alerts(context, open),
        Want::Team => (BlankName::Team, choice(choices::teams(context)), None),
        Want::Filter(which) => (BlankName::Filter, choice(choices::filters(which)), None),
        Want::Comparison => (BlankName::Comparison, choice(choices::comparisons()), None),
        Want::Breakdown => (BlankName::Breakdown, choice(choices::breakdowns()), None),
        Want::Limit => (BlankName::Limit, Takes::Line, None),
        Want::Value => (BlankName::Value, Takes::Line, None),
        Want::Day => (BlankName::Day, days(today, -YEAR_DAYS, 0), None),
        Want::Since => (BlankName::From, days(today, -YEAR_DAYS, 0), None),
        Want::To => (BlankName::Until, days(today, -YEAR_DAYS, 0), None),
        Want::From(latest) => (BlankName::From, days(today, 0, latest), None),
        Want::Until(latest) => (BlankName::Until, days(today, 0, latest), None),
        Want::Reason => (BlankName::Reason, Takes::Words, None),
        Want::Away => (BlankName::Away, choice(choices::away(context)), None),
        Want::Cover => (BlankName::Cover, choice(choices::covers(context)), None),
        Want::Channel(which) => {
            let here = context.channel.map(|channel| channel.key.to_string());
            (BlankName::Channel, choice(choices::channels(context, which)), here)
        }
        Want::Digest => {
            let usual = ask.required.then(|| choices::DAILY.to_owned());
            (BlankName::Digest, choice(choices::digests()), usual)
        }
        Want::Language => {
            (BlankName::Language, choice(choices::languages()), Some(person.locale.tag().to_owned()))
        }
        Want::Zone => (BlankName::Zone, choice(choices::zones(context)), Some(person.zone.name().to_owned())),
        Want::Hours => {
            let hours = person.working_hours;
            (BlankName::Hours, Takes::Line, Some(format!("{}-{}", hours.from, hours.to)))
        }
        Want::Number => (BlankName::Number, Takes::Line, open.first().map(|alert| alert.number.to_string())),
    };
    match &takes {
        Takes::Choice { options } if options.is_empty() => Vec::new(),
        _ => vec![Blank { name, takes, required: ask.required, initial }],
    }
}

fn choice(mut options: Vec<choices::Choice>) -> Takes {
    options.truncate(MOST_CHOICES);
    Takes::Choice { options }
}

/// The open alerts of the person, and below them a field for several others; none where nothing is open.
fn alerts(context: &Context<'_>, open: &[Alert]) -> Vec<Blank> {
    let options = choices::alerts(context, open);
    let Some((first, _)) = options.first().cloned() else { return Vec::new() };
    let initial = (options.len() == 1).then_some(first);
    let list = Blank { name: BlankName::Alert, takes: choice(options), required: false, initial };
    let numbers = Blank { name: BlankName::Numbers, takes: Takes::Line, required: false, initial: None };
    vec![list, numbers]
}

/// A list, and below it a field for what the list has no room for. Where nothing has to be chosen, one choice is none.
fn listed(name: BlankName, ask: Ask, options: Vec<choices::Choice>, named: BlankName) -> Vec<Blank> {
    if options.len() <= usize::from(!ask.required) {
        return Vec::new();
    }
    let is_whole = options.len() <= MOST_CHOICES;
    let only = if let [(only, _)] = options.as_slice() { Some(only.clone()) } else { None };
    let required = ask.required && is_whole;
    let list = Blank { name, takes: choice(options), required, initial: only };
    let named = Blank { name: named, takes: Takes::Line, required: false, initial: None };
    std::iter::once(list).chain((!is_whole).then_some(named)).collect()
}

fn days(today: Date, first: i64, last: i64) -> Takes {
    let day = |days| today.saturating_add(Span::new().days(days));
    Takes::Day { first: day(first), last: day(last) }
}
