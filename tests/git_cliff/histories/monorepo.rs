//! Several packages in one repository.

use crate::harness::stream::{Commit, Stream};

/// `crates/a`, `crates/b` and `docs`, with moves, removals, modes, a submodule and merges; some tags
/// stand on commits that touch other folders than those they are about.
pub(crate) fn monorepo() -> Stream {
    let mut stream = Stream::new();
    stream.add(
        Commit::on("main", "feat: everything at once")
            .file("README.md", "# All\n")
            .file("crates/a/Cargo.toml", "[package]\n")
            .file("crates/a/src/lib.rs", "//! A\n\nfn a() {}\n")
            .file("crates/b/src/lib.rs", "//! B\n")
            .file("docs/index.md", "# Docs\n"),
    );
    let a = Commit::on("main", "feat(a): a function").file("crates/a/src/lib.rs", "fn a2() {}\n");
    let a = stream.add(a);
    stream.light("a-v0.1.0", a);
    let b = Commit::on("main", "feat(b): a function").file("crates/b/src/lib.rs", "fn b() {}\nb\n");
    let b = stream.add(b);
    stream.light("b-v0.1.0", b);
    let docs = Commit::on("main", "docs: a page").file("docs/deep/er/page.md", "Page\n");
    let docs = stream.add(docs);
    stream.annotated("v1.0.0", docs, "All of it");
    stream.add(
        Commit::on("main", "fix: both crates")
            .file("crates/a/src/lib.rs", "fn a3() {}\n")
            .file("crates/b/src/lib.rs", "fn b3() {}\n"),
    );
    stream.add(
        Commit::on("main", "refactor(b): move").rename("crates/b/src/lib.rs", "crates/b/lib.rs"),
    );
    stream.add(Commit::on("main", "chore: an empty commit").empty());
    stream.add(Commit::on("main", "build: mode only").program("README.md", "# All\n"));
    stream.add(Commit::on("main", "fix(a)!: remove").delete("crates/a/Cargo.toml"));
    let link = "0123456789012345678901234567890123456789";
    stream.add(Commit::on("main", "feat: a submodule").gitlink("vendor/lib", link));
    let base =
        stream.add(Commit::on("main", "feat(a): ünïcode path").file("crates/a/ünï code.rs", "u\n"));
    stream.annotated("v1.1.0", base, "More of it");
    let topic =
        Commit::on("topic", "fix(b): on a branch").from(&[base]).file("crates/b/x.rs", "x\n");
    let topic = stream.add(topic);
    let main = stream.add(Commit::on("main", "fix(a): on main").file("crates/a/y.rs", "y\n"));
    let merge = Commit::on("main", "Merge branch 'topic'").from(&[main, topic]);
    stream.add(merge.file("crates/b/x.rs", "x\n"));
    stream.add(Commit::on("main", "style: format everything").file("crates/a/y.rs", "y;\n"));
    let a = stream.add(Commit::on("main", "docs(a): for a").file("docs/a.md", "A\n"));
    stream.light("a-v0.2.0", a);
    let link = "9876543210987654321098765432109876543210";
    stream.add(Commit::on("main", "feat: move the submodule").gitlink("vendor/lib", link));
    stream.add(Commit::on("main", "feat(a): [a] with brackets").file("crates/a/[x].rs", "x\n"));
    stream
        .add(Commit::on("main", "chore: ignore the formatting").file(".gitattributes", "* text\n"));
    stream.add(Commit::on("main", "fix: at the root").file("build.rs", "fn main() {}\n"));
    stream
}
