//! Standing data of every shape, for properties.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;

use super::{from_catalog, sort_targets};
use crate::calendar::{CalendarChanges, DayOff, ExtraWorkday};
use crate::catalog;
use crate::cover::Cover;
use crate::digest::{DigestKind, DigestSchedule};
use crate::escalation::{Policy, Rung, Step, Times};
use crate::id::{Key, KpiKey};
use crate::kpi::{Activity, Aggregation, Class, Direction, Grain, Kpi, Lag, Plausibility};
use crate::limit::{Edge, Limit, Limits};
use crate::org::Org;
use crate::org::mapping::{Column, Mapping, Scale};
use crate::person::{Channel, Locale, Person, Role, Team};
use crate::schedule::{Rule, Timing};
use crate::scorecard::{Entry, Scorecard};
use crate::target::Target;
use crate::time::{TimeOfDay, WorkingHours, Zone};
use crate::unit::Unit;

/// Texts with everything that a writer could forget to escape.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("流明家居 \"US\"".to_owned()),
        Just("a\\b\n\tc'''\"\"\"\r\u{7f}\0".to_owned()),
        "\\PC{0,12}",
        "[a-zA-Z #]{0,12}"
    ]
}

fn any_key<K: std::fmt::Debug + Clone>() -> impl Strategy<Value = Key<K>> {
    "[a-z0-9][a-z0-9._-]{0,8}".prop_map(|text| Key::parse(&text).unwrap())
}

fn any_date() -> impl Strategy<Value = Date> {
    (0_i64..3000).prop_map(|days| date(2020, 1, 1).saturating_add(jiff::Span::new().days(days)))
}

fn any_zone() -> impl Strategy<Value = Zone> {
    select(vec!["Asia/Shanghai", "America/Los_Angeles", "UTC"]).prop_map(|name| Zone::parse(name).unwrap())
}

fn any_locale() -> impl Strategy<Value = Locale> {
    select(vec![Locale::EN_US, Locale::ZH_CN])
}

fn any_decimal() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_i64..1_000_000_000, 0_u32..8).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn any_hours() -> impl Strategy<Value = WorkingHours> {
    let time = || (0_u8..24, 0_u8..60).prop_map(|(hour, minute)| TimeOfDay::new(hour, minute).unwrap());
    (time(), time()).prop_map(|(from, to)| WorkingHours { from, to })
}

fn any_person() -> impl Strategy<Value = Person> {
    let role = select(vec![Role::Viewer, Role::Owner, Role::Lead, Role::Admin]);
    let who = (any_key(), any_text(), vec(any_text(), 0..3), any_locale(), any_zone(), any_hours());
    let reached = (btree_map(any_text(), any_text(), 0..3), option::of(any_text()), any::<bool>());
    let what = (any_text(), role, option::of(any_key()), reached);
    (who, what).prop_map(
        |(
            (key, name, aliases, locale, zone, working_hours),
            (calendar, role, team, (identities, prefers, left)),
        )| Person {
            key,
            name,
            aliases,
            locale,
            zone,
            working_hours,
            calendar,
            role,
            team,
            identities,
            prefers,
            left,
        },
    )
}

fn any_team() -> impl Strategy<Value = Team> {
    (any_key(), any_text(), any_text(), option::of(any_key()), option::of(any_key()))
        .prop_map(|(key, name_en, name_zh, lead, channel)| Team { key, name_en, name_zh, lead, channel })
}

fn any_channel() -> impl Strategy<Value = Channel> {
    let languages = (any_locale(), option::of(any_locale()));
    (any_key(), any_text(), any_text(), any_text(), languages, any_zone()).prop_map(
        |(key, platform, target, name, (locale, second), zone)| {
            let second_locale = second.filter(|second| *second != locale);
            Channel { key, platform, target, name, locale, second_locale, zone }
        },
    )
}

fn any_target() -> impl Strategy<Value = Target> {
    let edge = || select(vec![Edge::Above, Edge::AtOrAbove, Edge::Below, Edge::AtOrBelow]);
    let limit = || (edge(), any_decimal()).prop_map(|(edge, value)| Limit { edge, value });
    let limits = (vec(limit(), 0..3), vec(limit(), 0..3));
    let limits = limits.prop_map(|(warning, critical)| Limits { warning, critical });
    let when = (any_date(), option::of(any_date()), option::of(any_text()));
    (option::of(any_decimal()), limits, when, any_text(), any_text(), option::of(any_text())).prop_map(
        |(value, limits, (valid_from, valid_to, season), set_by, reason, source)| Target {
            value,
            limits,
            valid_from,
            valid_to,
            season,
            set_by,
            reason,
            source,
        },
    )
}

fn any_unit() -> impl Strategy<Value = Unit> {
    select(vec!["percent", "USD", "count", "hours", "ratio", "score"]).prop_map(|unit| unit.parse().unwrap())
}

