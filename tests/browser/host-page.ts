import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of somebody's product, which loads the widget. */
export interface HostPage {
  readonly url: string;
  /** Attributes of the script element. */
  attributes: string;
  /** Styles of the page; its policy allows none where there are none. */
  style: string;
  /** Whether the page may be framed by nothing and styled by nothing, as strict policies have it. */
  stop(): Promise<void>;
}

/** Serves a page on an origin of its own whose policy allows scripts of the widget's origin, and of nobody else. */
export async function serveHostPage(widgetOrigin: string): Promise<HostPage> {
  const shown = { attributes: '', style: '' };
  const server: Server = createServer((request, response) => {
    if (request.url === '/style.css') return void response.setHeader('content-type', 'text/css').end(shown.style);
    const styles = shown.style ? "'self'" : "'none'";
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${widgetOrigin}; connect-src ${widgetOrigin}; style-src ${styles}; img-src data:`,
    );
    response.end(`<!doctype html><html lang="en"><head><title>Product</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
${shown.style && '<link rel="stylesheet" href="/style.css">'}
<script src="${widgetOrigin}/widget/v1.js" ${shown.attributes} async></script></head>
<body><main><h1>Product</h1><p><button id="own">Own button</button></p></main></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return Object.assign(shown, {
    url,
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  });
}
