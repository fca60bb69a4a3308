//! `menu`: everything that can be done by thumb alone, with a form for each command that needs to know more.

use async_trait::async_trait;
use steward_core::card::Act;
use steward_core::message::answer::Answer;
use steward_core::message::answer::menu::{Door, MenuAnswer, MenuSection};

use crate::alert_line::urgency;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::form::door;
use crate::meaning::Intent;
use crate::registry;
use crate::spec::Spec;
use crate::subject::open_of_person;

/// The command.
pub(crate) struct Menu;

static SPEC: Spec = Spec {
    name: "menu",
    intent: Intent::Menu,
    words_en: &["menu", "main menu"],
    words_zh: &["菜单", "主菜单"],
    usage_en: "menu",
    usage_zh: "菜单",
    ..Spec::BLANK
};

/// What each part of the menu offers, most likely first. What acts upon one alert alone is on the card of the alert.
const SECTIONS: [(MenuSection, &[&str]); 4] = [
    (MenuSection::Alerts, &["mine", "alerts", "ack", "done", "history", "undo"]),
    (
        MenuSection::Kpis,
        &[
            "kpi",
            "why",
            "record",
            "target",
            "pause",
            "resume",
            "list",
            "worst",
            "best",
            "owner",
            "room",
            "changes",
            "freshness",
        ],
    ),
    (MenuSection::Channel, &["digest", "subscribe", "unsubscribe"]),
    (MenuSection::Me, &["cover", "uncover", "language", "zone", "hours", "help"]),
];

#[async_trait]
impl Command for Menu {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    /// Its parts; one of them where a button names it.
    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let section = match &call {
            Call::Pressed { act, .. } => act.value.as_deref().and_then(MenuSection::named),
            Call::Said { .. } => None,
        };
        let doors = match section {
            Some(section) => doors(context, section).await?,
            None => Vec::new(),
        };
        Ok(Outcome::private(Answer::Menu { menu: Box::new(MenuAnswer { section, doors }) }))
    }
}

async fn doors(context: &mut Context<'_>, section: MenuSection) -> Result<Vec<Door>, Stop> {
    let mut open = open_of_person(context).await?;
    open.sort_by_cached_key(urgency);
    let role = context.person.role;
    let specs = commands(section).filter(|spec| spec.role <= role);
    Ok(specs.filter_map(|spec| door(context, spec, &open)).collect())
}

/// The commands of a part of the menu.
fn commands(section: MenuSection) -> impl Iterator<Item = &'static Spec> {
    let names = SECTIONS.into_iter().filter(move |(own, _)| *own == section).flat_map(|(_, names)| names);
    names.filter_map(|name| registry::named(name)).map(Command::spec)
}

/// Whether a command is done from the menu: then its form says the same as its words.
pub(crate) fn has(spec: &Spec) -> bool {
    section_of(spec.name).is_some()
}

/// The act that shows the part of the menu in which a command is; none for a command that is elsewhere.
pub fn menu_of(command: &str) -> Option<Act> {
    section_of(command).map(menu)
}

/// The act that shows a part of the menu.
pub fn menu(section: MenuSection) -> Act {
    let value = Some(section.name().to_owned());
    Act { command: SPEC.name.to_owned(), alert: None, episode: 0, version: 0, value }
}

