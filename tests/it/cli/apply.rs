//! `steward apply` and `steward export`: what would change is shown, what is wanted is made, and nothing by accident.

use super::{assert_says, company, shell, shell_with_company};

#[test]
fn apply_shows_first_and_changes_only_when_told() {
    let shell = shell();
    shell.write("company.toml", company::text());
    let shown = shell.succeed(&["apply", "company.toml"]);
    assert_says(&shown, &["+ person mei", "+ kpi amz_lsr", "changes to be made. Run again with --yes"]);
    assert!(!shell.folder().join("steward.sqlite").exists(), "looking makes no store");

    let made = shell.succeed(&["apply", "company.toml", "--yes"]);
    assert_says(&made, &["+ person mei", "changes made."]);
    for arguments in [vec!["apply", "company.toml"], vec!["apply", "company.toml", "--yes"]] {
        assert_eq!(shell.succeed(&arguments), "Nothing differs from the store.\n");
    }

    shell.write("changed.toml", company::text().replace("Mei Chen", "陈美"));
    let shown = shell.succeed(&["apply", "changed.toml"]);
    assert_eq!(
        shown,
        "~ person mei\n    name: Mei Chen → 陈美\n\n1 change to be made. Run again with --yes to make it.\n"
    );
    let still = shell.succeed(&["apply", "company.toml"]);
    assert_eq!(still, "Nothing differs from the store.\n", "showing changes nothing");
}

#[test]
fn an_export_is_applied_unchanged() {
    let shell = shell_with_company();
    let told = shell.succeed(&["export", "out.toml"]);
    assert_eq!(told, "Written to out.toml.\n");
    assert_eq!(shell.succeed(&["export"]).as_bytes(), shell.read("out.toml"));
    assert_eq!(shell.succeed(&["apply", "out.toml"]), "Nothing differs from the store.\n");

    let elsewhere = ["--store", "sqlite:other.sqlite"];
    shell.succeed(&["apply", "out.toml", "--yes", elsewhere[0], elsewhere[1]]);
    let again = shell.succeed(&["export", elsewhere[0], elsewhere[1]]);
    assert_eq!(again.as_bytes(), shell.read("out.toml"));
}

#[test]
fn problems_of_a_file_name_their_lines_and_nothing_is_changed() {
    let shell = shell_with_company();
    let good = company::text();
    let line_of = |text: &str, what: &str| {
        text.lines().position(|line| line.contains(what)).expect("the line is there") + 1
    };
    let cases = [
        (good.replace("role = \"lead\"", "role = \"boss\""), "role = \"boss\"", "`boss` is not known"),
        (good.replacen("owner = \"yan\"", "owner = \"yam\"", 1), "owner = \"yam\"", "did you mean yan"),
        (good.replace("lead = \"mei\"", "lead = \"may\""), "lead = \"may\"", "there is no person `may`"),
        (good.replacen("zone = \"Asia/Shanghai\"", "zone = \"Mars/Base\"", 1), "Mars/Base", "no known zone"),
        (good.replace("key = \"hao\"", "key = \"hao\"\nagee = 3"), "agee", "`agee` is not known here"),
        (format!("{good}\n[[kpi]]\nkey =\n"), "key =\n", "this is not TOML"),
    ];
    for (text, place, what) in cases {
        shell.write("bad.toml", &text);
        let told = shell.fail(&["apply", "bad.toml", "--yes"]);
        let place = place.trim_end_matches('\n');
        let line = if what.contains("TOML") { text.lines().count() } else { line_of(&text, place) };
        assert_says(&told, &[&format!("bad.toml:{line}"), what, "Nothing was changed."]);
    }
    assert_eq!(shell.succeed(&["apply", "company.toml"]), "Nothing differs from the store.\n");
}

#[test]
fn a_file_that_is_none_is_told() {
    let shell = shell_with_company();
    assert_says(&shell.fail(&["apply", "nope.toml"]), &["cannot read nope.toml", "No such file"]);
    shell.write("gbk.toml", b"name = \"\xc1\xf7\xc3\xf7\"\n");
    assert_says(&shell.fail(&["apply", "gbk.toml"]), &["gbk.toml", "save it as UTF-8"]);
    shell.write("bom.toml", [b"\xef\xbb\xbf", company::text().as_bytes()].concat());
    assert_eq!(shell.succeed(&["apply", "bom.toml"]), "Nothing differs from the store.\n");
    assert_eq!(shell.run(&["apply"]).code, Some(2), "a wrong use has its own exit code");
}

#[test]
fn a_file_of_nobody_does_not_remove_everybody() {
    let shell = shell_with_company();
    shell.write("nobody.toml", "name = \"Lumen\"\n");
    assert_says(&shell.fail(&["apply", "nobody.toml", "--yes"]), &["nobody is an administrator"]);
    shell.write("people.toml", company::people());
    let told = shell.fail(&["apply", "people.toml", "--yes"]);
    assert_says(&told, &["people.toml holds no KPI, but the store has 16", "nothing was changed"]);
    assert_eq!(shell.succeed(&["apply", "company.toml"]), "Nothing differs from the store.\n");
}

#[tokio::test]
async fn apply_works_beside_the_service_and_a_second_service_does_not() {
    let shell = shell_with_company();
    let service = shell.start(&["run", "--listen", "127.0.0.1:0"]);
    shell.write("changed.toml", company::text().replace("Mei Chen", "陈美"));
    assert_says(&shell.succeed(&["apply", "changed.toml", "--yes"]), &["1 change made."]);
    assert_says(&shell.succeed(&["export"]), &["陈美"]);
    assert_eq!(service.get("/readyz").await.status, 200);

    let second = shell.fail(&["run", "--listen", "127.0.0.1:0"]);
    assert_says(&second, &["steward.sqlite is in use by another Steward process", "stop that one first"]);
    assert_eq!(service.get("/readyz").await.status, 200);
    let (ended, later) = service.stop();
    assert!(ended.success(), "a service that is told to stop ends well: {ended}");
    assert_eq!(later, Vec::<String>::new(), "that it is ready is the last it prints");
    shell.start(&["run", "--listen", "127.0.0.1:0"]);
}
