//! Examples that work for a person now: made of their own alerts and KPIs, and read before they are shown.

use steward_core::alert::{Alert, AlertStatus};
use steward_core::kpi::Kpi;
use steward_core::message::answer::Choice;
use steward_core::person::Role;

use crate::context::Context;
use crate::meaning::{Intent, Understanding};
use crate::understand::understand;

/// Examples that are shown; more would not be tried.
const MOST: usize = 3;

/// A text in English and in Chinese, and what both have to mean.
struct Draft {
    en: String,
    zh: String,
    intent: Intent,
}

/// The examples for the person, given their KPIs, the one of them that is beyond its limit, and the most urgent of their
/// open alerts.
pub(crate) fn examples(
    context: &Context<'_>,
    own: &[&Kpi],
    red: Option<&Kpi>,
    urgent: Option<&Alert>,
) -> Vec<Choice> {
    let any = || context.org.kpis.values().next();
    let mut drafts: Vec<Draft> = Vec::new();
    drafts.extend(urgent.map(of_alert));
    drafts.extend(red.map(|kpi| of_kpi(kpi, ["why ", ""], ["为什么 ", ""], Intent::Why)));
    let shown = own.iter().copied().find(|kpi| red.is_none_or(|red| red.key != kpi.key)).or_else(any);
    drafts.extend(shown.map(|kpi| of_kpi(kpi, ["", " last 7 days"], ["", " 近7天"], Intent::Kpi)));
    if context.person.role >= Role::Lead {
        drafts.push(fixed("alerts overdue", "告警 逾期", Intent::Alerts));
    }
    drafts.push(fixed("what changed since yesterday", "昨天以来有什么变化", Intent::Changes));
    drafts.push(fixed("list red", "列表 越线", Intent::List));
    drafts.push(fixed("freshness", "数据新鲜度", Intent::Freshness));
    let works = |one: &Draft| means(context, &one.en, one.intent) && means(context, &one.zh, one.intent);
    drafts.into_iter().filter(works).take(MOST).map(|one| choice(one, context)).collect()
}

/// What comes next for an alert.
fn of_alert(alert: &Alert) -> Draft {
    let number = alert.number;
    match alert.status {
        AlertStatus::Open => draft(format!("ack {number}"), format!("确认 {number}"), Intent::Ack),
        AlertStatus::Acknowledged => draft(format!("note {number}"), format!("整改 {number}"), Intent::Note),
        AlertStatus::Remediating => draft(format!("done {number}"), format!("已处理 {number}"), Intent::Done),
        AlertStatus::Watching | AlertStatus::Closed { .. } => {
            draft(format!("history {number}"), format!("历史 {number}"), Intent::History)
        }
    }
}

fn of_kpi(kpi: &Kpi, english: [&str; 2], chinese: [&str; 2], intent: Intent) -> Draft {
    let shop = kpi.scope.as_deref().map(|scope| format!(" {scope}")).unwrap_or_default();
    let said = |[before, behind]: [&str; 2], name: &str| format!("{before}{name}{shop}{behind}");
    draft(said(english, &kpi.name_en), said(chinese, &kpi.name_zh), intent)
}

fn fixed(en: &str, zh: &str, intent: Intent) -> Draft {
    draft(en.to_owned(), zh.to_owned(), intent)
}

fn draft(en: String, zh: String, intent: Intent) -> Draft {
    Draft { en, zh, intent }
}

/// Whether a text would be understood so, said by the person now.
fn means(context: &Context<'_>, text: &str, intent: Intent) -> bool {
    match understand(text, context.lexicon, &context.scene()) {
        Understanding::Understood { meaning } => meaning.intent == Some(intent),
        _ => false,
    }
}

fn choice(one: Draft, context: &Context<'_>) -> Choice {
    let Draft { en, zh, .. } = one;
    let says = if context.person.locale.is_chinese() { zh.clone() } else { en.clone() };
    Choice { says, name_en: en, name_zh: zh }
}
