//! What a student studies. Year and kind of diploma are two things: a Master 1 is a fourth year.

use crate::code::codes;

codes! {
    /// A year of higher education, counted from the baccalauréat.
    StudyLevel {
        /// Two years.
        BacPlus2 => "bac_plus_2",
        /// Three years.
        BacPlus3 => "bac_plus_3",
        /// Four years, such as a Master 1.
        BacPlus4 => "bac_plus_4",
        /// Five years, such as a Master 2.
        BacPlus5 => "bac_plus_5",
    }
    /// The kind of diploma that a student works for.
    DiplomaKind {
        /// Brevet de technicien supérieur.
        Bts => "bts",
        /// Bachelor universitaire de technologie.
        But => "but",
        /// Licence, professional or not.
        Licence => "licence",
        /// Bachelor of a school.
        Bachelor => "bachelor",
        /// Master of a university.
        Master => "master",
        /// Diploma of engineer.
        Engineer => "engineer",
        /// Diploma of a school of commerce, art or politics.
        GrandeEcole => "grande_ecole",
        /// Title of the RNCP that is none of the others.
        ProfessionalTitle => "professional_title",
        /// Anything else: DINUM looks at it.
        Other => "other",
    }
}
