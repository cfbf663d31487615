"""Looking again: results that were read before the pledge they report on."""

from __future__ import annotations

from dataclasses import replace

from flows.plan import plan_page
from storage.records import PageInput, PagePlan


def plan_rematch(page: PageInput) -> PagePlan:
    """Plan an unchanged page against today's pledges: attach its homeless results, propose the uncertain ones.

    What was published before is no news today, so the plan holds no progress events. `page.statements` are those of the
    page's current capture, as the ledger or a fresh reading gives them.
    """
    return plan_page(replace(page, old_text_same=True), rematch=True)
