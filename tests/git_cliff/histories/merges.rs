//! Branches that part and meet.

use crate::harness::stream::{Commit, Stream};

/// Topics merged with `--no-ff`, an octopus, a maintenance branch with newer tags than `main`, a
/// tag that was merged back, and unrelated histories.
pub(crate) fn merges() -> Stream {
    let mut stream = Stream::new();
    let root = stream.says("feat: begin");
    let base = stream.says("fix: the beginning");
    stream.annotated("v1.0.0", base, "Version 1.0.0");
    let topic = stream.add(Commit::on("topic", "feat(topic): first").from(&[base]));
    let topic = stream.add(Commit::on("topic", "fix(topic): second").from(&[topic]));
    let main = stream.says("docs: meanwhile on main");
    let merged = merge(&mut stream, "Merge branch 'topic'", &[main, topic]);
    let mut heads = vec![merged];
    for name in ["one", "two", "three"] {
        let message = format!("feat({name}): of an octopus (#{})", heads.len());
        heads.push(stream.add(Commit::on(name, &message).from(&[merged])));
    }
    let octopus = merge(&mut stream, "Merge branches 'one', 'two' and 'three'", &heads);
    let released = stream.says("chore(release): 1.1.0");
    stream.light("v1.1.0", released);
    // Maintenance of 1.0, tagged after 1.1.0 and never merged.
    let patch = stream.add(Commit::on("release/1.0", "fix: backport").from(&[base]));
    stream.annotated("v1.0.1", patch, "Version 1.0.1");
    let stranger = stream.add(Commit::on("release/1.0", "fix: one more backport"));
    stream.light("v1.0.2", stranger);
    // A topic that begins before the last release and is merged after it.
    let old = stream.add(Commit::on("old", "feat(old): begun long ago").from(&[octopus]));
    let old = stream.add(Commit::on("old", "fix(old)!: and mended").from(&[old]));
    let main = stream.says("feat: after the release");
    let main = merge(&mut stream, "feat: merge with a message of its own\n\nBody.", &[main, old]);
    // A release made beside main and merged back.
    let beside = stream.add(Commit::on("release/1.2", "fix: for 1.2").from(&[main]));
    let beside = stream.add(Commit::on("release/1.2", "chore(release): 1.2.0").from(&[beside]));
    stream.annotated("v1.2.0", beside, "Version 1.2.0");
    let main = stream.says("feat: on main while 1.2 was made");
    merge(&mut stream, "Merge branch 'release/1.2'", &[main, beside]);
    stream.says("fix: after the merge back");
    // A history without a common ancestor.
    let import =
        Commit::on("import", "feat(import): another root").empty().file("import.txt", "i\n");
    let import = stream.add(import);
    let main = stream.says("perf: before the import");
    merge(&mut stream, "Merge branch 'import'", &[main, import]);
    // One that meets itself again, criss-cross.
    let left = stream.says("feat: left");
    let right = stream.add(Commit::on("right", "feat: right").from(&[root]));
    let crossed = stream.add(Commit::on("right", "Merge left into right").from(&[right, left]));
    merge(&mut stream, "Merge right into left", &[left, right]);
    let main = stream.says("fix: tip of the cross");
    merge(&mut stream, "Merge branch 'right'", &[main, crossed]);
    stream.says("feat: the end");
    stream
}

fn merge(
    stream: &mut Stream,
    message: &str,
    parents: &[crate::harness::stream::Mark],
) -> crate::harness::stream::Mark {
    stream.add(Commit::on("main", message).from(parents).empty())
}
