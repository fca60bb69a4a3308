//! `steward demo`: one command, one address, the same day twice the same, and a folder to go on from.

use serde_json::Value;
use steward_tests::binary::{Service, Shell};

use super::{assert_says, shell};

/// What was said in the channels and to the person until the visitor came, without ids and the seconds of the day.
async fn history(service: &Service) -> Vec<String> {
    let door = service.get("/").await;
    let cookie =
        door.headers["set-cookie"].to_str().expect("a cookie").split(';').next().expect("a value").to_owned();
    let get = |path: String| service.send(service.request("GET", &path).header("cookie", &cookie));
    let state = get("/chat/state".to_owned()).await.json();
    let mut said = vec![format!("{} {}", state["me"]["key"], state["me"]["locale"])];
    for place in state["conversations"].as_array().expect("conversations") {
        let target = place["target"].as_str().expect("a target");
        let messages = get(format!("/chat/messages?target={target}")).await.json();
        for message in messages["messages"].as_array().expect("messages") {
            let minute: String = message["at"].as_str().expect("a time").chars().take(16).collect();
            // What the visitor is to see happen is not history yet.
            if minute.as_str() < "2026-11-23T01:00" {
                said.push(format!("{target} {minute} {}", words(&message["card"])));
            }
        }
    }
    said
}

/// Every text of a card that people read, in order.
fn words(card: &Value) -> String {
    match card {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(words).collect::<Vec<_>>().join(" "),
        Value::Object(parts) => {
            let read = |name: &&String| !matches!(name.as_str(), "press" | "buttons");
            parts.keys().filter(read).map(|name| words(&parts[name])).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

fn demo(shell: &Shell, dir: &str, more: &[&str]) -> Service {
    let begin = ["demo", "--date", "2026-11-23", "--listen", "127.0.0.1:0", "--dir", dir];
    shell.start(&[&begin, more].concat())
}

#[tokio::test]
async fn the_same_day_is_the_same_demo_and_a_folder_goes_on() {
    let shell = shell();
    let (one, other) = (demo(&shell, "one", &[]), demo(&shell, "other", &[]));
    let first = history(&one).await;
    assert_eq!(first[0], "\"lin\" \"en-US\"");
    assert!(first.len() > 8, "{first:#?}");
    let second = history(&other).await;
    assert_eq!(first.len(), second.len());
    for (said, other) in first.iter().zip(&second) {
        assert_eq!(said, other);
    }
    assert_says(
        &one.printed.join("\n"),
        &["Sample company on 2026-11-23, kept in one", "Push token for POST"],
    );
    assert_eq!(one.printed.last(), Some(&format!("Steward is ready at {}", one.url)));
    let (ended, later) = one.stop();
    assert!(ended.success() && later.is_empty(), "{ended} {later:?}");

    let again = demo(&shell, "one", &["--lang", "zh"]);
    assert_says(&again.printed[0], &["kept in one, going on where it was left"]);
    let mut in_chinese = history(&again).await;
    assert_says(&in_chinese.remove(0), &["zh-CN"]);
    let channels =
        |said: &[String]| said.iter().filter(|text| !text.starts_with('@')).cloned().collect::<Vec<_>>();
    assert_eq!(channels(&in_chinese), channels(&first[1..]), "the channels' history is kept");

    let busy = shell.fail(&["demo", "--dir", "one", "--listen", "127.0.0.1:0"]);
    assert_says(&busy, &["in use by another Steward process"]);
    let other_day = ["demo", "--dir", "one", "--date", "2026-11-24", "--listen", "127.0.0.1:0"];
    assert_says(&shell.fail(&other_day), &["the demo in one plays on 2026-11-23", "--dir"]);
}

#[test]
fn a_demo_that_cannot_be_is_told() {
    let shell = shell();
    shell.write("file", "");
    std::fs::create_dir(shell.folder().join("real")).expect("a folder");
    shell.write("real/steward.sqlite", "");
    std::fs::create_dir(shell.folder().join("odd")).expect("a folder");
    shell.write("odd/demo.json", "{}");
    let free = ["--listen", "127.0.0.1:0"];
    for (arguments, word) in [
        (["--dir", "file"], "cannot make the folder file"),
        (["--dir", "real"], "holds a store that is no demo"),
        (["--dir", "odd"], "no ticket of a demo"),
        (["--store", "sqlite:x"], "leave out --config and --store"),
        (["--listen", "nonsense"], "cannot listen on nonsense"),
    ] {
        let listen: &[&str] = if arguments[0] == "--listen" { &[] } else { &free };
        assert_says(&shell.fail(&[&["demo"], &arguments[..], listen].concat()), &[word]);
    }
    for wrong in [["--date", "2026-02-30"], ["--date", "tomorrow"], ["--lang", "fr"]] {
        assert_eq!(shell.run(&[&["demo"], &wrong[..]].concat()).code, Some(2), "{wrong:?}");
    }
}
