/** People and organisations whole: every way to reach them, what they agreed to, who stands for what, lists by rule. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 2,
  name: 'contacts',
  up(db) {
    db.exec(`
      -- Any language by its BCP 47 tag, where three words were before; 'other' said nothing.
      ALTER TABLE people ADD COLUMN spoken TEXT CHECK (spoken GLOB '[a-z][a-z]*');
      UPDATE people SET spoken = language WHERE language IN ('en', 'ar');
      ALTER TABLE people DROP COLUMN language;
      ALTER TABLE people RENAME COLUMN spoken TO language;

      -- version grows with every change that a person makes; best_time is weekly hours in time_zone.
      ALTER TABLE people ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
      ALTER TABLE people ADD COLUMN updated_at INTEGER;
      ALTER TABLE people ADD COLUMN expires_at INTEGER;
      ALTER TABLE people ADD COLUMN best_time TEXT CHECK (json_valid(best_time));
      ALTER TABLE people ADD COLUMN remark TEXT;
      CREATE INDEX people_provisional ON people (expires_at) WHERE provisional = 1;

      ALTER TABLE organisations ADD COLUMN kind TEXT NOT NULL DEFAULT 'other' CHECK (kind IN
        ('customer', 'prospect', 'supplier', 'distributor', 'partner', 'own', 'other'));
      ALTER TABLE organisations ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
      ALTER TABLE organisations ADD COLUMN time_zone TEXT;
      ALTER TABLE organisations ADD COLUMN remark TEXT;
      ALTER TABLE organisations ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
      ALTER TABLE organisations ADD COLUMN updated_at INTEGER;
      CREATE INDEX organisations_name ON organisations (name_key, name);

      -- A switchboard's number names the organisation; like every shared number it presumes nobody.
      CREATE TABLE organisation_numbers (
        id TEXT NOT NULL PRIMARY KEY,
        organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
        raw TEXT NOT NULL,
        e164 TEXT CHECK (e164 LIKE '+%'),
        digits TEXT NOT NULL CHECK (digits NOT GLOB '*[^0-9]*'),
        kind TEXT NOT NULL CHECK (kind IN ('mobile', 'work', 'home', 'main', 'fax', 'other')),
        position INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX organisation_numbers_organisation ON organisation_numbers (organisation_id, position);
      CREATE INDEX organisation_numbers_e164 ON organisation_numbers (e164) WHERE e164 IS NOT NULL;
      CREATE INDEX organisation_numbers_digits ON organisation_numbers (digits);

      -- Of a person or of an organisation. key is the address as it is compared.
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
      CREATE INDEX emails_person ON emails (person_id, position) WHERE person_id IS NOT NULL;
      CREATE INDEX emails_organisation ON emails (organisation_id, position) WHERE organisation_id IS NOT NULL;
      CREATE INDEX emails_key ON emails (key);
      INSERT INTO emails (id, person_id, address, key, kind, position)
        SELECT 'email-' || row, id, email, lower(trim(email)), 'work', 0 FROM people
        WHERE email IS NOT NULL AND trim(email) <> '';
      ALTER TABLE people DROP COLUMN email;

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
      CREATE INDEX addresses_person ON addresses (person_id, position) WHERE person_id IS NOT NULL;
      CREATE INDEX addresses_organisation ON addresses (organisation_id, position) WHERE organisation_id IS NOT NULL;

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
      CREATE INDEX links_person ON links (person_id, position) WHERE person_id IS NOT NULL;
      CREATE INDEX links_organisation ON links (organisation_id, position) WHERE organisation_id IS NOT NULL;

      CREATE TABLE person_tags (
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        tag TEXT NOT NULL CHECK (tag <> ''),
        PRIMARY KEY (person_id, tag)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX person_tags_tag ON person_tags (tag);

      -- Fields that a team adds for itself. Values are text in the field's own notation: dates ISO 8601, figures with a point.
      CREATE TABLE custom_fields (
        id TEXT NOT NULL PRIMARY KEY,
        belongs_to TEXT NOT NULL CHECK (belongs_to IN ('person', 'organisation')),
        name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'yesNo', 'choice')),
        choices TEXT NOT NULL CHECK (json_valid(choices)),
        position INTEGER NOT NULL,
        UNIQUE (belongs_to, name)
      ) STRICT;
      CREATE TABLE person_values (
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        field_id TEXT NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
        value TEXT NOT NULL,
        PRIMARY KEY (person_id, field_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX person_values_field ON person_values (field_id, value);
      CREATE TABLE organisation_values (
        organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
        field_id TEXT NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
        value TEXT NOT NULL,
        PRIMARY KEY (organisation_id, field_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX organisation_values_field ON organisation_values (field_id);

      -- Organisations besides the main one, which stays in people.organisation_id.
      CREATE TABLE affiliations (
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
        role TEXT,
        PRIMARY KEY (person_id, organisation_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX affiliations_organisation ON affiliations (organisation_id);

      -- Every answer to the question, with when and how it was given; what holds now stands in people.consent_*.
      CREATE TABLE consents (
        id TEXT NOT NULL PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        channel TEXT NOT NULL CHECK (channel IN ('call', 'email', 'message')),
        given INTEGER NOT NULL CHECK (given IN (0, 1)),
        at INTEGER NOT NULL,
        source TEXT NOT NULL
      ) STRICT;
      CREATE INDEX consents_person ON consents (person_id, channel, at);

      -- A number whoever has it, or one channel of a person; no channel means every one.
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

      -- Whom to reach about what; hours are weekly, in time_zone.
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

      -- A list has members by hand, or a rule and none of its own.
      ALTER TABLE lists ADD COLUMN rule TEXT CHECK (json_valid(rule));
      ALTER TABLE lists ADD COLUMN do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1));
      ALTER TABLE lists ADD COLUMN archived_at INTEGER;
      ALTER TABLE lists ADD COLUMN created_at INTEGER;
      ALTER TABLE lists ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

      -- What came in by letter, fax or visit has a mark of its own: a file number, a consignment.
      ALTER TABLE interactions ADD COLUMN reference TEXT;

      -- What was removed or merged away, whole, for as long as it may come back.
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

      -- Pairs that an agent said are two people.
      CREATE TABLE not_duplicates (
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        other_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        PRIMARY KEY (person_id, other_id),
        CHECK (person_id < other_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX not_duplicates_other ON not_duplicates (other_id);

      -- The provisional contact that a wrap-up made goes when the wrap-up is taken back.
      ALTER TABLE wrap_up_undos ADD COLUMN provisional_person_id TEXT;
    `);
  },
};
