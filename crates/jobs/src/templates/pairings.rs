//! What the two of a duo are told. No name of the other stands in a message: it is read where it may be seen.

use chrono::{DateTime, NaiveDate, Utc};
use vmj_domain::account::Locale;
use vmj_domain::message::PairingNotice;

use super::moment;

/// Subject, what stands before the link, what stands after it.
pub fn words(
    locale: Locale,
    notice: PairingNotice,
    date: NaiveDate,
    deadline: Option<DateTime<Utc>>,
) -> (&'static str, String, &'static str) {
    let end = deadline.map(moment);
    match locale {
        Locale::French => french(notice, date, end.map(|end| format!(" avant le {end}")).as_deref()),
        Locale::English => english(notice, date, end.map(|end| format!(" before {end}")).as_deref()),
    }
}

fn french(
    notice: PairingNotice,
    date: NaiveDate,
    before: Option<&str>,
) -> (&'static str, String, &'static str) {
    let before = before.unwrap_or_default();
    match notice {
        PairingNotice::Proposed => (
            "Vis mon job : un duo vous est proposé",
            format!("Un duo vous est proposé pour le {date}. Répondez{before} :"),
            "Sans réponse de votre part, la place sera proposée à quelqu’un d’autre.",
        ),
        PairingNotice::Confirmed => (
            "Vis mon job : votre duo est confirmé",
            format!("Votre duo du {date} est confirmé. Lieu, horaires et contact :"),
            "En cas d’empêchement, prévenez-nous dès que possible sur la même page.",
        ),
        PairingNotice::Lost => (
            "Vis mon job : votre duo n’aura pas lieu",
            format!("Le duo prévu le {date} n’aura pas lieu. Pour en savoir plus :"),
            "Nous faisons notre possible pour vous en proposer un autre.",
        ),
        PairingNotice::DateAsked => (
            "Vis mon job : une autre date est demandée",
            format!("La date du {date} est demandée pour votre duo. Répondez{before} :"),
            "Le contact de l’autre personne reste visible entre-temps.",
        ),
        PairingNotice::DateChanged => (
            "Vis mon job : la date de votre duo a changé",
            format!("Votre duo aura lieu le {date} :"),
            "Le reste ne change pas.",
        ),
        PairingNotice::DateKept => (
            "Vis mon job : la date de votre duo ne change pas",
            format!("L’autre date n’a pas été retenue. Votre duo a toujours lieu le {date} :"),
            "Rien d’autre ne change.",
        ),
        PairingNotice::NoShow => (
            "Vis mon job : une absence a été signalée",
            format!("Une absence a été signalée pour votre duo du {date}. Si ce n’est pas exact, dites-le :"),
            "La DINUM décidera.",
        ),
        PairingNotice::ContestSettled => (
            "Vis mon job : la DINUM a décidé",
            format!("La DINUM a décidé de ce qu’il en a été de votre duo du {date} :"),
            "Merci de votre participation.",
        ),
    }
}

fn english(
    notice: PairingNotice,
    date: NaiveDate,
    before: Option<&str>,
) -> (&'static str, String, &'static str) {
    let before = before.unwrap_or_default();
    match notice {
        PairingNotice::Proposed => (
            "Vis mon job: a duo is proposed to you",
            format!("A duo is proposed to you for {date}. Answer{before}:"),
            "Without an answer of yours, the place will be proposed to somebody else.",
        ),
        PairingNotice::Confirmed => (
            "Vis mon job: your duo is confirmed",
            format!("Your duo on {date} is confirmed. Place, hours and contact:"),
            "If something comes up, tell us as soon as you can on the same page.",
        ),
        PairingNotice::Lost => (
            "Vis mon job: your duo will not take place",
            format!("The duo of {date} will not take place. To know more:"),
            "We do what we can to propose another to you.",
        ),
        PairingNotice::DateAsked => (
            "Vis mon job: another date is asked for",
            format!("{date} is asked for as the date of your duo. Answer{before}:"),
            "The contact of the other person stays visible meanwhile.",
        ),
        PairingNotice::DateChanged => (
            "Vis mon job: the date of your duo has changed",
            format!("Your duo will take place on {date}:"),
            "Nothing else changes.",
        ),
        PairingNotice::DateKept => (
            "Vis mon job: the date of your duo stays",
            format!("The other date was not accepted. Your duo still takes place on {date}:"),
            "Nothing else changes.",
        ),
        PairingNotice::NoShow => (
            "Vis mon job: somebody was said to be missing",
            format!("Somebody was said to be missing from your duo of {date}. If this is not right, say so:"),
            "DINUM will decide.",
        ),
        PairingNotice::ContestSettled => (
            "Vis mon job: DINUM has decided",
            format!("DINUM has decided about your duo of {date}:"),
            "Thank you for taking part.",
        ),
    }
}
