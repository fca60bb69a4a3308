//! The menu: everything by thumb alone, each command from its button and its form, in both languages.

use std::collections::BTreeSet;
use std::sync::Arc;

use rstest::rstest;
use steward_commands::meaning::Understanding;
use steward_commands::{Lexicon, Scene, specs, understand};
use steward_core::alert::AlertStatus;
use steward_core::card::{Card, Press};
use steward_core::person::Locale;
use steward_tests::world::{Answer, BEGINNING, Door, Engine, World, word_of};

use super::targets::{company, end};

/// A person by their key, who has the menu before them.
struct Thumb<'w> {
    world: &'w World,
    person: &'static str,
}

/// What a story of the menu presses and finds.
struct Step {
    /// The part of the menu.
    section: &'static str,
    /// The command.
    command: &'static str,
    /// What is filled in.
    fields: &'static [(&'static str, &'static str)],
    /// What the answer says in Chinese and in English.
    says: [&'static str; 2],
}

const fn step(
    section: &'static str,
    command: &'static str,
    fields: &'static [(&'static str, &'static str)],
    says: [&'static str; 2],
) -> Step {
    Step { section, command, fields, says }
}

/// What Bob does, who leads the team, one after the other. It is Monday, 23 November 2026.
const STEPS: &[Step] = &[
    step("alerts", "mine", &[], ["告警", "alerts"]),
    step("alerts", "alerts", &[], ["#1", "#1"]),
    step("alerts", "alerts", &[("filter", "unacknowledged")], ["#1", "#1"]),
    step("alerts", "history", &[("number", "1")], ["#1", "#1"]),
    step("kpis", "kpi", &[("kpi", "late_shipment")], ["3.1%", "3.1%"]),
    step("kpis", "kpi", &[("kpi", "late_shipment"), ("from", "2026-11-20")], ["11月20日", "Nov 20"]),
    step(
        "kpis",
        "kpi",
        &[("kpi", "late_shipment"), ("comparison", "target"), ("breakdown", "shop")],
        ["3.1%", "3.1%"],
    ),
    step("kpis", "why", &[("kpi", "late_shipment")], ["3.1%", "3.1%"]),
    step("kpis", "owner", &[("kpi", "late_shipment")], ["陈美", "陈美"]),
    step("kpis", "room", &[("kpi", "late_shipment")], ["4%", "4%"]),
    step("kpis", "room", &[("kpi", "late_shipment"), ("limit", "5%")], ["5%", "5%"]),
    step("kpis", "list", &[], ["迟发率", "Late shipment"]),
    step("kpis", "list", &[("filter", "red"), ("owner", "mei")], ["迟发率", "Late shipment"]),
    step("kpis", "worst", &[], ["迟发率", "Late shipment"]),
    step("kpis", "worst", &[("kpi", "late_shipment")], ["迟发率", "Late shipment"]),
    step("kpis", "best", &[], ["最好", "best"]),
    step("kpis", "best", &[("owner", "mei")], ["最好", "best"]),
    step("kpis", "changes", &[], ["#1", "#1"]),
    step("kpis", "changes", &[("from", "2026-11-20")], ["#1", "#1"]),
    step("kpis", "freshness", &[], ["数据", "data"]),
    step("kpis", "freshness", &[("kpi", "late_shipment")], ["迟发率", "Late shipment"]),
    step("kpis", "record", &[("kpi", "acos"), ("value", "24%"), ("day", "2026-11-21")], ["24%", "24%"]),
    step(
        "kpis",
        "target",
        &[("kpi", "acos"), ("value", "22%"), ("until", "2026-11-30"), ("reason", "黑五 BFCM")],
        ["22%", "22%"],
    ),
    step(
        "kpis",
        "pause",
        &[("kpi", "acos"), ("until", "2026-12-01"), ("reason", "盘点 stocktaking")],
        ["12月1日", "Dec 1"],
    ),
    step("kpis", "resume", &[("kpi", "acos")], ["已恢复判定", "judged again"]),
    step("channel", "digest", &[("channel", "ops"), ("digest", "daily")], ["#ops", "#ops"]),
    step("channel", "subscribe", &[("channel", "ops"), ("digest", "weekly")], ["#ops", "#ops"]),
    step("channel", "unsubscribe", &[("channel", "ops")], ["#ops", "#ops"]),
    step(
        "me",
        "cover",
        &[("person", "lin"), ("from", "2026-12-01"), ("until", "2026-12-07")],
        ["12月1日至7日", "Dec 1–7"],
    ),
    step("me", "uncover", &[("cover", "bob")], ["12月1日至7日", "Dec 1–7"]),
    step("me", "zone", &[("zone", "America/Los_Angeles")], ["太平洋时间", "Pacific"]),
    step("me", "hours", &[("hours", "8:00-17:00")], ["08:00", "08:00"]),
    step("me", "language", &[("language", "en-US")], ["英文", "English"]),
    step("me", "help", &[], ["ack", "ack"]),
];

/// The words for the menu, by the language in which they are said.
const WORDS: [(&str, &str); 2] = [("zh-CN", "菜单"), ("en-US", "menu")];

async fn world(language: &str) -> World {
    let company = company(language);
    let world = World::start_at(Engine::Sqlite, &company, Door::Demo, BEGINNING).await;
    let world = world.expect("SQLite is everywhere");
    world.reports("late_shipment", "3.1%").await;
    world
}

impl Thumb<'_> {
    /// A part of the menu, found from its words.
    async fn opens(&self, section: &str) -> Answer {
        let person = self.world.person(self.person);
        let menu = person.says("menu").await;
        assert!(menu.private && !menu.refused, "{}", menu.text());
        person.presses(&menu, &format!("menu {section}"), &[]).await
    }

    async fn presses(&self, section: &str, command: &str, fields: &[(&str, &str)]) -> Answer {
        let section = self.opens(section).await;
        assert!(section.private && !section.refused, "{}", section.text());
        self.world.person(self.person).presses(&section, command, fields).await
    }
}

/// The commands that the buttons of an answer carry.
fn commands(answer: &Answer) -> Vec<String> {
    let buttons = answer.card.iter().flat_map(|card| &card.buttons);
    let command = |press: &Press| match press {
        Press::Act { act } | Press::Form { act, .. } => Some(act.command.clone()),
        Press::Say { .. } => None,
    };
    buttons.filter_map(|button| command(&button.press)).collect()
}

#[rstest]
#[case::chinese(0)]
#[case::english(1)]
#[tokio::test]
async fn everything_is_done_from_the_menu(#[case] language: usize) {
    let (tag, words) = WORDS[language];
    let world = world(tag).await;
    let bob = Thumb { world: &world, person: "bob" };
    let menu = world.person("bob").says(words).await;
    assert_eq!(menu.card.as_ref().map(|card| card.lang.as_str()), Some(tag));
    for Step { section, command, fields, says } in STEPS {
        let answer = bob.presses(section, command, fields).await;
        assert!(!answer.refused, "{command}: {}", answer.text());
        let wanted = says[language].to_lowercase();
        assert!(answer.text().to_lowercase().contains(&wanted), "{command}: {wanted}\n{}", answer.text());
        // What was set in one step holds in the next, and nothing is left of the form.
        assert!(answer.card.is_some(), "{command}");
    }
    let org = world.app().await.store.org().await.unwrap();
    assert_eq!((org.covers.len(), org.schedules.len()), (0, 0));
    assert_eq!(org.people[&"bob".parse().unwrap()].locale, Locale::EN_US);
    end(world).await;
}

/// What is chosen in the form of a list is left out of it, and told in its title.
#[rstest]
#[case("kpis", "list", ("filter", "red"), true)]
#[case("kpis", "list", ("filter", "green"), false)]
#[case("kpis", "list", ("filter", "mine"), false)]
#[case("kpis", "list", ("shop", "Amazon US"), false)]
#[case("kpis", "list", ("owner", "mei"), true)]
#[case("kpis", "list", ("owner", "lin"), false)]
#[case("alerts", "alerts", ("filter", "unacknowledged"), true)]
#[case("alerts", "alerts", ("filter", "overdue"), false)]
#[case("alerts", "alerts", ("filter", "mine"), false)]
#[case("alerts", "alerts", ("owner", "lin"), false)]
#[tokio::test]
async fn a_list_is_narrowed_in_its_form(
    #[case] section: &str,
    #[case] command: &str,
    #[case] field: (&str, &str),
    #[case] is_in_it: bool,
) {
    for ((language, _), name) in WORDS.into_iter().zip(["迟发率", "Late shipment"]) {
        let world = world(language).await;
        let bob = Thumb { world: &world, person: "bob" };
        let (all, narrowed) =
            (bob.presses(section, command, &[]).await, bob.presses(section, command, &[field]).await);
        assert!(all.text().contains(name), "{}", all.text());
        assert_eq!(narrowed.text().contains(name), is_in_it, "{}", narrowed.text());
        let title = |answer: &Answer| answer.card.as_ref().map(|card| card.title.clone());
        assert_ne!(title(&narrowed), title(&all));
        end(world).await;
    }
}

/// All alerts of a person are taken at once, or those that they number; then said to be done at once.
#[rstest]
#[case::all("zh-CN", ("alert", "all"), ("numbers", "1、2"))]
#[case::all("en-US", ("alert", "all"), ("numbers", "1, 2"))]
#[case::numbered("en-US", ("numbers", "#1 #2"), ("alert", "all"))]
#[tokio::test]
async fn several_alerts_are_taken_and_done_from_the_menu(
    #[case] language: &str,
    #[case] taken: (&str, &str),
    #[case] done: (&str, &str),
) {
    let world = world(language).await;
    world.reports("acos", "40%").await;
    let mei = Thumb { world: &world, person: "mei" };
    mei.presses("alerts", "ack", &[taken]).await.accepted();
    for number in [1, 2] {
        assert!(world.alert(number).await.ack.is_some(), "#{number} is taken");
        let note = format!("note {number} carrier overbooked, second carrier booked, due friday");
        world.person("mei").says(&note).await.accepted();
    }
    mei.presses("alerts", "done", &[done]).await.accepted();
    for number in [1, 2] {
        assert_eq!(world.alert(number).await.status, AlertStatus::Watching, "#{number} is watched");
    }
    // Whoever has no alert is offered nothing to take.
    let offered = commands(&Thumb { world: &world, person: "lin" }.opens("alerts").await);
    assert!(!offered.contains(&"ack".to_owned()), "{offered:?}");
    end(world).await;
}

/// The menu is found from help, and a slip is taken back from it.
#[rstest]
#[case::chinese("zh-CN")]
#[case::english("en-US")]
#[tokio::test]
async fn the_menu_is_found_from_help_and_takes_a_slip_back(#[case] language: &str) {
    let world = world(language).await;
    let bob = world.person("bob");
    let help = bob.says("help").await;
    let menu = bob.presses(&help, "menu", &[]).await;
    assert_eq!(commands(&menu), ["menu"; 4]);
    bob.says("ack 1").await.accepted();
    let undone = Thumb { world: &world, person: "bob" }.presses("alerts", "undo", &[]).await;
    assert!(undone.accepted().contains("#1"), "{}", undone.text());
    assert!(world.alert(1).await.ack.is_none());
    end(world).await;
}

/// What is wrong with a form is said to whoever sent it alone, and at the field that is to be corrected. Nothing is set.
#[rstest]
#[case("bob", "kpis", "pause", &[("kpi", "acos"), ("reason", "盘点")], "until")]
#[case("bob", "kpis", "pause", &[("kpi", "acos"), ("until", "2026-12-01")], "reason")]
#[case("bob", "kpis", "pause", &[("kpi", "acos"), ("until", "2026-11-02"), ("reason", "x")], "until")]
#[case("bob", "kpis", "target", &[("kpi", "acos"), ("value", "22"), ("reason", "x")], "value")]
#[case("bob", "kpis", "record", &[("kpi", "acos"), ("value", "much")], "value")]
#[case("bob", "me", "cover", &[("person", "lin"), ("from", "2026-11-01"), ("until", "2026-11-07")], "until")]
#[case("bob", "me", "cover", &[("person", "bob"), ("from", "2026-12-01"), ("until", "2026-12-07")], "person")]
#[case("bob", "me", "hours", &[("hours", "sometimes")], "hours")]
#[case("bob", "alerts", "history", &[("number", "99")], "number")]
#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_at_its_field(
    #[case] person: &'static str,
    #[case] section: &str,
    #[case] command: &str,
    #[case] fields: &[(&str, &str)],
    #[case] wrong: &str,
) {
    for (language, _) in WORDS {
        let world = world(language).await;
        let before = world.app().await.store.org().await.unwrap();
        let answer = Thumb { world: &world, person }.presses(section, command, fields).await;
        assert!(answer.refused && answer.private, "{}", answer.text());
        assert_eq!(answer.field.as_deref(), Some(wrong), "{}", answer.text());
        assert_eq!(world.app().await.store.org().await.unwrap(), before);
        end(world).await;
    }
}

