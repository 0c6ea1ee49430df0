import { attributeCondition, equalities, textCondition, whereOf } from './search.rules.js';

describe('search', () => {
  it('looks for the beginning of an id, of an address and of each word of a name', () => {
    const { parameters } = textCondition('Mar Sil', { id: 'contact_id', email: 'email' });
    expect(parameters).toEqual(['Mar Sil%', 'mar sil%', 'mar:* & sil:*']);
  });

  it('takes wildcards for what they are', () => {
    expect(textCondition('50%_\\', { id: 'account_id' }).parameters[0]).toBe('50\\%\\_\\\\%');
  });

  it('makes no words of what has none', () => {
    expect(textCondition('--', { id: 'account_id' }).parameters).toEqual(['--%']);
  });

  it.each([
    ['plan:team', ['{"plan":"team"}']],
    ['seats:12', ['{"seats":"12"}', '{"seats":12}']],
    ['trial:true', ['{"trial":"true"}', '{"trial":true}']],
    ['code:007', ['{"code":"007"}']],
    ['url:http://a', ['{"url":"http://a"}']],
  ])('finds the attribute %s as each of the types it may have', (filter, parameters) => {
    expect(attributeCondition(filter).parameters).toEqual(parameters);
  });

  it('numbers the parameters of all conditions through', () => {
    const where = whereOf([...equalities({ role: 'admin', region: undefined }), attributeCondition('seats:1')]);
    expect(where.sql).toBe('role = $1 AND (attributes @> $2::jsonb OR attributes @> $3::jsonb)');
    expect(where.parameters).toHaveLength(3);
  });
});