fn any_activity() -> impl Strategy<Value = Activity> {
    prop_oneof![
        Just(Activity::Active),
        Just(Activity::Draft),
        (any_date(), any_text(), option::of(any_date()), option::of(any_key()))
            .prop_map(|(until, reason, since, by)| Activity::Paused { until, reason, since, by }),
    ]
}

/// A KPI that has nothing to do with the catalogue.
fn own_kpi() -> impl Strategy<Value = Kpi> {
    let bounds = (option::of(any_decimal()), option::of(any_decimal()), option::of(any_decimal()));
    let names =
        (any_key(), option::of(any_text()), any_text(), any_text(), vec(any_text(), 0..3), any_text());
    let shape = (
        any_unit(),
        select(vec![Direction::Higher, Direction::Lower, Direction::Band]),
        select(vec![Class::Growth, Class::Efficiency, Class::Risk]),
        select(vec![Grain::Day, Grain::Week, Grain::Month, Grain::Snapshot]),
        select(vec![Aggregation::Sum, Aggregation::Ratio, Aggregation::Gauge]),
        (any_zone(), 0_u32..200, 0_u32..400, bounds, any_text()),
    );
    let people = (
        (option::of(any_key()), option::of(any_key()), option::of(any_key())),
        (any_key(), option::of(any_key()), option::of(any_key())),
        (0_u32..5, any_decimal(), any_activity()),
    );
    (names, shape, people).prop_map(
        |(
            (key, scope, name_en, name_zh, aliases, definition),
            (unit, direction, class, grain, aggregation, (zone, due, settle, (min, max, jump), source)),
            ((owner, backup, data_owner), (team, channel, policy), (recovery_periods, margin, activity)),
        )| Kpi {
            key,
            catalog: None,
            scope,
            name_en,
            name_zh,
            aliases,
            definition,
            unit,
            direction,
            class,
            grain,
            aggregation,
            zone,
            lag: Lag { due_hours: due, settle_hours: settle },
            plausibility: Plausibility { min, max, jump },
            source,
            owner,
            backup,
            data_owner,
            team,
            channel,
            policy,
            recovery_periods,
            recovery_margin: margin,
            activity,
        },
    )
}

/// A KPI with its targets: its own, the catalogue's, or something between.
fn any_kpi() -> impl Strategy<Value = (Kpi, Vec<Target>)> {
    let entries: Vec<_> = catalog::catalog().iter().collect();
    let kpi = (own_kpi(), option::of(select(entries)), 0_u8..4).prop_map(|(mut kpi, entry, own_parts)| {
        if let Some(entry) = entry {
            kpi.catalog = Some(entry.key.clone());
            if own_parts < 3 {
                kpi.name_en.clone_from(&entry.name_en);
                kpi.name_zh.clone_from(&entry.name_zh);
                kpi.aliases.clone_from(&entry.aliases);
                kpi.definition.clone_from(&entry.formula_en);
            }
            if own_parts < 2 {
                (kpi.unit, kpi.direction, kpi.class) = (entry.unit, entry.direction, entry.class);
                (kpi.grain, kpi.aggregation, kpi.lag) = (entry.grain, entry.aggregation, entry.lag);
                kpi.plausibility = entry.plausibility;
                kpi.zone = entry.zone.clone();
            }
            if own_parts < 1 {
                kpi.key = KpiKey::parse(&entry.key).unwrap();
                kpi.source.clone_from(&entry.data_source);
            }
        }
        kpi
    });
    (kpi, vec(any_target(), 0..3), any::<bool>()).prop_map(|(kpi, mut targets, as_catalog)| {
        if let Some(entry) = kpi.catalog.as_deref().and_then(catalog::entry).filter(|_| as_catalog) {
            targets.retain(|target| target.season.is_some());
            targets.extend(from_catalog(entry));
        }
        sort_targets(&mut targets);
        (kpi, targets)
    })
}

fn any_schedule() -> impl Strategy<Value = DigestSchedule> {
    let rule = select(vec!["workdays 9:00", "MON,thu 09:00", "30 9 * * 1-5", "monthly last 18:00"])
        .prop_map(|text| Rule::parse(text).unwrap());
    let kind = select(vec![DigestKind::Daily, DigestKind::Weekly, DigestKind::Monthly]);
    let timing =
        (rule, any_zone(), any_text()).prop_map(|(rule, zone, calendar)| Timing { rule, zone, calendar });
    (any_key(), any_key(), kind, timing, option::of(any_key()), 0_u32..50).prop_map(
        |(key, channel, kind, timing, scorecard, late_hours)| DigestSchedule {
            key,
            channel,
            kind,
            timing,
            scorecard,
            late_hours,
        },
    )
}

