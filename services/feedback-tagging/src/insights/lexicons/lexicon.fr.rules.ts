import type { Lexicon } from './lexicon.rules.js';

/** What French speakers use to say that something is good or bad. */
export const french: Lexicon = {
  strongPositive: `
    excellen*, excellent*, parfait*, parfaitement, perfection, merveill*, incroyable*, fantastique*, formidable*, génial*,
    géniaux, extraordinaire*, exceptionnel*, magnifique*, impeccable*, remarquable*, superbe*, sensationnel*, adore,
    adorons, adoré, j adore, aime beaucoup, aime énormément, le meilleur, la meilleure, les meilleurs, les meilleures, ravi*,
    enchanté*, top, au top, nickel, bluffant*, épatant*, félicitations, chapeau, dépasse mes attentes, dépasse nos attentes,
    irréprochable*, sans faute, rien à redire, rien à dire de négatif, je recommande vivement, hautement recommand*, sublime*`,
  positive: `
    bon, bonne, bons, bonnes, bien, beau, belle, beaux, belles, agréable*, aimable*, amabilité, gentil*, gentillesse, poli,
    polie, polis, courtois*, courtoisie, sympa*, sympathique*, chaleureu*, accueillant*, professionnel*, professionnalisme,
    compétent*, compétence*, efficac*, efficacité, rapide*, rapidement, rapidité, réactif*, réactiv*, réactivité, prompt*,
    facile*, facilement, facilité*, facilit*, simple*, simplement, simplicité, simplifi*, pratique*, intuitif*, intuitive*,
    ergonomi*, convivial*, conviviaux, commode*, confort*, clair, claire, clairs, claires, clarté, utile*, utilité, fiable*,
    fiabilité, confiance, sécurisé*, stable*, stabilité, satisf*, satisfaction, content*, heureu*, plaît, plait, plaisir,
    aime, aimons, aimé, apprécie*, appréci*, recommand*, conseille, remercie*, remerci*, merci, résolu rapidement, résolu,
    résolue, a amélioré, s est amélioré, innovant*, innovation, moderne*, complet*, complète*, flexible*, flexibilité,
    souple*, souplesse, robuste*, puissant*, qualité, qualitati*, ponctuel*, ponctualité, serviable*, disponible*,
    disponibilité, à l écoute, attenti*, dévoué*, vaut le coup, vaut la peine, abordable*, bon prix, prix correct*,
    prix juste*, bon rapport qualité prix, rapport qualité prix, sans problème*, aucun problème, sans souci*, aucun souci,
    sans difficulté*, sans erreur*, pas de problème*, pas de souci*, jamais de problème*, jamais eu de problème*,
    pas à me plaindre, gain de temps, gagn* du temps, fait gagner, fluide*, fluidité, bravo, avantag*, idéal*, impressionn*,
    fonctionne bien, fonctionne très bien, fonctionne parfaitement, marche bien, marche très bien, super, cool, chouette*`,
  weakPositive: `
    aid*, fonctionne, fonctionnent, marche, marchent, correct*, convenable*, acceptable*, raisonnable*, suffisant*,
    mieux, meilleur*, normal*, intéressant*, accessible*, adapté*, important*, essentiel*, gratuit*, à jour, conforme*,
    décent*, soutien, accompagn*, répond à, répond aux, ça va, en ordre, solution*`,
  weakNegative: `
    manque*, manqu*, pourrait être, pourrait avoir, pourraient, pourrait mieux, peut mieux faire, à améliorer, améliorer le,
    améliorer la, améliorer les, devrait, devraient, devriez, il faudrait, faudrait, laisse* à désirer, à désirer, parfois,
    attend*, attente*, en attente, limité*, limite*, cher, chère, chers, chères, coûteu*, 
    suggère, suggestion*, j aimerais, aimerais, aimerait, souhait*, lourd*, vieux, vieille*, ancien*, obsolète*, dépassé*,
    moyen, moyenne*, mitigé*, doute*, peu d options, peu de, trop de, trop long*, trop cher*, trop lent*, trop peu, regret*,
    plus de rapidité, pas assez, pas toujours, pas très, toujours pas, encore un, compliqué à`,
  negative: `
    mauvais*, mal, problème*, souci*, erreur*, bug, bugs, bogue*, buggé*, bugge, panne*, en panne, plant*, plante*, défaut*,
    défectueu*, défaill*, échec*, échou*, cassé*, bloqu*, instable*, instabilité, lent, lente, lents, lentes, lenteur*,
    retard*, délai*, difficile*, difficilement, difficulté*, compliqu*, complexe*, confus*, incompréhensible*, peu clair,
    bureaucrat*, frustr*, décev*, déçu*, déception*, insatisf*, mécontent*, énerv*, agac*, irrit*, plain*, réclam*,
    désorganis*, incompéten*, impoli*, désagréable*, malpoli*, ignor*, inutil*, inutile*, inadapté*, insuffisant*,
    inefficac*, injust*, abusi*, prélevé* à tort, annul*, perd*, perte*, sans réponse, sans solution, aucune réponse,
    aucun retour, aucune aide, aucune solution, pas de réponse, pas de retour, pas de solution, fonctionne pas,
    fonctionnent pas, fonctionne plus, marche pas, marche plus, marchent pas, répond pas, répondent pas, répond jamais,
    peux pas, peut pas, impossible de, arrive pas, n arrive pas, comprends pas, aime pas, n aime pas, recommande pas,
    conseille pas, n est pas possible, n existe pas, n y a pas, jamais reçu, jamais de réponse, jamais répondu, empir*,
    triste*, stress*, fatigant*, pénible*, gênant*, gêne*, refus*, ennuy*, injoignable*, trop compliqué, mal conçu*, mal organisé*, résili*`,
  strongNegative: `
    horrible*, terrible*, affreu*, pire, pires, déteste*, détest*, hais, haine, poubelle, merde, merdique*, nul, nulle, nuls,
    nulles, honte*, honteu*, inacceptable*, inadmissible*, lamentable*, désastr*, catastroph*, arnaque*, escro*, fraude*,
    voleur*, mensonge*, menteu*, ment*, insupportable*, plus jamais, jamais plus, cauchemar*, ridicule*, scandal*,
    foutage de gueule, minable*, pitoyable*, exécrable*, chaos, fuyez, à fuir, médiocre*, déplorable*`,
  regrets: 'malheureusement, hélas, dommage, regrettable*',
  neutral: `
    pas seulement, non seulement, sans doute, bonjour, bonsoir, bonne journée, bonne soirée, bien que, bien sûr, bien entendu,
    n est ce pas, rien de plus, pas besoin, bon courage, si bien que, ou bien, eh bien`,
  negators: 'ne, n, pas, non, jamais, sans, aucun, aucune, rien, ni, guère, nullement, peu',
  inabilities: 'impossible, pas possible, incapable*',
  intensifiers: `
    très, vraiment, trop, super, extrêmement, totalement, complètement, absolument, tellement, plus, toujours, hyper,
    particulièrement, énormément, beaucoup, tout à fait, réellement, fort, grand, grande, assez, hautement`,
  dampeners: `
    un peu, plutôt, légèrement, presque, parfois, relativement, partiellement, peut être, moins, serait, pourrait,
    quelque peu, moyennement, semble`,
  contrasts:
    'mais, cependant, toutefois, pourtant, néanmoins, sauf, par contre, en revanche, hormis, seul bémol, seul problème',
  links: 'et, car, parce, puisque, bien que, alors que, qui, que, ainsi que',
  functionWords: `
    le, la, les, un, une, des, du, de, d, l, au, aux, en, dans, par, pour, avec, sans, sous, sur, chez, vers, jusqu, et, ou,
    où, que, qu, qui, quoi, dont, si, comme, quand, pourquoi, comment, car, je, j, tu, il, elle, on, nous, vous, ils, elles,
    me, m, te, t, se, s, lui, leur, leurs, y, ce, c, cet, cette, ces, cela, ça, mon, ma, mes, ton, ta, tes, son, sa, ses,
    notre, nos, votre, vos, même, être, suis, es, est, sommes, êtes, sont, était, étaient, été, soit, avoir, ai, as, a, avons,
    avez, ont, avait, eu, aller, vais, va, vont, faire, fait, fais, font, peut, peux, peuvent, doit, dois, faut, veux, veut,
    ne, n, pas, non, oui, déjà, encore, aussi, seulement, très, beaucoup, plus, moins, tout, toute, tous, toutes, chaque,
    autre, autres, quelque, quelques, rien, ainsi, alors, maintenant, ici, là, après, avant, depuis, entre, fois, jour,
    jours, an, ans, année, chose, travail, gens, entreprise, client, équipe, merci, toujours, jamais, lorsque, puis, donc,
    bonjour, svp, avez, avons, aucun, aucune, quel, quelle, celui, celle, ceux, peu, bien, mieux, personne, temps`,
};
