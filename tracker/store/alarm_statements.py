"""The statements that raise, clear and lift alarms, each with its steps and duties."""

from __future__ import annotations

from sqlalchemy import text

#: A standing wrong keeps the day on which it was first seen as long as its alarm is open. A wrong
#: that comes back raises the resolved alarm again; a dismissed one stays dismissed. What happened
#: once and is only found again by a look (``only_new``) is not news. Of two findings with one key
#: the first counts.
RAISE_ALARMS = text(
    "WITH told AS (SELECT DISTINCT ON (rule, subject, CASE WHEN standing THEN NULL ELSE due END) *"
    " FROM ROWS FROM (jsonb_to_recordset(CAST(:rows AS jsonb)) AS (rule text, subject text,"
    " due date, severity text, law text, article text, site bigint, organisation bigint,"
    " event bigint, at timestamptz, standing boolean, only_new boolean,"
    " provisional boolean, evidence jsonb))"
    " WITH ORDINALITY AS v ORDER BY rule, subject, CASE WHEN standing THEN NULL ELSE due END,"
    " ordinality),"
    " named AS (SELECT t.rule, t.subject, coalesce((SELECT min(a.due) FROM alarm a"
    " WHERE t.standing AND a.rule = t.rule AND a.subject = t.subject AND a.province = :province"
    " AND a.state IN ('raised', 'acknowledged')), t.due) AS due, t.severity, t.law, t.article,"
    " t.site, coalesce(t.organisation, (SELECT s.organisation_id FROM site s WHERE s.id = t.site))"
    " AS organisation, t.event, t.at, t.provisional, t.evidence FROM told t"
    " WHERE t.only_new IS NOT TRUE OR NOT EXISTS (SELECT FROM alarm a WHERE a.rule = t.rule"
    " AND a.subject = t.subject AND a.due = t.due AND a.province = :province)),"
    " before AS (SELECT a.id, a.state FROM alarm a JOIN named n ON a.rule = n.rule"
    " AND a.subject = n.subject AND a.due = n.due AND a.province = :province),"
    " kept AS (INSERT INTO alarm AS a (rule, subject, due, province, state, severity, law, article,"
    " site_id, organisation_id, event_id, raised_at, seen_run, provisional, evidence)"
    " SELECT rule, subject, due, :province, 'raised', severity, law, article, site, organisation,"
    " event, at, :run, provisional, evidence FROM named ORDER BY rule, subject, due"
    " ON CONFLICT (rule, subject, due, province) DO UPDATE SET"
    " seen_run = coalesce(excluded.seen_run, a.seen_run),"
    " evidence = CASE WHEN a.state = 'dismissed' THEN a.evidence ELSE excluded.evidence END,"
    " raised_at = CASE WHEN a.state = 'resolved' THEN excluded.raised_at ELSE a.raised_at END,"
    " level = CASE WHEN a.state = 'resolved' THEN 0 ELSE a.level END,"
    " version = a.version + CASE WHEN a.state = 'resolved' THEN 1 ELSE 0 END,"
    " state = CASE WHEN a.state = 'resolved' THEN 'raised' ELSE a.state END"
    " RETURNING a.id, a.version, a.raised_at),"
    " news AS (SELECT k.id, k.version, k.raised_at, b.id IS NOT NULL AS again FROM kept k"
    " LEFT JOIN before b ON b.id = k.id WHERE b.id IS NULL OR b.state = 'resolved'),"
    " steps AS (INSERT INTO alarm_step (alarm_id, number, at, actor_id, province, level, step,"
    " state) SELECT id, version, raised_at, 0, :province, 0,"
    " CASE WHEN again THEN 'raise_again' ELSE 'raise' END, 'raised' FROM news),"
    " owed AS (INSERT INTO duty (province, topic, subject, version)"
    " SELECT :province, 'alarm.raised', id::text, version FROM news ORDER BY id)"
    " SELECT count(*) AS raised FROM news"
)
#: Open alarms of these rules that the look did not find any more.
CLEAR_ALARMS = text(
    "WITH gone AS (UPDATE alarm SET state = 'resolved', version = version + 1"
    " WHERE rule = ANY(CAST(:rules AS text[])) AND province = :province"
    " AND state IN ('raised', 'acknowledged') AND coalesce(seen_run, 0) <> :run"
    " AND raised_at < :begun RETURNING id, version, level),"
    " steps AS (INSERT INTO alarm_step (alarm_id, number, at, actor_id, province, level, step,"
    " state) SELECT id, version, :at, 0, :province, level, 'clear', 'resolved' FROM gone),"
    " owed AS (INSERT INTO duty (province, topic, subject, version)"
    " SELECT :province, 'alarm.cleared', id::text, version FROM gone ORDER BY id)"
    " SELECT count(*) AS cleared FROM gone"
)
#: Open alarms of a severity that nobody closed: up one level, once for each stretch of days.
ESCALATE_ALARMS = text(
    "WITH risen AS (UPDATE alarm SET level = level + 1, version = version + 1"
    " WHERE severity = :severity AND province = :province AND level < :most"
    " AND state IN ('raised', 'acknowledged')"
    " AND raised_at + (level + 1) * make_interval(days => :days) <= :at"
    " RETURNING id, version, level, state),"
    " steps AS (INSERT INTO alarm_step (alarm_id, number, at, actor_id, province, level, step,"
    " state) SELECT id, version, :at, 0, :province, level, 'escalate', state FROM risen),"
    " owed AS (INSERT INTO duty (province, topic, subject, version)"
    " SELECT :province, 'alarm.escalated', id::text, version FROM risen ORDER BY id)"
    " SELECT count(*) AS risen FROM risen"
)
LOCK_ALARM = text(
    "SELECT a.id, a.rule, a.subject, a.state, a.version, a.level, a.site_id, a.severity,"
    " coalesce(a.organisation_id, s.organisation_id) AS organisation_id,"
    " coalesce(s.division, o.division) AS division, a.province"
    " FROM alarm a LEFT JOIN site s ON s.id = a.site_id LEFT JOIN organisation o"
    " ON o.id = coalesce(a.organisation_id, s.organisation_id)"
    " WHERE a.id = :id FOR UPDATE OF a"
)
TAKE_STEP = text(
    "WITH moved AS (UPDATE alarm SET state = :state, version = version + 1,"
    " raised_at = CASE WHEN :step = 'raise_again' THEN CAST(:at AS timestamptz)"
    " ELSE raised_at END WHERE id = :id RETURNING id, version, level)"
    " INSERT INTO alarm_step (alarm_id, number, at, actor_id, province, level, step, state, reason)"
    " SELECT id, version, CAST(:at AS timestamptz), :actor, :province, level, :step, :state,"
    " :reason FROM moved"
)
