import { outcomeOfFailure, type SmtpFailure } from './smtp-outcome.rules.js';

const reply = (code: string, responseCode: number, response: string, command: string): SmtpFailure => ({
  code,
  responseCode,
  response,
  command,
});

describe('outcomeOfFailure', () => {
  it.each<[string, SmtpFailure, boolean, string, string]>([
    ['a server that is away', { code: 'ESOCKET', command: 'CONN' }, false, 'later', 'ESOCKET'],
    ['a name that is not found', { code: 'EDNS', command: 'CONN' }, false, 'later', 'EDNS'],
    ['a connection lost before the text', { code: 'ECONNECTION', command: 'CONN' }, false, 'later', 'ECONNECTION'],
    [
      'a connection lost after the text',
      { code: 'ECONNECTION', command: 'CONN' },
      true,
      'unclear',
      'ECONNECTION after the mail was handed over',
    ],
    [
      'silence after the text',
      { code: 'ETIMEDOUT', command: 'CONN' },
      true,
      'unclear',
      'ETIMEDOUT after the mail was handed over',
    ],
    ['a send that was cut off', { code: 'EABORT' }, true, 'unclear', 'EABORT after the mail was handed over'],
    ['a fault of ours after the text', {}, true, 'unclear', 'error after the mail was handed over'],
    [
      'greylisting',
      reply('EENVELOPE', 451, '451 4.7.1 try later', 'RCPT TO'),
      false,
      'later',
      'SMTP 451 4.7.1 to RCPT TO',
    ],
    ['a full disk at the server', reply('EMESSAGE', 452, '452 no space', 'DATA'), true, 'later', 'SMTP 452 to DATA'],
    ['a server that closes', reply('ECONNECTION', 421, '421 bye', 'CONN'), true, 'later', 'SMTP 421 to CONN'],
    [
      'an unknown address',
      reply('EENVELOPE', 550, '550 5.1.1 <maria@acme.example> unknown', 'RCPT TO'),
      false,
      'refused',
      'SMTP 550 5.1.1 to RCPT TO',
    ],
    ['a refused text', reply('EMESSAGE', 554, '554-5.7.1 spam', 'DATA'), true, 'refused', 'SMTP 554 5.7.1 to DATA'],
    [
      'a wrong password of ours',
      reply('EAUTH', 535, '535 5.7.8 no', 'AUTH PLAIN'),
      false,
      'later',
      'SMTP 535 5.7.8 to AUTH PLAIN',
    ],
    ['a server that greets nobody', reply('EPROTOCOL', 554, '554 no', 'CONN'), false, 'later', 'SMTP 554 to CONN'],
    ['a wrong sequence', reply('EENVELOPE', 503, '503 what', 'MAIL FROM'), false, 'later', 'SMTP 503 to MAIL FROM'],
    ['an address no server can take', { code: 'EENVELOPE', command: 'API' }, false, 'refused', 'EENVELOPE API'],
  ])('takes %s', (_, failure, flowing, kind, reason) => {
    expect(outcomeOfFailure(failure, flowing)).toEqual({ kind, reason });
  });
});
