"""What do imported summaries of tracks and videos show (A13, A17)?

No legal figure was found for tracks: every limit is a parameter of the province.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain.parameters import Parameters
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks


class Track(NamedTuple):
    """A trip as the platform of the vehicles sums it up: kilometres off the route, minutes beyond
    the plan, longest silence in minutes; None: not told."""

    code: str
    day: date
    vehicle: str
    off_route_km: int | None
    overtime_minutes: int | None
    silence_minutes: int | None


class Video(NamedTuple):
    """A month of video of a place: its longest gap in hours, and for how many days it is kept."""

    code: str
    day: date
    place: str
    gap_hours: int | None
    kept_days: int | None


def track_findings(track: Track, figures: Parameters) -> Iterator[Finding]:
    """Off the route, too long, or silent."""
    for rule, name, value in (
        ("track_deviates", "track_deviation", track.off_route_km),
        ("track_too_long", "track_overtime", track.overtime_minutes),
        ("track_silent", "track_silence", track.silence_minutes),
    ):
        most = figures.value(name, track.day)
        if value is not None and most is not None and value > most:
            said = {"vehicle": track.vehicle, "value": value, "limit": most}
            yield finding(rule, track.code, track.day, said)


def video_findings(video: Video, figures: Parameters) -> Iterator[Finding]:
    """A gap, or records that are thrown away too early."""
    if not speaks("video_gap", video.day):
        return
    most = figures.value("video_gap_hours", video.day)
    least = figures.value("video_days", video.day)
    if video.gap_hours is not None and most is not None and video.gap_hours > most:
        said = {"place": video.place, "value": video.gap_hours, "limit": most}
        yield finding("video_gap", video.code, video.day, said)
    if video.kept_days is not None and least is not None and video.kept_days < least:
        said = {"place": video.place, "value": video.kept_days, "limit": least}
        yield finding("video_kept_too_short", video.code, video.day, said)
