"""The nouns: places, actors, voices, reports, claims, events, control."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from geocontrol.dated import ALWAYS, Dated, Term, value_on

PlaceId = NewType("PlaceId", str)
ActorId = NewType("ActorId", str)
VoiceId = NewType("VoiceId", str)
ReportId = NewType("ReportId", str)
EventId = NewType("EventId", str)

MAX_LON = 180.0
MAX_LAT = 90.0
LANGUAGES = ("en", "ar")
"""Those that pages, figures and briefs have words in, BCP 47."""


class Kind(StrEnum):
    """What a place is."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    QUARTER = "quarter"
    BASE = "base"
    AIRPORT = "airport"
    CROSSING = "crossing"
    JUNCTION = "junction"
    DAM = "dam"
    HILL = "hill"
    FACILITY = "facility"
    DISTRICT = "district"
    GOVERNORATE = "governorate"
    COUNTRY = "country"


AREA_KINDS = frozenset({Kind.DISTRICT, Kind.GOVERNORATE, Kind.COUNTRY})
"""Kinds that are areas: they group places and are never drawn as a mark."""

SITE_KINDS = (
    Kind.AIRPORT,
    Kind.BASE,
    Kind.CROSSING,
    Kind.JUNCTION,
    Kind.DAM,
    Kind.HILL,
    Kind.FACILITY,
)
"""Kinds that are sites where few live, in the order in which a legend lists them."""


class Precision(StrEnum):
    """How well a place is located, after ACLED and UCDP."""

    EXACT = "exact"
    NEAR = "near"
    ADM3 = "adm3"
    ADM2 = "adm2"
    ADM1 = "adm1"


class Role(StrEnum):
    """What kind of voice speaks."""

    MONITOR = "monitor"
    OFFICIAL = "official"
    PARTY = "party"
    STATE_MEDIA = "state_media"
    PARTISAN_MEDIA = "partisan_media"
    NEWS_AGENCY = "news_agency"
    EYEWITNESS = "eyewitness"
    AGGREGATOR = "aggregator"


class Stance(StrEnum):
    """Whether a voice says that an event happened or that it did not."""

    ASSERTS = "asserts"
    DENIES = "denies"


class Change(StrEnum):
    """How control of a place changed."""

    CAPTURED = "captured"
    ENTERED = "entered"
    WITHDREW = "withdrew"
    HANDED_OVER = "handed_over"
    REPELLED = "repelled"
    BESIEGED = "besieged"
    OBSERVED = "observed"
    SUCCEEDED = "succeeded"


EXPANDING_CHANGES = frozenset(
    {
        Change.CAPTURED,
        Change.WITHDREW,
        Change.HANDED_OVER,
        Change.OBSERVED,
        Change.SUCCEEDED,
    }
)
"""Changes that, said of a region, speak for the places within it."""


class Status(StrEnum):
    """What is known of who holds a place."""

    HELD = "held"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """How we know who holds a place."""

    ASSESSED = "assessed"
    """Said of this place, and the rule is satisfied."""
    INHERITED = "inherited"
    """Said of the region that this place lies in."""
    CLAIMED = "claimed"
    """Said by interested voices, or too weak ones, alone."""
    ASSUMED = "assumed"
    """General background, no dated statement."""


class Verdict(StrEnum):
    """What the claims on an event amount to, weakest first."""

    REJECTED = "rejected"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    ASSESSED = "assessed"


class Interest(StrEnum):
    """How a claim stands to the interest of the voice that makes it."""

    INDEPENDENT = "independent"
    AGAINST = "against"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One more name of a place or an actor."""

    text: str
    lang: str
    """BCP 47 tag: `en`, `ar`, `ar-Latn` ..."""
    short: str = ""
    """Short enough for a legend; of a dated name of an actor."""
    term: Term = ALWAYS
    """The days on which it was the name."""


def name_in(names: tuple[Name, ...], lang: str, default: str) -> str:
    """Return the first name in a language, or the one given."""
    return next((name.text for name in names if name.lang == lang), default)


def names_on(day: date, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return the names of a day without their terms, those of their time first."""
    of_then = [n for n in names if not n.term.is_open and n.term.holds_on(day)]
    of_always = [n for n in names if n.term.is_open]
    return tuple(replace(n, term=ALWAYS) for n in (*of_then, *of_always))


def english_on(day: date, names: tuple[Name, ...]) -> Name | None:
    """Return the dated English name of a day, which goes before the plain one."""
    dated = (n for n in names if n.lang == "en" and not n.term.is_open)
    return next((n for n in dated if n.term.holds_on(day)), None)


