//! Events that come in several frames.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use super::frame::Frame;

/// How long the frames of one event may take; afterwards Feishu sends it again.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most frames of one event.
const MOST_FRAMES: usize = 256;
/// Most events that are incomplete at a time.
const MOST_OPEN: usize = 64;

/// Events of which not all frames are here.
#[derive(Default)]
pub(super) struct Fragments {
    open: HashMap<String, Open>,
}

struct Open {
    since: Instant,
    pieces: Vec<Option<Vec<u8>>>,
}

/// What a frame completes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The whole event.
    Whole(Vec<u8>),
    /// Others are still to come.
    Waiting,
    /// Its numbers contradict themselves or another frame's.
    Wrong,
}

impl Fragments {
    /// Takes the payload of a frame.
    pub(super) fn take(&mut self, frame: &Frame, now: Instant) -> Piece {
        self.open.retain(|_, open| now.duration_since(open.since) < PATIENCE);
        let number = |key: &str| frame.header(key).map(str::parse::<usize>);
        let payload = frame.payload.clone().unwrap_or_default();
        let (sum, place) = match (number("sum"), number("seq")) {
            (None | Some(Ok(0 | 1)), None | Some(Ok(0))) => return Piece::Whole(payload),
            (Some(Ok(sum)), Some(Ok(place))) if place < sum && sum <= MOST_FRAMES => (sum, place),
            _ => return Piece::Wrong,
        };
        let Some(id) = frame.header("message_id") else { return Piece::Wrong };
        if !self.open.contains_key(id) && self.open.len() >= MOST_OPEN {
            return Piece::Wrong;
        }
        let open =
            self.open.entry(id.to_owned()).or_insert_with(|| Open { since: now, pieces: vec![None; sum] });
        if open.pieces.len() != sum {
            return Piece::Wrong;
        }
        if let Some(piece) = open.pieces.get_mut(place) {
            *piece = Some(payload);
        }
        if open.pieces.iter().any(Option::is_none) {
            return Piece::Waiting;
        }
        let whole = self.open.remove(id).map(|open| open.pieces.into_iter().flatten().flatten().collect());
        whole.map_or(Piece::Wrong, Piece::Whole)
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::Header;
    use super::*;

    fn frame(id: &str, sum: &str, place: &str, payload: &[u8]) -> Frame {
        let header = |key: &str, value: &str| Header { key: key.into(), value: value.into() };
        let headers = vec![header("message_id", id), header("sum", sum), header("seq", place)];
        Frame { method: 1, headers, payload: Some(payload.to_vec()), ..Frame::default() }
    }

    #[test]
    fn frames_are_put_together_in_their_order() {
        let (mut fragments, now) = (Fragments::default(), Instant::now());
        assert_eq!(fragments.take(&frame("a", "3", "2", b"!"), now), Piece::Waiting);
        assert_eq!(fragments.take(&frame("a", "3", "0", b"he"), now), Piece::Waiting);
        assert_eq!(fragments.take(&frame("b", "1", "0", b"other"), now), Piece::Whole(b"other".to_vec()));
        assert_eq!(fragments.take(&frame("a", "3", "0", b"he"), now), Piece::Waiting, "the same once more");
        assert_eq!(fragments.take(&frame("a", "3", "1", b"y"), now), Piece::Whole(b"hey!".to_vec()));
        assert_eq!(fragments.take(&Frame::default(), now), Piece::Whole(Vec::new()));
    }

    #[test]
    fn numbers_that_contradict_themselves_are_refused() {
        let (mut fragments, now) = (Fragments::default(), Instant::now());
        for (sum, place) in
            [("2", "2"), ("0", "1"), ("-1", "0"), ("many", "0"), ("2", ""), ("999999999", "1")]
        {
            assert_eq!(fragments.take(&frame("a", sum, place, b"x"), now), Piece::Wrong, "{sum} {place}");
        }
        assert_eq!(fragments.take(&frame("a", "2", "0", b"x"), now), Piece::Waiting);
        assert_eq!(fragments.take(&frame("a", "3", "1", b"y"), now), Piece::Wrong);
    }

    #[test]
    fn what_never_completes_is_forgotten() {
        let (mut fragments, now) = (Fragments::default(), Instant::now());
        fragments.take(&frame("a", "2", "0", b"x"), now);
        let later = now + PATIENCE;
        assert_eq!(fragments.take(&frame("a", "2", "1", b"y"), later), Piece::Waiting);
        for number in 0..MOST_OPEN - 1 {
            assert_eq!(fragments.take(&frame(&format!("n{number}"), "2", "0", b"x"), later), Piece::Waiting);
        }
        assert_eq!(fragments.take(&frame("one too many", "2", "0", b"x"), later), Piece::Wrong);
    }
}
