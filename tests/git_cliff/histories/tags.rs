//! Every kind of tag that repositories have.

use crate::harness::stream::{Commit, Stream};

/// What a tag signed by `git tag --sign` holds.
const SIGNED: &str = "Version 0.9.0\n\nSigned by hand.\n-----BEGIN PGP SIGNATURE-----\n\n\
                      iQEzBAABCAAdFiEE\n-----END PGP SIGNATURE-----\n";

/// And one signed with a key of SSH.
const SIGNED_BY_SSH: &str = "Version 0.10.0\n-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n\
                             -----END SSH SIGNATURE-----\n";

/// Annotated, lightweight, nested, signed, several on a commit, on blobs, trees and side branches,
/// of several schemes, some packed and some loose, at equal times.
pub(crate) fn tags() -> Stream {
    let mut stream = Stream::new();
    let root = stream.says("feat: begin");
    stream.light("start", root);
    let nine = stream.says("feat: for 0.9");
    stream.annotated("v0.9.0", nine, SIGNED);
    let ten = stream.says("fix: for 0.10");
    stream.annotated("v0.10.0", ten, SIGNED_BY_SSH);
    let candidate = stream.says("feat: a candidate");
    stream.light("v1.0.0-rc.1", candidate);
    let last = stream.says("fix: the last candidate is the release");
    stream.light("v1.0.0-rc.2", last);
    stream.annotated("v1.0.0", last, "\n\n  Version 1.0.0  \n\n");
    let two = stream.says("feat: one commit, two names");
    stream.light("v1.1.0", two);
    stream.light("1.1.0", two);
    let packages = stream.says("feat: packages with tags of their own");
    stream.light("core/v0.1.0", packages);
    let packages = stream.says("fix: a package");
    stream.light("core/v0.1.1", packages);
    stream.light("cli-v2.0.0", packages);
    let side = stream.add(Commit::on("side", "fix: on a side branch").from(&[two]));
    stream.annotated("v1.1.1", side, "Version 1.1.1\r\n\r\nwith CRLF\r\n");
    let calendar = stream.says("feat: a version by calendar");
    stream.light("2023.04.1", calendar);
    let short = stream.says("feat: a version of two parts");
    stream.light("v1.2", short);
    stream.light("nightly", short);
    let nested = stream.says("fix: a tag of a tag");
    stream.annotated("inner", nested, "The inner tag");
    let lines = stream.says("feat: a tag of many lines");
    stream.annotated("v1.3.0", lines, "Title\n\n\n\tindented\n  # no comment\n\nend\n\n\n");
    let same = 1_680_000_000;
    let equal = stream.add(Commit::on("main", "fix: equal times 1").at(same));
    stream.light("v1.5.0", equal);
    let equal = stream.add(Commit::on("main", "fix: equal times 2").at(same));
    stream.light("v1.4.0", equal);
    let beta = stream.says("feat: a beta");
    stream.annotated("v2.0.0-beta.1", beta, "Beta: with a colon\n\n* and\n* a list\n");
    stream.says("feat!: not released");
    stream.says("fix: not released either");
    for command in [
        &["tag", "--annotate", "-m", "The outer tag", "v1.2.1", "inner"] as &[&str],
        &["tag", "--delete", "inner"],
        &["pack-refs", "--all"],
        // Loose from here on: a new one, one over a packed one, and a packed one that is gone.
        &["tag", "v1.6.0", "main~2"],
        &["tag", "--force", "nightly", "main~1"],
        &["tag", "--delete", "start"],
        &["tag", "on-a-blob", "main:files/1.txt"],
        &["tag", "on-a-tree", "main:files"],
        &["tag", "--annotate", "-m", "No commit", "v3.0.0", "main:files/1.txt"],
    ] {
        stream.then(command);
    }
    stream
}
