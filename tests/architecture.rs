//! The layers of `docs/architecture.md`, held by reading the sources: who may name whom, which
//! folder alone may have an effect, and how large and how plain a file is.
#![expect(clippy::disallowed_methods, reason = "the subject of these tests is the files on disk")]

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Which layers each layer may name besides itself and `failure`.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("failure", &[]),
    ("domain", &[]),
    ("plan", &["domain"]),
    ("config", &["domain"]),
    ("git", &["domain", "plan", "files"]),
    ("files", &[]),
    ("programs", &["domain"]),
    ("apply", &["plan", "git", "files", "domain"]),
    ("terminal", &["domain", "plan"]),
    (
        "commands",
        &["domain", "plan", "config", "git", "files", "programs", "apply", "terminal", "cli"],
    ),
    ("cli", &["domain", "plan", "config", "git", "files", "apply", "terminal", "commands"]),
];

/// The layers that are functions over values and nothing else.
const PURE: [&str; 3] = ["domain", "plan", "config"];

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "misc"];

/// How long a file may be, its tests aside.
const LONGEST: usize = 400;

#[test]
fn a_layer_names_only_the_layers_below_it() {
    assert_clean(layers);
}

#[test]
fn only_the_git_folder_names_git2() {
    assert_clean(git2_outside_git);
}

#[test]
fn only_the_renderers_name_tera() {
    assert_clean(tera_outside_render);
}

#[test]
fn only_the_files_folder_names_the_file_system() {
    assert_clean(file_system_outside_files);
}

#[test]
fn pure_layers_have_no_way_out() {
    assert_clean(effects_in_pure_layers);
}

#[test]
fn nothing_prints_past_the_terminal() {
    assert_clean(print_macros);
}

#[test]
fn no_import_is_a_glob() {
    assert_clean(globs);
}

#[test]
fn mod_files_only_declare() {
    assert_clean(logic_in_mod_files);
}

#[test]
fn every_file_is_named_after_what_it_holds() {
    assert_clean(empty_names);
}

#[test]
fn no_file_is_too_long() {
    assert_clean(length);
}

#[test]
fn nothing_is_left_for_later() {
    assert_clean(unfinished_words);
}

#[test]
fn every_failure_says_what_to_do_next() {
    assert_clean(failures_without_a_hint);
}

#[test]
fn a_planted_step_up_the_layers_is_found() {
    let group = "use crate::{\n    domain::b,\n    git::{c, files},\n};";
    let tests = "#[cfg(test)]\nmod tests {\n    use crate::git::b;\n}";
    let prose = "//! [crate::git]\nfn f() { g(\"crate::git\") }";
    let rows: &[Row] = &[
        ("src/domain/a.rs", "use crate::git::walk;", &[1]),
        ("src/domain/a.rs", "\nfn f() { crate::files::g() }", &[2]),
        ("src/domain/a.rs", group, &[3]),
        ("src/domain/mod.rs", "use super::git::walk;", &[1]),
        ("src/domain/b/a.rs", "use super::super::super::plan;", &[1]),
        ("src/plan/a.rs", "use crate::domain::b;\nuse crate::apply;", &[2]),
        ("src/git/a.rs", "use crate::plan::b;\nuse crate::config;", &[2]),
        ("src/terminal/a.rs", "use crate::cli::exit_code;", &[1]),
        ("src/failure.rs", "use crate::domain::b;", &[1]),
        ("src/novel/a.rs", "fn f() {}", &[1]),
        ("src/domain/b/a.rs", "use crate::failure;\nuse super::c;", &[]),
        ("src/commands/a.rs", "use crate::git;\nuse crate::cli;", &[]),
        ("src/domain/a.rs", tests, &[]),
        ("src/domain/a.rs", prose, &[]),
    ];
    assert_found(layers, rows);
}

