//! What stands under the subject: one body and its footers, or the changes of a squashed branch.

use crate::domain::commit::change::{Breaking, BreakingSource, Change};
use crate::domain::commit::footers::{self, Footer, Sections};
use crate::domain::commit::header::{self, Header};
use crate::domain::commit::message::{self, Line};
use crate::domain::commit::parse::{self, Depth, Head, MessageContext};
use crate::domain::commit::policy::ParsePolicy;
use crate::domain::commit::squash::{self, Order, Piece};
use crate::domain::commit::squash_log::{self, Log};
use crate::domain::commit::warning::Warning;
use crate::domain::commit::{bots, references, reverts};

/// What stands under the subject.
#[derive(Default)]
pub(super) struct Body {
    pub(super) sections: Sections,
    pub(super) squashed: Vec<Change>,
    /// The warnings about squashed changes.
    pub(super) warnings: Vec<Warning>,
    /// The trailer of a body whose last paragraph belongs to a squashed change.
    pub(super) release_as: Option<String>,
    /// The line that stands right under the header.
    pub(super) glued_line: Option<usize>,
    pub(super) is_quoting: bool,
}

impl Body {
    /// Reads the lines under a subject.
    pub(super) fn of(
        rest: &[Line<'_>],
        head: &Head<'_>,
        context: MessageContext<'_>,
        policy: &ParsePolicy,
        depth: Depth,
    ) -> Self {
        if rest.is_empty() {
            return Self::default();
        }
        let glued_line = rest.first().filter(|line| !line.is_blank()).map(|line| line.number);
        let glued = usize::from(glued_line.is_some());
        let is_quoting = bots::is_bot(context.author, &policy.bots) || bots::is_bot_body(rest);
        let paragraphs: Vec<_> = message::paragraphs(rest).collect();
        let body = if is_quoting {
            let sections = footers::split_quoting(&paragraphs, glued);
            Self { sections, ..Self::default() }
        } else if !policy.squash_bodies || !head.may_be_squash() {
            Self { sections: footers::split(&paragraphs, glued), ..Self::default() }
        } else if let Some(log) = squash_log::read(rest).filter(|_| depth == Depth::Outer) {
            Self::of_log(log, glued, policy)
        } else {
            Self::of_paragraphs(&paragraphs, glued, policy)
        };
        Self { glued_line, is_quoting, ..body }
    }

    fn of_log(log: Log<'_>, glued: usize, policy: &ParsePolicy) -> Self {
        let mut warnings = Vec::new();
        let mut entries = log.entries;
        let mut pieces = Vec::new();
        for entry in &mut entries {
            let header = entry.lines.first().map_or("", |line| line.text);
            let context = MessageContext { author: &entry.author, parents: entry.parents };
            let parsed = parse::read(&mut entry.lines, context, policy, Depth::Inner);
            warnings.extend(parsed.warnings);
            let changes = parsed.change.into_iter().chain(parsed.squashed).collect();
            let (id, request, revert) = (Some(entry.id), parsed.request, parsed.revert);
            pieces.push(Piece { id, header, request, revert, changes });
        }
        let paragraphs: Vec<_> = message::paragraphs(&log.outside).collect();
        let sections = footers::split(&paragraphs, glued);
        let squashed = squash::settle(pieces, Order::NewestFirst);
        Self { sections, squashed, warnings, ..Self::default() }
    }

    fn of_paragraphs(paragraphs: &[&[Line<'_>]], glued: usize, policy: &ParsePolicy) -> Self {
        let split = squash::split(paragraphs, glued, policy);
        let sections = footers::split(&split.main, glued);
        let mut warnings = Vec::new();
        let mut pieces = Vec::new();
        let mut last_footers = None;
        for message in &split.messages {
            let mut sections = footers::split(&message.paragraphs, message.glued);
            warnings.append(&mut sections.warnings);
            last_footers = release_as(&sections.footers);
            pieces.push(piece(message, sections, policy));
        }
        let squashed = squash::settle(pieces, Order::OldestFirst);
        Self { sections, squashed, warnings, release_as: last_footers, ..Self::default() }
    }
}

fn piece<'m>(
    message: &squash::Message<'_, 'm>,
    sections: Sections,
    policy: &ParsePolicy,
) -> Piece<'m> {
    let parsed = header::parse(message.header, policy.leading_emoji);
    let lines: Vec<_> = message.paragraphs.iter().flat_map(|lines| lines.iter().copied()).collect();
    let revert = reverts::read(message.header, parsed.as_ref().ok(), &lines);
    let header = parsed.ok().or_else(|| {
        let revert = revert.as_ref()?;
        Some(reverts::header_of(message.header, revert, policy.leading_emoji))
    });
    let request = references::own_request(message.header, &[]).map(|(_, number)| number);
    let changes = header.map(|header| change(header, sections)).into_iter().collect();
    Piece { id: None, header: message.header, request, revert, changes }
}

/// Returns the change that a header tells together with what stands under it.
pub(super) fn change(header: Header, sections: Sections) -> Change {
    let footer = sections.footers.iter().find(|footer| footer.is_breaking);
    let breaking = match footer {
        Some(footer) => Some((footer.value.clone(), BreakingSource::Footer)),
        None if header.is_breaking => Some((header.description.clone(), BreakingSource::Mark)),
        None => None,
    };
    Change {
        kind: header.kind,
        scope: header.scope,
        description: header.description,
        breaking: breaking.map(|(description, source)| Breaking { description, source }),
        body: Some(sections.body).filter(|body| !body.is_empty()),
        footers: sections.footers,
        gitmoji: header.gitmoji,
    }
}

/// Returns the value of the `Release-As` footer.
pub(super) fn release_as(footers: &[Footer]) -> Option<String> {
    footers.iter().find(|footer| footer.has_token("Release-As")).map(|footer| footer.value.clone())
}
