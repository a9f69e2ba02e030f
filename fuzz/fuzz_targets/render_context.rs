//! Any template over the data of any commit renders or fails with its place; and a template sees the
//! same whether it is given all data or what it is thought to look at.
#![no_main]

use libfuzzer_sys::fuzz_target;
use semflow::domain::cliff::commit::Commit;
use semflow::domain::cliff::context::release_value;
use semflow::domain::cliff::conventional::Conventional;
use semflow::domain::cliff::needs::Needs;
use semflow::domain::cliff::release::Release;
use semflow::domain::cliff::render::template::Template;

fuzz_target!(|input: (&str, &str)| {
    let (source, message) = input;
    // What depends on chance or on the clock is not the same twice, and the number of the parts of
    // a commit is nothing that a template may count on.
    if ["now", "random", "get_env", "range", "throw", "length"].iter().any(|word| source.contains(word)) {
        return;
    }
    let commit = Commit::of_text(message);
    let conventional = Conventional::parse(&commit.message);
    let release =
        Release { commits: vec![Commit { conventional, ..commit }], ..Release::default() };
    let Ok(template) = Template::new(source, "template", true) else { return };
    let narrow = template.render(release_value(&release, template.needs()));
    let whole = template.render(release_value(&release, &Needs::everything()));
    match (narrow, whole) {
        (Ok(narrow), Ok(whole)) => assert_eq!(narrow, whole),
        (Err(failure), Err(_)) => assert_eq!(failure.place.as_deref(), Some("template")),
        (narrow, whole) => panic!("{narrow:?} is not {whole:?}"),
    }
});
