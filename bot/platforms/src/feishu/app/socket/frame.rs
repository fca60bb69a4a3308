//! Frames of the long connection, as protobuf of the second kind: what must be there is written even where it is zero.

use prost::Message;
use serde_json::json;

use crate::taken::Taken;

/// A header of a frame.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct Header {
    #[prost(string, required, tag = "1")]
    pub(super) key: String,
    #[prost(string, required, tag = "2")]
    pub(super) value: String,
}

/// A frame.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct Frame {
    #[prost(uint64, required, tag = "1")]
    pub(super) sequence: u64,
    #[prost(uint64, required, tag = "2")]
    pub(super) log: u64,
    #[prost(int32, required, tag = "3")]
    pub(super) service: i32,
    #[prost(int32, required, tag = "4")]
    pub(super) method: i32,
    #[prost(message, repeated, tag = "5")]
    pub(super) headers: Vec<Header>,
    #[prost(string, optional, tag = "6")]
    pub(super) payload_encoding: Option<String>,
    #[prost(string, optional, tag = "7")]
    pub(super) payload_type: Option<String>,
    #[prost(bytes = "vec", optional, tag = "8")]
    pub(super) payload: Option<Vec<u8>>,
    #[prost(string, optional, tag = "9")]
    pub(super) log_name: Option<String>,
}

/// Frames about the connection itself.
const CONTROL: i32 = 0;
/// Frames about what happened.
const DATA: i32 = 1;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The far side answers that it is there.
    Pong,
    /// The far side asks whether we are.
    Ping,
    /// Something happened.
    Event,
    /// Anything else.
    Other,
}

impl Frame {
    /// Asks the far side whether it is there.
    pub(super) fn ping(service: i32) -> Self {
        let headers = vec![Header { key: "type".to_owned(), value: "ping".to_owned() }];
        Self { service, method: CONTROL, headers, ..Self::default() }
    }

    /// Answers that we are there.
    pub(super) fn pong(service: i32) -> Self {
        let headers = vec![Header { key: "type".to_owned(), value: "pong".to_owned() }];
        Self { service, method: CONTROL, headers, ..Self::default() }
    }

    pub(super) fn kind(&self) -> Kind {
        match (self.method, self.header("type")) {
            (CONTROL, Some("pong")) => Kind::Pong,
            (CONTROL, Some("ping")) => Kind::Ping,
            (DATA, Some("event")) => Kind::Event,
            _ => Kind::Other,
        }
    }

    pub(super) fn header(&self, key: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.key == key).map(|header| header.value.as_str())
    }

    /// The same frame back: as its acknowledgement, with what is shown to a person who pressed something, or as a failure,
    /// after which Feishu sends the event again.
    pub(super) fn answered(mut self, taken: &Taken, milliseconds: u128) -> Self {
        use base64::Engine;
        use base64::engine::general_purpose::STANDARD;
        let code = match taken {
            Taken::Kept(Some(answer)) => json!({ "code": 200, "data": STANDARD.encode(answer.to_string()) }),
            Taken::Kept(None) => json!({ "code": 200 }),
            Taken::NotKept => json!({ "code": 500 }),
        };
        self.headers.push(Header { key: "biz_rt".to_owned(), value: milliseconds.to_string() });
        self.payload = Some(code.to_string().into_bytes());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_there_is_written_even_where_it_is_zero() {
        let bytes = Frame::ping(7).encode_to_vec();
        assert_eq!(bytes.get(..8), Some(&[0x08, 0, 0x10, 0, 0x18, 7, 0x20, 0][..]));
        assert_eq!(bytes.get(8..), Some(&b"\x2a\x0c\x0a\x04type\x12\x04ping"[..]));
        let read = Frame::decode(bytes.as_slice()).unwrap();
        assert_eq!((read.kind(), read.service), (Kind::Ping, 7));
    }

    #[test]
    fn an_acknowledgement_is_the_same_frame_with_the_answer_inside() {
        let mut frame = Frame { sequence: 5, method: DATA, ..Frame::pong(7) };
        frame.headers = vec![Header { key: "type".into(), value: "event".into() }];
        assert_eq!(frame.kind(), Kind::Event);
        let back = frame.clone().answered(&Taken::Kept(Some(json!({ "toast": {} }))), 12);
        assert_eq!(
            (back.sequence, back.header("type"), back.header("biz_rt")),
            (5, Some("event"), Some("12"))
        );
        let payload: serde_json::Value = serde_json::from_slice(&back.payload.unwrap()).unwrap();
        assert_eq!(payload, json!({ "code": 200, "data": "eyJ0b2FzdCI6e319" }));
        let plain = frame.clone().answered(&Taken::Kept(None), 0).payload.unwrap();
        assert_eq!(plain, br#"{"code":200}"#);
        let failed = frame.answered(&Taken::NotKept, 0).payload.unwrap();
        assert_eq!(failed, br#"{"code":500}"#);
    }

    #[test]
    fn what_is_no_frame_is_told() {
        for broken in [&b""[..], b"\xff", b"hello", &[0x08, 0]] {
            let read = Frame::decode(broken);
            assert!(read.is_err() || read.is_ok_and(|frame| frame.kind() == Kind::Other), "{broken:?}");
        }
    }
}
