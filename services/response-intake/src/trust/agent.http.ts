import { BROWSER_MAP, getParser } from 'bowser';
import { isbot } from 'isbot';
import type { Agent } from './trust.rules.js';

/** Browsers name themselves in less; what is longer is nobody's browser, and not worth searching. */
const LONGEST = 400;
const FAMILIES: ReadonlySet<string> = new Set(Object.values(BROWSER_MAP));

/** What sent a request, by its header `User-Agent`, of which nothing else is kept. */
export function agentOf(userAgent: string | undefined): Agent {
  if (!userAgent) return { isAutomated: false };
  const read = userAgent.slice(0, LONGEST);
  const family = getParser(read, true).getBrowserName();
  return { ...(FAMILIES.has(family) && { family }), isAutomated: isbot(read) };
}
