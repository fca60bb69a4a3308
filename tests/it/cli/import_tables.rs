//! `steward import` of tables by a mapping: encodings, bad rows, several files, and what is kept of them.

use std::fmt::Write;
use std::process::Command;

use steward_tests::binary::{Outcome, Shell};
use steward_tests::skip::{self, Skip};

use super::{archive, assert_says, company, shell, shell_with_company};

const GOOD: &str = "日期,销售额,花费\n2026-11-01,100.5,10\n2026-11-02,200,10\n";
const BAD: &str = "日期,销售额,花费\n2026-11-01,100.5,10\n2026-11-02,abc,10\n2026-13-02,7,1\n";

fn result(shell: &Shell, arguments: &[&str]) -> String {
    shell.succeed(&[&["import"], arguments].concat()).trim_end().to_owned()
}

#[test]
fn bad_rows_are_told_and_the_good_ones_kept_only_if_asked() {
    let shell = shell_with_company();
    shell.write("daily.csv", BAD);
    let told = shell.fail(&["import", "daily.csv"]);
    assert_says(
        &told,
        &[
            "error: daily.csv:3 销售额: `abc` is not a number",
            "error: daily.csv:4 日期: `2026-13-02` is no date",
            "Nothing was imported.",
            "--partial",
        ],
    );
    assert_eq!(told.matches("daily.csv:3").count(), 1, "one bad cell is told once:\n{told}");

    let partial = shell.run(&["import", "daily.csv", "--partial"]);
    assert_eq!(partial.code, Some(0), "{partial}");
    // Both values are new: the first try has kept nothing.
    assert_eq!(partial.out, "2 values from 1 file: 2 new, 0 changed, 0 as before.\n");
    assert_says(&partial.err, &["left out: daily.csv:3 销售额"]);

    shell.write(
        "daily.csv",
        BAD.replace("100.5", "101").replace("abc", "5").replace("2026-13-02", "2026-11-03"),
    );
    assert_eq!(result(&shell, &["daily.csv"]), "6 values from 1 file: 4 new, 2 changed, 0 as before.");
    assert_eq!(result(&shell, &["daily.csv"]), "6 values from 1 file: 0 new, 0 changed, 6 as before.");
}

#[test]
fn several_files_are_taken_together_or_not_at_all() {
    let shell = shell_with_company();
    shell.write("daily_1.csv", GOOD);
    shell.write("daily_2.csv", BAD.replace("2026-11-0", "2026-10-0"));
    for (second, word) in
        [("daily_2.csv", "Nothing was imported."), ("daily_3.csv", "cannot read daily_3.csv")]
    {
        assert_says(&shell.fail(&["import", "daily_1.csv", second]), &[word]);
    }
    shell.write("daily_2.csv", GOOD.replace("2026-11-0", "2026-10-0"));
    let both = ["daily_1.csv", "daily_2.csv"];
    assert_eq!(result(&shell, &both), "8 values from 2 files: 8 new, 0 changed, 0 as before.");
}

#[test]
fn encodings_and_workbooks_give_the_same_numbers() {
    let shell = shell_with_company();
    shell.write("daily.csv", GOOD);
    assert_eq!(result(&shell, &["daily.csv"]), "4 values from 1 file: 4 new, 0 changed, 0 as before.");
    shell.write("daily_bom.csv", format!("\u{feff}{}", GOOD.replace('\n', "\r\n")));
    assert_eq!(result(&shell, &["daily_bom.csv"]), "4 values from 1 file: 0 new, 0 changed, 4 as before.");

    // 日期,销售额 in GB18030.
    let header = b"\xc8\xd5\xc6\xda,\xcf\xfa\xca\xdb\xb6\xee\n";
    shell.write("export.csv", [header.as_slice(), b"2026-11-01,100.5\n2026-11-02,200\n"].concat());
    let from_gbk = result(&shell, &["export.csv", "--mapping", "gbk"]);
    assert_eq!(from_gbk, "2 values from 1 file: 0 new, 0 changed, 2 as before.");

    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><v>100.5</v></c></row>",
        cell("A1", "日期"),
        cell("B1", "销售额"),
        cell("A2", "2026-11-01")
    );
    shell.write("book.xlsx", archive::workbook(&rows, false));
    let from_book = result(&shell, &["book.xlsx", "--mapping", "book"]);
    assert_eq!(from_book, "1 value from 1 file: 0 new, 0 changed, 1 as before.");
}

