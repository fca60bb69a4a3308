//! The files of the page, compiled in, under an address that changes when one of them does.

use std::sync::OnceLock;

use crate::session::digest;

/// A file that the page loads.
pub(crate) struct Asset {
    name: &'static str,
    /// `Content-Type`.
    pub(crate) kind: &'static str,
    pub(crate) text: &'static str,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

static ASSETS: &[Asset] = &[
    Asset { name: "app.css", kind: "text/css; charset=utf-8", text: include_str!("../assets/app.css") },
    Asset { name: "icon.svg", kind: "image/svg+xml", text: include_str!("../assets/icon.svg") },
    Asset { name: "api.js", kind: SCRIPT, text: include_str!("../assets/api.js") },
    Asset { name: "app.js", kind: SCRIPT, text: include_str!("../assets/app.js") },
    Asset { name: "card.js", kind: SCRIPT, text: include_str!("../assets/card.js") },
    Asset { name: "composer.js", kind: SCRIPT, text: include_str!("../assets/composer.js") },
    Asset { name: "dom.js", kind: SCRIPT, text: include_str!("../assets/dom.js") },
    Asset { name: "live.js", kind: SCRIPT, text: include_str!("../assets/live.js") },
    Asset { name: "messages.js", kind: SCRIPT, text: include_str!("../assets/messages.js") },
    Asset { name: "sheet.js", kind: SCRIPT, text: include_str!("../assets/sheet.js") },
];

/// The page itself, with places to be filled by [`fill`].
pub(crate) const PAGE: &str = include_str!("../assets/index.html");
/// The page for people without a session.
pub(crate) const DOOR: &str = include_str!("../assets/plain.html");

/// The file of this name.
pub(crate) fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// Names the contents of all files together, so that scripts that import each other are always of one build.
pub(crate) fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let parts: Vec<&str> = ASSETS.iter().flat_map(|asset| [asset.name, asset.text]).collect();
        digest(&parts).chars().take(16).collect()
    })
}

/// Puts texts into the places `{{name}}` of a page, escaped.
pub(crate) fn fill(page: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(page.to_owned(), |page, (name, value)| page.replace(&format!("{{{{{name}}}}}"), &escape(value)))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_into_a_page_is_text() {
        assert_eq!(fill("<p>{{a}}</p>", &[("a", "<b>\"&")]), "<p>&lt;b&gt;&quot;&amp;</p>");
    }

    #[test]
    fn everything_that_the_pages_and_scripts_load_is_there() {
        let imports = ASSETS.iter().flat_map(|asset| asset.text.split("from \"./").skip(1));
        let links = [PAGE, DOOR].into_iter().flat_map(|page| page.split("{{assets}}/").skip(1));
        let names: Vec<&str> = imports.chain(links).filter_map(|rest| rest.split('"').next()).collect();
        assert!(names.len() > 10, "{names:?}");
        for name in names {
            assert!(find(name).is_some(), "{name} is not served");
        }
    }

    #[test]
    fn no_page_needs_what_the_security_policy_forbids() {
        for page in [PAGE, DOOR] {
            assert!(!page.contains("<style") && !page.contains("style=") && !page.contains("onclick"));
            assert!(page.matches("<script").count() == page.matches("<script type=\"module\" src=").count());
        }
        for asset in ASSETS {
            assert!(!asset.text.contains("innerHTML"), "{} reads a text as markup", asset.name);
        }
    }
}
