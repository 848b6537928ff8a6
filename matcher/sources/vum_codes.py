"""Code lists of the VUM exchange standard, data standard 1.5 and interface 2.0, and what they mean here."""

from __future__ import annotations

from matcher.models import Diploma

KNOWN = frozenset(
    """
    idWerkzoekende mobiliteit bemiddelingsberoep werktijden contractvorm flexibiliteit vervoermiddel
    arbeidsmarktkwalificatie persoonlijkePresentatie emailadres telefoonnummer voorkeursland sector webadres
    contactpersoon eisAanWerk indicatieLdrRegistratie indicatieBeschikbaarheidContactgegevens
    """.split()
)
COURSE_LEVELS = {
    "1": Diploma.NONE,
    "2": Diploma.VMBO,
    "3": Diploma.HAVO_VWO,
    "4": Diploma.MBO,
    "5": Diploma.HBO,
    "6": Diploma.WO,
    "9": None,
}
# "Basisniveau" (2) is what primary school gives, so no diploma; 4 is mbo, havo or vwo without saying which.
WORK_LEVELS = {
    "0": None,
    "1": Diploma.NONE,
    "2": Diploma.NONE,
    "3": Diploma.VMBO,
    "4": Diploma.MBO,
    "5": Diploma.HBO,
    "6": Diploma.WO,
    "7": None,
}
YES_NO: dict[str, bool | None] = {"0": None, "1": True, "2": False, "8": None}
STATUS = {"0": None, "1": "finished", "2": "broken off", "3": "running"}
TRANSPORT = {"1": "car", "2": "moped", "3": "bike", "4": "motor", "5": "public", "9": None}
RADIUS_KM = {"1": 5.0, "2": 10.0, "3": 15.0, "4": 25.0, "5": 50.0, "6": 75.0, "7": 100.0, "8": 125.0, "9": 150.0}
CONTRACTS = {"O": True, "B": False}
LANGUAGE_LEVELS = {"0": None, "1": "1", "2": "2", "3": "3", "4": "4", "8": None}
GERMANY = frozenset({"DE", "DEU", "6", "06", "006", "0006"})
MOST_KM = MOST_MINUTES = 999
MOST_HOURS = 99
LONGEST_NAME = 120
