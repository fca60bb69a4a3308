//! What becomes of each pushed point: kept, unchanged, revised or refused with a reason, whatever it holds.

use serde_json::{Value, json};
use steward_tests::binary::Service;

use super::push::{TOKEN, start};

/// Pushes points and gives each one's status, or the word of its error.
async fn outcomes(service: &Service, points: &[Value]) -> Vec<String> {
    let reply = service.push(TOKEN, &json!({"samples": points})).await;
    let results = reply.json()["results"].as_array().cloned().unwrap_or_default();
    assert_eq!(results.len(), points.len(), "one result a point: {reply:?}");
    let is_whole = results.iter().all(|result| result["status"] != "refused");
    assert_eq!(reply.status, if is_whole { 200 } else { 207 }, "{reply:?}");
    let word = |result: &Value| {
        let word = result.get("error").unwrap_or(&result["status"]);
        let told = result["message"].as_str().is_some_and(|message| message.len() > 15);
        assert!(result["status"] != "refused" || told, "a reason that helps: {result}");
        word.as_str().unwrap_or_default().to_owned()
    };
    results.iter().map(word).collect()
}

#[tokio::test]
async fn each_point_has_its_own_result() {
    let (_shell, service) = start();
    let point = |kpi: &str, period: &str, value: Value| json!({"kpi": kpi, "period": period, "value": value});
    let first = [
        point("amz_lsr", "2026-10-01", json!("4.6%")),
        point("late", "2026-10-01", json!("4.6%")),
        point("amz_lsr", "2026-10-01", json!("4.7%")),
        point("amz_lsr", "2999-01-01", json!("4.6%")),
        point("amz_lsr", "2026-10-02", json!(4.6)),
        point("amz_lsr", "2026-10-03", Value::Null),
        point("sales_ordered", "2026-10-01", json!(1234.5)),
    ];
    let words = ["new", "unknown_kpi", "duplicate_point", "future_period", "bad_value", "new", "new"];
    assert_eq!(outcomes(&service, &first).await, words);
    let again = [first[0].clone(), point("sales_ordered", "2026-10-01", json!("1234.50")), first[5].clone()];
    assert_eq!(outcomes(&service, &again).await, ["unchanged", "unchanged", "unchanged"]);
    let changed = [point("amz_lsr", "2026-10-01", json!(0.05)), point("amz_lsr", "2026-10-03", json!("1%"))];
    assert_eq!(outcomes(&service, &changed).await, ["revised", "revised"]);
}

#[tokio::test]
async fn odd_values_are_refused_and_never_break_anything() {
    let (_shell, service) = start();
    let bad = [
        json!("NaN"),
        json!("inf"),
        json!("-Infinity"),
        json!("1e400"),
        json!("1e-30"),
        json!("１２"),
        json!("١٢"),
        json!(""),
        json!(" "),
        json!({}),
        json!([]),
        json!(true),
        json!("%"),
        json!("1e28%"),
        json!("0x10"),
        json!("1,5"),
        json!("\u{0}"),
        json!("9".repeat(100)),
        json!(1e300),
        json!(1e-300),
        json!(-1e300),
        json!(f64::MAX),
        json!("九"),
        json!("1\u{202e}2"),
        json!("--1"),
        json!("1.2.3"),
        json!("9".repeat(100_000)),
    ];
    for (kpi, more) in
        [("amz_lsr", json!(5)), ("sales_ordered", json!("4.6%")), ("stranded_units", json!("3%"))]
    {
        let points: Vec<Value> = bad
            .iter()
            .chain([&more])
            .zip(1..)
            .map(|(value, day)| json!({"kpi": kpi, "period": format!("2026-0{}-{:02}", 8 + day / 29, 1 + day % 28), "value": value}))
            .collect();
        let words = outcomes(&service, &points).await;
        assert!(words.iter().all(|word| word == "bad_value"), "{kpi}: {words:?}");
    }
    let good =
        [json!("-0"), json!("0.046 %"), json!(1e-7), json!(-0.5), json!("100%"), json!(1), json!("  2.5%  ")];
    let points: Vec<Value> = good
        .iter()
        .zip(1..)
        .map(|(value, day)| json!({"kpi": "amz_lsr", "period": format!("2026-09-{day:02}"), "value": value}))
        .collect();
    assert_eq!(outcomes(&service, &points).await, vec!["new"; good.len()]);
    assert_eq!(service.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn odd_points_are_refused_with_their_reason() {
    let (_shell, service) = start();
    let period = |period: &str| json!({"kpi": "amz_lsr", "period": period, "value": "1%"});
    let with = |name: &str, value: Value| {
        let mut point = json!({"kpi": "amz_lsr", "period": "2026-09-01", "value": "1%"});
        point[name] = value;
        point
    };
    let cases = [
        (period("2026-13-01"), "bad_period"),
        (period("2026-02-29"), "bad_period"),
        (period("20260901"), "bad_period"),
        (period("2026-09-01T00:00"), "bad_period"),
        (period("0001-01-01"), "bad_period"),
        (period("-000001-01-01"), "bad_period"),
        (period("昨天"), "bad_period"),
        (period(""), "bad_period"),
        (period(&"x".repeat(100_000)), "bad_period"),
        (period("9999-12-31"), "future_period"),
        (with("kpi", json!("Поставки")), "unknown_kpi"),
        (with("kpi", json!("AMZ_LSR")), "unknown_kpi"),
        (with("kpi", json!("")), "unknown_kpi"),
        (with("kpi", json!("k".repeat(100_000))), "unknown_kpi"),
        (with("kpi", json!(3)), "bad_point"),
        (with("valeu", json!(3)), "bad_point"),
        (with("finality", json!("never")), "bad_point"),
        (with("window", json!(["2026-09-05", "2026-09-01"])), "bad_point"),
        (with("window", json!(["2026-09-05"])), "bad_point"),
        (with("source", json!("源".repeat(81))), "bad_point"),
        (with("target", json!({"value": "4%", "condition": "<"})), "bad_point"),
        (with("target", json!({"value": null, "condition": "less_than"})), "bad_value"),
        (with("numerator", json!("many")), "bad_value"),
        (json!({"kpi": "amz_lsr", "period": "2026-09-01"}), "bad_point"),
        (json!(null), "bad_point"),
        (json!(["amz_lsr", "2026-09-01", "1%"]), "bad_point"),
        (json!({}), "bad_point"),
    ];
    let points: Vec<Value> = cases.iter().map(|(point, _)| point.clone()).collect();
    let words = outcomes(&service, &points).await;
    for ((point, word), got) in cases.iter().zip(words) {
        assert_eq!(got, *word, "{}", point.to_string().chars().take(120).collect::<String>());
    }
    let whole = json!({
        "kpi": "amz_lsr", "period": "2026-09-01", "value": "1%", "numerator": 1, "denominator": 100, "source": "源",
        "finality": "provisional", "window": ["2026-08-01", "2026-09-01"],
        "target": {"value": "4%", "condition": "less_than", "status": "GOOD"},
    });
    assert_eq!(outcomes(&service, &[whole]).await, ["new"]);
}
