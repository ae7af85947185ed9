-- Requests that differ each time, when the arguments ask for them; and what was seen, on a line that a program reads.
--   registrations PREFIX   registers a new address each time
--   students FILE          enters the account of the next line of the file as a student, until there is none left

local makers = {}

function makers.registrations(prefix)
  local number = 0
  return function()
    number = number + 1
    local body = '{"email": "%s.%d@example.fr", "password": "correct horse battery staple", '
      .. '"given_name": "Camille", "family_name": "Exemple", "locale": "fr"}'
    return wrk.format("POST", nil, nil, string.format(body, prefix, number))
  end
end

function makers.students(file)
  local accounts = io.lines(file)
  local body = '{"account_id": "%s", "study_level": "bac_plus_4", "diploma_kind": "master", '
    .. '"curriculum": "Master informatique, parcours données", "school_name": "Institut d’exemple du numérique", '
    .. '"adult": true, "wishes": [{"job_profile_code": "data-engineer"}], "home_department_code": "35", '
    .. '"formats": ["on_site"], "languages": ["fr"]}'
  return function()
    local account = accounts()
    if not account then
      wrk.thread:stop()
    end
    return wrk.format("POST", nil, nil, string.format(body, account or ""))
  end
end

function init(arguments)
  local maker = makers[arguments[1]]
  if maker then
    request = maker(arguments[2])
  end
end

function done(summary, latency)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  local figures = 'FIGURES {"requests": %d, "microseconds": %d, "p99": %.0f, "refused": %d, "lost": %d}\n'
  io.write(string.format(figures, summary.requests, summary.duration, latency:percentile(99), errors.status, lost))
end
