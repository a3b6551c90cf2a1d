"""Every main page, as its people see it: no barrier, no sideways scrolling, nothing the browser complains about."""

import pytest

from tests.browser.windows import Window

pytestmark = pytest.mark.browser

# Things of the demo by their names in it; {village} is 马家弄村.
PLACES = {
    "village": "SELECT id FROM village WHERE name = '马家弄村'",
    "village_2": "SELECT village_id FROM project WHERE code = 'QTW-01'",
    "village_3": "SELECT village_id FROM project WHERE code = 'YXK-01'",
    "project": "SELECT id FROM project WHERE code = 'MJN-01'",
    "procured": "SELECT id FROM project WHERE code = 'MJN-05'",
    "unled": "SELECT id FROM project WHERE code = 'QTW-03'",
    "notice": "SELECT max(d.id) FROM disclosure d JOIN project p ON p.id = d.project_id WHERE p.code = 'MJN-01'",
    "results": "SELECT max(id) FROM evaluation_round WHERE state = 'published'",
    "item": "SELECT min(i.id) FROM checklist_item i JOIN project p ON p.id = i.project_id WHERE p.code = 'MJN-01'",
    "bridge": "SELECT id FROM project WHERE code = 'YXK-01'",
    "declared": "SELECT id FROM lead_declaration WHERE title = '稻虾共作基地'",
    "late_case": "SELECT id FROM rectification WHERE state = 'fixing'",
    "minutes": "SELECT min(m.id) FROM decision_meeting m JOIN decision_process d ON d.id = m.process_id JOIN project p"
    " ON p.id = d.project_id WHERE p.code = 'MJN-01' AND m.step = 'vote'",
    "risk": "SELECT min(id) FROM risk_point",
    "board": "SELECT id FROM project WHERE code = 'YXK-02'",
    "object": "SELECT min(id) FROM project_object",
    "covered": "SELECT id FROM concealed_work WHERE name = '沟槽回填'",
    "letter": "SELECT id FROM rectification_urging",
    "announced": "SELECT id FROM filing WHERE state = 'approved'",
    "reopened_case": "SELECT id FROM rectification WHERE state = 'reopened'",
    "town": "SELECT id FROM town LIMIT 1",
    "corrected": "SELECT id FROM disclosure WHERE edition = 2",
    "objection": "SELECT min(id) FROM objection",
    "inquiry": "SELECT id FROM inquiry",
    "matter": "SELECT id FROM matter WHERE state = 'in_progress'",
    "combined": "SELECT max(id) FROM combined_sheet",
}
PAGES = {
    None: """
        / /villages /villages/{village} /villages/{village_3} /villages/{village}/voice
        /villages/{village}/disclosures /projects /projects?words=nothing-like-this
        /projects/{project} /projects/{project}/disclosures /projects/{project}/evaluations
        /projects/{project}/checklist /projects/{project}/rectifications /projects/{project}/selection
        /projects/{project}/decisions /villages/{village}/decisions
        /projects/{procured} /projects/{unled} /disclosures/{notice} /disclosures/{notice}/print
        /evaluations /evaluations/{results} /powers /verify /sign-in /v
        /projects/{bridge}/activities
        /projects/{project}/milestones /projects/{project}/works /projects/{project}/papers
        /projects/{board}/objects /projects/records
        /villages/{village_2}/powers /villages/{village_2}/powers/P12 /powers/P08 /powers/print /powers/P08/print
        /towns/{town}/disclosures /villages/{village_3}/disclosures/duties/due /villages/{village_3}/answers
        /disclosures/{corrected} /disclosures/{notice}/object /objections/{objection} /inquiries/{inquiry}
        /combined-sheets/{combined} /villages/{village_3}/complain /projects/{board}/disclosures/pictures
        /projects/{board}/follow /villages/{village_3}/disclosures/2022-05/posting
        /villages/{village}/disclosures/2022-05/print
        /villages/{village}/filings /filings/{announced} /filings/{announced}/print
        /villages/{village_2}/matters /villages/{village_2}/matters/report /matters/receipts
        /villages/{village_2}/matters/poster
    """,
    "cadre-3": """
        /projects/{board} /projects/{board}/milestones /projects/{board}/milestones/plan
        /projects/{board}/objects?stage=2 /projects/{board}/objects/new /projects/{board}/objects/{object}
        /projects/{board}/papers /projects/{board}/concealed-works/{covered}
        /inquiries/{inquiry}/answer /villages/{village_3}/inquiries/new /disclosures/{corrected}/objections/new
    """,
    "villager": "/workbench /evaluations/{results} /projects/{project}",
    "lead": """
        /workbench /projects/{project}
        /projects/{project}/checklist /projects/{project}/selection /declarations
    """,
    "party-member": "/workbench /calls",
    "cadre": """
        /workbench /projects/{project} /projects/{project}/months
        /projects/{project}/months/2022-06 /projects/{project}/plan /projects/{project}/checklist
        /checklist-items/{item} /villages/{village}/disclosures/2022-06/review /disclosures/{notice}/posted
        /projects/{project}/decisions/new /decision-minutes/{minutes}/correct
    """,
    "secretary": """
        /workbench /villages/{village}/evaluations/new /villages/{village}/work-items
        /villages/{village}/work-items/new /villages/{village}/projects/new /projects/{project}
        /projects/{procured}/selection /evaluations/{results} /rectifications
    """,
    "supervisor": """
        /workbench /projects/{project}/decisions /decision-minutes/{minutes} /decision-minutes/{minutes}/print
        /projects/{project}/checklist/sign /checklist-items/{item} /checklist-items/{item}/note
        /villages/{village}/risks /projects/{project}/integrity
        /evaluations/{results} /evaluations/{results}/comments /evaluations/my-key
        /villages/{village}/disclosures/2022-05/review /villages/{village}/rectifications/new
    """,
    "town-inspector": """
        /workbench /rectifications /rectifications/{late_case} /rectifications/{reopened_case}
        /evaluations/{results} /audit /audit/projects/{project} /projects/{project}/selection
        /checklists /checklists?deviating=y /projects/{bridge}/checklist/dossier /risks /villages/{village_2}/risks
        /risk-points/{risk} /commitments /projects/{unled}/commitments /integrity-talks
        /villages/{village_2}/power-editions /villages/{village_2}/power-editions/new/write
        /rectifications/boards /rectifications/rates/in-time /rectifications/lists /rectifications/lists/print
        /rectification-briefings /towns/{town}/rectification-briefings/2022-06
        /towns/{town}/rectification-briefings/2022-05/print /rectification-urgings /rectification-urgings/{letter}
        /rectification-urgings/{letter}/print /weak-spots /weak-spots/print /matters/figures
    """,
    "secretary-3": "/workbench /rectifications /rectifications/{reopened_case}",
    "cadre-2": """
        /rectification-urgings/{letter} /villages/{village_2}/filings/new /villages/{village_2}/filings
        /matters /matters/{matter} /matters/{matter}/finish /villages/{village_2}/matters/new
    """,
    "secretary-2": "/villages/{village_2}/lead-declarations/new /lead-declarations/{declared}/report",
    "town-admin": "/workbench /projects/{project} /rectifications /lead-declarations",
    "county-inspector": "/workbench /rectifications /audit",
    "admin": "/workbench /audit",
}


@pytest.fixture(scope="module")
def places(untouched_site):
    return {name: untouched_site.number(query) for name, query in PLACES.items()}


@pytest.fixture(scope="module")
def window_of(chromium, untouched_site):
    """Each person signs in once."""
    windows = {}

    def window(username):
        if username not in windows:
            windows[username] = Window(chromium, untouched_site)
            if username:
                windows[username].sign_in(username)
        windows[username].complaints.clear()
        return windows[username]

    yield window
    for window in windows.values():
        window.context.close()


@pytest.mark.parametrize(
    ("username", "address"),
    [(username, address) for username, addresses in PAGES.items() for address in addresses.split()],
    ids=lambda value: value or "anybody",
)
def test_everybody_can_use(username, address, window_of, places):
    window = window_of(username).open(address.format(**places))
    problems = window.problems()
    assert not problems, f"{username or 'anybody'} at {address}:\n" + "\n".join(problems)
