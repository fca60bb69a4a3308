//! The book of a moment: from when on each lane of the platforms takes the next call, and what may begin now.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Limits;
use super::rate::Rate;
use crate::outbox::Class;
use crate::platform::Address;

/// What calls wait behind each other for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Messages into one conversation.
    Posts(String),
    /// Edits in one conversation; only the platform's own word ever holds them up.
    Edits(String),
    /// All messages of the app that are pages.
    Pages,
    /// All other messages of the app: they leave a share to pages.
    Others,
    /// All edits of the app.
    AllEdits,
}

impl Lane {
    /// Its name in the database. Ids of conversations have no blank, so that none is taken for a lane of the app.
    pub fn name(&self) -> String {
        match self {
            Self::Posts(target) => target.clone(),
            Self::Edits(target) => format!("{target} edits"),
            Self::Pages => "* pages".to_owned(),
            Self::Others => "* others".to_owned(),
            Self::AllEdits => "* edits".to_owned(),
        }
    }

    /// The lanes that are closed when the platform asks to wait: of the conversation, or of the whole app.
    pub fn asked_to_wait(to: &Address, is_edit: bool, whole_app: bool) -> Vec<Self> {
        match (is_edit, whole_app) {
            (false, false) => vec![Self::Posts(to.target.clone())],
            (true, false) => vec![Self::Edits(to.target.clone())],
            (false, true) => vec![Self::Others, Self::Pages],
            (true, true) => vec![Self::AllEdits],
        }
    }
}

/// A call that wants to begin.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Where it goes.
    pub to: &'a Address,
    /// What kind of promise it keeps.
    pub class: Class,
    /// Whether it edits a message.
    pub is_edit: bool,
    /// From when on its conversation takes it, where that is known.
    pub target_free_at: Option<Timestamp>,
    /// From when on the app's lane of pages, or of edits, takes it, where that is known.
    pub app_free_at: Option<Timestamp>,
}

/// A lane that a call waits for.
struct Waited {
    rate: Rate,
    free_at: Option<Timestamp>,
    lane: Lane,
}

/// When a lane is free again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// From when on it was known to be free when it was read; none where nothing was known.
    pub read: Option<Timestamp>,
    /// From when on it is free now.
    pub free_at: Timestamp,
}

/// The book of a moment, by platform and lane.
#[derive(Debug)]
pub struct Book<'a> {
    limits: &'a BTreeMap<String, Limits>,
    now: Timestamp,
    entries: BTreeMap<(String, Lane), Entry>,
    has_refused: bool,
}

impl<'a> Book<'a> {
    /// A fresh book, with what each platform that limits anything takes.
    pub fn at(now: Timestamp, limits: &'a BTreeMap<String, Limits>) -> Self {
        Self { limits, now, entries: BTreeMap::new(), has_refused: false }
    }

    /// Whether the call may begin now; if so, its lanes are taken.
    pub fn admit(&mut self, call: &Call<'_>) -> bool {
        let (target, app) = self.ways(call);
        let app_from = app.as_ref().and_then(|way| Some(for_class(call, way.rate, way.free_at?)));
        let target_from = target.as_ref().and_then(|way| way.free_at);
        if [app_from, target_from].into_iter().flatten().any(|free_at| free_at > self.now) {
            self.has_refused = true;
            return false;
        }
        self.occupy(call, target, app);
        true
    }

    /// Takes the lanes of a call that has begun without having been asked for; those after it wait for it all the same.
    pub fn count(&mut self, call: &Call<'_>) {
        let (target, app) = self.ways(call);
        self.occupy(call, target, app);
    }

    /// What the call waits for: its conversation, and the app.
    fn ways(&self, call: &Call<'_>) -> (Option<Waited>, Option<Waited>) {
        let Some(limits) = self.limits.get(&call.to.platform).copied() else { return (None, None) };
        let waited = |rate: Option<Rate>, lane: Lane, read| {
            rate.map(|rate| Waited { rate, free_at: self.free_at(call, &lane, read), lane })
        };
        let target = limits.target.filter(|_| !call.is_edit);
        let (app, lane) =
            if call.is_edit { (limits.edits, Lane::AllEdits) } else { (limits.posts, Lane::Pages) };
        (
            waited(target, Lane::Posts(call.to.target.clone()), call.target_free_at),
            waited(app, lane, call.app_free_at),
        )
    }

    fn occupy(&mut self, call: &Call<'_>, target: Option<Waited>, app: Option<Waited>) {
        if let Some(Waited { rate, free_at, lane }) = target {
            self.take(call, lane, call.target_free_at, rate.after(free_at, self.now));
        }
        if let Some(Waited { rate, free_at, lane }) = app {
            let next = rate.after(free_at, self.now);
            if lane == Lane::Pages {
                let others = next.saturating_add(rate.kept_for_pages()).unwrap_or(next);
                self.take(call, Lane::Others, None, others);
            }
            self.take(call, lane, call.app_free_at, next);
        }
    }

    /// Whether a call had to wait that was not known to have to.
    pub fn has_refused(&self) -> bool {
        self.has_refused
    }

