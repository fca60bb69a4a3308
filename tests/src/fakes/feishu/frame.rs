//! The frames of the long connection, in protobuf.

use prost::Message;

/// Ping, pong and configuration.
pub const CONTROL: i32 = 0;
/// Events and callbacks, and their acknowledgement.
pub const DATA: i32 = 1;

/// A named text of a frame.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Header {
    /// Such as `type` or `message_id`.
    #[prost(string, required, tag = "1")]
    pub key: String,
    /// Numbers are written as text.
    #[prost(string, required, tag = "2")]
    pub value: String,
}

/// What goes over the connection, in both directions.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Frame {
    /// Counts the frames of the server.
    #[prost(uint64, required, tag = "1")]
    pub seq_id: u64,
    /// Names the frame in the logs of the server.
    #[prost(uint64, required, tag = "2")]
    pub log_id: u64,
    /// The `service_id` of the address.
    #[prost(int32, required, tag = "3")]
    pub service: i32,
    /// 0 (control) or 1 (data).
    #[prost(int32, required, tag = "4")]
    pub method: i32,
    /// Named texts.
    #[prost(message, repeated, tag = "5")]
    pub headers: Vec<Header>,
    /// Unused.
    #[prost(string, optional, tag = "6")]
    pub payload_encoding: Option<String>,
    /// Unused.
    #[prost(string, optional, tag = "7")]
    pub payload_type: Option<String>,
    /// A piece of JSON.
    #[prost(bytes = "vec", optional, tag = "8")]
    pub payload: Option<Vec<u8>>,
    /// Names the frame in the logs of the server, as text.
    #[prost(string, optional, tag = "9")]
    pub log_id_new: Option<String>,
}

impl Frame {
    /// A frame with these headers.
    pub fn with(method: i32, service: i32, headers: &[(&str, &str)], payload: Vec<u8>) -> Self {
        let header = |(key, value): &(&str, &str)| Header { key: (*key).into(), value: (*value).into() };
        Self {
            service,
            method,
            headers: headers.iter().map(header).collect(),
            payload: Some(payload),
            ..Self::default()
        }
    }

    /// The value of a header.
    pub fn header(&self, key: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.key == key).map(|header| header.value.as_str())
    }
}
