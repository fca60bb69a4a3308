//! The menu: its parts, what each of them offers, and the forms behind that.

use steward_core::card::{Act, Button, ButtonStyle, Card, Field, Input, Press, Tone};
use steward_core::digest::DigestKind;
use steward_core::message::answer::menu::{Blank, BlankName, Door, MenuAnswer, MenuSection, Shown, Takes};
use steward_core::message::answer::setting::KpiName;

use super::buttons::button;
use super::forms::{form, one_line, several_lines};
use super::parts::short;
use super::understood::{breakdown, comparison, filter};
use crate::catalogue::plain;
use crate::writer::Writer;

/// Buttons that fit beside each other on a phone; the others are behind "More".
const MOST_SHOWN: usize = 4;

/// The card of the menu.
pub(super) fn card(writer: &Writer<'_>, menu: &MenuAnswer) -> Card {
    let say = |key| writer.say(key, &[]);
    let Some(section) = menu.section else {
        let parts = MenuSection::ALL.into_iter().map(|section| {
            button(name(writer, section), Press::Act { act: act("menu", Some(section.name())) })
        });
        let buttons = parts.collect();
        return Card { buttons, ..short(say("menu-title"), say("menu-text"), Tone::Neutral) };
    };
    let text = match section {
        MenuSection::Alerts => say("menu-alerts-text"),
        MenuSection::Kpis => say("menu-kpis-text"),
        MenuSection::Channel => say("menu-channel-text"),
        MenuSection::Me => say("menu-me-text"),
    };
    let doors = menu.doors.iter().map(|door| self::door(writer, door));
    let style = |place| if place < MOST_SHOWN { ButtonStyle::Plain } else { ButtonStyle::More };
    let buttons = (0..).zip(doors).map(|(place, door)| Button { style: style(place), ..door }).collect();
    Card { buttons, ..short(name(writer, section), text, Tone::Neutral) }
}

/// The button that shows the parts of the menu.
pub(super) fn more(writer: &Writer<'_>) -> Button {
    button(writer.say("button-menu", &[]), Press::Act { act: act("menu", None) })
}

fn name(writer: &Writer<'_>, section: MenuSection) -> String {
    let key = match section {
        MenuSection::Alerts => "menu-alerts",
        MenuSection::Kpis => "menu-kpis",
        MenuSection::Channel => "menu-channel",
        MenuSection::Me => "menu-me",
    };
    writer.say(key, &[])
}

fn act(command: &str, value: Option<&str>) -> Act {
    let value = value.map(str::to_owned);
    Act { command: command.to_owned(), alert: None, episode: 0, version: 0, value }
}

/// A command, with its form where it has to be told something.
fn door(writer: &Writer<'_>, door: &Door) -> Button {
    let label = writer.say(&format!("command-{}-button", door.command), &[]);
    let act = act(&door.command, None);
    if door.blanks.is_empty() {
        return button(label, Press::Act { act });
    }
    let fields = door.blanks.iter().map(|blank| field(writer, blank)).collect();
    button(label.clone(), Press::Form { act, form: form(writer, label, fields) })
}

fn field(writer: &Writer<'_>, blank: &Blank) -> Field {
    let input = match &blank.takes {
        Takes::Line => one_line(),
        Takes::Words => several_lines(),
        Takes::Day { first, last } => Input::Day { first: first.to_string(), last: last.to_string() },
        Takes::Choice { options } => Input::Select {
            options: options.iter().map(|(value, by)| (value.clone(), shown(writer, by))).collect(),
        },
    };
    Field {
        name: blank.name.name().to_owned(),
        label: label(writer, blank.name),
        input,
        required: blank.required,
        initial: blank.initial.clone(),
        hint: hint(writer, blank.name),
    }
}

fn label(writer: &Writer<'_>, name: BlankName) -> String {
    let key = match name {
        BlankName::Kpi => "blank-kpi",
        BlankName::KpiNamed => "blank-kpi-named",
        BlankName::Value => "blank-value",
        BlankName::Day => "blank-day",
        BlankName::From => "blank-from",
        BlankName::Until => "blank-until",
        BlankName::Reason => "blank-reason",
        BlankName::Person => "blank-person",
        BlankName::PersonNamed => "blank-person-named",
        BlankName::Away => "blank-away",
        BlankName::Cover => "blank-cover",
        BlankName::Channel => "blank-channel",
        BlankName::Digest => "blank-digest",
        BlankName::Language => "blank-language",
        BlankName::Zone => "blank-zone",
        BlankName::Hours => "blank-hours",
        BlankName::Alert => "blank-alert",
        BlankName::Number => "blank-number",
        BlankName::Numbers => "blank-numbers",
        BlankName::Filter => "blank-filter",
        BlankName::Shop => "blank-shop",
        BlankName::ShopNamed => "blank-shop-named",
        BlankName::Team => "blank-team",
        BlankName::Owner => "blank-owner",
        BlankName::OwnerNamed => "blank-owner-named",
        BlankName::Comparison => "blank-comparison",
        BlankName::Breakdown => "blank-breakdown",
        BlankName::Limit => "blank-limit",
    };
    writer.say(key, &[])
}

fn hint(writer: &Writer<'_>, name: BlankName) -> Option<String> {
    let key = match name {
        name if name.is_named() => "blank-named-hint",
        BlankName::Numbers => "blank-numbers-hint",
        BlankName::Limit => "blank-limit-hint",
        BlankName::Value => "blank-value-hint",
        BlankName::Day => "blank-day-hint",
        BlankName::Away => "blank-away-hint",
        BlankName::Hours => "blank-hours-hint",
        _ => return None,
    };
    Some(writer.say(key, &[]))
}

fn shown(writer: &Writer<'_>, by: &Shown) -> String {
    match by {
        Shown::Name { name } => plain(name),
        Shown::Names { en, zh } => plain(writer.name(en, zh)),
        Shown::Kpi { kpi } => kpi_name(writer, kpi),
        Shown::AllAlerts { count } => writer.say("menu-all-alerts", &[("count", (*count).into())]),
        Shown::Alert { number, kpi } => writer.say(
            "menu-alert",
            &[("number", number.to_string().into()), ("kpi", kpi_name(writer, kpi).into())],
        ),
        Shown::Filter { filter: by } => filter(writer, *by),
        Shown::Comparison { with } => comparison(writer, *with),
        Shown::Breakdown { by } => breakdown(writer, *by),
        Shown::Digest { kind } => digest(writer, *kind),
        Shown::Language { locale } if locale.is_chinese() => writer.say("menu-chinese", &[]),
        Shown::Language { .. } => writer.say("menu-english", &[]),
        Shown::Zone { zone } => writer.zone_name(zone),
        Shown::Cover { person_name, by_name, from, to } => {
            let days = ("days", writer.dates(*from, *to).into());
            writer.say("menu-cover", &[("name", by_name.into()), ("away", person_name.into()), days])
        }
    }
}

fn kpi_name(writer: &Writer<'_>, kpi: &KpiName) -> String {
    writer.kpi(&kpi.en, &kpi.zh, kpi.scope.as_deref())
}

fn digest(writer: &Writer<'_>, kind: DigestKind) -> String {
    let key = match kind {
        DigestKind::Daily => "menu-daily",
        DigestKind::Weekly => "menu-weekly",
        DigestKind::Monthly => "menu-monthly",
    };
    writer.say(key, &[])
}
