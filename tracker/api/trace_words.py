"""A trace in words that travel: plain names and values, the same for API, command and page."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from tracker.domain.mass import kilograms
from tracker.domain.moments import said
from tracker.graph.abroad import Abroad
from tracker.graph.facts import KnownSite
from tracker.graph.told_life import Life, LifeEvent, TracedUnit
from tracker.graph.trace import Origin, Trace
from tracker.graph.view import Edge, FlowView, Node


def life_in_words(life: Life) -> dict[str, Any]:
    """The unit and its events in the order they happened."""
    return {
        "unit": _unit(life.unit),
        "as_of": _moment(life.as_of),
        "known_at": _moment(life.known_at),
        "events": [_event(event) for event in life.events],
        "hidden_events": life.hidden,
    }


def trace_in_words(trace: Trace) -> dict[str, Any]:
    """The whole answer; ``share`` values are exact fractions as text, with a decimal beside."""
    return {
        **life_in_words(trace.life),
        "back": _flow(trace.behind),
        "forward": _flow(trace.ahead),
        "origins": None if trace.origins is None else [_origin(o) for o in trace.origins],
        "unexplained": share_in_words(trace.unexplained),
        "batteries": [
            {
                "code": one.code,
                "mass_kg": _mass(one.mass_g),
                "share": share_in_words(one.share),
                "into": one.into,
            }
            for one in trace.batteries
        ],
        "next_cursor": trace.next_cursor,
        "counts": {
            "batteries": trace.counts.batteries,
            "units": trace.counts.units,
            "treatments": trace.counts.treatments,
            "hidden_nodes": trace.counts.hidden_nodes,
            "hidden_events": trace.counts.hidden_events,
            "gaps": trace.counts.gaps,
        },
    }


def share_in_words(share: Fraction | None) -> dict[str, str] | None:
    """A share exactly and as a decimal."""
    if share is None:
        return None
    return {"fraction": str(share), "decimal": f"{float(share):.6f}"}


def _mass(mass_g: int | None) -> str | None:
    return None if mass_g is None else kilograms(mass_g)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else said(moment)


def site_in_words(site: KnownSite | None) -> dict[str, Any] | None:
    """A site with its organisation."""
    if site is None:
        return None
    return {
        "code": site.code,
        "name": site.name,
        "name_en": site.name_en,
        "division": site.division,
        "roles": list(site.roles),
        "organisation": site.organisation_code,
        "organisation_name": site.organisation_name,
        "organisation_name_en": site.organisation_name_en,
    }


def _unit(unit: TracedUnit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "codes": list(unit.codes),
        "kind": unit.kind.value,
        "state": unit.state and unit.state.value,
        "effective_state": unit.effective_state and unit.effective_state.value,
        "site": site_in_words(unit.place),
        "inside": list(unit.boxes),
        "mass_kg": _mass(unit.mass_g),
        "pieces": unit.pieces,
        "damaged": unit.damaged,
        "battery_class": unit.battery_class and unit.battery_class.value,
        "material": unit.material and unit.material.value,
        "lead_share": None if unit.lead_share is None else f"{unit.lead_share / 1_000_000:.6f}",
    }


def _event(event: LifeEvent) -> dict[str, Any]:
    return {
        "event": event.event,
        "kind": event.kind.value,
        "happened_at": said(event.happened_at),
        "recorded_at": said(event.recorded_at),
        "site": site_in_words(event.site),
        "peer_site": site_in_words(event.peer_site),
        "recorded_by": event.recorded_by,
        "part": event.part.value,
        "inside": event.inside,
        "mass_kg": _mass(event.mass_g),
        "own_mass_kg": _mass(event.own_mass_g),
        "pieces": event.pieces,
        "category": event.category and event.category.value,
        "details": dict(event.details),
        "corrects": event.corrects,
        "voided_by": event.voided_by,
    }


def _flow(view: FlowView | None) -> dict[str, Any] | None:
    if view is None:
        return None
    return {
        "nodes": [node_in_words(node) for node in view.nodes],
        "edges": [_edge(edge) for edge in view.edges],
        "hidden": view.hidden,
        "unknown_shares": view.unknown_shares,
        "circular": view.circular,
        "cut": view.cut,
    }


def node_in_words(node: Node) -> dict[str, Any]:
    """A node with all that the caller may see of it."""
    return {
        "key": node.key,
        "level": node.level,
        "kind": node.kind.value,
        "hidden": node.hidden,
        "share": share_in_words(node.share),
        "unit_kind": node.unit_kind and node.unit_kind.value,
        "code": node.code,
        "material": node.material and node.material.value,
        "mass_kg": _mass(node.mass_g),
        "batteries": node.batteries,
        "batteries_share": share_in_words(node.batteries_share),
        "event": node.event,
        "scan": node.scan and node.scan.value,
        "happened_at": _moment(node.happened_at),
        "site": site_in_words(node.site),
        "reason": node.reason and node.reason.value,
        "abroad": abroad_in_words(node.abroad),
    }


def abroad_in_words(told: Abroad | None) -> dict[str, Any] | None:
    """What another province's authority answered; ``question`` is the number of its signed
    answer."""
    if told is None:
        return None
    return {
        "authority": told.authority,
        "standing": told.standing.value,
        "asked_at": _moment(told.asked_at),
        "tried_at": _moment(told.tried_at),
        "question": None if told.question is None else str(told.question),
        "state": told.state and told.state.value,
        "held": told.held,
        "steps": [
            {
                "kind": step.kind.value,
                "day": step.day.isoformat(),
                "division": step.division,
                "roles": list(step.roles),
                "site": step.site,
                "to_province": step.to_province,
            }
            for step in told.steps
        ],
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "from": edge.source,
        "to": edge.target,
        "mass_kg": _mass(edge.mass_g),
        "share": share_in_words(edge.share),
        "evidence": list(edge.evidence),
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "site": site_in_words(origin.site),
        "hidden": origin.hidden,
        "pieces": origin.pieces,
        "mass_kg": _mass(origin.mass_g),
        "unweighed": origin.unweighed,
        "share": share_in_words(origin.share),
    }
