//! Words in the three languages of the interface: one macro, so that a missing one does not compile.

/// Makes a struct `Words` with a field per entry, and its three instances.
macro_rules! catalogue {
    ($($name:ident: $hans:literal, $hant:literal, $en:literal;)*) => {
        /// Words in one language.
        #[derive(Debug)]
        pub(crate) struct Words {
            $(#[doc = $en] pub(crate) $name: &'static str,)*
        }
        static WORDS: [Words; 3] = [
            Words { $($name: $hans,)* },
            Words { $($name: $hant,)* },
            Words { $($name: $en,)* },
        ];
        impl Words {
            /// The words in a language.
            pub(crate) fn of(lang: crate::protocol::Lang) -> &'static Self {
                &WORDS[lang.index()]
            }
        }
    };
}
