//! The program from outside: real repositories, real runs, one file per command or concern.

mod bump;
mod changelog;
mod changelog_configured;
mod changelog_links;
mod changelog_mends;
mod changelog_ranges;
mod check_docs;
mod commit;
#[cfg(unix)]
mod commit_prompts;
mod config_import;
mod current_version;
mod decisions;
mod failures;
mod first_release;
mod flow_changelog;
mod flow_ci;
mod flow_config;
mod flow_crossings;
mod flow_detached;
mod flow_develop;
mod flow_explain;
mod flow_firsts;
mod flow_guards;
mod flow_hotfix;
mod flow_main;
mod flow_mends;
mod flow_overrides;
mod flow_release;
mod flow_scenarios;
mod flow_status;
mod flow_topics;
mod flow_trunk;
mod git_cliff_configuration;
mod git_cliff_flags;
mod git_cliff_repairs;
mod git_cliff_sources;
mod git_cliff_surroundings;
mod history;
mod hook_install;
mod hook_run;
mod hook_sessions;
mod hook_speed;
mod matrix;
mod message_cleanup;
mod messages;
mod next_version;
mod notes;
mod notes_mends;
mod overrides;
mod own_look_flags;
mod prepend;
mod prereleases;
mod readme;
mod releases;
mod reverts;
mod shallow;
mod states;
mod states_mends;
mod support;
mod tags;
mod vars;
mod verify;

#[test]
fn no_forgotten_file() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let named = include_str!("main.rs");
    #[expect(clippy::disallowed_methods, reason = "the subject of this test is the files on disk")]
    let entries = std::fs::read_dir(folder).unwrap();
    for entry in entries {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let module = name.strip_suffix(".rs").unwrap_or(&name);
        let is_named = module == "main" || named.contains(&format!("\nmod {module};\n"));
        assert!(
            is_named,
            "tests/cli/{name} is not a module of tests/cli/main.rs, so it never runs"
        );
    }
}
