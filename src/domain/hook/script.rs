//! The scripts that semflow puts in the place of a hook (POSIX.1-2017, Shell Command Language).

use crate::domain::hook::folder::CHAINED;
use crate::domain::shell::quoted;

/// What every script of semflow's starts with; the second line is how it is known again.
const HEAD: &str = "#!/bin/sh\n\
    # Made by `semflow hook install`; `semflow hook uninstall` takes it back.\n";

/// What stands behind the program in the last line.
const CALL: &str = " hook run commit-msg \"$1\"";

/// A script in the place of a hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookScript {
    /// The program that it runs: a path, or a name that the shell looks up.
    pub program: String,
    /// Whether the hook that was there before is run first.
    pub is_chain: bool,
}

impl HookScript {
    /// Returns the text. The old hook is run as git would run it: only where it is marked as one to
    /// run, and with the arguments that git has given; when it says no, that is the answer.
    pub fn text(&self) -> String {
        let chain = match self.is_chain {
            true => format!(
                "old=\"${{0%/*}}/{CHAINED}\"\nif [ -x \"$old\" ]; then \"$old\" \"$@\" || exit $?; fi\n"
            ),
            false => String::new(),
        };
        format!("{HEAD}{chain}exec {}{CALL}\n", quoted(&self.program))
    }

    /// Returns the script that a text is; `None` where it is none of semflow's, or not as semflow has
    /// written it. Line ends of Windows are read as such.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.replace("\r\n", "\n");
        let command = text.lines().last()?.strip_prefix("exec ")?.strip_suffix(CALL)?;
        let program = unquoted(command);
        let scripts = [true, false].map(|is_chain| Self { program: program.clone(), is_chain });
        scripts.into_iter().find(|script| script.text() == text)
    }
}

fn unquoted(word: &str) -> String {
    match word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')) {
        Some(inside) => inside.replace(r"'\''", "'"),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::HookScript;

    fn script(program: &str, is_chain: bool) -> HookScript {
        HookScript { program: program.to_owned(), is_chain }
    }

    #[test]
    fn a_script_is_two_lines_below_its_mark() {
        assert_eq!(
            script("/usr/bin/semflow", false).text(),
            "#!/bin/sh\n\
             # Made by `semflow hook install`; `semflow hook uninstall` takes it back.\n\
             exec /usr/bin/semflow hook run commit-msg \"$1\"\n"
        );
    }

    #[test]
    fn a_script_is_known_again_with_its_program() {
        for program in ["semflow", "/opt/it's here/semflow", r"C:\bin\semflow.exe", "a\"$x"] {
            for is_chain in [true, false] {
                let script = script(program, is_chain);
                assert_eq!(HookScript::read(&script.text()), Some(script));
            }
        }
    }

    #[test]
    fn line_ends_of_windows_do_not_hide_it() {
        let script = script("semflow", true);
        assert_eq!(HookScript::read(&script.text().replace('\n', "\r\n")), Some(script));
    }

    #[test]
    fn a_script_that_somebody_has_changed_is_theirs() {
        let text = script("semflow", false).text();
        for changed in [
            text.replace("exec", "echo hello\nexec"),
            text.replace("#!/bin/sh", "#!/bin/bash"),
            format!("{text}\n"),
            text.replace("# Made", "# made"),
            String::new(),
        ] {
            assert_eq!(HookScript::read(&changed), None, "{changed}");
        }
    }
}
