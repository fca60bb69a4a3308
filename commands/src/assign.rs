//! `assign`: hand an alert to a colleague, or take it over.

use async_trait::async_trait;
use steward_core::alert::decide::Deed;
use steward_core::id::PersonKey;
use steward_core::message::answer::{DoneWhat, Refusal};
use steward_core::person::Role;

use crate::command::{Call, Command, field};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::reading::text::Text;
use crate::reading::who;
use crate::spec::{Slot, Spec};
use crate::subject;

/// The command.
pub(crate) struct Assign;

static SPEC: Spec = Spec {
    name: "assign",
    words_en: &["assign", "reassign", "hand over", "handover"],
    words_zh: &["转给", "转派", "交给", "指派", "指派给", "分配给", "转派给", "移交", "移交给"],
    beside: &[
        "处理",
        "负责",
        "跟进",
        "看看",
        "看一下",
        "看",
        "接",
        "接手",
        "来",
        "handle",
        "it",
        "look",
        "after",
        "for",
        "麻烦",
        "please",
        "over",
        "alert",
        "跟一下",
        "去弄",
        "去处理",
        "去跟",
        "去看",
        "去跟进",
        "弄",
        "搞",
        "盯",
        "盯着",
    ],
    intent: Intent::Assign,
    asks_en: &[
        "transfer",
        "send",
        "hand off",
        "hand it to",
        "forward",
        "pass to",
        "give to",
        "reassign to",
        "belongs to",
        "to be handled by",
        "goes to",
        "deal with",
        "let",
        "over to",
        "for",
        "take",
        "takes",
        "takes over",
        "can take",
        "to handle",
        "give",
        "pass",
        "hand",
        "move",
        "kick",
        "kick to",
        "kick over to",
        "toss",
        "toss to",
        "route to",
        "reroute to",
        "shift to",
        "shift",
        "hand over to",
        "hand it over to",
        "hand to",
        "hand it off to",
        "give it to",
        "pass it to",
        "pass it on to",
        "pass on to",
        "let have",
        "have",
        "put on",
        "delegate",
        "delegate to",
        "is for",
        "is now with",
        "goes over to",
    ],
    asks_zh: &[
        "派给",
        "改派",
        "改派给",
        "移给",
        "转交",
        "转交给",
        "甩给",
        "让",
        "请",
        "拜托",
        "麻烦",
        "跟一下",
        "跟下",
        "来跟",
        "负责",
        "交给",
        "交俾",
        "给",
        "跟",
        "跟进",
        "assign给",
        "来处理",
        "处理",
        "接手",
        "接一下",
        "assign",
        "转",
        "给",
        "让",
        "由",
        "丢给",
        "扔给",
        "抛给",
        "推给",
        "派",
        "安排给",
        "安排",
        "转移给",
        "转到",
        "转去",
        "改给",
        "换给",
        "交由",
        "分给",
        "给到",
        "叫",
        "assign回给",
        "转回给",
        "还给",
        "回给",
    ],
    takes: &[Slot::People],
    needs: &[Slot::People],
    usage_en: "assign [NUMBER] PERSON",
    usage_zh: "转给 [编号] 姓名",
    role: Role::Owner,
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Assign {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let (person, org) = (context.person, context.org);
        let chosen = match &call {
            // The form's list sends keys; a key that ends in digits is no name with a number behind it.
            Call::Pressed { fields, .. } => {
                let key = PersonKey::parse(field(fields, "to")).ok();
                key.and_then(|key| org.people.get(&key)).filter(|person| !person.left)
            }
            Call::Said { meaning, .. } => meaning.people.first().and_then(|key| org.people.get(key)),
        };
        let subject = subject::of(context, &call).await?;
        let number = subject.alert.number;
        let says = |to: &steward_core::person::Person| format!("assign {number} {}", to.key);
        let to = match (chosen, &call) {
            (Some(to), _) => to,
            (None, Call::Said { meaning, .. }) => {
                let asked = meaning.values.unclear.clone().unwrap_or_default();
                return Err(Refusal::NoSuchPerson { asked }.into());
            }
            (None, Call::Pressed { act, fields }) => {
                let form = Some(field(fields, "to")).filter(|to| !to.is_empty());
                let name = Text::of(form.or(act.value.as_deref()).unwrap_or_default());
                who::person(name.words(), person, &context.inbound.platform, org, says)?
            }
        };
        let alert = perform(context, &subject, Deed::Assign { to: to.key.clone() }).await?;
        let what = DoneWhat::Assigned { number: alert.number, to_name: to.name.clone() };
        Ok(Outcome::undoable(what, &alert))
    }
}