#[test]
fn files_that_give_nothing_are_told_by_name() {
    let shell = shell_with_company();
    let cases: [(&str, &[u8], &str); 5] = [
        ("empty.csv", b"", "the file is empty"),
        ("daily.csv.gz", b"\x1f\x8b\x08\0\0\0\0", "gzip"),
        ("book.xlsx", b"PK\x03\x04 no workbook", "workbook"),
        ("other.csv", b"a,b\n1,2\n", "there is no column `"),
        ("noise.csv", &[0xff, 0x00, 0x81, 0xff, 0xfe], "the file"),
    ];
    for (name, content, word) in cases {
        shell.write(name, content);
        assert_says(&shell.fail(&["import", name, "--mapping", "daily"]), &[name, word]);
    }
    shell.write("report.json", "{\"performanceMetrics\": [");
    assert_says(&shell.fail(&["import", "report.json"]), &["report.json gives nothing", "line 1", "no JSON"]);
    assert_says(&shell.fail(&["import", "nope.csv"]), &["cannot read nope.csv", "check the path"]);
    assert_says(&shell.fail(&["import", "."]), &["cannot read .", "directory"]);
    let unknown = shell.fail(&["import", "other.csv", "--mapping", "weekly"]);
    assert_says(&unknown, &["no mapping `weekly`", "book, daily, gbk"]);
}

#[test]
fn without_a_company_nothing_is_imported() {
    let shell = shell();
    shell.write("daily.csv", GOOD);
    assert_says(
        &shell.fail(&["import", "daily.csv"]),
        &["no store at sqlite:steward.sqlite", "steward apply FILE --yes"],
    );
    shell.write("people.toml", company::people());
    shell.succeed(&["apply", "people.toml", "--yes"]);
    assert_says(&shell.fail(&["import", "daily.csv"]), &["the store has no KPI", "steward apply FILE --yes"]);
}

/// Enough rows for more than a second on any machine's disk.
fn long_table() -> String {
    let mut table = "日期,销售额,花费\n".to_owned();
    for (day, value) in (0..24_000_i32).zip(1000..) {
        // Days of 28 to a month, so that each is one.
        let (year, month) = (1996 + day / 336 % 30, 1 + day / 28 % 12);
        let _ = writeln!(table, "{year}-{month:02}-{:02},{value},{}", 1 + day % 28, day % 90);
    }
    table
}

#[test]
fn a_progress_bar_is_for_terminals_and_long_imports() {
    let shell = shell_with_company();
    shell.write("daily.csv", GOOD);
    shell.write("daily_long.csv", long_table());
    let piped = shell.run(&["import", "daily_long.csv"]);
    assert!(!piped.err.contains('\u{1b}') && !piped.err.contains("left"), "a bar in a log: {}", piped.err);

    let script = Command::new("script").arg("--version").output();
    let found = script.map_err(|_| Skip("no program `script` to make a terminal with".to_owned()));
    let Some(_) = skip::unless(found) else { return };
    let on_terminal = |file: &str| {
        let command = shell
            .command_behind("export TERM=xterm; script -qec \"$0 import $1\" /dev/null </dev/null", &[file]);
        Outcome::of(command).out
    };
    assert_says(&on_terminal("daily.csv"), &["4 values from 1 file"]);
    assert!(!on_terminal("daily.csv").contains('█'), "a short import has no bar");
}
