import { readFileSync } from 'node:fs';
import { contracts } from '#contracts';
import { eventually, MINUTE } from '#testing';
import type { Answer, DocumentedApi } from './documented-api.js';
import type { RunningClock } from './running-clock.js';
import type { Visit } from './visit.js';

// biome-ignore lint/suspicious/noExplicitAny: examples are whatever the guide shows
type Json = any;

/** A fenced block of a guide, with the heading that it stands under. */
interface Block {
  readonly heading: string;
  readonly info: string;
  readonly text: string;
}

const DAY_MS = 86_400_000;

/** The blocks of a guide in their order. */
export function blocksOf(markdown: string): Block[] {
  const found = markdown.matchAll(/^## (.+)$|^```(.*)\n([\s\S]*?)^```$/gm);
  let heading = '';
  return [...found].flatMap(([, title, info, text]) => {
    if (title !== undefined) heading = title;
    return title === undefined ? [{ heading, info: info!, text: text! }] : [];
  });
}

/** An example as something to compare with, which may have more: `…` in a text stands for anything, `[]` for nothing. */
function expected(example: Json): Json {
  if (typeof example === 'string' && example.includes('…')) {
    const parts = example.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return expect.stringMatching(new RegExp(`^${parts.join('[\\s\\S]*')}$`));
  }
  if (Array.isArray(example)) return example.length === 0 ? [] : expect.arrayContaining(example.map(expected));
  if (example === null || typeof example !== 'object') return example;
  const fields = Object.entries(example).map(([name, value]) => [name, expected(value)]);
  return expect.objectContaining(Object.fromEntries(fields));
}

/**
 * Does what a guide says, block by block. `http` is a call, `json` after it what it answers at least, and `json` with the
 * name of a contract an event. `<now>` and `<in 30 days>` are reckoned, and
 * `{dryRunId}` in a path is what an earlier answer had under that name.
 */
export class Guide {
  private readonly remembered = new Map<string, string>();

  constructor(
    private readonly blocks: readonly Block[],
    private readonly api: DocumentedApi,
    private readonly visit: Visit,
    private readonly clock: RunningClock,
  ) {}

  static of(file: string, api: DocumentedApi, visit: Visit, clock: RunningClock): Guide {
    return new Guide(blocksOf(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')), api, visit, clock);
  }

  /** Does everything, in its order; returns how many calls there were under each heading. */
  async follow(): Promise<Record<string, number>> {
    const calls: Record<string, number> = {};
    for (const [place, { heading, info, text }] of this.blocks.entries()) {
      const [language, name] = info.split(' ');
      const next = this.blocks[place + 1];
      const example = next?.info === 'json' ? next.text : undefined;
      if (info === 'http a minute later') this.clock.pass(MINUTE);
      if (language === 'http') {
        await this.call(text, example);
        calls[heading] = (calls[heading] ?? 0) + 1;
      } else if (language === 'json' && name?.startsWith('rapport.')) {
        const contract = Object.values<Json>(contracts).find(({ type }) => type === name);
        await this.visit.publish(contract, JSON.parse(this.filledIn(text)));
      }
    }
    return calls;
  }

  private async call(text: string, example: string | undefined): Promise<void> {
    const [, method, path, body] = /^([A-Z]+) (\S+)\n([\s\S]*)$/.exec(this.filledIn(text))!;
    const said = body!.trim() === '' ? undefined : JSON.parse(body!);
    const shown = example === undefined ? {} : JSON.parse(this.filledIn(example));
    const once = async () => {
      const answer = await this.api.call(method!, path!, said);
      if (example) expect({ path, body: answer.body }).toEqual({ path, body: expected(shown) });
      // A refusal is shown with its status.
      if (answer.status >= 300 && !shown.status) throw new Error(`${path} answered ${JSON.stringify(answer)}`);
      return answer;
    };
    // What was just asked for may not have happened yet; only reading may be done again.
    this.remember(await (method === 'GET' ? eventually(once) : once()));
  }

  private remember({ body }: Answer): void {
    for (const [name, value] of Object.entries<Json>(body ?? {}))
      if (typeof value === 'string') this.remembered.set(name, value);
  }

  private filledIn(text: string): string {
    const date = (days: string) => new Date(Date.now() + Number(days) * DAY_MS).toISOString().slice(0, 10);
    return text
      .replaceAll('<now>', new Date().toISOString())
      .replaceAll(/<in (\d+) days>/g, (_, days) => date(days))
      .replaceAll(/^(?:[A-Z]+ \S*)\{(\w+)\}/gm, (call, name) =>
        call.replace(`{${name}}`, this.remembered.get(name) ?? ''),
      );
  }
}
