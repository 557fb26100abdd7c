"""Migration 1: the journal, rosters, views, certificates and sealed files of the first release."""

from __future__ import annotations

STATEMENTS = (
    # One integer key (session number << 32 | seq) and the header as exactly the bytes that were chained: an append
    # touches one page at the end, a third cheaper than with a text key (measured).
    """CREATE TABLE journal (
        id INTEGER PRIMARY KEY, header BLOB NOT NULL, salt BLOB, data BLOB,
        digest BLOB NOT NULL, link BLOB NOT NULL)""",
    "CREATE TABLE sessions (number INTEGER PRIMARY KEY, session TEXT NOT NULL UNIQUE)",
    """CREATE TABLE groups (
        id TEXT PRIMARY KEY, place TEXT NOT NULL, year INTEGER NOT NULL,
        grade TEXT NOT NULL, section TEXT NOT NULL, basis TEXT NOT NULL)""",
    """CREATE TABLE roster (
        id INTEGER PRIMARY KEY, group_id TEXT NOT NULL REFERENCES groups (id), position INTEGER NOT NULL,
        learner TEXT UNIQUE, roll TEXT NOT NULL, name_bn TEXT, name_en TEXT,
        sex TEXT NOT NULL, age TEXT NOT NULL, disability TEXT NOT NULL,
        guardian TEXT NOT NULL, assent TEXT NOT NULL, notice TEXT NOT NULL, consented_on TEXT NOT NULL)""",
    """CREATE TABLE seats (
        session TEXT NOT NULL, learner TEXT NOT NULL, roster_id INTEGER NOT NULL REFERENCES roster (id),
        PRIMARY KEY (session, learner)) WITHOUT ROWID""",
    """CREATE TABLE certificates (
        counter INTEGER PRIMARY KEY, serial TEXT NOT NULL UNIQUE, session TEXT NOT NULL, learner TEXT NOT NULL,
        date TEXT NOT NULL, named INTEGER NOT NULL, signature BLOB NOT NULL)""",
    """CREATE TABLE sealed (
        session TEXT NOT NULL, revision INTEGER NOT NULL, nth INTEGER NOT NULL UNIQUE, file_name TEXT NOT NULL,
        sha256 BLOB NOT NULL, manifest_sha256 BLOB NOT NULL, chain_head BLOB NOT NULL, receipt_key BLOB NOT NULL,
        last_counter INTEGER NOT NULL, bytes BLOB NOT NULL,
        PRIMARY KEY (session, revision))""",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    """CREATE TABLE v_sessions (
        session TEXT PRIMARY KEY, started_ms INTEGER NOT NULL, date TEXT NOT NULL, practice INTEGER NOT NULL,
        pack TEXT NOT NULL, headcount INTEGER, slide INTEGER NOT NULL, open_question TEXT, ended_ms INTEGER)
        WITHOUT ROWID""",
    """CREATE TABLE v_attendance (
        session TEXT NOT NULL, learner TEXT NOT NULL, card INTEGER NOT NULL, status TEXT NOT NULL,
        PRIMARY KEY (session, learner)) WITHOUT ROWID""",
    """CREATE TABLE v_questions (
        session TEXT NOT NULL, question TEXT NOT NULL, item TEXT NOT NULL, part TEXT NOT NULL,
        channel TEXT NOT NULL, closed INTEGER NOT NULL, counted TEXT,
        PRIMARY KEY (session, question)) WITHOUT ROWID""",
    """CREATE TABLE v_answers (
        session TEXT NOT NULL, question TEXT NOT NULL, learner TEXT NOT NULL, letter TEXT NOT NULL,
        PRIMARY KEY (session, question, learner)) WITHOUT ROWID""",
)
