//! Thousands of pairings, as SQL for PostgreSQL.

/// Statements that make so many proposals whose deadline has passed, each of a student and an ambassador of its own, in
/// an edition whose day is still to come.
#[must_use]
pub fn due_proposals(count: u32) -> Vec<String> {
    let of_each = format!("FROM generate_series(1, {count}) AS n");
    let accounts = |kind: &str, organisation: &str| {
        format!(
            "INSERT INTO accounts (id, email, email_normalised, given_name, family_name, sort_name, locale,
                 organisation_id, version, created_at, updated_at)
             SELECT md5('{kind}' || n)::uuid, '{kind}-' || n || '@example.fr', '{kind}-' || n || '@example.fr',
                 'Camille', 'Exemple', 'exemple camille', 'fr', {organisation}, 1, now(), now() {of_each}"
        )
    };
    let dinum = "(SELECT id FROM organisations WHERE code = 'dinum')";
    vec![
        "INSERT INTO editions (id, name, day, window_starts_on, window_ends_on, formats, study_levels, diploma_kinds,
             ambassadors_open_on, ambassadors_close_on, students_open_on, students_close_on, max_wishes, min_capacity,
             max_capacity, answer_days, documents, state, state_changed_at, version, created_at, updated_at)
         SELECT md5('edition')::uuid, 'Édition d’essai', today + 30, today + 20, today + 40, 'on_site', 'bac_plus_4',
             'master', today - 60, today - 10, today - 60, today - 10, 5, 1, 3, 7, '', 'matching', now(), 1, now(), now()
         FROM (SELECT current_date AS today) AS days"
            .to_owned(),
        accounts("student", "NULL"),
        accounts("ambassador", dinum),
        format!(
            "INSERT INTO students (id, edition_id, account_id, sort_name, state, state_changed_at, decided_by, criteria,
                 accepted_regions, formats, languages, version, created_at, updated_at)
             SELECT md5('student' || n)::uuid, md5('edition')::uuid, md5('student' || n)::uuid, 'exemple camille',
                 'eligible', now(), 'dinum', '', '', 'on_site', 'fr', 1, now(), now() {of_each}"
        ),
        format!(
            "INSERT INTO ambassadors (id, edition_id, account_id, organisation_id, sort_name, state, state_changed_at,
                 technologies, formats, capacity, languages, alternative_dates, commune_code, department_code, version,
                 created_at, updated_at)
             SELECT md5('ambassador' || n)::uuid, md5('edition')::uuid, md5('ambassador' || n)::uuid, {dinum},
                 'exemple camille', 'approved', now(), '', 'on_site', 1, 'fr', '', '35238', '35', 1, now(), now()
             {of_each}"
        ),
        format!(
            "INSERT INTO pairings (id, edition_id, student_id, student_account_id, ambassador_id, ambassador_account_id,
                 job_profile_code, format, seat, date, state, state_changed_at, deadline, access_cleared,
                 received_documents, version, created_at, updated_at)
             SELECT md5('pairing' || n)::uuid, md5('edition')::uuid, md5('student' || n)::uuid,
                 md5('student' || n)::uuid, md5('ambassador' || n)::uuid, md5('ambassador' || n)::uuid,
                 'data-engineer', 'on_site', 1, current_date + 30, 'proposed', now(), now() - n * interval '1 second',
                 false, '', 1, now(), now()
             {of_each}"
        ),
    ]
}
