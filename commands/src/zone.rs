//! `zone`: where a person's clock stands.

use async_trait::async_trait;
use steward_core::message::answer::DoneWhat;
use steward_core::message::answer::setting::{Lack, Setting};
use steward_core::person::Person;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::say;
use crate::spec::{Slot, Spec, Want};
use crate::standing::{Record, change};

/// The command.
pub(crate) struct Zone;

static SPEC: Spec = Spec {
    name: "zone",
    beside: &[
        "改一下",
        "改下",
        "换一下",
        "换下",
        "调一下",
        "调整",
        "设一下",
        "设置",
        "设置成",
        "设置为",
        "改到",
        "改",
        "换",
        "在",
        "i'm in",
        "i am in",
        "set",
        "change",
        "to",
        "is",
        "change to",
        "switch",
        "switch to",
        "update",
        "now",
        "我在",
        "人在",
        "i live in",
        "i moved to",
        "moved to",
    ],
    intent: Intent::Zone,
    words_en: &["zone", "timezone", "time zone", "my timezone", "my time zone", "set my time zone"],
    words_zh: &["时区", "我的时区", "时区改成"],
    asks_en: &["put me on", "move me to", "switch me to", "i'm on"],
    takes: &[Slot::Zone],
    needs: &[Slot::Zone],
    form: &[Want::Zone.must()],
    usage_en: "zone PLACE",
    usage_zh: "时区 地点",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Zone {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let zone = meaning.values.zone.clone().ok_or_else(|| say::lacks(&SPEC, Lack::Zone))?;
        let person = Person { zone: zone.clone(), ..context.person.clone() };
        change(context, Record::Person(Box::new(person))).await?;
        let setting = Setting::Zone { zone, now: context.now };
        Ok(Outcome::done(DoneWhat::Set { setting: Box::new(setting) }))
    }
}
