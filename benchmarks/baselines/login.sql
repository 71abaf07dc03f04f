-- Logging in without us: the statements of a login that succeeds, on one connection with the same
-- three commits (the attempt must be counted before the password is looked at, whatever happens
-- afterwards), and argon2's comparison of the same password with the same hash between them. No
-- form is read and no cookie signed. A test compares every statement with the one that is run.
--   attempt, of_sender, counted, commit; account; the comparison; cleared, sender_cleared, audit,
--   commit; session, audit, commit.

-- name: attempt
INSERT INTO login_attempt (subject, failures, last_at) VALUES (%(subject)s, 0, %(at)s)
ON CONFLICT (subject) DO UPDATE SET failures = login_attempt.failures
RETURNING failures, last_at;

-- name: of_sender
SELECT failures, last_at FROM login_attempt WHERE subject = %(subject)s;

-- name: counted
UPDATE login_attempt SET failures = %(failures)s, last_at = %(at)s WHERE subject = %(subject)s;

-- name: account
SELECT a.id, a.login, a.name, a.organisation_id, a.roles, a.division, a.active, a.loopback_only,
a.version, a.password_hash FROM account a WHERE a.login = %(login)s;

-- name: cleared
DELETE FROM login_attempt WHERE subject = %(subject)s RETURNING failures;

-- name: sender_cleared
UPDATE login_attempt SET failures = greatest(failures - %(failures)s, 0)
WHERE subject = %(subject)s;

-- name: audit
WITH head AS (
INSERT INTO audit_head (chain, length, province, digest)
VALUES (%(chain)s, 1, %(province)s, sha256(convert_to(%(line)s, 'UTF8')))
ON CONFLICT (chain, province) DO UPDATE SET length = audit_head.length + 1,
digest = sha256(audit_head.digest || convert_to(%(line)s, 'UTF8'))
RETURNING length, digest)
INSERT INTO audit (chain, number, actor_id, recorded_at, province, line, digest)
SELECT %(chain)s, length, %(actor)s, %(at)s, %(province)s, %(line)s, digest FROM head;

-- name: session
INSERT INTO login_session
(digest, account_id, account_version, province, begun_at, expires_at)
VALUES (%(digest)s, %(user)s, %(version)s, %(province)s, %(at)s, %(expires)s);
