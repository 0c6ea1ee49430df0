import { createReadStream } from 'node:fs';
import { readSourceRows } from '../read-source-rows.http.js';
import { stepsOfRow } from '../steps-of-row.rules.js';
import type { ImportFormat, ImportSpec } from './import-spec.rules.js';

const NOW = new Date('2026-01-01T00:00:00Z');

/** What a sample file comes to: its steps by phase, and what is wrong with its rows. */
async function read(file: string, format: ImportFormat, more: Partial<ImportSpec> = {}) {
  const spec = { format, source: 'x', touchpoint: 'imported', metric: 'nps' as const, mapping: {}, ...more };
  const steps: Record<string, unknown>[][] = [[], [], []];
  const wrong: unknown[] = [];
  const body = createReadStream(new URL(`../fixtures/${file}`, import.meta.url));
  for await (const row of readSourceRows(body, spec)) {
    const checked =
      'problem' in row ? { field: null, reason: row.problem } : stepsOfRow(row.row, row.values, spec, NOW);
    if ('reason' in checked) wrong.push([row.row, checked.field, checked.reason]);
    else for (const { phase, data } of checked.steps) steps[phase]!.push(data as unknown as Record<string, unknown>);
  }
  const [suppressions, people, responses] = steps;
  return { suppressions: suppressions!, people: people!, responses: responses!, wrong };
}

