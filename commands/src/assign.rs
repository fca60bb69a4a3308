//! `assign`: hand an alert to a colleague, or take it over.

use async_trait::async_trait;
use steward_core::alert::decide::Deed;
use steward_core::id::PersonKey;
use steward_core::message::answer::DoneWhat;
use steward_core::person::Role;

use crate::command::{Call, Command, field};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::reading::moment::Moment;
use crate::reading::text::Text;
use crate::reading::who;
use crate::reading::words::Words;
use crate::spec::{Slot, Spec};
use crate::subject;

/// The command.
pub(crate) struct Assign;

static SPEC: Spec = Spec {
    name: "assign",
    words_en: &["assign", "reassign", "hand over", "handover"],
    words_zh: &["转给", "转派", "交给", "指派", "指派给", "分配给", "转派给", "移交", "移交给"],
    intent: Intent::Assign,
    asks_en: &["give", "pass", "hand", "move"],
    asks_zh: &["转", "给", "让", "由"],
    takes: &[Slot::People],
    needs: &[Slot::People],
    usage_en: "assign [NUMBER] PERSON",
    usage_zh: "转给 [编号] 姓名",
    role: Role::Owner,
    on_alert: true,
    ..Spec::BLANK
};

/// Longer texts, in characters, are no name.
const LONGEST_NAME: usize = 40;

#[async_trait]
impl Command for Assign {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn fits(&self, rest: Words<'_>, _: Moment<'_>) -> bool {
        !rest.is_blank() && rest.len() <= LONGEST_NAME
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let (person, org) = (context.person, context.org);
        let pressed = match &call {
            Call::Pressed { act, fields } => {
                let form = Some(field(fields, "to")).filter(|to| !to.is_empty());
                Text::of(form.or(act.value.as_deref()).unwrap_or_default())
            }
            Call::Said { .. } => Text::of(""),
        };
        // The form's list sends keys; a key that ends in digits is no name with a number behind it.
        let chosen = match &call {
            Call::Pressed { fields, .. } => {
                let key = PersonKey::parse(field(fields, "to")).ok();
                key.and_then(|key| org.people.get(&key)).filter(|person| !person.left)
            }
            Call::Said { .. } => None,
        };
        let (name, number) = name_and_number(call.rest().unwrap_or(pressed.words()));
        let call = match call {
            Call::Said { all, rest, number: before, thread, meaning } => {
                Call::Said { all, rest, number: before.or(number), thread, meaning }
            }
            pressed @ Call::Pressed { .. } => pressed,
        };
        let subject = subject::of(context, &call).await?;
        let number = subject.alert.number;
        let says = |to: &steward_core::person::Person| format!("assign {number} {}", to.key);
        let to = match chosen {
            Some(to) => to,
            None => who::person(name, person, &context.inbound.platform, org, says)?,
        };
        let alert = perform(context, &subject, Deed::Assign { to: to.key.clone() }).await?;
        Ok(Outcome::done(DoneWhat::Assigned { number: alert.number, to_name: to.name.clone() }))
    }
}

/// "lin", "to lin", "给林", "lin 42": the name, and the number behind it.
fn name_and_number(words: Words<'_>) -> (Words<'_>, Option<i64>) {
    let words = words.after_any(&["to", "给"]).unwrap_or(words);
    let digits = words.chars().iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let begin = words.len() - digits;
    match words.skip(begin).number() {
        Some((number, _)) if begin > 0 => {
            let name = words.first(begin).trim();
            let name = name.before("#").unwrap_or(name);
            (name, Some(number))
        }
        _ => (words, None),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("lin", "lin", None)]
    #[case("to Lin", "Lin", None)]
    #[case("给 林", "林", None)]
    #[case("lin 42", "lin", Some(42))]
    #[case("林 #42", "林", Some(42))]
    #[case("42", "42", None)]
    #[case("", "", None)]
    fn reads_a_name(#[case] said: &str, #[case] name: &str, #[case] number: Option<i64>) {
        let text = Text::of(said);
        let (found, found_number) = name_and_number(text.words());
        assert_eq!((found.said().as_str(), found_number), (name, number));
    }
}
