//! `steward doctor`, the help and the defaults: what a newcomer reads first.

use super::{assert_says, shell, shell_with_company};

#[test]
fn the_doctor_looks_and_touches_nothing() {
    let shell = shell();
    shell.write("c.toml", "[server]\nlisten = \"127.0.0.1:0\"\n");
    let told = shell.succeed(&["doctor", "--config", "c.toml"]);
    assert_says(
        &told,
        &[
            "ok    configuration: c.toml",
            "ok    address: 127.0.0.1:0",
            "look  push token: none",
            "look  database: sqlite:steward.sqlite is not there yet: begin it with `steward apply FILE --yes`",
            "ok    clock: ",
            "ok    zones: ",
            "ok    locales: en-US, zh-CN",
        ],
    );
    let left: Vec<_> = std::fs::read_dir(shell.folder()).expect("the folder").flatten().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn the_doctor_finds_a_good_set_up_good() {
    let mut shell = shell_with_company();
    shell.set("STEWARD_PUSH_TOKEN", "0123456789abcdef");
    shell.write("c.toml", "[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"https://kpi.example\"\n");
    let told = shell.succeed(&["doctor", "--config", "c.toml"]);
    assert_says(&told, &["ok    push token: set", "ok    standing data: people 4, KPIs 16, schedules 0"]);
    let _service = shell.start(&["run", "--listen", "127.0.0.1:0"]);
    assert_eq!(shell.succeed(&["doctor", "--config", "c.toml"]).matches("BAD").count(), 0);
}

#[test]
fn the_doctor_names_everything_that_is_bad() {
    let mut shell = shell();
    shell.set("STEWARD_PUSH_TOKEN", "short");
    shell.set("STEWARD_WEB_SECRET", "short");
    shell.write(
        "c.toml",
        "[store]\nurl = \"sqlite:nowhere/x.sqlite\"\n[server]\nlisten = \"x\"\n[feishu]\nrobots_file = \"nope\"\n",
    );
    let outcome = shell.run(&["doctor", "--config", "c.toml"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    for word in ["address: x", "push token: ", "web chat: ", "feishu: ", "database: nowhere"] {
        assert_says(&outcome.out, &[&format!("BAD   {word}")]);
    }
    assert_eq!(outcome.out.matches("BAD").count(), 5, "{outcome}");

    shell.write("c.toml", "[server]\nport = 1\n");
    let outcome = shell.run(&["doctor", "--config", "c.toml"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert_says(&outcome.out, &["BAD   configuration: c.toml: unknown field `port`"]);
    assert!(outcome.out.lines().all(|line| line.contains("  ")), "one line a finding:\n{outcome}");
}

#[test]
fn help_tells_every_command_and_every_option() {
    let shell = shell();
    let help = shell.succeed(&["--help"]);
    let commands =
        ["run", "demo", "apply", "export", "import", "backup", "restore", "migrate-store", "link", "doctor"];
    for command in commands {
        assert_says(&help, &[&format!("\n  {command} ")]);
        let own = shell.succeed(&[command, "--help"]);
        assert_says(&own, &[&format!("Usage: steward {command}"), "--config <FILE>", "--store <URL>"]);
        let bare = own.lines().filter(|line| line.trim_start().starts_with("--") && !line.contains("  "));
        assert_eq!(bare.filter(|line| line.split_whitespace().count() < 2).count(), 0, "{own}");
    }
    assert_eq!(shell.run::<&str>(&[]).code, Some(2));
    assert_says(&shell.run(&["aply"]).err, &["apply"]);
    assert!(shell.succeed(&["--version"]).starts_with("steward "));
}

#[test]
fn the_printed_defaults_are_a_configuration() {
    let shell = shell();
    shell.write("c.toml", shell.succeed(&["run", "--print-config"]));
    shell.run(&["doctor", "--config", "c.toml"]);
    assert_says(&shell.run(&["doctor", "--config", "c.toml"]).out, &["ok    configuration: c.toml"]);
}
