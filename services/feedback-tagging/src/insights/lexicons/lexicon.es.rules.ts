import type { Lexicon } from './lexicon.rules.js';

/** What Spanish speakers use to say that something is good or bad. */
export const spanish: Lexicon = {
  strongPositive: `
    excelen*, excelente*, perfect*, perfección, maravill*, increíble*, fantástic*, espectacular*, estupend*, excepcional*,
    extraordinari*, magnífic*, impecable*, genial*, fenomenal*, sensacional*, fabulos*, brillante*, inmejorable*, encanta,
    encantan, encantó, encantad*, encantador*, amo, adoro, la mejor, el mejor, los mejores, las mejores, lo mejor,
    supera las expectativas, superó mis expectativas, superó las expectativas, felicidades, felicitaciones, enhorabuena,
    diez de diez, sin igual, muy recomendable, totalmente recomendable, óptim*, bárbar*, chéver*, de lujo, de primera`,
  positive: `
    buen, buen*, bueno, buena, buenos, buenas, bien, bonit*, lind*, agradable*, amable*, amabilidad, atent*, educad*,
    cordial*, cordialidad, simpátic*, profesional*, profesionalidad, profesionalismo, competente*, capacitad*, eficien*,
    eficaz, eficaces, eficacia, efectiv*, rápid*, rapidez, ágil*, agilidad, agiliz*, velocidad, fácil, fáciles, fácilmente,
    facilidad*, facilit*, sencill*, simple*, simplific*, práctic*, practicidad, intuitiv*, cómod*, comodidad, clar*, claridad,
    útil*, utilidad, confiable*, confianza, fiable*, fiabilidad, segur*, seguridad, estable*, estabilidad, satisf*,
    content*, feliz, felices, gust*, me gusta, nos gusta, me gustó, recomiend*, recomendable*, recomendaría, recomendamos,
    agradec*, agradezco, gracias, resolvieron, solucionaron, solucionó, resolvió, resuelv* tod*, mejoró, mejoraron,
    ha mejorado, han mejorado, innovador*, innovación, modern*, complet*, flexible*, flexibilidad, robust*, potente*,
    calidad, organizad*, puntual*, puntualidad, servicial*, disponibilidad, siempre disponible*, vale la pena, económic*,
    buen precio, precio justo, precios justos, relación calidad precio, sin problema*, ningún problema, sin error*,
    sin complicacion*, sin queja*, sin demora*, ninguna queja, nada que objetar, no tengo queja*, nunca falla*,
    nunca he tenido problema*, resolv* el problema, resolv* mi problema, resolv* los problemas, solucion* el problema,
    solucion* mi problema, solucion* los problemas, solución a los problemas, bravo, ventaj*, benefici*, dedicación,
    dedicad*, compromiso, comprometid*, respetuos*, paciente*, paciencia, proactiv*, transparen*, acces* fácil, ideal*`,
  weakPositive: `
    ayud*, apoy*, funciona, funcionan, funcional*, cumple, cumplen, cumplió, correct*, adecuad*, aceptable*, razonable*,
    suficiente*, mejor, mejores, normal, interesante*, disponible*, resuelv*, solucion*, asequible*, gratis, esencial*,
    important*, fundamental*, accesible*, actualizad*, espero seguir, aprend*, todo en orden, conforme*, decente*`,
  weakNegative: `
    falta*, podría ser, podría mejorar, podrían mejorar, podría tener, puede mejorar, pueden mejorar, debería*, deberían,
    hay que mejorar, tiene que mejorar, tienen que mejorar, necesita mejorar, necesitan mejorar, por mejorar, mejorar el,
    mejorar la, mejorar los, mejorar las, deja* que desear, dejó que desear, deja mucho que desear, a veces, esper*, pendiente*,
    limitad*, limitacion*, caro, cara, caros, caras, carísim*, 
    sugiero, sugerencia*, me gustaría, nos gustaría, pesad*, antigu*, anticuad*, obsolet*, regular, más o menos, duda*,
    poc* opcion*, más rápid*, más rapidez, más claridad, desactualizad*, repetitiv*, demasiad*, poco, poca, pocos, pocas`,
  negative: `
    mal, mala, malas, malo, malos, problema*, error, errores, equivocad*, defect*, fall*, bug, bugs, se cae, se cayó, caída*,
    se bloquea, se cuelga, cuelga*, bloque*, inestable*, inestabilidad, lent*, lentitud, demor*, tard*, retras*, difícil*,
    dificultad*, dificult*, complicad*, complic*, complej*, confus*, burocra*, frustr*, decepc*, desilusion*, insatisf*,
    molest*, enojad*, enfad*, irrit*, quej*, reclam*, desorganizad*, incompetente*, incompetencia, groser*, maleducad*,
    ignor*, desinter*, inútil*, inadecuad*, insuficiente*, ineficien*, ineficaz, injust*, abusiv*, cobro indebido,
    cobros indebidos, me cobraron, cancel*, perd*, pierd*, sin respuesta, sin solución, sin soporte, no funciona*,
    no respond*, no contest*, no resuelv*, no soluciona*, no puedo, no pude, no podemos, no carga*, no abre, no llega*,
    no llegó, no recib*, no ayuda*, no me gusta*, no recomiend*, no recomendaría, no sirve*, no entiend*, no se entiende,
    no tiene*, no hay, no existe, no cumple*, no permite*, nunca respond*, nunca contest*, nunca funciona*, nunca llegó,
    precari*, peor que antes, empeor*, trist*, estres*, cansad*, cansancio, innecesari*, nadie respond*, nadie contest*,
    muy caro, muy cara, demasiado caro, demasiado cara, incómod*, débil*, roto, rota, rotos, rotas, averiad*, rechaz*`,
  strongNegative: `
    pésim*, horrible*, terrible*, peor, peores, odio, odi*, basura, mierda, porquería, asco, asqueros*, absurd*, ridícul*,
    vergonzos*, vergüenza, inaceptable*, inadmisible*, lamentable*, desastr*, estafa*, fraude*, robo, robar, robaron, engañ*, mentir*,
    mentira*, detest*, insoportable*, nunca más, caos, pesadilla, nefast*, fatal, espantos*, indignante*, tomadura de pelo`,
  regrets: 'lamentablemente, desgraciadamente, desafortunadamente, por desgracia, lástima, una pena',
  neutral: `
    no solo, no sólo, no solamente, sin duda*, buenos días, buenas tardes, buenas noches, buen día, bien sea, más bien,
    por favor, nada que decir, si bien, no obstante, a más tardar, tarde o temprano, no sé, no importa`,
  negators: 'no, nunca, jamás, ni, sin, ningún, ninguno, ninguna, nada, tampoco, dejó de, deja de, apenas',
  inabilities: 'imposible, es imposible, no se puede, no hay forma, no hay manera',
  intensifiers: `
    muy, mucho, mucha, muchos, muchas, súper, super, bastante, demasiado, extremadamente, totalmente, completamente,
    absolutamente, realmente, tan, siempre, más, sumamente, verdaderamente, increíblemente, re, gran, grande, simplemente`,
  dampeners: `
    un poco, poco, algo, casi, a veces, quizás, quizá, tal vez, relativamente, medio, parcialmente, si, sería, podría,
    parece, menos, no siempre`,
  contrasts:
    'pero, sin embargo, no obstante, excepto, salvo, aunque, lo único malo, lo único, sólo que, solo que, en cambio',
  links: 'y, e, porque, ya que, además, mientras, que, pues',
  functionWords: `
    el, la, los, las, un, una, unos, unas, de, del, al, en, por, para, con, sin, sobre, hasta, desde, y, o, u, que, si, como,
    cuando, donde, cual, quien, porque, pues, yo, tú, él, ella, nosotros, ustedes, usted, vosotros, ellos, ellas, me, te, le,
    lo, se, nos, les, os, mi, mis, tu, tus, su, sus, nuestro, nuestra, nuestros, nuestras, este, esta, estos, estas, ese, esa,
    eso, esto, aquel, aquella, mismo, misma, ser, soy, es, son, era, fue, eran, fueron, sea, estar, estoy, está, están,
    estaba, tener, tengo, tiene, tienen, tenía, tuvo, tenemos, hay, haber, he, ha, han, había, ir, voy, va, vamos, hacer,
    hace, hago, hizo, hecho, puede, pueden, puedo, podemos, debe, quiere, quiero, no, sí, ya, aún, todavía, también, solo,
    sólo, muy, mucho, mucha, muchos, más, menos, todo, toda, todos, todas, cada, otro, otra, algún, alguna, nada, así,
    entonces, ahora, hoy, aquí, allí, hola, después, antes, entre, vez, veces, día, días, año, años, cosa, trabajo, gente,
    empresa, gracias, cliente, equipo, siempre, nunca, desde, durante, hacia, según, ni, tan, poco, algo, alguien, nadie`,
};
