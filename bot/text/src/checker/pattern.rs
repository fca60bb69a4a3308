//! The shape of a sentence: which values it has room for, and whether it is whole.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

/// Marks at the end of a sentence that only make sense when something is glued behind it.
const JOINTS: &[char] = &[',', '，', '、', ' ', '\u{a0}', '\u{3000}'];

/// What the checker needs of a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shape<'s> {
    /// The names of its values.
    pub values: BTreeSet<&'s str>,
    /// Whether it, or one of its forms, begins or ends in the middle.
    pub glued: bool,
}

impl<'s> Shape<'s> {
    /// The shape of a sentence with all its forms.
    pub(super) fn of(pattern: &Pattern<&'s str>) -> Self {
        let mut shape = Self::default();
        shape.add(pattern);
        shape
    }

    fn add(&mut self, pattern: &Pattern<&'s str>) {
        let text = |element: Option<&PatternElement<&'s str>>| match element {
            Some(PatternElement::TextElement { value }) => Some(*value),
            _ => None,
        };
        self.glued |= text(pattern.elements.first()).is_some_and(|text| text.starts_with(JOINTS));
        self.glued |=
            text(pattern.elements.last()).is_some_and(|text| text.trim_end_matches('\n').ends_with(JOINTS));
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.add_expression(expression);
            }
        }
    }

    fn add_expression(&mut self, expression: &Expression<&'s str>) {
        match expression {
            Expression::Inline(inline) => self.add_inline(inline),
            Expression::Select { selector, variants } => {
                self.add_inline(selector);
                for variant in variants {
                    self.add(&variant.value);
                }
            }
        }
    }

    fn add_inline(&mut self, inline: &InlineExpression<&'s str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.values.insert(id.name);
            }
            InlineExpression::StringLiteral { value } => {
                self.glued |= value.trim().is_empty();
            }
            InlineExpression::Placeable { expression } => self.add_expression(expression),
            _ => {}
        }
    }
}
