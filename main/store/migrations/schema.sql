CREATE TABLE addresses (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  organisation_id TEXT REFERENCES organisations (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('work', 'home', 'post', 'other')),
  street TEXT NOT NULL,
  postcode TEXT NOT NULL,
  city TEXT NOT NULL,
  region TEXT NOT NULL,
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  position INTEGER NOT NULL,
  CHECK ((person_id IS NULL) <> (organisation_id IS NULL))
) STRICT;

CREATE INDEX addresses_organisation ON addresses (organisation_id, position) WHERE organisation_id IS NOT NULL;

CREATE INDEX addresses_person ON addresses (person_id, position) WHERE person_id IS NOT NULL;

CREATE TABLE affiliations (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  role TEXT,
  PRIMARY KEY (person_id, organisation_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX affiliations_organisation ON affiliations (organisation_id);

CREATE TABLE agent_spans (
  row INTEGER PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('ready', 'break', 'offline')),
  reason TEXT,
  from_at INTEGER NOT NULL,
  to_at INTEGER,
  CHECK ((reason IS NOT NULL) = (status = 'break'))
) STRICT;

CREATE INDEX agent_spans_from ON agent_spans (from_at);

CREATE TRIGGER audit_append_only BEFORE UPDATE OF row, id, at, kind, agent, person_id, data ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_only_cleared BEFORE UPDATE OF subject, why ON audit
  WHEN new.subject IS NOT NULL OR new.why IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE audit (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN
    ('override', 'export', 'erasure', 'deletion', 'retention', 'bulk', 'backUp', 'restore')),
  agent TEXT,
  person_id TEXT,
  subject TEXT,
  why TEXT,
  data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

CREATE INDEX audit_at ON audit (at);

CREATE INDEX audit_person ON audit (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE bulk_jobs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL CHECK (json_valid(action)),
  selection TEXT NOT NULL CHECK (json_valid(selection)),
  agent TEXT,
  state TEXT NOT NULL CHECK (state IN
    ('running', 'interrupted', 'done', 'cancelled', 'undoing', 'undone')),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  done_through TEXT
) STRICT;

CREATE TABLE bulk_rows (
  job INTEGER NOT NULL REFERENCES bulk_jobs (number) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made TEXT CHECK (json_valid(made)),
  reason TEXT,
  PRIMARY KEY (job, person_id),
  CHECK ((made IS NULL) <> (reason IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX bulk_rows_person ON bulk_rows (person_id);

CREATE TABLE calendar_items (
  follow_up_id TEXT NOT NULL PRIMARY KEY,
  -- The calendar's address: one that was left for another keeps nothing of ours.
  calendar TEXT NOT NULL,
  -- As the server last named it; null before it answered.
  etag TEXT,
  -- Mark of what was last written; null before anything was.
  written TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  fault TEXT,
  detail TEXT
) STRICT;

CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  interaction_id TEXT REFERENCES interactions (id) ON DELETE SET NULL,
  hook_id TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (reference <> ''),
  subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'escalated', 'closed')),
  opened_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX cases_interaction ON cases (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE INDEX cases_person ON cases (person_id, changed_at) WHERE person_id IS NOT NULL;

CREATE TABLE check_in_rules (
  list_id TEXT NOT NULL PRIMARY KEY REFERENCES lists (id) ON DELETE CASCADE,
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 1000),
  what TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  looked_at INTEGER
) STRICT;

CREATE TABLE check_ins (
  list_id TEXT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  follow_up_id TEXT NOT NULL REFERENCES follow_ups (id) ON DELETE CASCADE,
  PRIMARY KEY (list_id, person_id, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX check_ins_follow_up ON check_ins (follow_up_id);

CREATE INDEX check_ins_person ON check_ins (person_id);

CREATE TABLE choices (
  number_key TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX choices_person ON choices (person_id);

CREATE TABLE "consents" (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  channel TEXT NOT NULL CHECK (channel IN ('call', 'email', 'message', 'recording')),
  given INTEGER NOT NULL CHECK (given IN (0, 1)),
  at INTEGER NOT NULL,
  source TEXT NOT NULL
) STRICT;

CREATE INDEX consents_person ON consents (person_id, channel, at);

CREATE TABLE custom_fields (
  id TEXT NOT NULL PRIMARY KEY,
  belongs_to TEXT NOT NULL CHECK (belongs_to IN ('person', 'organisation')),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'yesNo', 'choice')),
  choices TEXT NOT NULL CHECK (json_valid(choices)),
  position INTEGER NOT NULL,
  UNIQUE (belongs_to, name)
) STRICT;

CREATE TABLE directories (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('carddav', 'ldap')),
  data TEXT NOT NULL CHECK (json_valid(data)),
  created_at INTEGER NOT NULL,
  after_row INTEGER NOT NULL,
  sync_token TEXT,
  ctag TEXT,
  standing TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(standing))
) STRICT;

CREATE TRIGGER directory_cards_left AFTER UPDATE OF person_id ON directory_cards
  WHEN old.person_id IS NOT NULL AND new.person_id IS NULL
BEGIN
  UPDATE directory_cards SET base = '{}', person_version = 0
    WHERE directory_id = new.directory_id AND href = new.href;
END;

CREATE TABLE directory_cards (
  directory_id TEXT NOT NULL REFERENCES directories (id) ON DELETE CASCADE,
  href TEXT NOT NULL,
  person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  etag TEXT,
  base TEXT NOT NULL CHECK (json_valid(base)),
  person_version INTEGER NOT NULL,
  synced_at INTEGER NOT NULL,
  fault TEXT,
  PRIMARY KEY (directory_id, href)
) STRICT;

CREATE UNIQUE INDEX directory_cards_person ON directory_cards (person_id, directory_id)
  WHERE person_id IS NOT NULL;

CREATE INDEX directory_cards_unlinked ON directory_cards (directory_id, href) WHERE person_id IS NULL;

CREATE TABLE directory_conflicts (
  id TEXT NOT NULL PRIMARY KEY,
  directory_id TEXT NOT NULL REFERENCES directories (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('field', 'goneThere', 'backAgain')),
  field TEXT NOT NULL,
  item TEXT NOT NULL,
  mine TEXT,
  theirs TEXT,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX directory_conflicts_directory ON directory_conflicts (directory_id, at);

CREATE INDEX directory_conflicts_person ON directory_conflicts (person_id);

CREATE TABLE do_not_contact (
  id TEXT NOT NULL PRIMARY KEY,
  number_key TEXT,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  channel TEXT CHECK (channel IN ('call', 'email', 'message', 'letter')),
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  CHECK ((number_key IS NULL) <> (person_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX do_not_contact_number ON do_not_contact (number_key, coalesce(channel, ''))
  WHERE number_key IS NOT NULL;

CREATE UNIQUE INDEX do_not_contact_person ON do_not_contact (person_id, coalesce(channel, ''))
  WHERE person_id IS NOT NULL;

CREATE TABLE drafts (
  interaction_id TEXT NOT NULL PRIMARY KEY,
  note TEXT NOT NULL,
  outcome_id TEXT,
  due_at INTEGER,
  saved_at INTEGER NOT NULL
, actions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(actions)), due_by TEXT NOT NULL DEFAULT 'me' CHECK (due_by IN ('me', 'anyone'))) STRICT;

CREATE TABLE emails (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  organisation_id TEXT REFERENCES organisations (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('work', 'home', 'other')),
  position INTEGER NOT NULL,
  CHECK ((person_id IS NULL) <> (organisation_id IS NULL))
) STRICT;

CREATE INDEX emails_key ON emails (key);

CREATE INDEX emails_organisation ON emails (organisation_id, position) WHERE organisation_id IS NOT NULL;

CREATE INDEX emails_person ON emails (person_id, position) WHERE person_id IS NOT NULL;

CREATE TRIGGER events_append_only BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  interaction_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('phase', 'hold', 'mute', 'media', 'linked', 'quality', 'transfer')),
  phase TEXT,
  data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

CREATE INDEX events_interaction ON events (interaction_id, at);

CREATE INDEX events_transfer ON events (interaction_id, sequence) WHERE kind = 'transfer';

CREATE TABLE file_contents (
  id TEXT NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL CHECK (length(bytes) > 0)
) STRICT;

CREATE TABLE files (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  interaction_id TEXT REFERENCES interactions (id) ON DELETE CASCADE,
  photo INTEGER NOT NULL CHECK (photo IN (0, 1)),
  name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/gif', 'image/webp', 'application/pdf', 'text/plain',
    'application/octet-stream')),
  size INTEGER NOT NULL CHECK (size > 0),
  at INTEGER NOT NULL,
  CHECK ((person_id IS NULL) <> (interaction_id IS NULL)),
  CHECK (photo = 0 OR (person_id IS NOT NULL AND type LIKE 'image/%'))
) STRICT;

CREATE INDEX files_interaction ON files (interaction_id, at) WHERE interaction_id IS NOT NULL;

CREATE INDEX files_person ON files (person_id, at) WHERE person_id IS NOT NULL;

CREATE UNIQUE INDEX files_photo ON files (person_id) WHERE photo = 1;

CREATE TABLE follow_ups (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('callback', 'email', 'message', 'task', 'promise')),
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  interaction_id TEXT REFERENCES interactions (id) ON DELETE CASCADE,
  number TEXT,
  what TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  agent TEXT,
  done_at INTEGER,
  sample INTEGER NOT NULL CHECK (sample IN (0, 1))
, reminded_at INTEGER, remind_at INTEGER, returned_at INTEGER) STRICT;

