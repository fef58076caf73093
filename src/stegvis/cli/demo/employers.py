"""The demo's employers and what people do there. All are invented."""

from __future__ import annotations

from typing import NamedTuple


class Invented(NamedTuple):
    """An employer: name, municipality, contact, and the everyday titles of its places."""

    name: str
    municipality: str
    contact: str
    titles: tuple[str, ...]


CARE, KITCHEN, DESK = ("heavy_lifting", "many_people"), ("standing", "high_pace"), ("sitting",)
TITLES = {
    "Barnskötare": ("internship", CARE, "A2"),
    "Modersmålspedagog": ("subsidised_job", ("many_people",), "A2"),
    "Elevassistent": ("work_training", ("many_people",), "B1"),
    "Fritidsledare": ("internship", ("many_people",), ""),
    "Måltidsbiträde": ("internship", KITCHEN, "A1"),
    "Städare": ("work_training", ("repetitive", "working_alone"), ""),
    "Park- och trädgårdsarbetare": ("work_training", ("heavy_lifting", "cold_or_heat"), ""),
    "Cykelmekaniker": ("work_training", ("standing",), ""),
    "Lagerarbetare": ("work_trial", ("heavy_lifting", "noise"), "A2"),
    "Svetsare": ("work_trial", ("noise", "cold_or_heat"), ""),
    "Bagare/Konditor": ("internship", ("standing", "cold_or_heat"), ""),
    "Butikssäljare, dagligvaror": ("internship", ("standing", "many_people"), "B1"),
    "Kassapersonal": ("work_trial", ("repetitive", "many_people"), "B1"),
    "Receptionist": ("work_trial", DESK, "B1"),
    "Undersköterska, hemtjänst": ("language_internship", CARE, "A2"),
    "Köksbiträde": ("language_internship", KITCHEN, "A1"),
}
"""Everyday title: kind, what it does to a body, and the Swedish that the place asks for."""

PRESCHOOL = ("Barnskötare", "Modersmålspedagog")
SCHOOL = ("Elevassistent", "Fritidsledare", "Måltidsbiträde")
CARE_HOME = ("Undersköterska, hemtjänst", "Städare")
CLUB = ("Fritidsledare", "Park- och trädgårdsarbetare")
WORKSHOP = ("Lagerarbetare", "Svetsare")
SHOP = ("Butikssäljare, dagligvaror", "Kassapersonal")
BAKERY = ("Bagare/Konditor", "Butikssäljare, dagligvaror")
GARDEN = ("Park- och trädgårdsarbetare",)
STORE = ("Lagerarbetare", "Städare")
HOTEL = ("Receptionist", "Städare", "Köksbiträde")
EATERY = ("Köksbiträde", "Måltidsbiträde")

