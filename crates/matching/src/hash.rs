//! SipHash-2-4 with the seed as key: the lottery that nobody can steer and everybody can repeat.

/// What is drawn; each kind of draw is independent of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// The order among students.
    Student,
    /// The order among ambassadors.
    Ambassador,
    /// The order among profiles.
    Profile,
    /// The order among regions.
    Region,
    /// A student's weight in the lottery.
    Weight,
}

/// A number that depends on nothing but its arguments.
pub fn keyed(seed: u64, draw: Draw, id: u128) -> u64 {
    let kind = match draw {
        Draw::Student => 1,
        Draw::Ambassador => 2,
        Draw::Profile => 3,
        Draw::Region => 4,
        Draw::Weight => 5,
    };
    let mut state = State::new(seed, kind);
    let bytes = id.to_le_bytes();
    let (low, high) = bytes.split_at(8);
    for word in [low, high] {
        state.absorb(u64::from_le_bytes(word.try_into().unwrap_or_default()));
    }
    state.absorb(16 << 56); // length of the message
    state.finish()
}

struct State([u64; 4]);

impl State {
    fn new(k0: u64, k1: u64) -> Self {
        Self([
            k0 ^ 0x736f_6d65_7073_6575,
            k1 ^ 0x646f_7261_6e64_6f6d,
            k0 ^ 0x6c79_6765_6e65_7261,
            k1 ^ 0x7465_6462_7974_6573,
        ])
    }

    fn round(&mut self) {
        let [a, b, c, d] = &mut self.0;
        *a = a.wrapping_add(*b);
        *b = b.rotate_left(13) ^ *a;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*d);
        *d = d.rotate_left(16) ^ *c;
        *a = a.wrapping_add(*d);
        *d = d.rotate_left(21) ^ *a;
        *c = c.wrapping_add(*b);
        *b = b.rotate_left(17) ^ *c;
        *c = c.rotate_left(32);
    }

    fn absorb(&mut self, word: u64) {
        let [_, _, _, d] = &mut self.0;
        *d ^= word;
        self.round();
        self.round();
        let [a, ..] = &mut self.0;
        *a ^= word;
    }

    fn finish(mut self) -> u64 {
        let [_, _, c, _] = &mut self.0;
        *c ^= 0xff;
        for _ in 0..4 {
            self.round();
        }
        let [a, b, c, d] = self.0;
        a ^ b ^ c ^ d
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference implementation's vector for the key 00..0f and the message 00..0f.
    #[test]
    fn equals_the_reference() {
        let mut state = State::new(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908);
        state.absorb(0x0706_0504_0302_0100);
        state.absorb(0x0f0e_0d0c_0b0a_0908);
        state.absorb(16 << 56);
        assert_eq!(state.finish(), 0x3f2a_cc7f_57c2_9bdb);
    }
}
