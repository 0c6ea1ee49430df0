import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { contracts, topics } from '#contracts';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { generateDocuments } from './documents.js';
import { reactions, type ServiceSource } from './service-sources.js';

const folder = join(projectRoot(), 'docs/generated');
const committed = (name: string) => readFileSync(join(folder, name), 'utf8');

const consumer = (text: string): ServiceSource[] => [
  { service: 'scoring', path: 'services/scoring/src/x.consumer.ts', text },
];

describe('generated documents', () => {
  it('are what the contracts and the consumers make of them (npm run docs:generate)', async () => {
    const generated = await generateDocuments();
    expect(readdirSync(folder).sort()).toEqual([...generated.keys()].sort());
    for (const [name, text] of generated) expect(committed(name)).toBe(text);
  }, 60_000);

  it('are an AsyncAPI document without errors, with every topic and every event', async () => {
    const { document, diagnostics } = await new Parser().parse(committed('asyncapi.json'));
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    expect(
      document!
        .allChannels()
        .all()
        .map((channel) => channel.address()),
    ).toEqual(topics.map(({ topic }) => topic));
    const names = document!
      .allMessages()
      .all()
      .map((message) => message.name());
    expect(names).toEqual(expect.arrayContaining(Object.values(contracts).map(({ type }) => type)));
  }, 60_000);

  it('say what each field means', () => {
    expect(committed('events.md')).toContain('| `category` | string | yes | `promoter`, `passive` or `detractor`. |');
  });
});

describe('the scan for who reacts to what', () => {
  it('reads a class', () => {
    const text =
      "readonly name = 'score-it';\n  readonly contracts = [contracts.responseRecorded, contracts.insightFound];";
    expect(reactions(consumer(text))).toEqual([
      { service: 'scoring', consumer: 'score-it', contract: contracts.responseRecorded },
      { service: 'scoring', consumer: 'score-it', contract: contracts.insightFound },
    ]);
  });

  it('reads a projection', () => {
    const text = "keepSnapshots({\n  name: 'keep-accounts',\n  contract: contracts.accountSnapshot,";
    expect(reactions(consumer(text))).toEqual([
      { service: 'scoring', consumer: 'keep-accounts', contract: contracts.accountSnapshot },
    ]);
  });

  it.each([['readonly contracts = WANTED;'], ["name: 'x', contracts: [contracts.nothing]"]])('refuses %s', (text) => {
    expect(() => reactions(consumer(text))).toThrow('services/scoring/src/x.consumer.ts');
  });
});
