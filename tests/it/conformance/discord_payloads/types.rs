//! What was sent to Discord as a program in which each body has the type that Discord publishes for its call.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;
use steward_tests::fakes::discord::FakeDiscord;

/// The calls that carry something, and the types of `discord-api-types` for it.
const TYPES: &[(&str, &str)] = &[
    ("bulk_set_application_commands", "RESTPutAPIApplicationCommandsJSONBody"),
    ("create_dm", "RESTPostAPICurrentUserCreateDMChannelJSONBody"),
    ("create_interaction_response", "APIInteractionResponse"),
    ("create_message", "RESTPostAPIChannelMessageJSONBody"),
    ("create_thread_from_message", "RESTPostAPIChannelMessagesThreadsJSONBody"),
    ("execute_webhook", "RESTPostAPIInteractionFollowupJSONBody"),
    ("update_message", "RESTPatchAPIChannelMessageJSONBody"),
    ("update_original_webhook_message", "RESTPatchAPIInteractionOriginalResponseJSONBody"),
    ("update_webhook_message", "RESTPatchAPIInteractionFollowupJSONBody"),
];
/// A kind of first answer in Discord's reference.
const MODAL: u64 = 9;
/// Codes of the only refusals: somebody takes no direct messages, and a further answer has overtaken the first, after which it
/// is sent again.
const REFUSALS: [u64; 2] = [50_007, 10_015];

/// The bodies of each call, each form once.
pub struct Sent(BTreeMap<String, BTreeSet<String>>);

impl Sent {
    /// Everything that has reached the stand-in.
    pub fn through(discord: &FakeDiscord) -> Self {
        let mut sent = BTreeMap::new();
        for call in discord.traffic().into_iter().filter(|call| !call.body.is_null()) {
            let is_expected = |code: &u64| call.answer["code"] == *code;
            let is_taken = call.status < 400 || REFUSALS.iter().any(is_expected);
            assert!(is_taken, "{}: {}", call.method, call.answer);
            let bodies: &mut BTreeSet<String> = sent.entry(call.method).or_default();
            bodies.insert(call.body.to_string());
        }
        let methods: Vec<&str> = sent.keys().map(String::as_str).collect();
        let known: Vec<&str> = TYPES.iter().map(|(method, _)| *method).collect();
        assert_eq!(methods, known, "left: what was called, right: what is looked at");
        Self(sent)
    }

    /// Does something with each body and the call that it belongs to.
    pub fn each(&self, mut look: impl FnMut(&str, &Value)) {
        for (method, bodies) in &self.0 {
            for body in bodies {
                look(method, &serde_json::from_str(body).expect("JSON"));
            }
        }
    }

    /// How many different modals were opened.
    pub fn modals(&self) -> usize {
        let mut count = 0;
        self.each(|method, body| {
            count += usize::from(method == "create_interaction_response" && body["type"] == MODAL);
        });
        count
    }

    /// How many commands were registered.
    pub fn commands(&self) -> usize {
        let mut count = 0;
        self.each(|method, body| {
            if method == "bulk_set_application_commands" {
                count += body.as_array().map_or(0, Vec::len);
            }
        });
        count
    }

    /// The program.
    pub fn typescript(&self) -> String {
        let mut program = String::new();
        for (method, kind) in TYPES {
            writeln!(program, "import type {{ {kind} }} from 'discord-api-types/v10';").expect("a text");
            for (number, body) in self.0.get(*method).into_iter().flatten().enumerate() {
                writeln!(program, "export const {method}_{number}: {kind} = {body};").expect("a text");
            }
        }
        // What is wrong is seen: the check itself fails when the line below has no error.
        program.push_str("// @ts-expect-error\n");
        program.push_str("export const wrong: RESTPostAPIChannelMessageJSONBody = ");
        program.push_str("{\"components\":[{\"type\":1,\"components\":[{\"type\":2,\"style\":5,\"custom_id\":\"1\"}]}]};\n");
        program
    }
}
