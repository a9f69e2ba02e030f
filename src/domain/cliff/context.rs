//! The data that templates see, in git-cliff's shape, no larger than what they can look at.
//!
//! Keys are put in in their alphabetical order: it is the order in which git-cliff's templates loop
//! over them.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::cliff::commit::{Commit, Signature};
use crate::domain::cliff::contributor::{Contributor, ForgeName};
use crate::domain::cliff::conventional::Footer;
use crate::domain::cliff::json::sorted;
use crate::domain::cliff::needs::Needs;
use crate::domain::cliff::release::{Previous, Release};
use crate::domain::version::bump::Bump;

/// Returns a release as a template sees it.
pub fn release_value(release: &Release, needs: &Needs) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    let forge = |forge: ForgeName| value_of(release.forges.of(forge));
    put("azure_devops", forge(ForgeName::AzureDevOps));
    put("bitbucket", forge(ForgeName::Bitbucket));
    put("bump_type", release.bump_type.map(Bump::as_str).into());
    put("commit_id", release.commit_id.as_deref().into());
    put("commit_range", value_of(&release.commit_range));
    if needs.name("commits") {
        put("commits", commits_value(&release.commits, needs));
    }
    put("extra", release.extra.clone().unwrap_or_default());
    put("gitea", forge(ForgeName::Gitea));
    put("github", forge(ForgeName::GitHub));
    put("gitlab", forge(ForgeName::GitLab));
    put("message", release.message.as_deref().into());
    put("previous", release.previous.as_ref().map(|one| previous_value(one, needs)).into());
    put("repository", release.repository.as_deref().into());
    put("statistics", value_of(&release.statistics));
    let submodules = release
        .submodule_commits
        .iter()
        .map(|(path, commits)| (path.clone(), commits_value(commits, needs)));
    put("submodule_commits", Value::Object(submodules.collect()));
    put("timestamp", release.timestamp.into());
    put("version", release.version.as_deref().into());
    map
}

fn previous_value(previous: &Previous, needs: &Needs) -> Value {
    let mut map = release_value(&previous.release, needs);
    map.entry("commits").or_insert_with(|| Value::Array(Vec::new()));
    Value::Object(map)
}

fn commits_value(commits: &[Commit], needs: &Needs) -> Value {
    Value::Array(commits.iter().map(|commit| commit_value(commit, needs)).collect())
}

/// Returns a commit as a template sees it.
fn commit_value(commit: &Commit, needs: &Needs) -> Value {
    let mut map = Map::new();
    let wants = needs.commit();
    let forge = |forge: ForgeName| match &commit.forges {
        Some(forges) => value_of(forges.of(forge)),
        None => value_of(&Contributor::default()),
    };
    let [github, gitlab, gitea, bitbucket, azure_devops] = wants.forges;
    let said = commit.conventional.as_ref();
    let mut put = |is_wanted: bool, key: &str, value: &dyn Fn() -> Value| {
        if is_wanted {
            map.insert(key.to_owned(), value());
        }
    };
    put(wants.author, "author", &|| signature_value(&commit.author));
    put(azure_devops, "azure_devops", &|| forge(ForgeName::AzureDevOps));
    put(bitbucket, "bitbucket", &|| forge(ForgeName::Bitbucket));
    if let Some(said) = said {
        put(wants.body, "body", &|| said.body.as_deref().into());
        put(true, "breaking", &|| said.is_breaking().into());
        put(true, "breaking_description", &|| said.breaking_description.as_deref().into());
    }
    put(wants.committer, "committer", &|| signature_value(&commit.committer));
    put(wants.conventional, "conventional", &|| said.is_some().into());
    put(wants.extra, "extra", &|| commit.extra.clone().unwrap_or_default());
    if let Some(said) = said {
        put(wants.footers, "footers", &|| said.footers.iter().map(footer_value).collect());
    }
    put(gitea, "gitea", &|| forge(ForgeName::Gitea));
    put(github, "github", &|| forge(ForgeName::GitHub));
    put(gitlab, "gitlab", &|| forge(ForgeName::GitLab));
    put(true, "group", &|| commit.shown_group().into());
    put(true, "id", &|| commit.id.as_str().into());
    put(wants.links, "links", &|| value_of(&commit.links));
    put(wants.merge_commit, "merge_commit", &|| commit.is_merge.into());
    put(true, "message", &|| commit.shown_message().into());
    put(wants.raw_message, "raw_message", &|| commit.raw_message().into());
    if let Some(remote) = &commit.remote {
        put(wants.remote, "remote", &|| value_of(remote));
    }
    put(true, "scope", &|| commit.shown_scope().into());
    put(wants.statistics, "statistics", &|| value_of(&commit.statistics));
    Value::Object(map)
}

fn signature_value(signature: &Signature) -> Value {
    let entries = [
        ("email", signature.email.as_deref().into()),
        ("name", signature.name.as_deref().into()),
        ("timestamp", signature.timestamp.into()),
    ];
    entries.into_iter().map(|(key, value): (&str, Value)| (key.to_owned(), value)).collect()
}

fn footer_value(footer: &Footer) -> Value {
    let entries = [
        ("breaking", footer.breaking.into()),
        ("separator", footer.separator.into()),
        ("token", footer.token.as_str().into()),
        ("value", footer.value.as_str().into()),
    ];
    entries.into_iter().map(|(key, value): (&str, Value)| (key.to_owned(), value)).collect()
}

fn value_of(data: &impl Serialize) -> Value {
    sorted(serde_json::to_value(data).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::release_value;
    use crate::domain::cliff::commit::Commit;
    use crate::domain::cliff::conventional::Conventional;
    use crate::domain::cliff::needs::Needs;
    use crate::domain::cliff::release::Release;

    #[test]
    fn a_commit_has_all_fields_in_order_where_everything_is_needed() {
        let commit = Commit::of_text("feat: x\n\nbody\n\nRefs: 1");
        let conventional = Conventional::parse(&commit.message);
        let commit = Commit { conventional, ..commit };
        let printed = serde_json::to_value(&commit).unwrap();
        let release = Release { commits: vec![commit], ..Release::default() };
        let map = release_value(&release, &Needs::everything());
        let seen: Vec<_> = map["commits"][0].as_object().unwrap().keys().collect();
        let mut expected: Vec<_> = printed.as_object().unwrap().keys().collect();
        expected.sort();
        assert_eq!(seen, expected);
        assert!(map.keys().is_sorted());
    }

    #[test]
    fn a_commit_has_only_what_a_template_can_look_at() {
        let release = Release { commits: vec![Commit::of_text("x")], ..Release::default() };
        let map = release_value(&release, &Needs::of("{{ commits }} {{ commit.author.name }}"));
        let seen: Vec<_> = map["commits"][0].as_object().unwrap().keys().collect();
        assert_eq!(seen, ["author", "group", "id", "message", "scope"]);
    }
}
