import { Dialog } from './panel.client.js';
import { type Opening, Server } from './server.client.js';
import type { Given, View } from './view.client.js';

declare global {
  interface Window {
    rapport?: { show(): Promise<boolean> };
  }
}

/** The element that loads the script; its data attributes say what it asks. */
const element = document.currentScript as HTMLScriptElement;
const server = new Server(new URL(element.src).origin);
const { token, link, lang: language, show: mode } = element.dataset;

let dialog: Dialog | undefined;

function tell(name: 'answered' | 'dismissed', detail: object): void {
  element.dispatchEvent(new CustomEvent(`rapport:${name}`, { detail, bubbles: true }));
}

function dialogOf({ view, dismiss }: Opening): Dialog {
  let hasAnswered = false;
  return new Dialog(view, {
    answer: async (shown: View, given: Given) => {
      const next = await server.send(shown.send ?? '', given);
      hasAnswered = true;
      if ('score' in given) tell('answered', { score: given.score });
      return next;
    },
    closed: () => {
      dialog = undefined;
      if (hasAnswered) return;
      tell('dismissed', {});
      dismiss().catch(() => {});
    },
  });
}

/** Shows what there is to answer. @returns whether there is anything */
async function show(takesFocus: boolean): Promise<boolean> {
  if (!dialog) {
    const opening = await server.open({ token, link, language }).catch(() => undefined);
    if (!opening) return false;
    dialog ??= dialogOf(opening);
  }
  dialog.open(takesFocus);
  return true;
}

window.rapport = { show: () => show(true) };

if (mode !== 'manual') {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void show(false));
  else void show(false);
}