fn any_scorecard() -> impl Strategy<Value = Scorecard> {
    let entry = (any_key(), any_decimal()).prop_map(|(kpi, weight)| Entry { kpi, weight });
    (any_key(), any_text(), any_text(), vec(entry, 0..4), option::of(any_text())).prop_map(
        |(key, name_en, name_zh, entries, reason)| Scorecard { key, name_en, name_zh, entries, reason },
    )
}

fn any_times() -> impl Strategy<Value = Times> {
    let rung = select(vec![Rung::Owner, Rung::Backup, Rung::Lead, Rung::Admin]);
    let step = (rung, any::<u32>()).prop_map(|(rung, after_minutes)| Step { rung, after_minutes });
    (vec(step, 0..4), any::<u32>(), any::<u32>(), any::<bool>(), any::<u32>()).prop_map(
        |(steps, repeat_minutes, ack_minutes, around_the_clock, snooze_limit_minutes)| Times {
            steps,
            repeat_minutes,
            ack_minutes,
            around_the_clock,
            snooze_limit_minutes,
        },
    )
}

fn any_policy() -> impl Strategy<Value = Policy> {
    (any_key(), any_times(), any_times(), any::<u32>())
        .prop_map(|(key, warning, critical, relapse_days)| Policy { key, warning, critical, relapse_days })
}

fn any_cover() -> impl Strategy<Value = Cover> {
    (any_key(), any_key(), any_key(), any_date(), any_date()).prop_map(|(key, person, by, from, to)| Cover {
        key,
        person,
        by,
        from,
        to,
    })
}

fn any_mapping() -> impl Strategy<Value = Mapping> {
    let scale = option::of(select(vec![Scale::Percent, Scale::Fraction]));
    let text = || option::of(any_text());
    let column = (any_key(), text(), text(), text(), scale, option::of((any_text(), any_text()))).prop_map(
        |(kpi, value, numerator, denominator, scale, only)| Column {
            value,
            numerator,
            denominator,
            kpi,
            scale,
            only,
        },
    );
    let signs = (option::of(any::<char>()), any::<char>(), option::of(any::<char>()));
    let texts = (text(), any_text(), text(), text(), text());
    (any_key(), texts, signs, vec(column, 0..3)).prop_map(
        |(
            key,
            (files, date_column, date_format, sheet, encoding),
            (delimiter, decimal, thousands),
            columns,
        )| {
            Mapping {
                key,
                files,
                date_column,
                date_format,
                sheet,
                delimiter,
                encoding,
                decimal,
                thousands,
                columns,
            }
        },
    )
}

fn any_changes() -> impl Strategy<Value = CalendarChanges> {
    let days = || vec((any_date(), any_text()), 0..3);
    (days(), days()).prop_map(|(off, work)| CalendarChanges {
        days_off: off.into_iter().map(|(date, name)| DayOff { date, name }).collect(),
        workdays: work.into_iter().map(|(date, name)| ExtraWorkday { date, name }).collect(),
    })
}

fn keyed<K: Ord, R>(records: Vec<R>, key: impl Fn(&R) -> K) -> BTreeMap<K, R> {
    records.into_iter().map(|record| (key(&record), record)).collect()
}

/// Any standing data; its references lead nowhere.
pub(crate) fn any_org() -> impl Strategy<Value = Org> {
    let people = (vec(any_person(), 0..3), vec(any_team(), 0..3), vec(any_channel(), 0..3));
    let rest = (
        vec(any_policy(), 0..2),
        vec(any_cover(), 0..3),
        vec(any_mapping(), 0..2),
        btree_map(any_text(), any_changes(), 0..2),
    );
    (any_text(), people, vec(any_kpi(), 0..4), vec(any_schedule(), 0..3), vec(any_scorecard(), 0..3), rest)
        .prop_map(
            |(
                name,
                (people, teams, channels),
                kpis,
                schedules,
                scorecards,
                (policies, covers, mappings, calendars),
            )| {
                let kpis = keyed(kpis, |(kpi, _)| kpi.key.clone());
                let (mut targets, mut only_kpis) = (BTreeMap::new(), BTreeMap::new());
                for (key, (kpi, own)) in kpis {
                    if !own.is_empty() {
                        targets.insert(key.clone(), own);
                    }
                    only_kpis.insert(key, kpi);
                }
                Org {
                    name,
                    people: keyed(people, |person| person.key.clone()),
                    covers: keyed(covers, |cover| cover.key.clone()),
                    teams: keyed(teams, |team| team.key.clone()),
                    channels: keyed(channels, |channel| channel.key.clone()),
                    kpis: only_kpis,
                    targets,
                    schedules: keyed(schedules, |schedule| schedule.key.clone()),
                    scorecards: keyed(scorecards, |card| card.key.clone()),
                    policies: keyed(policies, |policy| policy.key.clone()),
                    mappings: keyed(mappings, |mapping| mapping.key.clone()),
                    calendars,
                }
            },
        )
}
