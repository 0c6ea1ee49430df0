/** What `npm start` prints when everything runs: one address, and what to try. */
export function welcome({
  url,
  apiKey,
  brokers,
  seconds,
}: {
  url: string;
  apiKey: string;
  brokers: string;
  seconds: number;
}): string {
  return `
Rapport runs at ${url}   (started in ${seconds.toFixed(1)} s; Ctrl-C stops it, the data stays)

  ${url}/docs    every operation, with examples
  ${url}/mail    the mails that were sent; open one and answer it
  API key          ${apiKey}
  Kafka            ${brokers}

Try:
  curl -s -H 'Authorization: Bearer ${apiKey}' '${url}/v1/metrics/nps'
  curl -s -H 'Authorization: Bearer ${apiKey}' '${url}/v1/cases'
`;
}
