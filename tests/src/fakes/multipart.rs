//! The parts of a form that carries files.

/// One part.
#[derive(Debug)]
pub(in crate::fakes) struct Part {
    pub(in crate::fakes) name: String,
    pub(in crate::fakes) file_name: Option<String>,
    pub(in crate::fakes) content: Vec<u8>,
}

/// What divides the parts, as the content type of a form says; none for what is no such form.
pub(in crate::fakes) fn boundary(content_type: &str) -> Option<&str> {
    content_type.split_once("boundary=").map(|(_, boundary)| boundary.trim_matches('"'))
}

/// The parts of a `multipart/form-data` body, in their order.
pub(in crate::fakes) fn parts(body: &[u8], boundary: &str) -> Vec<Part> {
    let fence = format!("--{boundary}");
    let mut found = Vec::new();
    let mut starts = positions(body, fence.as_bytes());
    starts.push(body.len());
    for ends in starts.windows(2) {
        let part = &body[ends[0] + fence.len().min(ends[1] - ends[0])..ends[1]];
        let Some(blank) = positions(part, b"\r\n\r\n").first().copied() else { continue };
        let head = String::from_utf8_lossy(&part[..blank]);
        let content = &part[blank + 4..];
        let content = content.strip_suffix(b"\r\n").unwrap_or(content).to_vec();
        if let Some(name) = parameter(&head, " name") {
            found.push(Part { name, file_name: parameter(&head, "filename"), content });
        }
    }
    found
}

/// What a head of a part says, such as `name="file"`.
fn parameter(head: &str, name: &str) -> Option<String> {
    let (_, rest) = head.split_once(&format!("{name}=\""))?;
    rest.split('"').next().map(String::from)
}

fn positions(whole: &[u8], wanted: &[u8]) -> Vec<usize> {
    let windows = whole.windows(wanted.len()).enumerate();
    windows.filter(|(_, window)| *window == wanted).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_parts_with_and_without_a_file_name() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"image_type\"\r\n\r\nmessage\r\n\
            --x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"week.png\"\r\n\r\n\x89PNG\r\n\r\nrest\r\n--x--\r\n";
        let parts = parts(body, boundary("multipart/form-data; boundary=x").unwrap());
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].name.as_str(), parts[0].file_name.as_deref()), ("image_type", None));
        assert_eq!(parts[0].content, b"message");
        assert_eq!((parts[1].name.as_str(), parts[1].file_name.as_deref()), ("image", Some("week.png")));
        assert_eq!(parts[1].content, b"\x89PNG\r\n\r\nrest");
    }
}