/// A form that was sent twice does nothing twice: the second says that it is so already.
#[tokio::test]
async fn a_form_sent_twice_sets_nothing_twice() {
    let world = world("en-US").await;
    let bob = world.person("bob");
    let section = Thumb { world: &world, person: "bob" }.opens("channel").await;
    let fields = [("channel", "ops"), ("digest", "weekly")];
    bob.presses(&section, "subscribe", &fields).await.accepted();
    let again = bob.presses(&section, "subscribe", &fields).await;
    assert!(again.refused && again.private, "{}", again.text());
    assert_eq!(world.app().await.store.org().await.unwrap().schedules.len(), 1);
    end(world).await;
}

/// What a person may not do is not offered; and where a form is sent all the same, it is refused as the words are.
#[tokio::test]
async fn rights_are_those_of_the_words() {
    let world = world("en-US").await;
    let bobs = Thumb { world: &world, person: "bob" };
    let offered = commands(&bobs.opens("kpis").await);
    assert!(offered.contains(&"target".to_owned()), "{offered:?}");
    let lin = Thumb { world: &world, person: "lin" };
    let offered = commands(&lin.opens("kpis").await);
    assert!(!offered.contains(&"target".to_owned()), "{offered:?}");
    for (section, command, fields) in [
        ("kpis", "pause", &[("kpi", "acos"), ("until", "2026-12-01"), ("reason", "x")][..]),
        ("channel", "subscribe", &[("channel", "ops"), ("digest", "weekly")][..]),
    ] {
        let shown = bobs.opens(section).await;
        let refused = world.person("lin").presses(&shown, command, fields).await;
        assert!(refused.refused && refused.private, "{}", refused.text());
        assert!(refused.text().contains("Bob Stone"), "{}", refused.text());
    }
    assert!(world.app().await.store.org().await.unwrap().schedules.is_empty());
    end(world).await;
}

