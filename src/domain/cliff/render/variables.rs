//! The variables that git-cliff finds in a template. It looks into some places and not into others,
//! and what it finds decides whether a header gets a marker and whether differences are computed;
//! so the same places are looked into here.

use std::collections::HashSet;

use tera::ast::{Expr, ExprVal, Node};

/// Returns the names in a template that git-cliff takes for its variables.
pub(super) fn found_in(nodes: &[Node]) -> HashSet<String> {
    let mut names = HashSet::new();
    for node in nodes {
        visit(node, &mut names);
    }
    names
}

fn visit(node: &Node, names: &mut HashSet<String>) {
    let visit_all = |nodes: &[Node], names: &mut HashSet<String>| {
        for node in nodes {
            visit(node, names);
        }
    };
    match node {
        Node::VariableBlock(_, expression) => note(expression, names),
        Node::Block(_, block, _) => visit_all(&block.body, names),
        Node::MacroDefinition(_, definition, _) => visit_all(&definition.body, names),
        Node::FilterSection(_, section, _) => visit_all(&section.body, names),
        Node::Forloop(_, loop_, _) => {
            note(&loop_.container, names);
            visit_all(&loop_.body, names);
            visit_all(loop_.empty_body.as_deref().unwrap_or_default(), names);
            let arguments = loop_.container.filters.iter().flat_map(|filter| filter.args.values());
            for argument in arguments {
                if let ExprVal::String(text) = &argument.val {
                    names.insert(text.clone());
                }
            }
        }
        Node::If(condition, _) => {
            for (_, expression, nodes) in &condition.conditions {
                note(expression, names);
                visit_all(nodes, names);
            }
            if let Some((_, nodes)) = &condition.otherwise {
                visit_all(nodes, names);
            }
        }
        _ => {}
    }
}

fn note(expression: &Expr, names: &mut HashSet<String>) {
    if let ExprVal::Ident(name) = &expression.val {
        names.insert(name.clone());
    }
}
