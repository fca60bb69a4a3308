//! The menu, what each part of it offers, and the forms behind that.

use std::fmt::Write;

use steward_core::digest::DigestKind;
use steward_core::message::Message;
use steward_core::message::answer::Answer;
use steward_core::message::answer::menu::{Blank, BlankName, Door, MenuAnswer, MenuSection, Shown, Takes};
use steward_core::person::Locale;
use steward_core::question::{Breakdown, Comparison, Filter};
use steward_text::Texts;

use crate::picture::{approve, compare, draw_form};
use crate::samples::*;

#[test]
fn the_menu() {
    approve("answer_menu", &menu(None, Vec::new()), None);
}

#[test]
fn each_part_of_the_menu() {
    for section in MenuSection::ALL {
        approve(&format!("answer_menu_{}", section.name()), &menu(Some(section), doors(section)), None);
    }
}

#[test]
fn the_forms_of_the_menu() {
    let texts = Texts::load().unwrap();
    let mut text = String::new();
    for locale in ["en-US", "zh-CN"] {
        for section in MenuSection::ALL {
            let message = menu(Some(section), doors(section));
            let card = texts.render(&message, None, &reader(locale), now());
            writeln!(text, "--- {locale} {}", section.name()).unwrap();
            card.buttons.iter().for_each(|button| text.push_str(&draw_form(button)));
        }
    }
    compare("menu_forms", &text);
}

fn menu(section: Option<MenuSection>, doors: Vec<Door>) -> Message {
    Message::Answer { answer: Box::new(Answer::Menu { menu: Box::new(MenuAnswer { section, doors }) }) }
}

/// What an administrator finds who has something paused and a colleague covered.
fn doors(section: MenuSection) -> Vec<Door> {
    let door = |command: &str, blanks: Vec<Blank>| Door { command: command.into(), blanks };
    let at_once = |command| door(command, vec![]);
    match section {
        MenuSection::Alerts => vec![
            at_once("mine"),
            door(
                "alerts",
                vec![
                    filters(&[
                        ("red", Filter::Red),
                        ("critical", Filter::Critical),
                        ("warning", Filter::Warning),
                        ("green", Filter::Green),
                        ("late", Filter::Late),
                        ("mine", Filter::Mine),
                        ("unacknowledged", Filter::Unacknowledged),
                        ("overdue", Filter::Overdue),
                        ("closed", Filter::Closed),
                    ]),
                    owners(),
                    teams(),
                    may(kpi_of_list()),
                    may(past(BlankName::From)),
                ],
            ),
            door("ack", vec![alerts(), may(line(BlankName::Numbers))]),
            door("done", vec![alerts(), may(line(BlankName::Numbers))]),
            door("history", vec![filled(BlankName::Number, "12")]),
            at_once("undo"),
        ],
        MenuSection::Kpis => vec![
            door(
                "kpi",
                vec![
                    kpi_of_list(),
                    may(past(BlankName::From)),
                    may(past(BlankName::Until)),
                    comparisons(),
                    breakdowns(),
                ],
            ),
            door("why", vec![kpi_of_list()]),
            door("record", vec![kpi_of_list(), line(BlankName::Value), may(past(BlankName::Day))]),
            door(
                "target",
                vec![
                    may(kpi_of_list()),
                    may(line(BlankName::KpiNamed)),
                    line(BlankName::Value),
                    may(ahead(BlankName::Until)),
                    words(BlankName::Reason),
                ],
            ),
            door("pause", vec![kpi_of_list(), ahead(BlankName::Until), words(BlankName::Reason)]),
            door("resume", vec![kpi_of_list()]),
            door(
                "list",
                vec![
                    filters(&[("red", Filter::Red), ("paused", Filter::Paused), ("open", Filter::Open)]),
                    shops(),
                    may(line(BlankName::ShopNamed)),
                    teams(),
                    owners(),
                ],
            ),
            door("worst", ranked()),
            door("best", ranked()),
            door("owner", vec![kpi_of_list()]),
            door("room", vec![kpi_of_list(), may(line(BlankName::Limit))]),
            door(
                "changes",
                vec![may(past(BlankName::From)), may(past(BlankName::Until)), shops(), teams(), own()],
            ),
            door("freshness", vec![may(kpi_of_list()), shops(), teams(), own()]),
        ],
        MenuSection::Channel => vec![
            door("digest", vec![channel_of_list(), preset(digest_of_list(), "daily")]),
            door("subscribe", vec![channel_of_list(), preset(digest_of_list(), "daily")]),
            door("unsubscribe", vec![channel_of_list(), may(digest_of_list())]),
        ],
        MenuSection::Me => vec![
            door(
                "cover",
                vec![
                    people(BlankName::Person),
                    may(line(BlankName::PersonNamed)),
                    ahead(BlankName::From),
                    ahead(BlankName::Until),
                    may(people(BlankName::Away)),
                ],
            ),
            door("uncover", vec![covers()]),
            door("language", vec![preset(languages(), "zh-CN")]),
            door("zone", vec![preset(zones(), "Asia/Shanghai")]),
            door("hours", vec![filled(BlankName::Hours, "09:00-18:00")]),
            at_once("help"),
        ],
    }
}

