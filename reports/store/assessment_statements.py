"""The statements about frozen figures, samples and recognitions."""

from __future__ import annotations

from sqlalchemy import text

ADD_SNAPSHOT = text("""\
INSERT INTO rate_snapshot (province, organisation_id, year, definition, version, restates, reason,
  definition_version, definition_digest, parameter_digest, data_digest, code_version, known_at,
  actor_id, status, figure, flags, given, content)
VALUES (:province, :organisation, :year, :definition, :version, :restates, :reason,
  :definition_version, :definition_digest, :parameter_digest, :data_digest, :code_version,
  :known_at, :actor, :status, CAST(:figure AS jsonb), :flags, CAST(:given AS jsonb), :content)
ON CONFLICT DO NOTHING RETURNING id""")

#: A snapshot with the names of ``Frozen``; first place: its content, second: which.
SNAPSHOT = """\
SELECT s.id, s.organisation_id AS organisation, o.code AS enterprise, o.name, o.division,
  s.province, s.year, s.definition, s.definition_version, s.definition_digest, s.version,
  s.restates, s.reason, s.parameter_digest, s.data_digest, s.code_version, s.known_at, s.status,
  s.figure, s.flags, s.given, {0} AS content
FROM rate_snapshot s JOIN organisation o ON o.id = s.organisation_id
WHERE s.province = :province AND {1}"""

ADD_SAMPLE = text("""\
INSERT INTO audit_sample (province, snapshot_id, drawn_at, actor_id, plan, factor, seed, size,
  claimed_g, hits)
VALUES (:province, :snapshot, :at, :actor, :plan, :factor, :seed, :size, :claimed_g,
  CAST(:hits AS jsonb)) RETURNING id""")

SAMPLE = text("""\
SELECT id, snapshot_id AS snapshot, plan, factor, seed, size, claimed_g, hits, drawn_at
FROM audit_sample WHERE id = :id AND province = :province""")

ADD_FINDING = text("""\
INSERT INTO sample_finding (province, sample_id, at, actor_id, found_g, record, note)
VALUES (:province, :sample, :at, :actor, :found_g, :record, :note)""")

FINDINGS = text("""\
SELECT DISTINCT ON (record) record, found_g, note, at FROM sample_finding
WHERE sample_id = :sample AND province = :province ORDER BY record, id DESC""")

ADD = text("""\
INSERT INTO assessment (province, organisation_id, year, definition, state, version, due_on)
VALUES (:province, :organisation, :year, :definition, :state, 1, :due_on)
ON CONFLICT DO NOTHING RETURNING id""")

#: An assessment with the names of ``Assessment``; the place says which.
ASSESSMENT = """\
SELECT a.id, a.organisation_id AS organisation, o.code AS enterprise, o.name, o.division,
  a.province, a.year, a.definition, a.state, a.version, a.snapshot_id AS snapshot,
  a.sample_id AS sample, a.number, a.signer, a.due_on
FROM assessment a JOIN organisation o ON o.id = a.organisation_id
WHERE a.province = :province AND {0}"""

SAVE = text("""\
UPDATE assessment SET state = :state, version = :version, snapshot_id = :snapshot,
  sample_id = :sample, number = :number, signer = :signer, due_on = :due_on
WHERE id = :id AND province = :province""")

ADD_STEP = text("""\
INSERT INTO assessment_step (assessment_id, at, actor_id, number, province, step, state, said)
VALUES (:assessment, :at, :actor, :number, :province, :step, :state, CAST(:said AS jsonb))""")
