//! Refusals of the domain, as problems.

use vmj_domain::broken::{Broken, Rule};
use vmj_domain::edition::Refusal;
use vmj_domain::pairing::{Obstacle, Unreplaceable};
use vmj_domain::transition::{InvalidTransition, Unmoved};

use super::{Place, Problem, ProblemCode, Violation};
use crate::contract::language::Text;

impl From<InvalidTransition> for Problem {
    fn from(refusal: InvalidTransition) -> Self {
        let InvalidTransition { state, allowed } = refusal;
        let list = allowed.join(", ");
        let problem = Self::new(ProblemCode::InvalidTransition).with_detail(
            format!("L’état « {state} » ne le permet pas. Transitions possibles : {list}."),
            format!("State “{state}” does not allow it. Allowed transitions: {list}."),
        );
        Self { allowed_transitions: allowed, ..problem }
    }
}

impl From<Vec<Broken>> for Problem {
    fn from(broken: Vec<Broken>) -> Self {
        let violation = |Broken { pointer, rule }| {
            let (code, detail) = (rule.code(), detail(&rule));
            Violation { place: Place::Body, pointer, code, detail }
        };
        Self::invalid(broken.into_iter().map(violation).collect())
    }
}

impl Problem {
    /// 409: these values would contradict what others made of the present ones.
    #[must_use]
    pub fn in_use(contradictions: Vec<Broken>) -> Self {
        Self { code: ProblemCode::InUse, ..Self::from(contradictions) }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::State(state) => Self::new(ProblemCode::EditionState).with_detail(
                format!("L’édition est dans l’état « {state} »."),
                format!("The edition is in state “{state}”."),
            ),
            Refusal::Window(opens_at, closes_at) => Self::new(ProblemCode::WindowClosed).with_detail(
                format!("La période va du {opens_at:?} (inclus) au {closes_at:?} (exclu)."),
                format!("The window goes from {opens_at:?} (included) to {closes_at:?} (excluded)."),
            ),
        }
    }
}

impl From<Vec<Obstacle>> for Problem {
    fn from(obstacles: Vec<Obstacle>) -> Self {
        let violation = |obstacle: Obstacle| Violation {
            place: Place::Body,
            pointer: obstacle.pointer().to_owned(),
            code: obstacle.slug(),
            detail: obstacle_detail(obstacle),
        };
        let errors = obstacles.into_iter().map(violation).collect();
        Self { code: ProblemCode::NotPairable, ..Self::invalid(errors) }
    }
}

const fn obstacle_detail(obstacle: Obstacle) -> Text {
    match obstacle {
        Obstacle::NotEligible => Text::fixed("L’étudiant n’est pas admis.", "The student is not eligible."),
        Obstacle::NotApproved => {
            Text::fixed("L’ambassadeur n’est pas approuvé.", "The ambassador is not approved.")
        }
        Obstacle::NotShown => {
            Text::fixed("L’ambassadeur ne montre pas ce métier.", "The ambassador does not show this job.")
        }
        Obstacle::NotOffered => {
            Text::fixed("L’édition ne propose pas ce métier.", "The edition does not offer this job.")
        }
        Obstacle::FormatOfAmbassador => {
            Text::fixed("Ne convient pas à l’ambassadeur.", "Does not suit the ambassador.")
        }
        Obstacle::FormatOfStudent => {
            Text::fixed("Ne convient pas à l’étudiant.", "Does not suit the student.")
        }
        Obstacle::NoSharedLanguage => {
            Text::fixed("Ils n’ont pas de langue en commun.", "They have no language in common.")
        }
        Obstacle::SamePerson => Text::fixed("C’est la même personne.", "They are the same person."),
    }
}

impl From<Unreplaceable> for Problem {
    fn from(refusal: Unreplaceable) -> Self {
        match refusal {
            Unreplaceable::NotLost(refusal) => refusal.into(),
            Unreplaceable::Replaced => Self::new(ProblemCode::AlreadyReplaced),
        }
    }
}

impl From<Unmoved> for Problem {
    fn from(unmoved: Unmoved) -> Self {
        match unmoved {
            Unmoved::Transition(refusal) => refusal.into(),
            Unmoved::TooLate(until) => Self::new(ProblemCode::TooLate)
                .with_detail(format!("Possible avant {until:?}."), format!("Possible before {until:?}.")),
            Unmoved::Broken(broken) => broken.into(),
            Unmoved::EmailUnverified => Self::new(ProblemCode::EmailUnverified),
            Unmoved::TooEarly(from) => Self::new(ProblemCode::TooEarly)
                .with_detail(format!("Possible à partir de {from:?}."), format!("Possible from {from:?}.")),
        }
    }
}

/// What is wrong with a value, in both languages.
pub fn detail(rule: &Rule) -> Text {
    match rule {
        Rule::Missing => Text::fixed("Doit être renseigné.", "Must be given."),
        Rule::Unknown => Text::fixed("Ne désigne rien de connu.", "Names nothing that is known."),
        Rule::Retired => Text::fixed("N’est plus en usage.", "Is no longer in use."),
        Rule::NotOffered => Text::fixed("L’édition ne le propose pas.", "The edition does not offer it."),
        Rule::NotParticipating => Text::fixed(
            "Cette organisation ne participe pas à l’édition.",
            "This organisation does not take part in the edition.",
        ),
        Rule::InUse => Text::fixed("Ce qui manque est encore utilisé.", "What is left out is still in use."),
        Rule::Repeated => Text::fixed("Figure deux fois.", "Stands there twice."),
        Rule::Circular => Text::fixed(
            "Désigne la ressource elle-même ou ce qui est au-dessous.",
            "Names the resource itself or what is below it.",
        ),
        Rule::OutOfRange { min, max } => {
            Text::new(format!("Entre {min} et {max}."), format!("Between {min} and {max}."))
        }
        Rule::TooMany { max } => {
            Text::new(format!("Au plus {max} éléments."), format!("At most {max} items."))
        }
        Rule::NotAWorkday => Text::fixed(
            "Ni week-end ni jour férié dans ce lieu.",
            "Neither a weekend nor a public holiday at the place.",
        ),
        Rule::OutsideWindow { first, last } => {
            Text::new(format!("Du {first} au {last}."), format!("From {first} to {last}."))
        }
        Rule::Past => Text::fixed("Doit être à venir.", "Must be to come."),
        Rule::NotAfter { other } => {
            Text::new(format!("Doit suivre « {other} »."), format!("Must come after “{other}”."))
        }
        Rule::Contradicts { other } => {
            Text::new(format!("Ne va pas avec « {other} »."), format!("Does not go with “{other}”."))
        }
        Rule::NotGrantable => {
            Text::fixed("Vos rôles ne permettent pas de le donner.", "Your roles do not let you give it.")
        }
        Rule::Fixed { transition } => Text::new(
            format!("Se change par la transition « {transition} »."),
            format!("Is changed by the transition “{transition}”."),
        ),
    }
}
