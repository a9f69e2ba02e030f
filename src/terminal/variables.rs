//! Named values as the programs that build a project read them.

use clap::ValueEnum;
use serde_json::{Map, Value as Json, json};

use crate::domain::shell::{quoted, single_quoted};
use crate::domain::version::parts::Value;

/// A value and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The name, in `snake_case`.
    pub name: &'static str,
    /// The value.
    pub value: Value,
}

/// How variables are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VariablesFormat {
    /// An object, as JSON
    Json,
    /// Lines of `SEMFLOW_NAME=value`
    Dotenv,
    /// Lines of `export SEMFLOW_NAME='value'` for `eval "$(…)"`
    Shell,
    /// Lines of `name=value` for `$GITHUB_OUTPUT`
    Github,
    /// Lines of `SEMFLOW_NAME=value` for a dotenv report of GitLab
    Gitlab,
    /// Commands that set the output variables `semflow.name` and the number of the build in Azure
    /// Pipelines
    Azure,
    /// Messages that set the parameters `semflow.name` and the number of the build in TeamCity
    Teamcity,
}

/// Returns the variables in a form that ends with a newline; no variables make an empty text, and
/// an empty object as JSON.
///
/// A list is an array in JSON. The other forms have nothing but texts, and there its parts stand
/// with a space between them, as a shell would split them.
pub fn render(variables: &[Variable], format: VariablesFormat) -> String {
    let write = match format {
        VariablesFormat::Json => return format!("{:#}\n", object(variables)),
        VariablesFormat::Dotenv => dotenv_line,
        VariablesFormat::Shell => shell_line,
        VariablesFormat::Github => github_line,
        VariablesFormat::Gitlab => gitlab_line,
        VariablesFormat::Azure => azure_lines,
        VariablesFormat::Teamcity => teamcity_lines,
    };
    variables.iter().map(|variable| write(variable.name, &variable.value.text())).collect()
}

fn json_of(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Number(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::List(parts) => json!(parts),
    }
}

fn object(variables: &[Variable]) -> Json {
    let pair = |variable: &Variable| (variable.name.to_owned(), json_of(&variable.value));
    Json::Object(variables.iter().map(pair).collect::<Map<_, _>>())
}

/// Returns the line for a file that a shell reads.
fn dotenv_line(name: &str, value: &str) -> String {
    format!("{}={}\n", environment_name(name), quoted(value))
}

fn shell_line(name: &str, value: &str) -> String {
    format!("export {}={}\n", environment_name(name), single_quoted(value))
}

/// Returns the line for `$GITHUB_OUTPUT`, and lines between two delimiters for a value that has
/// line breaks itself (GitHub Actions, "Workflow commands", "Multiline strings").
fn github_line(name: &str, value: &str) -> String {
    if !value.contains(['\n', '\r']) {
        return format!("{name}={value}\n");
    }
    let mut delimiter = "SEMFLOW_END".to_owned();
    // A value that held the delimiter could set other outputs behind it.
    while value.contains(&delimiter) {
        delimiter.push('_');
    }
    format!("{name}<<{delimiter}\n{value}\n{delimiter}\n")
}

/// GitLab keeps quotes as a part of the value, and refuses a report with an empty line or with one
/// that has no `=` (GitLab CI/CD, "artifacts:reports:dotenv").
fn gitlab_line(name: &str, value: &str) -> String {
    let lines: Vec<_> = value.split(['\n', '\r']).filter(|line| !line.is_empty()).collect();
    format!("{}={}\n", environment_name(name), lines.join(" "))
}

fn environment_name(name: &str) -> String {
    format!("SEMFLOW_{}", name.to_ascii_uppercase())
}

/// Azure Pipelines, "Logging commands": `SetVariable`, `UpdateBuildNumber`.
fn azure_lines(name: &str, value: &str) -> String {
    let value = azure_escaped(value);
    let set = format!("##vso[task.setvariable variable=semflow.{name};isOutput=true]{value}\n");
    match name {
        "version" => format!("{set}##vso[build.updatebuildnumber]{value}\n"),
        _ => set,
    }
}

/// The agent reads these back, `%` last (azure-pipelines-agent, `CommandStringConvertor`): so it is
/// the first to be written.
fn azure_escaped(value: &str) -> String {
    let signs = [("%", "%AZP25"), ("\r", "%0D"), ("\n", "%0A"), (";", "%3B"), ("]", "%5D")];
    signs.iter().fold(value.to_owned(), |text, (sign, escape)| text.replace(sign, escape))
}

