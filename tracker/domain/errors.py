"""What can go wrong, in the words of the trade: refusals with a code, naming all faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request.

    ``code`` is a key of ``tracker.domain.faults.FAULTS``, its text the message; ``pointer`` is a
    JSON pointer (RFC 6901) into the request body, empty when no single field is to blame;
    ``params`` fill the message.
    """

    code: str
    pointer: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


class DomainError(Exception):
    """The request contradicts the rules of the trade."""

    code = "domain_error"

    def __init__(self, *faults: Fault, **params: object) -> None:
        super().__init__(self.message())
        self.faults: Sequence[Fault] = faults
        self.params = params

    @classmethod
    def message(cls) -> str:
        """The English message: the first line of the class's docstring."""
        return (cls.__doc__ or "").strip().splitlines()[0]


class Malformed(DomainError):
    """The request cannot be understood; each fault names the place."""

    code = "malformed"


class BrokenJson(DomainError):
    """The body is not valid JSON: {problem}."""

    code = "broken_json"


class WrongContentType(DomainError):
    """The body must be sent as application/json."""

    code = "wrong_content_type"


class WrongUploadType(DomainError):
    """A file must be sent as multipart/form-data."""

    code = "wrong_upload_type"


class TooLarge(DomainError):
    """The request is larger than {limit} bytes."""

    code = "too_large"


class FileRefused(DomainError):
    """The file cannot be imported; nothing was recorded."""

    code = "file_refused"


class FileUnreadable(DomainError):
    """The file {path} cannot be read: {problem}."""

    code = "file_unreadable"


class NotAuthenticated(DomainError):
    """Who is calling? Send a valid token in the Authorization header."""

    code = "not_authenticated"


class WrongPassword(DomainError):
    """Login name and password do not match."""

    code = "wrong_password"


class TooManyAttempts(DomainError):
    """Too many failed attempts; try again in {seconds} seconds."""

    code = "too_many_attempts"


class NotAllowed(DomainError):
    """Your role or token does not allow this."""

    code = "not_allowed"


class NotFound(DomainError):
    """There is nothing here, or nothing that you may see."""

    code = "not_found"


class MethodNotAllowed(DomainError):
    """This address does not know that method."""

    code = "method_not_allowed"


class UnknownCode(DomainError):
    """No battery, container or lot that you may see carries the code {code}."""

    code = "unknown_code"


class NothingAccepted(DomainError):
    """None of the scanned codes could be booked; nothing was recorded."""

    code = "nothing_accepted"


class ClientIdReused(DomainError):
    """This client_id was already used for a different request."""

    code = "client_id_reused"


class SomeoneWasFaster(DomainError):
    """Somebody else changed this in the meantime; read it again and repeat your change."""

    code = "someone_was_faster"


class StepRefused(DomainError):
    """This step of the manifest is not yours to take now."""

    code = "step_refused"


class LoadDiffers(DomainError):
    """The load differs from the manifest; each difference needs a reason before you confirm."""

    code = "load_differs"


class ApprovalStepRefused(DomainError):
    """This step of the application is not yours to take now."""

    code = "approval_step_refused"


class IncomingClosed(DomainError):
    """Answered already, or asked no longer by its province: {code}."""

    code = "incoming_closed"


class NotApproved(DomainError):
    """This load may not leave the province: no approval covers it."""

    code = "not_approved"


class AlreadyExists(DomainError):
    """This is already registered."""

    code = "already_exists"


class DatabaseNotEmpty(DomainError):
    """There are organisations or batteries in the database; a demonstration needs an empty one."""

    code = "database_not_empty"


class DatabaseUnavailable(DomainError):
    """The database does not answer; nothing was recorded. Try again shortly."""

    code = "database_unavailable"


class DiskFull(DomainError):
    """The server's disk is full; nothing was recorded. Tell whoever runs it, and try again then."""

    code = "disk_full"


def all_errors(root: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """Every refusal there is; completeness tests walk it."""
    yield root
    for child in root.__subclasses__():
        yield from all_errors(child)
