//! `digest`: the digest of this channel, now.

use async_trait::async_trait;
use jiff::SignedDuration;
use steward_core::digest::compose::compose;
use steward_core::digest::{Digest as Content, DigestKind, DigestSchedule, Order};
use steward_core::id::OutboxId;
use steward_core::message::Message;
use steward_core::message::answer::{DoneWhat, Refusal};
use steward_core::outbox::{Class, Outgoing, Reader};
use steward_core::person::Channel;
use steward_core::platform::Address;
use steward_store::{cut, outbox};

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Channels, Slot, Spec, Want};

/// The command.
pub(crate) struct Digest;

static SPEC: Spec = Spec {
    name: "digest",
    words_en: &["digest", "daily digest", "weekly digest", "monthly digest"],
    words_zh: &["日报", "周报", "月报", "简报"],
    intent: Intent::Digest,
    asks_en: &["run", "send", "post", "share", "publish", "generate", "create", "produce", "forward me"],
    asks_zh: &[
        "发",
        "跑",
        "推送",
        "推",
        "生成",
        "出",
        "出一下",
        "弄一份",
        "做一份",
        "来一份",
        "给一份",
        "发到",
        "发给",
        "导出",
    ],
    takes: &[Slot::Digest, Slot::Channel],
    needs: &[Slot::Digest],
    form: &[Want::Channel(Channels::All).must(), Want::Digest.must()],
    usage_en: "digest [weekly | monthly]",
    usage_zh: "日报 | 周报 | 月报",
    ..Spec::BLANK
};

/// Minutes after which nobody waits for the digest any more.
const EXPIRES_MINUTES: i64 = 60;

#[async_trait]
impl Command for Digest {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let (org, meaning) = (context.org, call.meaning());
        let named =
            meaning.and_then(|meaning| meaning.channel.as_ref()).and_then(|key| org.channels.get(key));
        let channel = named.or(context.channel).ok_or(Refusal::NoDigestHere)?;
        let kind = meaning.and_then(|meaning| meaning.values.digest).unwrap_or(DigestKind::Daily);
        let order = Order::asked(channel, kind, schedule_like(context, channel, kind), context.now);
        let digest = content(context, &order).await?;
        let shows_nothing = [&digest.breaches, &digest.warnings, &digest.unjudged, &digest.good]
            .iter()
            .all(|lines| lines.is_empty());
        if shows_nothing && digest.data_faults.is_empty() {
            return Err(Refusal::NoDigestHere.into());
        }
        let row = outgoing(context, channel, digest);
        outbox::enqueue(context.tx, &[row]).await?;
        Ok(Outcome::done(DoneWhat::DigestQueued { channel: channel.name.clone() }))
    }
}

/// The schedule of the channel that the digest is made like: of the same kind, else any.
fn schedule_like<'a>(
    context: &Context<'a>,
    channel: &Channel,
    kind: DigestKind,
) -> Option<&'a DigestSchedule> {
    let own = || context.org.schedules.values().filter(|schedule| schedule.channel == channel.key);
    own().find(|schedule| schedule.kind == kind).or_else(|| own().next())
}

async fn content(context: &mut Context<'_>, order: &Order) -> Result<Content, Stop> {
    let cut = cut::read(context.tx, order, context.org).await?;
    Ok(compose(order, &cut.of(context.org), context.now))
}

fn outgoing(context: &Context<'_>, channel: &Channel, digest: Content) -> Outgoing {
    let inbound = context.inbound;
    Outgoing {
        id: OutboxId::fresh(context.ids),
        class: Class::Reply,
        to: Address {
            platform: channel.platform.clone(),
            target: channel.target.clone(),
            direct: false,
            thread: None,
        },
        order_key: format!("{}|{}", channel.platform, channel.target),
        idempotency_key: format!("digest asked {}:{}", inbound.platform, inbound.event_id),
        message: Message::Digest { digest: Box::new(digest) },
        reader: Reader { locale: channel.locale.clone(), zone: channel.zone.clone(), person: None },
        reply_to: None,
        shows: None,
        not_before: context.now,
        expires_at: context.now.checked_add(SignedDuration::from_mins(EXPIRES_MINUTES)).ok(),
        plain: false,
    }
}
