//! What comes in, message by message. The framework takes the first one that is none for the end of the input; so they are
//! taken out before it sees them.

use serde::{Deserialize, de::IgnoredAny};
use std::{borrow::Cow, io};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tower_lsp::jsonrpc::{Id, Response};

/// Passes the messages of `from` on to `to` until either ends. What is no message is logged.
pub async fn forward(from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin) -> io::Result<()> {
    let mut from = BufReader::new(from);
    while let Some(body) = next(&mut from).await? {
        if is_message(&body) {
            to.write_all(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes()).await?;
            to.write_all(&body).await?;
        } else {
            let start: String = String::from_utf8_lossy(&body).chars().take(80).collect();
            tracing::warn!("passed over what is no message: {start:?}");
        }
    }
    Ok(())
}

/// The body of the next frame; `None` at the end. Headers that say nothing of a length are passed over.
async fn next(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if from.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        match (line.trim().split_once(':'), length) {
            (Some((name, value)), _) if name.trim().eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok(),
            (None, Some(length)) if line.trim().is_empty() => {
                // Not made beforehand: a length may be a lie.
                let mut body = Vec::new();
                from.take(length).read_to_end(&mut body).await?;
                return Ok(Some(body).filter(|body| body.len() as u64 == length));
            }
            _ => {}
        }
    }
}

/// What all messages have.
#[derive(Deserialize)]
struct Envelope<'b> {
    #[serde(borrow)]
    jsonrpc: Cow<'b, str>,
    #[serde(borrow)]
    method: Option<Cow<'b, str>>,
    #[serde(default, rename = "id")]
    _id: Option<Id>,
    #[serde(default, rename = "params")]
    _params: Option<IgnoredAny>,
}

fn is_message(body: &[u8]) -> bool {
    serde_json::from_slice::<Envelope<'_>>(body).is_ok_and(|envelope| {
        envelope.jsonrpc == "2.0" && (envelope.method.is_some() || serde_json::from_slice::<Response>(body).is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_messages_come_through() {
        let good = [
            r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#,
            r#"{"jsonrpc":"2.0","id":"a","method":"x","params":[1]}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":null}"#,
            r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"é"}}"#,
        ];
        let bad = ["{", "null", "[]", "3", "{}", r#"{"jsonrpc":"1.0","method":"exit"}"#, r#"{"jsonrpc":"2.0","method":3}"#];
        let bad = bad.into_iter().chain([r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#, r#"{"jsonrpc":"2.0","id":1,"error":3}"#]);
        let frame = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let mut input: String = bad.flat_map(|bad| [frame(bad), frame(good[0])]).collect();
        input.push_str("garbage\r\nContent-Type: x\r\ncontent-length: 2\r\n\r\n{}");
        input.extend(good.map(frame));
        input.push_str("Content-Length: 99999999999\r\n\r\n{");
        let mut output = Vec::new();
        forward(input.as_bytes(), &mut output).await.unwrap();
        let expected: String = std::iter::repeat_n(good[0], 9).chain(good).map(frame).collect();
        assert_eq!(String::from_utf8(output).unwrap(), expected);
    }
}