#[test]
fn a_planted_library_or_effect_in_a_wrong_folder_is_found() {
    let rows: &[Row] = &[
        ("src/commands/a.rs", "fn f(r: &git2::Oid) {}", &[1]),
        ("src/commands/a.rs", "use git2 as libgit2;", &[1]),
        ("src/git/a.rs", "use git2::Oid;", &[]),
    ];
    assert_found(git2_outside_git, rows);
    let rows: &[Row] = &[
        ("src/domain/changelog/a.rs", "use tera::Tera;", &[1]),
        ("src/domain/changelog/render_it.rs", "use tera::Tera;", &[]),
        ("src/domain/changelog/render/a.rs", "use tera::Tera;", &[]),
        ("src/domain/cliff/render/a.rs", "use tera::Tera;", &[]),
        ("src/domain/cliff/a.rs", "use tera::Tera;", &[1]),
    ];
    assert_found(tera_outside_render, rows);
    let rows: &[Row] = &[
        ("src/git/a.rs", "use std::fs::read;", &[1]),
        ("src/git/a.rs", "use std::{io,\n fs};", &[2]),
        ("src/files/a.rs", "use std::fs;", &[]),
    ];
    assert_found(file_system_outside_files, rows);
    let rows: &[Row] = &[
        ("src/plan/a.rs", "use std::env;", &[1]),
        ("src/domain/a.rs", "let t = Utc::now();", &[1]),
        ("src/domain/a.rs", "use std::{fmt, process};", &[1]),
        ("src/git/a.rs", "use std::process::Command;", &[]),
    ];
    assert_found(effects_in_pure_layers, rows);
}

#[test]
fn a_planted_fault_of_style_is_found() {
    let rows: &[Row] = &[
        ("src/a.rs", "fn f() {\n    println!();\n}", &[2]),
        ("src/a.rs", "// println!()\nlet a = \"eprintln!\";", &[]),
        ("src/a.rs", "/* /* */ println!() /*/ */ */\nprint!()", &[2]),
    ];
    assert_found(print_macros, rows);
    let rows: &[Row] = &[
        ("src/a.rs", "use a::b::*;", &[1]),
        ("src/a.rs", "use a::{b, c::{d, *}};\nlet x = a * b;", &[1]),
        ("src/a.rs", "#[cfg(test)]\nmod tests {\nuse super::*;\n}", &[3]),
        ("src/a.rs", "fn f() -> impl A + use<'_> { 2 * 3 }", &[]),
    ];
    assert_found(globs, rows);
    let rows: &[Row] = &[
        ("src/domain/mod.rs", "pub mod a;\n\nfn f() {}", &[3]),
        ("src/domain/mod.rs", "//! No fn here.\npub mod a;", &[]),
    ];
    assert_found(logic_in_mod_files, rows);
    let rows: &[Row] = &[("src/a/utils.rs", "", &[1]), ("src/common/mod.rs", "", &[1])];
    assert_found(empty_names, rows);
    let rows: &[Row] = &[
        ("src/a.rs", "// TO\u{44}O: more\nlet a = 'X';", &[1]),
        ("src/a.rs", "let a = '\"'; dbg!(a);", &[1]),
        ("src/a.rs", "\nlet b = \"\\\"\"; todo!()", &[2]),
        ("src/a.rs", "let todo = r#\"\"XXXX dbg!\"\"#;", &[]),
    ];
    assert_found(unfinished_words, rows);
}

