//! `bad_data`: end an alert because the number had been wrong.

use async_trait::async_trait;
use steward_core::alert::decide::Deed;
use steward_core::message::answer::DoneWhat;
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::spec::{Rest, Spec};
use crate::subject;

/// The command.
pub(crate) struct BadData;

static SPEC: Spec = Spec {
    name: "bad_data",
    words_en: &["bad data", "bad_data", "wrong data", "wrong number", "data error"],
    words_zh: &["数据错误", "数据有误", "数据不对", "数据错了", "数据有问题", "坏数据"],
    asks_en: &[
        "data issue",
        "data problem",
        "bad number",
        "the data are wrong",
        "the number is wrong",
        "number is wrong",
        "this number is wrong",
        "data is wrong",
        "the data is wrong",
        "numbers are wrong",
        "glitch",
        "data glitch",
        "glitch in the data",
        "bug in the data",
        "counted twice",
        "double counted",
        "duplicated",
        "feed error",
        "feed is wrong",
        "report is wrong",
        "the report is wrong",
        "wrong figures",
        "figures are wrong",
        "number looks wrong",
        "data looks wrong",
        "tracking issue",
        "tracking error",
        "measurement error",
        "sync error",
        "import error",
    ],
    asks_zh: &[
        "数据源有问题",
        "数据重复",
        "数据算错了",
        "算错了",
        "取数错了",
        "这个数是错的",
        "数是错的",
        "数不对",
        "这个数不对",
        "数据是错的",
        "数错了",
        "数据源错了",
        "数据源不对",
        "报表错了",
        "报表有误",
        "报表重复",
        "统计错了",
        "统计有误",
        "统计口径错了",
        "口径错了",
        "口径不对",
        "重复计算",
        "算重了",
        "抓错了",
        "抓取错误",
        "同步错误",
        "同步出错",
        "接口出错",
        "是假的",
        "数有问题",
        "数据抽风",
    ],
    beside: &["这个", "the"],
    intent: Intent::BadData,
    rest: Rest::Text,
    usage_en: "bad data [NUMBER] WHAT IS WRONG",
    usage_zh: "数据错误 [编号] 错在哪里",
    role: Role::Owner,
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for BadData {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let text = call.words()?;
        let subject = subject::of(context, &call).await?;
        let alert = perform(context, &subject, Deed::BadData { text }).await?;
        let (number, status) = (alert.number, alert.status.clone());
        Ok(Outcome::undoable(DoneWhat::Closed { number, status }, &alert))
    }
}