def _name_terms(names: tuple[Name, ...]) -> list[Term]:
    terms = [name.term for name in names if name.term is not ALWAYS]
    return [term for term in terms if not term.is_open]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the gazetteer, as one point or as an unlocated name."""

    id: PlaceId
    name: str
    kind: Kind
    names: tuple[Name, ...] = ()
    within: PlaceId | None = None
    """The smallest listed place that this one lies in, when nothing dated says it."""
    within_dated: tuple[Dated[PlaceId], ...] = ()
    """What it lay in for a time."""
    lon: float | None = None
    """Decimal degrees east, WGS 84; `None` when nobody locates the place."""
    lat: float | None = None
    """Decimal degrees north, WGS 84."""
    geo_precision: Precision | None = None
    geo_source: str = ""
    population: int | None = None
    population_source: str = ""
    rank: int = 3
    """Label priority: 1 is placed first, 5 last."""
    links: tuple[tuple[str, str], ...] = ()
    """Pairs of register and identifier, e.g. `("geonames", "170063")`."""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse coordinates that lie off the globe or come alone."""
        if (self.lon is None) != (self.lat is None):
            msg = "lon and lat are given together or not at all"
            raise ValueError(msg)
        if self.lon is None or self.lat is None:
            return
        if not (-MAX_LON <= self.lon <= MAX_LON and -MAX_LAT <= self.lat <= MAX_LAT):
            msg = (
                "lon, lat must lie within [-180, 180], [-90, 90]; "
                f"got {self.lon!r}, {self.lat!r}"
            )
            raise ValueError(msg)

    @property
    def outers(self) -> tuple[PlaceId, ...]:
        """Everything that it lies in directly, on any day."""
        always = () if self.within is None else (self.within,)
        return (*always, *(dated.value for dated in self.within_dated))

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term of a name and of what it lies in."""
        return (*_name_terms(self.names), *(d.term for d in self.within_dated))

    def on(self, day: date) -> Place:
        """Return the place as it was on a day, without terms."""
        if not self.terms:
            return self
        english = english_on(day, self.names)
        return replace(
            self,
            name=english.text if english else self.name,
            names=names_on(day, self.names),
            within=value_on(day, self.within_dated, self.within),
            within_dated=(),
        )

    @property
    def is_drawn(self) -> bool:
        """Whether the place has a mark on a map."""
        return self.lon is not None and self.kind not in AREA_KINDS

    def name_in(self, lang: str) -> str:
        """Return the first name in a language, or the name in English."""
        return self.name if lang == "en" else name_in(self.names, lang, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party that holds places or fights for them."""

    id: ActorId
    name: str
    short: str
    side: str
    """Shared by allied actors; an actor without allies is its own side."""
    side_dated: tuple[Dated[str], ...] = ()
    """Sides that it was on for a time."""
    color: str
    """`#rrggbb`, told apart from every other actor's."""
    names: tuple[Name, ...] = ()
    note: str = ""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term of a name and of a side."""
        return (*_name_terms(self.names), *(d.term for d in self.side_dated))

    def on(self, day: date) -> Actor:
        """Return the actor as it was on a day, without terms."""
        if not self.terms:
            return self
        english = english_on(day, self.names)
        return replace(
            self,
            name=english.text if english else self.name,
            short=(english.short or english.text) if english else self.short,
            names=names_on(day, self.names),
            side=value_on(day, self.side_dated, self.side),
            side_dated=(),
        )

    def name_in(self, lang: str) -> str:
        """Return the first name in a language, or the name in English."""
        return self.name if lang == "en" else name_in(self.names, lang, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whoever says it, which is not whoever prints it."""

    id: VoiceId
    name: str
    role: Role
    reliability: str
    """A (completely reliable) to F (cannot be judged), Admiralty code."""
    speaks_for: ActorId | None = None
    """The actor whose interest the voice serves."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A published document in which claims were read."""

    id: ReportId
    title: str
    publisher: str
    issued: date
    agency: str = ""
    url: str = ""
    archived_url: str = ""
    sha256: str = ""
    """Hash of the text that was read, lower-case hexadecimal."""
    lang: str = "en"
    note: str = ""

    @property
    def maker(self) -> str:
        """Whose work it is: the agency's, if there is one."""
        return self.agency or self.publisher

    @property
    def byline(self) -> str:
        """Who printed it, and the agency that it is from, if that is another."""
        if self.agency in {"", self.publisher}:
            return self.publisher
        return f"{self.publisher} ({self.agency})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One voice, in one report, asserting or denying an event."""

    voice: VoiceId
    report: ReportId
    stance: Stance
    credibility: int
    """1 (confirmed by others) to 6 (cannot be judged), Admiralty code."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlEvent:
    """A dated change of control, or an observation of it, with its claims."""

    id: EventId
    places: tuple[PlaceId, ...]
    earliest: date
    """First day on which it may have happened."""
    latest: date
    """Last day on which it may have happened; equal to `earliest` when known."""
    change: Change
    status: Status | None
    """The state that results; `None` leaves it as it was (a siege)."""
    claims: tuple[Claim, ...]
    actor: ActorId | None = None
    """Who gains the place, keeps it, or besieges it."""
    lost_by: tuple[ActorId, ...] = ()
    contested_by: tuple[ActorId, ...] = ()
    excepted: tuple[PlaceId, ...] = ()
    order: int = 0
    """Settles several changes of one place in one day, low before high."""
    is_assumed: bool = False
    """General background rather than a dated statement."""
    supersedes: tuple[EventId, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards and an event nobody tells."""
        if self.latest < self.earliest:
            msg = f"latest ({self.latest}) is before earliest ({self.earliest})"
            raise ValueError(msg)
        if not self.places:
            msg = "an event concerns at least one place"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who holds a place, how surely, and since when. Equal states are equal values."""

    status: Status = Status.UNKNOWN
    actor_id: ActorId | None = None
    """The holder, when `status` is held."""
    contested_by: tuple[ActorId, ...] = ()
    """Those who fight for it or are said to, when `status` is contested; sorted."""
    claimed_by: tuple[ActorId, ...] = ()
    """Those whose own word alone says that they took it; sorted."""
    besieged_by: tuple[ActorId, ...] = ()
    basis: Basis | None = None
    """`None` while nothing at all is said of the place."""
    since: date | None = None
    """The day from which this status and holder stand."""
    since_is_exact: bool = True
    """False when the place was only seen so on that day, or the day is disputed."""
    last_confirmed: date | None = None
    """The latest day on which an assessed event agrees with the holder."""
    event_id: EventId | None = None
    """The event that set status and holder."""
    mark_ids: tuple[EventId, ...] = ()
    """Other events that are shown: later ones that left the holder (claims, denials,
    sieges, the latest that confirmed it), and those by which a predecessor had it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One state of a place over the days `[valid_from, valid_to)`."""

    valid_from: date
    valid_to: date | None
    """First day on which it no longer holds; `None` while it lasts."""
    control: Control


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The numbers of the rule from claims to control, printed on every page."""

    strong_reliability: str = "C"
    """The weakest grade of a voice whose word alone suffices."""
    weak_voices_needed: int = 2
    """How many weaker voices together suffice."""
    stale_after_days: int = 30
    """Days without a new assessed event after which a state is stale."""

    def is_strong(self, voice: Voice) -> bool:
        """Tell whether one word of this voice suffices."""
        return voice.reliability <= self.strong_reliability