#[test]
fn a_planted_failure_without_a_hint_is_found() {
    let bound = "fn f() {\n    let a = Failure::state(b());\n    match c {\n        d => a.hint(e),\n    }\n}";
    let unbound =
        "fn f() {\n    let a = Failure::state(b());\n    return a;\n}\nfn g() { c.hint(d) }";
    let excused = "fn f() {\n    // no hint: the caller has one\n    Failure::usage(a).at(b)\n}";
    let rows: &[Row] = &[
        ("src/a.rs", "fn f() { Err(Failure::world(a)) }", &[1]),
        ("src/a.rs", "fn f() -> B {\n    Failure::usage(a).at(b)\n}\nfn g() { c.hint(d) }", &[2]),
        ("src/a.rs", "match a {\n    b => Failure::state(c),\n    d => e.hint(f),\n}", &[2]),
        ("src/a.rs", unbound, &[2]),
        ("src/a.rs", "fn f() { Err(Failure::world(a(b)).at(c)\n.hint(d)) }", &[]),
        (
            "src/a.rs",
            "fn f() { g.map_err(|a| { Failure::state(b)\n.because(a)\n.hint(c) })? }",
            &[],
        ),
        ("src/a.rs", "fn f() { Failure::bug(a) }", &[]),
        ("src/a.rs", "#[cfg(test)]\nmod tests {\n    fn f() { Failure::state(a) }\n}", &[]),
        ("src/a.rs", bound, &[]),
        ("src/a.rs", excused, &[]),
    ];
    assert_found(failures_without_a_hint, rows);
}

#[test]
fn a_file_is_as_long_as_its_code_without_the_tests() {
    let lines = "fn f() {}\n".repeat(LONGEST);
    let tests = "#[cfg(test)]\nmod tests {\n}\n";
    let fits = SourceFile::new("src/domain/a.rs".to_owned(), &format!("{lines}{tests}"));
    assert_eq!(length(&fits).len(), 0);
    let exceeds = SourceFile::new("src/domain/a.rs".to_owned(), &format!("{lines}\n{tests}"));
    assert_eq!(length(&exceeds).len(), 1);
}

/// A path, a text and the lines of it in which a rule must find something.
type Row<'r> = (&'r str, &'r str, &'r [usize]);

type Rule = fn(&SourceFile) -> Vec<Finding>;

/// What breaks a rule, and in which line.
struct Finding {
    line: usize,
    what: String,
}

/// One file below `src`.
struct SourceFile {
    path: String,
    text: String,
    /// The whole file in words, without comments and the insides of texts.
    words: Vec<Word>,
    /// The line of `#[cfg(test)]` over the tests, or the one after the last.
    tests: usize,
}

/// A name, `::` or a single sign.
struct Word {
    text: String,
    line: usize,
}

impl SourceFile {
    fn new(path: String, text: &str) -> Self {
        let tests = start_of_tests(text);
        Self { path, text: text.to_owned(), words: words(&without_comments_and_texts(text)), tests }
    }

    /// The words of the code that is shipped.
    fn shipped(&self) -> &[Word] {
        let end = self.words.partition_point(|word| word.line < self.tests);
        self.words.get(..end).unwrap_or_default()
    }

    /// The names of the modules from the crate down to this file.
    fn modules(&self) -> Vec<&str> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        path.split('/').filter(|name| !matches!(*name, "mod" | "lib" | "main")).collect()
    }

    fn layer(&self) -> Option<&str> {
        self.modules().first().copied()
    }

    fn is_below(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }
}

