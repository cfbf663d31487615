"""Looking again: results that were read before the pledge they report on."""

from __future__ import annotations

from dataclasses import replace

from flows.plan import plan_page
from storage.records import PageInput, PagePlan


def plan_rematch(page: PageInput) -> PagePlan:
    """Plan an unchanged page against today's pledges: attach its homeless results, propose the uncertain ones.

    What was published before is no news today, so the plan holds no progress events; nor does looking again prove that
    anything is missing. `page.statements` are those of the page's current capture; rows still missing once may be among
    them and are left out.
    """
    missing = {r.statement for r in page.old_statements if r.missing_since is not None}
    present = tuple(s for s in page.statements if s not in missing)
    # Whether the page says enough was judged when it was read.
    unjudged = replace(page, statements=present, old_text_same=True, expect_statements=None)
    return plan_page(unjudged, rematch=True)
