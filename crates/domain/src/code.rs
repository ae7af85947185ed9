//! Closed lists of names: each value has a stable slug in the API, the tokens and the database.

/// A value of a closed list.
pub trait Coded: Copy + Eq + Ord + std::fmt::Debug + Send + Sync + 'static {
    /// The name of the list.
    const NAME: &'static str;
    /// What the list is, in a sentence.
    const DESCRIPTION: &'static str;
    /// Every value, in order.
    const ALL: &'static [Self];

    /// The stable name of a value.
    fn slug(self) -> &'static str;

    /// The value of a name.
    #[must_use]
    fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.slug() == slug)
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[$vdoc:meta])* $variant:ident => $slug:literal,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name used in the API, the tokens and the database.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// The value of that name.
            #[must_use]
            pub fn from_slug(slug: &str) -> Option<Self> {
                <Self as $crate::code::Coded>::from_slug(slug)
            }
        }

        impl $crate::code::Coded for $name {
            const NAME: &'static str = stringify!($name);
            const DESCRIPTION: &'static str = concat!($($doc,)+).trim_ascii_start();
            const ALL: &'static [Self] = Self::ALL;

            fn slug(self) -> &'static str {
                self.slug()
            }
        }
    )+};
}
pub(crate) use codes;
