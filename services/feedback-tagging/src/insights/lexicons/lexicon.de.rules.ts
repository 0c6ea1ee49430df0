import type { Lexicon } from './lexicon.rules.js';

/** What German speakers use to say that something is good or bad. */
export const german: Lexicon = {
  strongPositive: `
    ausgezeichnet*, hervorragend*, exzellent*, perfekt*, fantastisch*, phantastisch*, wunderbar*, großartig*, grandios*,
    genial*, brillant*, herausragend*, einwandfrei*, tadellos*, makellos*, spitze, spitzenmäßig*, klasse, erstklassig*,
    erste klasse, beste, bester, bestes, besten, am besten, liebe, lieben, liebt, begeistert, begeisternd, traumhaft,
    sensationell*, unschlagbar*, überragend*, vorbildlich*, top, mega, hammer, absolut empfehlenswert, sehr zu empfehlen,
    übertrifft die erwartungen, übertroffen, glückwunsch, lob, nichts zu meckern, nichts auszusetzen, vorzüglich*`,
  positive: `
    gut, gute, guter, gutes, guten, gutem, toll, tolle, toller, tolles, tollen, prima, schön, schöne, schöner, schönes,
    schönen, super, nett, nette, netter, nettes, netten, freundlich*, höflich*, zuvorkommend*, hilfsbereit*, hilfreich*,
    kompetent*, kompetenz, professionell*, fachkundig*, zuverlässig*, verlässlich*, stabil*, sicher*, schnell*, flott*,
    zügig*, prompt*, reaktionsschnell*, effizient*, effektiv*, einfach*, leicht*, unkompliziert*, problemlos*, reibungslos*,
    mühelos*, intuitiv*, übersichtlich*, verständlich*, benutzerfreundlich*, nutzerfreundlich*, bedienerfreundlich*,
    anwenderfreundlich*, bequem*, praktisch*, nützlich*, sinnvoll*, wertvoll*, zufrieden*, glücklich, erfreut, freue,
    freut, freuen, gefällt, gefallen, gefiel, mag, mögen, empfehle, empfehlen, empfehlenswert*, weiterempfehl*, danke,
    dank, dankbar, dankeschön, bedanke, gern, gerne, angenehm*, fair, faire, fairer, fairen, preiswert*, günstig*,
    preis leistung stimmt, lohnt sich, lohnenswert, verbessert, verbesserte, innovativ*, modern*, flexibel, flexible*,
    flexibilität, vielseitig*, umfangreich*, leistungsfähig*, leistungsstark*, qualität, hochwertig*, pünktlich*,
    transparent*, engagiert*, aufmerksam*, geduldig*, sympathisch*, keine probleme, kein problem, ohne probleme, ohne problem,
    keine beschwerden, keine klagen, keine fehler, ohne fehler, nie probleme, problem gelöst, probleme gelöst,
    funktioniert gut, funktioniert einwandfrei, funktioniert super, läuft gut, läuft super, läuft stabil, läuft rund,
    erleichtert, vereinfacht, spart zeit, zeitersparnis, vorteil*, beeindruckt, beeindruckend*, bravo, vertrauen, ideal*`,
  weakPositive: `
    funktioniert, funktionieren, läuft, ordentlich*, solide*, solid, passt, passend*, brauchbar*, akzeptabel, ausreichend*,
    besser, bessere, hilft, helfen, geholfen, unterstützt, gelöst, klar, klare, interessant*, wichtig*, verfügbar*, kostenlos*,
    aktuell*, in ordnung, okay, zukunft, angemessen*, erreichbar*, sauber*, lecker, rund`,
  weakNegative: `
    teuer*, teure*, fehlt, fehlen, fehlend*, könnte besser, könnte man, könnte schneller, könnten besser, sollte besser,
    sollte man, sollten, verbesserungswürdig*, verbesserungsbedarf, ausbaufähig*, lässt zu wünschen übrig, mangel*, warte*,
    wartezeit*, gewartet, zu lange, zu lang, zu viel, zu viele, zu wenig, zu hoch, zu klein, zu groß, zu oft, zu spät, zu teuer,
    manchmal, begrenzt*, eingeschränkt*, veraltet*, altmodisch*, wünsche, wünschen, wünschenswert, schwer, schwerfällig*,
    gewöhnungsbedürftig*, unübersichtlich*, mittelmäßig*, durchwachsen, teils, vermisse, umständlich*, nochmal, immer noch`,
  negative: `
    schlecht*, mies, miese*, problem*, fehler*, fehlerhaft*, defekt*, kaputt*, bug, bugs, absturz, abstürze, abgestürzt,
    stürzt, hängt, hängen, ruckelt, instabil*, ausfall, ausfälle, ausgefallen, fällt aus, langsam*, träge,
    lahm*, dauert, verzögert*, verzögerung*, verspätet*, verspätung*, schwierig*, schwierigkeit*, kompliziert*, verwirrend*,
    unverständlich*, unklar*, unpraktisch*, unzuverlässig*, unzufrieden*, enttäuscht*, enttäuschend*, enttäuschung*,
    frustrier*, frust, ärger*, ärgerlich*, verärgert, nervt, nervig*, genervt, unfreundlich*, unhöflich*, inkompetent*,
    unprofessionell*, ignorier*, unbrauchbar*, nutzlos*, sinnlos*, unnötig*, überteuert*, unfair*, abgelehnt, verweigert,
    beschwer*, reklam*, mangelhaft*, ungenügend*, unzureichend*, falsch*, verloren, verlust*, verliert, verschlechtert,
    schlimm*, bürokrat*, niemand antwortet, keiner antwortet, keine antwort, keine rückmeldung, keine reaktion, keine hilfe,
    keine lösung, kein support, keine unterstützung, nicht erreichbar, funktioniert nicht, geht nicht, klappt nicht,
    läuft nicht, gekündigt, kündigen, kündigung, stress*, nachteil*, umsonst gewartet, im stich gelassen, zeitverschwendung,
    verschwendung, mühsam*, hakelig*, hakt, unsicher*, gestört, störung*, störend*, stört, traurig*, sauer, unflexibel`,
  strongNegative: `
    schrecklich*, furchtbar*, grauenhaft*, grauenvoll*, katastroph*, entsetzlich*, miserabel*, miserable*, horror*, albtraum,
    alptraum, schlechteste*, schlimmste*, hasse, hassen, müll, schrott, mist, scheiße*, scheiss*, beschissen*, betrug*,
    abzocke*, unverschämt*, frechheit, inakzeptabel*, unmöglich*, lächerlich*, peinlich*, skandal*, nie wieder, niemals wieder,
    saftladen, unterirdisch*, desaströs*, desaster, chaos, chaotisch*, finger weg, wucher, lüge*, gelogen, unterste schublade`,
  regrets: 'leider, schade, bedauerlicherweise, unglücklicherweise',
  neutral: `
    nicht nur, guten tag, guten morgen, guten abend, kein zweifel, ohne zweifel, nichts für ungut, sicherheit*, sicherlich,
    einfach nur, keine ahnung, nicht zuletzt, sicher nicht, gut möglich, leichte*, problemstellung*, liebe grüße, schwerpunkt*`,
  negators: `
    nicht, kein, keine, keinen, keiner, keinem, keines, nie, niemals, ohne, weder, noch nie, nirgends, kaum, nichts, wenig,
    nich, net, nimmer`,
  inabilities: 'kann man nicht, kann nicht, konnte nicht, konnten nicht, können nicht, lässt sich nicht, nicht möglich',
  negatesBackwards: true,
  intensifiers: `
    sehr, wirklich, extrem, äußerst, besonders, total, absolut, völlig, komplett, super, mega, richtig, echt, so, viel, immer,
    überaus, unglaublich, enorm, höchst, ausgesprochen, zu, ganz besonders, ziemlich, stets, wahnsinnig, voll`,
  dampeners: `
    etwas, ein bisschen, bisschen, ein wenig, eher, teilweise, manchmal, fast, relativ, einigermaßen, halbwegs, vielleicht,
    wenn, wäre, könnte, weniger, ganz, eigentlich, meistens`,
  contrasts: 'aber, jedoch, allerdings, trotzdem, dennoch, außer, nur leider, einziger nachteil, hingegen, dafür',
  links: 'und, sowie, weil, da, denn, obwohl, während, dass, außerdem',
  functionWords: `
    der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, und, oder, aber, nicht, kein, keine, ich, du, er,
    sie, es, wir, ihr, mich, mir, dich, dir, uns, euch, ihm, ihn, ihnen, mein, meine, meinen, dein, deine, sein, seine, unser,
    unsere, euer, eure, ihre, ihren, ist, sind, war, waren, bin, bist, wird, werden, wurde, wurden, worden, hat, habe, haben,
    hatte, hatten, kann, können, konnte, muss, müssen, soll, sollte, will, wollen, möchte, würde, in, im, an, am, auf, aus,
    bei, beim, bis, durch, für, gegen, mit, nach, ohne, seit, um, unter, über, von, vom, vor, zu, zum, zur, zwischen, als,
    wie, wenn, weil, dass, ob, was, wer, wo, warum, wieso, welche, dieser, diese, dieses, diesem, jeder, jede, jedes, alle,
    alles, man, sich, auch, nur, noch, schon, sehr, mehr, immer, wieder, hier, da, dort, dann, jetzt, heute, so, ja, nein,
    bitte, hallo, viel, viele, etwas, nichts, andere, anderen, gibt, geht, macht, machen, gemacht, tag, tage, jahr, jahre,
    mal, eben, doch, also, damit, dafür, davon, kunde, kunden, firma, arbeit, zeit, lange, herr, frau, team, mitarbeiter`,
};
