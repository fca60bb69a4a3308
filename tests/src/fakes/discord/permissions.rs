//! What the bot may do where, by Discord's bits.

use super::refusal::Refusal;
use super::state::{Channel, State, kind};

pub(super) const ADD_REACTIONS: u64 = 1 << 6;
pub(super) const ADMINISTRATOR: u64 = 1 << 3;
pub(super) const VIEW_CHANNEL: u64 = 1 << 10;
pub(super) const SEND_MESSAGES: u64 = 1 << 11;
pub(super) const MANAGE_MESSAGES: u64 = 1 << 13;
pub(super) const EMBED_LINKS: u64 = 1 << 14;
pub(super) const ATTACH_FILES: u64 = 1 << 15;
pub(super) const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub(super) const MENTION_EVERYONE: u64 = 1 << 17;
pub(super) const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
pub(super) const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
pub(super) const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;

const NAMES: &[(&str, u64)] = &[
    ("ADD_REACTIONS", ADD_REACTIONS),
    ("ADMINISTRATOR", ADMINISTRATOR),
    ("VIEW_CHANNEL", VIEW_CHANNEL),
    ("SEND_MESSAGES", SEND_MESSAGES),
    ("MANAGE_MESSAGES", MANAGE_MESSAGES),
    ("EMBED_LINKS", EMBED_LINKS),
    ("ATTACH_FILES", ATTACH_FILES),
    ("READ_MESSAGE_HISTORY", READ_MESSAGE_HISTORY),
    ("MENTION_EVERYONE", MENTION_EVERYONE),
    ("USE_APPLICATION_COMMANDS", USE_APPLICATION_COMMANDS),
    ("CREATE_PUBLIC_THREADS", CREATE_PUBLIC_THREADS),
    ("SEND_MESSAGES_IN_THREADS", SEND_MESSAGES_IN_THREADS),
];

/// What a new server lets everybody do.
pub(super) const EVERYBODY: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | MENTION_EVERYONE
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;

/// A permission by the name that Discord's reference has for it.
pub(super) fn named(name: &str) -> u64 {
    let found = NAMES.iter().find(|(own, _)| *own == name);
    found.unwrap_or_else(|| panic!("no permission {name} in {NAMES:?}")).1
}

/// What somebody may do in a channel.
pub(super) fn of(state: &State, channel: &Channel, user: &str) -> u64 {
    let Some(guild) = &channel.guild else { return EVERYBODY };
    let guild = state.guild(guild);
    let Some(roles) = guild.members.get(user) else { return 0 };
    let own = roles.iter().chain([&guild.id]).filter_map(|role| guild.roles.get(role));
    let all = own.fold(0, |bits, role| bits | role.permissions);
    let all = guild.granted.filter(|_| user == state.app.bot).unwrap_or(all);
    if all & ADMINISTRATOR != 0 {
        return u64::MAX >> 1;
    }
    let parent = channel.parent.as_ref().map_or(channel, |parent| state.channel(parent));
    let denied = if user == state.app.bot { parent.denied } else { 0 };
    let left = all & !denied;
    // What cannot be seen cannot be used.
    if left & VIEW_CHANNEL == 0 { 0 } else { left }
}

/// Refuses a call about a channel that the bot does not see, or in which it lacks one of these.
pub(super) fn need(state: &State, channel: &str, needed: u64) -> Result<(), Refusal> {
    let channel = state.channels.get(channel).ok_or_else(|| Refusal::unknown(10_003, "Channel"))?;
    let own = of(state, channel, &state.app.bot);
    if own & VIEW_CHANNEL == 0 {
        return Err(Refusal::missing_access());
    }
    if needed & !own == 0 { Ok(()) } else { Err(Refusal::missing_permissions()) }
}

/// What is needed to write in a channel.
pub(super) fn to_send(channel: &Channel) -> u64 {
    if channel.kind == kind::THREAD { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES }
}
