import { make, told } from './elements.client.js';
import { formOf } from './forms.client.js';
import { STYLE } from './style.client.js';
import type { Given, View } from './view.client.js';

/** What the panel tells of. */
export interface Panel {
  /** Sends what was answered, and returns what comes next. */
  answer(view: View, given: Given): Promise<View>;
  closed(view: View): void;
}

/**
 * A dialog that is not modal, in a tree of its own: the page stays usable, and nothing of it is hidden from anybody. It takes the
 * focus only where somebody asked for it, and gives it back when it is closed.
 */
export class Dialog {
  private readonly host = make('div', { 'data-rapport': '' });
  private readonly panel = make('section', {
    class: 'panel',
    role: 'dialog',
    'aria-labelledby': 'title',
    tabindex: -1,
  });
  private readonly said = make('p', { class: 'unseen', role: 'status' });
  private before: Element | null = null;

  constructor(
    private view: View,
    private readonly handlers: Panel,
  ) {
    const root = this.host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(this.panel, this.said);
    this.panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close();
    });
  }

  /** Whether it is on the page. */
  get isOpen(): boolean {
    return this.host.isConnected;
  }

  /** Puts it on the page. @param takesFocus where somebody asked for it */
  open(takesFocus: boolean): void {
    this.before = takesFocus ? document.activeElement : null;
    if (!this.isOpen) {
      document.body.append(this.host);
      this.render();
    }
    if (takesFocus) this.panel.focus();
    // A screen reader is told of what came by itself, without being led there.
    else setTimeout(() => this.said.append(this.view.title.text), 200);
  }

  /** Takes it away. */
  close(): void {
    if (!this.isOpen) return;
    const hadFocus = this.host.shadowRoot?.activeElement != null;
    this.host.remove();
    if (hadFocus && this.before instanceof HTMLElement) this.before.focus();
    this.handlers.closed(this.view);
  }

  private render(): void {
    const { view, panel } = this;
    const { texts, sender, color } = view;
    panel.lang = view.language;
    panel.dir = view.direction;
    if (color) panel.style.setProperty('--accent', color);
    const heading = make('h2', { id: 'title', tabindex: -1, class: sender ? '' : 'first' }, told(view.title));
    const close = make('button', { class: 'close', type: 'button', 'aria-label': texts.close }, '\u00d7');
    close.addEventListener('click', () => this.close());
    const content = view.send ? this.form(heading) : [heading, make('p', {}, view.text)];
    panel.replaceChildren(
      ...(sender ? [make('p', { class: 'sender' }, make('bdi', {}, sender))] : []),
      ...content,
      close,
    );
  }

  private form(heading: HTMLElement): Node[] {
    const { view } = this;
    const { fields, read } = formOf(view, heading);
    const wrong = make('p', { class: 'wrong', role: 'alert' });
    const submit = make('button', { class: 'submit', type: 'submit' }, view.texts.submit);
    const top = view.kind === 'score' ? [] : [heading];
    const form = make('form', { novalidate: true }, ...top, ...fields, wrong, submit);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      wrong.textContent = '';
      const given = read();
      if (!given) {
        wrong.textContent = view.texts.missing;
        form.querySelector('input')?.focus();
        return;
      }
      submit.disabled = true;
      try {
        this.view = await this.handlers.answer(view, given);
        if (!this.isOpen) return;
        this.render();
        this.panel.querySelector<HTMLElement>('#title')?.focus();
      } catch {
        wrong.textContent = view.texts.failed;
        submit.disabled = false;
      }
    });
    return [form];
  }
}
