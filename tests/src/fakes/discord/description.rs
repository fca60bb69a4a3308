//! Discord's own description of its API (OpenAPI), where the file is there: every call is held against it, question and
//! answer. The description uses few words of JSON Schema; one that is not known here fails.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::state::Call;

/// Where the file lies beside the repository.
const FILE: &str = "shared/fixtures/chat/discord-openapi.json";
/// What a status is in the description that stands for every refusal.
const REFUSED: &str = "4XX";
/// Words of JSON Schema that say nothing about what is allowed here.
const SILENT: &[&str] = &["description", "title", "format", "contentEncoding", "x-discord-union"];

/// The pattern of ids, the only one of what is called here.
const SNOWFLAKE: &str = "^(0|[1-9][0-9]*)$";

static DESCRIPTION: LazyLock<Option<Description>> = LazyLock::new(Description::read);

/// The description.
struct Description {
    whole: Value,
    /// The path and the verb of each operation, by its name.
    operations: HashMap<String, (String, String)>,
}

/// Where the description is; none where it is not there.
pub fn description() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file())
}

/// What is not as Discord describes it; nothing where there is no description.
pub(super) fn differs(call: &Call) -> Option<String> {
    let description = DESCRIPTION.as_ref()?;
    let problem = description.judge(call).err()?;
    Some(format!("{} {} ({}): {problem}", call.method, call.path, call.status))
}

/// What is not as Discord describes it in the answer that an endpoint gives to an interaction.
pub(super) fn answer_differs(answer: &Value) -> Option<String> {
    let description = DESCRIPTION.as_ref()?;
    let method = "create_interaction_response";
    description.judge_body(method, answer, false).err().map(|problem| format!("{method}: {problem}"))
}

impl Description {
    fn read() -> Option<Self> {
        let text = std::fs::read_to_string(description()?).expect("the description of Discord's API");
        let mut whole: Value = serde_json::from_str(&text).expect("the description of Discord's API");
        // Where it differs from what Discord does and documents: what is wrong with a field has a word for a code, and a
        // 429 has none.
        let schemas = &mut whole["components"]["schemas"];
        let told = json!({ "message": { "type": "string" } });
        schemas["InnerErrors"]["properties"]["_errors"]["items"] = json!({ "type": "object", "required": ["code", "message"], "properties": { "message": { "type": "string" }, "code": { "type": "string" } } });
        schemas["RatelimitedResponse"]["allOf"][0] =
            json!({ "type": "object", "required": ["message"], "properties": told });
        let mut operations = HashMap::new();
        for (path, verbs) in whole["paths"].as_object().into_iter().flatten() {
            for (verb, operation) in verbs.as_object().into_iter().flatten() {
                if let Some(name) = operation["operationId"].as_str() {
                    operations.insert(name.to_owned(), (path.clone(), verb.clone()));
                }
            }
        }
        Some(Self { whole, operations })
    }

    fn operation(&self, method: &str) -> Result<&Value, String> {
        let (path, verb) = self.operations.get(method).ok_or("it is no operation of Discord's")?;
        Ok(&self.whole["paths"][path][verb])
    }

    fn judge(&self, call: &Call) -> Result<(), String> {
        let is_refused = call.status >= 400;
        if !is_refused && !call.body.is_null() {
            self.judge_body(&call.method, &call.body, !call.files.is_empty())?;
        }
        let status =
            if is_refused && call.status != 429 { REFUSED.to_owned() } else { call.status.to_string() };
        let response = &self.operation(&call.method)?["responses"][&status];
        if response.is_null() {
            return Err("it is never answered so".to_owned());
        }
        let schema = match call.status {
            429 => &self.whole["components"]["schemas"]["RatelimitedResponse"],
            400.. => &self.whole["components"]["schemas"]["ErrorResponse"],
            _ => &response["content"]["application/json"]["schema"],
        };
        if schema.is_null() || call.answer.is_null() {
            return Ok(());
        }
        self.holds(schema, &call.answer, "answer")
    }

    fn judge_body(&self, method: &str, body: &Value, with_files: bool) -> Result<(), String> {
        let kind = if with_files { "multipart/form-data" } else { "application/json" };
        match &self.operation(method)?["requestBody"]["content"][kind]["schema"] {
            Value::Null => Ok(()),
            schema => self.holds(schema, body, "request"),
        }
    }

    /// Whether a value is as a schema says; what is wrong, and where.
    fn holds(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let Some(rules) = schema.as_object() else { return Ok(()) };
        rules.iter().try_for_each(|(rule, wanted)| self.keeps(rule, wanted, schema, value, at))
    }

