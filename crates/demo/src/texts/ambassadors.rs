//! What agents write.

/// What the day will show: `{metier}`, `{ville}`.
pub const PROGRAMMES: [&str; 12] = [
    "Accueil à 9 h 30 autour d’un café, tour des équipes, puis une matinée au poste de {metier}. L’après-midi, un cas \
     réel à deux et un échange avec les collègues.",
    "Une journée type à {ville} : point d’équipe, travail de fond le matin, revue avec les utilisateurs l’après-midi. \
     On termine par une heure de questions sur les concours et les contrats.",
    "Le matin, vous suivez une mise en production préparée ensemble. L’après-midi, vous rencontrez trois personnes qui \
     travaillent avec moi : produit, sécurité, exploitation.",
    "Découverte du métier ({metier}) par la pratique : un petit exercice sur des données fictives, corrigé ensemble, \
     puis la présentation d’un projet que nous avons livré cette année.",
    "Visite du site de {ville}, présentation de la direction, atelier d’une heure et demie sur un sujet en cours, \
     déjeuner avec l’équipe, puis participation à deux réunions courtes.",
    "Nous ferons ensemble ce que je fais chaque semaine : lire les retours des usagers, choisir ce qui compte, le \
     mettre en œuvre, vérifier. Prévoyez des questions.",
    "Matinée : cartographie d’un service public numérique, de la page d’accueil à la base de données. Après-midi : \
     {metier}, c’est quoi au quotidien ? Rencontre avec deux anciens apprentis.",
    "Une demi-journée en salle de supervision, une demi-journée en atelier. Le programme s’adapte à ce que vous \
     étudiez : dites-le dans votre dossier.",
    "Revue de code le matin, atelier d’accessibilité l’après-midi. Entre les deux, un déjeuner avec la promotion \
     d’apprentis du ministère.",
    "Présentation des métiers du numérique de la direction, puis immersion : {metier}. Fin de journée avec la \
     responsable des recrutements.",
    "Journée en quatre temps : comprendre le besoin, concevoir, réaliser, rendre compte. Un livrable simple en fin de \
     journée, que vous pourrez montrer.",
    "Vous assisterez à un comité de projet, à un point technique et à une démonstration ; entre les trois, je vous \
     explique qui décide quoi, et pourquoi.",
];

/// Projects: `{metier}`.
pub const PROJECTS: [&str; 12] = [
    "Catalogue de données d’exemple, ouvert au public.",
    "Refonte d’un portail de démarches fictif.",
    "Migration d’un parc de serveurs d’exemple vers un nuage interne.",
    "Tableau de bord d’un service imaginaire.",
    "Socle d’authentification de démonstration.",
    "Application mobile d’inspection, version d’essai.",
    "Moteur de simulation d’aides qui n’existent pas.",
    "Entrepôt de données d’exemple et ses indicateurs.",
    "Plan de sobriété numérique d’une direction fictive.",
    "Détection d’anomalies dans des journaux de démonstration.",
    "Interface de programmation d’un registre imaginaire.",
    "Accompagnement au changement d’un outil de gestion d’exemple.",
];

/// Why agents take part.
pub const MOTIVATIONS: [&str; 12] = [
    "Montrer qu’on fait dans l’administration un numérique dont on peut être fier.",
    "J’aurais aimé qu’on me fasse découvrir ce métier quand j’étais étudiante ou étudiant.",
    "Transmettre, et entendre un regard neuf sur ce que nous construisons.",
    "Faire connaître nos recrutements, qui restent trop discrets.",
    "Donner envie de servir l’intérêt général par la technique.",
    "Ouvrir la porte à des profils qui ne pensent pas à nous.",
    "Montrer un métier utile, avec ses contraintes et ses réussites.",
    "Rendre ce que d’autres m’ont donné au début de mon parcours.",
    "Parler vrai du service public : le sens, le rythme, les équipes.",
    "Faire tomber quelques idées reçues en une journée.",
    "Préparer la relève d’une équipe qui grandit.",
    "Échanger avec celles et ceux qui feront le numérique de demain.",
];

/// Units: `{famille}`.
pub const UNITS: [&str; 8] = [
    "Pôle d’exemple « {famille} »",
    "Bureau d’exemple des services numériques",
    "Mission d’exemple « {famille} »",
    "Département d’exemple de l’exploitation",
    "Incubateur d’exemple",
    "Équipe d’exemple « {famille} »",
    "Laboratoire d’exemple",
    "Centre de services d’exemple",
];

/// Where the two meet.
pub const MEETING_POINTS: [&str; 6] = [
    "Accueil principal",
    "Hall A, devant les ascenseurs",
    "Poste de sécurité, entrée nord",
    "Accueil des visiteurs, rez-de-chaussée",
    "Sortie 2 de la station d’exemple",
    "Cafétéria du rez-de-chaussée",
];

/// How to get in.
pub const ACCESS: [&str; 4] = [
    "Se présenter à l’accueil avec une pièce d’identité ; je viens vous chercher.",
    "Badge visiteur à retirer au poste de sécurité, pièce d’identité obligatoire.",
    "Entrée par la cour ; sonner à l’interphone « Exemple ».",
    "Portique et contrôle des sacs : prévoir dix minutes.",
];

/// What is done about lunch.
pub const LUNCH: [&str; 4] =
    ["Cantine, offert", "Cantine, environ 6 €", "Panier-repas avec l’équipe", "Restaurant d’exemple, offert"];

/// How to dress.
pub const DRESS: [&str; 3] = ["Libre", "Tenue de ville", "Chaussures fermées"];

/// How accessible the site is.
pub const ACCESSIBILITY: [&str; 4] = [
    "Site accessible en fauteuil, ascenseur, place de stationnement réservée.",
    "Ascenseur, boucle magnétique à l’accueil.",
    "Deux marches à l’entrée ; rampe sur demande.",
    "Site de plain-pied ; salle calme disponible.",
];

/// Why a ministry rejects.
pub const REJECTIONS: [&str; 4] = [
    "Le service est en pleine réorganisation ce mois-là.",
    "Le site ne peut recevoir de visiteurs à cette date.",
    "Deux personnes du bureau participent déjà.",
    "Le poste ne relève pas des métiers proposés cette année.",
];

/// Why agents withdraw.
pub const WITHDRAWALS: [&str; 4] = [
    "Je change de poste avant la journée.",
    "Un déplacement imposé tombe le même jour.",
    "Congé prévu de longue date.",
    "La charge du service ne le permet plus.",
];

/// What is in use in a family of jobs.
pub fn technologies(family: &str) -> &'static [&'static str] {
    match family {
        "data" => &["Python", "PostgreSQL", "dbt", "Airflow", "Metabase", "R"],
        "development" => &["TypeScript", "Java", "Python", "Rust", "PostgreSQL", "Git"],
        "architecture" => &["Archi", "OpenAPI", "Kubernetes", "PostgreSQL", "UML"],
        "infrastructure" | "server-cloud" => &["Linux", "Ansible", "Terraform", "Kubernetes", "Prometheus"],
        "security" => &["Linux", "Suricata", "Python", "OpenID Connect", "Wireshark"],
        "project-product" => &["Figma", "Kanban", "DSFR", "Matomo"],
        "support" => &["GLPI", "Windows", "Linux", "Active Directory"],
        _ => &["LibreOffice", "GLPI", "Git", "SQL"],
    }
}
