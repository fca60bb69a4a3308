//! `steward ask`: a question or a deed as in chat, answered at the shell.

mod json;
mod plain;

use std::io::{BufRead, IsTerminal, Write, stdin, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use steward_commands::meaning::Understanding;
use steward_core::message::answer::Answer;

use super::{Settings, open};
use crate::ask::{Asked, Asker, Desk};
use crate::clock::SystemClock;
use crate::config::Environment;
use crate::ids::ClockedIds;

/// Exit code when a text was answered back, or not understood.
const ASKED_BACK: u8 = 3;
/// Exit code when something was refused.
const REFUSED: u8 = 4;

/// Ask, or act, as in chat
///
/// Without TEXT every line of standard input is a text of its own and gets a line of its own. Exit code: 0 answered or
/// done, 1 something is wrong, 3 answered back or not understood, 4 refused; of several texts the highest.
#[derive(Debug, Args)]
pub(super) struct AskArgs {
    /// Who asks, by key or name: needed for what only a person can do or ask ("ack 12", "mine").
    /// Whoever may open the store is believed; the audit trail says that it came by command line
    #[arg(long = "as", value_name = "PERSON")]
    person: Option<String>,
    /// The channel it is said in, by key or name: its language, its zone, its digest
    #[arg(long, value_name = "NAME")]
    channel: Option<String>,
    /// Print what was understood and the answer as JSON, an object a line (bot/docs/ask.md)
    #[arg(long)]
    json: bool,
    /// What is answered, such as: acos amazon us last week
    text: Vec<String>,
}

pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &AskArgs,
) -> anyhow::Result<ExitCode> {
    let config = settings.load(environment)?;
    let store = open::existing(&config).await?;
    let clock = Arc::new(SystemClock);
    let ids = Arc::new(ClockedIds::new(clock.clone()));
    let mut desk = Desk::over(store, clock, ids, config.platform_names(environment))?;
    let asker = desk.asker(args.person.as_deref(), args.channel.as_deref()).await?;
    let mut out = stdout().lock();
    if !args.text.is_empty() {
        let text = args.text.join(" ");
        let answered = desk.take(&asker, &text).await?;
        if args.json {
            writeln!(out, "{}", json::line(&asker, &text, &answered)?)?;
        } else {
            for line in plain::lines(&answered) {
                writeln!(out, "{line}")?;
            }
        }
        return Ok(code(&answered).into());
    }
    each_line(&mut desk, &asker, args.json, &mut out).await
}

/// Takes every line of standard input, and answers each at once.
async fn each_line(
    desk: &mut Desk,
    asker: &Asker,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let mut input = stdin().lock();
    if input.is_terminal() {
        eprintln!("Ask, a line each; an empty line or Ctrl-D ends it.");
    }
    let (mut highest, mut bytes) = (0, Vec::new());
    while input.read_until(b'\n', &mut bytes)? > 0 {
        let line = String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned();
        bytes.clear();
        if line.is_empty() && input.is_terminal() {
            break;
        }
        let answered = desk.take(asker, &line).await?;
        highest = highest.max(code(&answered));
        if json {
            writeln!(out, "{}", json::line(asker, &line, &answered)?)?;
        } else {
            writeln!(out, "{}", plain::line(&answered))?;
        }
        out.flush()?;
    }
    Ok(highest.into())
}

fn code(answered: &Asked) -> u8 {
    let answer = answered.told.as_ref().map(|told| &told.answer);
    match (&answered.understanding, answer) {
        (Understanding::Understood { .. }, Some(Answer::Refused { .. })) => REFUSED,
        (Understanding::Understood { .. }, Some(Answer::Choose { .. }) | None) => ASKED_BACK,
        (Understanding::Understood { .. }, Some(_)) => 0,
        _ => ASKED_BACK,
    }
}
