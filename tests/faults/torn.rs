//! A git that is killed in the midst of its own work, and semflow with it: some refs moved and others
//! locked, some files written and the index not.

use crate::injector::Fault;
use crate::scene::Scene;
use crate::scenes;
use crate::verdict::{Verdict, judge};

/// Moves the first refs of a transaction, and leaves the locks of the others, as git does that is
/// killed between two of its renames.
const SOME_REFS: &str = r#"
tr '\0' '\n' > "$FAULT_FOLDER/commands"
awk '/^create /{name=$2; getline new; print name, new}
     /^update /{name=$2; getline new; getline old; print name, new}
     /^delete /{name=$2; getline old; print name, "-"}' "$FAULT_FOLDER/commands" |
while read -r name new; do
    if [ "$done" = KEPT ]; then mkdir -p ".git/${name%/*}"; echo "$new" > ".git/$name.lock"; continue; fi
    if [ "$new" = - ]; then git update-ref -d "$name"; else git update-ref --no-deref "$name" "$new"; fi
    done=1$done
done
: > .git/packed-refs.lock
kill -9 $PPID; exit 1
"#;

/// Writes all files and not the index; then half of one file is gone, or the whole of another.
const SOME_FILES: [&str; 3] =
    ["", "head -c 3 FILE > .git/part; cat .git/part > FILE; rm .git/part", "rm FILE"];

fn some_files(at: usize, more: &str, file: &str) -> Fault {
    let more = more.replace("FILE", file);
    let script = format!(
        "cp .git/index .git/index.kept; git \"$@\"; mv .git/index.kept .git/index
        : > .git/index.lock; {more}; kill -9 $PPID; exit 1"
    );
    Fault { at, script: script.replace("; ;", ";") }
}

/// Git's merge has written the files, and neither the index nor what it is about.
const BEGINNING_OF_A_MERGE: [&str; 2] = [
    "cp .git/index .git/kept; git \"$@\"; mv .git/kept .git/index; : > .git/index.lock
    rm .git/MERGE_HEAD .git/MERGE_MODE .git/MERGE_MSG; kill -9 $PPID; exit 1",
    "cp .git/index .git/kept; git \"$@\"; mv .git/kept .git/index; : > .git/index.lock
    rm .git/MERGE_MODE; kill -9 $PPID; exit 1",
];

/// The commit is made, and git has not forgotten the merge yet.
const END_OF_A_MERGE: &str =
    "for name in HEAD MSG MODE; do cp .git/MERGE_$name .git/kept_$name; done
    git \"$@\"
    for name in HEAD MSG MODE; do mv .git/kept_$name .git/MERGE_$name; done; kill -9 $PPID; exit 1";

/// The files are taken back, and the index is not.
const BACK_FROM_A_MERGE: &str =
    "for name in HEAD MSG MODE; do cp .git/MERGE_$name .git/kept_$name; done
    cp .git/index .git/kept; git \"$@\"; mv .git/kept .git/index; : > .git/index.lock
    for name in HEAD MSG MODE; do mv .git/kept_$name .git/MERGE_$name; done; kill -9 $PPID; exit 1";

/// Tears every call of one kind that a scene makes.
fn tear(scene: &Scene, call: &str, faults: &dyn Fn(usize) -> Vec<Fault>) {
    let is_meant = |one: &String| one.starts_with(call) && !one.starts_with("read-tree -m -u -n");
    let calls = scene.calls.iter().zip(1..).filter(|(one, _)| is_meant(one));
    let places: Vec<usize> = calls.map(|(_, at)| at).collect();
    assert!(!places.is_empty(), "{} never calls `{call}`: {:#?}", scene.name, scene.calls);
    let mut wrong = Vec::new();
    for fault in places.into_iter().flat_map(faults) {
        scene.reset();
        let ended = scene.run(Some(&fault));
        assert_eq!(ended.signal, Some(9), "{}: {ended:?}", scene.name);
        match judge(scene) {
            Ok(Verdict::UnderWay) => {}
            other => wrong.push(format!("{} torn by {fault:?}: {other:?}", scene.name)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n").replace("\\n", "\n"));
}

/// The transaction of the branches is the last one; that of HEAD has one ref.
fn tear_refs(scene: &Scene) {
    let last = scene.calls.iter().rposition(|call| call.starts_with("update-ref"));
    let last = last.map_or(0, |place| place + 1);
    tear(scene, "update-ref", &|at| if at == last { refs(at) } else { Vec::new() });
}

fn refs(at: usize) -> Vec<Fault> {
    let script = |kept: &str| SOME_REFS.replace("KEPT", kept);
    ["''", "11"].map(|kept| Fault::first(at, &script(kept))).into()
}

/// `file` is one that is written at that call.
fn files(file: &'static str) -> impl Fn(usize) -> Vec<Fault> {
    move |at| SOME_FILES.map(|more| some_files(at, more, file)).into()
}

/// The file is there in part.
fn part(file: &'static str) -> impl Fn(usize) -> Vec<Fault> {
    move |at| vec![some_files(at, SOME_FILES[1], file)]
}

#[test]
fn a_transaction_that_is_torn() {
    tear_refs(&scenes::finish_and_push());
}

#[test]
fn a_transaction_of_an_undo_that_is_torn() {
    tear_refs(&scenes::undo());
}

#[test]
fn a_work_tree_that_is_half_written() {
    tear(&scenes::finish(), "read-tree -m -u", &files("CHANGELOG.md"));
    tear(&scenes::undo(), "read-tree -m -u", &part("CHANGELOG.md"));
    tear(&scenes::clashing_finish(), "read-tree -m -u", &part("a.txt"));
}

#[test]
fn a_merge_that_is_half_begun_half_ended_and_half_taken_back() {
    let first = |scripts: &'static [&'static str]| {
        move |at| scripts.iter().map(|script| Fault::first(at, script)).collect()
    };
    tear(&scenes::clashing_finish(), "merge --no-ff", &first(&BEGINNING_OF_A_MERGE));
    tear(&scenes::resume(), "commit --no-edit", &first(&[END_OF_A_MERGE]));
    tear(&scenes::abort_of_a_merge(), "merge --abort", &first(&[BACK_FROM_A_MERGE]));
}
