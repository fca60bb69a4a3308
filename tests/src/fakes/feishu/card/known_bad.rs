//! Cards that Feishu refuses, each with the word that says why.

use rstest::rstest;
use serde_json::{Value, json};

use super::check;

/// A card with these elements.
fn card(elements: &Value) -> Value {
    json!({
        "schema": "2.0", "config": { "update_multi": true, "width_mode": "fill" },
        "header": { "title": text("延迟发货率"), "template": "red" }, "body": { "elements": elements },
    })
}

fn text(words: &str) -> Value {
    json!({ "tag": "plain_text", "content": words })
}

fn button(beside: &Value) -> Value {
    let mut button = json!({ "tag": "button", "text": text("确认"),
                             "behaviors": [{ "type": "callback", "value": { "do": "ack" } }] });
    for (name, value) in beside.as_object().into_iter().flatten() {
        button[name] = value.clone();
    }
    button
}

fn form(elements: &[Value]) -> Value {
    json!({ "tag": "form", "name": "note", "elements": elements })
}

fn submit() -> Value {
    button(&json!({ "name": "send", "form_action_type": "submit" }))
}

/// So many column sets in each other around a line.
fn nested(depth: usize) -> Value {
    (0..depth).fold(
        json!({ "tag": "hr" }),
        |inner, _| json!({ "tag": "column_set", "columns": [{ "tag": "column", "elements": [inner] }] }),
    )
}

#[test]
fn takes_a_card_with_everything() {
    let elements = json!([
        { "tag": "div", "text": { "tag": "plain_text", "content": "4.6%", "text_size": "heading" } },
        { "tag": "markdown", "content": "<at id=ou_1></at>" },
        { "tag": "hr" },
        button(&json!({ "type": "primary", "confirm": { "title": text("确认?"), "text": text("不可撤销") } })),
        { "tag": "select_static", "placeholder": text("更多"),
          "options": [{ "text": text("暂停 4 小时"), "value": "{\"do\":\"snooze\"}" }],
          "behaviors": [{ "type": "callback", "value": { "do": "more" } }] },
        nested(5),
        { "tag": "chart", "chart_spec": { "type": "line" }, "aspect_ratio": "16:9" },
        form(&[
            json!({ "tag": "input", "name": "action", "label": text("措施"), "required": true,
                    "max_length": 1000, "input_type": "multiline_text" }),
            json!({ "tag": "date_picker", "name": "due", "initial_date": "2026-11-30" }),
            submit(),
        ]),
    ]);
    assert_eq!(check(&card(&elements)), Vec::<String>::new());
}

#[rstest]
#[case::unknown_property(json!([{ "tag": "hr", "color": "red" }]), "unknown property color")]
#[case::unknown_component(json!([{ "tag": "blink" }]), "not support tag: blink")]
#[case::actions_of_the_first_version(json!([{ "tag": "action", "actions": [] }]), "not support tag: action")]
#[case::note_of_the_first_version(json!([{ "tag": "note", "elements": [] }]), "not support tag: note")]
#[case::value_that_is_a_text(
    json!([button(&json!({ "behaviors": [{ "type": "callback", "value": "ack" }] }))]), "value cannot be")]
#[case::kind_of_button(json!([button(&json!({ "type": "warning" }))]), "type cannot be")]
#[case::long_words_on_a_button(json!([button(&json!({ "text": text(&"长".repeat(101)) }))]), "101 characters")]
#[case::markdown_without_content(json!([{ "tag": "markdown" }]), "content is missing")]
#[case::text_that_is_a_string(json!([{ "tag": "div", "text": "4.6%" }]), "text cannot be")]
#[case::nested_too_deep(json!([nested(6)]), "nested more than 5 deep")]
#[case::form_without_a_button(
    json!([form(&[json!({ "tag": "input", "name": "action" })])]), "needs a button that submits")]
#[case::field_without_a_name(json!([form(&[json!({ "tag": "input" }), submit()])]), "name is missing")]
#[case::name_twice(
    json!([form(&[json!({ "tag": "input", "name": "send" }), submit()])]), "name send is there twice")]
#[case::form_in_a_column(
    json!([{ "tag": "column_set", "columns": [{ "tag": "column", "elements": [form(&[submit()])] }] }]),
    "only stand at the root")]
#[case::submit_outside_a_form(json!([submit()]), "only a button of a form")]
#[case::chart_in_a_form(
    json!([form(&[json!({ "tag": "chart", "chart_spec": {} }), submit()])]), "cannot contain a chart")]
#[case::no_date(json!([{ "tag": "date_picker", "initial_date": "30.11.2026" }]), "initial_date cannot be")]
#[case::input_that_takes_too_much(json!([{ "tag": "input", "max_length": 1001 }]), "max_length cannot be")]
#[case::required_outside_a_form(json!([{ "tag": "input", "required": true }]), "only a field of a form")]
#[case::option_twice(
    json!([{ "tag": "select_static", "options": [{ "text": text("甲"), "value": "1" },
                                                 { "text": text("乙"), "value": "1" }] }]),
    "the value of another option")]
#[case::id_that_is_none(json!([{ "tag": "hr", "element_id": "1-first" }]), "element_id cannot be")]
#[case::id_twice(
    json!([{ "tag": "hr", "element_id": "line" }, { "tag": "hr", "element_id": "line" }]), "line is there twice")]
#[case::too_many_elements(Value::from(vec![json!({ "tag": "hr" }); 201]), "more than 200")]
#[case::too_large(json!([{ "tag": "markdown", "content": "长".repeat(10_300) }]), "bytes are more than")]
fn refuses_elements(#[case] elements: Value, #[case] why: &str) {
    refused(&card(&elements), why);
}

#[rstest]
#[case::another_version("/schema", json!("1.0"), "must be 2.0")]
#[case::card_of_one_person("/config/update_multi", json!(false), "can only be true")]
#[case::wide_screen_of_the_first_version("/config", json!({ "wide_screen_mode": true }), "wide_screen_mode")]
#[case::color("/header/template", json!("pink"), "template cannot be")]
#[case::header_without_title("/header", json!({ "template": "red" }), "title is missing")]
#[case::body_without_elements("/body", json!({}), "elements is missing")]
fn refuses_the_rest(#[case] at: &str, #[case] value: Value, #[case] why: &str) {
    let mut bad = card(&json!([{ "tag": "hr" }]));
    *bad.pointer_mut(at).expect("a place") = value;
    refused(&bad, why);
}

fn refused(card: &Value, why: &str) {
    let problems = check(card);
    assert!(problems.iter().any(|problem| problem.contains(why)), "{problems:?}");
}