    fn keeps(
        &self,
        rule: &str,
        wanted: &Value,
        schema: &Value,
        value: &Value,
        at: &str,
    ) -> Result<(), String> {
        let wrong = |what: String| Err(format!("{at} {what} in {}", shortened(value)));
        let count = |most: bool, own: Option<usize>, what: &str| match (own, wanted.as_u64()) {
            (Some(own), Some(limit)) if !fits(own, limit, most) => {
                Err(format!("{at} has {own} {what} against {limit}"))
            }
            _ => Ok(()),
        };
        let (text, list) = (value.as_str().map(|text| text.chars().count()), value.as_array());
        let fields = value.as_object();
        match rule {
            "$ref" => {
                let pointer = wanted.as_str().unwrap_or_default().trim_start_matches('#');
                let schema = self.whole.pointer(pointer).ok_or_else(|| format!("no {pointer}"))?;
                self.holds(schema, value, at)
            }
            "type" if !is_of(wanted, value) => wrong(format!("is not {wanted}")),
            "const" if value != wanted => wrong(format!("is not {wanted}")),
            "enum" if !wanted.as_array().is_some_and(|all| all.contains(value)) => {
                wrong(format!("is none of {wanted}"))
            }
            "allOf" => each(wanted).try_for_each(|schema| self.holds(schema, value, at)),
            "oneOf" | "anyOf" => {
                let outcomes: Vec<_> = each(wanted).map(|schema| self.holds(schema, value, at)).collect();
                match outcomes.iter().filter(|outcome| outcome.is_ok()).count() {
                    0 => wrong(format!("is none of {outcomes:?}")),
                    1 => Ok(()),
                    _ if rule == "anyOf" => Ok(()),
                    several => wrong(format!("is {several} of what only one may be")),
                }
            }
            "properties" => {
                let known = wanted.as_object().into_iter().flatten();
                known
                    .filter_map(|(name, schema)| Some((name, schema, fields?.get(name)?)))
                    .try_for_each(|(name, schema, value)| self.holds(schema, value, &format!("{at}.{name}")))
            }
            "additionalProperties" => {
                let is_known = |name: &str| !schema["properties"][name].is_null();
                let mut others =
                    fields.into_iter().flatten().filter(|(name, _)| !is_known(name)).map(|(name, value)| {
                        if wanted == &Value::Bool(false) {
                            return Err(format!("{at} has the field {name}, which is unknown"));
                        }
                        self.holds(wanted, value, &format!("{at}.{name}"))
                    });
                others.find(Result::is_err).unwrap_or(Ok(()))
            }
            "required" => {
                let missing = each(wanted)
                    .filter_map(Value::as_str)
                    .find(|name| fields.is_some_and(|fields| !fields.contains_key(*name)));
                missing.map_or(Ok(()), |name| wrong(format!("has no {name}")))
            }
            "items" => list
                .into_iter()
                .flatten()
                .enumerate()
                .try_for_each(|(place, item)| self.holds(wanted, item, &format!("{at}.{place}"))),
            "uniqueItems" => {
                let list = list.map(Vec::as_slice).unwrap_or_default();
                let is_twice = list.iter().enumerate().any(|(place, item)| list[..place].contains(item));
                if is_twice && wanted == &Value::Bool(true) {
                    wrong("has something twice".into())
                } else {
                    Ok(())
                }
            }
            "minimum" | "maximum" => match (value.as_f64(), wanted.as_f64()) {
                (Some(own), Some(limit))
                    if (rule == "minimum" && own < limit) || (rule == "maximum" && own > limit) =>
                {
                    wrong(format!("is beyond {limit}"))
                }
                _ => Ok(()),
            },
            "minLength" => count(false, text, "characters"),
            "maxLength" => count(true, text, "characters"),
            "minItems" => count(false, list.map(Vec::len), "items"),
            "maxItems" => count(true, list.map(Vec::len), "items"),
            "minProperties" => count(false, fields.map(serde_json::Map::len), "fields"),
            "maxProperties" => count(true, fields.map(serde_json::Map::len), "fields"),
            "pattern" if wanted == SNOWFLAKE => match value.as_str() {
                Some(id) if !is_snowflake(id) => wrong("is no id".to_owned()),
                _ => Ok(()),
            },
            "type" | "const" | "enum" => Ok(()),
            silent if SILENT.contains(&silent) => Ok(()),
            unknown => Err(format!("the description says {unknown}, which is not understood here")),
        }
    }
}

/// Whether a number of things is within its limit, the most or the least.
fn fits(own: usize, limit: u64, most: bool) -> bool {
    let own = u64::try_from(own).unwrap_or(u64::MAX);
    if most { own <= limit } else { own >= limit }
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// Whether a value is of a type, or of one of several.
fn is_of(wanted: &Value, value: &Value) -> bool {
    if let Some(several) = wanted.as_array() {
        return several.iter().any(|wanted| is_of(wanted, value));
    }
    match wanted.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_i64() || value.is_u64(),
        _ => false,
    }
}

/// Whether a text matches [`SNOWFLAKE`].
fn is_snowflake(id: &str) -> bool {
    let is_number = !id.is_empty() && id.bytes().all(|sign| sign.is_ascii_digit());
    is_number && (id == "0" || !id.starts_with('0'))
}

/// The beginning of a value. Many alternatives are tried for each, so that no more of it is written than is kept.
fn shortened(value: &Value) -> String {
    let mut begin = Begin(Vec::new());
    let _ = serde_json::to_writer(&mut begin, value);
    String::from_utf8_lossy(&begin.0).into_owned()
}

/// Takes in some bytes and refuses what follows.
struct Begin(Vec<u8>);

impl Write for Begin {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const BYTES: usize = 300;
        if self.0.len() >= BYTES {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
