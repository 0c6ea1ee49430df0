import { type Contract, DEAD_LETTER_TOPIC, ownerOf, topics } from '../index.js';
import { type Descriptions, describedSchema, descriptionOf } from './descriptions.js';
import { allContracts, type Flow, nameOf } from './flow.js';
import { DEAD_LETTER_HEADERS, eventHeaders } from './headers.js';

const KAFKA = '0.5.0';
const DEAD_LETTER = 'DeadLetter';

type Json = Record<string, unknown>;
const ref = (...path: string[]) => ({ $ref: `#/${path.join('/')}` });

/** The AsyncAPI 3.0 document of the whole system: each topic, each event on it, who sends and who receives. */
export function asyncApi(flow: Flow, version: string): Json {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rapport events',
      version,
      description:
        'CloudEvents 1.0 over Kafka, binary mode, values in proto3 JSON. Order is promised per record key. ' +
        'Structured mode and application/protobuf are also accepted from outside.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map(({ topic }) => [channelOf(topic), channel(topic)])),
    operations: Object.fromEntries([...sends(flow), ...receives(flow)]),
    components: {
      messages: {
        ...Object.fromEntries(allContracts.map((contract) => [nameOf(contract), message(contract, flow.descriptions)])),
        [DEAD_LETTER]: deadLetter(),
      },
    },
  };
}

/** A topic's key in the document: `rapport.follow-ups.v1` is `rapportFollowUpsV1`. */
function channelOf(topic: string): string {
  return topic.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

function messagesOn(topic: string): string[] {
  return topic === DEAD_LETTER_TOPIC
    ? [DEAD_LETTER]
    : allContracts.filter((contract) => contract.topic === topic).map(nameOf);
}

function channel(topic: string): Json {
  const { partitions, config } = topics.find((settings) => settings.topic === topic)!;
  const retention = config['retention.ms'];
  return {
    address: topic,
    messages: Object.fromEntries(messagesOn(topic).map((name) => [name, ref('components', 'messages', name)])),
    bindings: {
      kafka: {
        bindingVersion: KAFKA,
        topic,
        partitions,
        topicConfiguration: {
          'cleanup.policy': [config['cleanup.policy'] ?? 'delete'],
          ...(retention && { 'retention.ms': Number(retention) }),
        },
      },
    },
  };
}

function message(contract: Contract<unknown>, descriptions: Descriptions): Json {
  return {
    name: contract.type,
    title: nameOf(contract),
    summary: descriptionOf(contract.message, descriptions),
    contentType: 'application/json',
    headers: eventHeaders(contract.type, { plain: contract.plain !== undefined }),
    payload: describedSchema(contract.message, descriptions),
    bindings: {
      kafka: {
        bindingVersion: KAFKA,
        key: { type: 'string', minLength: 1, description: `equals ${contract.keyField}` },
      },
    },
  };
}

function deadLetter(): Json {
  return {
    name: 'dead-letter',
    title: DEAD_LETTER,
    summary:
      'A record that a consumer gave up, with its key and its headers as they were. Its value, which may hold personal data, is shown over REST alone.',
    headers: DEAD_LETTER_HEADERS,
    payload: { type: 'null' },
  };
}

function operation(action: 'send' | 'receive', who: string, topic: string, messages: readonly string[]): Json {
  return {
    action,
    channel: ref('channels', channelOf(topic)),
    messages: messages.map((name) => ref('channels', channelOf(topic), 'messages', name)),
    tags: [{ name: who }],
  };
}

function* sends({ reactions }: Flow): Generator<[string, Json]> {
  for (const owner of new Set(allContracts.map(({ type }) => ownerOf(type)))) {
    const owned = allContracts.filter((contract) => ownerOf(contract.type) === owner);
    for (const topic of new Set(owned.map((contract) => contract.topic))) {
      const names = owned.filter((contract) => contract.topic === topic).map(nameOf);
      yield [`${owner}.send.${channelOf(topic)}`, operation('send', owner, topic, names)];
    }
  }
  for (const service of new Set(reactions.map((reaction) => reaction.service))) {
    yield [
      `${service}.send.${channelOf(DEAD_LETTER_TOPIC)}`,
      operation('send', service, DEAD_LETTER_TOPIC, [DEAD_LETTER]),
    ];
  }
}

function* receives({ reactions }: Flow): Generator<[string, Json]> {
  const groups = Map.groupBy(reactions, ({ service, consumer, contract }) =>
    [service, 'receive', consumer, channelOf(contract.topic)].join('.'),
  );
  for (const [id, group] of groups) {
    const { service, consumer, contract } = group[0]!;
    const names = group.map((reaction) => nameOf(reaction.contract));
    const groupId = { type: 'string', enum: [`${service}.${consumer}`] };
    yield [
      id,
      {
        ...operation('receive', service, contract.topic, names),
        summary: consumer,
        bindings: { kafka: { bindingVersion: KAFKA, groupId } },
      },
    ];
  }
}
