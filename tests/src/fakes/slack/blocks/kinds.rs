//! The kinds of blocks and elements: what each may have, and where it may stand.

/// A kind of object. `*` marks a property that must be there.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) properties: &'static [&'static str],
    /// Where an element may stand.
    pub(super) places: &'static [&'static str],
}

const fn block(name: &'static str, properties: &'static [&'static str]) -> Kind {
    Kind { name, properties, places: &[] }
}

const fn element(
    name: &'static str,
    places: &'static [&'static str],
    properties: &'static [&'static str],
) -> Kind {
    Kind { name, properties, places }
}

pub(super) const BLOCKS: &[Kind] = &[
    block("section", &["*type", "block_id", "text", "fields", "accessory", "expand"]),
    block("divider", &["*type", "block_id"]),
    block("header", &["*type", "block_id", "*text"]),
    block("context", &["*type", "block_id", "*elements"]),
    block("actions", &["*type", "block_id", "*elements"]),
    block("input", &["*type", "block_id", "*label", "*element", "hint", "optional", "dispatch_action"]),
    block("image", &["*type", "block_id", "*alt_text", "image_url", "slack_file", "title"]),
    block("markdown", &["*type", "block_id", "*text"]),
    block("rich_text", &["*type", "block_id", "*elements"]),
];

const EVERYWHERE: &[&str] = &["actions", "section", "input"];
const ASKED: &[&str] = &["section", "input"];

pub(super) const ELEMENTS: &[Kind] = &[
    element(
        "button",
        &["actions", "section"],
        &["*type", "action_id", "*text", "url", "value", "style", "confirm", "accessibility_label"],
    ),
    element("overflow", &["actions", "section"], &["*type", "action_id", "*options", "confirm"]),
    element("image", &["section"], &["*type", "*alt_text", "image_url", "slack_file"]),
    element(
        "static_select",
        EVERYWHERE,
        &[
            "*type",
            "action_id",
            "placeholder",
            "options",
            "option_groups",
            "initial_option",
            "confirm",
            "focus_on_load",
        ],
    ),
    element(
        "multi_static_select",
        ASKED,
        &[
            "*type",
            "action_id",
            "placeholder",
            "options",
            "option_groups",
            "initial_options",
            "confirm",
            "max_selected_items",
            "focus_on_load",
        ],
    ),
    element(
        "users_select",
        EVERYWHERE,
        &["*type", "action_id", "placeholder", "initial_user", "confirm", "focus_on_load"],
    ),
    element(
        "conversations_select",
        EVERYWHERE,
        &[
            "*type",
            "action_id",
            "placeholder",
            "initial_conversation",
            "default_to_current_conversation",
            "confirm",
            "response_url_enabled",
            "filter",
            "focus_on_load",
        ],
    ),
    element(
        "channels_select",
        EVERYWHERE,
        &[
            "*type",
            "action_id",
            "placeholder",
            "initial_channel",
            "confirm",
            "response_url_enabled",
            "focus_on_load",
        ],
    ),
    element(
        "radio_buttons",
        EVERYWHERE,
        &["*type", "action_id", "*options", "initial_option", "confirm", "focus_on_load"],
    ),
    element(
        "checkboxes",
        EVERYWHERE,
        &["*type", "action_id", "*options", "initial_options", "confirm", "focus_on_load"],
    ),
    element(
        "datepicker",
        EVERYWHERE,
        &["*type", "action_id", "initial_date", "confirm", "focus_on_load", "placeholder"],
    ),
    element(
        "timepicker",
        EVERYWHERE,
        &["*type", "action_id", "initial_time", "confirm", "focus_on_load", "placeholder", "timezone"],
    ),
    element(
        "datetimepicker",
        &["actions", "input"],
        &["*type", "action_id", "initial_date_time", "confirm", "focus_on_load"],
    ),
    element(
        "plain_text_input",
        &["input"],
        &[
            "*type",
            "action_id",
            "initial_value",
            "multiline",
            "min_length",
            "max_length",
            "dispatch_action_config",
            "focus_on_load",
            "placeholder",
        ],
    ),
    element(
        "number_input",
        &["input"],
        &[
            "*type",
            "action_id",
            "*is_decimal_allowed",
            "initial_value",
            "min_value",
            "max_value",
            "dispatch_action_config",
            "focus_on_load",
            "placeholder",
        ],
    ),
    element(
        "email_text_input",
        &["input"],
        &["*type", "action_id", "initial_value", "dispatch_action_config", "focus_on_load", "placeholder"],
    ),
    element(
        "url_text_input",
        &["input"],
        &["*type", "action_id", "initial_value", "dispatch_action_config", "focus_on_load", "placeholder"],
    ),
];
