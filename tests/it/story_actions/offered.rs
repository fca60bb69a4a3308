//! What each action offers, and that a story tells of it: by words, in the thread, by button, by form, in both languages.

use std::collections::BTreeSet;

use steward_commands::meaning::Intent;
use steward_core::card::Press;

use super::Way::{Card, Page, Replies, Says};
use super::{PROMISES, STORIES, UNDO, Way, arranging, menu, targets, values};
use crate::conformance::shelf;

/// How an action is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Words,
    Thread,
    Button,
    Form,
}

/// A command, how it is done and in which language.
type Told = (String, By, &'static str);

const LANGUAGES: [&str; 2] = ["zh-CN", "en-US"];

/// Every way that is offered: words by the command's spec, its thread where it acts on an alert, buttons and forms by
/// the cards.
fn offered() -> BTreeSet<Told> {
    let mut offered = BTreeSet::new();
    for spec in steward_commands::specs() {
        if spec.intent.is_question() || spec.intent == Intent::Help {
            continue;
        }
        for language in LANGUAGES {
            offered.insert((spec.name.to_owned(), By::Words, language));
            if spec.on_alert {
                offered.insert((spec.name.to_owned(), By::Thread, language));
            }
        }
    }
    for card in shelf::approved() {
        let language = LANGUAGES.into_iter().find(|language| *language == card.lang).expect("a language");
        offered.extend(card.buttons.iter().filter_map(|button| match &button.press {
            Press::Act { act } => Some((act.command.clone(), By::Button, language)),
            Press::Form { act, .. } => Some((act.command.clone(), By::Form, language)),
            Press::Say { .. } => None,
        }));
    }
    offered
}

fn way(command: &str, way: Way) -> Told {
    let by = match way {
        Says(..) => By::Words,
        Replies(..) => By::Thread,
        Page(_, fields) | Card(_, fields) if fields.is_empty() => By::Button,
        Page(..) | Card(..) => By::Form,
    };
    (command.to_owned(), by, way.language())
}

fn words(command: &str, said: &str) -> Told {
    let is_chinese = said.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    (command.to_owned(), By::Words, if is_chinese { "zh-CN" } else { "en-US" })
}

/// Every way that a story of this folder tells.
fn told() -> BTreeSet<Told> {
    let mut told: BTreeSet<Told> =
        STORIES.iter().flat_map(|story| story.ways.iter().map(|one| way(story.command, *one))).collect();
    for (person, said) in UNDO {
        let (says, replies) = (way("undo", Says(person, said)), way("undo", Replies(person, said)));
        told.insert(("undo".to_owned(), By::Button, says.2));
        told.extend([says, replies]);
    }
    told.extend(PROMISES.iter().map(|promise| ("note".to_owned(), By::Button, promise.language())));
    told.extend(arranging::told().into_iter().map(|(command, said)| words(command, said)));
    told.extend(targets::TARGETS.iter().map(|[_, said, _]| words("target", said)));
    told.extend(targets::ANSWERS.iter().map(|[language, _]| ("target".to_owned(), By::Button, *language)));
    for [_, said, ..] in values::RECORDS {
        let said = words("record", said);
        told.insert((said.0.clone(), By::Button, said.2));
        told.insert(said);
    }
    told.extend(menu::told().into_iter().map(|(command, is_form, language)| {
        (command.to_owned(), if is_form { By::Form } else { By::Button }, language)
    }));
    told
}

#[test]
fn every_way_that_an_action_offers_has_a_story() {
    let (offered, told) = (offered(), told());
    let untold: Vec<&Told> = offered.difference(&told).collect();
    assert_eq!(untold, Vec::<&Told>::new(), "offered, but no story tells it");
    // Cards and specs were really read.
    assert!(offered.iter().filter(|(_, by, _)| *by == By::Form).count() >= 10, "{offered:?}");
    assert!(offered.iter().filter(|(_, by, _)| *by == By::Words).count() >= 40, "{offered:?}");
}

/// A story in the list is one that is played.
#[test]
fn every_story_of_the_list_is_played() {
    let source = include_str!("../story_actions.rs");
    for story in STORIES {
        let case = format!("#[case::{0}(\"{0}\")]", story.command);
        assert!(source.contains(&case), "{case}");
    }
}