fn assert_clean(rule: Rule) {
    let files = source_files();
    let mut lines = Vec::new();
    for file in &files {
        for finding in rule(file) {
            lines.push(format!("{}:{}: {}", file.path, finding.line, finding.what));
        }
    }
    assert!(!files.is_empty(), "no source file was found");
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

fn assert_found(rule: Rule, rows: &[Row<'_>]) {
    for (path, text, lines) in rows {
        let found = rule(&SourceFile::new((*path).to_owned(), text));
        let found: Vec<usize> = found.iter().map(|finding| finding.line).collect();
        assert_eq!(found, *lines, "{path}\n{text}");
    }
}

fn layers(file: &SourceFile) -> Vec<Finding> {
    let Some(own) = file.layer() else {
        return Vec::new();
    };
    let Some((_, allowed)) = MAY_NAME.iter().find(|(layer, _)| *layer == own) else {
        return vec![Finding { line: 1, what: format!("`{own}` is missing in `MAY_NAME`") }];
    };
    let mut named = children(file.shipped(), "crate");
    named.extend(named_from_the_root_by_super(file));
    let is_foreign = |layer: &str| {
        layer != own
            && layer != "failure"
            && !allowed.contains(&layer)
            && MAY_NAME.iter().any(|(known, _)| *known == layer)
    };
    named
        .into_iter()
        .filter(|word| is_foreign(&word.text))
        .map(|word| finding(word, format!("`{own}` may not name `{}`", word.text)))
        .collect()
}

fn git2_outside_git(file: &SourceFile) -> Vec<Finding> {
    if file.is_below("src/git/") { Vec::new() } else { crate_named(file, "git2") }
}

fn tera_outside_render(file: &SourceFile) -> Vec<Finding> {
    let is_renderer =
        file.is_below("src/domain/changelog/render") || file.is_below("src/domain/cliff/render/");
    if is_renderer { Vec::new() } else { crate_named(file, "tera") }
}

fn file_system_outside_files(file: &SourceFile) -> Vec<Finding> {
    if file.is_below("src/files/") { Vec::new() } else { std_named(file, &["fs"]) }
}

fn effects_in_pure_layers(file: &SourceFile) -> Vec<Finding> {
    if !file.layer().is_some_and(|layer| PURE.contains(&layer)) {
        return Vec::new();
    }
    let mut findings = std_named(file, &["fs", "env", "process", "net", "thread"]);
    let clocks = ["SystemTime", "Instant", "Utc", "Local"];
    findings.extend(file.shipped().windows(3).filter_map(|three| {
        match three {
            [clock, path, now] if path.text == "::" && now.text == "now" => clocks
                .contains(&clock.text.as_str())
                .then(|| finding(clock, format!("`{}::now` reads the clock", clock.text))),
            _ => None,
        }
    }));
    findings
}

fn print_macros(file: &SourceFile) -> Vec<Finding> {
    macros(file.shipped(), &["print", "println", "eprint", "eprintln"])
}

fn globs(file: &SourceFile) -> Vec<Finding> {
    let mut in_use = false;
    let mut findings = Vec::new();
    for pair in file.words.windows(2) {
        let [word, next] = pair else { continue };
        match word.text.as_str() {
            "use" => in_use = next.text != "<",
            ";" => in_use = false,
            _ => {}
        }
        if in_use && next.text == "*" {
            findings.push(finding(next, "import by name".to_owned()));
        }
    }
    findings
}

fn logic_in_mod_files(file: &SourceFile) -> Vec<Finding> {
    if !file.path.ends_with("/mod.rs") {
        return Vec::new();
    }
    let functions = file.words.iter().filter(|word| word.text == "fn");
    functions.map(|word| finding(word, "a mod.rs only declares modules".to_owned())).collect()
}

fn empty_names(file: &SourceFile) -> Vec<Finding> {
    let modules = file.modules();
    let empty = modules.iter().filter(|name| EMPTY_NAMES.contains(name));
    empty.map(|name| Finding { line: 1, what: format!("`{name}` says nothing") }).collect()
}

fn length(file: &SourceFile) -> Vec<Finding> {
    let lines = file.tests - 1;
    if lines <= LONGEST {
        return Vec::new();
    }
    vec![Finding { line: LONGEST + 1, what: format!("{lines} lines of code, at most {LONGEST}") }]
}

fn unfinished_words(file: &SourceFile) -> Vec<Finding> {
    let mut findings = macros(&file.words, &["todo", "unimplemented", "dbg"]);
    let marks = ["TODO", "FIXME", "XXX", "HACK"];
    for (number, line) in (1..).zip(file.text.lines()) {
        let mut parts = line.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
        if let Some(mark) = parts.find(|part| marks.contains(part)) {
            findings.push(Finding { line: number, what: format!("`{mark}` is not finished") });
        }
    }
    findings
}

/// A failure is made without a hint where none follows in its expression, nor behind the `let` that
/// binds it, and no comment tells why.
fn failures_without_a_hint(file: &SourceFile) -> Vec<Finding> {
    let words = file.shipped();
    let made = words.windows(4).enumerate().filter_map(|(index, four)| match four {
        [failure, path, kind, open] => {
            let is_made = failure.text == "Failure" && path.text == "::" && open.text == "(";
            let has_none = ["usage", "state", "world"].contains(&kind.text.as_str());
            (is_made && has_none).then_some((index, failure))
        }
        _ => None,
    });
    let lacks_one = |(index, word): &(usize, &Word)| {
        let expression = expression(words, *index);
        let has_hint =
            |pair: &[Word]| matches!(pair, [dot, name] if dot.text == "." && name.text == "hint");
        let is_excused = |line: &str| line.trim_start().starts_with("// no hint: ");
        !expression.windows(2).any(has_hint)
            && !file.text.lines().skip(word.line.saturating_sub(2)).take(1).any(is_excused)
    };
    let message = || "a failure says what to do next: `.hint(…)`, or `// no hint: …`".to_owned();
    made.filter(lacks_one).map(|(_, word)| finding(word, message())).collect()
}

/// The words from one on up to the end of its expression; of a `let`, up to the end of its block.
fn expression(words: &[Word], start: usize) -> &[Word] {
    let before = words.get(..start).unwrap_or_default();
    let text = |word: Option<&Word>| word.map_or(String::new(), |word| word.text.clone());
    let is_bound = text(before.last()) == "="
        && before.iter().rev().skip(1).take(3).any(|word| word.text == "let");
    let rest = words.get(start..).unwrap_or_default();
    let mut depth = 0_i32;
    let end = rest.iter().position(|word| {
        match word.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        depth < 0 || (depth == 0 && !is_bound && [";", ","].contains(&word.text.as_str()))
    });
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

fn finding(word: &Word, what: String) -> Finding {
    Finding { line: word.line, what }
}

fn crate_named(file: &SourceFile, name: &str) -> Vec<Finding> {
    let words = file.shipped();
    let text =
        |index: Option<usize>| index.and_then(|index| words.get(index)).map_or("", |w| &w.text);
    let is_named = |index: usize| {
        let before = text(index.checked_sub(1));
        before != "::" && (before == "use" || text(Some(index + 1)) == "::")
    };
    let named = words.iter().enumerate();
    let named = named.filter(|(index, word)| word.text == name && is_named(*index));
    named.map(|(_, word)| finding(word, format!("`{name}` is not for this file"))).collect()
}

fn std_named(file: &SourceFile, modules: &[&str]) -> Vec<Finding> {
    let named = children(file.shipped(), "std");
    let named = named.into_iter().filter(|word| modules.contains(&word.text.as_str()));
    named.map(|word| finding(word, format!("`std::{}` is not for this file", word.text))).collect()
}

fn macros(words: &[Word], names: &[&str]) -> Vec<Finding> {
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [name, bang] if bang.text == "!" && names.contains(&name.text.as_str()) => {
            Some(finding(name, format!("`{}!` is not for a shipped program", name.text)))
        }
        _ => None,
    });
    pairs.collect()
}

/// The names directly below a root, as in `root::name` and `root::{name::a, name}`.
fn children<'w>(words: &'w [Word], root: &str) -> Vec<&'w Word> {
    let mut named = Vec::new();
    for (index, pair) in words.windows(2).enumerate() {
        if matches!(pair, [name, path] if name.text == root && path.text == "::") {
            named.extend(branches(words.get(index + 2..).unwrap_or_default()));
        }
    }
    named
}