CREATE INDEX follow_ups_interaction ON follow_ups (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE INDEX follow_ups_open ON follow_ups (due_at) WHERE done_at IS NULL;

CREATE INDEX follow_ups_person ON follow_ups (person_id, due_at) WHERE person_id IS NOT NULL;

CREATE TABLE import_batches (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'done', 'reverting', 'reverted')),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  total INTEGER NOT NULL,
  done_through INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX import_batches_started ON import_batches (started_at);

CREATE TABLE import_made (
  batch INTEGER NOT NULL REFERENCES import_batches (number) ON DELETE CASCADE,
  what TEXT NOT NULL CHECK (what IN ('organisation', 'list', 'field')),
  id TEXT NOT NULL,
  PRIMARY KEY (batch, what, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_plans (
  signature TEXT NOT NULL PRIMARY KEY,
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE import_rows (
  batch INTEGER NOT NULL REFERENCES import_batches (number) ON DELETE CASCADE,
  record INTEGER NOT NULL,
  line INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('added', 'updated', 'skipped', 'failed')),
  person_id TEXT,
  version INTEGER,
  reason TEXT,
  data TEXT CHECK (json_valid(data)),
  PRIMARY KEY (batch, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE interactions (
  id TEXT NOT NULL PRIMARY KEY,
  channel TEXT NOT NULL CHECK (channel IN
    ('call', 'email', 'chat', 'message', 'letter', 'fax', 'visit', 'social', 'note')),
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound', 'none')),
  at INTEGER NOT NULL,
  person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  linked_by TEXT CHECK (linked_by IN ('match', 'agent')),
  account_id TEXT,
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  number TEXT,
  number_key TEXT,
  e164 TEXT,
  name TEXT,
  called TEXT,
  phase TEXT CHECK (phase IN ('dialling', 'ringing', 'answering', 'established', 'ending', 'ended')),
  answered_at INTEGER,
  ended_at INTEGER,
  end_by TEXT CHECK (end_by IN ('local', 'remote', 'system')),
  end_cause TEXT,
  end_status INTEGER,
  talk_seconds INTEGER CHECK (talk_seconds >= 0),
  subject TEXT,
  detail TEXT,
  agent TEXT,
  outcome_id TEXT REFERENCES outcomes (id),
  wrapped_at INTEGER,
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)), reference TEXT, campaign TEXT, handed TEXT CHECK (json_valid(handed)), quality TEXT CHECK (json_valid(quality)),
  CHECK (channel <> 'call' OR (direction <> 'none' AND number IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (end_by IS NULL))
) STRICT;

CREATE INDEX interactions_calls ON interactions (at) WHERE channel = 'call';

CREATE INDEX interactions_living ON interactions (at) WHERE channel = 'call' AND ended_at IS NULL;

CREATE INDEX interactions_number ON interactions (number_key, at) WHERE number_key IS NOT NULL;

CREATE INDEX interactions_outcome ON interactions (outcome_id) WHERE outcome_id IS NOT NULL;

CREATE INDEX interactions_person ON interactions (person_id, at) WHERE person_id IS NOT NULL;

CREATE INDEX interactions_practice ON interactions (practice) WHERE practice = 1;

CREATE TABLE kept_calls (
  interaction_id TEXT NOT NULL PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
  -- The last instant at which the call was known to live.
  at INTEGER NOT NULL,
  -- Dialog and call as JSON (main/telephony/resume.ts). No password.
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;

CREATE TABLE links (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  organisation_id TEXT REFERENCES organisations (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('web', 'video', 'chat', 'social', 'map', 'other')),
  label TEXT NOT NULL,
  url TEXT NOT NULL CHECK (url LIKE 'https://%' OR url LIKE 'http://%'),
  position INTEGER NOT NULL,
  CHECK ((person_id IS NULL) <> (organisation_id IS NULL))
) STRICT;

CREATE INDEX links_organisation ON links (organisation_id, position) WHERE organisation_id IS NOT NULL;

CREATE INDEX links_person ON links (person_id, position) WHERE person_id IS NOT NULL;

CREATE TABLE list_members (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  list_id TEXT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
  PRIMARY KEY (person_id, list_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX list_members_list ON list_members (list_id);

CREATE TABLE lists (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  sample INTEGER NOT NULL CHECK (sample IN (0, 1))
, rule TEXT CHECK (json_valid(rule)), do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)), archived_at INTEGER, created_at INTEGER, version INTEGER NOT NULL DEFAULT 1, campaign TEXT) STRICT;

CREATE TABLE not_duplicates (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (person_id, other_id),
  CHECK (person_id < other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX not_duplicates_other ON not_duplicates (other_id);

CREATE TABLE notes (
  id TEXT NOT NULL PRIMARY KEY,
  interaction_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX notes_interaction ON notes (interaction_id, at);

CREATE VIRTUAL TABLE number_search USING fts5 (
  digits, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii'
);

CREATE TABLE numbers (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  raw TEXT NOT NULL,
  e164 TEXT CHECK (e164 LIKE '+%'),
  digits TEXT NOT NULL CHECK (digits NOT GLOB '*[^0-9]*'),
  reversed TEXT NOT NULL CHECK (length(reversed) = length(digits)),
  kind TEXT NOT NULL CHECK (kind IN ('mobile', 'work', 'home', 'main', 'fax', 'other')),
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  position INTEGER NOT NULL
) STRICT;

CREATE INDEX numbers_digits ON numbers (digits);

CREATE INDEX numbers_e164 ON numbers (e164) WHERE e164 IS NOT NULL;

CREATE INDEX numbers_person ON numbers (person_id, position);

CREATE INDEX numbers_reversed ON numbers (reversed);

CREATE TABLE organisation_numbers (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  raw TEXT NOT NULL,
  e164 TEXT CHECK (e164 LIKE '+%'),
  digits TEXT NOT NULL CHECK (digits NOT GLOB '*[^0-9]*'),
  kind TEXT NOT NULL CHECK (kind IN ('mobile', 'work', 'home', 'main', 'fax', 'other')),
  position INTEGER NOT NULL
) STRICT;

CREATE INDEX organisation_numbers_digits ON organisation_numbers (digits);

CREATE INDEX organisation_numbers_e164 ON organisation_numbers (e164) WHERE e164 IS NOT NULL;

CREATE INDEX organisation_numbers_organisation ON organisation_numbers (organisation_id, position);

CREATE TABLE organisation_values (
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  field_id TEXT NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (organisation_id, field_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX organisation_values_field ON organisation_values (field_id);

CREATE TABLE organisations (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  created_at INTEGER NOT NULL
, kind TEXT NOT NULL DEFAULT 'other' CHECK (kind IN
  ('customer', 'prospect', 'supplier', 'distributor', 'partner', 'own', 'other')), name_key TEXT NOT NULL DEFAULT '', time_zone TEXT, remark TEXT, version INTEGER NOT NULL DEFAULT 1, updated_at INTEGER) STRICT;

CREATE INDEX organisations_name ON organisations (name_key, name);

CREATE TABLE outbox (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  lane TEXT NOT NULL,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  interaction_id TEXT REFERENCES interactions (id) ON DELETE CASCADE,
  agent TEXT,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'sending', 'retrying', 'unknown', 'sent', 'failed', 'cancelled', 'expired')),
  key TEXT NOT NULL,
  key_life INTEGER,
  created_at INTEGER NOT NULL,
  due_at INTEGER,
  expires_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  last_attempt_at INTEGER,
  doubt_since INTEGER,
  fault TEXT,
  detail TEXT,
  CHECK ((due_at IS NOT NULL) = (state IN ('queued', 'retrying')))
) STRICT;

CREATE INDEX outbox_interaction ON outbox (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE INDEX outbox_open ON outbox (lane, row) WHERE state IN ('queued', 'sending', 'retrying', 'unknown');

CREATE INDEX outbox_person ON outbox (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX outbox_waiting ON outbox (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE outcomes (
  id TEXT NOT NULL PRIMARY KEY,
  name_en TEXT NOT NULL,
  name_ar TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('done', 'later', 'notReached', 'never')),
  success INTEGER NOT NULL CHECK (success IN (0, 1)),
  needs_time INTEGER NOT NULL CHECK (needs_time IN (0, 1)),
  follow_up TEXT NOT NULL CHECK (follow_up IN ('none', 'callback', 'task')),
  do_not_contact INTEGER NOT NULL CHECK (do_not_contact IN (0, 1)),
  system INTEGER NOT NULL CHECK (system IN (0, 1)),
  position INTEGER NOT NULL
, needs_note INTEGER NOT NULL DEFAULT 0 CHECK (needs_note IN (0, 1)), delay_minutes INTEGER CHECK (delay_minutes > 0), most_in_a_row INTEGER CHECK (most_in_a_row > 0), archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)), offered TEXT NOT NULL DEFAULT '{"queues":[],"campaigns":[],"lists":[]}'
  CHECK (json_valid(offered))) STRICT;

CREATE TRIGGER people_renamed AFTER UPDATE OF name ON people WHEN new.name <> old.name
BEGIN UPDATE people SET name_key = '' WHERE row = new.row; END;

CREATE TABLE people (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  organisation_id TEXT REFERENCES organisations (id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  other_name TEXT,
  role TEXT,
  time_zone TEXT,
  city TEXT,
  consent_call INTEGER NOT NULL CHECK (consent_call IN (0, 1)),
  consent_email INTEGER NOT NULL CHECK (consent_email IN (0, 1)),
  consent_message INTEGER NOT NULL CHECK (consent_message IN (0, 1)),
  do_not_contact INTEGER NOT NULL CHECK (do_not_contact IN (0, 1)),
  provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  created_at INTEGER NOT NULL,
  last_contact_at INTEGER,
  contacts INTEGER NOT NULL DEFAULT 0
, language TEXT CHECK (language GLOB '[a-z][a-z]*'), version INTEGER NOT NULL DEFAULT 1, updated_at INTEGER, expires_at INTEGER, best_time TEXT CHECK (json_valid(best_time)), remark TEXT, name_key TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX people_name_key ON people (name_key);

CREATE INDEX people_organisation ON people (organisation_id) WHERE organisation_id IS NOT NULL;

CREATE INDEX people_provisional ON people (expires_at) WHERE provisional = 1;

CREATE INDEX people_sample ON people (sample) WHERE sample = 1;

CREATE VIRTUAL TABLE people_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = 'none', prefix = '1 2 3 4 5 6 7', tokenize = 'ascii'
);

CREATE TABLE person_tags (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (person_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_tags_tag ON person_tags (tag);

CREATE TABLE person_values (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  field_id TEXT NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, field_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_values_field ON person_values (field_id, value);

CREATE TABLE points_of_contact (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT REFERENCES organisations (id) ON DELETE CASCADE,
  about TEXT NOT NULL CHECK (about IN ('organisation', 'project', 'product', 'topic')),
  subject TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  role TEXT,
  tier INTEGER NOT NULL CHECK (tier BETWEEN 1 AND 9),
  inside INTEGER NOT NULL CHECK (inside IN (0, 1)),
  channel TEXT NOT NULL CHECK (channel IN ('call', 'email', 'message', 'video', 'letter')),
  hours TEXT NOT NULL CHECK (json_valid(hours)),
  time_zone TEXT,
  stand_in_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE INDEX points_of_contact_organisation ON points_of_contact (organisation_id, position);

CREATE INDEX points_of_contact_person ON points_of_contact (person_id);

CREATE INDEX points_of_contact_stand_in ON points_of_contact (stand_in_id) WHERE stand_in_id IS NOT NULL;

CREATE TABLE put_aside (
  id TEXT NOT NULL PRIMARY KEY,
  why TEXT NOT NULL CHECK (why IN ('removed', 'merged')),
  what TEXT NOT NULL CHECK (what IN ('person', 'organisation', 'list')),
  gone_id TEXT NOT NULL,
  kept_id TEXT,
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

CREATE INDEX put_aside_at ON put_aside (at);

CREATE INDEX put_aside_kept ON put_aside (kept_id) WHERE kept_id IS NOT NULL;

CREATE TABLE recordings (
  id TEXT NOT NULL PRIMARY KEY,
  interaction_id TEXT REFERENCES interactions (id) ON DELETE SET NULL,
  at INTEGER NOT NULL,
  ended_at INTEGER,
  started_by TEXT NOT NULL CHECK (started_by IN ('rule', 'agent')),
  end_reason TEXT CHECK (end_reason IN ('call', 'agent', 'refused', 'diskFull', 'failed', 'cut')),
  milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0),
  silenced INTEGER NOT NULL CHECK (silenced >= 0),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  chunks INTEGER NOT NULL CHECK (chunks >= 0),
  removed_at INTEGER,
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
) STRICT;

CREATE INDEX recordings_at ON recordings (at);

CREATE INDEX recordings_gone ON recordings (id) WHERE removed_at IS NOT NULL OR interaction_id IS NULL;

CREATE INDEX recordings_interaction ON recordings (interaction_id, at) WHERE interaction_id IS NOT NULL;

CREATE TABLE "retention_rules" (
  kind TEXT NOT NULL PRIMARY KEY CHECK (kind IN
    ('notes', 'history', 'followUps', 'outbox', 'imports', 'people', 'audit', 'recordings')),
  days INTEGER NOT NULL CHECK (days > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE script_answers (
  interaction_id TEXT NOT NULL,
  part TEXT NOT NULL,
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  step TEXT NOT NULL,
  value TEXT NOT NULL,
  label TEXT NOT NULL,
  said TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- In this order they are read out: the start of a call before its end.
  PRIMARY KEY (interaction_id, part DESC, position),
  FOREIGN KEY (interaction_id, part) REFERENCES script_runs (interaction_id, part) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE script_runs (
  interaction_id TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('start', 'end')),
  script_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  step TEXT NOT NULL,
  state TEXT NOT NULL CHECK (json_valid(state)),
  begun_at INTEGER NOT NULL,
  ended_at INTEGER,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (interaction_id, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX script_runs_script ON script_runs (script_id, version);

CREATE TABLE script_steps (
  interaction_id TEXT NOT NULL,
  part TEXT NOT NULL,
  step TEXT NOT NULL,
  ms INTEGER NOT NULL CHECK (ms >= 0),
  PRIMARY KEY (interaction_id, part, step),
  FOREIGN KEY (interaction_id, part) REFERENCES script_runs (interaction_id, part) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TRIGGER script_versions_append_only BEFORE UPDATE ON script_versions
BEGIN SELECT RAISE(ABORT, 'published scripts are append-only'); END;

CREATE TABLE script_versions (
  script_id TEXT NOT NULL REFERENCES scripts (id),
  version INTEGER NOT NULL CHECK (version > 0),
  source TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (script_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE scripts (
  id TEXT NOT NULL PRIMARY KEY,
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  draft TEXT,
  draft_at INTEGER,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  CHECK ((draft IS NULL) = (draft_at IS NULL))
) STRICT;

CREATE TABLE search_places (
  place INTEGER PRIMARY KEY,
  row INTEGER NOT NULL UNIQUE,
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  other_name TEXT,
  organisation TEXT,
  number TEXT
) STRICT;

CREATE TABLE search_stale (row INTEGER PRIMARY KEY) STRICT;

CREATE TABLE search_words (word TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE surveys (
  interaction_id TEXT NOT NULL PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
  -- Names the call in a link, and says nothing about it.
  code TEXT NOT NULL UNIQUE CHECK (code <> ''),
  asked_at INTEGER NOT NULL,
  asked_by TEXT NOT NULL CHECK (asked_by IN ('call', 'email', 'message')),
  rating INTEGER CHECK (rating BETWEEN 0 AND best),
  best INTEGER CHECK (best BETWEEN 1 AND 100),
  comment TEXT,
  answered_at INTEGER,
  heard_by TEXT CHECK (heard_by IN ('call', 'agent', 'poll')),
  polled_at INTEGER,
  CHECK ((answered_at IS NULL) = (rating IS NULL)),
  CHECK ((answered_at IS NULL) = (heard_by IS NULL)),
  CHECK ((rating IS NULL) = (best IS NULL))
) STRICT;

CREATE INDEX surveys_open ON surveys (asked_at) WHERE answered_at IS NULL;

CREATE TABLE tools (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('template', 'hook', 'macro')),
  data TEXT NOT NULL CHECK (json_valid(data)),
  position INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE INDEX tools_kind ON tools (kind, position);

CREATE TABLE wrap_up_undos (
  interaction_id TEXT NOT NULL PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  note TEXT NOT NULL,
  outcome_id TEXT NOT NULL,
  due_at INTEGER,
  note_id TEXT,
  follow_up_id TEXT,
  refused_person_id TEXT
, provisional_person_id TEXT, actions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(actions)), made TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(made)), due_by TEXT NOT NULL DEFAULT 'me' CHECK (due_by IN ('me', 'anyone'))) STRICT;
