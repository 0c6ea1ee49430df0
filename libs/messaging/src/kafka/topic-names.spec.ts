import { TopicNames } from './topic-names.js';

describe('topic names', () => {
  const names = new TopicNames('eu.', { 'crm.segment.v1': 'cdp-events' });

  it.each([
    ['crm.contacts.v1', 'eu.crm.contacts.v1'],
    ['crm.segment.v1', 'cdp-events'],
  ])('call %s %s, there and back', (topic, name) => {
    expect(names.nameOf(topic)).toBe(name);
    expect(names.contractTopic(name)).toBe(topic);
  });
});
