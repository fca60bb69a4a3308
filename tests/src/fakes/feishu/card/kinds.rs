//! The documented tables: the properties of every object of a card, and the words that they may hold.

use serde_json::Value;

use super::Seen;

/// What a property may hold.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Flag,
    Number,
    Object,
    List,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Another object that is checked where it stands, or anything.
    Any,
}

use Holds::{Any, Flag, List, Number, Object, Text, Word};

/// The properties of an object; those with `*` are needed.
type Properties = &'static [(&'static str, Holds)];

const COLORS: &[&str] = &[
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
    "default",
];
const SIZES: &[&str] = &[
    "heading-0",
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-4",
    "heading",
    "normal",
    "notation",
    "xxxx-large",
    "xxx-large",
    "xx-large",
    "x-large",
    "large",
    "medium",
    "small",
    "x-small",
];
const ALIGN: Holds = Word(&["left", "center", "right"]);
const UPRIGHT: Holds = Word(&["top", "center", "bottom"]);
const DIRECTION: Holds = Word(&["vertical", "horizontal"]);
const BUTTONS: &[&str] = &[
    "default",
    "primary",
    "danger",
    "text",
    "primary_text",
    "danger_text",
    "primary_filled",
    "danger_filled",
    "laser",
];

const OBJECTS: &[(&str, Properties)] = &[
    (
        "card",
        &[
            ("*schema", Text),
            ("config", Object),
            ("card_link", Object),
            ("header", Object),
            ("*body", Object),
        ],
    ),
    (
        "config",
        &[
            ("streaming_mode", Flag),
            ("streaming_config", Object),
            ("summary", Object),
            ("locales", List),
            ("enable_forward", Flag),
            ("update_multi", Flag),
            ("width_mode", Word(&["default", "compact", "fill"])),
            ("use_custom_translation", Flag),
            ("enable_forward_interaction", Flag),
            ("style", Object),
        ],
    ),
    ("summary", &[("content", Text), ("i18n_content", Object)]),
    (
        "header",
        &[
            ("*title", Object),
            ("subtitle", Object),
            ("text_tag_list", List),
            ("i18n_text_tag_list", Object),
            ("template", Word(COLORS)),
            ("icon", Object),
            ("padding", Text),
        ],
    ),
    ("text_tag", &[("*tag", Word(&["text_tag"])), ("element_id", Text), ("*text", Object), ("color", Text)]),
    (
        "body",
        &[
            ("direction", DIRECTION),
            ("padding", Text),
            ("horizontal_spacing", Text),
            ("horizontal_align", ALIGN),
            ("vertical_spacing", Text),
            ("vertical_align", UPRIGHT),
            ("*elements", List),
        ],
    ),
    (
        "plain_text",
        &[
            ("*tag", Any),
            ("*content", Text),
            ("i18n_content", Object),
            ("text_size", Word(SIZES)),
            ("text_color", Text),
            ("text_align", ALIGN),
            ("lines", Number),
        ],
    ),
    (
        "icon",
        &[
            ("*tag", Word(&["standard_icon", "custom_icon"])),
            ("token", Text),
            ("color", Text),
            ("img_key", Text),
        ],
    ),
    ("confirm", &[("*title", Object), ("*text", Object)]),
    ("callback", &[("*type", Any), ("*value", Object)]),
    (
        "open_url",
        &[("*type", Any), ("default_url", Text), ("android_url", Text), ("ios_url", Text), ("pc_url", Text)],
    ),
    ("option", &[("*text", Object), ("*value", Text), ("icon", Object)]),
    ("div", &[("text", Object), ("icon", Object), ("width", Text)]),
    (
        "markdown",
        &[
            ("*content", Text),
            ("i18n_content", Object),
            ("text_size", Word(SIZES)),
            ("text_align", ALIGN),
            ("icon", Object),
        ],
    ),
    ("hr", &[]),
    (
        "img",
        &[
            ("*img_key", Text),
            ("*alt", Object),
            ("title", Object),
            ("corner_radius", Text),
            ("size", Text),
            ("scale_type", Word(&["crop_center", "crop_top", "fit_horizontal"])),
            ("transparent", Flag),
            ("preview", Flag),
        ],
    ),
    (
        "column_set",
        &[
            ("flex_mode", Word(&["none", "stretch", "flow", "bisect", "trisect"])),
            ("horizontal_spacing", Text),
            ("horizontal_align", ALIGN),
            ("background_style", Text),
            ("*columns", List),
            ("action", Object),
        ],
    ),
    (
        "column",
        &[
            ("width", Text),
            ("weight", Number),
            ("background_style", Text),
            ("direction", DIRECTION),
            ("padding", Text),
            ("horizontal_spacing", Text),
            ("horizontal_align", ALIGN),
            ("vertical_spacing", Text),
            ("vertical_align", UPRIGHT),
            ("elements", List),
            ("action", Object),
        ],
    ),
    (
        "form",
        &[
            ("*name", Text),
            ("direction", DIRECTION),
            ("padding", Text),
            ("horizontal_spacing", Text),
            ("horizontal_align", ALIGN),
            ("vertical_spacing", Text),
            ("vertical_align", UPRIGHT),
            ("*elements", List),
        ],
    ),
    (
        "button",
        &[
            ("type", Word(BUTTONS)),
            ("size", Word(&["tiny", "small", "medium", "large"])),
            ("width", Text),
            ("text", Object),
            ("icon", Object),
            ("hover_tips", Object),
            ("disabled", Flag),
            ("disabled_tips", Object),
            ("confirm", Object),
            ("behaviors", List),
            ("name", Text),
            ("form_action_type", Word(&["submit", "reset"])),
        ],
    ),
    (
        "select_static",
        &[
            ("type", Word(&["default", "text"])),
            ("name", Text),
            ("placeholder", Object),
            ("required", Flag),
            ("disabled", Flag),
            ("initial_index", Number),
            ("initial_option", Text),
            ("*options", List),
            ("width", Text),
            ("behaviors", List),
            ("confirm", Object),
        ],
    ),
    (
        "date_picker",
        &[
            ("name", Text),
            ("placeholder", Object),
            ("required", Flag),
            ("disabled", Flag),
            ("initial_date", Text),
            ("width", Text),
            ("behaviors", List),
            ("confirm", Object),
        ],
    ),
    (
        "input",
        &[
            ("name", Text),
            ("required", Flag),
            ("disabled", Flag),
            ("placeholder", Object),
            ("default_value", Text),
            ("width", Text),
            ("max_length", Number),
            ("input_type", Word(&["text", "multiline_text", "password"])),
            ("show_icon", Flag),
            ("rows", Number),
            ("auto_resize", Flag),
            ("max_rows", Number),
            ("label", Object),
            ("label_position", Word(&["top", "left"])),
            ("behaviors", List),
            ("confirm", Object),
            ("disabled_tips", Object),
        ],
    ),
    (
        "chart",
        &[
            ("*chart_spec", Object),
            ("aspect_ratio", Word(&["1:1", "2:1", "4:3", "16:9"])),
            ("color_theme", Text),
            ("preview", Flag),
            ("height", Text),
        ],
    ),
    (
        "table",
        &[
            ("page_size", Number),
            ("row_height", Text),
            ("row_max_height", Text),
            ("freeze_first_column", Flag),
            ("header_style", Object),
            ("*columns", List),
            ("*rows", List),
        ],
    ),
    (
        "collapsible_panel",
        &[
            ("expanded", Flag),
            ("background_color", Text),
            ("header", Object),
            ("border", Object),
            ("direction", DIRECTION),
            ("padding", Text),
            ("horizontal_spacing", Text),
            ("horizontal_align", ALIGN),
            ("vertical_spacing", Text),
            ("vertical_align", UPRIGHT),
            ("*elements", List),
        ],
    ),
];

