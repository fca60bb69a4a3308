//! People, teams and channels in the file.

use super::fields::Fields;
use super::lines::{self, Lines};
use super::names;
use crate::id::{ChannelKey, PersonKey, TeamKey};
use crate::person::{Channel, Locale, Person, Role, Team};
use crate::time::{TimeOfDay, WorkingHours, Zone};

const ROLES: [(&str, Role); 4] =
    [("viewer", Role::Viewer), ("owner", Role::Owner), ("lead", Role::Lead), ("admin", Role::Admin)];

const DEFAULT_HOURS: &str = "09:00-18:00";

const KEY_HINT: &str = "a short name of lower-case letters, such as \"mei\"";
const ZONE_HINT: &str = "a named zone, such as \"Asia/Shanghai\"";
const LOCALE_HINT: &str = "\"zh-CN\" or \"en-US\"";

pub(super) fn read_person(fields: &Fields<'_>) -> Option<Person> {
    let key = fields.need("key", fields.read("key", PersonKey::parse), KEY_HINT);
    let name = fields.need("name", fields.text("name"), "the name people see");
    let aliases = fields.texts("aliases").unwrap_or_default();
    let locale = fields.need("locale", fields.read("locale", locale_of), LOCALE_HINT);
    let zone = fields.need("zone", fields.read("zone", Zone::parse), ZONE_HINT);
    let default_hours = || hours(DEFAULT_HOURS).ok().filter(|_| !fields.has("hours"));
    let working_hours = fields.read("hours", hours).or_else(default_hours);
    let calendar = fields.need("calendar", fields.text("calendar"), "\"cn\", \"us\" or \"none\"");
    let role = fields.word("role", &ROLES).unwrap_or(Role::Owner);
    let team = fields.read("team", TeamKey::parse);
    let identities = fields.table("identities").map(|table| table.text_entries().into_iter().collect());
    let prefers = fields.text("prefers");
    let left = fields.flag("left").unwrap_or_default();
    fields.finish();
    Some(Person {
        key: key?,
        name: name?,
        aliases,
        locale: locale?,
        zone: zone?,
        working_hours: working_hours?,
        calendar: calendar?,
        role,
        team,
        identities: identities.unwrap_or_default(),
        prefers,
        left,
    })
}

pub(super) fn write_person(out: &mut Lines, person: &Person) {
    out.record("person");
    out.text("key", &person.key);
    out.text("name", &person.name);
    out.texts("aliases", &person.aliases);
    out.text("locale", &person.locale);
    out.text("zone", person.zone.name());
    out.text("hours", format!("{}-{}", person.working_hours.from, person.working_hours.to));
    out.text("calendar", &person.calendar);
    out.text("role", ROLES.iter().find(|(_, role)| *role == person.role).map_or("", |(word, _)| word));
    out.maybe_text("team", person.team.as_ref());
    if !person.identities.is_empty() {
        let identity =
            |(platform, id): (&String, &String)| format!("{} = {}", lines::key(platform), lines::quoted(id));
        let identities: Vec<_> = person.identities.iter().map(identity).collect();
        out.raw("identities", format!("{{ {} }}", identities.join(", ")));
    }
    out.maybe_text("prefers", person.prefers.as_ref());
    if person.left {
        out.raw("left", true);
    }
}

pub(super) fn read_team(fields: &Fields<'_>) -> Option<Team> {
    let key = fields.need("key", fields.read("key", TeamKey::parse), KEY_HINT);
    let name = names::read(fields, None);
    let lead = fields.read("lead", PersonKey::parse);
    let channel = fields.read("channel", ChannelKey::parse);
    fields.finish();
    let (name_en, name_zh) = name?;
    Some(Team { key: key?, name_en, name_zh, lead, channel })
}

pub(super) fn write_team(out: &mut Lines, team: &Team) {
    out.record("team");
    out.text("key", &team.key);
    out.name(&team.name_en, &team.name_zh);
    out.maybe_text("lead", team.lead.as_ref());
    out.maybe_text("channel", team.channel.as_ref());
}

pub(super) fn read_channel(fields: &Fields<'_>) -> Option<Channel> {
    let key = fields.need("key", fields.read("key", ChannelKey::parse), KEY_HINT);
    let name = fields.need("name", fields.text("name"), "the name people see");
    let platform =
        fields.need("platform", fields.text("platform"), "such as \"web\", \"slack\" or \"feishu\"");
    let target = fields.need("target", fields.text("target"), "the channel's id on its platform");
    let locale = fields.need("locale", fields.read("locale", locale_of), LOCALE_HINT);
    let second_locale = fields.read("second_locale", locale_of);
    let zone = fields.need("zone", fields.read("zone", Zone::parse), ZONE_HINT);
    fields.finish();
    Some(Channel {
        key: key?,
        platform: platform?,
        target: target?,
        name: name?,
        second_locale: second_locale.filter(|second| Some(second) != locale.as_ref()),
        locale: locale?,
        zone: zone?,
    })
}

pub(super) fn write_channel(out: &mut Lines, channel: &Channel) {
    out.record("channel");
    out.text("key", &channel.key);
    out.text("name", &channel.name);
    out.text("platform", &channel.platform);
    out.text("target", &channel.target);
    out.text("locale", &channel.locale);
    out.maybe_text("second_locale", channel.second_locale.as_ref());
    out.text("zone", channel.zone.name());
}

/// A language there are texts for; other spellings of it (`zh`, `en-GB`) are taken as it.
fn locale_of(text: &str) -> Result<Locale, String> {
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("zh") || lower.starts_with("en") {
        Ok(Locale::best_for(text))
    } else {
        Err(format!("there are no texts in `{text}`; use {LOCALE_HINT}"))
    }
}

/// `09:00-18:00`.
fn hours(text: &str) -> Result<WorkingHours, String> {
    let read = |part: &str| TimeOfDay::parse(part).map_err(|error| error.to_string());
    let (from, to) = text
        .split_once(['-', '–', '~'])
        .ok_or_else(|| format!("`{text}` is not a span of hours: write it like {DEFAULT_HOURS}"))?;
    Ok(WorkingHours { from: read(from)?, to: read(to)? })
}
