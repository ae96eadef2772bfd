"""The invented people: the team that runs the hubs, and the communities that use them.

All names are fictional, all mail addresses end in ``.example``. Ids and tokens are fixed: the seed decides
what happens to people, not who they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

ANCHOR = date(2021, 11, 10)  # a handover Wednesday; every second Wednesday from there
HANDOVERS = timedelta(days=14)
ORGANISATION = "Lagoon Hubs"
SUPPORT_MAIL = "support@lagoon.example"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the team, and what they hold at each service. ``id`` is the roster's."""

    id: str
    name: str
    mail: str
    zone: str
    jupyter_user: str
    freshdesk_agent_id: int
    freshdesk_api_key: str
    slack_id: str
    slack_token: str
    github_login: str
    github_id: int
    github_token: str
    steward: bool
    engineer: bool
    admin: bool
    skills: tuple[str, ...]
    wants_to_learn: tuple[str, ...]


def _colleague(
    number: int,
    name: str,
    zone: str,
    skills: str,
    learns: str,
    *,
    steward: bool = True,
    engineer: bool = True,
    admin: bool = False,
) -> Colleague:
    first = name.split(maxsplit=1)[0].lower()
    return Colleague(
        id=first,
        name=name,
        mail=f"{first}@lagoon.example",
        zone=zone,
        jupyter_user=first,
        freshdesk_agent_id=48020000 + number,
        freshdesk_api_key=f"fd-{first}-key",
        slack_id=f"U0{first.upper():0<8.8}",
        slack_token=f"xoxp-{first}",
        github_login=f"{first}-{name.rsplit(maxsplit=1)[-1].lower()}",
        github_id=9000 + number,
        github_token=f"gh-{first}-token",
        steward=steward,
        engineer=engineer,
        admin=admin,
        skills=tuple(skills.split()),
        wants_to_learn=tuple(learns.split()),
    )


TEAM = (
    _colleague(1, "Amara Okafor", "Africa/Lagos", "kubernetes storage", "billing", admin=True),
    _colleague(2, "Bruno Teixeira", "America/Sao_Paulo", "images python", "gpu"),
    _colleague(3, "Chiara Moretti", "Europe/Rome", "login kubernetes", "storage"),
    _colleague(4, "Devika Rao", "Asia/Kolkata", "dask gpu", "login"),
    _colleague(5, "Elif Demir", "Europe/Istanbul", "r-lang images", "kubernetes"),
    _colleague(6, "Jonas Lindqvist", "Europe/Stockholm", "billing monitoring", "dask"),
    _colleague(7, "Mei Tanaka", "Asia/Tokyo", "gpu kubernetes", "images", steward=False),
    _colleague(8, "Noah Whitlock", "America/Los_Angeles", "storage network", "r-lang", steward=False),
)

BOT = replace(
    _colleague(90, "Support Desk", "UTC", "", "", steward=False, engineer=False, admin=True),
    slack_token="xoxb-support",  # noqa: S106 - opens nothing outside this sandbox
)
"""The account whose keys stand in the ready line: what the product acts as."""

STEWARDS = tuple(sorted((one for one in TEAM if one.steward), key=lambda one: one.name.casefold()))


def on_duty(day: date, seats: int = 2) -> tuple[Colleague, ...]:
    """Answer who holds the seats on a day, the longest-serving first: by name, from the anchor on."""
    turn = (day - ANCHOR) // HANDOVERS
    return tuple(STEWARDS[(turn - ago) % len(STEWARDS)] for ago in reversed(range(seats)))


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody is away, the last one included."""

    person_id: str
    first_day: date
    last_day: date


def absences(today: date) -> tuple[Away, ...]:
    """Answer who is away around a day: an engineer now, a steward in some weeks."""
    planned = (("noah", -1, 5), ("chiara", 24, 30))
    return tuple(
        Away(person_id, today + timedelta(days=first), today + timedelta(days=last))
        for person_id, first, last in planned
    )


@dataclass(frozen=True, slots=True)
class Hub:
    """One JupyterHub of a community."""

    url: str
    community: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who writes in. Only a representative may make support requests."""

    id: int
    name: str
    mail: str
    company_id: int | None
    representative: bool
    zone: str


@dataclass(frozen=True, slots=True)
class Community:
    """A community: a company in FreshDesk, with its hubs and the people who write for it."""

    id: int
    name: str
    domain: str
    hubs: tuple[Hub, ...]
    contacts: tuple[Contact, ...]

    @property
    def representatives(self) -> tuple[Contact, ...]:
        """Who may make support requests."""
        return tuple(one for one in self.contacts if one.representative)


# name, domain, hubs, zone, then people; a star marks a representative.
_COMMUNITIES = (
    (
        "Coral Reef Survey",
        "reefsurvey.example",
        "hub staging",
        "Australia/Brisbane",
        "*Tala Vea|*Rupert Hale|Isla Moana",
    ),
    ("Glacier Watch", "glacierwatch.example", "hub", "Europe/Oslo", "*Sigrid Aune|Kjell Brekke"),
    (
        "Delta College",
        "deltacollege.example",
        "hub courses",
        "America/Chicago",
        "*Marisol Vega|*Dean Otis|Priya Nair|Lou Tran",
    ),
    ("Open Seismology", "openseis.example", "hub", "America/Santiago", "*Ignacio Rojas|*Yuki Amano"),
    (
        "Savanna Genomics",
        "savannagen.example",
        "hub gpu",
        "Africa/Nairobi",
        "*Wanjiru Mbeki|Abel Otieno|*Zainab Yusuf",
    ),
    ("Riverbank Hydrology", "riverbank.example", "hub", "Europe/Amsterdam", "*Femke de Graaf|Bas Visser"),
    ("Night Sky Archive", "nightsky.example", "hub staging", "Pacific/Honolulu", "*Kai Nakoa|*Lena Fischer"),
    ("Urban Air Lab", "urbanair.example", "hub", "Asia/Seoul", "*Jiwoo Han|Minho Seo|*Clara Oduya"),
    (
        "Prairie Ecology Network",
        "prairieeco.example",
        "hub field",
        "America/Winnipeg",
        "*Ruth Sandoval|Owen Hask",
    ),
    ("Mangrove Carbon Group", "mangrove.example", "hub", "Asia/Jakarta", "*Dewi Lestari|*Arif Santoso"),
    (
        "Linguistics Commons",
        "lingcommons.example",
        "hub",
        "Europe/Lisbon",
        "*Beatriz Fontes|Tomas Quill|Anouk Perrin",
    ),
    ("Fusion Data Club", "fusiondata.example", "hub gpu", "Europe/Paris", "*Camille Renard|*Stefan Kovac"),
)


def _contact(number: int, company_id: int | None, name: str, domain: str, zone: str) -> Contact:
    plain = name.lstrip("*")
    mail = f"{plain.lower().replace(' ', '.')}@{domain}"
    return Contact(48010000 + number, plain, mail, company_id, name.startswith("*"), zone)


def _communities() -> tuple[Community, ...]:
    found: list[Community] = []
    number = 0
    for place, (name, domain, hubs, zone, people) in enumerate(_COMMUNITIES, start=1):
        company_id = 48030000 + place
        contacts = []
        for person in people.split("|"):
            number += 1
            contacts.append(_contact(number, company_id, person, domain, zone))
        urls = tuple(Hub(f"https://{hub}.{domain}", name) for hub in hubs.split())
        found.append(Community(company_id, name, domain, urls, tuple(contacts)))
    return tuple(found)


COMMUNITIES = _communities()
CONTACTS = {one.id: one for community in COMMUNITIES for one in community.contacts}
