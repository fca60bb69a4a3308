//! Set-ups in which the service cannot start: one clear error each, which says where and what to do.

use std::net::TcpListener;

use sqlx::{Connection, Executor, SqliteConnection};
use steward_tests::binary::Shell;

use super::{assert_says, shell, shell_with_company};

/// Starts the service with these settings, which has to fail with one error.
fn refused(shell: &Shell, config: &str, arguments: &[&str]) -> String {
    shell.write("c.toml", config);
    let told = shell.fail(&[&["run", "--config", "c.toml", "--listen", "127.0.0.1:0"], arguments].concat());
    assert_eq!(told.matches("error: ").count(), 1, "{told}");
    told
}

#[test]
fn a_bad_configuration_is_told_with_its_place() {
    let shell = shell();
    for (config, words) in [
        ("[server]\nport = 80\n", ["c.toml", "unknown field `port`", "in `server`"]),
        ("[sever]\n", ["c.toml", "no section [sever]", "[server]"]),
        ("listen = 1\n", ["c.toml", "`listen` must be a section", "[listen]"]),
        ("[server]\nlisten =\n", ["c.toml", "not valid TOML", "line 2"]),
        ("[log]\nformat = \"xml\"\n", ["c.toml", "`xml`", "in `log.format`"]),
        ("[log]\nlevel = \"info,,=x\"\n", ["[log] level", "no log filter", "use warn"]),
        ("[runner]\npoll_seconds = -1\n", ["c.toml", "-1", "in `runner.poll_seconds`"]),
        ("[server]\nbase_url = \"kpi.example\"\n", ["c.toml", "base_url", "must begin with https://"]),
        ("[push]\ntoken_file = \"nope\"\n", ["push token", "nope", "No such file"]),
        ("[feishu]\nrobots_file = \"nope\"\n", ["nope", "robots", "No such file"]),
    ] {
        assert_says(&refused(&shell, config, &[]), &words);
    }
    assert_says(&shell.fail(&["run", "--config", "nope.toml"]), &["nope.toml", "check the path"]);
}

#[test]
fn secrets_that_are_too_short_are_told_without_being_shown() {
    for (name, words) in [
        ("STEWARD_PUSH_TOKEN", ["push token is shorter than 16", "openssl rand"]),
        ("STEWARD_WEB_SECRET", ["web secret is shorter than 32", "openssl rand"]),
    ] {
        let mut shell = shell();
        shell.set(name, "geheim");
        let told = refused(&shell, "", &[]);
        assert_says(&told, &words);
        assert!(!told.contains("geheim"), "{told}");
    }
    let mut shell = shell();
    shell.set("STEWARD_PUSH_TOKEN", "十六个字符以上的口令");
    assert_says(&refused(&shell, "", &[]), &["characters that no HTTP header carries", "openssl rand"]);
}

#[test]
fn an_address_that_is_taken_or_none_is_told() {
    let shell = shell();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("its address").to_string();
    for (listen, word) in [(&*address, "in use"), ("nonsense", "invalid"), ("127.0.0.1:99999", "invalid")] {
        let told = shell.fail(&["run", "--listen", listen]);
        assert_says(&told, &[&format!("cannot listen on {listen}"), word, "choose another with --listen"]);
    }
}

#[test]
fn a_store_that_cannot_be_opened_is_told() {
    let shell = shell();
    shell.write("noise.sqlite", vec![7; 8192]);
    std::fs::create_dir(shell.folder().join("folder.sqlite")).expect("a folder");
    for (store, words) in [
        ("nonsense", ["cannot open the store", "sqlite:PATH or postgres://"]),
        ("sqlite:", ["cannot open the store", "no path"]),
        ("sqlite:nowhere/x.sqlite", ["there is no folder nowhere", "make it first"]),
        ("sqlite:noise.sqlite", ["noise.sqlite", "not a database; restore a backup"]),
        ("sqlite:folder.sqlite", ["folder.sqlite", "unable to open"]),
        ("postgres://bot:geheim@127.0.0.1:1/x", ["postgres://bot@127.0.0.1:1/x", "cannot be reached"]),
        ("postgres://bot:geheim@127.0.0.1:99999/x", ["postgres://bot@127.0.0.1:99999/x", "no valid address"]),
    ] {
        let told = refused(&shell, "", &["--store", store]);
        assert_says(&told, &words);
        assert!(!told.contains("geheim"), "{told}");
    }
}

#[tokio::test]
async fn a_store_of_a_newer_build_is_left_alone() {
    let shell = shell_with_company();
    let file = shell.folder().join("steward.sqlite");
    let mut database =
        SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.expect("open it");
    let table: String = sqlx::query_scalar("SELECT name FROM sqlite_master WHERE name LIKE '%migration%'")
        .fetch_one(&mut database)
        .await
        .expect("the list of migrations");
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info($1)")
        .bind(&table)
        .fetch_all(&mut database)
        .await
        .expect("its columns");
    let number = &columns[0];
    let rest = columns[1..].join(", ");
    let add = format!(
        "INSERT INTO {table} ({number}, {rest}) SELECT {number} + 1000, {rest} FROM {table} ORDER BY {number} LIMIT 1"
    );
    database.execute(sqlx::AssertSqlSafe(add)).await.expect("a migration of tomorrow");
    database.close().await.expect("close it");
    let told = refused(&shell, "", &[]);
    assert_says(&told, &["steward.sqlite", "schema 1001", "start the newer build"]);
    assert_says(&shell.fail(&["export"]), &["schema 1001"]);
}
