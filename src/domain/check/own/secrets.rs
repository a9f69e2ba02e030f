//! Strings that look like secrets: a message is public with the repository, and stays so.

use crate::domain::check::finding::Violation;
use crate::domain::check::own::message::Message;

/// How the tokens of well-known services start, what follows at least, and whose they are.
const PREFIXES: &[(&str, usize, &str)] = &[
    ("AKIA", 16, "an access key of AWS"),
    ("ASIA", 16, "an access key of AWS"),
    ("AIza", 35, "an API key of Google"),
    ("ghp_", 36, "a token of GitHub"),
    ("gho_", 36, "a token of GitHub"),
    ("ghu_", 36, "a token of GitHub"),
    ("ghs_", 36, "a token of GitHub"),
    ("ghr_", 36, "a token of GitHub"),
    ("github_pat_", 22, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("npm_", 36, "a token of npm"),
    ("pypi-", 50, "a token of PyPI"),
    ("sk_live_", 24, "a key of Stripe"),
    ("rk_live_", 24, "a key of Stripe"),
    ("xoxb-", 20, "a token of Slack"),
    ("xoxp-", 20, "a token of Slack"),
    ("xapp-", 20, "a token of Slack"),
    ("dckr_pat_", 20, "a token of Docker"),
    ("hf_", 34, "a token of Hugging Face"),
    ("SG.", 60, "a key of SendGrid"),
    ("eyJ", 60, "a JSON Web Token"),
];

/// Returns the strings that look like secrets; what they say is not repeated.
pub fn message_secrets(message: &Message<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for span in &message.lines {
        let line = message.part(span);
        if line.starts_with("-----BEGIN ") && line.contains("PRIVATE KEY") {
            found.push(Violation::new(span.clone(), "this looks like a private key"));
        }
        let mut at = span.start;
        for word in line.split(|c: char| !is_token(c)) {
            if let Some(whose) = owner(word) {
                let what = format!("this looks like {whose}: take it out, and revoke it");
                found.push(Violation::new(at..at + word.len(), what));
            }
            at += word.len();
            let behind = message.text.get(at..).and_then(|rest| rest.chars().next());
            at += behind.map_or(0, char::len_utf8);
        }
    }
    found
}

fn owner(word: &str) -> Option<&'static str> {
    let (_, _, whose) = PREFIXES.iter().find(|(prefix, least, _)| {
        word.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= *least
                && rest.bytes().any(|byte| byte.is_ascii_digit())
                && rest.bytes().any(|byte| byte.is_ascii_alphabetic())
        })
    })?;
    Some(whose)
}

const fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::message_secrets;
    use crate::domain::check::own::message::Message;

    #[test]
    fn a_string_that_looks_like_a_secret_is_told_by_its_place_alone() {
        let token = format!("ghp_{}", "a1B2".repeat(9));
        let text = format!("feat: x\n\ncurl -H 'token {token}' é");
        let found = message_secrets(&Message::of(&text));
        assert_eq!(&text[found[0].span.clone()], token);
        assert!(!found[0].message.contains(&token));
        let key = "feat: x\n\n-----BEGIN OPENSSH PRIVATE KEY-----";
        assert_eq!(message_secrets(&Message::of(key)).len(), 1);
        for text in ["feat: AKIA keys", "feat: ghp_ tokens", "feat: eyJ is the start of a token"] {
            assert_eq!(message_secrets(&Message::of(text)), [], "{text}");
        }
    }
}
