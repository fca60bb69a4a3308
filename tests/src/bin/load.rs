//! `load`: measures the service under load and prints a Markdown table.

use anyhow::{Result, ensure};
use steward_tests::load::figure::Finding;
use steward_tests::load::{
    Engine, Wanted, ask, burst, history, killed, month, probe, process, push, report, usage,
};

#[tokio::main]
async fn main() -> Result<()> {
    if std::env::args().any(|flag| flag == "--help" || flag == "-h") {
        println!("{}", usage());
        return Ok(());
    }
    let wanted = Wanted::read(std::env::args().skip(1))?;
    let (mut findings, mut failed) = (Vec::new(), Vec::new());
    for engine in wanted.engines.clone() {
        for name in steward_tests::load::NAMES.into_iter().filter(|name| wanted.wants(name)) {
            eprintln!("{}: {name}", engine.name());
            match measure(&wanted, engine, name).await {
                Ok(found) => findings.extend(found),
                // The others take long, and are not to be measured in vain.
                Err(error) => {
                    eprintln!("{}: {name} failed: {error:#}", engine.name());
                    failed.push(name);
                }
            }
        }
    }
    println!("{}", report::write(&wanted, &findings)?);
    ensure!(failed.is_empty(), "not measured: {}", failed.join(", "));
    Ok(())
}

async fn measure(wanted: &Wanted, engine: Engine, name: &str) -> Result<Vec<Finding>> {
    match name {
        "commit" => probe::measure(engine).await,
        "start" => process::measure(engine, &process::build()?).await,
        "push" => push::measure_single(engine).await,
        "bulk" => push::measure_bulk(engine).await,
        "storm" => push::measure_storm(engine).await,
        "killed" => killed::measure(engine).await,
        "history" => history::measure(engine).await,
        "digests" => burst::measure_digests(engine).await,
        "channel" => burst::measure_channel(engine).await,
        "month" => month::measure(engine).await,
        _ => ask::measure(engine, wanted).await,
    }
}
