//! Giving a command, and asking for completions of its options.

use serde_json::{Value, json};

use crate::fakes::discord::FakeDiscord;
use crate::fakes::discord::interaction::{Delivered, ask};

/// Options that hold options.
fn holds_options(option: &Value) -> bool {
    matches!(option["type"].as_u64(), Some(1 | 2))
}

impl FakeDiscord {
    /// Somebody gives a command, such as `kpi ack`, with these options by name.
    pub async fn slash(
        &self,
        user: &str,
        channel: &str,
        command: &str,
        options: &[(&str, &str)],
    ) -> Delivered {
        let data = self.command_data(user, channel, command, options, None);
        let interaction = self.begin(user, channel, ask::COMMAND, &data, None);
        self.deliver(interaction).await
    }

    /// Somebody gives a command that their client still offers, although it is not registered any more.
    pub async fn slash_old(&self, user: &str, channel: &str, remembered: &Value) -> Delivered {
        let data = json!({ "id": remembered["id"], "name": remembered["name"], "type": remembered["type"],
                           "options": [] });
        let interaction = self.begin(user, channel, ask::COMMAND, &data, None);
        self.deliver(interaction).await
    }

    /// Somebody types so much of an option; what they are offered, by name.
    pub async fn complete(
        &self,
        user: &str,
        channel: &str,
        command: &str,
        option: (&str, &str),
    ) -> Vec<String> {
        let data = self.command_data(user, channel, command, &[option], Some(option.0));
        let interaction = self.begin(user, channel, ask::AUTOCOMPLETE, &data, None);
        let delivered = self.deliver(interaction).await;
        let choices = delivered.answer.unwrap_or_default()["data"]["choices"].take();
        let names = choices.as_array().into_iter().flatten();
        names.filter_map(|choice| choice["name"].as_str().map(String::from)).collect()
    }

    /// What a command carries; `focused` is the option that is being typed.
    fn command_data(
        &self,
        user: &str,
        channel: &str,
        command: &str,
        options: &[(&str, &str)],
        focused: Option<&str>,
    ) -> Value {
        let state = self.state();
        let locale = &state.user(user).locale;
        let own = if channel == "@steward" { None } else { state.channel(channel).guild.as_deref() };
        let of_guild = own.map(|guild| state.guild(guild).commands.as_slice()).unwrap_or_default();
        // People see and type the words of their language.
        let is_called =
            |of: &Value, word: &str| of["name"] == word || of["name_localizations"][locale.as_str()] == word;
        let mut words = command.split_whitespace();
        let name = words.next().unwrap_or_default();
        let known: Vec<&Value> = of_guild.iter().chain(&state.app.commands).collect();
        let registered = known.iter().find(|own| is_called(own, name));
        let registered = registered.unwrap_or_else(|| panic!("no command {name} in {known:#?}"));
        let (mut at, mut path) = (*registered, Vec::new());
        for word in words {
            let mut inside = at["options"].as_array().into_iter().flatten();
            let next = inside.find(|own| holds_options(own) && is_called(own, word));
            at = next.unwrap_or_else(|| panic!("no {word} in {at:#?}"));
            path.push(at);
        }
        let needs_more = at["options"].as_array().into_iter().flatten().any(holds_options);
        assert!(!needs_more, "{command} is only the beginning of a command");
        let filled = options.iter().map(|(name, value)| {
            let mut inside = at["options"].as_array().into_iter().flatten();
            let option = inside.find(|own| is_called(own, name));
            let option = option.unwrap_or_else(|| panic!("no option {name} in {at:#?}"));
            let mut given = json!({ "name": option["name"], "type": option["type"], "value": typed(option, value, focused.is_some()) });
            if focused == Some(*name) {
                assert!(option["autocomplete"] == true, "{name} is not completed");
                given["focused"] = true.into();
            }
            given
        });
        let mut inner: Vec<Value> = filled.collect();
        for option in at["options"].as_array().into_iter().flatten().filter(|_| focused.is_none()) {
            let is_given = inner.iter().any(|given| given["name"] == option["name"]);
            assert!(option["required"] != true || is_given, "{} is required", option["name"]);
        }
        for step in path.iter().rev() {
            inner = vec![json!({ "name": step["name"], "type": step["type"], "options": inner })];
        }
        let mut data = json!({ "id": registered["id"], "name": registered["name"], "type": registered["type"],
                               "options": inner });
        if let Some(guild) = registered["guild_id"].as_str() {
            data["guild_id"] = guild.into();
        }
        data
    }
}

/// A value as Discord gives it for this type of option; what is still being typed is a text.
fn typed(option: &Value, value: &str, is_typing: bool) -> Value {
    let wrong = || panic!("{} cannot be {value}", option["name"]);
    let choices = option["choices"].as_array().into_iter().flatten();
    let chosen = choices.into_iter().find(|own| own["name"] == value || own["value"] == value);
    match option["type"].as_u64() {
        _ if is_typing => value.into(),
        _ if chosen.is_some() => chosen.map(|own| own["value"].clone()).unwrap_or_default(),
        Some(4) => value.parse::<i64>().map_or_else(|_| wrong(), Value::from),
        Some(5) => value.parse::<bool>().map_or_else(|_| wrong(), Value::from),
        Some(10) => value.parse::<f64>().map_or_else(|_| wrong(), Value::from),
        _ => value.into(),
    }
}
