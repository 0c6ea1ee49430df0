import { loadConfig } from '#service-kit';
import { SurveyDispatchConfig } from './config.js';

const env = {
  INTERNAL_SECRET: 'a-secret-among-services-of-32-chars',
  DATABASE_URL: 'postgres://dispatch@127.0.0.1/rapport',
  KAFKA_BROKERS: '127.0.0.1:9092',
  PUBLIC_URL: 'https://nps.example',
  LINK_SECRET: 'a-secret-for-links-of-32-characters',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'surveys@acme.example',
};
const SMS_URL = 'https://AC0123:token@api.twilio.com';

describe('the configuration of text messages', () => {
  it.each(['+15551234567', '12345', `MG${'0a'.repeat(16)}`, 'Acme', 'Acme 2 go'])(
    'takes %s as a sender',
    (SMS_FROM) => {
      const config = loadConfig(SurveyDispatchConfig, { ...env, SMS_URL, SMS_FROM });
      expect(config).toMatchObject({ smsUrl: SMS_URL, smsFrom: SMS_FROM });
      expect(config.closedChannels()).toEqual([]);
    },
  );

  it('may be left out, and then there are none', () => {
    expect(loadConfig(SurveyDispatchConfig, env).closedChannels()).toEqual(['sms']);
    expect(loadConfig(SurveyDispatchConfig, { ...env, SMS_URL: '', SMS_FROM: '' }).closedChannels()).toEqual(['sms']);
  });

  it.each([
    [{ SMS_URL }, 'SMS_FROM is missing'],
    [{ SMS_URL, SMS_FROM: 'much too long a name' }, 'SMS_FROM must be a number such as'],
    [{ SMS_URL, SMS_FROM: '+0' }, 'SMS_FROM must be a number such as'],
    [
      { SMS_URL: 'https://api.twilio.com', SMS_FROM: 'Acme' },
      'SMS_URL must be an address with the account and its token',
    ],
    [{ SMS_URL: 'ftp://a:b@api.twilio.com', SMS_FROM: 'Acme' }, 'SMS_URL must be an address with'],
  ])('with %j is refused: %s', (change, problem) => {
    expect(() => loadConfig(SurveyDispatchConfig, { ...env, ...change })).toThrow(problem);
  });
});
