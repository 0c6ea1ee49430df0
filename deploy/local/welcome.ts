/** Where an installation is, and the key that opens it. */
export interface Place {
  readonly url: string;
  readonly apiKey: string;
  readonly brokers?: string;
}

/** What to look at of the demo company: its mails, and what REST says of its people. */
export function thingsToTry({ url, apiKey, brokers }: Place): string {
  return `\
  ${url}/docs    every operation, with examples
  ${url}/mail    the mails that were sent: open Paul's, and answer it
  API key          ${apiKey}${brokers ? `\n  Kafka            ${brokers}` : ''}

Try:
  auth='Authorization: Bearer ${apiKey}'
  curl -s -H "$auth" '${url}/v1/metrics/nps'   # the score, and how sure it is
  curl -s -H "$auth" '${url}/v1/cases'   # who owns which detractor, until when
  curl -s -H "$auth" '${url}/v1/decisions/why?contactId=erik'   # asked once, and not again
  curl -s -H "$auth" '${url}/v1/decisions/why?contactId=lars'   # whom nobody can reach
  curl -s -H "$auth" '${url}/v1/pending-invitations/liv'   # what the product shows Liv, who has no address
  curl -s -H "$auth" '${url}/v1/decisions/summary'   # everybody, by reason
  curl -s -H "$auth" '${url}/v1/dry-runs'   # a draft that was tried over these events
`;
}

/** What `npm start` prints when everything runs: one address, and what to try. */
export function welcome(place: Place & { seconds: number }): string {
  const { url, seconds } = place;
  return `
Rapport runs at ${url}   (started in ${seconds.toFixed(1)} s; Ctrl-C stops it, the data stays)

${thingsToTry(place)}
Next: send an event of your own as in README.md, and follow docs/running-a-programme.md.
`;
}