/// The first names of a path, or of each path of a group.
fn branches(words: &[Word]) -> Vec<&Word> {
    let Some(first) = words.first() else {
        return Vec::new();
    };
    if first.text != "{" {
        return vec![first];
    }
    let mut depth = 0_usize;
    let mut named = Vec::new();
    for pair in words.windows(2) {
        let [word, next] = pair else { continue };
        match word.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(word.text.as_str(), "{" | ",") {
            named.push(next);
        }
    }
    named
}

/// What `super::super::name` names when it climbs up to the root of the crate.
fn named_from_the_root_by_super(file: &SourceFile) -> Vec<&Word> {
    let words = file.shipped();
    let depth = file.modules().len();
    let mut named = Vec::new();
    let mut climbed = 0;
    for (index, pair) in words.windows(2).enumerate() {
        let [word, next] = pair else { continue };
        if word.text == "super" && next.text == "::" {
            climbed += 1;
            if climbed == depth {
                named.extend(branches(words.get(index + 2..).unwrap_or_default()));
            }
        } else if word.text != "::" {
            climbed = 0;
        }
    }
    named
}

fn source_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder).unwrap_or_else(|error| broken(&folder, &error)) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = paths.iter().map(|path| {
        let text = fs::read_to_string(path).unwrap_or_else(|error| broken(path, &error));
        let relative = path.strip_prefix(root).unwrap_or(path);
        SourceFile::new(relative.to_string_lossy().replace('\\', "/"), &text)
    });
    read.collect()
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