/// TeamCity, "Service Messages": "Adding or Changing a Build Parameter", "Reporting Build Number".
fn teamcity_lines(name: &str, value: &str) -> String {
    let value = teamcity_escaped(value);
    let set = format!("##teamcity[setParameter name='semflow.{name}' value='{value}']\n");
    match name {
        "version" => format!("{set}##teamcity[buildNumber '{value}']\n"),
        _ => set,
    }
}

/// TeamCity, "Service Messages", "Escaped Values". Its numbers are those of UTF-16: four digits are
/// all that it reads.
fn teamcity_escaped(value: &str) -> String {
    let mut escaped = String::new();
    for sign in value.chars() {
        match sign {
            '|' | '\'' | '[' | ']' => escaped.extend(['|', sign]),
            '\n' => escaped.push_str("|n"),
            '\r' => escaped.push_str("|r"),
            sign if sign.is_ascii() => escaped.push(sign),
            sign => {
                let mut units = [0; 2];
                let units = sign.encode_utf16(&mut units);
                escaped.extend(units.iter().map(|unit| format!("|0x{unit:04x}")));
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Value, Variable, VariablesFormat, azure_escaped, github_line, render};

    fn text(name: &'static str, value: &str) -> Variable {
        Variable { name, value: Value::Text(value.to_owned()) }
    }

    fn written(variables: &[Variable], format: VariablesFormat) -> Vec<String> {
        render(variables, format).lines().map(str::to_owned).collect()
    }

    fn plain() -> [Variable; 5] {
        [
            text("version", "1.3.0-rc.1+7"),
            text("build", ""),
            Variable { name: "number", value: Value::Number(1) },
            Variable { name: "changed", value: Value::Flag(true) },
            Variable {
                name: "image_tags",
                value: Value::List(vec!["v1.3.0".to_owned(), "latest".to_owned()]),
            },
        ]
    }

    fn hostile() -> [Variable; 2] {
        [text("branch", "it's; 100% [x] a|b"), text("escaped_branch", "größe")]
    }

    #[test]
    fn json_is_an_object_in_the_order_of_the_variables() {
        let json = concat!(
            "{\n  \"version\": \"1.3.0-rc.1+7\",\n  \"build\": \"\",\n  \"number\": 1,\n",
            "  \"changed\": true,\n  \"image_tags\": [\n    \"v1.3.0\",\n    \"latest\"\n  ]\n}\n",
        );
        assert_eq!(render(&plain(), VariablesFormat::Json), json);
        let escaped = render(&[text("branch", "a\"b\n")], VariablesFormat::Json);
        assert_eq!(escaped, "{\n  \"branch\": \"a\\\"b\\n\"\n}\n");
    }

    #[test]
    fn dotenv_is_quoted_where_a_shell_would_act() {
        let lines = [
            "SEMFLOW_VERSION=1.3.0-rc.1+7",
            "SEMFLOW_BUILD=",
            "SEMFLOW_NUMBER=1",
            "SEMFLOW_CHANGED=true",
            "SEMFLOW_IMAGE_TAGS='v1.3.0 latest'",
        ];
        assert_eq!(written(&plain(), VariablesFormat::Dotenv), lines);
        let lines = [r"SEMFLOW_BRANCH='it'\''s; 100% [x] a|b'", "SEMFLOW_ESCAPED_BRANCH='größe'"];
        assert_eq!(written(&hostile(), VariablesFormat::Dotenv), lines);
    }

    #[test]
    fn shell_lines_are_exported_and_always_quoted() {
        let lines = [
            "export SEMFLOW_VERSION='1.3.0-rc.1+7'",
            "export SEMFLOW_BUILD=''",
            "export SEMFLOW_NUMBER='1'",
            "export SEMFLOW_CHANGED='true'",
            "export SEMFLOW_IMAGE_TAGS='v1.3.0 latest'",
        ];
        assert_eq!(written(&plain(), VariablesFormat::Shell), lines);
        let lines = [
            r"export SEMFLOW_BRANCH='it'\''s; 100% [x] a|b'",
            "export SEMFLOW_ESCAPED_BRANCH='größe'",
        ];
        assert_eq!(written(&hostile(), VariablesFormat::Shell), lines);
    }

    #[test]
    fn github_takes_a_value_as_it_is() {
        let lines = [
            "version=1.3.0-rc.1+7",
            "build=",
            "number=1",
            "changed=true",
            "image_tags=v1.3.0 latest",
        ];
        assert_eq!(written(&plain(), VariablesFormat::Github), lines);
        let lines = ["branch=it's; 100% [x] a|b", "escaped_branch=größe"];
        assert_eq!(written(&hostile(), VariablesFormat::Github), lines);
    }

    #[test]
    fn a_value_with_line_breaks_cannot_set_another_output_of_github() {
        assert_eq!(github_line("a", "x\ny"), "a<<SEMFLOW_END\nx\ny\nSEMFLOW_END\n");
        let forged = "x\nSEMFLOW_END\nversion=9.9.9";
        assert_eq!(github_line("a", forged), format!("a<<SEMFLOW_END_\n{forged}\nSEMFLOW_END_\n"));
    }

    #[test]
    fn gitlab_gets_no_quotes_and_no_line_breaks() {
        let lines = [
            "SEMFLOW_VERSION=1.3.0-rc.1+7",
            "SEMFLOW_BUILD=",
            "SEMFLOW_NUMBER=1",
            "SEMFLOW_CHANGED=true",
            "SEMFLOW_IMAGE_TAGS=v1.3.0 latest",
        ];
        assert_eq!(written(&plain(), VariablesFormat::Gitlab), lines);
        let lines = ["SEMFLOW_BRANCH=it's; 100% [x] a|b", "SEMFLOW_ESCAPED_BRANCH=größe"];
        assert_eq!(written(&hostile(), VariablesFormat::Gitlab), lines);
        let broken = written(&[text("a", "x\r\n\ny=\n")], VariablesFormat::Gitlab);
        assert_eq!(broken, ["SEMFLOW_A=x y="]);
    }

    #[test]
    fn azure_gets_output_variables_and_the_number_of_the_build() {
        let lines = [
            "##vso[task.setvariable variable=semflow.version;isOutput=true]1.3.0-rc.1+7",
            "##vso[build.updatebuildnumber]1.3.0-rc.1+7",
            "##vso[task.setvariable variable=semflow.build;isOutput=true]",
            "##vso[task.setvariable variable=semflow.number;isOutput=true]1",
            "##vso[task.setvariable variable=semflow.changed;isOutput=true]true",
            "##vso[task.setvariable variable=semflow.image_tags;isOutput=true]v1.3.0 latest",
        ];
        assert_eq!(written(&plain(), VariablesFormat::Azure), lines);
        assert_eq!(azure_escaped("a;b]c%3Bd\r\n"), "a%3Bb%5Dc%AZP253Bd%0D%0A");
    }

    #[test]
    fn teamcity_gets_parameters_and_the_number_of_the_build() {
        let lines = [
            "##teamcity[setParameter name='semflow.version' value='1.3.0-rc.1+7']",
            "##teamcity[buildNumber '1.3.0-rc.1+7']",
            "##teamcity[setParameter name='semflow.build' value='']",
            "##teamcity[setParameter name='semflow.number' value='1']",
            "##teamcity[setParameter name='semflow.changed' value='true']",
            "##teamcity[setParameter name='semflow.image_tags' value='v1.3.0 latest']",
        ];
        assert_eq!(written(&plain(), VariablesFormat::Teamcity), lines);
        let hostile = [&hostile()[..], &[text("a", "x\r\ny😀")]].concat();
        let lines = [
            "##teamcity[setParameter name='semflow.branch' value='it|'s; 100% |[x|] a||b']",
            "##teamcity[setParameter name='semflow.escaped_branch' value='gr|0x00f6|0x00dfe']",
            "##teamcity[setParameter name='semflow.a' value='x|r|ny|0xd83d|0xde00']",
        ];
        assert_eq!(written(&hostile, VariablesFormat::Teamcity), lines);
    }

    #[test]
    fn no_variables_make_no_lines() {
        for format in VariablesFormat::value_variants() {
            let empty = if *format == VariablesFormat::Json { "{}\n" } else { "" };
            assert_eq!(render(&[], *format), empty, "{format:?}");
        }
    }

    proptest! {
        #[test]
        fn no_value_reaches_into_the_next_line(value in "[a=\r\n]{0,8}|\\PC*") {
            use VariablesFormat::{Azure, Gitlab, Teamcity};
            for format in [Azure, Gitlab, Teamcity] {
                let line = render(&[text("branch", &value)], format);
                prop_assert_eq!(line.matches(['\n', '\r']).count(), 1);
            }
        }

        #[test]
        fn azure_reads_back_what_was_written(
            value in "[%3B0DA5ZP2;\\]\r\n]{0,12}|(%3B|%5D|%AZP25){1,3}",
        ) {
            // The order of the agent's `CommandStringConvertor.Unescape`.
            let read = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")]
                .iter()
                .fold(azure_escaped(&value), |text, (escape, sign)| text.replace(escape, sign));
            prop_assert_eq!(read, value);
        }
    }
}
