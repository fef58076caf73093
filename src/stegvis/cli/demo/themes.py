"""What the demo's persons come for and say: themes of a way to work, each with words of its own.

All is invented. `{work}` stands for what somebody wants to work as, `{she}` and `{hers}` for who.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """A common ground of reason, goals, step and what is said along the way.

    `group` is the key of the group activity that goes with it, `study` the form of study.
    """

    key: str
    reasons: tuple[str, ...]
    goals: tuple[str, ...]
    first: tuple[str, ...]
    later: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    group: str = ""
    study: str = ""
    sources: tuple[str, ...] = ("social_services", "social_services", "af", "oneself")


LANGUAGE = Theme(
    "language",
    (
        "Har läst sfi i två år och förstår det mesta, men pratar sällan svenska med någon.",
        "Saknar praktik i Sverige och vill ut på en arbetsplats där man pratar.",
        "Etableringstiden är slut. Vill arbeta men känner sig osäker på språket.",
        "Har avbrutit sfi två gånger och vill börja igen på ett sätt som håller.",
        "Arbetade i många år i hemlandet. Behöver svenska för yrket.",
    ),
    (
        "Jag vill våga prata svenska på fikarasten.",
        "Jag vill kunna ringa själv till skolan och till läkaren.",
        "Jag vill bli klar med sfi D och sedan söka jobb.",
        "Jag vill förstå vad chefen säger utan att fråga min dotter.",
        "Jag vill ha svenska vänner, inte bara klasskamrater.",
        "Jag vill jobba som {work} och prata svenska hela dagen.",
        "Jag vill klara körkortsteorin på svenska.",
    ),
    (
        "Berättade om arbetet i hemlandet. Tolk på telefon fungerade bra.",
        "Vi tog det lugnt och ritade en tidslinje över skola och arbete.",
        "Kom med alla betyg i en pärm. Vi gick igenom vad som går att översätta.",
        "Förstår mer än {she} själv tror. Vi pratade svenska i en halvtimme.",
    ),
    (
        "Pratade hela mötet på svenska i dag.",
        "Läraren säger att det går framåt, mest i tal.",
        "Har bytt grupp i sfi och trivs bättre i den nya.",
        "Vill ha en plats där man pratar med andra. Vi tittade på två.",
        "Bad om hjälp att ringa förskolan, sedan ringde {she} själv.",
        "Missade två veckor när barnen var sjuka. Tar igen det nu.",
        "Läser lättlästa nyheter varje morgon, det märks.",
    ),
    (
        ("language_course", "Samtalsträning på biblioteket"),
        ("language_internship", "Studiebesök inför språkpraktik"),
    ),
    group="language",
    study="sfi",
    sources=("social_services", "reception", "adult_education", "af"),
)

HEALTH = Theme(
    "health",
    (
        "Sjukskriven länge, läkaren ser arbetsförmåga på några timmar i veckan.",
        "Har inte orkat söka arbete sedan i våras. Vill komma i gång försiktigt.",
        "Ont i rygg och axlar efter många år i vården. Söker något annat.",
        "Har varit mycket hemma. Vill ha en anledning att gå ut på morgonen.",
        "Vårdcentralen föreslår arbetsträning i egen takt.",
    ),
    (
        "Jag vill orka med en hel vecka.",
        "Jag vill sova på nätterna och vara vaken på dagarna.",
        "Jag vill ha något att gå till som inte handlar om min sjukdom.",
        "Jag vill hitta ett arbete som ryggen klarar.",
        "Jag vill komma ut ur lägenheten varje dag, även när det är mörkt.",
        "Jag vill börja med fyra timmar i veckan och inte fler.",
        "Jag vill bli den mamma jag var innan jag blev sjuk.",
    ),
    (
        "Vi satte oss i parken, det var lättare än på kontoret.",
        "Vill inte bli skyndad på. Vi kom överens om korta möten.",
        "Berättade hur en vanlig dag ser ut. Förmiddagarna är bäst.",
        "Hade med sin syster. Vi pratade om vad som har hjälpt förut.",
    ),
    (
        "Har gått till gruppen varje gång i tre veckor.",
        "En sämre period, men hörde av sig själv och sa det.",
        "Sover bättre. Vill pröva en förmiddag till.",
        "Orkade tre timmar på verkstaden, det var nytt.",
        "Läkaren har skrivit ett nytt intyg, 50 procent.",
        "Vi bestämde att vänta en månad med nästa steg.",
        "Kom till fots i dag, en halvtimme i snålblåst, och var nöjd.",
    ),
    (("health_activity", "Simhallen med stödperson"), ("social_support", "Samordning med vården")),
    group="health",
    sources=("health", "social_services", "social_insurance", "oneself"),
)

WORK = Theme(
    "work",
    (
        "Blev uppsagd när butiken stängde. Vill ha nytt arbete så snart det går.",
        "Har arbetat extra i flera år och behöver en fast inkomst.",
        "Körkort och erfarenhet finns, men inga svar på ansökningar.",
        "Kommer tillbaka efter föräldraledighet och vill byta bransch.",
        "Har provat bemanning men timmarna räcker inte till hyran.",
        "Flyttade hit i våras och känner inga arbetsgivare här.",
    ),
    (
        "Jag vill jobba som {work}.",
        "Jag vill ha ett jobb där jag får röra på mig.",
        "Jag vill tjäna mina egna pengar och slippa söka bistånd.",
        "Jag vill ha en fast anställning så att vi kan få hyreskontrakt.",
        "Jag vill bli kallad till en intervju.",
        "Jag vill jobba dagtid, så att jag kan hämta på förskolan.",
        "Jag vill ha en chef som litar på mig.",
        "Jag vill kunna ta med barnen på semester en gång.",
    ),
    (
        "Kom med sitt cv. Det är bra, men ligger på fel ställen.",
        "Vet precis vad {she} vill. Vi gjorde en lista på arbetsgivare.",
        "Söker brett. Vi valde tre yrken att börja med.",
        "Har två referenser som gärna pratar med arbetsgivare.",
    ),
    (
        "Skickade fyra ansökningar tillsammans i dag.",
        "Var på intervju i går. Fick ett nej, men ett vänligt.",
        "Vi övade på frågor om uppehållet i cv:t.",
        "Arbetsgivaren vill träffas igen i nästa vecka.",
        "Fick tre dagar extra genom en bekant.",
        "Har uppdaterat sin profil. Två nya platser passar.",
        "Trött på att söka. Vi ringde en arbetsgivare i stället för att skriva.",
        "Provade på en förmiddag. Båda vill fortsätta.",
    ),
    (
        ("job_search_support", "Jobbsökarstöd"),
        ("guidance", "Genomgång av cv och referenser"),
        ("job_search_support", "Rekryteringsträff med arbetsgivare"),
    ),
    group="search",
    sources=("af", "social_services", "oneself", "social_services"),
)

HANDS = Theme(
    "hands",
    (
        "Vill arbeta med händerna. Skolan har aldrig varit rätt plats.",
        "Har snickrat och mekat hela livet men saknar papper på det.",
        "Har suttit hemma i ett år. Vill ha fasta tider och något att göra.",
        "Avslutade gymnasiet i förtid och vill pröva ett praktiskt arbete.",
    ),
    (
        "Jag vill arbeta med händerna igen.",
        "Jag vill ha en vardag med fasta tider.",
        "Jag vill lära mig svetsa på riktigt.",
        "Jag vill bygga något som finns kvar.",
        "Jag vill visa min son att jag går till jobbet.",
        "Jag vill bli {work}, fast utan en massa skola först.",
    ),
    (
        "Visade bilder på det {she} har byggt. Vi besökte verkstaden efteråt.",
        "Säger inte mycket, men stannade en timme längre än tänkt.",
        "Vill börja på måndag. Vi kom överens om tre dagar i veckan.",
    ),
    (
        "Handledaren säger att {she} hjälper de andra.",
        "I tid varje dag den här veckan.",
        "Gjorde klart bänken till förskolan.",
        "Frånvarande två gånger. Vi pratade om morgnarna.",
        "Vill pröva en riktig verkstad nu.",
        "Har fått ansvar för verktygen.",
    ),
    (("workshop", "Cykelverkstaden"), ("work_training", "Arbetsprov på fastighet")),
    group="workshop",
    sources=("social_services", "school", "social_services", "association"),
)

STUDIES = Theme(
    "studies",
    (
        "Vill börja studera men vet inte vart man vänder sig.",
        "Saknar gymnasiebetyg i två ämnen och vill vidare.",
        "Har arbetat utan utbildning och vill ha ett yrkesbevis.",
        "Vill läsa till ett yrke där det finns arbete här.",
    ),
    (
        "Jag vill hitta en utbildning som passar mig.",
        "Jag vill bli klar med gymnasiet, femton år för sent.",
        "Jag vill bli {work} och ha papper på det.",
        "Jag vill kunna hjälpa mina barn med läxorna.",
        "Jag vill klara matten den här gången.",
        "Jag vill läsa i lugn takt och jobba lite vid sidan av.",
    ),
    (
        "Rädd för matten sedan skolan. Vi pratade om hur det gick till då.",
        "Har redan läst på om två utbildningar. Vi jämförde dem.",
        "Vi ringde studievägledaren tillsammans och fick en tid.",
    ),
    (
        "Fick godkänt på första delen.",
        "Vi räknade på studiemedel och hyra. Det går ihop.",
        "Hoppade över en kurs men är kvar i de andra.",
        "Läraren är nöjd. Själv tycker {she} att det går långsamt.",
        "Pluggar på biblioteket tillsammans med en från gruppen.",
        "Vill ha praktik i yrket innan {she} bestämmer sig.",
    ),
    (
        ("guidance", "Studie- och yrkesvägledning"),
        ("study_motivation", "Prova-på-vecka på folkhögskolan"),
    ),
    group="studies",
    study="komvux_upper",
    sources=("oneself", "af", "adult_education", "social_services"),
)

SECOND_GOALS = (
    "Jag vill kunna betala min egen hyra.",
    "Jag vill ta körkort.",
    "Jag vill ha ordning på mina papper.",
    "Jag vill träffa folk, inte bara skärmar.",
    "Jag vill kunna spara lite varje månad.",
    "Jag vill bo kvar där mina barn går i skolan.",
    "Jag vill sluta oroa mig för den tjugofemte.",
    "Jag vill bli bättre på datorn, för allt är på datorn nu.",
)
NEXT_GOALS = (
    "Jag vill pröva ett riktigt arbete nu, några timmar till att börja med.",
    "Jag vill stanna där jag är och få lön för det.",
    "Jag vill gå upp till halvtid efter nyår.",
    "Jag vill att nästa praktik är den sista.",
    "Jag vill söka jobb själv och bara höra av mig när det kör ihop sig.",
    "Jag vill göra klart det jag har börjat.",
)
NEXT_STEPS = (
    ("guidance", "Studiebesök på tre arbetsplatser"),
    ("job_search_support", "Söka jobb varje tisdag"),
    ("work_training", "Två förmiddagar i veckan på Återbruket"),
    ("social_support", "Möte med budgetrådgivaren"),
)
SHARED = (
    "Vi kom överens om vad du gör till nästa gång och vad jag gör.",
    "Du berättade vad som har gått bra. Jag bokar nästa steg.",
    "Du vill vänta till efter helgerna, och det är helt i sin ordning.",
    "Vi gick igenom planen. Du vill ha kvar båda målen.",
)
STILL = (
    "Ringde två gånger, fick inget svar. Skickade ett brev.",
    "Svarade kort att det inte är läge just nu. Vi hörs om en månad.",
    "Kom inte till mötet. Hörde av sig efteråt och bad om en ny tid.",
)
LAST = {
    "work": (
        "Började sitt nya arbete i dag. Vi åt tårta.",
        "Arbetsgivaren ringde och tackade. Anställningen är klar.",
        "Visade anställningsavtalet på telefonen. Stolt.",
    ),
    "studies": (
        "Antagen! Börjar på måndag och har fått studiemedel.",
        "Skolan tar över med egen studiecoach. Vi avslutar här.",
    ),
    "job_seeking": (
        "Fortsätter hos Arbetsförmedlingen, som har fått planen med {hers} samtycke.",
        "Vill söka på egen hand nu. Vet hur man kommer tillbaka.",
    ),
    "other": (
        "Vi avslutar tills vidare. Vården håller i det som är viktigast nu.",
        "Behöver något annat än arbete just nu. Socialtjänsten tar vid.",
    ),
    "unknown": (
        "Tre försök på tre veckor utan svar. Avslutar, dörren är öppen.",
        "Har flyttat. Den nya kommunens telefonnummer är lämnat.",
    ),
}
"""The last note, by what the person does afterwards."""

AFTERWARDS = {
    "work": (
        "Trivs. Har fått fler timmar.",
        "Kvar, och ska lära upp en ny.",
        "Det är tungt men bra.",
    ),
    "studies": ("Kursen går bra.", "Lite efter i matten, annars bra."),
}
WISHES = (
    "", "", "", "Egen försörjning.", "Praktik inom vård eller skola.", "En vardag som håller.",
    "Utredning av vad som är rimligt att börja med.", "Komma vidare till studier.",
)  # fmt: skip

THEMES = (LANGUAGE, HEALTH, WORK, HANDS, STUDIES)
BY_KEY = {theme.key: theme for theme in THEMES}
