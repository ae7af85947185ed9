//! What is said when a duo does not work out.

use vmj_domain::pairing::{CancellationReason, Party};

/// What the one who is said to have been missing says to that, of a day on site.
pub const CONTEST_ON_SITE: &str =
    "J’étais à l’accueil à l’heure dite ; personne n’est venu me chercher avant midi.";

/// And of a day by video.
pub const CONTEST_REMOTE: &str =
    "Nous avons passé la journée ensemble à distance : le lien avait changé le matin même.";

/// Why one does not want a duo.
pub const fn refusal(party: Party) -> &'static str {
    match party {
        Party::Student => "Le métier proposé est trop loin de ce que j’étudie.",
        Party::Ambassador => "Le service ne peut recevoir personne à cette date.",
    }
}

/// Why a duo was cancelled, in somebody's words.
pub const fn cancellation(reason: CancellationReason) -> Option<&'static str> {
    match reason {
        CancellationReason::Illness => Some("Arrêt de travail jusqu’à la fin de la semaine."),
        CancellationReason::Work => Some("Une mise en production a été avancée à ce jour."),
        CancellationReason::Transport => Some("Aucun train ce jour-là depuis ma ville."),
        CancellationReason::Exam => Some("Un partiel a été déplacé à cette date."),
        CancellationReason::HostUnavailable => Some("La personne qui devait recevoir part en mission."),
        CancellationReason::AccessRefused => Some("Le site n’a pas donné d’autorisation d’accès."),
        CancellationReason::Sanitary => Some("Le site est fermé aux visiteurs."),
        CancellationReason::PartyWithdrew
        | CancellationReason::EditionPostponed
        | CancellationReason::EditionCancelled => None,
        CancellationReason::Other => Some("Un déménagement de bureaux tombe le même jour."),
    }
}
