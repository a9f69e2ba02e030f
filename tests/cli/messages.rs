//! Messages in every encoding and none: no commit is lost, no message stops the program.

use crate::support::repository::Repo;
use crate::support::run::semflow;

const NOON: i64 = 1_704_110_400;

fn with_message(headers: &str, message: &[u8]) -> Repo {
    let repo = Repo::released("v1.0.0");
    let base = repo.git(&["rev-parse", "HEAD"]);
    let commit = repo.raw_commit_with(&[&base], NOON, headers, message);
    repo.reset(&commit);
    repo
}

#[test]
fn a_message_in_latin_1_is_decoded_by_its_header() {
    let repo = with_message("encoding ISO-8859-1\n", b"feat: gr\xfc\xdfe\n");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    semflow(&repo, &["changelog"]).prints("- grüße\n");
}

#[test]
fn a_message_in_latin_1_without_a_header_is_not_lost() {
    let repo = with_message("", b"feat: gr\xfc\xdfe\n");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    let changelog = semflow(&repo, &["changelog"]);
    changelog.ends_with(0).prints("- gr");
}

#[test]
fn an_unknown_encoding_is_no_failure() {
    let repo = with_message("encoding x-nobody-knows\n", b"feat: more\n");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn other_encodings_are_known_too() {
    let repo = with_message("encoding Shift_JIS\n", b"feat: \x93\xfa\x96\x7b\n");
    semflow(&repo, &["changelog", "--unreleased"]).prints("- 日本\n");
}

#[test]
fn windows_line_ends_do_not_hide_anything() {
    let repo =
        with_message("", b"feat: more\r\n\r\nBody.\r\n\r\nBREAKING CHANGE: it\r\nis gone\r\n");
    semflow(&repo, &["next-version"]).answers("2.0.0\n");
    let changelog = semflow(&repo, &["changelog"]);
    changelog.prints("- more\n  it\n  is gone\n");
    changelog.omits("\r");
}

#[test]
fn an_empty_message_is_counted_as_unconventional() {
    for message in [&b""[..], b"\n", b"\n\n\n", b"   \n"] {
        let repo = with_message("", message);
        let answer = semflow(&repo, &["next-version"]);
        answer.says("1.0.0\n").warns("1 commit is not conventional");
        let json = semflow(&repo, &["changelog", "--json"]).json();
        assert_eq!(json[0]["ignored"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_nul_in_a_message_does_not_hide_what_stands_before_it() {
    let repo = with_message("", b"feat: more\0\nBREAKING CHANGE: x\n");
    semflow(&repo, &["next-version"]).ends_with(0).prints("1.1.0");
    semflow(&repo, &["changelog", "--json"]).ends_with(0);
}

#[test]
fn blank_lines_above_the_subject_do_not_hide_it() {
    let repo = with_message("", b"\n\nfeat: more\n");
    semflow(&repo, &["next-version"]).says("1.1.0\n");
}

#[test]
fn a_commit_with_a_signature_is_read_like_any_other() {
    let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n feat!: not a message\n \
                     -----END PGP SIGNATURE-----\nmergetag object\n tree\n";
    let repo = with_message(signature, b"fix: one\n");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn commits_that_cannot_be_read_are_counted_and_listed() {
    let repo = Repo::released("v1.0.0");
    repo.commit("update stuff");
    let lost = repo.commit("more stuff");
    repo.commit("fix: one");
    let answer = semflow(&repo, &["next-version"]);
    answer.says("1.0.1\n").warns("2 commits are not conventional");
    assert!(!answer.stderr.contains("more stuff"));
    let verbose = semflow(&repo, &["next-version", "--verbose"]);
    verbose.says("1.0.1\n").warns("update stuff").warns("more stuff").warns(&lost[..7]);
    semflow(&repo, &["next-version", "--quiet"]).answers("1.0.1\n");
    let changelog = semflow(&repo, &["changelog"]);
    changelog.ends_with(0).warns("2 commits are not conventional");
}

#[test]
fn a_near_miss_of_a_breaking_change_is_warned_of() {
    let repo = Repo::released("v1.0.0");
    let id = repo.commit("fix: one\n\nbreaking change: it is gone");
    let answer = semflow(&repo, &["next-version"]);
    answer.says("1.0.1\n").warns("breaking change: it is gone").warns(&id[..7]);
}

#[test]
fn a_huge_message_is_no_hindrance() {
    let body = "word ".repeat(200_000);
    let repo = with_message("", format!("feat: more\n\n{body}\n").as_bytes());
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn a_subject_of_control_characters_is_written_as_it_is_where_no_terminal_reads() {
    let repo = with_message("", b"feat: \x1b[31mred\n");
    semflow(&repo, &["changelog", "--template", "plain"]).prints("\x1b[31mred");
    let told = with_message("", b"\x1b[31mred\n");
    let verbose = semflow(&told, &["next-version", "-v"]);
    verbose.says("1.0.0\n").warns("\\x1b[31mred");
    assert!(!verbose.stderr.contains('\x1b'));
}
