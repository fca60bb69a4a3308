//! The list of files in `locales/` that are compiled in. A test proves that it is complete.

use fluent_syntax::ast::Entry;

/// A file of `locales/`.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its folder, which is the tag of its language.
    pub locale: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub text: &'static str,
}

impl File {
    /// The keys in it, in order of appearance.
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        let (Ok(resource) | Err((resource, _))) = fluent_syntax::parser::parse(self.text);
        resource
            .body
            .into_iter()
            .filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.id.name),
                _ => None,
            })
            .collect()
    }
}

/// Every file, language by language.
pub const FILES: &[File] = &[
    File { locale: "en-US", name: "alert.ftl", text: include_str!("../../../../locales/en-US/alert.ftl") },
    File { locale: "en-US", name: "answer.ftl", text: include_str!("../../../../locales/en-US/answer.ftl") },
    File {
        locale: "en-US",
        name: "commands.ftl",
        text: include_str!("../../../../locales/en-US/commands.ftl"),
    },
    File { locale: "en-US", name: "deed.ftl", text: include_str!("../../../../locales/en-US/deed.ftl") },
    File { locale: "en-US", name: "digest.ftl", text: include_str!("../../../../locales/en-US/digest.ftl") },
    File {
        locale: "en-US",
        name: "discord.ftl",
        text: include_str!("../../../../locales/en-US/discord.ftl"),
    },
    File { locale: "en-US", name: "feishu.ftl", text: include_str!("../../../../locales/en-US/feishu.ftl") },
    File { locale: "en-US", name: "form.ftl", text: include_str!("../../../../locales/en-US/form.ftl") },
    File { locale: "en-US", name: "format.ftl", text: include_str!("../../../../locales/en-US/format.ftl") },
    File { locale: "en-US", name: "menu.ftl", text: include_str!("../../../../locales/en-US/menu.ftl") },
    File { locale: "en-US", name: "notice.ftl", text: include_str!("../../../../locales/en-US/notice.ftl") },
    File {
        locale: "en-US",
        name: "refusal.ftl",
        text: include_str!("../../../../locales/en-US/refusal.ftl"),
    },
    File {
        locale: "en-US",
        name: "setting.ftl",
        text: include_str!("../../../../locales/en-US/setting.ftl"),
    },
    File { locale: "en-US", name: "probe.ftl", text: include_str!("../../../../locales/en-US/probe.ftl") },
    File { locale: "en-US", name: "slack.ftl", text: include_str!("../../../../locales/en-US/slack.ftl") },
    File { locale: "en-US", name: "update.ftl", text: include_str!("../../../../locales/en-US/update.ftl") },
    File { locale: "en-US", name: "web.ftl", text: include_str!("../../../../locales/en-US/web.ftl") },
    File { locale: "zh-CN", name: "alert.ftl", text: include_str!("../../../../locales/zh-CN/alert.ftl") },
    File { locale: "zh-CN", name: "answer.ftl", text: include_str!("../../../../locales/zh-CN/answer.ftl") },
    File {
        locale: "zh-CN",
        name: "commands.ftl",
        text: include_str!("../../../../locales/zh-CN/commands.ftl"),
    },
    File { locale: "zh-CN", name: "deed.ftl", text: include_str!("../../../../locales/zh-CN/deed.ftl") },
    File { locale: "zh-CN", name: "digest.ftl", text: include_str!("../../../../locales/zh-CN/digest.ftl") },
    File {
        locale: "zh-CN",
        name: "discord.ftl",
        text: include_str!("../../../../locales/zh-CN/discord.ftl"),
    },
    File { locale: "zh-CN", name: "feishu.ftl", text: include_str!("../../../../locales/zh-CN/feishu.ftl") },
    File { locale: "zh-CN", name: "form.ftl", text: include_str!("../../../../locales/zh-CN/form.ftl") },
    File { locale: "zh-CN", name: "format.ftl", text: include_str!("../../../../locales/zh-CN/format.ftl") },
    File { locale: "zh-CN", name: "menu.ftl", text: include_str!("../../../../locales/zh-CN/menu.ftl") },
    File { locale: "zh-CN", name: "notice.ftl", text: include_str!("../../../../locales/zh-CN/notice.ftl") },
    File {
        locale: "zh-CN",
        name: "refusal.ftl",
        text: include_str!("../../../../locales/zh-CN/refusal.ftl"),
    },
    File {
        locale: "zh-CN",
        name: "setting.ftl",
        text: include_str!("../../../../locales/zh-CN/setting.ftl"),
    },
    File { locale: "zh-CN", name: "probe.ftl", text: include_str!("../../../../locales/zh-CN/probe.ftl") },
    File { locale: "zh-CN", name: "slack.ftl", text: include_str!("../../../../locales/zh-CN/slack.ftl") },
    File { locale: "zh-CN", name: "update.ftl", text: include_str!("../../../../locales/zh-CN/update.ftl") },
    File { locale: "zh-CN", name: "web.ftl", text: include_str!("../../../../locales/zh-CN/web.ftl") },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::FILES;

    #[test]
    fn every_file_is_in_the_list() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
        let mut there = BTreeSet::new();
        for folder in root.read_dir().unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
            for file in folder.path().read_dir().unwrap().map(Result::unwrap) {
                there.insert((
                    folder.file_name().into_string().unwrap(),
                    file.file_name().into_string().unwrap(),
                ));
            }
        }
        let listed: BTreeSet<_> =
            FILES.iter().map(|file| (file.locale.to_owned(), file.name.to_owned())).collect();
        assert_eq!(there, listed);
    }
}
