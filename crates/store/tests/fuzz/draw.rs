//! What the cases are drawn from.

use deepmf_store::{allocate, upload32, upload64};

/// Draws everything about one case: sizes, values, arguments, and now and then a mistake.
pub struct Draw {
    state: u64,
    precision: u32,
    values: Values,
    made: Vec<u32>,
    before: Vec<Vec<u64>>,
}

/// The kind of numbers that the matrices of a case hold.
#[derive(Clone, Copy)]
enum Values {
    Unit,
    Signed,
    ManyZeros,
    Whole,
    Constant,
    Huge,
    Tiny,
    Subnormal,
    Wide,
    NotFinite,
}

impl Draw {
    pub fn new(case: u64) -> Self {
        let mut draw = Draw {
            state: case,
            precision: 64,
            values: Values::Unit,
            made: Vec::new(),
            before: Vec::new(),
        };
        draw.precision = draw.one_of(&[64, 64, 32]);
        draw.values = draw.kind();
        draw
    }

    fn kind(&mut self) -> Values {
        use Values::*;
        let common = [
            Unit, Unit, Unit, Signed, Signed, ManyZeros, ManyZeros, Whole,
        ];
        let rare = [Constant, Huge, Tiny, Subnormal, Wide, NotFinite];
        if self.chance(4) {
            self.one_of(&rare)
        } else {
            self.one_of(&common)
        }
    }

