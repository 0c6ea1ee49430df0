import type { Given, View } from './view.client.js';

const TRIES = 4;
const PAUSE_MS = 1_500;

/** What can be asked for the element that loads the script: a contact's invitation, or an open link. */
export interface Asking {
  readonly token?: string;
  readonly link?: string;
  readonly language?: string;
}

/** What is shown first, and what dismissing it means. */
export interface Opening {
  readonly view: View;
  dismiss(): Promise<void>;
}

/** The address that answers, which is where the script came from. Nothing is kept in the browser, and no cookie is sent. */
export class Server {
  constructor(private readonly origin: string) {}

  /** What there is to show, if anything. @throws where the server cannot be reached */
  async open({ token, link, language }: Asking): Promise<Opening | undefined> {
    if (link) {
      const query = language ? `?lang=${encodeURIComponent(language)}` : '';
      const view = await this.view(`/widget/links/${encodeURIComponent(link)}${query}`);
      return view && { view, dismiss: async () => {} };
    }
    if (!token) return undefined;
    const pending = await this.ask('/widget/pending', undefined, { 'widget-token': token });
    if (!pending.ok) return undefined;
    const { invitation } = (await pending.json()) as {
      invitation: { invitationId: string; surveyToken: string } | null;
    };
    if (!invitation) return undefined;
    const view = await this.view(`/widget/surveys/${invitation.surveyToken}`);
    const { invitationId } = invitation;
    const dismiss = async () => {
      await this.ask('/widget/pending/dismiss', { invitationId }, { 'widget-token': token });
    };
    return view && { view, dismiss };
  }

  /** Sends what was answered, and returns what is shown next. @throws where that did not work */
  async send(path: string, given: Given): Promise<View> {
    const answer = await this.ask(path, given);
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as View;
  }

  /** An invitation can be quicker here than the survey that it asks: then the server says so, and is asked again. */
  private async view(path: string): Promise<View | undefined> {
    for (let time = 1; ; time++) {
      const answer = await this.ask(path);
      if (answer.ok) {
        const view = (await answer.json()) as View;
        return view.kind === 'score' ? view : undefined;
      }
      if (answer.status !== 503 || time === TRIES) return undefined;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  private ask(path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.origin + path, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      // What is sent is sent, also where somebody leaves the page.
      keepalive: body !== undefined,
    });
  }
}