/// Whoever switches the language finds the next card in it.
#[rstest]
#[case("mei", "en-US")]
#[case("lin", "zh-CN")]
#[tokio::test]
async fn the_next_card_is_in_the_language_that_was_chosen(#[case] person: &'static str, #[case] to: &str) {
    let world = world("en-US").await;
    let thumb = Thumb { world: &world, person };
    thumb.presses("me", "language", &[("language", to)]).await.accepted();
    let menu = thumb.opens("me").await;
    assert_eq!(menu.card.as_ref().map(|card| card.lang.as_str()), Some(to));
    world.kpi("acos").owned_by(person).await;
    world.reports("acos", "40%").await;
    let told = world.person(person).direct().await.all_messages().await;
    assert_eq!(told.last().map(|message| message.lang().to_owned()).as_deref(), Some(to));
    end(world).await;
}

/// More KPIs than a list takes are named; a name that fits several is asked back.
#[tokio::test]
async fn more_kpis_than_a_list_takes_are_named() {
    let many: Vec<String> = (0..30)
        .map(|number| {
            format!(
                "[[kpi]]\nkey = \"acos_{number}\"\ncatalog = \"acos\"\nscope = \"Shop {number}\"\nowner = \"lin\"\nteam = \"ops\"\n"
            )
        })
        .collect();
    let company = format!("{}{}", company("en-US"), many.concat());
    let world = World::start_at(Engine::Sqlite, &company, Door::Demo, BEGINNING).await;
    let world = world.expect("SQLite is everywhere");
    let thumb = Thumb { world: &world, person: "mei" };
    let section = thumb.opens("kpis").await;
    let why = section.card.iter().flat_map(|card| &card.buttons).find_map(|button| match &button.press {
        Press::Form { act, form } if act.command == "kpi" => Some(form.clone()),
        _ => None,
    });
    let form = why.expect("a form");
    let steward_core::card::Input::Select { options } = &form.fields[0].input else { panic!("{form:?}") };
    assert_eq!(options.len(), 25);
    let own: BTreeSet<&str> = options.iter().take(2).map(|(key, _)| key.as_str()).collect();
    assert_eq!(own, BTreeSet::from(["acos", "late_shipment"]));
    let answer = thumb.presses("kpis", "owner", &[("kpi_named", "acos shop 29")]).await;
    answer.accepted();
    assert!(answer.text().contains("Shop 29") && answer.text().contains("Lin Xiao"), "{}", answer.text());
    let asked = thumb.presses("kpis", "kpi", &[("kpi_named", "xyzzy")]).await;
    assert!(asked.refused && asked.field.as_deref() == Some("kpi_named"), "{}", asked.text());
    end(world).await;
}

