import { inGsm, segmentsOf } from './sms-segments.rules.js';
import { writeText } from './sms-text.rules.js';

const link = `https://nps.example/s/v1.${'a'.repeat(28)}.${'b'.repeat(24)}`;
const content = { locale: 'en', question: 'How likely are you to recommend us to a friend or colleague?', link };
const PORTUGUESE =
  'Depois do seu atendimento recente: qual a probabilidade de você nos recomendar a um amigo ou colega?';

describe('segmentsOf', () => {
  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    [`${'a'.repeat(158)}€`, 1],
    [`${'a'.repeat(159)}€`, 2],
    ['ã'.repeat(70), 1],
    ['ã'.repeat(71), 2],
    ['ã'.repeat(135), 3],
  ])('of %s is %d', (text, segments) => {
    expect(segmentsOf(text)).toBe(segments);
  });
});

describe('inGsm', () => {
  it.each([
    ['você não ç', 'voce nao c'],
    ['l’été – “oui” …', 'l\'été - "oui" ...'],
    ['Überraschung ß ñ', 'Überraschung ß ñ'],
    ['いかが', undefined],
  ])('writes %s as %p', (text, plain) => {
    expect(inGsm(text)).toBe(plain);
  });
});

describe('a text message', () => {
  it('has the question, the link and the way out', () => {
    expect(writeText(content)).toBe(`${content.question} ${link} Reply STOP to opt out.`);
  });

  it('names its sender, and says that it reminds', () => {
    expect(writeText({ ...content, sender: 'Acme', reminds: true })).toMatch(/^Reminder: Acme: How likely/);
  });

  it('gives a link to opt out where the sender cannot be answered', () => {
    const unsubscribeLink = 'https://nps.example/u/x';
    expect(writeText({ ...content, unsubscribeLink })).toMatch(/No more surveys: https:\/\/nps\.example\/u\/x$/);
  });

  it('leaves accents out where that saves a segment, and only then', () => {
    const text = writeText({ ...content, locale: 'pt', question: PORTUGUESE });
    expect(text).toContain('de voce nos recomendar');
    expect(segmentsOf(text)).toBe(2);
    expect(writeText({ locale: 'pt', question: 'Você?', link: 'https://a.example/s' })).toContain('Você?');
  });

  it('cuts a question that is too long for two segments, never its link or its way out', () => {
    for (const [locale, question] of [
      ['pt', `${PORTUGUESE} ${PORTUGUESE} ${PORTUGUESE}`],
      ['ru', 'Насколько вероятно что вы порекомендуете нас другу или коллеге'],
    ] as const) {
      const text = writeText({ locale, question, link: link.slice(0, 60) });
      expect(segmentsOf(text)).toBeLessThanOrEqual(2);
      expect(text).toContain(`... ${link.slice(0, 60)} `);
      expect(text).toContain('STOP');
    }
  });

  it('is sent whole where it cannot be cut', () => {
    const question = 'ど'.repeat(200);
    expect(writeText({ locale: 'ja', question, link })).toContain(question);
  });
});
