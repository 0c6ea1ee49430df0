import type { Contract } from '../index.js';
import { ownerOf } from '../index.js';
import type { JsonSchema } from '../schema.js';
import { type Descriptions, describedSchema, descriptionOf } from './descriptions.js';
import { allContracts, type Flow, nameOf } from './flow.js';

/** The event catalogue in Markdown: event → owner → topic → key → who reacts, then each event with its fields. */
export function eventCatalogue(flow: Flow): string {
  const rows = allContracts.map((contract) => [
    `[${nameOf(contract)}](#${nameOf(contract).toLowerCase()})`,
    ownerOf(contract.type),
    `\`${contract.topic}\``,
    `\`${contract.keyField}\``,
    reactionsTo(contract, flow).join('<br>') || '–',
  ]);
  return [
    '# Event catalogue',
    '',
    'Generated from `proto/`, the table in `libs/contracts/src/events.ts` and the consumers of the services by',
    '`npm run docs:generate`. `crm` is the outside world; every other owner is the one service that publishes the event.',
    '',
    ...table(['event', 'owner', 'topic', 'key', 'who reacts'], rows),
    ...allContracts.flatMap((contract) => chapter(contract, flow)),
    '',
  ].join('\n');
}

function reactionsTo(contract: Contract<unknown>, { reactions }: Flow): string[] {
  return reactions
    .filter((reaction) => reaction.contract === contract)
    .map(({ service, consumer }) => `${service}: ${consumer}`);
}

function chapter(contract: Contract<unknown>, { descriptions }: Flow): string[] {
  const rows = fieldRows(describedSchema(contract.message, descriptions), '');
  return [
    '',
    `## ${nameOf(contract)}`,
    '',
    descriptionOf(contract.message, descriptions as Descriptions),
    '',
    `\`${contract.type}\` on \`${contract.topic}\`, ordered per \`${contract.keyField}\`.${plainForm(contract)}`,
    '',
    ...table(['field', 'type', 'required', 'meaning'], rows),
  ];
}

function plainForm({ plain }: Contract<unknown>): string {
  return plain ? ` Plain messages without CloudEvents headers are of the source \`${plain.source}\`.` : '';
}

function fieldRows(schema: JsonSchema, parent: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const required = schema.required?.includes(name) ? 'yes' : '';
    const row = [`\`${parent}${name}\``, typeOf(field), required, field.description ?? ''];
    const inner = field.items?.properties ? fieldRows(field.items, `${parent}${name}[].`) : [];
    return [row, ...inner, ...(field.properties ? fieldRows(field, `${parent}${name}.`) : [])];
  });
}

function typeOf({ type, format, items }: JsonSchema): string {
  if (items) return `list of ${items.properties ? 'objects' : typeOf(items)}`;
  return format ?? type ?? 'any';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
