//! The strict check of a card in Feishu's JSON 2.0: a property that is not listed is an error, as it is there.

use serde_json::Value;

/// Each kind of object with its properties and where its inner objects are; `*` marks what must be there.
const OBJECTS: &[(&str, &[&str])] = &[
    ("card", &["*schema", "config", "header", "*body"]),
    ("config", &["summary", "update_multi", "width_mode"]),
    ("summary", &["content"]),
    ("header", &["*title", "subtitle", "template"]),
    ("body", &["direction", "*elements"]),
    ("div", &["*tag", "*text"]),
    ("plain_text", &["*tag", "*content", "text_size", "text_color", "text_align"]),
    ("hr", &["*tag"]),
    ("markdown", &["*tag", "*content", "text_size", "text_align"]),
    ("button", &["*tag", "*text", "type", "size", "*behaviors"]),
    ("open_url", &["*type", "*default_url"]),
];
const TEMPLATES: [&str; 12] = [
    "blue",
    "wathet",
    "turquoise",
    "green",
    "yellow",
    "orange",
    "red",
    "carmine",
    "violet",
    "purple",
    "indigo",
    "grey",
];
const SIZES: [&str; 3] = ["heading", "normal", "notation"];
/// Most elements of a card.
const ELEMENTS: usize = 200;

/// What is wrong with a card.
pub(super) fn check(card: &Value) -> Result<(), String> {
    listed("card", card)?;
    if card["schema"] != "2.0" {
        return Err("schema".into());
    }
    if let Some(config) = card.get("config") {
        listed("config", config)?;
        config.get("summary").map_or(Ok(()), |summary| listed("summary", summary))?;
    }
    if let Some(header) = card.get("header") {
        listed("header", header)?;
        element(&header["title"])?;
        one_of("template", &header["template"], &TEMPLATES)?;
    }
    listed("body", &card["body"])?;
    let elements = card["body"]["elements"].as_array().ok_or("elements is no list")?;
    if elements.is_empty() || elements.len() > ELEMENTS {
        return Err(format!("{} elements", elements.len()));
    }
    elements.iter().try_for_each(element)
}

fn element(element: &Value) -> Result<(), String> {
    let tag = element["tag"].as_str().ok_or("an element has no tag")?;
    listed(tag, element)?;
    match tag {
        "div" => self::element(&element["text"]),
        "plain_text" if element.get("text_size").is_some() => {
            one_of("text_size", &element["text_size"], &SIZES)
        }
        "button" => {
            self::element(&element["text"])?;
            let behaviors = element["behaviors"].as_array().ok_or("behaviors is no list")?;
            behaviors.iter().try_for_each(|behavior| match behavior["type"].as_str() {
                Some("open_url") => listed("open_url", behavior),
                other => Err(format!("a robot's button cannot {other:?}")),
            })
        }
        _ => Ok(()),
    }
}

fn listed(kind: &str, object: &Value) -> Result<(), String> {
    let (_, properties) =
        OBJECTS.iter().find(|(name, _)| *name == kind).ok_or_else(|| format!("unknown element {kind}"))?;
    let given = object.as_object().ok_or_else(|| format!("{kind} is no object"))?;
    let known = |name: &str| properties.iter().any(|own| own.trim_start_matches('*') == name);
    if let Some(unknown) = given.keys().find(|name| !known(name)) {
        return Err(format!("unknown property {kind}.{unknown}"));
    }
    let needed = properties.iter().filter_map(|own| own.strip_prefix('*'));
    match needed.into_iter().find(|name| !given.contains_key(*name)) {
        Some(missing) => Err(format!("{kind}.{missing} is missing")),
        None => Ok(()),
    }
}

fn one_of(what: &str, given: &Value, allowed: &[&str]) -> Result<(), String> {
    if given.as_str().is_some_and(|given| allowed.contains(&given)) {
        Ok(())
    } else {
        Err(format!("{what} cannot be {given}"))
    }
}
