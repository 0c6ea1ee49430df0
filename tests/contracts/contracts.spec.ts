import { cpSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DescMessage } from '@bufbuild/protobuf';
import { type Contract, contracts, ownerOf, payloadSchema } from '#contracts';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { readImage } from '../../libs/contracts/src/documents/descriptions.js';
import { buf, buildImage, inTemporaryFolder } from './buf.js';
import { publishings, serviceSources } from './service-sources.js';

const BUF_MS = 60_000;
const root = projectRoot();
const released = join(root, 'proto/released.binpb');
const table = Object.entries(contracts) as [string, Contract<unknown>][];

const requiredOf = (message: DescMessage) => payloadSchema(message).required ?? [];

describe('proto/', () => {
  it(
    'passes lint',
    async () => {
      expect(await buf('lint')).toEqual({ code: 0, output: '' });
    },
    BUF_MS,
  );

  it(
    'breaks nothing that is released',
    async () => {
      expect(await buf('breaking', '--against', released)).toEqual({ code: 0, output: '' });
    },
    BUF_MS,
  );

  it.each([
    ['a field is removed', 'crm/v1/journey_event_recorded.proto', /^.*string touchpoint = 2;$/m, ''],
    ['a field is renamed', 'scoring/v1/response_scored.proto', 'string category = 8', 'string kind = 8'],
    ['a field gets another number', 'scoring/v1/response_scored.proto', 'string category = 8', 'string category = 11'],
    ['a field gets another type', 'scoring/v1/response_scored.proto', 'int32 score', 'string score'],
  ])(
    'is found to break when %s',
    async (_, file, before, after) => {
      await inTemporaryFolder(async (folder) => {
        cpSync(join(root, 'proto'), join(folder, 'proto'), { recursive: true });
        cpSync(join(root, 'buf.yaml'), join(folder, 'buf.yaml'));
        const path = join(folder, 'proto/rapport', file);
        const text = readFileSync(path, 'utf8');
        expect(text).toMatch(before);
        writeFileSync(path, text.replace(before, after));
        const answer = await buf('breaking', folder, '--against', released);
        expect(answer).toMatchObject({ code: 100, output: expect.stringContaining(file) });
      });
    },
    BUF_MS,
  );

  it('requires nothing more of a released event, so that old events stay readable', () => {
    const image = readImage(readFileSync(released));
    for (const [, { type, message }] of table) {
      const before = image.getMessage(type);
      const more = before && requiredOf(message).filter((field) => !requiredOf(before).includes(field));
      expect([type, more ?? []]).toEqual([type, []]);
    }
  });

  it(
    'is what the generated code was generated from',
    async () => {
      await inTemporaryFolder(async (folder) => {
        expect(await buf('generate', '-o', folder)).toMatchObject({ code: 0 });
        const texts = (base: string) =>
          Object.fromEntries(
            globSync('libs/contracts/src/gen/**/*.ts', { cwd: base })
              .sort()
              .map((file) => [file, readFileSync(join(base, file), 'utf8')]),
          );
        const generated = texts(folder);
        expect(Object.keys(generated).length).toBeGreaterThan(0);
        expect(texts(root)).toEqual(generated);
      });
    },
    BUF_MS,
  );
});

describe('the table of contracts', () => {
  it('holds every event of proto/, so that none is without a topic', async () => {
    const events = new Set(table.map(([, { type }]) => type));
    const parts = new Set<string>();
    const note = ({ fields }: DescMessage) => {
      for (const { message } of fields)
        if (message && !parts.has(message.typeName)) note(parts.add(message.typeName) && message);
    };
    for (const [, { message }] of table) note(message);
    const inProto = [...readImage(await buildImage())].filter((it) => it.kind === 'message').map((it) => it.typeName);
    expect(inProto.filter((name) => name.startsWith('rapport.') && !events.has(name) && !parts.has(name))).toEqual([]);
  });

  it('names owners that exist: the outside, or a service', () => {
    const owners = ['crm', ...readdirSync(join(root, 'services'))];
    expect(table.map(([, contract]) => ownerOf(contract.type)).filter((owner) => !owners.includes(owner))).toEqual([]);
  });

  it('gives each topic one owner, whose kind the name says, save the one where every service reports erasures', () => {
    for (const [, contract] of table) {
      const outside = ownerOf(contract.type) === 'crm';
      expect(contract.topic).toMatch(outside ? /^crm\.[a-z-]+\.v\d+$/ : /^rapport\.[a-z-]+\.v\d+$/);
      if (contract.topic === contracts.erasedInScoring.topic) continue;
      const sharing = table
        .filter(([, other]) => other.topic === contract.topic)
        .map(([, other]) => ownerOf(other.type));
      expect([...new Set(sharing)]).toEqual([ownerOf(contract.type)]);
    }
  });

  it.each(table)('orders %s by a field that is always there', (_, { message, keyField }) => {
    const schema = payloadSchema(message);
    expect(schema.required).toContain(keyField);
    expect(schema.properties?.[keyField]).toEqual({ type: 'string', minLength: 1 });
  });
});

describe('services', () => {
  const found = publishings(serviceSources());

  it('name the contract of each publish plainly', () => {
    expect(found.filter(({ names }) => names.length === 0)).toEqual([]);
  });

  it('publish their own events only', () => {
    const foreign = found.filter(({ service, names }) =>
      names.some((name) => ownerOf(contracts[name as keyof typeof contracts].type) !== service),
    );
    expect(foreign).toEqual([]);
  });

  it('publish every event that they own', () => {
    const published = new Set(found.flatMap(({ names }) => names));
    const owned = table.filter(([, contract]) => ownerOf(contract.type) !== 'crm').map(([name]) => name);
    expect(owned.filter((name) => !published.has(name))).toEqual([]);
  });
});
