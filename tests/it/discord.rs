//! Discord: the real service against a Discord on this machine that refuses what Discord refuses.

mod bad_input;
mod codes;
mod delivery;
mod doors;
mod hand;
mod kept;
mod languages;
mod late;
mod people;
mod pictures;
mod replicas;
mod rights;
mod room;
mod stand;
mod story;
mod story_menu;
mod story_ways;