/// A card's buttons, by the commands that they carry or that their words mean.
fn reached(card: &Card, lexicon: &Lexicon, scene: &Scene<'_>) -> Vec<String> {
    let command = |press: &Press| match press {
        Press::Act { act } | Press::Form { act, .. } => Some(act.command.clone()),
        Press::Say { text } => meant(text, lexicon, scene).map(str::to_owned),
    };
    card.buttons.iter().filter_map(|button| command(&button.press)).collect()
}

/// The command that a text means.
fn meant(text: &str, lexicon: &Lexicon, scene: &Scene<'_>) -> Option<&'static str> {
    let Understanding::Understood { meaning } = understand(text, lexicon, scene) else { return None };
    specs().iter().find(|spec| Some(spec.intent) == meaning.intent).map(|spec| spec.name)
}

/// Whoever can do everything finds every command under their thumb, and by its word in both languages.
#[rstest]
#[case("zh-CN")]
#[case("en-US")]
#[tokio::test]
async fn every_command_is_reached_by_button_and_by_words(#[case] language: &str) {
    let world = world(language).await;
    let bob = world.person("bob");
    bob.says("cover lin 1 dec to 7 dec").await.accepted();
    bob.says("pause acos until 1 dec because stocktaking").await.accepted();
    bob.says("subscribe #ops weekly").await.accepted();

    let help = bob.says("help").await;
    let menu = bob.presses(&help, "menu", &[]).await;
    let mut cards: Vec<Card> = [&help, &menu].into_iter().filter_map(|answer| answer.card.clone()).collect();
    let sections: Vec<String> = menu.card.iter().flat_map(|card| &card.buttons).map(word_of).collect();
    for section in sections {
        cards.extend(bob.presses(&menu, &section, &[]).await.card);
    }
    let card = world.channel("ops").await.next_message().await;
    cards.push(card.card().clone());
    for (command, fields) in [("ack", &[][..]), ("note", &[("action", "moved to UPS")]), ("done", &[])] {
        card.now().await.press("bob", command, fields).await.accepted();
        cards.push(card.now().await.card().clone());
    }
    bob.says("dismiss 1 false alarm").await.accepted();
    cards.push(card.now().await.card().clone());
    card.thread().all_messages().await;

    let app = world.app().await;
    let org = app.store.org().await.unwrap();
    let lexicon = Lexicon::of(Arc::clone(&org));
    let person = &org.people[&"bob".parse().unwrap()];
    let scene =
        Scene { now: world.now(), person, platform: "web", channel: None, thread: None, addressed: true };
    let pressed: BTreeSet<String> = cards.iter().flat_map(|card| reached(card, &lexicon, &scene)).collect();
    let without_button: Vec<&str> =
        specs().iter().map(|spec| spec.name).filter(|name| !pressed.contains(*name)).collect();
    assert_eq!(without_button, Vec::<&str>::new(), "no button carries these");
    for spec in specs() {
        for word in [spec.words_en[0], spec.words_zh[0]] {
            assert_eq!(meant(word, &lexicon, &scene), Some(spec.name), "{word}");
        }
    }
    end(world).await;
}

/// Every command of these stories, how it is done and in which language.
pub(super) fn told() -> Vec<(&'static str, bool, &'static str)> {
    let all = |command, is_form| WORDS.map(|(language, _)| (command, is_form, language));
    let steps = STEPS.iter().flat_map(|step| all(step.command, !step.fields.is_empty()));
    let several = all("ack", true).into_iter().chain(all("done", true));
    steps.chain(all("menu", false)).chain(all("undo", false)).chain(several).collect()
}