#[expect(clippy::panic, reason = "a test that cannot read its subject has failed")]
fn broken<T>(path: &Path, error: &io::Error) -> T {
    panic!("cannot read {}: {error}", path.display())
}

fn start_of_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let opens_tests = |index: usize| {
        let mut below = lines.iter().skip(index).skip_while(|line| line.starts_with("#["));
        below.next().is_some_and(|line| line.starts_with("mod "))
    };
    let heads = lines.iter().enumerate().filter(|(_, line)| **line == "#[cfg(test)]");
    let head = heads.map(|(index, _)| index).find(|index| opens_tests(*index));
    head.unwrap_or(lines.len()) + 1
}

fn words(code: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (line, text) in (1..).zip(code.lines()) {
        let mut rest = text.trim_start();
        while let Some(sign) = rest.chars().next() {
            let is_name = |sign: char| sign.is_alphanumeric() || sign == '_';
            let end = if is_name(sign) {
                rest.find(|sign| !is_name(sign)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                sign.len_utf8()
            };
            let (word, after) = rest.split_at(end);
            words.push(Word { text: word.to_owned(), line });
            rest = after.trim_start();
        }
    }
    words
}

/// The code with every comment gone and every text empty; lines stay where they are.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let after_name = code.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_');
        let skipped = match sign {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest, '"'),
            '\'' => character(rest),
            'r' | 'b' | 'c' if !after_name => raw_text(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(sign);
            rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        } else {
            let (gone, after) = rest.split_at(skipped);
            code.push(' ');
            code.extend(gone.chars().filter(|sign| *sign == '\n'));
            rest = after;
        }
    }
    code
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut end = 0;
    for (index, _) in text.match_indices(['/', '*']) {
        let rest = text.get(index..).unwrap_or_default();
        if index < end || !(rest.starts_with("/*") || rest.starts_with("*/")) {
            continue;
        }
        end = index + 2;
        depth = if rest.starts_with('/') { depth + 1 } else { depth.saturating_sub(1) };
        if depth == 0 {
            return end;
        }
    }
    text.len()
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, sign) in text.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            sign if sign == quote => return index + sign.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// A character such as `'"'`; a lifetime is none.
fn character(text: &str) -> usize {
    let mut signs = text.chars().skip(1);
    match (signs.next(), signs.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 0,
    }
}

/// A text such as `r#"…"#` or `br"…"`; its signs `b` and `c` alone leave the quote to the caller.
fn raw_text(text: &str) -> usize {
    let Some(raw) = text.trim_start_matches(['b', 'c']).strip_prefix('r') else {
        return 0;
    };
    let inner = raw.trim_start_matches('#');
    let hashes = raw.len() - inner.len();
    if !inner.starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let body = inner.get(1..).unwrap_or_default();
    let end = body.find(&close).map_or(body.len(), |end| end + close.len());
    text.len() - body.len() + end
}