class AreaMethod(StrEnum):
    """How the land between the places is divided."""

    KRIGING = "kriging"
    NEAREST = "nearest"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPolicy:
    """The numbers of the estimate of areas, printed where areas are shown."""

    method: AreaMethod = AreaMethod.KRIGING
    radius_km: float = 30.0
    """How far the word of a place carries at most; beyond is no data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Pictures of the ground that the explorer asks a server for."""

    url: str
    """An https template; `{z}`, `{x}` and `{y}` are the zoom, column and row of a
    tile in Web Mercator, rows counted from the north."""
    attribution: str
    """Whom readers are told to thank for them, in plain words."""

    @property
    def origin(self) -> str:
        """The one server that is asked: scheme and host."""
        return "/".join(self.url.split("/")[:3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A road as a line through places."""

    id: str
    name: str
    through: tuple[PlaceId, ...]
    """Places in their order along the road, each with a point."""
    names: tuple[Name, ...] = ()
    note: str = ""

    def name_in(self, lang: str) -> str:
        """Return the first name in a language, or the name in English."""
        return self.name if lang == "en" else name_in(self.names, lang, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that a set of seeds says, by id."""

    actors: dict[ActorId, Actor] = field(default_factory=dict)
    voices: dict[VoiceId, Voice] = field(default_factory=dict)
    reports: dict[ReportId, Report] = field(default_factory=dict)
    events: dict[EventId, ControlEvent] = field(default_factory=dict)