/// What every component may have.
const COMMON: Properties = &[("*tag", Text), ("element_id", Text), ("margin", Text)];

/// Kinds that are no components: they have their own properties alone.
const BARE: &[&str] = &[
    "card",
    "config",
    "summary",
    "header",
    "text_tag",
    "body",
    "plain_text",
    "icon",
    "confirm",
    "callback",
    "open_url",
    "option",
];

/// Whether there is a component with this tag.
pub(super) fn is_component(tag: &str) -> bool {
    !BARE.contains(&tag) && OBJECTS.iter().any(|(name, _)| *name == tag)
}

/// Holds an object against the table of its kind.
pub(super) fn check(at: &str, kind: &str, object: &Value, seen: &mut Seen) {
    let Some(given) = object.as_object() else {
        seen.problem(at, "must be an object");
        return;
    };
    let own = OBJECTS.iter().find(|(name, _)| *name == kind).map_or::<Properties, _>(&[], |(_, own)| own);
    let common: Properties = if BARE.contains(&kind) { &[] } else { COMMON };
    let known = || own.iter().chain(common);
    for (name, value) in given {
        match known().find(|(known, _)| known.trim_start_matches('*') == name) {
            Some((_, holds)) => {
                if !fits(*holds, value) {
                    seen.problem(at, format_args!("{name} cannot be {value}"));
                }
            }
            None => seen.problem(at, format_args!("unknown property {name}")),
        }
    }
    for name in known().filter_map(|(name, _)| name.strip_prefix('*')) {
        if !given.contains_key(name) {
            seen.problem(at, format_args!("{name} is missing"));
        }
    }
}

fn fits(holds: Holds, value: &Value) -> bool {
    match holds {
        Any => true,
        Text => value.is_string(),
        Flag => value.is_boolean(),
        Number => value.is_number(),
        Object => value.is_object(),
        List => value.is_array(),
        Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
    }
}