EMPLOYERS = (
    Invented("Norrbackens förskola", "2183", "Gun Westin", PRESCHOOL),
    Invented("Granbergsskolan", "2183", "Peter Lang", SCHOOL),
    Invented("Ekbackens äldreboende", "2183", "Yvonne Fors", CARE_HOME),
    Invented("Hällbo IF", "2183", "Mia Sand", CLUB),
    Invented("Hällbo Mekaniska", "2183", "Tomas Rask", WORKSHOP),
    Invented("Torgboden", "2183", "Nina Skog", SHOP),
    Invented("Ljusnäs bageri", "2182", "Ulla Borg", BAKERY),
    Invented("Storsjöns trädgård", "2121", "Ivar Mo", GARDEN),
    Invented("Västra kajens lager", "2182", "Stina Ljung", STORE),
    Invented("Kullens cykelverkstad", "2184", "Pål Hed", ("Cykelmekaniker",)),
    Invented("Strandhotellet", "2184", "Eva Malm", HOTEL),
    Invented("Sjöbackens kök", "2184", "Rolf Ahl", EATERY),
    Invented("Lillåns förskola", "2121", "Karin Vik", PRESCHOOL),
    Invented("Blåklintens förskola", "2182", "Sara Höög", PRESCHOOL),
    Invented("Skogsgläntans förskola", "2184", "Anette Dal", PRESCHOOL),
    Invented("Tallbackens förskola", "2183", "Ruth Sjölin", PRESCHOOL),
    Invented("Ängsvägens förskola", "2121", "Mona Lindh", PRESCHOOL),
    Invented("Älvstrandsskolan", "2121", "Hans Modig", SCHOOL),
    Invented("Norra bergets skola", "2182", "Lisa Åhl", SCHOOL),
    Invented("Furuviksskolan", "2184", "Olle Berggren", SCHOOL),
    Invented("Hembygdens friskola", "2183", "Inga Tapper", SCHOOL),
    Invented("Solgläntans äldreboende", "2121", "Birgitta Ros", CARE_HOME),
    Invented("Havsutsiktens äldreboende", "2184", "Monika Ek", CARE_HOME),
    Invented("Björkhagens hemtjänst", "2183", "Annika Ståhl", CARE_HOME),
    Invented("Kvarnbackens äldreboende", "2182", "Berit Norén", CARE_HOME),
    Invented("Hemtjänst Voxnan", "2121", "Jenny Kull", CARE_HOME),
    Invented("Linåkerns gruppboende", "2184", "Per Wall", CARE_HOME),
    Invented("Voxnans skidklubb", "2121", "Leif Öst", CLUB),
    Invented("Kustens ridklubb", "2184", "Frida Mårs", CLUB),
    Invented("Söderlidens folkpark", "2182", "Conny Blad", CLUB),
    Invented("Brodalens fritidsgård", "2183", "Miriam Falk", CLUB),
    Invented("Ovanå Svets", "2121", "Janne Hult", WORKSHOP),
    Invented("Kilens Plåt", "2182", "Roger Stam", WORKSHOP),
    Invented("Nordviks Verkstad", "2184", "Lars Bäck", WORKSHOP),
    Invented("Sågbladets mekaniska", "2183", "Ove Spets", WORKSHOP),
    Invented("Hamnens reparationer", "2184", "Göte Rang", WORKSHOP),
    Invented("Byahandeln", "2121", "Elsa Grip", SHOP),
    Invented("Kvartersbutiken Linden", "2182", "Ahmed Sabri", SHOP),
    Invented("Bruksboden", "2183", "Agneta Ring", SHOP),
    Invented("Hamnlivs", "2184", "Tina Hav", SHOP),
    Invented("Återbruket Hälsinge", "2183", "Petter Lund", SHOP),
    Invented("Spettkakans bageri", "2121", "Vera Korn", BAKERY),
    Invented("Surdegshörnan", "2184", "Emil Råg", BAKERY),
    Invented("Kyrkbyns konditori", "2183", "Dagny Melin", BAKERY),
    Invented("Lingonets plantskola", "2182", "Stefan Lind", GARDEN),
    Invented("Kustens grönytor", "2184", "Maj Björk", GARDEN),
    Invented("Bollebyns kyrkogård", "2183", "Gösta Alm", GARDEN),
    Invented("Dalens lager", "2121", "Kent Hylla", STORE),
    Invented("Norra logistiken", "2184", "Sanna Vagn", STORE),
    Invented("Bruna lådan", "2183", "Magnus Kart", STORE),
    Invented("Kretsloppet", "2182", "Ellen Sort", STORE),
    Invented("Pumpans cykelservice", "2182", "Kim Eker", ("Cykelmekaniker",)),
    Invented("Cykelköket", "2183", "Ida Navs", ("Cykelmekaniker", "Lagerarbetare")),
    Invented("Järvsta vandrarhem", "2182", "Rune Säng", HOTEL),
    Invented("Stationshotellet", "2183", "Camilla Port", HOTEL),
    Invented("Fiskargårdens pensionat", "2184", "Gerd Not", HOTEL),
    Invented("Skolköket Voxnan", "2121", "Barbro Gryt", EATERY),
    Invented("Lunchrummet Kajen", "2182", "Amir Sofi", EATERY),
    Invented("Kommunköket Granbo", "2183", "Siv Slev", EATERY),
    Invented("Strandkaféet", "2184", "Nora Vass", EATERY),
)
