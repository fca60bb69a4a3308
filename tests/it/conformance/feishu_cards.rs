//! Everything that Steward shows on Feishu: the strict stand-in takes it, as a message, an edit, a card for one person alone, in
//! both languages at once, and as the forms behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use steward::clock::SystemClock;
use steward::feishu::FeishuWords;
use steward::ids::ClockedIds;
use steward_core::card::{Button, ButtonStyle, Card, Press};
use steward_core::id::{IdGen, OutboxId};
use steward_core::platform::{Address, Platform};
use steward_core::time::Clock;
use steward_platforms::feishu::app::{self, Credentials, Desk, FEISHU, Tenant, Words};
use steward_tests::fakes::feishu::{FakeFeishu, Message, NewChat, NewUser};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::shelf::{self, Answering, OneCard};

/// Steward's adapter in front of the stand-in, with a service that shows one card at a time.
struct Stand {
    feishu: Arc<FakeFeishu>,
    tenant: Arc<Tenant>,
    host: Arc<OneCard>,
    ids: Arc<dyn IdGen>,
    _stop: watch::Sender<bool>,
    _connections: JoinSet<()>,
}

async fn stand() -> Stand {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let feishu = FakeFeishu::start(clock.clone()).await;
    feishu.add_user(NewUser::named("mei"));
    feishu.add_chat(NewChat::named("ops").members(&["mei"]).with_bot());
    let given = feishu.credentials();
    let credentials = Credentials {
        app_id: given.app_id,
        app_secret: given.app_secret,
        encrypt_key: None,
        verification_token: None,
    };
    let words: Arc<dyn Words> = Arc::new(FeishuWords::load().expect("words"));
    let addresses = BTreeMap::from([(FEISHU.to_owned(), feishu.address().to_owned())]);
    let all = BTreeMap::from([(FEISHU.to_owned(), credentials)]);
    let tenant = app::open(&all, &addresses, true, &words).expect("an app").remove(0);
    let host = Arc::new(OneCard::empty());
    let ids: Arc<dyn IdGen> = Arc::new(ClockedIds::new(clock.clone()));
    let desk = Desk::new(Arc::clone(&tenant), host.clone(), clock);
    let (stop, stopped) = watch::channel(false);
    let connections = app::listen(&[desk], &ids, &stopped);
    feishu.wait_for_connections(1).await;
    Stand { feishu, tenant, host, ids, _stop: stop, _connections: connections }
}

impl Stand {
    /// Posts a card in the group, edits it, and opens every form behind it. Forms that were `opened`, by language and
    /// command, differ from those of their kind in the alert only.
    async fn show(&self, card: &Card, opened: &mut BTreeSet<(String, String)>) {
        self.host.show(card);
        let to = self.address("ops", false);
        let message = self.post(&to, card).await;
        self.tenant.edit(&to, &message, card).await.unwrap_or_else(|error| refused(card, &error));
        let is_it = |post: &Message| post.id == message;
        let message = self.feishu.posts("ops").into_iter().find(is_it).expect("the message");
        self.open_forms(card, &message, opened).await;
    }

    /// Posts a card to a person, and shows it to one person alone in the group.
    async fn tell(&self, card: &Card) {
        self.post(&self.address("mei", true), card).await;
        self.host.answer(card, Answering::Privately);
        let before = self.feishu.ephemerals("mei").len();
        self.feishu.mention("mei", "ops", "?").await;
        self.feishu.wait_for_ephemeral("mei", before + 1).await;
    }

    fn address(&self, name: &str, direct: bool) -> Address {
        let target = if direct { self.feishu.open_id(name) } else { self.feishu.chat_id(name) };
        Address { platform: FEISHU.into(), target, direct, thread: None }
    }

    async fn post(&self, to: &Address, card: &Card) -> String {
        let marker = OutboxId::fresh(self.ids.as_ref());
        self.tenant.post(to, marker, card).await.unwrap_or_else(|error| refused(card, &error))
    }

    async fn open_forms(&self, card: &Card, message: &Message, opened: &mut BTreeSet<(String, String)>) {
        let content = message.content.to_string();
        for button in &card.buttons {
            let is_behind_more = button.style == ButtonStyle::More;
            let asks =
                matches!(button.press, Press::Form { .. }) || (is_behind_more && button.confirm.is_some());
            // What carries more than Feishu takes is not on the card, and a long label is cut.
            let (Press::Act { act } | Press::Form { act, .. }) = &button.press else { continue };
            let kind = (card.lang.clone(), format!("{} {}", act.command, button.label));
            if !asks || !content.contains(&format!("\"{}\"", button.label)) || !opened.insert(kind) {
                continue;
            }
            let before = self.feishu.posts("@mei").len();
            let tap = if is_behind_more {
                self.feishu.choose("mei", message, &button.label).await
            } else {
                self.feishu.press("mei", message, &button.label).await
            };
            assert!(tap.acked && tap.problem.is_none(), "{tap:?}");
            self.feishu.wait_for_posts("@mei", before + 1).await;
        }
    }
}

fn refused<T>(card: &Card, error: &impl std::fmt::Display) -> T {
    let title: String = card.title.chars().take(80).collect();
    panic!("{title} ({}): {error}", card.lang)
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_on_feishu_is_within_its_rules() {
    let approved = shelf::approved();
    let both =
        approved.chunks(2).map(|pair| Card { second: pair.get(1).cloned().map(Box::new), ..pair[0].clone() });
    let forms = ["x", "超", "👨‍👩‍👧"].map(|sign| {
        let form = shelf::largest(sign).buttons.pop().expect("the largest form");
        Card { buttons: vec![Button { label: format!("Form {sign}"), ..form }], ..shelf::smallest() }
    });
    let shown: Vec<Card> = shelf::cards().into_iter().chain(both).chain(forms).collect();
    let mut opened = BTreeSet::new();
    // A stand-in that has seen little is quick; it refuses what Feishu refuses.
    for some in shown.chunks(20) {
        let stand = stand().await;
        for card in some {
            stand.show(card, &mut opened).await;
        }
    }
    for some in shelf::cards().chunks(20) {
        let stand = stand().await;
        for card in some {
            stand.tell(card).await;
        }
    }
    assert!(opened.len() > 15, "only {} forms were opened", opened.len());
}
