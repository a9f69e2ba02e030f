//! Histories by chance, the same on every machine.

use crate::harness::chance::Chance;
use crate::harness::stream::{Commit, Mark, Stream};

/// How many commits one has.
const COMMITS: usize = 60;

const TYPES: [&str; 8] =
    ["feat", "fix", "docs", "chore", "fix(core)", "feat(cli)!", "wip", "Merge"];

/// Branches that part and meet, times that mostly rise, tags in no order of their names.
pub(crate) fn random(seed: u64) -> Stream {
    let mut chance = Chance::new(seed);
    let mut stream = Stream::new();
    let mut heads: Vec<(String, Mark)> = Vec::new();
    let mut time = 1_600_000_000;
    let root = stream.says("feat: root");
    heads.push(("main".to_owned(), root));
    for number in 0..COMMITS {
        time += i64::try_from(chance.below(9)).unwrap_or(0) * 3600 - 7200;
        let (branch, parents) = place(&mut chance, &mut heads, number);
        let kind = chance.of(&TYPES);
        let message = match *kind {
            "wip" | "Merge" => format!("{kind} {number}"),
            kind => format!("{kind}: number {number}"),
        };
        let path = format!("part{}/{}.txt", chance.below(3), chance.below(4));
        let commit = Commit::on(&branch, &message).at(time).from(&parents);
        let mark = stream.add(commit.file(&path, &format!("{number}\n")));
        for head in heads.iter_mut().filter(|(name, _)| *name == branch) {
            head.1 = mark;
        }
        if chance.below(6) == 0 {
            let version = format!("v{}.{}.{}", chance.below(3), chance.below(12), number);
            match chance.below(2) {
                0 => stream.light(&version, mark),
                _ => stream.annotated(&version, mark, &format!("Version {version}")),
            }
        }
    }
    // All branches end on main, apart from the last.
    let mut parents: Vec<Mark> = heads.iter().map(|(_, mark)| *mark).collect();
    if parents.len() > 2 {
        parents.pop();
    }
    parents.dedup();
    stream.add(Commit::on("main", "Merge everything").at(time + 60).from(&parents).empty());
    stream.add(Commit::on("main", "feat: the end").at(time + 60));
    stream
}

/// The branch of the next commit and its parents.
fn place(
    chance: &mut Chance,
    heads: &mut Vec<(String, Mark)>,
    number: usize,
) -> (String, Vec<Mark>) {
    let pick = |chance: &mut Chance, heads: &[(String, Mark)]| chance.of(heads).clone();
    let (branch, tip) = pick(chance, heads);
    match chance.below(10) {
        0 | 1 if heads.len() < 5 => {
            let name = format!("topic-{number}");
            heads.push((name.clone(), tip));
            (name, vec![tip])
        }
        2 | 3 => {
            let (_, other) = pick(chance, heads);
            let parents = if other == tip { vec![tip] } else { vec![tip, other] };
            (branch, parents)
        }
        _ => (branch, vec![tip]),
    }
}