    /// Every lane that was taken.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Lane, Entry)> {
        self.entries.iter().map(|((platform, lane), entry)| (platform.as_str(), lane, *entry))
    }

    fn free_at(&self, call: &Call<'_>, lane: &Lane, read: Option<Timestamp>) -> Option<Timestamp> {
        let entry = self.entries.get(&(call.to.platform.clone(), lane.clone()));
        entry.map(|entry| entry.free_at).or(read)
    }

    fn take(&mut self, call: &Call<'_>, lane: Lane, read: Option<Timestamp>, free_at: Timestamp) {
        let entry = self.entries.entry((call.to.platform.clone(), lane)).or_insert(Entry { read, free_at });
        entry.free_at = free_at;
    }
}

/// From when on a call of this class may begin.
fn for_class(call: &Call<'_>, rate: Rate, free_at: Timestamp) -> Timestamp {
    if call.is_edit || call.class == Class::Page {
        return free_at;
    }
    free_at.saturating_add(rate.kept_for_pages()).unwrap_or(free_at)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::rate::Window;
    use super::*;

    const APP: Rate = Rate::within(&[Window { calls: 30, seconds: 1 }], 30);
    const TARGET: Rate = Rate::within(&[Window { calls: 1, seconds: 1 }], 1);

    fn limits() -> BTreeMap<String, Limits> {
        [("chat".to_owned(), Limits { target: Some(TARGET), posts: Some(APP), edits: Some(TARGET) })].into()
    }

    fn now() -> Timestamp {
        "2026-11-23T09:00:00+08:00".parse().unwrap()
    }

    fn to(platform: &str, target: &str) -> Address {
        Address { platform: platform.into(), target: target.into(), direct: false, thread: None }
    }

    fn call(to: &Address, class: Class) -> Call<'_> {
        let is_edit = class == Class::Edit;
        Call { to, class, is_edit, target_free_at: None, app_free_at: None }
    }

    #[test]
    fn a_conversation_takes_one_and_the_others_do_not_wait() {
        let limits = limits();
        let mut book = Book::at(now(), &limits);
        assert!(book.admit(&call(&to("chat", "a"), Class::Page)));
        assert!(!book.has_refused());
        assert!(!book.admit(&call(&to("chat", "a"), Class::Page)));
        assert!(book.has_refused());
        assert!(book.admit(&call(&to("chat", "b"), Class::Page)));
        assert!(book.admit(&call(&to("chat", "a"), Class::Edit)), "edits have a lane of their own");
        assert!(!book.admit(&call(&to("chat", "b"), Class::Edit)), "which is the app's");
    }

    #[test]
    fn a_platform_without_limits_takes_everything() {
        let limits = limits();
        let mut book = Book::at(now(), &limits);
        assert!((0..1_000).all(|_| book.admit(&call(&to("web", "a"), Class::Digest))));
        assert_eq!(book.entries().count(), 0);
    }

    #[test]
    fn digests_leave_a_share_to_pages() {
        let limits = limits();
        let mut book = Book::at(now(), &limits);
        let mut admitted = |class, prefix: &str| {
            (0..100).filter(|n| book.admit(&call(&to("chat", &format!("{prefix}{n}")), class))).count()
        };
        assert_eq!(admitted(Class::Digest, "digest"), 10);
        assert_eq!(admitted(Class::Page, "page"), 20);
        assert_eq!(admitted(Class::Reply, "reply"), 0);
    }

    #[test]
    fn what_began_unasked_holds_up_what_comes_after_it() {
        let limits = limits();
        let mut book = Book::at(now(), &limits);
        let (a, b) = (to("chat", "a"), to("chat", "b"));
        for _ in 0..3 {
            book.count(&call(&a, Class::Reply));
        }
        assert!(!book.admit(&call(&a, Class::Page)));
        assert!(book.admit(&call(&b, Class::Page)));
        let lane = Lane::Posts("a".to_owned());
        let (.., entry) = book.entries().find(|(_, own, _)| **own == lane).unwrap();
        assert!(now().duration_until(entry.free_at) > SignedDuration::from_secs(3), "a place for each");
    }

    #[test]
    fn what_was_read_holds_up_and_is_remembered() {
        let limits = limits();
        let mut book = Book::at(now(), &limits);
        let (a, soon) = (to("chat", "a"), now() + SignedDuration::from_millis(1));
        let known = |target, app| Call { target_free_at: target, app_free_at: app, ..call(&a, Class::Page) };
        assert!(!book.admit(&known(Some(soon), None)));
        assert!(!book.admit(&known(None, Some(soon))));
        assert!(book.admit(&known(Some(now()), Some(now()))));
        let entries: Vec<(String, Option<Timestamp>)> =
            book.entries().map(|(_, lane, entry)| (lane.name(), entry.read)).collect();
        let expected = [("a", Some(now())), ("* pages", Some(now())), ("* others", None)];
        assert_eq!(entries, expected.map(|(name, read)| (name.to_owned(), read)));
    }
}
