/** What the gateway's address shows in a browser. */
export function homePage({ mail }: { mail: boolean }): string {
  const link = (href: string, title: string, text: string) =>
    `<li><a href="${href}"><strong>${title}</strong><span>${text}</span></a></li>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rapport</title>
<link rel="stylesheet" href="/docs/page.css">
</head>
<body class="home">
<main>
<h1>Rapport</h1>
<p class="lead">A Net Promoter System: customer events come in, the right people are asked, and every answer is scored,
understood and followed up.</p>
<ul class="links">
${link('/docs', 'API reference', 'every operation, to read and to try')}
${link('/openapi.json', 'OpenAPI document', 'the same for tools')}
${mail ? link('/mail', 'Mails', 'what the local mail catcher took in') : ''}
${link('/health/ready', 'Health', 'whether this address takes requests')}
</ul>
<h2>First call</h2>
<pre><code>curl -H "Authorization: Bearer $RAPPORT_KEY" "$RAPPORT_URL/v1/metrics/nps"</code></pre>
<p>Keys are made with <code>npm run api-key -- create --name crm --scopes read,write</code>.</p>
</main>
</body>
</html>
`;
}
