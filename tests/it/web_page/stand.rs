//! A web chat on a store of its own, with people, channels and cards made by hand, and a receiver that plays its part.

use anyhow::{Context, Result};
use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::json;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use steward_core::card::{
    Act, Block, Button, ButtonStyle, Card, Fact, Field, Form, Input, Line, Press, Tone,
};
use steward_core::id::{AlertId, OutboxId};
use steward_core::inbound::{Immediate, Inbound, NotKept, Receiver, Said};
use steward_core::org::Org;
use steward_core::org::change::difference;
use steward_core::platform::{Address, Platform};
use steward_core::time::Clock;
use steward_store::{Options, Store};
use steward_text::Texts;
use steward_web::{Mode, SecretSource, WebPlatform, WebState};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// 09:12 in Shanghai on a Monday.
pub const NOW: &str = "2026-11-23T01:12:00Z";

/// A served web chat.
pub struct Stand {
    pub url: String,
    pub platform: Arc<WebPlatform>,
    pub received: Arc<Mutex<Vec<Inbound>>>,
    markers: AtomicU64,
    _folder: TempDir,
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW.parse().expect("an instant")
    }
}

struct Counted(AtomicU64);

impl SecretSource for Counted {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bytes
    }
}

/// Answers "help" and "帮助" in the conversation, refuses "ack" privately, and keeps everything that came.
struct Fake(Arc<Mutex<Vec<Inbound>>>);

#[async_trait]
impl Receiver for Fake {
    async fn receive(&self, inbound: Inbound) -> Result<Immediate, NotKept> {
        self.0.lock().expect("a lock").push(inbound.clone());
        Ok(match inbound.what {
            Said::Text { text, .. } if text == "help" || text == "帮助" => {
                Immediate::Public { card: Box::new(plain("What you can say", Tone::Neutral, "en-US")) }
            }
            Said::Act { act, .. } if act.command == "ack" => {
                let card = plain("#12 already has Mei since 09:12", Tone::Neutral, "en-US");
                Immediate::Private { card: Box::new(card), refused: true, field: None }
            }
            Said::Text { .. } | Said::Act { .. } => Immediate::Nothing,
        })
    }
}

impl Stand {
    /// Serves the page on a free port.
    pub async fn start(mode: Mode) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let address = format!("sqlite:{}", folder.path().join("steward.db").display());
        let store = Store::open(&address, Options::at(NOW.parse()?)).await?;
        let mut tx = store.begin().await?;
        let people = difference(&Org::default(), &org()?);
        steward_store::org::apply(&mut tx, &people, "tests", NOW.parse()?).await?;
        tx.commit().await?;
        let clock: Arc<dyn Clock> = Arc::new(Still);
        let platform = Arc::new(WebPlatform::new(store.clone(), Arc::clone(&clock)));
        let received = Arc::new(Mutex::new(Vec::new()));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = WebState {
            store,
            texts: Arc::new(Texts::load()?),
            receiver: Arc::new(Fake(Arc::clone(&received))),
            platform: Arc::clone(&platform),
            clock,
            secrets: Arc::new(Counted(AtomicU64::new(1))),
            mode,
            base_url: url.clone(),
        };
        tokio::spawn(async { axum::serve(listener, steward_web::router(state)).await });
        Ok(Self { url, platform, received, markers: AtomicU64::new(1), _folder: folder })
    }

    /// Posts a card as the outbox does; answers the message's id.
    pub async fn post(
        &self,
        target: &str,
        direct: bool,
        thread: Option<&str>,
        card: &Card,
    ) -> Result<String> {
        let number = self.markers.fetch_add(1, Ordering::Relaxed);
        let marker: OutboxId = format!("00000000-0000-7000-8000-{number:012}").parse()?;
        let to = address(target, direct, thread);
        self.platform.post(&to, marker, card).await.context("post a card")
    }

    /// Edits a card as the outbox does.
    pub async fn edit(&self, target: &str, message: &str, card: &Card) -> Result<()> {
        self.platform.edit(&address(target, false, None), message, card).await.context("edit a card")
    }
}

