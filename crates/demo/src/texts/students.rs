//! What students write.

/// Why students take part: `{matiere}`.
pub const MOTIVATIONS: [&str; 12] = [
    "Je voudrais voir à quoi mène ma spécialité ({matiere}) quand ce n’est pas pour vendre quelque chose.",
    "Je cherche une alternance l’an prochain et je connais mal les métiers de l’État.",
    "On parle peu du service public dans ma formation ; je veux me faire une idée par moi-même.",
    "J’hésite entre le privé et le public : une journée sur place vaut mieux qu’une brochure.",
    "Mon projet de fin d’études ({matiere}) gagnerait à être confronté à la pratique.",
    "Un ancien de ma promotion a fait cette journée et m’en a dit beaucoup de bien.",
    "Je veux comprendre comment on travaille à grande échelle avec des données sensibles.",
    "J’aimerais préparer un concours et savoir ce qu’il y a derrière les intitulés.",
    "Je me reconvertis, et je veux vérifier que ce métier est bien celui que j’imagine.",
    "L’intérêt général me parle ; reste à savoir si le quotidien me plaira.",
    "Voir de l’intérieur une équipe au travail ({matiere}) vaut tous les cours.",
    "Rencontrer quelqu’un qui fait ce métier m’aidera à choisir mon master.",
];

/// Curricula by kind of diploma: `{matiere}`.
pub const CURRICULA: [(&str, &str); 9] = [
    ("bts", "BTS Services informatiques aux organisations"),
    ("but", "BUT Informatique, parcours {matiere}"),
    ("licence", "Licence informatique, parcours {matiere}"),
    ("bachelor", "Bachelor du numérique, option {matiere}"),
    ("master", "Master informatique, parcours {matiere}"),
    ("engineer", "Cycle ingénieur, majeure {matiere}"),
    ("grande_ecole", "Programme grande école, spécialité {matiere}"),
    ("professional_title", "Titre professionnel, {matiere}"),
    ("other", "Certificat d’exemple, {matiere}"),
];

/// Schools that are in no list.
pub const SCHOOLS: [&str; 4] = [
    "Institut d’exemple hors liste",
    "Campus imaginaire du numérique",
    "École d’exemple à distance",
    "Académie fictive des métiers du logiciel",
];

/// What some need.
pub const NEEDS: [&str; 6] = [
    "Un ascenseur, et une place assise pour les présentations.",
    "Des supports en gros caractères, envoyés la veille.",
    "Une interprète en langue des signes pour les réunions.",
    "Des pauses régulières, et une pièce calme à midi.",
    "Un siège réglable ; je me déplace avec une canne.",
    "Un cheminement sans marche depuis l’arrêt de transport.",
];

/// Why DINUM refuses.
pub const REFUSALS: [&str; 3] = [
    "La formation n’est pas une formation au numérique.",
    "L’établissement n’a pas pu être identifié malgré deux relances.",
    "La convention de l’établissement ne couvre pas cette journée.",
];

/// Why students withdraw.
pub const WITHDRAWALS: [&str; 4] = [
    "Un examen a été placé le même jour.",
    "Mon stage commence plus tôt que prévu.",
    "Je pars en échange à l’étranger.",
    "Je ne peux finalement pas me libérer.",
];

/// What is studied by those who are drawn to a family of jobs.
pub fn subject(family: &str) -> &'static str {
    match family {
        "architecture" => "architecture des systèmes",
        "data" => "science des données",
        "development" => "génie logiciel",
        "infrastructure" => "systèmes et réseaux",
        "management" => "gouvernance du numérique",
        "project-product" => "conception de produits",
        "security" => "cybersécurité",
        "server-cloud" => "informatique en nuage",
        "support" => "services aux utilisateurs",
        _ => "systèmes d’information",
    }
}
