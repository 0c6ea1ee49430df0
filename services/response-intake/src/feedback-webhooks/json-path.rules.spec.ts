import { allAt, firstAt, hasMoreThan, pathProblem } from './json-path.rules.js';

describe('a path of a mapping', () => {
  it.each([
    '$',
    '$.ticket.id',
    "$['ticket']['requester']['email']",
    '$.events[*]',
    '$.events[0:10].text',
    '$..description',
    '$[?@ == "opened" || @ == "edited"]',
    '$.issue.labels[?@.name == "feedback"]',
    '$.items[?count(@.votes[*]) > 3 && !@.hidden].text',
  ])('may be %s', (path) => {
    expect(pathProblem(path)).toBeUndefined();
  });

  it.each([
    ['no text', 7, 'must be a JSONPath of at most 200 characters'],
    ['too long', `$.${'x'.repeat(200)}`, 'must be a JSONPath of at most 200 characters'],
    ['a name alone', 'ticket.id', 'must be a JSONPath (RFC 9535): '],
    ['not closed', '$.ticket[', 'must be a JSONPath (RFC 9535): '],
    ['an unknown function', '$[?nope(@)]', 'must be a JSONPath (RFC 9535): '],
    ['a regular expression', '$[?match(@.text, "(a+)+$")]', 'must not use match() inside a filter'],
    ['a search', '$[?search(@.text, "(a+)+$")]', 'must not use search() inside a filter'],
    ['a regular expression that is hidden', '$[?(!(@.a && (@.b == 1 || match(@.c, "x"))))]', 'must not use match()'],
    ['the whole document in a filter', '$[?count($..*) > 1]', 'must not use $ inside a filter'],
    ['the whole document in a filter of a filter', '$[?@.a[?@.b == $.c]]', 'must not use $ inside a filter'],
    ['all depths twice', '$..a..b', 'must search all depths (..) once at the most'],
    ['all depths in a filter of all depths', '$..a[?@..b]', 'must search all depths (..) once at the most'],
  ])('may not be %s', (_, path, reason) => {
    expect(pathProblem(path)).toContain(reason);
  });

  it('may search no depths where parts would hold each other', () => {
    expect(pathProblem('$..events[*]', 0)).toBe('must search all depths (..) nowhere');
  });
});

describe('what a path finds', () => {
  const document = { a: null, list: [{ id: 1 }, { id: 2 }, { id: 3 }], __proto__: { hidden: 1 } };

  it.each([
    ['$.list[*].id', 1],
    ['$.a', undefined],
    ['$.nowhere.at.all', undefined],
    ['$.toString', undefined],
    ['$.hidden', undefined],
    ['$..id', 1],
  ])('first at %s is %j', (path, value) => {
    expect(firstAt(path, document)).toEqual(value);
  });

  it('is not more than is asked for', () => {
    expect(allAt('$.list[*].id', document, 2)).toEqual([1, 2]);
  });

  it('is nothing where a document is nested without end, and takes no time', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const started = performance.now();
    expect(firstAt('$..text', deep)).toBeUndefined();
    expect(allAt('$..[?@.text]', deep, 10)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a document', () => {
  it.each([
    [1, 'text', false],
    [1, [], false],
    [1, [1], true],
    [4, { a: [1, 2] }, false],
    [3, { a: [1, 2] }, true],
    [10, JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), true],
  ])('of more than %i values is known', (most, document, more) => {
    expect(hasMoreThan(most, document)).toBe(more);
  });
});
