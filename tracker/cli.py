"""The command ``plumbline``."""

from __future__ import annotations

import click

from interop.cli import interop
from interop.notices_cli import notices
from tracker.commands.anomalies import anomalies
from tracker.commands.ask import trace
from tracker.commands.ask_balances import balance, flows
from tracker.commands.ask_office import deadlines, loads, storage
from tracker.commands.ask_sets import common, recall
from tracker.commands.audit import audit
from tracker.commands.database import init
from tracker.commands.doctor import doctor
from tracker.commands.epcis import epcis
from tracker.commands.frozen_rates import rate_bundle, rate_freeze
from tracker.commands.imports import import_, ledger, template
from tracker.commands.logs import log_to_stderr
from tracker.commands.people import token, user
from tracker.commands.rates import rate
from tracker.commands.returns import waste_return_of
from tracker.commands.rules import calendar, parameter, rules
from tracker.commands.run import demo, serve, worker
from tracker.commands.sweep import sweep
from tracker.commands.tell_code import code
from tracker.commands.usage_words import speak_the_users_language

speak_the_users_language()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="plumbline", help="Show the version and exit. / 显示版本号并退出"
)
def main() -> None:
    """Plumbline: from sale to lead ingot. / 铅蓄电池全生命周期溯源"""
    log_to_stderr()


for _command in (init, demo, serve, worker, trace, code, rate, token, user, sweep, doctor):
    main.add_command(_command)
for _command in (import_, ledger, template, interop, epcis, audit):
    main.add_command(_command)
for _command in (rules, calendar, parameter, anomalies, notices, waste_return_of):
    main.add_command(_command)
for _command in (recall, common, balance, flows, loads, storage, deadlines):
    main.add_command(_command)
for _command in (rate_freeze, rate_bundle):
    rate.add_command(_command)


if __name__ == "__main__":
    main()