fn address(target: &str, direct: bool, thread: Option<&str>) -> Address {
    Address { platform: "web".into(), target: target.into(), direct, thread: thread.map(String::from) }
}

/// Mei owns KPIs and reads Chinese, Dana leads and reads English, Bo has left.
fn org() -> Result<Org> {
    let person = |key: &str, name: &str, locale: &str, zone: &str, role: &str, team: &str, left: bool| {
        json!({
            "key": key, "name": name, "locale": locale, "zone": zone, "role": role, "team": team, "left": left,
            "working_hours": working_hours(), "calendar": "cn", "identities": { "web": key },
        })
    };
    let channel = |key: &str, name: &str, locale: &str, platform: &str| json!({ "key": key, "platform": platform, "target": key, "name": name, "locale": locale, "zone": "Asia/Shanghai" });
    let org = json!({
        "name": "Northwind 北风", "kpis": {}, "targets": {}, "schedules": {}, "scorecards": {}, "policies": {},
        "mappings": {}, "calendars": {},
        "people": {
            "bo": person("bo", "Bo", "en-US", "America/Los_Angeles", "owner", "ops", true),
            "mei": person("mei", "Mei 梅", "zh-CN", "Asia/Shanghai", "owner", "ops", false),
            "dana": person("dana", "Dana", "en-US", "America/Los_Angeles", "lead", "ops", false),
            "wei": person("wei", "Wei", "zh-CN", "Asia/Shanghai", "viewer", "ads", false),
        },
        "teams": {
            "ops": { "key": "ops", "name_en": "Operations", "name_zh": "运营", "lead": "dana", "channel": "ops" },
            "ads": { "key": "ads", "name_en": "Advertising", "name_zh": "广告", "lead": null, "channel": null },
        },
        "channels": {
            "ops": channel("ops", "运营", "zh-CN", "web"),
            "us": channel("us", "us-team", "en-US", "web"),
            "elsewhere": channel("elsewhere", "elsewhere", "en-US", "slack"),
        },
    });
    serde_json::from_value(org).context("the people of the test")
}

fn working_hours() -> serde_json::Value {
    json!({ "from": "09:00", "to": "18:00" })
}

/// A card of one line.
pub fn plain(title: &str, tone: Tone, lang: &str) -> Card {
    Card { title: title.into(), summary: title.into(), tone, lang: lang.into(), ..Card::default() }
}

fn act(command: &str, value: Option<&str>) -> Act {
    let alert: AlertId = "00000000-0000-7000-8000-00000000000c".parse().expect("an id");
    Act {
        command: command.into(),
        alert: Some(alert),
        episode: 1,
        version: 1,
        value: value.map(String::from),
    }
}

fn button(label: &str, style: ButtonStyle, press: Press, confirm: Option<&str>) -> Button {
    Button { label: label.into(), style, press, confirm: confirm.map(String::from) }
}