fn section_of(command: &str) -> Option<MenuSection> {
    SECTIONS.iter().find(|(_, names)| names.contains(&command)).map(|(section, _)| *section)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::specs;
    use crate::spec::{Rest, Slot, Want};

    /// Whoever adds a command says where the thumb finds it.
    #[test]
    fn every_command_has_one_place() {
        let offered: Vec<&str> = SECTIONS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        for spec in specs() {
            let places = offered.iter().filter(|name| **name == spec.name).count();
            let is_elsewhere = spec.name == SPEC.name || (spec.on_alert && !spec.intent.is_question());
            assert!(places == 1 || (places == 0 && is_elsewhere), "{} is at {places} places", spec.name);
        }
        assert!(offered.iter().all(|name| registry::named(name).is_some()), "{offered:?}");
    }

    #[test]
    fn a_form_asks_for_what_its_command_takes() {
        for spec in specs() {
            for ask in spec.form {
                let takes = match ask.what {
                    Want::Kpi(_) => spec.takes(Slot::Kpis),
                    Want::Value | Want::Limit => spec.takes(Slot::Number),
                    Want::Day | Want::Since | Want::To => spec.takes(Slot::Span),
                    Want::From(_) | Want::Until(_) => spec.takes(Slot::Ahead),
                    Want::Reason => spec.rest == Rest::Reason,
                    Want::Person | Want::Away | Want::Cover | Want::Owner => spec.takes(Slot::People),
                    Want::Channel(_) => spec.takes(Slot::Channel),
                    Want::Digest => spec.takes(Slot::Digest),
                    Want::Language => spec.takes(Slot::Language),
                    Want::Zone => spec.takes(Slot::Zone),
                    Want::Hours => spec.takes(Slot::Hours),
                    Want::Number => spec.takes(Slot::Alerts),
                    Want::Alerts => spec.takes(Slot::Alerts) && spec.takes(Slot::All),
                    Want::Filter(_) => spec.takes(Slot::Filters),
                    Want::Shop => spec.takes(Slot::Scopes),
                    Want::Team => spec.takes(Slot::Teams),
                    Want::Comparison => spec.takes(Slot::Comparison),
                    Want::Breakdown => spec.takes(Slot::Breakdown),
                };
                assert!(takes, "{} asks for {:?}", spec.name, ask.what);
            }
        }
    }

    /// What may be said and has no field, with the reason.
    const WITHOUT_FIELD: &[(&str, Slot, &str)] = &[
        ("mine", Slot::Filters, "those of the person are a filter of `alerts`"),
        ("worst", Slot::Breakdown, "it holds shops against each other by itself"),
        ("best", Slot::Breakdown, "it holds shops against each other by itself"),
        ("why", Slot::Span, "it tells the days by itself"),
        ("why", Slot::Comparison, "it tells what moved by itself"),
        ("why", Slot::Filters, "the KPI that is red is chosen"),
        ("help", Slot::Command, "its form shows what a command takes"),
    ];

    /// Whoever lets a command take something says in which field it is chosen. A KPI is the KPI of a shop, and names its
    /// alert.
    #[test]
    fn what_a_command_takes_has_a_field() {
        let asks = |spec: &Spec, wants: &dyn Fn(Want) -> bool| spec.form.iter().any(|ask| wants(ask.what));
        let has_field = |spec: &Spec, slot: Slot| {
            asks(spec, &|want| match slot {
                Slot::Kpis => matches!(want, Want::Kpi(_)),
                Slot::Scopes => matches!(want, Want::Kpi(_) | Want::Shop),
                Slot::Span => matches!(want, Want::Day | Want::Since | Want::To),
                Slot::Ahead => matches!(want, Want::From(_) | Want::Until(_)),
                Slot::Comparison => want == Want::Comparison,
                Slot::Breakdown => want == Want::Breakdown,
                Slot::Filters => matches!(want, Want::Filter(_)),
                Slot::People => matches!(want, Want::Person | Want::Owner | Want::Cover),
                Slot::Teams => want == Want::Team,
                Slot::Channel => matches!(want, Want::Channel(_)),
                Slot::Alerts => matches!(want, Want::Number | Want::Alerts | Want::Kpi(_)),
                Slot::All => want == Want::Alerts,
                Slot::Number => matches!(want, Want::Value | Want::Limit),
                Slot::Digest => want == Want::Digest,
                Slot::Language => want == Want::Language,
                Slot::Zone => want == Want::Zone,
                Slot::Hours => want == Want::Hours,
                Slot::Command => false,
            })
        };
        let is_spared = |spec: &Spec, slot: Slot| {
            WITHOUT_FIELD.iter().any(|(name, own, _)| (*name, *own) == (spec.name, slot))
        };
        for spec in specs() {
            // What takes all alerts is done to several, which have no card together.
            assert!(has(spec) || !spec.takes(Slot::All), "{} is not in the menu", spec.name);
            for slot in spec.takes.iter().filter(|_| has(spec)) {
                let lacks = has_field(spec, *slot) == is_spared(spec, *slot);
                assert!(!lacks, "{} has no field for {slot:?}, or one that is not needed", spec.name);
            }
            let reason = spec.rest != Rest::Reason || !has(spec) || asks(spec, &|want| want == Want::Reason);
            assert!(reason, "{} has no field for its reason", spec.name);
        }
    }
}
