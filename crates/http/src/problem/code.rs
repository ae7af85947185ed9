//! The closed table of problem codes.

use actix_web::http::StatusCode;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::contract::language::Text;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $slug:literal $status:literal, $title_fr:literal / $title_en:literal, $why_fr:literal / $why_en:literal;)+) => {
        /// What went wrong, as a stable slug. Clients decide on it; it never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        pub enum ProblemCode {
            $($(#[$doc])* #[serde(rename = $slug)] $variant,)+
        }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable slug.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// The status of its answers.
            #[must_use]
            pub fn status(self) -> StatusCode {
                let number = match self { $(Self::$variant => $status,)+ };
                StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }

            /// A short title.
            #[must_use]
            pub const fn title(self) -> Text {
                match self { $(Self::$variant => Text::fixed($title_fr, $title_en),)+ }
            }

            /// What it means and what to do.
            #[must_use]
            pub const fn explanation(self) -> Text {
                match self { $(Self::$variant => Text::fixed($why_fr, $why_en),)+ }
            }
        }
    };
}

codes! {
    /// 400
    MalformedRequest = "malformed_request" 400,
        "Requête mal formée" / "Malformed request",
        "La requête ne suit pas la syntaxe de HTTP ou d’un en-tête. Corrigez-la avant de la renvoyer." /
        "The request breaks the syntax of HTTP or of a header. Mend it before you send it again.";
    /// 400
    MalformedJson = "malformed_json" 400,
        "JSON mal formé" / "Malformed JSON",
        "Le corps n’est pas du JSON en UTF-8, ou il est trop profondément imbriqué." /
        "The body is not JSON in UTF-8, or nests too deeply.";
    /// 401
    Unauthenticated = "unauthenticated" 401,
        "Authentification requise" / "Authentication required",
        "Cette opération demande un jeton d’accès : ouvrez une session puis envoyez « Authorization: Bearer … »." /
        "This operation needs an access token: sign in, then send “Authorization: Bearer …”.";
    /// 401
    InvalidToken = "invalid_token" 401,
        "Jeton refusé" / "Token refused",
        "Le jeton d’accès est expiré, révoqué, ou n’est pas de nous. Renouvelez la session ou connectez-vous à nouveau." /
        "The access token has expired, was revoked, or is not ours. Renew the session or sign in again.";
    /// 401
    InvalidCredentials = "invalid_credentials" 401,
        "Identifiants refusés" / "Credentials refused",
        "L’adresse, le mot de passe ou le jeton de renouvellement ne convient pas. La réponse est la même que le compte existe ou non." /
        "The address, password or refresh token is not right. The answer is the same whether the account exists or not.";
    /// 403
    Forbidden = "forbidden" 403,
        "Interdit à vos rôles" / "Forbidden to your roles",
        "Aucun de vos rôles ne permet cette opération ; « GET /v1/me » liste vos permissions." /
        "None of your roles allows this operation; “GET /v1/me” lists your permissions.";
    /// 404
    NotFound = "not_found" 404,
        "Introuvable" / "Not found",
        "La ressource n’existe pas, ou n’est pas visible pour vous ; la réponse est la même." /
        "The resource does not exist, or is not visible to you; the answer is the same.";
    /// 405
    MethodNotAllowed = "method_not_allowed" 405,
        "Méthode refusée" / "Method not allowed",
        "Ce chemin existe mais pas avec cette méthode ; l’en-tête « Allow » liste celles qui conviennent." /
        "This path exists but not with this method; the “Allow” header lists those that do.";
    /// 408
    RequestTimeout = "request_timeout" 408,
        "Requête trop lente" / "Request too slow",
        "Le corps de la requête n’est pas arrivé à temps. Renvoyez-la." /
        "The body of the request did not arrive in time. Send it again.";
    /// 409
    AlreadyExists = "already_exists" 409,
        "Existe déjà" / "Already exists",
        "Une ressource porte déjà ce code, ce nom ou cette adresse." /
        "A resource has this code, name or address already.";
    /// 409
    InvalidTransition = "invalid_transition" 409,
        "Transition impossible" / "Invalid transition",
        "L’état présent de la ressource ne permet pas cet acte ; « allowed_transitions » liste ceux qu’il permet." /
        "The present state of the resource does not allow this act; “allowed_transitions” lists those it does.";
    /// 409
    IdempotencyInProgress = "idempotency_in_progress" 409,
        "Requête déjà en cours" / "Request under way",
        "Une requête de même « Idempotency-Key » est en cours. Réessayez après « Retry-After »." /
        "A request with the same “Idempotency-Key” is under way. Try again after “Retry-After”.";
    /// 409
    LastDinumAdmin = "last_dinum_admin" 409,
        "Dernier administrateur DINUM" / "Last DINUM admin",
        "Il doit rester au moins un administrateur DINUM actif. Nommez-en un autre d’abord." /
        "At least one active DINUM admin must remain. Appoint another first.";
    /// 409
    EditionState = "edition_state" 409,
        "Refusé à ce stade de l’édition" / "Refused at this stage of the edition",
        "L’état présent de l’édition ne permet pas cet acte ; il dépend d’elle, non de la ressource." /
        "The present state of the edition does not allow this act; it depends on the edition, not on the resource.";
    /// 409
    WindowClosed = "window_closed" 409,
        "Hors de la période" / "Outside the window",
        "L’édition n’accepte cet acte que pendant sa période ; seule la DINUM peut passer outre, avec un motif." /
        "The edition accepts this act within its window only; only DINUM may override it, with a reason.";
    /// 409
    TooEarly = "too_early" 409,
        "Trop tôt" / "Too early",
        "Cet acte n’est possible qu’à partir d’un moment qui n’est pas encore venu." /
        "This act is possible only from a moment that has not come yet.";
    /// 409
    TooLate = "too_late" 409,
        "Trop tard" / "Too late",
        "Le délai de cet acte est passé." /
        "The time for this act is over.";
    /// 409
    NotPairable = "not_pairable" 409,
        "Duo impossible" / "Cannot be paired",
        "L’état présent de l’étudiant, de l’ambassadeur ou de l’édition ne permet pas ce duo ; « errors » dit pourquoi." /
        "The present state of the student, the ambassador or the edition does not allow this duo; “errors” says why.";
    /// 409
    AlreadyPaired = "already_paired" 409,
        "Déjà en duo" / "Already paired",
        "L’étudiant a déjà un duo proposé, confirmé ou tenu dans cette édition." /
        "The student already has a duo that is proposed, confirmed or held in this edition.";
    /// 409
    NoSeatLeft = "no_seat_left" 409,
        "Plus de place" / "No seat left",
        "Toutes les places de l’ambassadeur sont prises." /
        "All the seats of the ambassador are taken.";
    /// 409
    CapacityInUse = "capacity_in_use" 409,
        "Capacité utilisée" / "Capacity in use",
        "L’ambassadeur a plus de duos que cette capacité : annulez-en d’abord." /
        "The ambassador has more duos than this capacity: cancel some first.";
    /// 409
    AlreadyReplaced = "already_replaced" 409,
        "Déjà remplacé" / "Already replaced",
        "Un autre duo a pris la place de celui-ci." /
        "Another duo has taken the place of this one.";
    /// 409
    InUse = "in_use" 409,
        "Encore utilisé" / "Still in use",
        "D’autres ressources en dépendent : elles seraient contredites." /
        "Other resources depend on it: they would be contradicted.";
    /// 409
    OwnRecord = "own_record" 409,
        "Décision sur soi-même" / "Decision on oneself",
        "Personne ne décide de sa propre participation : demandez à quelqu’un d’autre." /
        "Nobody decides on their own participation: ask somebody else.";
    /// 409
    InputsChanged = "inputs_changed" 409,
        "Données changées depuis le calcul" / "Inputs changed since the computation",
        "Des étudiants, des ambassadeurs ou des décisions ne sont plus ce qu’ils étaient : « errors » dit lesquels. Recalculez, ou publiez la part encore valable avec « drop_invalid »." /
        "Students, ambassadors or decisions are no longer what they were: “errors” says which. Compute again, or publish the part that is still valid with “drop_invalid”.";
    /// 409
    NotEligibleToRegister = "not_eligible_to_register" 409,
        "Inscription impossible" / "Cannot register",
        "Ce compte n’a pas le rôle ou l’organisation qu’il faut pour cette édition." /
        "This account does not have the role or the organisation that this edition asks for.";
    /// 409
    EmailUnverified = "email_unverified" 409,
        "Adresse non prouvée" / "Address not proven",
        "Il n’est pas prouvé que l’étudiant reçoit les messages de son adresse : il doit suivre le lien qui lui a été envoyé." /
        "It is not proven that the student reads the mail of their address: they must follow the link that was sent to it.";
    /// 412
    PreconditionFailed = "precondition_failed" 412,
        "Version dépassée" / "Stale version",
        "La ressource a changé depuis votre lecture. Relisez-la et reprenez sa nouvelle étiquette ETag." /
        "The resource has changed since you read it. Read it again and use its new ETag.";
    /// 413
    PayloadTooLarge = "payload_too_large" 413,
        "Corps trop grand" / "Body too large",
        "Le corps de la requête dépasse la limite de cette opération." /
        "The body of the request exceeds the limit of this operation.";
    /// 415
    UnsupportedMediaType = "unsupported_media_type" 415,
        "Type de contenu refusé" / "Unsupported media type",
        "Envoyez « application/json » ; pour PATCH, « application/merge-patch+json »." /
        "Send “application/json”; for PATCH, “application/merge-patch+json”.";
    /// 422
    ValidationFailed = "validation_failed" 422,
        "Valeurs refusées" / "Values refused",
        "La requête est bien formée mais des valeurs ne conviennent pas ; « errors » les désigne une à une." /
        "The request is well formed but values are not right; “errors” names each of them.";
    /// 422
    IdempotencyKeyReused = "idempotency_key_reused" 422,
        "Idempotency-Key déjà utilisée" / "Idempotency-Key reused",
        "Cette clé a déjà servi pour une autre requête. Prenez une clé nouvelle pour chaque intention." /
        "This key was used for another request. Take a new key for each intention.";
    /// 428
    PreconditionRequired = "precondition_required" 428,
        "If-Match requis" / "If-Match required",
        "Lisez la ressource, puis renvoyez son étiquette ETag dans « If-Match »." /
        "Read the resource, then send its ETag in “If-Match”.";
    /// 429
    RateLimited = "rate_limited" 429,
        "Trop de requêtes" / "Too many requests",
        "Votre budget de requêtes est épuisé. Réessayez après « Retry-After » ; « RateLimit » montre ce qui reste." /
        "Your budget of requests is spent. Try again after “Retry-After”; “RateLimit” shows what is left.";
    /// 500
    InternalError = "internal_error" 500,
        "Erreur interne" / "Internal error",
        "Une erreur de notre part. Si elle persiste, transmettez-nous « request_id »." /
        "An error of ours. If it persists, send us the “request_id”.";
    /// 503
    ServiceUnavailable = "service_unavailable" 503,
        "Service momentanément indisponible" / "Service temporarily unavailable",
        "La base de données ne répond pas ou le service est saturé. Réessayez après « Retry-After »." /
        "The database does not answer or the service is saturated. Try again after “Retry-After”.";
}

impl ProblemCode {
    /// The code of that slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.slug() == slug)
    }

    /// The code of a refusal that the framework made by itself.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            401 => Self::Unauthenticated,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            405 => Self::MethodNotAllowed,
            408 => Self::RequestTimeout,
            413 => Self::PayloadTooLarge,
            415 => Self::UnsupportedMediaType,
            422 => Self::ValidationFailed,
            429 => Self::RateLimited,
            503 => Self::ServiceUnavailable,
            400..=499 => Self::MalformedRequest,
            _ => Self::InternalError,
        }
    }
}

impl PartialSchema for ProblemCode {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Which problem: decide on this. A closed list; codes never change their meaning.",
            ))
            .enum_values(Some(Self::ALL.iter().map(|code| code.slug())))
            .examples(["not_found"])
            .into()
    }
}

impl ToSchema for ProblemCode {}