describe('a sample file', () => {
  it('of Delighted responses holds people with their properties, and responses with tags', async () => {
    const { people, responses, wrong, suppressions } = await read('delighted-responses.csv', 'delighted-csv');
    expect(wrong).toEqual([
      [5, 'score', 'must be a whole number from 0 to 10'],
      [6, 'score', 'is missing'],
    ]);
    expect(suppressions).toEqual([]);
    expect(people).toEqual([
      {
        personId: '501',
        email: 'Ana.Silva@acme.example',
        name: 'Ana Silva',
        attributes: { 'Purchase Experience': 'Retail Store', Country: 'Brazil' },
      },
      expect.objectContaining({ personId: '502', phone: '+4930123456', name: 'Ben Öztürk' }),
      { personId: '503', phone: '+14155550123' },
      expect.objectContaining({ email: 'fay@acme.example' }),
    ]);
    expect(responses).toEqual([
      {
        personId: '501',
        email: 'Ana.Silva@acme.example',
        externalId: '9001',
        touchpoint: 'imported',
        metric: 'nps',
        score: 9,
        comment: 'Love the reports.\nThey save me an hour, every week.',
        answers: [{ questionId: 'tags', kind: 'multiple_choice', choices: ['reports', 'love'] }],
        answeredAt: '2024-04-18T05:34:20.000Z',
      },
      expect.objectContaining({ externalId: '9002', updatedAt: '2024-05-03T09:30:00.000Z' }),
      expect.objectContaining({ externalId: '9003', phone: '+14155550123', comment: null }),
      expect.objectContaining({ externalId: '9006', metric: 'csat', score: 4 }),
    ]);
  });

  it('of Delighted unsubscribes holds who opted out, and nothing else', async () => {
    const { suppressions, people, responses, wrong } = await read('delighted-unsubscribes.csv', 'delighted-csv');
    expect(suppressions).toEqual([
      { personId: '502', email: 'ben@globex.example', reason: 'opted_out', since: '2024-06-01T12:00:00.000Z' },
      { personId: '507', email: 'gus@elsewhere.example', reason: 'opted_out', since: '2023-01-02T03:04:05.000Z' },
    ]);
    expect([people, responses, wrong]).toEqual([[], [], []]);
  });

  it("of Delighted's objects holds people, unsubscribes, bounces and responses with their further answers", async () => {
    const { suppressions, people, responses, wrong } = await read('delighted-objects.json', 'delighted-json');
    expect(wrong).toEqual([[7, 'metric', expect.stringContaining('nps, csat and ces')]]);
    expect(suppressions).toEqual([
      { personId: '507', email: 'gus@elsewhere.example', reason: 'opted_out', since: '2023-01-02T03:04:05.000Z' },
      { personId: '509', email: 'ida@gone.example', reason: 'bounced', since: '2023-01-02T03:04:06.000Z' },
    ]);
    expect(people).toEqual([
      { personId: '501', email: 'ana.silva@acme.example', name: 'Ana Silva' },
      { personId: '508', email: 'hal@acme.example', phone: '+5511987654321', name: 'Hal {the} "Third"' },
    ]);
    expect(responses).toEqual([
      expect.objectContaining({ externalId: '9001', personId: '501', answeredAt: '2024-04-18T05:34:20.000Z' }),
      expect.objectContaining({
        externalId: '9010',
        answers: [
          { questionId: 'enum_z9EvYV', kind: 'multiple_choice', choices: ['Convenience', 'Friendly staff'] },
          { questionId: 'text_q', kind: 'text', text: 'The waiting.' },
          { questionId: 'scale_q', kind: 'rating', rating: 4 },
        ],
      }),
      expect.objectContaining({ externalId: '9012', personId: '999' }),
    ]);
  });

  it('of SurveyMonkey is read by its two header rows, with no address of a machine, and its dates by the order alone', async () => {
    const { people, responses, wrong } = await read('surveymonkey.csv', 'surveymonkey-csv');
    expect(wrong).toEqual([[5, 'answeredAt', expect.stringContaining('dateOrder')]]);
    expect(people).toEqual([{ email: 'ana.silva@acme.example', name: 'Ana Silva' }]);
    expect(responses).toEqual([
      expect.objectContaining({
        externalId: '118052219061',
        score: 10,
        comment: 'Support is quick, and kind.',
        answeredAt: '2024-03-14T09:02:10.000Z',
        answers: [
          { questionId: 'custom-data-1', kind: 'text', text: 'team' },
          { questionId: 'which-parts-do-you-use-reports', kind: 'text', text: 'Reports' },
          { questionId: 'which-parts-do-you-use-exports', kind: 'text', text: 'Exports' },
          { questionId: 'how-long-have-you-been-a-customer', kind: 'text', text: '3 years' },
        ],
      }),
      { ...anonymous, externalId: '118052219062', score: 0, answeredAt: '2024-03-15T22:02:10.000Z' },
    ]);
    const ordered = await read('surveymonkey.csv', 'surveymonkey-csv', { dateOrder: 'mdy' });
    expect(ordered.responses[2]).toMatchObject({ answeredAt: '2024-04-05T22:02:10.000Z', email: 'kim@acme.example' });
    expect(JSON.stringify([people, responses])).not.toContain('203.0.113');
  });

  it('of Retently has semicolons; who unsubscribed there is a person with an answer, who bounced is not asked', async () => {
    const { suppressions, people, responses, wrong } = await read('retently.csv', 'retently-csv');
    expect(wrong).toEqual([[5, 'email', 'must be an e-mail address']]);
    expect(suppressions).toEqual([
      { email: 'max@initech.example', reason: 'opted_out' },
      { email: 'nia@initech.example', reason: 'bounced' },
    ]);
    expect(people).toEqual([
      {
        email: 'lea@initech.example',
        name: 'Lea Moreau',
        attributes: { Company: 'Initech', Campaign: 'Q1 relationship' },
      },
      expect.objectContaining({ email: 'max@initech.example' }),
    ]);
    expect(responses).toEqual([
      expect.objectContaining({
        score: 9,
        comment: 'Simple; it just works.',
        externalId: expect.stringMatching(/^row-/),
      }),
      expect.objectContaining({ score: 2 }),
    ]);
  });

  it('of AskNicely has its times in seconds', async () => {
    const { people, responses, wrong } = await read('asknicely.csv', 'asknicely-csv');
    expect(wrong).toEqual([]);
    expect(people[0]).toEqual({
      personId: '801',
      email: 'pia@umbrella.example',
      name: 'Pia Roth',
      attributes: { segment: 'enterprise' },
    });
    expect(responses[0]).toMatchObject({ externalId: '71', score: 8, answeredAt: '2024-03-01T10:50:00.000Z' });
  });

  it('of anything else is read by a mapping', async () => {
    const mapping = {
      Kundennummer: 'externalId',
      note: 'score',
      Text: 'comment',
      Datum: 'answeredAt',
      Konto: 'accountId',
      Tarif: 'attributes.plan',
      Intern: 'ignore',
    };
    const { people, responses, wrong } = await read('generic.csv', 'generic-csv', { mapping });
    expect(wrong).toEqual([[4, 'score', 'must be a whole number from 0 to 10']]);
    expect(people[0]).toEqual({ email: 'Roy@acme.example', accountId: 'acme', attributes: { plan: 'Team' } });
    expect(responses[0]).toMatchObject({ externalId: 'K-1', score: 10, answeredAt: '2023-12-24T18:00:00.000Z' });
  });

  it.each([
    ['generic.csv', 'generic-csv', {}, 'Kundennummer'],
    ['generic.csv', 'generic-csv', { mapping: { Preis: 'score' } }, 'mapping'],
    ['generic.csv', 'generic-csv', { mapping: { Kundennummer: 'id' } }, 'mapping'],
    ['delighted-unsubscribes.csv', 'delighted-csv', { kind: 'responses' }, 'mapping'],
    ['delighted-unsubscribes.csv', 'surveymonkey-csv', {}, 'mapping'],
  ] as const)('%s as %s with %j is refused whole, naming %s', async (file, format, more, field) => {
    await expect(read(file, format, more)).rejects.toMatchObject({ problems: [{ field, reason: expect.any(String) }] });
  });
});

const anonymous = { touchpoint: 'imported', metric: 'nps', comment: null };