/// An alert in Chinese with everything that a card can hold.
pub fn alert_card() -> Card {
    let fact = |name: &str, value: &str| Fact { name: name.into(), value: value.into() };
    let note = Form {
        title: "#12 的整改记录".into(),
        submit: "保存".into(),
        fields: vec![
            Field {
                name: "cause".into(),
                label: "原因".into(),
                input: Input::Select {
                    options: vec![("carrier".into(), "承运商延误".into()), ("stock".into(), "缺货".into())],
                },
                required: true,
                initial: None,
                hint: None,
            },
            Field {
                name: "action".into(),
                label: "措施".into(),
                input: Input::Text { most: 500, multiline: true },
                required: true,
                initial: None,
                hint: Some("写明谁做什么，例如“改用 UPS，由仓库王强跟进”。".into()),
            },
            Field {
                name: "due".into(),
                label: "完成日期".into(),
                input: Input::Day { first: "2026-11-23".into(), last: "2026-12-23".into() },
                required: false,
                initial: Some("2026-11-27".into()),
                hint: None,
            },
        ],
    };
    let plain_act = |command: &str, value: Option<&str>| Press::Act { act: act(command, value) };
    Card {
        title: "🔴 #12 迟发率 · US 店铺：超过严重线".into(),
        tone: Tone::Critical,
        lang: "zh-CN".into(),
        summary: "迟发率 4.6%，超过严重线 4%。Mei 梅，请确认。".into(),
        blocks: vec![
            Block::Lead { text: "4.6%，严重线 4%".into() },
            Block::Facts {
                facts: vec![
                    fact("统计日", "11月21日（美西）"),
                    fact("分子 / 分母", "23 / 500"),
                    fact("较上期", "+1.4 个百分点"),
                    fact("数据状态", "已结算"),
                ],
            },
            Block::Spark {
                points: vec![310, 280, 330, 300, 420, 390, 510, 480, 620, 700, 660, 810, 790, 920],
                limit: Some(800),
                alt: "最近 14 天从 1.6% 升到 4.6%，严重线 4%".into(),
                legend: None,
            },
            Block::Section {
                heading: "接下来".into(),
                lines: vec![
                    Line { tone: Tone::Critical, text: "09:42 仍未确认：通知 Dana".into(), detail: Some("备份负责人今天休息，因此直接通知组长。".into()) },
                    Line { tone: Tone::Unknown, text: "11月22日的数据尚未结算".into(), detail: None },
                ],
            },
            Block::Quote { text: "上周是承运商换线，已经要求加派。".into(), by: "Dana，11月16日".into() },
            Block::Context { text: "您是这个指标的负责人。来源：亚马逊账户健康，09:05 读取；严重线来自亚马逊的规定（2024-09-01）。".into() },
        ],
        buttons: vec![
            button("确认", ButtonStyle::Primary, plain_act("ack", None), None),
            button("整改", ButtonStyle::Plain, Press::Form { act: act("note", None), form: note }, None),
            button("推迟 4 小时", ButtonStyle::Plain, plain_act("snooze", Some("4h")), None),
            button("忽略", ButtonStyle::More, plain_act("dismiss", None), Some("忽略 #12？升级将停止，这件事会记在您名下。")),
            button("查看历史", ButtonStyle::More, Press::Say { text: "历史 12".into() }, None),
        ],
        mentions: vec![steward_core::card::Mention { person: "mei".parse().expect("a key"), name: "Mei 梅".into(), id: None }],
        link: None,
        second: None,
    }
}

/// A digest in English.
pub fn digest_card() -> Card {
    let line = |tone, text: &str, detail: Option<&str>| Line {
        tone,
        text: text.into(),
        detail: detail.map(String::from),
    };
    Card {
        title: "Daily digest · Saturday, 21 Nov (Pacific)".into(),
        tone: Tone::Neutral,
        lang: "en-US".into(),
        summary: "1 critical, 1 to watch, 5 fine".into(),
        blocks: vec![
            Block::Lead { text: "1 critical · 1 data fault · 5 fine".into() },
            Block::Section {
                heading: "Needs somebody".into(),
                lines: vec![
                    line(
                        Tone::Critical,
                        "Late shipment rate 4.6% (limit 4%)",
                        Some("#12 · Mei 梅 · not acknowledged for 12 min"),
                    ),
                    line(
                        Tone::Unknown,
                        "Refund rate: data stops at 20 Nov, not judged",
                        Some("#9 · Wei asked the warehouse, due Tuesday"),
                    ),
                ],
            },
            Block::Section {
                heading: "Fine".into(),
                lines: vec![
                    line(Tone::Good, "ACoS 23.1% (at most 25%)", None),
                    line(Tone::Warning, "Buy Box share 91.4% (at least 90%)", Some("close to its limit")),
                    line(Tone::Good, "Order defect rate 0.31% (below 1%)", None),
                ],
            },
            Block::Context {
                text: "Data up to 09:05. Say “late shipment rate” for the details of one KPI.".into(),
            },
        ],
        buttons: vec![],
        mentions: vec![],
        link: None,
        second: None,
    }
}
