//! Numbers without a pattern that are the same on every machine.
#![expect(clippy::indexing_slicing, reason = "a number below the length is an index")]

/// Knuth's MMIX generator.
pub(crate) struct Chance(u64);

impl Chance {
    /// Returns the numbers that begin here.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns a number below this one.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let (factor, step) = (6_364_136_223_846_793_005, 1_442_695_040_888_963_407);
        self.0 = self.0.wrapping_mul(factor).wrapping_add(step);
        let high = usize::try_from(self.0 >> 33).unwrap_or_default();
        high % limit
    }

    /// Returns one of these, of which there must be some.
    pub(crate) fn of<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }
}
