//! `steward link`: a personal link lets in one person, to what is theirs.

use steward_tests::binary::Service;

use super::visit::{Visit, link};
use super::{assert_says, shell_with_company};

#[tokio::test]
async fn a_link_opens_the_chat_for_one_person() {
    let shell = shell_with_company();
    let service = shell.start(&["run", "--listen", "127.0.0.1:0"]);
    assert_eq!(service.get("/").await.status, 401, "the door is closed without a link");
    assert_eq!(service.get("/chat/state").await.status, 401);

    let mei = Visit::of(&shell, &service, "mei").await;
    let state = mei.get("/chat/state").await.json();
    assert_eq!(state["me"]["key"], "mei");
    assert_eq!(state["demo"], false);
    assert_eq!(state["people"], serde_json::json!([]), "nobody else is offered");
    for (path, status) in [
        ("/chat/messages?target=ops", 200),
        ("/chat/messages?target=@mei", 200),
        ("/chat/messages?target=@hao", 404),
        ("/chat/messages?target=nope", 404),
    ] {
        assert_eq!(mei.get(path).await.status, status, "{path}");
    }
    assert_eq!(door_after_forging(&service, &link(&shell, &service, "mei")).await, [401, 401]);
}

/// What a changed link and one for somebody else are answered.
async fn door_after_forging(service: &Service, link: &str) -> [u16; 2] {
    let longer = format!("{link}0");
    let other = link.replace("t=mei.", "t=hao.");
    [service.get(&longer).await.status, service.get(&other).await.status]
}

#[test]
fn a_link_that_would_lead_nowhere_is_not_made() {
    let shell = shell_with_company();
    assert_says(&shell.fail(&["link", "nobody"]), &["there is no person `nobody`", "hao, mei, wei, yan"]);
    assert_says(&shell.fail(&["link", "Ünï"]), &["`Ünï` is not a key"]);
    assert_eq!(shell.succeed(&["link", "mei"]).split("/in?t=mei.").next(), Some("http://127.0.0.1:8080"));
    for (config, word) in [
        ("[server]\nlisten = \"0.0.0.0:80\"\n", "set [server] base_url"),
        ("[server]\nbase_url = \"kpi.example\"\n", "must begin with https:// or http://"),
        ("[web]\nenabled = false\n", "the web chat is switched off"),
    ] {
        shell.write("c.toml", config);
        assert_says(&shell.fail(&["link", "mei", "--config", "c.toml"]), &[word]);
    }
    let bare = super::shell();
    assert_says(&bare.fail(&["link", "mei"]), &["no store at"]);
    assert!(!bare.folder().join("steward.secret").exists());
}
