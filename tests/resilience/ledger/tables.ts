/** What the rig writes down. Every row is something it sent, was answered or saw itself; nothing comes from inside Harken. */
export const tables = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

  -- One row per request, however often it had to be sent. A key or (source, id) identifies repeats.
  CREATE TABLE requests (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, service TEXT NOT NULL, target TEXT NOT NULL, key TEXT,
    complaint TEXT, command TEXT);
  CREATE INDEX requests_complaint ON requests (complaint, command) WHERE complaint IS NOT NULL;

  -- What a request of the intake carries.
  CREATE TABLE items (
    source_id TEXT PRIMARY KEY, request INTEGER NOT NULL, kind TEXT NOT NULL, customer TEXT NOT NULL,
    touchpoint TEXT NOT NULL, nps INTEGER, csat INTEGER, complaint INTEGER NOT NULL) WITHOUT ROWID;

  -- Every sending. No status: nobody knows what became of it.
  CREATE TABLE attempts (
    request INTEGER NOT NULL, n INTEGER NOT NULL, sent_at REAL NOT NULL, ended_at REAL NOT NULL, status INTEGER,
    code TEXT, answer TEXT, retry_after TEXT, repeated INTEGER NOT NULL, PRIMARY KEY (request, n)) WITHOUT ROWID;
  CREATE INDEX attempts_refused ON attempts (status) WHERE status IS NULL OR status >= 300;

  -- Every time an item was answered with an id.
  CREATE TABLE acceptances (source_id TEXT NOT NULL, record_id TEXT NOT NULL, at REAL NOT NULL, verdict TEXT);
  CREATE INDEX acceptances_item ON acceptances (source_id, record_id);
  CREATE INDEX acceptances_record ON acceptances (record_id);

  -- The log as an outside consumer reads it; of an event that comes again only the first sighting stands.
  CREATE TABLE log (
    seq INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, topic TEXT NOT NULL, partition INTEGER NOT NULL,
    offset INTEGER NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER, cycle INTEGER, ref TEXT,
    facts TEXT, seen_at REAL NOT NULL);
  CREATE INDEX log_subject ON log (subject, version);
  CREATE INDEX log_type ON log (type, ref);

  -- Alerts as they came through a channel: the endpoints, the stream, the cursor.
  CREATE TABLE alerts (
    seq INTEGER PRIMARY KEY, channel TEXT NOT NULL, alert_id TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL,
    version INTEGER, times INTEGER NOT NULL DEFAULT 1, seen_at REAL NOT NULL, UNIQUE (channel, alert_id));

  -- What the APIs say when all is over.
  CREATE TABLE records (record_id TEXT PRIMARY KEY, source_id TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX records_source ON records (source_id);
  CREATE TABLE complaints (
    id TEXT PRIMARY KEY, feedback_id TEXT, status TEXT NOT NULL, version INTEGER NOT NULL, cycle INTEGER NOT NULL,
    touchpoint TEXT, read_at REAL NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX complaints_feedback ON complaints (feedback_id);
  CREATE TABLE figures (name TEXT PRIMARY KEY, said REAL NOT NULL) WITHOUT ROWID;

  CREATE TABLE faults (
    n INTEGER PRIMARY KEY, kind TEXT NOT NULL, target TEXT NOT NULL, described TEXT NOT NULL, started_at REAL NOT NULL,
    ended_at REAL, error TEXT);`;