/// The best and the worst are asked for in the same way.
fn ranked() -> Vec<Blank> {
    vec![may(kpi_of_list()), shops(), teams(), owners(), may(past(BlankName::From))]
}

fn alerts() -> Blank {
    let alert = |number| Shown::Alert { number, kpi: (&kpi()).into() };
    may(list(
        BlankName::Alert,
        vec![("all", Shown::AllAlerts { count: 2 }), ("12", alert(12)), ("9", alert(9))],
    ))
}

fn filters(filters: &[(&str, Filter)]) -> Blank {
    let options = filters.iter().map(|(value, filter)| (*value, Shown::Filter { filter: *filter }));
    may(list(BlankName::Filter, options.collect()))
}

fn own() -> Blank {
    filters(&[("mine", Filter::Mine)])
}

fn owners() -> Blank {
    may(list(BlankName::Owner, vec![("mei", name("陈美")), ("lin", name("Lin Xiao"))]))
}

fn teams() -> Blank {
    let team = |en: &str, zh: &str| Shown::Names { en: en.into(), zh: zh.into() };
    may(list(
        BlankName::Team,
        vec![("ops", team("Operations", "运营")), ("ads", team("Advertising", "广告"))],
    ))
}

fn shops() -> Blank {
    may(list(BlankName::Shop, vec![("Amazon US", name("Amazon US")), ("Walmart", name("Walmart"))]))
}

fn comparisons() -> Blank {
    let with = [("target", Comparison::Target), ("week", Comparison::Week)];
    let options = with.map(|(value, with)| (value, Shown::Comparison { with }));
    may(list(BlankName::Comparison, options.to_vec()))
}

fn breakdowns() -> Blank {
    let by = [("shop", Breakdown::Shop), ("week", Breakdown::Week)];
    may(list(BlankName::Breakdown, by.map(|(value, by)| (value, Shown::Breakdown { by })).to_vec()))
}

fn blank(name: BlankName, takes: Takes) -> Blank {
    Blank { name, takes, required: true, initial: None }
}

fn may(blank: Blank) -> Blank {
    Blank { required: false, ..blank }
}

fn preset(blank: Blank, value: &str) -> Blank {
    Blank { initial: Some(value.into()), ..blank }
}

fn line(name: BlankName) -> Blank {
    blank(name, Takes::Line)
}

fn filled(name: BlankName, value: &str) -> Blank {
    preset(line(name), value)
}

fn words(name: BlankName) -> Blank {
    blank(name, Takes::Words)
}

fn ahead(name: BlankName) -> Blank {
    blank(name, Takes::Day { first: day("2026-11-21"), last: day("2027-02-21") })
}

fn past(name: BlankName) -> Blank {
    blank(name, Takes::Day { first: day("2025-11-20"), last: day("2026-11-21") })
}

fn list(name: BlankName, options: Vec<(&str, Shown)>) -> Blank {
    let options = options.into_iter().map(|(value, by)| (value.to_owned(), by)).collect();
    blank(name, Takes::Choice { options })
}

fn kpi_of_list() -> Blank {
    list(BlankName::Kpi, vec![("amz_lsr", Shown::Kpi { kpi: (&kpi()).into() })])
}

fn name(name: &str) -> Shown {
    Shown::Name { name: name.into() }
}

fn channel_of_list() -> Blank {
    preset(list(BlankName::Channel, vec![("ops", name("#ops")), ("us", name("#us-team"))]), "ops")
}

fn people(of: BlankName) -> Blank {
    list(of, vec![("lin", name("Lin Xiao")), ("bob", name("Bob Stone"))])
}

fn digest_of_list() -> Blank {
    let kinds =
        [("daily", DigestKind::Daily), ("weekly", DigestKind::Weekly), ("monthly", DigestKind::Monthly)];
    list(BlankName::Digest, kinds.map(|(value, kind)| (value, Shown::Digest { kind })).to_vec())
}

fn languages() -> Blank {
    let locales = [("en-US", Locale::EN_US), ("zh-CN", Locale::ZH_CN)];
    list(BlankName::Language, locales.map(|(value, locale)| (value, Shown::Language { locale })).to_vec())
}

fn zones() -> Blank {
    let zones = ["Asia/Shanghai", "America/Los_Angeles", "Asia/Ho_Chi_Minh"];
    list(BlankName::Zone, zones.map(|name| (name, Shown::Zone { zone: zone(name) })).to_vec())
}

fn covers() -> Blank {
    let cover = Shown::Cover {
        person_name: "陈美".into(),
        by_name: "Lin Xiao".into(),
        from: day("2026-12-01"),
        to: day("2026-12-07"),
    };
    list(BlankName::Cover, vec![("mei", cover)])
}
