import { CERTIFICATE, CONFIRMATION, NOTIFICATION } from '../fixtures/sns.js';
import { isGenuine, readSnsMessage } from './sns-message.rules.js';

const NOW = new Date('2030-01-01T00:00:00Z');

describe('a message of SNS', () => {
  it.each([
    ['a notification, signed with SHA-256', NOTIFICATION],
    ['a subscription, signed with SHA-1', CONFIRMATION],
  ])('is genuine: %s', (_, body) => {
    expect(isGenuine(readSnsMessage(body)!, CERTIFICATE, NOW)).toBe(true);
  });

  it.each([
    ['Message', '{}'],
    ['TopicArn', 'arn:aws:sns:eu-west-1:999999999999:mail'],
    ['Timestamp', '2026-11-02T00:00:00.000Z'],
    ['Signature', 'AAAA'],
  ])('is not genuine with another %s', (name, value) => {
    expect(isGenuine(readSnsMessage({ ...NOTIFICATION, [name]: value })!, CERTIFICATE, NOW)).toBe(false);
  });

  it('is not genuine by a certificate that is over, or is none', () => {
    const message = readSnsMessage(NOTIFICATION)!;
    expect(isGenuine(message, CERTIFICATE, new Date('2200-01-01T00:00:00Z'))).toBe(false);
    expect(isGenuine(message, 'x', NOW)).toBe(false);
  });

  it.each([
    [{ ...NOTIFICATION, SigningCertURL: 'https://sns.evil.example/cert.pem' }],
    [{ ...NOTIFICATION, SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/cert.pem' }],
    [{ ...NOTIFICATION, SigningCertURL: 'http://sns.eu-west-1.amazonaws.com/cert.pem' }],
    [{ ...CONFIRMATION, SubscribeURL: 'http://169.254.169.254/latest/' }],
    [{ ...NOTIFICATION, SignatureVersion: '3' }],
    [{ ...NOTIFICATION, Type: 'toString' }],
    [[]],
    [null],
  ])('is none whose addresses or parts are not those of SNS: %#', (body) => {
    expect(readSnsMessage(body)).toBeUndefined();
  });
});
