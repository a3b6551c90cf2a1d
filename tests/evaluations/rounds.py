"""The four rounds of the demo village, as counted (非常满意, 满意, 基本满意, 不满意, 不了解)."""

from govproj.evaluations.satisfaction import Tally

ASPECTS = (
    "openness",
    "participation",
    "schedule",
    "quality",
    "safety",
    "integrity",
    "lead_performance",
    "overall",
)


def _round(*rows):
    return {aspect: Tally(*map(int, row.split("/"))) for aspect, row in zip(ASPECTS, rows, strict=True)}


R1 = _round(
    "72/50/18/5/5",
    "65/52/20/4/9",
    "70/51/21/4/4",
    "75/48/17/2/8",
    "58/55/24/10/3",
    "66/47/20/3/14",
    "84/46/14/2/4",
    "78/49/17/3/3",
)
R2 = _round(
    "38/30/10/2/2",
    "33/31/12/2/4",
    "41/29/9/2/1",
    "44/27/8/1/2",
    "37/31/11/2/1",
    "35/28/10/1/8",
    "42/29/8/1/2",
    "43/28/9/1/1",
)
R3 = _round(
    "14/25/24/24/8",
    "18/29/25/13/10",
    "12/22/27/31/3",
    "26/34/21/8/6",
    "22/33/24/12/4",
    "15/24/24/17/15",
    "24/33/21/11/6",
    "20/34/26/13/2",
)
R4 = _round(
    "12/22/23/19/6",
    "15/25/22/12/8",
    "13/24/24/19/2",
    "20/29/20/9/4",
    "9/18/22/31/2",
    "13/22/20/12/15",
    "17/27/20/12/6",
    "13/26/24/18/1",
)