    /// SplitMix64 (Steele, Lea, Flood, 2014): every case number is a good seed.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below((high - low + 1) as usize) as u32
    }

    /// True once in so many times.
    pub fn chance(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn flag(&mut self) -> bool {
        self.chance(2)
    }

    pub fn one_of<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    /// One of the names, and now and then one that is none.
    pub fn name<'a>(&mut self, among: &[&'a str]) -> &'a str {
        if self.chance(60) {
            return self.one_of(&["", "Columns", "no such name", "\u{1F600}"]);
        }
        self.one_of(among)
    }

    /// Uniform on [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number of [low, high), and now and then one that nobody should pass.
    pub fn number(&mut self, low: f64, high: f64) -> f64 {
        if self.chance(24) {
            return self.one_of(&[0.0, -0.0, -1.0, 1e-320, 1e300, f64::INFINITY, f64::NAN]);
        }
        low + self.unit() * (high - low)
    }

    /// A number of rows or columns: mostly small, sometimes over the edges of tiles and panels.
    pub fn size(&mut self) -> u32 {
        match self.below(40) {
            0 => self.between(41, 300),
            1..8 => self.between(13, 40),
            _ => self.between(1, 12),
        }
    }

    /// 64 or 32: the precision of this case.
    pub fn precision(&self) -> u32 {
        self.precision
    }

    /// A matrix of this shape with numbers of the case's kind; now and then of another shape or
    /// precision, one that the case has already, or none at all.
    pub fn operand(&mut self, rows: u32, cols: u32) -> u32 {
        self.operand_by(rows, cols, Self::value)
    }

    /// The same with numbers that are not negative.
    pub fn nonnegative(&mut self, rows: u32, cols: u32) -> u32 {
        self.operand_by(rows, cols, |draw| draw.value().abs())
    }

    /// The same with every number of [low, high).
    pub fn within(&mut self, rows: u32, cols: u32, low: f64, high: f64) -> u32 {
        self.operand_by(rows, cols, |draw| low + draw.unit() * (high - low))
    }

    /// A symmetric positive semidefinite matrix, sometimes of deficient rank.
    pub fn gram(&mut self, order: u32) -> u32 {
        self.gram_plus(order, 0.0)
    }

    /// The same plus a multiple of the identity, mostly: then it is definite, if its numbers are near one.
    pub fn definite(&mut self, order: u32) -> u32 {
        let shift = if self.chance(5) { 0.0 } else { self.unit() };
        self.gram_plus(order, shift)
    }

    fn gram_plus(&mut self, order: u32, shift: f64) -> u32 {
        if let Some(wrong) = self.mistake(order, order) {
            return wrong;
        }
        let n = order as usize;
        let depth = self.one_of(&[1, n, n + 2]);
        let a: Vec<f64> = (0..depth * n).map(|_| self.value()).collect();
        let mut gram = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                gram[i * n + j] = (0..depth).map(|p| a[p * n + i] * a[p * n + j]).sum();
            }
            gram[i * n + i] += shift;
        }
        self.make(order, order, &gram)
    }

    fn operand_by(&mut self, rows: u32, cols: u32, value: impl Fn(&mut Self) -> f64) -> u32 {
        if let Some(wrong) = self.mistake(rows, cols) {
            return wrong;
        }
        let numbers: Vec<f64> = (0..rows * cols).map(|_| value(self)).collect();
        self.make(rows, cols, &numbers)
    }

    fn mistake(&mut self, rows: u32, cols: u32) -> Option<u32> {
        if !self.chance(40) {
            return None;
        }
        Some(match self.below(6) {
            0 => 0,
            1 => u32::MAX,
            2 if !self.made.is_empty() => {
                let index = self.below(self.made.len());
                self.made[index]
            }
            3 => self.zeros(rows, cols, 96 - self.precision),
            4 => self.zeros(cols, rows, self.precision),
            _ => self.zeros(rows + 1, cols, self.precision),
        })
    }

    fn zeros(&mut self, rows: u32, cols: u32, precision: u32) -> u32 {
        let id = allocate(rows, cols, precision).unwrap();
        self.note(id);
        id
    }

    /// A matrix with these numbers, in the case's precision.
    pub fn make(&mut self, rows: u32, cols: u32, numbers: &[f64]) -> u32 {
        let length = numbers.len();
        let id = if self.precision == 64 {
            upload64(rows, cols, length, |room| room.copy_from_slice(numbers))
        } else {
            upload32(rows, cols, length, |room| {
                for (to, from) in room.iter_mut().zip(numbers) {
                    *to = *from as f32;
                }
            })
        };
        let id = id.unwrap();
        self.note(id);
        id
    }

    /// Remembers a matrix, to be compared and released when the case is over.
    pub fn note(&mut self, id: u32) {
        self.made.push(id);
        self.before.push(super::bits(id));
    }

    /// Takes what the matrices hold now for what they held at first.
    pub fn look_again(&mut self) {
        self.before = self.made.iter().map(|&id| super::bits(id)).collect();
    }

    /// The ids of all matrices of the case.
    pub fn made(&self) -> &[u32] {
        &self.made
    }

    /// What they held when they were made.
    pub fn snapshots(&self) -> impl Iterator<Item = (u32, &Vec<u64>)> {
        self.made.iter().copied().zip(&self.before)
    }

    /// A number of the case's kind.
    pub fn value(&mut self) -> f64 {
        // The squares of the largest stay within the precision, as the library sees to.
        let large = if self.precision == 64 { 1e150 } else { 1e18 };
        let unit = self.unit();
        match self.values {
            Values::Unit => unit,
            Values::Signed => 2.0 * unit - 1.0,
            Values::ManyZeros if unit < 0.7 => 0.0,
            Values::ManyZeros => 1.0 - unit,
            Values::Whole => (unit * 9.0).floor() - 4.0,
            Values::Constant => 0.25,
            Values::Huge => (unit - 0.5) * large,
            Values::Tiny => (unit - 0.5) / large,
            Values::Subnormal => (unit - 0.5) * if self.precision == 64 { 1e-310 } else { 1e-40 },
            Values::Wide => {
                // By products: Miri makes random errors where Rust promises no bits, as in `powi`.
                let size = (0..self.below(24)).fold(1e-12, |size, _| size * 10.0);
                (unit - 0.5) * size
            }
            Values::NotFinite if unit < 0.1 => {
                self.one_of(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY])
            }
            Values::NotFinite => unit,
        }
    }
}
