//! What people do in the month, at Feishu: they press, fill in, write below a card and ask.

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Zoned, tz::TimeZone};
use steward_core::time::Clock;

use super::company::{GROUP, ZONE, kpi_name, owner, person};
use super::diary::Deed;
use super::place::Place;
use crate::fakes::feishu::Message;

/// How long an owner gives herself.
const PROMISED: SignedDuration = SignedDuration::from_hours(48);

impl Place {
    /// Has something happen, and does what follows from it.
    pub(super) async fn does(&self, deed: &Deed) -> Result<()> {
        match *deed {
            Deed::Numbers { of } => self.numbers(of).await,
            Deed::Ack { kpi } => self.press(kpi, "确认").await,
            Deed::Note { kpi } => self.note(kpi).await,
            Deed::Comment { kpi } => self.comment(kpi).await,
            Deed::Done { kpi } => self.press(kpi, "已处理").await,
            Deed::Ask { person: number, in_group } => {
                self.ask(&person(number), number, in_group).await;
                Ok(())
            }
        }
    }

    /// The owner of a KPI presses a button on what she was sent about it.
    async fn press(&self, kpi: usize, button: &str) -> Result<()> {
        let (owner, page) = (owner(kpi), self.page(kpi, button)?);
        let tap = self.feishu.press(&owner, &page, button).await;
        ensure!(tap.acked && tap.problem.is_none(), "{button}: {tap:?}");
        self.settle().await;
        Ok(())
    }

    async fn note(&self, kpi: usize) -> Result<()> {
        let owner = owner(kpi);
        let own = format!("@{owner}");
        let before = self.feishu.posts(&own).len();
        self.press(kpi, "填写整改").await?;
        let form = self.feishu.wait_for_posts(&own, before + 1).await.pop().context("a form")?;
        let day = Zoned::new(self.clock.now() + PROMISED, TimeZone::get(ZONE)?).date().to_string();
        let typed = [("cause", "物流 / 仓库"), ("action", "联系了第二家承运商"), ("due", day.as_str())];
        let sent = self.feishu.submit(&owner, &form, &typed).await;
        ensure!(sent.problem.is_none() && sent.incomplete.is_empty(), "{sent:?}");
        self.settle().await;
        Ok(())
    }

    async fn comment(&self, kpi: usize) -> Result<()> {
        let is_card = |post: &Message| post.root.is_none() && post.title().contains(&kpi_name(kpi));
        let card = self.feishu.posts(GROUP).into_iter().rfind(is_card).context("a card in the group")?;
        let said = self.feishu.reply(&owner(kpi), &card, "第二家承运商明天开始取件").await;
        ensure!(said.acked, "{said:?}");
        self.settle().await;
        Ok(())
    }

    /// Asks, and waits for the answer.
    async fn ask(&self, person: &str, about: usize, in_group: bool) {
        let place = if in_group { GROUP.to_owned() } else { format!("@{person}") };
        let before = self.feishu.posts(&place).len();
        if in_group {
            self.feishu.mention(person, GROUP, &kpi_name(about)).await;
        } else {
            self.feishu.tell(person, &kpi_name(about)).await;
        }
        self.feishu.wait_for_posts(&place, before + 1).await;
        self.settle().await;
    }

    /// The newest message to the owner of a KPI about it that has this button.
    fn page(&self, kpi: usize, button: &str) -> Result<Message> {
        let name = kpi_name(kpi);
        let is_meant =
            |post: &Message| post.title().contains(&name) && post.buttons().iter().any(|own| own == button);
        let own = self.feishu.posts(&format!("@{}", owner(kpi)));
        own.into_iter().rfind(is_meant).with_context(|| format!("no {button} about {name}"))
    }
}
